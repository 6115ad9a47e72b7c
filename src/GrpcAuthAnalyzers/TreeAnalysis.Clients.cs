using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers;

/// <summary>The part about what makes clients: the container, and classes of the user around clients.</summary>
internal sealed partial class TreeAnalysis
{
    private void CheckWrappers()
    {
        foreach (var creation in Bound<IOperation>(OwnWrapper.CandidatesIn(_index, Facts)))
        {
            if (OwnWrapper.From(creation, Facts, _context.Options) is { } wrapper)
                Ask(RuleSet.WrapperRules, rule => rule.Check(wrapper, _context));
        }
    }

    private void CheckServices()
    {
        foreach (var registration in ContainerRegistration.OfClientsIn(_index, Facts))
            Ask(RuleSet.ContainerRules, rule => rule.Check(registration, _context));

        foreach (var name in BoundNames.OfServices)
        {
            if (_index.CallsOf(name) is not { Count: > 0 } calls || !ServiceRegistrations.HasScoped(Facts))
                continue;

            foreach (var added in Bound<IInvocationOperation>(calls))
                Ask(RuleSet.ServiceRules, rule => rule.Check(added, _context));
        }
    }
}
