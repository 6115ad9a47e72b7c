using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Clients that a project registers, for the projects that get them injected: <c>AddGrpcClient</c> stands in the host or the infrastructure, the calls in the
/// application.
/// </summary>
internal static class RegistrationFacts
{
    /// <summary>A line of a facts file for each client with a registration outside of tests: <c>AddGrpcClient</c>, or one with a factory.</summary>
    internal static IEnumerable<string> In(CompilationFacts facts, AnalyzerConfigOptionsProvider provider)
    {
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var (client, operation) in Registered(facts))
        {
            var tree = operation.Syntax.SyntaxTree;
            var options = GrpcAuthOptions.Of(provider, tree);
            if (TestProject.IsTest(tree, options, facts) || !seen.Add(client) || client.GetDocumentationCommentId() is not { } id)
                continue;

            yield return id + RegisteredClient.Of(client, facts, options).Presence switch
            {
                CredentialPresence.Present => LearnedKinds.RegisteredWithCredentials,
                CredentialPresence.Absent => LearnedKinds.RegisteredWithoutCredentials,
                _ => LearnedKinds.Registered,
            };
        }
    }

    /// <summary>The clients of the factory, then those that the container gets with what makes them.</summary>
    private static IEnumerable<(INamedTypeSymbol Client, IOperation Operation)> Registered(CompilationFacts facts)
    {
        foreach (var registration in ClientRegistration.All(facts))
            yield return (registration.Client, registration.Operation);

        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var registration in ContainerRegistration.OfClientsIn(TreeIndex.Of(tree), facts))
                yield return (registration.Service, registration.Operation);
        }
    }
}
