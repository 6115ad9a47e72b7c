using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// Facts about the clients of a compilation. Candidates are found by the names that are written, and only those
/// are bound; each question is answered once for a client, whatever the number of its registrations.
/// </summary>
internal sealed class ClientFacts
{
    private const int MaxBlockingCandidates = 256;

    private static readonly Memo<GrpcAuthOptions, ClientFacts> ByOptions = new(static (facts, options) => new ClientFacts(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly ClientFactorySetup _setup;
    private readonly ConcurrentDictionary<ISymbol, bool> _anonymous = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _elsewhere = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _haveCredentials = new(SymbolEqualityComparer.Default);
    private readonly System.Lazy<bool> _makesBlockingCalls;
    private readonly ConcurrentDictionary<ISymbol, bool> _callsPassCredentials = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<ISymbol, IReadOnlyList<ClientCall>> _passing = new(SymbolEqualityComparer.Default);
    private readonly AnswerTable<IOperation, bool> _injected;

    private ClientFacts(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _setup = new ClientFactorySetup(facts, options);
        _makesBlockingCalls = new System.Lazy<bool>(() => FindBlockingCall(null));
        _injected = new AnswerTable<IOperation, bool>(MayBeInjected);
    }

    /// <summary>The facts of the compilation, under the options of a tree.</summary>
    internal static ClientFacts Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>Whether every RPC of the client is anonymous by its name or by configuration, or every call of it that is seen, where there is one.</summary>
    internal bool AreAnonymous(INamedTypeSymbol client) => _anonymous.GetOrAdd(client, _ =>
        (Rpcs(client).Any() && Rpcs(client).All(rpc => AnonymousCalls.Contains(NameOf(client, rpc), _options)))
        || (CallsOf(client).Any() && CallsOf(client).All(call => AnonymousCalls.Contains(call.Name, _options))));

    /// <summary>Whether a referenced assembly refers to the one that declares the client: its calls are unseen and may pass headers.</summary>
    internal bool MayBeElsewhere(INamedTypeSymbol client) => client.ContainingAssembly is not { } assembly || _elsewhere.GetOrAdd(assembly, declaring =>
    {
        if (SymbolEqualityComparer.Default.Equals(declaring, _facts.Compilation.Assembly))
            return false;

        return _facts.Compilation.Assembly.Modules
            .SelectMany(static module => module.ReferencedAssemblySymbols)
            .Any(assembly => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(referenced => referenced.Name == declaring.Name))
                && (assembly is not ISourceAssemblySymbol { Compilation: var project } || Mentions(project, declaring)));
    });

    /// <summary>
    /// Whether a project names a type of an assembly. A project in an editor refers to all that its file names, where its assembly refers to what it uses.
    /// </summary>
    private static bool Mentions(Compilation project, ISymbol declaring)
    {
        var types = new HashSet<string>(((IAssemblySymbol)declaring).TypeNames);
        return project.SyntaxTrees.Any(tree => TreeIndex.Of(tree).Names.Any(name => types.Contains(name.Identifier.ValueText) && !IsInNamespace(name)));
    }

    private static bool IsInNamespace(SimpleNameSyntax name) =>
        name.FirstAncestorOrSelf<NameSyntax>(static name => name.Parent is not NameSyntax)?.Parent
            is BaseNamespaceDeclarationSyntax or UsingDirectiveSyntax { Alias: null };

    /// <summary>Whether another registration of the same client and name, or defaults for all clients, may add a credential.</summary>
    internal bool MayBeConfiguredElsewhere(ClientRegistration registration) => _setup.MayAuthenticate(registration);

    /// <summary>Whether the address or channel of a registration may also be set elsewhere: by options, or by another registration of its name.</summary>
    internal bool MayHaveOtherOptions(ClientRegistration registration) => _setup.MaySetOptions(registration);

    /// <summary>Whether the same client is registered under another name with a credential, or with what may be one.</summary>
    internal bool HasNamedSibling(ClientRegistration registration) => _setup.AuthenticatesUnderAnotherName(registration);

    /// <summary>
    /// Whether this compilation creates clients of a type that have credentials, or may have: a registration under any name, defaults
    /// for all clients, or a <c>new</c> over a channel that adds some. So does a fact about the registrations of other projects.
    /// </summary>
    internal bool MayHaveCredentials(INamedTypeSymbol client) => _haveCredentials.GetOrAdd(client, _ => FindMadeWithCredentials(client));

    private bool FindMadeWithCredentials(INamedTypeSymbol client)
    {
        if (_setup.MayAuthenticate(client) || (_facts.Declared.Of(client) & FactKinds.RegisteredWithCredentials) != 0)
            return true;

        foreach (var node in _facts.CallsNamed(client.Name, TreeIndex.ImplicitCreation))
        {
            if (node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 }
                && _facts.Bodies.OperationOf(node) is IObjectCreationOperation made
                && SymbolEqualityComparer.Default.Equals(made.Type, client)
                && ClientLayer.Of(Ask(), new TracedValue(made)).Presence == CredentialPresence.Present)
                return true;
        }

        return client.TypeKind == TypeKind.Interface && IsMadeByLibrary(client);
    }

