using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// A class of the user around a channel, an invoker or a client, at a place that makes an object of it. Others may make one, too, with something else: so its
/// calls are unknown by themselves, and are known at that place.
/// </summary>
internal sealed class OwnWrapper
{
    private const int MaxCalls = 256;

    private static readonly Memo<WrittenCalls> Written = new(static facts => new WrittenCalls(facts));

    private static readonly Memo<(INamedTypeSymbol Type, GrpcAuthOptions Options), (IReadOnlyList<GrpcCall> Bare, bool HasAnonymous)> Calls =
        new(static (facts, key) => FindCalls(key.Type, facts, key.Options));

    private OwnWrapper(IObjectCreationOperation creation, IReadOnlyList<GrpcCall> calls, CredentialFinding given)
    {
        Creation = creation;
        BareCalls = calls;
        Given = given;
    }

    /// <summary>The creation of the object.</summary>
    internal IObjectCreationOperation Creation { get; }

    /// <summary>What the object is given: nothing that adds a credential; with the channels.</summary>
    internal CredentialFinding Given { get; }

    /// <summary>The calls of the class that carry only what it is given, which are not anonymous; never empty. Nobody else reports them.</summary>
    internal IReadOnlyList<GrpcCall> BareCalls { get; }

    /// <summary>The creations of a tree that may make such an object, by the names of the types; not bound.</summary>
    internal static IEnumerable<ExpressionSyntax> CandidatesIn(TreeIndex index, CompilationFacts facts)
    {
        // By what the tree has: there may be as many such types as trees.
        var types = facts.Get(Written).TypeNames;
        foreach (var named in index.Calls)
        {
            if (named.Key == TreeIndex.ImplicitCreation ? !index.Names.Exists(name => types.Contains(name.Identifier.ValueText)) : !types.Contains(named.Key))
                continue;

            foreach (var node in named.Value)
            {
                if (node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 })
                    yield return node;
            }
        }
    }

    /// <summary>The wrapper that a creation makes with nothing that adds a credential; null for other creations, and where that is not certain.</summary>
    internal static OwnWrapper? From(IOperation operation, CompilationFacts facts, GrpcAuthOptions options)
    {
        if (operation is not IObjectCreationOperation { Type: INamedTypeSymbol type } creation
            || !IsWrapper(type, facts)
            || IsInside(creation, type, facts)
            || creation.Constructor is not { } constructor
            || !MakesNothing(constructor, facts, options)
            || facts.Get(Calls, (type.OriginalDefinition, options)) is not { HasAnonymous: false, Bare: { Count: > 0 } calls })
            return null;

        CredentialFinding? given = null;
        foreach (var argument in creation.Arguments)
        {
            var query = new CredentialQuery(facts, options, until: null);
            if (GivenArgument.Of(query, argument.Parameter?.Type, new TracedValue(argument.Value)) is { } next)
                given = given?.And(next) ?? next;
        }

        return given is { Presence: CredentialPresence.Absent } ? new OwnWrapper(creation, calls, given) : null;
    }

    /// <summary>The calls of a class that carry only what its objects are given; none for a class that is no wrapper.</summary>
    internal static IReadOnlyList<GrpcCall> CallsOf(INamedTypeSymbol type, CompilationFacts facts, GrpcAuthOptions options) =>
        IsWrapper(type, facts) ? facts.Get(Calls, (type.OriginalDefinition, options)).Bare : Array.Empty<GrpcCall>();

    /// <summary>
    /// Whether a constructor gives what it is given to another one of its class as it is, if it calls one: <c>: this(...)</c> may make a channel with a token.
    /// </summary>
    internal static bool MakesNothing(IMethodSymbol constructor, CompilationFacts facts, GrpcAuthOptions options)
    {
        // Code that does not compile yet may go round in a circle.
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var current = constructor; seen.Add(current);)
        {
            if (facts.Bodies.InitializerOf(current) is not { TargetMethod: var next } initializer
                || !SymbolEqualityComparer.Default.Equals(next.ContainingType.OriginalDefinition, current.ContainingType.OriginalDefinition))
                return true;

            foreach (var argument in initializer.Arguments)
            {
                var query = new CredentialQuery(facts, options, until: null, givenTo: current.ContainingType);
                if (GivenArgument.Of(query, argument.Parameter?.Type, new TracedValue(argument.Value)) is { Presence: not CredentialPresence.Absent })
                    return false;
            }

            current = next;
        }

        return false;
    }

    /// <summary>Whether a class makes an object of itself: it offers a way to make one, and callers choose.</summary>
    private static bool IsInside(IOperation creation, INamedTypeSymbol type, CompilationFacts facts)
    {
        for (var around = facts.Bodies.TypeAround(creation); around is not null; around = around.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(around.OriginalDefinition, type.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static bool IsWrapper(INamedTypeSymbol type, CompilationFacts facts) =>
        facts.Bodies.IsSeen(type.OriginalDefinition)
        && !GrpcSymbols.IsA(type, facts.Symbols.ClientBase)
        && !GrpcSymbols.IsA(type, facts.Symbols.CallInvoker)
        && !GrpcSymbols.IsA(type, facts.Symbols.Interceptor)
        && !GrpcSymbols.IsA(type, facts.Symbols.HttpMessageHandler);

    /// <summary>
    /// The calls, and whether others of the class are anonymous: an object may be made for those alone, to sign in before there is a token.
    /// </summary>
    private static (IReadOnlyList<GrpcCall> Bare, bool HasAnonymous) FindCalls(INamedTypeSymbol type, CompilationFacts facts, GrpcAuthOptions options)
    {
        var (calls, hasAnonymous) = (new List<GrpcCall>(), false);
        foreach (var part in type.DeclaringSyntaxReferences.OrderBy(static part => part.SyntaxTree.FilePath, StringComparer.Ordinal))
        {
            foreach (var node in facts.Get(Written).In(part.GetSyntax()))
            {
                if (calls.Count < MaxCalls
                    && facts.Bodies.OperationOf(node) is { } operation
                    && GrpcCall.From(operation, facts) is { } call)
                {
                    hasAnonymous = hasAnonymous || AnonymousCalls.Contains(call.Name, options);
                    if (CarriesOnlyWhatIsGiven(call, type, facts, options))
                        calls.Add(call);
                }
            }
        }

        return (calls, hasAnonymous);
    }

    /// <summary>Whether nothing but the arguments of a constructor may add a credential to a call, and something of them may.</summary>
    private static bool CarriesOnlyWhatIsGiven(GrpcCall call, INamedTypeSymbol type, CompilationFacts facts, GrpcAuthOptions options)
    {
        if (!SymbolEqualityComparer.Default.Equals(facts.Bodies.TypeAround(call.Operation)?.OriginalDefinition, type)
            || ClientCall.Of(call, facts, options) is not { IsBare: true, Forgotten: null }
            || ClientCalls.With(call, facts, options)?.SiblingsThatShow(call).Count > 0
            || InjectedCall.OfRegistration(call, new CredentialQuery(facts, options, call.Operation)) is { Presence: CredentialPresence.Absent })
            return false;

        // One that is absent whatever is given is reported where it stands.
        return CallLayers.Below(new CredentialQuery(facts, options, call.Operation), call).Presence != CredentialPresence.Absent
            && CallLayers.Below(new CredentialQuery(facts, options, call.Operation, givenTo: type), call).Presence == CredentialPresence.Absent;
    }

    /// <summary>The calls of the name of an RPC, by the part of the type that they are written in; not bound.</summary>
    private sealed class WrittenCalls
    {
        private readonly Dictionary<SyntaxNode, List<ExpressionSyntax>> _calls = new();

        internal WrittenCalls(CompilationFacts facts)
        {
            var rpcs = RpcNames.Of(facts).Methods;
            foreach (var tree in facts.Compilation.SyntaxTrees)
            {
                foreach (var named in TreeIndex.Of(tree).Calls)
                {
                    if (rpcs.Contains(named.Key))
                        Add(named.Value);
                }
            }

            foreach (var calls in _calls.Values)
                calls.Sort(static (first, second) => first.SpanStart.CompareTo(second.SpanStart));
        }

        /// <summary>The names of the types that have such a call and are given something when they are made.</summary>
        internal HashSet<string> TypeNames { get; } = new(StringComparer.Ordinal);

        /// <summary>In source order.</summary>
        internal IReadOnlyList<ExpressionSyntax> In(SyntaxNode part) =>
            _calls.TryGetValue(part, out var calls) ? calls : Array.Empty<ExpressionSyntax>();

        private void Add(IEnumerable<ExpressionSyntax> nodes)
        {
            foreach (var node in nodes)
            {
                if (node is not InvocationExpressionSyntax || node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
                    continue;

                if (!_calls.TryGetValue(type, out var calls))
                {
                    _calls.Add(type, calls = new List<ExpressionSyntax>());
                    if (IsGivenSomething(type))
                        TypeNames.Add(type.Identifier.ValueText);
                }

                calls.Add(node);
            }
        }
    }

    private static bool IsGivenSomething(TypeDeclarationSyntax type) =>
        type.ParameterList is { Parameters.Count: > 0 }
        || type.Members.Any(static member => member is ConstructorDeclarationSyntax { ParameterList.Parameters.Count: > 0 })
        || type.Modifiers.Any(static modifier => modifier.ValueText == "partial");
}
