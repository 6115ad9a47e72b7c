using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>
/// The constants that default request headers send with every call of a gRPC channel or registration. What is read there in place of the constant is sent as
/// long as the channel lives: GRPCAUTH3003 would report it.
/// </summary>
internal sealed class DefaultHeaderSecrets
{
    private static readonly Memo<GrpcAuthOptions, DefaultHeaderSecrets> ByOptions = new(static (facts, options) => new DefaultHeaderSecrets(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<ILookup<SyntaxNode, (DefaultRequestHeader Header, ChannelSite Owner)>> _headers;

    private DefaultHeaderSecrets(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _headers = new(() => Sent().ToLookup(static sent => sent.Literal, static sent => (sent.Header, sent.Owner)));
    }

    /// <summary>The default headers that hold a secret, each with the channel or registration that sends it; empty where none does.</summary>
    internal static IReadOnlyList<(DefaultRequestHeader Header, ChannelSite Owner)> Holding(ReportedSecret secret) =>
        secret.Group.DescendantNodesAndSelf().SelectMany(secret.Facts.Get(ByOptions, secret.Options).HeadersWith).Distinct().ToList();

    /// <summary>Whether a channel or registration sends one secret only: call credentials in the place of one would hide the other from GRPCAUTH3003.</summary>
    internal static bool IsAlone(ReportedSecret secret, ChannelSite owner) =>
        secret.Facts.Get(ByOptions, secret.Options)._headers.Value.SelectMany(static headers => headers)
            .Where(other => other.Owner.Creation.Syntax == owner.Creation.Syntax)
            .Select(static other => other.Header.Write.Site.Operation.Syntax).Distinct().Count() == 1;

    private IEnumerable<(DefaultRequestHeader Header, ChannelSite Owner)> HeadersWith(SyntaxNode literal) => _headers.Value[literal];

    private IEnumerable<(SyntaxNode Literal, DefaultRequestHeader Header, ChannelSite Owner)> Sent()
    {
        foreach (var mention in _facts.Compilation.SyntaxTrees.SelectMany(static tree => GrpcCandidates.In(tree).DefaultHeaders))
        {
            if (_facts.Bodies.OperationOf(mention) is not IPropertyReferenceOperation headers)
                continue;

            var query = new CredentialQuery(_facts, _options, until: null);
            foreach (var header in DefaultRequestHeader.WrittenThrough(headers, query))
            {
                var literals = query.Texts.Alternatives(header.Credential.Value).Where(static text => text.Constant is { Length: > 0 })
                    .SelectMany(static text => text.Parts).Select(static part => part.Operation.Syntax).ToList();
                if (literals.Count == 0 || DefaultHeaderTarget.Of(header, query) is not { } target)
                    continue;

                foreach (var literal in literals)
                    yield return (literal, header, target.Owner);
            }
        }
    }
}
