using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1010: code that could not obtain the token and lets the call be sent without one, or with an empty one.</summary>
internal sealed class CredentialsFailOpen : IPerCallCodeRule, ICredentialEntryRule
{
    public void Check(HeaderWrite entry, RuleContext context)
    {
        var query = context.Ask(until: null);
        if (EmptyToken.In(entry, query) is not { } replaced
            || entry.CredentialIn(query) is not { } credential
            || !context.IsFirst(RuleCatalog.CredentialsFailOpen, replaced.Syntax)
            || (PerCallCode.Enclosing(entry.Sink, context.Facts) is { } code && AnonymousUses.Under(context.Facts, context.Options).GoThrough(code)))
            return;

        context.Report(
            RuleCatalog.CredentialsFailOpen,
            at: replaced.Syntax,
            also: new[] { entry.Sink.Syntax.GetLocation() },
            FixHints.Of(null, credential.Header),
            new object[]
            {
                EmptyToken.NameOf(replaced) is { } name ? $"A missing '{name}' is replaced by an empty text" : "A missing token is replaced by an empty text",
                $"a token in '{credential.Header}'",
            },
            isInformation: true);
    }

    public void Check(PerCallCode code, RuleContext context)
    {
        foreach (var function in FillingCode.Of(code, context.Facts, context.Options))
        {
            foreach (var place in SwallowedTokenFailure.In(function, context.Ask(until: null)))
            {
                if (place.Location.SourceTree != code.Function.Syntax.SyntaxTree
                    || !context.IsFirst(RuleCatalog.CredentialsFailOpen, place.Location.SourceSpan)
                    || AnonymousUses.Under(context.Facts, context.Options).GoThrough(code))
                    continue;

                var properties = FixHints.Of(null, place.Header);
                context.Report(
                    RuleCatalog.CredentialsFailOpen,
                    at: place.Location,
                    also: new[] { (code.Consumer ?? code.Function).Syntax.GetLocation() },
                    place.Returns ? properties.Add(FixHints.Returns, "true") : properties,
                    new object[]
                    {
                        place.Missing is { } missing ? $"A missing '{missing.Name}' is ignored" : "The exception is swallowed", $"'{place.Header}'",
                    },
                    isInformation: place.Missing is not null);
            }
        }
    }
}
