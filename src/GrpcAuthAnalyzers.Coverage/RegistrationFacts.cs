using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Clients that a project registers, for the projects that get them injected: <c>AddGrpcClient</c> stands in the host or the infrastructure, the calls in the
/// application.
/// </summary>
internal static class RegistrationFacts
{
    /// <summary>A line of a facts file for each client with a registration outside of tests.</summary>
    internal static IEnumerable<string> In(CompilationFacts facts, AnalyzerConfigOptionsProvider provider)
    {
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var registration in ClientRegistration.All(facts))
        {
            var tree = registration.Operation.Syntax.SyntaxTree;
            var options = GrpcAuthOptions.Of(provider, tree);
            if (TestProject.IsTest(tree, options, facts) || !seen.Add(registration.Client) || registration.Client.GetDocumentationCommentId() is not { } id)
                continue;

            yield return id + RegisteredClient.Of(registration.Client, facts, options).Presence switch
            {
                CredentialPresence.Present => LearnedKinds.RegisteredWithCredentials,
                CredentialPresence.Absent => LearnedKinds.RegisteredWithoutCredentials,
                _ => LearnedKinds.Registered,
            };
        }
    }
}
