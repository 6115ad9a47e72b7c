using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>
/// The literals that are sent under a credential header somewhere in the compilation. They are collected when the first constant token provider, or a fix, asks
/// for them: few compilations have one.
/// </summary>
internal sealed class SentLiterals
{
    private static readonly string[] Sinks =
    {
        "Add", "Entry", TreeIndex.PairInitializer, TreeIndex.ImplicitCreation, "AuthenticationHeaderValue", "TryAddWithoutValidation", "FromAccessToken",
    };

    private static readonly Memo<GrpcAuthOptions, SentLiterals> ByOptions = new(static (facts, options) => new SentLiterals(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<Dictionary<SyntaxNode, List<SentConstant>>> _literals;

    private SentLiterals(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _literals = new Lazy<Dictionary<SyntaxNode, List<SentConstant>>>(Collect);
    }

    /// <summary>The literals that are sent anywhere in the compilation, under the options of a tree.</summary>
    internal static SentLiterals Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>Whether a literal is seen to be sent.</summary>
    internal bool Contains(SyntaxNode literal) => _literals.Value.ContainsKey(literal);

    /// <summary>What is sent, each literal once, with the first place that is seen to send it.</summary>
    internal IEnumerable<SentConstant> All => _literals.Value.Values.Select(static sent => sent[0]);

    /// <summary>The same for one literal, with every place that is seen to send it; empty for one that is not sent.</summary>
    internal IReadOnlyList<SentConstant> SendersOf(SyntaxNode literal) =>
        _literals.Value.TryGetValue(literal, out var senders) ? senders : Array.Empty<SentConstant>();

    /// <summary>Every place of the compilation that sets a header.</summary>
    internal static IEnumerable<HeaderWrite> WritesIn(CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(Sinks))
        {
            if (!MayWrite(node))
                continue;

            if (facts.Bodies.OperationOf(node) is IObjectOrCollectionInitializerOperation initializer)
            {
                foreach (var element in initializer.Initializers)
                {
                    if (HeaderWrite.From(element, facts) is { } write)
                        yield return write;
                }
            }
            else if (facts.Bodies.OperationOf(node) is { } operation && HeaderWrite.From(operation, facts) is { } write)
            {
                yield return write;
            }
        }
    }

    /// <summary>
    /// Of the many calls of <c>Add</c> and <c>new(...)</c> only those of a name and a value are bound; an entry that is added is a creation by itself.
    /// </summary>
    private static bool MayWrite(ExpressionSyntax node) => node switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 1, Expression: var called } => NameSyntaxText.NameOf(called) is not ("Add" or "Entry"),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: var count } => count == 2,
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: var count } => count == 2,
        _ => true,
    };

    private Dictionary<SyntaxNode, List<SentConstant>> Collect()
    {
        var literals = new Dictionary<SyntaxNode, List<SentConstant>>();
        foreach (var write in WritesIn(_facts))
        {
            foreach (var sent in SentConstant.Of(write, new CredentialQuery(_facts, _options, until: null, ofSomeCallers: true)))
            {
                if (!literals.TryGetValue(sent.Literal, out var senders))
                    literals.Add(sent.Literal, senders = new List<SentConstant>());

                senders.Add(sent);
            }
        }

        return literals;
    }
}
