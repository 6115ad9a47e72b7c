using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Tokens;

/// <summary>Where a token can come from at a place, the best first. The last is the environment, so there is always one.</summary>
internal sealed class TokenSources
{
    private readonly SourceFile _file;
    private readonly SyntaxNode _place;
    private readonly TypeNames _names;
    private readonly List<ISymbol> _visible;
    private readonly List<string> _imports = new();
    private readonly CancellationToken _cancellation;

    internal TokenSources(SourceFile file, SyntaxNode place, CancellationToken cancellation)
    {
        _file = file;
        _place = place;
        _names = new TypeNames(file, place.SpanStart, _imports.Add);
        _cancellation = cancellation;
        _visible = VisibleSymbols.At(file, place);
    }

    /// <summary>The option, today's expressions, a provider in scope, one that the services hand out, the configuration, the environment.</summary>
    internal IEnumerable<TokenSource> For(TokenRequest request)
    {
        _imports.Clear();
        foreach (var source in Candidates(request))
        {
            if (source.Namespaces.IsEmpty)
                source.Namespaces = _imports.ToImmutableArray();
            _imports.Clear();
            yield return source;
        }
    }

    private IEnumerable<TokenSource> Candidates(TokenRequest request)
    {
        foreach (var provider in request.OnlySettings ? Enumerable.Empty<TokenSource>() : Providers(request))
            yield return provider;

        if (ConfigurationText() is { } configuration)
        {
            var key = SettingNames.ConfigurationKey(request);
            yield return new TokenSource("the setting '" + key + "'", OrThrow(configuration + "[\"" + key + "\"]", "The setting '" + key + "' is missing."), null, "", isAsync: false) { Setting = key };
        }

        var variable = SettingNames.EnvironmentVariable(request);
        yield return new TokenSource(
            "the environment variable '" + variable + "'",
            OrThrow(_names.Of("System.Environment") + ".GetEnvironmentVariable(\"" + variable + "\")", "The environment variable '" + variable + "' is not set."),
            null, "", isAsync: false)
        { Setting = variable };
    }

    /// <summary>What obtains the token from code: no setting is needed for it.</summary>
    private IEnumerable<TokenSource> Providers(TokenRequest request)
    {
        if (Configured(request) is { } configured)
            yield return configured;

        if (request.Today is { } today)
            yield return today;

        foreach (var provider in InScope())
            yield return provider;

        if (ServiceProviderText(request) is { } services)
        {
            foreach (var service in RegisteredServices.In(_file.Compilation, _cancellation))
            {
                if (TokenMethods.Of(service, IsAccessible) is { } method)
                    yield return Resolve(services, service, method);
            }
        }
    }

    private string OrThrow(string expression, string message) =>
        expression + " ?? throw new " + _names.Of("System.InvalidOperationException") + "(\"" + message + "\")";

    private TokenSource? Configured(TokenRequest request)
    {
        if (ConfiguredTokenProvider.Find(_file) is not { } method || !IsAccessible(method))
            return null;

        if (method.IsStatic)
            return Call(_names.Of(method.ContainingType) + "." + method.Name, method);

        foreach (var symbol in _visible)
        {
            if (TypeOf(symbol) is { } type && Converts(type, method.ContainingType))
                return Call(Text(symbol) + "." + method.Name, method);
        }

        return ServiceProviderText(request) is { } services ? Resolve(services, method.ContainingType, method) : null;
    }

    private IEnumerable<TokenSource> InScope()
    {
        foreach (var wantTask in new[] { true, false })
        {
            foreach (var symbol in _visible)
            {
                if (symbol is IMethodSymbol own && TokenMethods.IsTokenMethod(own) && IsFromSource(own) && TokenMethods.ReturnsTask(own) == wantTask)
                    yield return Call(Text(own), own);
                else if (TypeOf(symbol) is { } type && TokenMethods.OfDelegate(symbol.Name, type) is { } invoke && TokenMethods.ReturnsTask(invoke) == wantTask)
                    yield return Call(Text(symbol), invoke);
                else if (TypeOf(symbol) is { } other && TokenMethods.Of(other, IsAccessible) is { } method && TokenMethods.ReturnsTask(method) == wantTask)
                    yield return Call(Text(symbol) + "." + method.Name, method);
            }
        }
    }

    private TokenSource Resolve(string services, INamedTypeSymbol service, IMethodSymbol method)
    {
        if (_file.Compilation.GetTypeByMetadataName("System.IServiceProvider") is { } provider)
            _names.ImportExtensions(provider, "GetRequiredService", "Microsoft.Extensions.DependencyInjection");
        var call = services + ".GetRequiredService<" + _names.Of(service) + ">()." + method.Name;
        return Call(call, method, usesServiceProvider: services == TokenSource.ServiceProvider);
    }

    private TokenSource Call(string callee, IMethodSymbol method, bool usesServiceProvider = false)
    {
        var index = method.Parameters.IndexOf(method.Parameters.FirstOrDefault(static p => TokenMethods.IsCancellationToken(p.Type))!);
        string? fallback = null;
        var before = callee + "(";
        if (index >= 0)
        {
            var parameter = method.Parameters[index];
            if (index > 0)
                before += parameter.Name + ": ";
            fallback = _names.Of("System.Threading.CancellationToken") + ".None";
        }

        return new TokenSource(callee, before, fallback, ")", TokenMethods.ReturnsTask(method)) { UsesServiceProvider = usesServiceProvider };
    }

    private string? ServiceProviderText(TokenRequest request)
    {
        var type = _file.Compilation.GetTypeByMetadataName("System.IServiceProvider");
        foreach (var symbol in _visible)
        {
            if (type is not null && symbol is not IMethodSymbol && SymbolEqualityComparer.Default.Equals(TypeOf(symbol), type))
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
            if (symbol is not IMethodSymbol && TypeOf(symbol) is { } type && Converts(type, configuration))
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

    private bool Converts(ITypeSymbol from, ITypeSymbol to) => _file.Compilation.ClassifyCommonConversion(from, to) is { IsImplicit: true, IsUserDefined: false };

    private bool IsAccessible(ISymbol symbol) => _file.Model.IsAccessible(_place.SpanStart, symbol);

    private static bool IsFromSource(ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty;

    private static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private string Text(ISymbol symbol)
    {
        var name = SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None ? "@" + symbol.Name : symbol.Name;
        // A local hides the member of the same name, so the lookup gave no such member.
        return name;
    }
}
