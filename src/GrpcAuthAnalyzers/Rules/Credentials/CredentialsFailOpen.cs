using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1010: per-call code that could not obtain the token and lets the call be sent without one.</summary>
internal sealed class CredentialsFailOpen : IPerCallCodeRule
{
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
                    new object[] { place.Missing is { } missing ? $"A missing '{missing.Name}' is ignored" : "The exception is swallowed", place.Header },
                    isInformation: place.Missing is not null);
            }
        }
    }
}
