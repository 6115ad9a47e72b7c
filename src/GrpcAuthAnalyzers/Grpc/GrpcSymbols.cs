using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>The types of gRPC and of its neighbours that one compilation refers to. Made once for a compilation.</summary>
internal sealed class GrpcSymbols
{
    private static readonly ConditionalWeakTable<Compilation, GrpcSymbols?> Cache = new();

    private GrpcSymbols(ReferencedTypes types, INamedTypeSymbol metadata)
    {
        Compilation = types.Compilation;
        Metadata = metadata;
        MetadataEntry = types.Find("Grpc.Core.Metadata+Entry");
        CallOptions = types.Find("Grpc.Core.CallOptions");
        CallInvoker = types.Find("Grpc.Core.CallInvoker");
        ClientBase = types.Find("Grpc.Core.ClientBase");
        ChannelBase = types.Find("Grpc.Core.ChannelBase");
        LegacyChannel = types.Find("Grpc.Core.Channel");
        ChannelCredentials = types.Find("Grpc.Core.ChannelCredentials");
        SslCredentials = types.Find("Grpc.Core.SslCredentials");
        CallCredentials = types.Find("Grpc.Core.CallCredentials");
        AuthInterceptorContext = types.Find("Grpc.Core.AuthInterceptorContext");
        AsyncAuthInterceptor = types.Find("Grpc.Core.AsyncAuthInterceptor");
        CallInvocationDetails = types.Find("Grpc.Core.CallInvocationDetails`2");
        Calls = types.Find("Grpc.Core.Calls");
        Interceptor = types.Find("Grpc.Core.Interceptors.Interceptor");
        ClientInterceptorContext = types.Find("Grpc.Core.Interceptors.ClientInterceptorContext`2");
        ChannelExtensions = types.Find("Grpc.Core.Interceptors.ChannelExtensions");
        CallInvokerExtensions = types.Find("Grpc.Core.Interceptors.CallInvokerExtensions");
        GrpcChannel = types.Find("Grpc.Net.Client.GrpcChannel");
        GrpcChannelOptions = types.Find("Grpc.Net.Client.GrpcChannelOptions");
        GrpcWebHandler = types.Find("Grpc.Net.Client.Web.GrpcWebHandler");
        GrpcClientServiceExtensions = types.Find("Microsoft.Extensions.DependencyInjection.GrpcClientServiceExtensions");
        ClientBuilderExtensions = types.Find("Microsoft.Extensions.DependencyInjection.GrpcHttpClientBuilderExtensions");
        CodeFirst = new CodeFirst(ImmutableArray.CreateRange(CodeFirstLibrary.Table.Where(library => library.Keys.Any(key => types.Find(key) is not null))));
        Exception = types.Find("System.Exception");
        HttpClient = types.Find("System.Net.Http.HttpClient");
        HttpMessageHandler = types.Find("System.Net.Http.HttpMessageHandler");
        DelegatingHandler = types.Find("System.Net.Http.DelegatingHandler");
        HttpHeaders = types.Find("System.Net.Http.Headers.HttpHeaders");
        AuthenticationHeaderValue = types.Find("System.Net.Http.Headers.AuthenticationHeaderValue");
    }

    internal Compilation Compilation { get; }

    internal INamedTypeSymbol Metadata { get; }

    internal INamedTypeSymbol? MetadataEntry { get; }

    internal INamedTypeSymbol? CallOptions { get; }

    internal INamedTypeSymbol? CallInvoker { get; }

    internal INamedTypeSymbol? ClientBase { get; }

    internal INamedTypeSymbol? ChannelBase { get; }

    /// <summary><c>Grpc.Core.Channel</c> of the retired native library.</summary>
    internal INamedTypeSymbol? LegacyChannel { get; }

    internal INamedTypeSymbol? ChannelCredentials { get; }

    internal INamedTypeSymbol? SslCredentials { get; }

    internal INamedTypeSymbol? CallCredentials { get; }

    internal INamedTypeSymbol? AuthInterceptorContext { get; }

    internal INamedTypeSymbol? AsyncAuthInterceptor { get; }

    internal INamedTypeSymbol? CallInvocationDetails { get; }

    internal INamedTypeSymbol? Calls { get; }

    internal INamedTypeSymbol? Interceptor { get; }

    internal INamedTypeSymbol? ClientInterceptorContext { get; }

    internal INamedTypeSymbol? ChannelExtensions { get; }

    internal INamedTypeSymbol? CallInvokerExtensions { get; }

    internal INamedTypeSymbol? GrpcChannel { get; }

    internal INamedTypeSymbol? GrpcChannelOptions { get; }

    internal INamedTypeSymbol? GrpcWebHandler { get; }

    internal INamedTypeSymbol? GrpcClientServiceExtensions { get; }

    /// <summary>What is done to the builder of a registered client: <c>AddCallCredentials</c>, <c>AddInterceptor</c>, <c>ConfigureChannel</c>.</summary>
    internal INamedTypeSymbol? ClientBuilderExtensions { get; }

    /// <summary>The libraries whose services are C# interfaces.</summary>
    internal CodeFirst CodeFirst { get; }

    internal INamedTypeSymbol? Exception { get; }

    internal INamedTypeSymbol? HttpClient { get; }

    internal INamedTypeSymbol? HttpMessageHandler { get; }

    internal INamedTypeSymbol? DelegatingHandler { get; }

    internal INamedTypeSymbol? HttpHeaders { get; }

    internal INamedTypeSymbol? AuthenticationHeaderValue { get; }

    /// <summary>The types of a compilation; null when it does not refer to gRPC.</summary>
    internal static GrpcSymbols? For(Compilation compilation) =>
        Cache.GetValue(compilation, static c =>
        {
            var types = new ReferencedTypes(c);
            return types.Metadata is { } metadata ? new GrpcSymbols(types, metadata) : null;
        });

    /// <summary>Whether two types are the same; generic types by their definition. False for null.</summary>
    internal static bool Is(ITypeSymbol? type, INamedTypeSymbol? expected) =>
        type is not null && expected is not null && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, expected);

    /// <summary>Whether a class is the base class that grpc_csharp_plugin generates for a service.</summary>
    internal static bool IsServiceBase(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Grpc.Core.BindServiceMethodAttribute"))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is the expected one or derives from it. False for null.</summary>
    internal static bool IsA(ITypeSymbol? type, INamedTypeSymbol? expected)
    {
        if (expected is null)
            return false;

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, expected))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a type is <c>CallOptions</c>, also one that may be null, or the <c>CallContext</c> of a code-first library. False for null, and without the
    /// types of gRPC.
    /// </summary>
    internal static bool IsCallOptions(ITypeSymbol? type, GrpcSymbols? symbols) =>
        symbols is not null && (Is(type, symbols.CallOptions) || symbols.CodeFirst.IsCallContext(type)
            || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } maybe
                && Is(maybe.TypeArguments[0], symbols.CallOptions));

    /// <summary>Whether calls of a method can carry gRPC metadata: it takes <c>CallOptions</c>, <c>Metadata</c> or <c>CallContext</c>.</summary>
    internal bool TakesCallOptions(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (Is(parameter.Type, Metadata) || IsCallOptions(parameter.Type, this))
                return true;
        }

        return false;
    }

    /// <summary>Whether a method is <c>Intercept</c> of a channel or invoker.</summary>
    internal bool IsIntercept(IMethodSymbol method) =>
        method.Name == "Intercept" && (Is(method.ContainingType, ChannelExtensions) || Is(method.ContainingType, CallInvokerExtensions));
}
