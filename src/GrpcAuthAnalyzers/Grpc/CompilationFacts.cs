using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>Everything that is memoised for one compilation.</summary>
internal sealed class CompilationFacts
{
    private static readonly ConditionalWeakTable<Compilation, CompilationFacts?> Cache = new();

    private readonly ConcurrentDictionary<GrpcAuthOptions, ClientFacts> _uses = new();
    private readonly ConcurrentDictionary<(ClientVariable, GrpcAuthOptions), ClientCalls> _calls = new();
    private readonly ConcurrentDictionary<GrpcAuthOptions, CookieLogins> _logins = new();
    private readonly ConcurrentDictionary<GrpcAuthOptions, bool> _expectsCredentials = new();
    private readonly ConcurrentDictionary<(ISymbol Member, ITypeSymbol? Type, GrpcAuthOptions Options), MemberClient> _clients = new();
    private readonly ConcurrentDictionary<GrpcAuthOptions, SentLiterals> _sent = new();
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<string>> _services = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly Lazy<RpcNames> _rpcs;
    private readonly Lazy<HashSet<string>> _logMethods;
    private readonly Lazy<bool> _referencesTestFramework;
    private readonly Lazy<bool> _isServer;
    private readonly Lazy<bool> _hasScopedServices;

    private CompilationFacts(GrpcSymbols symbols)
    {
        Symbols = symbols;
        Bodies = new MemberBodies(symbols.Compilation);
        _logMethods = new Lazy<HashSet<string>>(CollectLogMethods);
        _rpcs = new Lazy<RpcNames>(() => RpcNameCollector.Collect(Symbols));
        _isServer = new Lazy<bool>(() => CallsNamed("AddGrpc", "AddCodeFirstGrpc", "MapGrpcService").GetEnumerator().MoveNext());
        _hasScopedServices = new Lazy<bool>(() => ServiceRegistrations.HasScoped(this));
        _referencesTestFramework = new Lazy<bool>(() => TestProject.ReferencesTestFramework(Compilation));
    }

    internal GrpcSymbols Symbols { get; }

    internal Compilation Compilation => Symbols.Compilation;

    internal MemberBodies Bodies { get; }

    /// <summary>The names of the methods that a gRPC call may be written with.</summary>
    internal HashSet<string> RpcNames => _rpcs.Value.Methods;

    /// <summary>The clients and contracts that are seen, by name.</summary>
    internal RpcNames Rpcs => _rpcs.Value;

    /// <summary>Whether the compilation refers to a test framework.</summary>
    internal bool ReferencesTestFramework => _referencesTestFramework.Value;

    /// <summary>Whether the compilation sets up a gRPC server.</summary>
    internal bool IsServer => _isServer.Value;
    /// <summary>Whether the compilation registers a scoped service, and a gRPC client for which that can matter.</summary>
    internal bool HasScopedServices => _hasScopedServices.Value;

    /// <summary>The names of the methods and delegates that <c>LoggerMessage</c> makes in this compilation.</summary>
    internal HashSet<string> LogMethods => _logMethods.Value;

    /// <summary>Whether code of the compilation asks the callers of its services for a credential, under the options of a tree.</summary>
    internal bool ExpectsCredentialsUnder(GrpcAuthOptions options) => _expectsCredentials.GetOrAdd(options, o => AuthenticationSetup.IsExpected(this, o));

    /// <summary>What an interceptor or handler type, or one method of it, does for credentials, by type or method and configured headers.</summary>
    internal ConcurrentDictionary<(ISymbol Type, string Headers), CredentialPresence> CredentialTypes { get; } = new();

    /// <summary>What the compilation says of its registered clients, under the options of a tree.</summary>
    internal ClientFacts UsesUnder(GrpcAuthOptions options) => _uses.GetOrAdd(options, o => new ClientFacts(this, o));

    /// <summary>The name of a symbol with its type and namespace, to compare with others.</summary>
    internal string FullNameOf(ISymbol symbol) => _names.GetOrAdd(symbol, static s => s.ToDisplayString());

    /// <summary>Every name that the service of a generated client is known by.</summary>
    internal ImmutableArray<string> ServicesOf(INamedTypeSymbol client) => _services.GetOrAdd(client, c => RpcName.ServicesOf(c, this));

    /// <summary>The calls through the variable that a call is made through, under the options of a tree; null when it is made through none.</summary>
    internal ClientCalls? CallsWith(GrpcCall call, GrpcAuthOptions options) =>
        ClientVariable.Of(call, this) is { } client ? _calls.GetOrAdd((client, options), key => new ClientCalls(key.Item1, this, key.Item2)) : null;

    /// <summary>The literals that are sent under a credential header anywhere in the compilation, under the options of a tree.</summary>
    internal SentLiterals SentUnder(GrpcAuthOptions options) => _sent.GetOrAdd(options, o => new SentLiterals(this, o));

    /// <summary>What is known of the client in a field or property, under the options of a tree.</summary>
    internal MemberClient ClientIn(IMemberReferenceOperation client, GrpcAuthOptions options) =>
        _clients.GetOrAdd((client.Member, client.Instance?.Type, options), _ => new MemberClient(client, this, options));

    /// <summary>The channels that a login may have given a cookie, under the options of a tree.</summary>
    internal CookieLogins LoginsUnder(GrpcAuthOptions options) => _logins.GetOrAdd(options, o => new CookieLogins(this, o));

    /// <summary>The invocations and creations with one of these names in front of their arguments, in every tree; not bound.</summary>
    internal IEnumerable<ExpressionSyntax> CallsNamed(params string[] names)
    {
        foreach (var tree in Compilation.SyntaxTrees)
        {
            foreach (var name in names)
            {
                if (!TreeIndex.Of(tree).Calls.TryGetValue(name, out var nodes))
                    continue;

                foreach (var node in nodes)
                    yield return node;
            }
        }
    }

    /// <summary>The facts of a compilation; null when it does not refer to gRPC.</summary>
    internal static CompilationFacts? For(Compilation compilation) =>
        Cache.GetValue(compilation, static c => GrpcSymbols.For(c) is { } symbols ? new CompilationFacts(symbols) : null);

    private HashSet<string> CollectLogMethods()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in Compilation.SyntaxTrees)
            names.UnionWith(GrpcCandidates.In(tree).LogMethods);

        return names;
    }
}
