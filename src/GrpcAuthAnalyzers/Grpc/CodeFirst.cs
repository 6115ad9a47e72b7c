using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// The code-first libraries that one compilation refers to: what is a contract, a client or a call of theirs. Without such a library every answer is no, at
/// no cost.
/// </summary>
internal sealed class CodeFirst
{
    private readonly ImmutableArray<CodeFirstLibrary> _libraries;

    /// <param name="libraries">The rows of the table of whose key types the compilation knows one.</param>
    internal CodeFirst(ImmutableArray<CodeFirstLibrary> libraries) => _libraries = libraries;

    /// <summary>Whether an attribute makes an interface the contract of a service, of whatever library.</summary>
    internal static bool IsContractAttribute(INamedTypeSymbol? attribute)
    {
        foreach (var library in CodeFirstLibrary.Table)
        {
            if (library.ContractAttribute is { } contract && attribute.Is(contract))
                return true;
        }

        return false;
    }

    /// <summary>Whether an interface derives from that of the contracts of a library, by name: its assembly may be bound to another copy.</summary>
    internal static bool HasContractBase(INamedTypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            foreach (var library in CodeFirstLibrary.Table)
            {
                if (library.ContractBase is { } contract && implemented.Is(contract))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the interface that contracts of a library derive from has this name, without its namespace. False for null.</summary>
    internal static bool IsContractBaseName(string? name)
    {
        foreach (var library in CodeFirstLibrary.Table)
        {
            if (library.ContractBase is { } contract && name is not null && contract.EndsWith("." + name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Whether assemblies with contracts of a library refer to an assembly of this name.</summary>
    internal static bool IsContractAssembly(string name)
    {
        foreach (var library in CodeFirstLibrary.Table)
        {
            if (library.ContractAssembly == name)
                return true;
        }

        return false;
    }

    /// <summary>Whether contracts may derive from an interface of a library, so that their methods are known by that.</summary>
    internal bool HasContractBases
    {
        get
        {
            foreach (var library in _libraries)
            {
                if (library.ContractBase is not null)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether a method makes a client over the channel or invoker that it gets first: <c>MagicOnionClient.Create&lt;T&gt;(channel)</c>.</summary>
    internal bool MakesClient(IMethodSymbol method) =>
        IsOfAny(method, static (library, given) => library.MakerMethod == given.Name && library.IsClientMaker(given.ContainingType));

    /// <summary>
    /// Whether a method makes a client and with it the one call of that client, over the channel or invoker that it gets first:
    /// <c>StreamingHubClient.ConnectAsync&lt;THub, TReceiver&gt;(channel, receiver)</c>. What is called on a hub later are messages of that call
    /// (StreamingHubClientBase.cs of MagicOnion: <c>AsyncDuplexStreamingCall</c> once).
    /// </summary>
    internal bool Connects(IMethodSymbol method) =>
        IsOfAny(method, static (library, given) =>
            library.Connector is { } connector && library.ConnectMethods.Contains(given.Name) && given.ContainingType.Is(connector));

    /// <summary>
    /// Whether a method gives the same client with other options, as <c>client.WithHeaders(headers)</c> of MagicOnion does: <c>WithHeaders</c> takes the
    /// place of its headers, <c>WithOptions</c> of all its options (MagicOnionClientBase.cs).
    /// </summary>
    internal bool Derives(IMethodSymbol method) =>
        IsOfAny(method, static (library, given) => library.ContractBase is { } contract && given.ContainingType.Is(contract));

    /// <summary>Whether a method of this name may be one that <see cref="Derives"/> knows.</summary>
    internal static bool IsDerivationName(string name) => name.StartsWith("With", StringComparison.Ordinal);

    /// <summary>Whether a type is that of the options that a client is made with. False for null.</summary>
    internal bool IsClientOptions(ITypeSymbol? type)
    {
        foreach (var library in _libraries)
        {
            foreach (var options in library.ClientOptions)
            {
                if (type.Is(options))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The library whose factories are set up with options of a type; null for other types.</summary>
    internal CodeFirstLibrary? LibraryOfFactoryOptions(ITypeSymbol? type)
    {
        foreach (var library in _libraries)
        {
            if (library.FactoryOptions is { } options && type.Is(options))
                return library;
        }

        return null;
    }

    /// <summary>Whether a type is a delegate that sets up the options of a factory or of one of its clients. False for null.</summary>
    internal bool IsFactorySetup(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, TypeArguments: { Length: > 0 } arguments } && LibraryOfFactoryOptions(arguments[0]) is not null;

    /// <summary>Whether a type makes clients: the class with the methods that <see cref="MakesClient"/> knows. False for null.</summary>
    internal bool IsClientMaker(ITypeSymbol? type) =>
        IsOfAny(type, static (library, given) => library.IsClientMaker(given));

    /// <summary>Whether a type is an array or a list of the filters of a client. False for null.</summary>
    internal bool IsFilters(ITypeSymbol? type)
    {
        var element = type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments: { Length: 1 } elements } => elements[0],
            _ => null,
        };
        foreach (var library in _libraries)
        {
            if (library.Filter is { } filter && element.Is(filter))
                return true;
        }

        return false;
    }

    /// <summary>Whether a class is a filter of a client.</summary>
    internal bool IsFilter(INamedTypeSymbol type)
    {
        foreach (var library in _libraries)
        {
            foreach (var contract in type.AllInterfaces)
            {
                if (library.Filter is { } filter && contract.Is(filter))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type is what a filter gets of the call, so that its code may change the headers. False for null.</summary>
    internal bool IsFilterContext(ITypeSymbol? type) =>
        IsOfAny(type, static (library, given) => library.FilterContext is { } context && given.Is(context));

    /// <summary>
    /// Whether the methods of a type only read the headers and options that they get: of contracts, what makes clients, and options. False for null.
    /// </summary>
    internal bool OnlyReads(ITypeSymbol? type) => IsClientOptions(type) || IsCallContext(type)
        || IsOfAny(type, static (library, given) => library.IsClientMaker(given)
            || (library.ContractBase is { } contract && given.Is(contract))
            || (library.Connector is { } connector && given.Is(connector)));

    /// <summary>Whether a method registers a client whose channel comes from a provider: <c>services.AddServiceModelGrpcClient&lt;T&gt;()</c>.</summary>
    internal bool RegistersClient(IMethodSymbol method) =>
        IsOfAny(method, static (library, given) => library.RegistrationMethods.Contains(given.Name) && IsRegistration(given, library));

    /// <summary>Whether a method registers the factory of a library, with options for all clients.</summary>
    internal bool RegistersFactory(IMethodSymbol method) =>
        LibraryOfRegistration(method) is { } library && library.FactoryRegistration == method.Name;

    /// <summary>Whether a method gives the channel of the clients that are registered without one.</summary>
    internal bool GivesDefaultChannel(IMethodSymbol method) =>
        LibraryOfRegistration(method) is { } library && library.DefaultChannelMethod == method.Name;

    /// <summary>Whether a type gives registered clients their channel. False for null.</summary>
    internal bool IsChannelProvider(ITypeSymbol? type) =>
        IsOfAny(type, static (library, given) => library.ChannelProvider is { } provider && given.Is(provider));

    /// <summary>Whether a method on the builder of <c>AddGrpcClient</c> makes its client one of a library, and may set up its options.</summary>
    internal bool SetsUpClient(IMethodSymbol method) => LibraryOfRegistration(method) is { } library && library.BuilderMethod == method.Name;

    /// <summary>The library that has a method for service collections; null for other methods.</summary>
    internal CodeFirstLibrary? LibraryOfRegistration(IMethodSymbol method)
    {
        foreach (var library in _libraries)
        {
            if (IsRegistration(method, library))
                return library;
        }

        return null;
    }

    /// <summary>The names of the methods that <see cref="MakesClient"/> knows; empty for most compilations.</summary>
    internal ImmutableArray<string> MakerMethods => ImmutableArray.CreateRange(_libraries, static library => library.MakerMethod);

    /// <summary>The names of the methods that <see cref="RegistersClient"/> knows; empty for most compilations.</summary>
    internal ImmutableArray<string> RegistrationMethods
    {
        get
        {
            var names = ImmutableArray<string>.Empty;
            foreach (var library in _libraries)
                names = names.AddRange(library.RegistrationMethods);

            return names;
        }
    }

    private static bool IsRegistration(IMethodSymbol method, CodeFirstLibrary library) =>
        library.RegistrationNamespace is { } @namespace && method.ContainingType.IsIn(@namespace);

    /// <summary>The names of the methods that <see cref="Connects"/> knows; empty for most compilations.</summary>
    internal ImmutableArray<string> ConnectMethods
    {
        get
        {
            var names = ImmutableArray<string>.Empty;
            foreach (var library in _libraries)
                names = names.AddRange(library.ConnectMethods);

            return names;
        }
    }

    /// <summary>Whether a type takes the place of <c>CallOptions</c> in a contract. False for null.</summary>
    internal bool IsCallContext(ITypeSymbol? type) =>
        IsOfAny(type, static (library, given) => library.CallContext is { } context && given.Is(context));

    /// <summary>Whether a test of a symbol is true of one of the libraries. The test captures nothing.</summary>
    private bool IsOfAny<T>(T given, Func<CodeFirstLibrary, T, bool> test)
    {
        foreach (var library in _libraries)
        {
            if (test(library, given))
                return true;
        }

        return false;
    }
}
