using System.Linq;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat;

/// <summary>GRPCAUTH4001: an OAuth token is sent under authorization, and the word Bearer is missing.</summary>
internal sealed class MissingBearerScheme : ICredentialEntryRule, ILoneSchemeRule
{
    private const string Authorization = "authorization";

    public void Check(HeaderWrite entry, RuleContext context)
    {
        if (context.IsRelaxed || entry is not { Scheme: null, Value.Type.SpecialType: SpecialType.System_String, Target: not HeaderTarget.CallCredentials })
            return;

        // In HTTP headers, a name is not enough: they may go to any web API.
        var query = context.Ask(until: null);
        if (entry.CredentialIn(query) is { Header: Authorization } && BareToken.Of(new TracedValue(entry.Value), query) is { } token
            && (token.IsKnown || entry.Target == HeaderTarget.Metadata))
        {
            Report(entry.Value, token, context);
        }
    }

    public void Check(IOperation scheme, RuleContext context)
    {
        if (!context.IsRelaxed && BareToken.Of(new TracedValue(scheme), context.Ask(until: null)) is { } token)
            Report(scheme, token, context);
    }

    private static void Report(IOperation value, BareToken token, RuleContext context) => context.Report(
        RuleCatalog.MissingBearerScheme, value.Syntax, Enumerable.Empty<Location>(), FixHints.Of(null, Authorization, AuthorizationValue.Bearer),
        new object[] { token.Says }, isInformation: !token.IsKnown);
}
