using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>What facts files and attributes say of the credentials that code adds. Asked only where the code itself leaves it unknown.</summary>
internal static class DeclaredCredentials
{
    /// <summary>The finding, and where that is Unknown what is declared of a method, interceptor, handler or client.</summary>
    internal static CredentialFinding Or(CredentialFinding finding, ISymbol? symbol, CompilationFacts facts)
    {
        if (finding.Presence != CredentialPresence.Unknown || symbol is null)
            return finding;

        var said = facts.Declared.Of(symbol) | OwnAttributes.Of(symbol.OriginalDefinition);
        return (said & FactKinds.Authenticates) != 0 ? CredentialFinding.Present
            : (said & FactKinds.AddsNothing) != 0 ? CredentialFinding.Absent
            : finding;
    }

    /// <summary>The same for the object that an operation gives, kept in the trail of a question.</summary>
    internal static CredentialFinding Or(CredentialFinding finding, IOperation given, CredentialQuery query) =>
        finding.Presence != CredentialPresence.Unknown ? finding : query.Met(CredentialMeans.Declared, Or(finding, given, query.Facts), new TracedValue(given));

    /// <summary>The same for the object that an operation gives: of the method that makes it, the member that holds it, or its type.</summary>
    internal static CredentialFinding Or(CredentialFinding finding, IOperation given, CompilationFacts facts) => given switch
    {
        _ when finding.Presence != CredentialPresence.Unknown => finding,

        // That such a client adds nothing is said of itself, and not of the channel that it is given: its layer has asked.
        IInvocationOperation { TargetMethod: var maker } when DeclaredClient.Makes(maker, facts) => finding,
        IObjectCreationOperation { Type: var client } when DeclaredClient.Is(client, facts) => finding,
        IInvocationOperation call => Or(finding, call.TargetMethod, facts),
        IObjectCreationOperation creation => Or(Or(finding, creation.Constructor, facts), creation.Type, facts),
        IMemberReferenceOperation member => Or(finding, member.Member, facts),
        _ => finding,
    };
}
