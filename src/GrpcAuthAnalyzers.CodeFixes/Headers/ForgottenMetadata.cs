using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Metadata with a credential that a local holds and that no call gets (GRPCAUTH1007), and the one call that lacks it.</summary>
internal static class ForgottenMetadata
{
    private const string Title = "Pass the metadata to the call";

    /// <summary>
    /// The plan that passes what a creation makes to the one call of its block that passes no headers; null when there is none, or several, and where it would
    /// cross an open network unencrypted.
    /// </summary>
    internal static async Task<FixPlan?> PlanForAsync(FixSession session, SourceFile file, BaseObjectCreationExpressionSyntax creation)
    {
        if (CallFor(file, creation) is not { } call || NameOf(creation) is not { } name)
            return null;

        return await ChannelOf.CallAsync(session, file, call).ConfigureAwait(false) is { } channel
            && await AddressTransport.IsOpenAsync(session, channel.File, channel.Creation).ConfigureAwait(false)
                ? null
                : Plan(file, call, name);
    }

    /// <summary>As the other one, from the side of the call.</summary>
    internal static FixPlan? PlanForCall(SourceFile file, InvocationExpressionSyntax call)
    {
        foreach (var around in call.Ancestors())
        {
            var statements = around switch
            {
                BlockSyntax block => block.Statements.AsEnumerable(),
                CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(static g => g.Statement),
                _ => Enumerable.Empty<StatementSyntax>(),
            };
            foreach (var declaration in statements.OfType<LocalDeclarationStatementSyntax>().Where(d => d.Span.End < call.SpanStart))
            {
                foreach (var declarator in declaration.Declaration.Variables)
                {
                    if (declarator.Initializer?.Value is BaseObjectCreationExpressionSyntax creation
                        && file.Facts is { } facts
                        && ForgottenCall.UnsentIn(creation, facts, file.GrpcAuthOptions) is not null && CallFor(file, creation) == call)
                        return Plan(file, call, declarator.Identifier.Text);
                }
            }
        }

        return null;
    }

    private static FixPlan? Plan(SourceFile file, InvocationExpressionSyntax call, string name)
    {
        var plan = new FixPlanBuilder();
        return HeadersArgument.TryPass(plan, file, call, name) ? plan.Build(Title) : null;
    }

    private static string? NameOf(BaseObjectCreationExpressionSyntax creation) => (creation.Parent?.Parent as VariableDeclaratorSyntax)?.Identifier.Text;

    private static InvocationExpressionSyntax? CallFor(SourceFile file, BaseObjectCreationExpressionSyntax creation) =>
        file.Facts is { } facts ? ForgottenCall.Of(creation, facts, file.GrpcAuthOptions) : null;
}
