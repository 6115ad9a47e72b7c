using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// What the compilation does to clients of the factory besides their own registrations: the same name registered again (for gRPC
/// or for HTTP), defaults for all, options and filters. The answer is collected once, and only for a registration that is bare.
/// </summary>
internal sealed class ClientFactorySetup
{
    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    /// <summary>Stands for a name that cannot be read.</summary>
    private const string Unread = "\0";

    private readonly Lazy<List<(ISymbol? Client, string? Name)>> _authenticated;
    private readonly Lazy<Dictionary<ISymbol, Dictionary<string, HashSet<SyntaxNode>>>> _named;
    private readonly ClientFactoryDefaults _defaults;
    private readonly ConcurrentDictionary<ISymbol, bool> _unseen = new(SymbolEqualityComparer.Default);

    internal ClientFactorySetup(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _authenticated = new Lazy<List<(ISymbol?, string?)>>(CollectNames);
        _named = new Lazy<Dictionary<ISymbol, Dictionary<string, HashSet<SyntaxNode>>>>(CollectRegistrations);
        _defaults = ClientFactoryDefaults.Under(facts, options);
    }

    /// <summary>Whether something other than a registration may add a credential to its client. A name that cannot be read may be any.</summary>
    internal bool MayAuthenticate(ClientRegistration registration)
    {
        if (_defaults.MayAuthenticate
            || IsSetUpUnseen(registration.Client)
            || UnseenSetup.MayRegister(registration.Client, _facts)
            || UnseenSetup.Calls(registration.Operation, _facts))
            return true;

        var name = registration.NameIn(Ask().Texts);
        foreach (var authenticated in _authenticated.Value)
        {
            if ((authenticated.Client is null || SymbolEqualityComparer.Default.Equals(authenticated.Client, registration.Client))
                && (authenticated.Name is null || name is null || authenticated.Name == name))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether something other than a registration may set the address or the channel options of its client: options of the factory, or a registration of the
    /// same client under the same name, or one that cannot be read.
    /// </summary>
    internal bool MaySetOptions(ClientRegistration registration)
    {
        if (_defaults.MaySetOptions)
            return true;

        if (!_named.Value.TryGetValue(registration.Client, out var names))
            return false;

        var own = registration.Operation.Syntax;
        return registration.NameIn(Ask().Texts) is { } name
            ? IsAnyOther(names, name, own) || IsAnyOther(names, Unread, own)
            : names.Keys.Any(known => IsAnyOther(names, known, own));
    }

    private static bool IsAnyOther(Dictionary<string, HashSet<SyntaxNode>> names, string name, SyntaxNode own) =>
        names.TryGetValue(name, out var registrations) && registrations.Count > (registrations.Contains(own) ? 1 : 0);

    /// <summary>The registrations of each client by their names.</summary>
    private Dictionary<ISymbol, Dictionary<string, HashSet<SyntaxNode>>> CollectRegistrations()
    {
        var clients = new Dictionary<ISymbol, Dictionary<string, HashSet<SyntaxNode>>>(SymbolEqualityComparer.Default);
        foreach (var registration in ClientRegistration.All(_facts))
        {
            if (!clients.TryGetValue(registration.Client, out var names))
                clients.Add(registration.Client, names = new Dictionary<string, HashSet<SyntaxNode>>(StringComparer.Ordinal));

            var name = registration.NameIn(Ask().Texts) ?? Unread;
            if (!names.TryGetValue(name, out var registrations))
                names.Add(name, registrations = new HashSet<SyntaxNode>());

            registrations.Add(registration.Operation.Syntax);
        }

        return clients;
    }

    /// <summary>Whether clients of a type get a credential, or may get one, under another name: that is what names are for.</summary>
    internal bool AuthenticatesUnderAnotherName(ClientRegistration registration)
    {
        foreach (var authenticated in _authenticated.Value)
        {
            if (SymbolEqualityComparer.Default.Equals(authenticated.Client, registration.Client))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether clients of a type may get a credential under any of the names that they have. Defaults for all clients do nothing to one that is made by hand.
    /// </summary>
    internal bool MayAuthenticate(INamedTypeSymbol client)
    {
        if (IsSetUpUnseen(client))
            return true;

        foreach (var registration in ClientRegistration.All(_facts, client))
        {
            if (_defaults.MayAuthenticate || UnseenSetup.MayRegister(client, _facts) || UnseenSetup.Calls(registration.Operation, _facts))
                return true;
        }

        foreach (var authenticated in _authenticated.Value)
        {
            if (authenticated.Client is null ? MayBeNamed(client, authenticated.Name) : SymbolEqualityComparer.Default.Equals(authenticated.Client, client))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a client may be one of a name: not if the names of all its registrations are read, and are others. The typed HTTP client of another service
    /// does not concern it.
    /// </summary>
    private bool MayBeNamed(INamedTypeSymbol client, string? name)
    {
        var isRegistered = false;
        foreach (var registration in ClientRegistration.All(_facts, client))
        {
            isRegistered = true;
            if (name is null || registration.NameIn(Ask().Texts) is not { } own || own == name)
                return true;
        }

        return !isRegistered || ClientRegistration.OfAnyClient(_facts).Count > 0;
    }

    private bool IsSetUpUnseen(INamedTypeSymbol client) => UnseenSetup.MayReplaceServices(_facts)
        || _unseen.GetOrAdd(client, _ => ClientSetupCalls.MayConfigure(client, _facts));

    /// <summary>
    /// The clients that get a credential, or may get one. No client: any of that name (two clients under one name are refused by
    /// the factory, and one of generic code may be any); no name: it cannot be read.
    /// </summary>
    private List<(ISymbol?, string?)> CollectNames()
    {
        var names = new List<(ISymbol?, string?)>();
        foreach (var registration in ClientRegistration.All(_facts))
        {
            if (RegistrationLayer.Of(Ask(), registration).Presence != CredentialPresence.Absent)
                names.Add((registration.Client, registration.NameIn(Ask().Texts)));
        }

        foreach (var registration in ClientRegistration.OfAnyClient(_facts))
        {
            if (RegistrationLayer.OfCall(Ask(), registration).Presence != CredentialPresence.Absent)
                names.Add((null, null));
        }

        foreach (var http in HttpClientRegistration.All(_facts))
        {
            if (RegistrationLayer.OfHttpClient(Ask(), http.Operation).Presence != CredentialPresence.Absent)
                names.Add((null, http.NameIn(Ask().Texts)));
        }

        return names;
    }

    private CredentialQuery Ask() => new(_facts, _options, until: null);
}
