using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Freshness;

/// <summary>
/// GRPCAUTH3006: makes an interceptor for each client, with the services of the scope that resolves the client. Handlers and singletons
/// have no such scope, and a client that a singleton keeps has that of the process.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CredentialScopeCapturedFix : GrpcAuthFixProvider
{
    private const string Scope = "Grpc.Net.ClientFactory.InterceptorScope";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH3006");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || BoundOperation.Of(at.File.Model, call) is not IInvocationOperation { TargetMethod: { Name: "AddInterceptor" } method } added
            || TypeNames.TypeOf(at.File.Model.Compilation, Scope) is null
            || at.File.Facts is not { } facts
            || AddedService.Of(added, facts.Bodies) is not { } interceptor
            || ServiceRegistrations.IsSingleton(interceptor, facts)
            || SingletonHolders.Keep(AddedService.RegistrationOf(added, facts)?.Client, facts))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        var client = new TypeNames(at.File, call.SpanStart, plan).Of(Scope) + ".Client";
        var arguments = call.ArgumentList.Arguments;
        if (arguments.FirstOrDefault(a => at.File.Model.GetTypeInfo(a.Expression).Type.Is(Scope)) is { } given)
            plan.Replace(at.File, given.Expression.Span, client);
        else if (arguments.Count == 0)
            plan.Insert(at.File, call.ArgumentList.OpenParenToken.Span.End, client);
        else if (TakesProvider(method) && arguments[0].NameColon is null)
            plan.Insert(at.File, arguments[0].SpanStart, client + ", ");
        else
            return ImmutableArray<FixPlan>.Empty;

        return Plans(plan.Build("Create the interceptor for each client"));
    }

    /// <summary>Only a factory that gets a service provider can be given that of the client.</summary>
    private static bool TakesProvider(IMethodSymbol method) =>
        method.Parameters.Any(static p => p.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, TypeArguments.Length: 2 });
}
