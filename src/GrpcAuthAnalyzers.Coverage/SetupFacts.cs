using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Methods that get the services or the host builder of a program and change no client with them, as <c>builder.AddServiceDefaults()</c> of a shared project
/// mostly does. Other projects do not see their code, and would have to take them for what may add a credential to every client.
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

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<IMethodSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    private SetupFacts(Compilation compilation, CancellationToken cancellation) => (_compilation, _cancellation) = (compilation, cancellation);

    /// <summary>A line of a facts file for each such method that another project can call.</summary>
    internal static IEnumerable<string> In(Compilation compilation, CancellationToken cancellation)
    {
        var facts = new SetupFacts(compilation, cancellation);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var declaration in tree.GetRoot(cancellation).DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (MayTakeServices(declaration)
                    && compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration, cancellation) is { } method
                    && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
                    && facts.LeavesClientsAlone(method)
                    && method.GetDocumentationCommentId() is { } id)
                    yield return id + "; adds-nothing";
            }
        }
    }

    private static bool MayTakeServices(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.Any(static parameter => parameter.Type is { } type && NamesHolder(type))
        || method.ConstraintClauses.SelectMany(static clause => clause.Constraints).Any(NamesHolder);

    private static bool NamesHolder(SyntaxNode type) => Holders.Any(holder => type.ToString().EndsWith(holder, StringComparison.Ordinal));

    /// <summary>Whether the code of a method is seen, with all of this compilation that it hands the services to, and none of it changes clients.</summary>
    private bool LeavesClientsAlone(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_known.TryGetValue(method, out var known))
            return known;

        // What a method that comes back to itself does is not decided: an answer in between would be kept for the others.
        _known[method] = false;
        return _known[method] = !method.IsVirtual && !method.IsOverride && method.DeclaringSyntaxReferences.Length > 0
            && method.DeclaringSyntaxReferences.All(part => IsHarmless(part.GetSyntax(_cancellation)));
    }

    private bool IsHarmless(SyntaxNode code)
    {
        if (code is not MethodDeclarationSyntax and not LocalFunctionStatementSyntax)
            return false;

        if (code.DescendantTokens().Any(token =>
            token.IsKind(SyntaxKind.IdentifierToken) && token.Parent != code && IsOfClients(token.ValueText) && !IsOnlyRegistered(token)))
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
            return LeavesClientsAlone(method) || !TakesServices(call, method, model);

        return UnseenAssemblies.IsKnown(method.ContainingAssembly) || !TakesServices(call, method, model);
    }

    private static bool TakesServices(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model) =>
        HoldsServices(method.ReturnType)
        || (call.Expression is MemberAccessExpressionSyntax access && HoldsServices(model.GetTypeInfo(access.Expression).Type))
        || call.ArgumentList.Arguments.Any(argument => HoldsServices(argument, model));

    /// <summary>The type argument of <c>services.AddScoped&lt;TokenInterceptor&gt;()</c>: a service that clients get only where they are told to.</summary>
    private static bool IsOnlyRegistered(SyntaxToken name) =>
        name.Parent is IdentifierNameSyntax { Parent: TypeArgumentListSyntax { Arguments.Count: 1, Parent: GenericNameSyntax method } }
        && method.Identifier.ValueText is "AddScoped" or "AddSingleton" or "AddTransient" or "TryAddScoped" or "TryAddSingleton" or "TryAddTransient"
        && method.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments.Count: 0 };

    private static bool IsOfClients(string name) =>
        !Harmless.Contains(name) && OfClients.Any(part => name.IndexOf(part, StringComparison.Ordinal) >= 0);

    private static bool HoldsServices(ArgumentSyntax argument, SemanticModel model) => HoldsServices(model.GetTypeInfo(argument.Expression).Type);

    private static bool HoldsServices(ITypeSymbol? type) => type switch
    {
        null => false,
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(HoldsServices),
        _ => Holders.Contains(type.Name) || type.AllInterfaces.Any(static contract => Holders.Contains(contract.Name)),
    };
}
