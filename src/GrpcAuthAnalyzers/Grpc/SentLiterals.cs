using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// The literals that are sent under a credential header somewhere in the compilation. It is collected when the first constant token provider asks for it:
/// few compilations have one.
/// </summary>
internal sealed class SentLiterals
{
    private static readonly string[] Sinks =
    {
        "Add", "Entry", TreeIndex.PairInitializer, TreeIndex.ImplicitCreation, "AuthenticationHeaderValue", "TryAddWithoutValidation", "FromAccessToken",
    };

    private readonly GrpcFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<HashSet<SyntaxNode>> _literals;

    internal SentLiterals(GrpcFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _literals = new Lazy<HashSet<SyntaxNode>>(Collect);
    }

    /// <summary>Whether a literal is seen to be sent.</summary>
    internal bool Contains(SyntaxNode literal) => _literals.Value.Contains(literal);

    private HashSet<SyntaxNode> Collect()
    {
        var literals = new HashSet<SyntaxNode>();
        foreach (var node in _facts.CallsNamed(Sinks))
        {
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: not (1 or 2) })
                continue;

            if (_facts.Bodies.OperationOf(node) is IObjectOrCollectionInitializerOperation initializer)
            {
                foreach (var element in initializer.Initializers)
                    AddFrom(element, literals);
            }
            else if (_facts.Bodies.OperationOf(node) is { } operation)
            {
                AddFrom(operation, literals);
            }
        }

        return literals;
    }

    private void AddFrom(IOperation operation, HashSet<SyntaxNode> literals)
    {
        var query = new CredentialQuery(_facts, _options, until: null, ofSomeCallers: true);
        if (CredentialEntry.From(operation, _facts) is { } entry)
        {
            foreach (var sent in SentConstant.Of(entry, query))
                literals.Add(sent.Literal);
        }
        else if (HttpCredential.From(operation, _facts) is { } http)
        {
            foreach (var sent in SentConstant.Of(http, query))
                literals.Add(sent.Literal);
        }
    }
}