    /// <summary>Whether a code-first library makes a client of a contract with credentials, those included that it is given where it is made.</summary>
    private bool IsMadeByLibrary(INamedTypeSymbol contract)
    {
        var codeFirst = _facts.Symbols.CodeFirst;
        foreach (var node in _facts.CallsNamed(codeFirst.MakerMethods.ToArray()))
        {
            if (!ServiceRegistrations.Names(node, contract.Name)
                || _facts.Bodies.OperationOf(node) is not IInvocationOperation made
                || !codeFirst.MakesClient(made.TargetMethod)
                || !SymbolEqualityComparer.Default.Equals(made.Type, contract))
                continue;

            while (made.Parent is IInvocationOperation derivation && derivation.Instance == made && codeFirst.Derives(derivation.TargetMethod))
                made = derivation;

            if (ClientLayer.Of(Ask(), new TracedValue(made)).Presence == CredentialPresence.Present)
                return true;
        }

        return false;
    }

    /// <summary>Whether a call of a client that may be injected passes a credential, or headers that cannot be seen.</summary>
    internal bool MayPassCredentials(INamedTypeSymbol client) => _callsPassCredentials.GetOrAdd(client, _ => FindCallWithCredentials(client));

    /// <summary>
    /// Whether a blocking unary call that is not anonymous is seen, of one of the clients or (null) of any; the search ends after
    /// <see cref="MaxBlockingCandidates"/> calls of such a name.
    /// </summary>
    internal bool MakesBlockingCalls(IReadOnlyList<INamedTypeSymbol>? clients) =>
        _makesBlockingCalls.Value && (clients is null || FindBlockingCall(clients));

    private bool FindBlockingCall(IReadOnlyList<INamedTypeSymbol>? clients)
    {
        var candidates = 0;
        var rpcs = RpcNames.Of(_facts);
        foreach (var tree in _facts.Compilation.SyntaxTrees.OrderBy(static tree => tree.FilePath, System.StringComparer.Ordinal))
        {
            foreach (var named in TreeIndex.Of(tree).Calls)
            {
                if (!rpcs.IsBlocking(named.Key))
                    continue;

                foreach (var node in named.Value)
                {
                    if (!MayBlock(node))
                        continue;

                    if (++candidates > MaxBlockingCandidates)
                        return false;

                    if (_facts.Bodies.OperationOf(node) is { Type: { } type } operation
                        && !type.IsTask() && !type.Is("Grpc.Core.AsyncUnaryCall")
                        && GrpcCall.From(operation, _facts) is { } call && !AnonymousCalls.Contains(call.Name, _options)
                        && (clients is null
                            || (operation is IInvocationOperation { TargetMethod.ContainingType: var called } && clients.Any(c => GrpcSymbols.IsA(c, called)))))
                        return true;
                }
            }
        }

        return false;
    }

    /// <summary>By its syntax: the client is named, nothing awaits the call, and it is not the one inside a generated client.</summary>
    private static bool MayBlock(ExpressionSyntax node) =>
        node is InvocationExpressionSyntax
        {
            Expression: MemberBindingExpressionSyntax
            or MemberAccessExpressionSyntax
            {
                Expression: not (BaseExpressionSyntax or ThisExpressionSyntax
                or IdentifierNameSyntax { Identifier.ValueText: "CallInvoker" })
            }
        }
        && node.Parent is not AwaitExpressionSyntax;

