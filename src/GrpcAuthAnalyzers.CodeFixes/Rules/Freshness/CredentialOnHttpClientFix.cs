using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (configured, source, header, scheme))
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        configured.Replace(plan, configured.CallCredentials(plan, source, header, scheme));
        return Plans(plan.Build("Replace the default header with call credentials"));
    }

    private protected override async Task<FixPlan?> PlanInterceptorAsync(FixSession session, Document document, Diagnostic diagnostic, bool inNewFile)
    {
        if (await ReportAsync(session, document, diagnostic).ConfigureAwait(false) is not var (configured, source, header, scheme))
            return null;

        var plan = new FixPlanBuilder();
        var attachment = new InterceptorAttachment(session, plan, header, scheme) { InNewFile = inNewFile };
        if (await attachment.ToRegistrationAsync(
            configured.File, configured.Call, source, configured.LineBreak).ConfigureAwait(false) is not var (text, title))
            return null;

        configured.Replace(plan, text);
        return plan.Build(title);
    }

    private static async Task<(ConfiguredHeader Configured, TokenSource Source, string Header, string? Scheme)?> ReportAsync(
        FixSession session, Document document, Diagnostic diagnostic)
    {
        return diagnostic.Properties.TryGetValue(FixHints.Transport, out var transport) && transport == FixHints.TransportTls
            && diagnostic.Properties.TryGetValue(FixHints.Header, out var header) && header is not null
            && diagnostic.AdditionalLocations.Count > 0
            && await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is var (file, node)
            && node.FirstAncestorOrSelf<ExpressionSyntax>() is { } write
            && ConfiguredHeader.From(file, write, diagnostic.AdditionalLocations[0]) is { } configured
            && TokenIn(file, write) is ({ } token, var scheme)
            && await configured.ReadAsync(session, token).ConfigureAwait(false) is { } source
            ? (configured, source, header, scheme)
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
}
