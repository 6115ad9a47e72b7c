using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Freshness;

/// <summary>GRPCAUTH3002: moves the read of the token into the code that runs for each call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class TokenCapturedOnceFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH3002");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } token
            || EntryValue(at.File, token) is not { } value
            || !diagnostic.Properties.TryGetValue(FixHints.Header, out var header) || header is null
            || PerCallFunction.Around(at.File, token) is not { } function)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        diagnostic.Properties.TryGetValue(FixHints.Scheme, out var scheme);
        scheme = CurrentTokenRead.Split(at.File, value).Scheme ?? scheme;
        var today = await CurrentTokenRead.AtAsync(session, at.File, token, at.File, token).ConfigureAwait(false);
        var isWhole = CurrentTokenRead.Split(at.File, value).Token == token;
        var source = new TokenSources(at.File, token, session.Cancellation)
            .For(new TokenRequest(header) { Today = today, OnlyCode = true })
            .FirstOrDefault(s => isWhole || !s.HoldsScheme);
        var plan = (source is null ? null : await new PerCallRead(session, at.File, function, source).PlanAsync(token, value, scheme).ConfigureAwait(false))
            ?? await new InterceptorCredentials(session, at.File, header, scheme).PlanAsync(token, value).ConfigureAwait(false)
            ?? await OnChannelAsync(session, at.File, token, value, header, scheme).ConfigureAwait(false);
        return Plans(plan);
    }

    // An interceptor cannot await: where the channel is known to be TLS, call credentials do.
    private static async Task<FixPlan?> OnChannelAsync(
        FixSession session, SourceFile file, ExpressionSyntax token, ExpressionSyntax value, string header, string? scheme)
    {
        var intercept = value
            .Ancestors()
            .OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(i => GrpcMethods.IsIntercept(file, i));
        return intercept is not null && await ChannelOf.InterceptAsync(session, file, intercept).ConfigureAwait(false) is { } channel
            ? await new ChannelTakeover(session, channel, header, scheme).PlanAsync(file, value, token).ConfigureAwait(false)
            : null;
    }

    /// <summary>The value of the header that a token is a part of; null when no header is written there.</summary>
    private static ExpressionSyntax? EntryValue(SourceFile file, ExpressionSyntax token) =>
        token.AncestorsAndSelf().OfType<ExpressionSyntax>().FirstOrDefault(e => WrittenHeader.Writing(file, e) is not null);
}
