using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The sources that a token can come from at a place, the best first. The last is an environment variable, except in a browser.</summary>
internal sealed class TokenSources
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly TypeNames _names;
    private readonly List<ISymbol> _visible;
    private readonly List<string> _imports = new();
    private readonly OwnProviders _own;
    private readonly CredentialLoop _loop;
    private IReadOnlyList<INamedTypeSymbol>? _services;

    internal TokenSources(SourceFile file, SyntaxNode place, CancellationToken cancellation)
    {
        _file = file;
        _place = place;
        _names = new TypeNames(file, place.SpanStart, _imports.Add);
        _visible = VisibleSymbols.At(file, place);
        _loop = new CredentialLoop(file, place, cancellation);
        _own = new OwnProviders(file, place, _visible, _names, _loop, cancellation);
    }

    /// <summary>The services that the project registers and that can be asked for by their type alone; empty without gRPC.</summary>
    private IReadOnlyList<INamedTypeSymbol> Services => _services ??=
        _file.Facts is { } facts ? ServiceRegistrations.ServicesIn(facts) : new List<INamedTypeSymbol>();

    /// <summary>
    /// In order: the configured provider, the current expression, providers in scope (known libraries first), static ones of facts files, registered
    /// providers (known libraries first), known providers whose scope must be set, the configuration, the environment.
    /// </summary>
    internal IEnumerable<TokenSource> For(TokenRequest request)
    {
        _imports.Clear();
        foreach (var source in Candidates(request))
        {
            if (source.Namespaces.IsEmpty)
                source.Namespaces = _imports.ToImmutableArray();
            _imports.Clear();
            source.AwaitSuffix = AwaitStyle.Suffix(_file);
            yield return source;
        }
    }

    /// <summary>
    /// The sources for a channel, client or registration, as <see cref="For"/>. Empty where a provider signs in by what gets the credential: whatever token
    /// is added there would be sent with the sign-in, too.
    /// </summary>
    internal ImmutableArray<TokenSource> ForOwner(TokenRequest request)
    {
        var sources = For(request).ToImmutableArray();
        return _loop.IsClosed ? ImmutableArray<TokenSource>.Empty : sources;
    }

    /// <summary>Every visitor can download the configuration of the program, and there is no environment: no token is there.</summary>
    private bool IsInBrowser => BrowserProject.Is(_file.Compilation, _file.GrpcAuthOptions);

    private IEnumerable<TokenSource> Candidates(TokenRequest request)
    {
        foreach (var provider in request.OnlySettings ? Enumerable.Empty<TokenSource>() : Providers(request))
        {
            if (provider.Setting is null || !request.OnlyCode && !IsInBrowser)
                yield return provider;
        }

        if (request.OnlyCode || IsInBrowser)
            yield break;

        request.Conventions ??= SettingConventions.Of(_file);
        if (ConfigurationText() is { } configuration)
            yield return SettingRead.OfConfiguration(configuration, request, _names).AsSource();
        yield return SettingRead.OfEnvironment(request, _names).AsSource();
    }

    /// <summary>What obtains the token from code: no setting is needed for it.</summary>
    private IEnumerable<TokenSource> Providers(TokenRequest request)
    {
        if (Configured(request) is { } configured)
            yield return configured;

        if (request.Today is { } today)
            yield return today;

        var known = KnownInScope(request).ToList();
        foreach (var provider in known.Where(static p => p.Setting is null).Concat(_own.InScope(request.Header)).Concat(_own.Declared(request.Header)))
            yield return provider;

        var knownServices = KnownServices(request).ToList();
        foreach (var provider in knownServices.Where(static p => p.Setting is null))
            yield return provider;

        if (ServiceProviderText(request) is { } services)
        {
            foreach (var service in Services)
            {
                if (_own.Registered(
                    service, request.Header, () => Required(_names, services, service),
                    usesServiceProvider: services == TokenSource.ServiceProvider) is { } provider)
                    yield return provider.From(MayBeScoped(service));
            }
        }

        // They work only when somebody has set the scope; the others work as they stand.
        foreach (var provider in known.Concat(knownServices).Where(static p => p.Setting is not null))
            yield return provider;
    }

    /// <summary>The providers of <see cref="KnownProviders"/> that the place may name. Their tokens are bearer tokens: they fit no other header.</summary>
    private IEnumerable<TokenSource> KnownInScope(TokenRequest request)
    {
        foreach (var (kind, type) in KnownTypes(request))
        {
            foreach (var symbol in _visible)
            {
                if (TypeOf(symbol) is { NullableAnnotation: not NullableAnnotation.Annotated } own && Converts(own, type) && !_loop.Holds(symbol)
                    && Known(request).Of(kind, _ => Text(symbol), own, usesServiceProvider: false) is { } source)
                {
                    yield return source;
                }
            }
        }
    }

    private IEnumerable<TokenSource> KnownServices(TokenRequest request)
    {
        if (ServiceProviderText(request) is not { } services)
            yield break;

        foreach (var (kind, type) in KnownTypes(request))
        {
            var service = Services.FirstOrDefault(s => Converts(s, type))
                ?? (IsRegisteredByLibrary(kind) ? type : null);
            if (service is not null && IsAccessible(service)
                && Known(request).Of(
                    kind, names => Required(names, services, service), service,
                    usesServiceProvider: services == TokenSource.ServiceProvider) is { } source)
            {
                yield return source.From(MayBeScoped(service));
            }
        }
    }

    private bool MayBeScoped(INamedTypeSymbol service) =>
        !IsInBrowser && (!Services.Contains(service, SymbolEqualityComparer.Default)
        || _file.Facts is not { } facts
        || ServiceRegistrations.ScopedRegistrationOf(service, isKeyed: false, facts) is not null);

    /// <summary>Whether the project calls one of the methods by which a library registers a provider without naming it.</summary>
    private bool IsRegisteredByLibrary(string kind) =>
        _file.Facts is { } facts && facts.CallsNamed(KnownProviders.RegistrationsOf(kind)).Any();

    private IEnumerable<(string Kind, INamedTypeSymbol Type)> KnownTypes(TokenRequest request)
    {
        if (request.Header != "authorization")
            yield break;

        foreach (var kind in KnownProviders.Types)
        {
            if (TypeNames.TypeOf(_file.Compilation, kind) is { } type)
                yield return (kind, type);
        }
    }

    private KnownProviders Known(TokenRequest request) =>
        new(
            _file, _place, new DuendeTokens(_file, _visible, ServiceProviderText(request)),
            names => new TokenScopes(_file, _place, _visible).InSight() ?? ScopeOfSetting(request, names));

    private TokenScope ScopeOfSetting(TokenRequest request, TypeNames names)
    {
        var scope = new TokenRequest("scope") { Client = request.Client, Conventions = SettingConventions.Of(_file) };
        var read = SettingRead.Of(ConfigurationText(), scope, names);
        return new TokenScope(read.Text, isArray: false) { NullCheck = read.NullCheck, Setting = read.Name, Description = " and " + read.Description };
    }

    /// <summary>What an exception says where the configuration has no such setting.</summary>
    internal static string MissingSetting(string key) => "The setting '" + key + "' is missing.";

    /// <summary>What an exception says where the environment has no such variable.</summary>
    internal static string MissingVariable(string variable) => "The environment variable '" + variable + "' is not set.";

    /// <summary>What stands behind an expression that may be null: the exception with this message in place of null.</summary>
    internal static string OrThrow(TypeNames names, string message) =>
        " ?? throw new " + names.Of("System.InvalidOperationException") + "(\"" + message + "\")";

    private TokenSource? Configured(TokenRequest request)
    {
        if (ConfiguredTokenProvider.Find(_file) is not { } method || !IsAccessible(method)
            || _own.HoldsScheme(method, null, request.Header) is not { } holdsScheme)
            return null;

        if (method.IsStatic)
            return _own.Call(_names.Of(method.ContainingType) + "." + method.Name, method, holdsScheme);

        foreach (var symbol in _visible)
        {
            if (TypeOf(symbol) is { } type && Converts(type, method.ContainingType))
                return _own.Call(Text(symbol) + "." + method.Name, method, holdsScheme);
        }

        return ServiceProviderText(request) is { } services
            ? _own.Call(
                _own.OnInstance(Required(_names, services, method.ContainingType), method.ContainingType, method), method, holdsScheme,
                usesServiceProvider: services == TokenSource.ServiceProvider)
            : null;
    }

    private string Required(TypeNames names, string services, INamedTypeSymbol service)
    {
        if (_file.Compilation.GetTypeByMetadataName("System.IServiceProvider") is { } provider)
            names.ImportExtensions(provider, "GetRequiredService", "Microsoft.Extensions.DependencyInjection");
        return services + ".GetRequiredService<" + names.Of(service) + ">()";
    }

    private string? ServiceProviderText(TokenRequest request)
    {
        var type = _file.Compilation.GetTypeByMetadataName("System.IServiceProvider");
        foreach (var symbol in _visible)
        {
            if (type is not null && SymbolEqualityComparer.Default.Equals(TypeOf(symbol), type))
                return Text(symbol);
        }

        return request.HasServiceProvider ? TokenSource.ServiceProvider : null;
    }

    private string? ConfigurationText()
    {
        if (_file.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is not { } configuration)
            return null;

        foreach (var symbol in _visible)
        {
            if (TypeOf(symbol) is { NullableAnnotation: not NullableAnnotation.Annotated } type && Converts(type, configuration))
                return Text(symbol);
        }

        // builder.Configuration, hostContext.Configuration
        foreach (var symbol in _visible)
        {
            if (symbol is ILocalSymbol or IParameterSymbol && TypeOf(symbol) is { } type
                && MembersNamed(type, "Configuration").OfType<IPropertySymbol>().FirstOrDefault() is { IsStatic: false } property
                && Converts(property.Type, configuration) && IsAccessible(property))
            {
                return Text(symbol) + ".Configuration";
            }
        }

        return null;
    }

    private static IEnumerable<ISymbol> MembersNamed(ITypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
                yield return member;
        }

        foreach (var member in type.AllInterfaces.SelectMany(i => i.GetMembers(name)))
            yield return member;
    }

    private bool Converts(ITypeSymbol from, ITypeSymbol to) =>
        _file.Compilation.ClassifyCommonConversion(from, to) is { IsImplicit: true, IsUserDefined: false };

    private bool IsAccessible(ISymbol symbol) => _file.Model.IsAccessible(_place.SpanStart, symbol);

    private ITypeSymbol? TypeOf(ISymbol symbol) => VisibleSymbols.TypeOf(_file, symbol);

    private static string Text(ISymbol symbol) => VisibleSymbols.Text(symbol);
}
