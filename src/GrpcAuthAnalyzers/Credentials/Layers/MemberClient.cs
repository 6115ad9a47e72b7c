using System;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// What is known of the client in a field or property, found once for all calls through it. The question has its own budget and no
/// moment, so that the answer does not depend on the call that asked first.
/// </summary>
internal sealed class MemberClient
{
    private static readonly Memo<Question, MemberClient> Known = new(static (facts, question) => new MemberClient(facts, question));

    private MemberClient(CompilationFacts facts, Question question) =>
        Finding = ClientLayer.Of(new CredentialQuery(facts, question.Options, until: null), new TracedValue(question.Client));

    /// <summary>What the client and all that is below add; with the channels.</summary>
    internal CredentialFinding Finding { get; }

    /// <summary>
    /// The client that a call is made through; null if it is not a member of the same object or gets other options for this call, when the body of the call
    /// writes that member, or when the question is inside another one.
    /// </summary>
    internal static MemberClient? Of(GrpcCall call, CredentialQuery query)
    {
        if (!call.Derivations.IsEmpty || query.Guard.IsInCode || query.Guard.IsScanning || query.CountsOnlySecrets
            || query.IgnoresCallCredentials || query.CountsOnlyCertain || query.CountsSomeWay || query.IgnoresGiven || query.Trail is not null
            || call.Receiver is not IMemberReferenceOperation
            {
                Instance: null or IInstanceReferenceOperation,
                Member: IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true }
            } client
            || query.Facts.Bodies.FactsOf(client).WritesTo(client.Member).Any())
            return null;

        return query.Facts.Get(Known, new Question(client, query.Options));
    }

    /// <summary>A field or property, on an object of a type, under the options of a tree. Any mention of it stands for all.</summary>
    private readonly struct Question : IEquatable<Question>
    {
        internal Question(IMemberReferenceOperation client, GrpcAuthOptions options)
        {
            Client = client;
            Options = options;
        }

        internal IMemberReferenceOperation Client { get; }

        internal GrpcAuthOptions Options { get; }

        public bool Equals(Question other) =>
            SymbolEqualityComparer.Default.Equals(Client.Member, other.Client.Member)
            && SymbolEqualityComparer.Default.Equals(Client.Instance?.Type, other.Client.Instance?.Type)
            && Options.Equals(other.Options);

        public override bool Equals(object? obj) => obj is Question other && Equals(other);

        public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Client.Member);
    }
}
