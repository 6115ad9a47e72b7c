using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Secrets;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc.Channels;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Secrets;

/// <summary>
/// Replaces a hard-coded credential in the default headers of a registered client with call credentials, which read a token for each call. What is read in the
/// headers would be read once, so that one report would only give way to another.
/// </summary>
internal sealed class DefaultHeaderRewrite
{
    private readonly FixSession _session;
    private readonly ReportedSecret _secret;
    private readonly DefaultRequestHeader _header;
    private readonly ConfiguredHeader _configured;

    private DefaultHeaderRewrite(FixSession session, ReportedSecret secret, DefaultRequestHeader header, ConfiguredHeader configured)
    {
        _session = session;
        _secret = secret;
        _header = header;
        _configured = configured;
    }

    /// <summary>Null where the address is not known to be https, and where no <c>ConfigureHttpClient</c> on the registration writes the header.</summary>
    internal static DefaultHeaderRewrite? Of(FixSession session, ReportedSecret secret, DefaultRequestHeader header, ChannelSite owner) =>
        owner is { Kind: ChannelSiteKind.Registration, Transport: ChannelTransport.Tls }
        && header.Write.Site.Operation.Syntax is ExpressionSyntax write
        && write.SyntaxTree == secret.File.Root.SyntaxTree
        && ConfiguredHeader.From(secret.File, write, owner.Creation.Syntax.GetLocation()) is { } configured
            ? new DefaultHeaderRewrite(session, secret, header, configured)
            : null;

    /// <summary>The plan for a constant that is the whole token of a value; null where no token is known.</summary>
    internal async Task<FixPlan?> OfWholeAsync(ExpressionSyntax value)
    {
        var request = SecretSetting.Of(_secret);
        var wanted = new TokenRequest(_header.Credential.Header)
        {
            HolderName = request?.HolderName,
            Qualifier = request?.Qualifier,
            Client = request?.Client,
            Conventions = request?.Conventions,
            HasServiceProvider = true,
        };
        var source = RegistrationSources.Of(_secret.File, _configured.Call, _configured.Client, wanted, _session.Cancellation)
            .FirstOrDefault(one => one.Setting is null || request is not null);
        return source is null || SecretShape.Of(_secret) is not { Shape: SecretShape.Kind.Text }
            ? null
            : await PlanAsync(value, CurrentTokenRead.Split(_secret.File, value).Token, source).ConfigureAwait(false);
    }

    /// <summary>The plan for a constant that stands in for a missing token: <c>configuration["Token"] ?? "..."</c>. Null for others.</summary>
    internal async Task<FixPlan?> OfFallbackAsync(ExpressionSyntax value)
    {
        if (CurrentTokenRead.Split(_secret.File, value).Token is not BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.CoalesceExpression, Left: var read, Right: var constant
            }
            || constant != _secret.Group
            || await _configured.ReadAsync(_session, read).ConfigureAwait(false) is not { } source)
            return null;

        source.NullCheck = TokenSources.OrThrow(new TypeNames(_secret.File, _configured.Call.SpanStart, new FixPlanBuilder()), "The token is not set.");
        return await PlanAsync(value, read, source).ConfigureAwait(false);
    }

    private async Task<FixPlan?> PlanAsync(ExpressionSyntax value, ExpressionSyntax token, TokenSource source)
    {
        if (!_header.Write.Site.Operation.Syntax.Span.Contains(value.Span))
            return null;

        var plan = new FixPlanBuilder();
        var scheme = _header.SchemeIn(ChannelOf.QueryOf(_secret.File, _secret.Facts)).Scheme;
        var text = _configured.CallCredentials(plan, source, _header.Credential.Header, scheme);
        return await _configured.TryTakeOverAsync(_session, plan, token, text).ConfigureAwait(false)
            ? plan.Build("Replace the hard-coded token with call credentials using " + source.Description)
            : null;
    }
}
