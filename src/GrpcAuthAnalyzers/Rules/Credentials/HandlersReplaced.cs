using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>
/// GRPCAUTH1011: <c>ConfigureChannel</c> of a registration replaces the handler that holds the message handlers of the registration,
/// or sets a second client.
/// </summary>
internal sealed class HandlersReplaced : IRegistrationRule
{
    public void Check(ClientRegistration registration, RuleContext context)
    {
        var name = registration.ShownNameIn(context.Ask(until: null).Texts, context.Options);
        foreach (var replaced in ReplacedHandler.Of(context.Ask(until: null), registration))
        {
            var at = replaced.Assignment.Syntax;
            if (at.SyntaxTree != registration.Operation.Syntax.SyntaxTree)
                at = registration.Place;
            if (!context.IsFirst(RuleCatalog.HandlersReplaced, at))
                continue;

            context.Report(
                RuleCatalog.HandlersReplaced,
                at,
                also: new[] { (replaced.Lost ?? replaced.Configure).Syntax.GetLocation() },
                ImmutableDictionary<string, string?>.Empty.Add(FixHints.Lost, replaced.Lost?.TargetMethod.Name),
                new object[]
                {
                    replaced.Property,
                    registration.Client.Name,
                    name is null ? "" : $" ('{name}')",
                    replaced.Lost is { } lost ? "what '" + lost.TargetMethod.Name + "' adds never runs" : "creating the client throws ArgumentException",
                });
        }
    }
}