    /// <summary>
    /// The calls of a client that may be injected which pass a credential that has a name, or for which metadata with one was made and forgotten
    /// (GRPCAUTH1007), ordered by document path and position. Empty when none is seen.
    /// </summary>
    internal IReadOnlyList<ClientCall> CallsThatPass(INamedTypeSymbol client) => _passing.GetOrAdd(client, _ => CallsOf(client)
        .Select(call => ClientCall.Of(call, _facts, _options))
        .Where(static call => call.Credentials.Count > 0 || call.Forgotten is not null)
        .OrderBy(static call => call.Place.SyntaxTree.FilePath, System.StringComparer.Ordinal).ThenBy(static call => call.Place.SpanStart)
        .ToList());

    private bool FindCallWithCredentials(INamedTypeSymbol client) =>
        CallsOf(client).Select(call => ClientCall.Of(call, _facts, _options))
            .Any(static call => call.Own.Presence != CredentialPresence.Absent || call.Forgotten is not null)
            || Rpcs(client).Any(rpc => IsHandedOn(client, rpc.Name));

    /// <summary>
    /// Whether a call that needs a credential and has none is made through a client that code creates over one of these channels: GRPCAUTH1001 reports it,
    /// and what helps it helps every client of the channel.
    /// </summary>
    internal bool AreCalledWithoutCredential(INamedTypeSymbol client, IReadOnlyList<ChannelSite> channels)
    {
        foreach (var call in AllCallsOf(client))
        {
            if (!AnonymousCalls.Contains(call.Name, _options)
                && CallLayers.Of(new CredentialQuery(_facts, _options, call.Operation), call) is { Presence: CredentialPresence.Absent } finding
                && finding.Channels.Any(met => channels.Any(channel => channel.Creation == met.Creation)))
                return true;
        }

        return false;
    }

    /// <summary>The calls of a client that may come from a registration.</summary>
    private IEnumerable<GrpcCall> CallsOf(INamedTypeSymbol client) => AllCallsOf(client).Where(call => _injected.Of(call.Receiver));

    private IEnumerable<GrpcCall> AllCallsOf(INamedTypeSymbol client)
    {
        foreach (var name in Rpcs(client).Select(static rpc => rpc.Name).Distinct())
        {
            foreach (var node in _facts.CallsNamed(name))
            {
                if (_facts.Bodies.OperationOf(node) is { } operation
                    && GrpcCall.From(operation, _facts) is { } call
                    && SymbolEqualityComparer.Default.Equals(call.Operation.TargetMethod.ContainingType.OriginalDefinition, client.OriginalDefinition))
                    yield return call;
            }
        }
    }

    /// <summary>Whether an rpc is used as a delegate: whoever calls that may pass headers.</summary>
    private bool IsHandedOn(INamedTypeSymbol client, string rpc)
    {
        foreach (var tree in _facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(rpc))
            {
                var expression = NameSyntaxText.EndedBy(mention);
                if (expression.Parent is not InvocationExpressionSyntax
                    && _facts.Bodies.OperationOf(expression) is IMethodReferenceOperation { Instance: not IInstanceReferenceOperation, Method: var method }
                    && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, client.OriginalDefinition))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a client that is called may come from a registration: not where every origin of it is a <c>new</c> that is seen.</summary>
    private bool MayBeInjected(IOperation client)
    {
        foreach (var origin in Ask().Origins.Trace(new TracedValue(client)))
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation)
                return true;
        }

        return false;
    }

    private CredentialQuery Ask() => new(_facts, _options, until: null);

    private RpcName NameOf(INamedTypeSymbol client, IMethodSymbol method) =>
        (client.TypeKind == TypeKind.Interface ? RpcName.OfContract(method, _facts) : null) ?? RpcName.OfClient(method, _facts);

    /// <summary>The names of what can be called through a client.</summary>
    internal IEnumerable<RpcName> RpcsOf(INamedTypeSymbol client) => Rpcs(client).Select(rpc => NameOf(client, rpc));

    private IEnumerable<IMethodSymbol> Rpcs(INamedTypeSymbol client) => client.GetMembers().OfType<IMethodSymbol>()
        .Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false }
            && (client.TypeKind == TypeKind.Interface || _facts.Symbols.TakesCallOptions(method)));
}
