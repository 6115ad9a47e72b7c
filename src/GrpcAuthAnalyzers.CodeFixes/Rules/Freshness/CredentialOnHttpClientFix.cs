using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Freshness;

/// <summary>
/// GRPCAUTH3003: replaces a <c>ConfigureHttpClient</c> that only reads the token and writes the header with <c>AddCallCredentials</c>,
/// which reads the token for each call. Only if the address is known to use https, and only with the expression that reads the token
/// today.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CredentialOnHttpClientFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH3003");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (file, member, call, source, header, scheme))
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        source.ImportInto(plan, file);
        var text = new CallCredentialsText(file, call, new TypeNames(file, call.SpanStart, plan)) { IsOfRegistration = true };
        var lambda = text.Lambda(source, header, scheme, file.Layout.BreakAt(member.Name.SpanStart), file.Layout.Indent);
        plan.Replace(file, TextSpan.FromBounds(member.Name.SpanStart, call.Span.End), "AddCallCredentials(" + lambda + ")");
        return Plans(plan.Build("Replace the default header with call credentials"));
    }

    private protected override async Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (file, member, call, source, header, scheme))
            return null;

        var plan = new FixPlanBuilder();
        var attachment = new InterceptorAttachment(session, plan, header, scheme) { InNewFile = inNewFile };
        if (await attachment.ToRegistrationAsync(file, call, source, file.Layout.BreakAt(member.Name.SpanStart)).ConfigureAwait(false) is not var (text, title))
            return null;

        plan.Replace(file, TextSpan.FromBounds(member.Name.SpanStart, call.Span.End), text);
        return plan.Build(title);
    }

    private static async Task<(
        SourceFile File,
        MemberAccessExpressionSyntax Member,
        InvocationExpressionSyntax Call,
        TokenSource Source,
        string Header,
        string? Scheme)?> ReportAsync(
        FixSession session, Document document, Diagnostic diagnostic)
    {
        return diagnostic.Properties.TryGetValue(FixHints.Transport, out var transport) && transport == FixHints.TransportTls
            && diagnostic.Properties.TryGetValue(FixHints.Header, out var header) && header is not null
            && await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is var (file, node)
            && node.FirstAncestorOrSelf<ExpressionSyntax>() is { } write
            && write.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } callback
            && callback.Parent is ArgumentSyntax
            {
                Parent.Parent: InvocationExpressionSyntax
                {
                    ArgumentList.Arguments.Count: 1,
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureHttpClient" } member
                } call
            }
            && diagnostic.AdditionalLocations.Count > 0 && diagnostic.AdditionalLocations[0].SourceTree == diagnostic.Location.SourceTree
            && member.Expression.Span.Contains(diagnostic.AdditionalLocations[0].SourceSpan)
            && TokenIn(file, write) is ({ } token, var scheme)
            && await SourceAsync(session, file, write, token, callback, call).ConfigureAwait(false) is { } source
            ? (file, member, call, source, header, scheme)
            : null;
    }

    /// <summary>The token and the scheme of what is written; no token where the form is another.</summary>
    private static (ExpressionSyntax? Token, string? Scheme) TokenIn(SourceFile file, ExpressionSyntax write)
    {
        switch (write)
        {
            case AssignmentExpressionSyntax { Right: BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: { Count: 2 } parts } }:
                return file.Model.GetConstantValue(Argument(parts, "scheme", 0)).Value is string scheme
                    ? (Argument(parts, "parameter", 1), scheme)
                    : (null, null);
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments }:
                return CurrentTokenRead.Split(file, Argument(arguments, "value", 1));
            default:
                return (null, null);
        }
    }

    private static ExpressionSyntax Argument(SeparatedSyntaxList<ArgumentSyntax> arguments, string name, int position) =>
        (arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == name) ?? arguments[position]).Expression;

    /// <summary>
    /// The expression of today: with the services of the callback, or with what is visible around the registration. Null for what was read before, and where
    /// the callback does more than to read the token and to write it.
    /// </summary>
    private static async Task<TokenSource?> SourceAsync(
        FixSession session, SourceFile file, ExpressionSyntax write, ExpressionSyntax token, LambdaExpressionSyntax callback,
        InvocationExpressionSyntax call)
    {
        if (CallbackToken.Of(file, token, callback) is not { } read || !read.IsAllThatIsDoneBefore(write))
            return null;

        var source = read.UsesServices
            ? read.AtRegistration(call)
            : await CurrentTokenRead.AtAsync(session, file, token, file, call).ConfigureAwait(false);
        if (source is not null)
            source.AwaitSuffix = AwaitStyle.Suffix(file);
        return source;
    }
}
