using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// What is known of the client in a field or property: asked once, for all calls that are made through it. The question has a budget of its own and no
/// moment, so that the answer does not depend on the call that asked first.
/// </summary>
internal sealed class MemberClient
{
    private readonly CredentialPresence _presence;
    private readonly IReadOnlyList<ChannelSite> _owners;
    private readonly IReadOnlyList<TracedValue> _composites;

    /// <param name="client">A mention of the field or property.</param>
    /// <param name="facts">The facts of the compilation.</param>
    /// <param name="options">The options of the tree that a report would lie in.</param>
    internal MemberClient(IOperation client, CompilationFacts facts, GrpcAuthOptions options)
    {
        var query = new CredentialQuery(facts, options, until: null);
        _presence = ClientLayer.Of(query, new TracedValue(client));
        _owners = query.Owners;
        _composites = query.Composites;
    }

    /// <summary>
    /// The client that a call is made through; null when it is no member of the object at hand, when the body of the call writes that member, or when the
    /// question stands inside another one.
    /// </summary>
    internal static MemberClient? Of(GrpcCall call, CredentialQuery query)
    {
        if (query.IsInCode || query.IsScanning || query.CountsOnlySecrets
            || call.Receiver is not IMemberReferenceOperation
            {
                Instance: null or IInstanceReferenceOperation,
                Member: IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true }
            } client
            || query.Facts.Bodies.FactsOf(client).WritesTo(client.Member).Any())
            return null;

        return query.Facts.ClientIn(client, query.Options);
    }

    /// <summary>The presence of a credential in the client and all that is below; notes the channels in the question.</summary>
    internal CredentialPresence NotedIn(CredentialQuery query)
    {
        foreach (var owner in _owners)
            query.Note(owner);

        foreach (var composite in _composites)
            query.NoteComposite(composite);

        return _presence;
    }
}
