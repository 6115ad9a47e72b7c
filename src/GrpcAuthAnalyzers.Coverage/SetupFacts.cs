using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Methods that get or make the services, the host builder or the application of a program and change no client with them, or let no server ask for more, as
/// <c>builder.AddServiceDefaults()</c> of a shared project mostly does. Other projects do not see their code, and would have to take them for what may add a
/// credential to every client, and a check to every server.
/// </summary>
internal sealed class SetupFacts
{
    private static readonly string[] Holders =
        ["IServiceCollection", "IHostApplicationBuilder", "IHostBuilder", "IWebHostBuilder", "WebApplicationBuilder", "HostApplicationBuilder"];

    /// <summary>Names in code that may change the clients of others.</summary>
    private static readonly string[] OfClients =
        ["HttpClient", "GrpcClient", "HttpMessageHandler", "CallCredentials", "Interceptor", "IHttpClientFactory", "HttpClientFactoryOptions"];

    /// <summary>What may be called on every client and adds no credential: Microsoft.Extensions.Http.Resilience, .Http.Polly and .ServiceDiscovery.</summary>
    private static readonly string[] Harmless =
    [
        "ConfigureHttpClientDefaults", "AddStandardResilienceHandler", "AddStandardHedgingHandler", "AddResilienceHandler", "AddServiceDiscovery",
        "AddHttpClientInstrumentation", "AddGrpcClientInstrumentation", "SetHandlerLifetime", "RemoveAllLoggers", "AddDefaultLogger",
        "AddExtendedHttpClientLogging",
    ];

    private static readonly string[] ServerHolders = [.. Holders, "IApplicationBuilder", "IEndpointRouteBuilder", "WebApplication"];

    /// <summary>Names in code that may let a server refuse callers, beside <see cref="CheckWords"/>.</summary>
    private static readonly string[] OfServers =
        ["FallbackPolicy", "SetFallbackPolicy", "Interceptors", "Use", "UseMiddleware", "UseWhen", "MapWhen", "GlobalFilters", "GlobalStreamingHubFilters"];

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly bool _isOfServers;
    private readonly string[] _holders;
    private readonly Dictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    private SetupFacts(Compilation compilation, bool isOfServers, CancellationToken cancellation)
    {
        (_compilation, _cancellation, _isOfServers) = (compilation, cancellation, isOfServers);
        _holders = isOfServers ? ServerHolders : Holders;
    }

    /// <summary>A line of a facts file for each such method that another project can call, and for those that may let a server ask for more.</summary>
    internal static IEnumerable<string> In(Compilation compilation, CancellationToken cancellation)
    {
        var (clients, servers) = (new SetupFacts(compilation, isOfServers: false, cancellation), new SetupFacts(compilation, isOfServers: true, cancellation));
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var declaration in tree.GetRoot(cancellation).DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (!servers.MayTakeServices(declaration)
                    || compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation) is not { } method
                    || method.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)
                    || method.GetDocumentationCommentId() is not { } id)
                    continue;

                if (clients.MayTakeServices(declaration))
                    yield return id + (clients.LeavesAlone(method) ? LearnedKinds.AddsNothing : LearnedKinds.MayAdd);

                yield return id + (servers.LeavesAlone(method) ? LearnedKinds.AsksNothing : LearnedKinds.MayAsk);
            }
        }
    }

    private bool MayTakeServices(MethodDeclarationSyntax method) =>
        NamesHolder(method.ReturnType)
        || method.ParameterList.Parameters.Any(parameter => parameter.Type is { } type && NamesHolder(type))
        || method.ConstraintClauses.SelectMany(static clause => clause.Constraints).Any(NamesHolder);

    private bool NamesHolder(SyntaxNode type) => _holders.Any(holder => type.ToString().EndsWith(holder, StringComparison.Ordinal));

    /// <summary>Whether the code of a method is seen, with all of this compilation that it hands the services to, and all of it is harmless.</summary>
    private bool LeavesAlone(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_known.TryGetValue(method, out var known))
            return known;

        // What a method that comes back to itself does is not decided: an answer in between would be kept for the others.
        _known[method] = false;
        return _known[method] = !method.IsVirtual && !method.IsOverride && !method.IsAbstract && method.DeclaringSyntaxReferences.Length > 0
            && method.DeclaringSyntaxReferences.All(part => IsHarmless(part.GetSyntax(_cancellation)));
    }

    private bool IsHarmless(SyntaxNode code)
    {
        if (code is not MethodDeclarationSyntax and not LocalFunctionStatementSyntax)
            return false;

        if (code.DescendantTokens().Any(token =>
            token.IsKind(SyntaxKind.IdentifierToken) && token.Parent != code && MayMatter(token.ValueText) && !IsOnlyRegistered(token)))
            return false;

        var model = _compilation.GetSemanticModel(code.SyntaxTree);
        return code.DescendantNodes().All(node => node switch
        {
            InvocationExpressionSyntax call => IsHarmless(call, model),
            BaseObjectCreationExpressionSyntax { ArgumentList: { } list } => !list.Arguments.Any(argument => HoldsServices(argument, model)),
            _ => true,
        });
    }

    private bool IsHarmless(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call, _cancellation).Symbol is not IMethodSymbol method)
            return call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" };

        if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _compilation.Assembly))
            return LeavesAlone(method) || !TakesServices(call, method, model);

        return UnseenAssemblies.IsKnown(method.ContainingAssembly) || !TakesServices(call, method, model);
    }

    private bool TakesServices(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model) =>
        HoldsServices(method.ReturnType)
        || (call.Expression is MemberAccessExpressionSyntax access && HoldsServices(model.GetTypeInfo(access.Expression).Type))
        || call.ArgumentList.Arguments.Any(argument => HoldsServices(argument, model));

    /// <summary>The type argument of <c>services.AddScoped&lt;TokenInterceptor&gt;()</c>: a service that clients get only where they are told to.</summary>
    private static bool IsOnlyRegistered(SyntaxToken name) =>
        name.Parent is IdentifierNameSyntax { Parent: TypeArgumentListSyntax { Arguments.Count: 1, Parent: GenericNameSyntax method } }
        && method.Identifier.ValueText is "AddScoped" or "AddSingleton" or "AddTransient" or "TryAddScoped" or "TryAddSingleton" or "TryAddTransient"
        && method.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments.Count: 0 };

    private bool MayMatter(string name) => _isOfServers ? CheckWords.Contain(name) || OfServers.Contains(name) : IsOfClients(name);

    private static bool IsOfClients(string name) =>
        !Harmless.Contains(name) && OfClients.Any(part => name.IndexOf(part, StringComparison.Ordinal) >= 0);

    private bool HoldsServices(ArgumentSyntax argument, SemanticModel model) => HoldsServices(model.GetTypeInfo(argument.Expression).Type);

    private bool HoldsServices(ITypeSymbol? type) => type switch
    {
        null => false,
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(HoldsServices),
        _ => _holders.Contains(type.Name) || type.AllInterfaces.Any(contract => _holders.Contains(contract.Name)),
    };
}
