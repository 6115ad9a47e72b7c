using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>
/// The clients made over a channel and the calls made through them, with their files. A fix checks them before it adds a token to the
/// channel: a call that brings its own token would send two.
/// </summary>
internal sealed class ChannelUses
{
    private readonly List<(SourceFile, ExpressionSyntax)> _invokers = new();
    private readonly List<(SourceFile, InvocationExpressionSyntax)> _calls = new();
    private readonly List<(SourceFile, InvocationExpressionSyntax)> _intercepts = new();
    private readonly List<(SourceFile, InvocationExpressionSyntax)> _derivations = new();

    private ChannelUses()
    {
    }

    /// <summary>False when the channel goes somewhere that could not be followed.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>The same, where clients that are put into the container do not count.</summary>
    internal bool IsCompleteOutsideContainer { get; private set; }

    /// <summary>The types of the clients over the channel that are put into the container by hand, one for each registration.</summary>
    internal IReadOnlyList<INamedTypeSymbol> RegisteredClients { get; private set; } = Array.Empty<INamedTypeSymbol>();

    /// <summary>The expressions that hand the channel to a client's constructor, or to what makes a code-first client.</summary>
    internal IReadOnlyList<(SourceFile File, ExpressionSyntax Argument)> Invokers => _invokers;

    /// <summary>The gRPC calls through the clients and invokers.</summary>
    internal IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Call)> Calls => _calls;

    /// <summary>The <c>Intercept</c> calls over the channel and its invokers.</summary>
    internal IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Intercept)> Intercepts => _intercepts;

    /// <summary>The calls that give a code-first client again, with other headers or options.</summary>
    internal IReadOnlyList<(SourceFile File, InvocationExpressionSyntax Derivation)> Derivations => _derivations;

    /// <summary>
    /// Whether a code-first client over the channel has a credential of its own, or may have: by its options or its filters. A credential of the channel would
    /// be its second one.
    /// </summary>
    internal bool HasOwnCredentials { get; private set; }

    /// <summary>The uses of the channel that an expression makes; incomplete when the project does not refer to gRPC.</summary>
    internal static Task<ChannelUses> OfAsync(FixSession session, SourceFile file, ExpressionSyntax creation) =>
        session.OnceAsync((file.Key, creation.Span, "channel uses"), async () =>
        {
            var uses = new ChannelUses();
            if (file.Facts is not { } facts || facts.Bodies.OperationOf(creation) is not { } operation)
                return uses;

            var flow = ChannelFlow.From(operation, facts);
            uses.IsComplete = flow.IsComplete;
            uses.RegisteredClients = flow.Registrations.Select(static registration => registration.Service)
                .Where(service => GrpcSymbols.IsA(service, facts.Symbols.ClientBase)).ToList();
            foreach (var invoker in flow.Invokers)
                await uses.AddAsync(session, file, invoker, uses._invokers).ConfigureAwait(false);
            foreach (var call in flow.Calls)
                await uses.AddAsync(session, file, call, uses._calls).ConfigureAwait(false);
            foreach (var intercept in flow.Intercepts)
                await uses.AddAsync(session, file, intercept, uses._intercepts).ConfigureAwait(false);
            foreach (var derivation in flow.Derivations)
                await uses.AddAsync(session, file, derivation, uses._derivations).ConfigureAwait(false);

            uses.HasOwnCredentials = flow.CodeFirst.Any(
                made => CodeFirstLayer.OfClientItself(ChannelOf.QueryOf(file, facts), made).Presence != CredentialPresence.Absent);
            uses.IsCompleteOutsideContainer = uses.IsComplete && !uses.HasOwnCredentials;
            uses.IsComplete = uses.IsCompleteOutsideContainer && flow.Registrations.Count == 0;
            return uses;
        });

    /// <summary>Adds a use with its file. One in a file that cannot be opened (the output of a generator) leaves the uses incomplete.</summary>
    private async Task AddAsync<T>(FixSession session, SourceFile from, SyntaxNode use, List<(SourceFile, T)> uses)
        where T : SyntaxNode
    {
        if (use is T node
            && session.DocumentAt(from.Document.Project, use.GetLocation()) is { } document
            && await session.OpenAsync(document).ConfigureAwait(false) is { } file && file.Root.SyntaxTree == use.SyntaxTree)
            uses.Add((file, node));
        else
            IsComplete = false;
    }
}
