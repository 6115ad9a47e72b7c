using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// MagicOnion and ServiceModel.Grpc as references. Their packages are not available where this is built: these are the public signatures that matter, with the
/// names of types, parameters and assemblies of Cysharp/MagicOnion c0762c8 and max-ieremenko/ServiceModel.Grpc 6eff59d, and no bodies.
/// </summary>
internal static class CodeFirstLibraries
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Collections.ObjectModel;
        using System.Threading;
        using System.Threading.Tasks;
        using Grpc.Core;
        using Microsoft.Extensions.DependencyInjection;
        [assembly: System.Runtime.CompilerServices.ReferenceAssembly]

        """;

    private const string MagicOnionAbstractions = """
        namespace MagicOnion
        {
            public interface IServiceMarker { }

            public interface IService<TSelf> : IServiceMarker
            {
                TSelf WithOptions(CallOptions option);
                TSelf WithHeaders(Metadata headers);
                TSelf WithDeadline(DateTime deadline);
                TSelf WithCancellationToken(CancellationToken cancellationToken);
                TSelf WithHost(string host);
            }

            public interface IStreamingHubMarker { }

            public interface IStreamingHub<TSelf, TReceiver> : IStreamingHubMarker, IServiceMarker
            {
                TSelf FireAndForget();
                Task DisposeAsync();
                Task WaitForDisconnect();
            }

            [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(CompilerServices.AsyncUnaryResultMethodBuilder<>))]
            public readonly struct UnaryResult<TResponse>
            {
                public UnaryResult(TResponse rawValue) { }
                public Task<TResponse> ResponseAsync => null!;
                public System.Runtime.CompilerServices.TaskAwaiter<TResponse> GetAwaiter() => default;
            }

            public static class UnaryResult
            {
                public static UnaryResult<T> FromResult<T>(T value) => default;
            }

            public sealed class ServerStreamingResult<TResponse> { public IAsyncStreamReader<TResponse> ResponseStream => null!; }
            public sealed class DuplexStreamingResult<TRequest, TResponse> { }
        }

        namespace MagicOnion.CompilerServices
        {
            public struct AsyncUnaryResultMethodBuilder<T>
            {
                public static AsyncUnaryResultMethodBuilder<T> Create() => default;
                public UnaryResult<T> Task => default;
                public void SetException(Exception exception) { }
                public void SetResult(T result) { }
                public void SetStateMachine(System.Runtime.CompilerServices.IAsyncStateMachine stateMachine) { }
                public void Start<TMachine>(ref TMachine machine) where TMachine : System.Runtime.CompilerServices.IAsyncStateMachine { }
                public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
                    where TAwaiter : System.Runtime.CompilerServices.INotifyCompletion where TMachine : System.Runtime.CompilerServices.IAsyncStateMachine { }
                public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
                    where TAwaiter : System.Runtime.CompilerServices.ICriticalNotifyCompletion where TMachine : System.Runtime.CompilerServices.IAsyncStateMachine { }
            }
        }
        """;

    private const string MagicOnionClient = """
        namespace MagicOnion.Serialization
        {
            public interface IMagicOnionSerializerProvider { }
        }

        namespace MagicOnion.Client
        {
            using MagicOnion.Serialization;

            public abstract class ResponseContext { }

            public abstract class RequestContext
            {
                internal RequestContext() { }
                public string MethodPath => null!;
                public CallOptions CallOptions => default;
                public IDictionary<string, object> Items => null!;
            }

            public interface IClientFilter
            {
                ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next);
            }

            public interface IMagicOnionClientFactoryProvider { }
            public interface IStreamingHubClientFactoryProvider { }
            public interface IMagicOnionClientLogger { }

            public class MagicOnionClientOptions
            {
                public MagicOnionClientOptions(CallInvoker callInvoker, string? host, CallOptions callOptions, IReadOnlyList<IClientFilter>? filters) { }
                public CallOptions CallOptions => default;
                public MagicOnionClientOptions WithCallOptions(CallOptions callOptions) => null!;
                public MagicOnionClientOptions WithHost(string? host) => null!;
                public MagicOnionClientOptions WithFilters(IReadOnlyList<IClientFilter> filters) => null!;
            }

            public static class MagicOnionClient
            {
                public static T Create<T>(ChannelBase channel) where T : IService<T> => default!;
                public static T Create<T>(ChannelBase channel, IClientFilter[] clientFilters) where T : IService<T> => default!;
                public static T Create<T>(ChannelBase channel, IMagicOnionSerializerProvider serializerProvider, IClientFilter[] clientFilters)
                    where T : IService<T> => default!;
                public static T Create<T>(CallInvoker invoker) where T : IService<T> => default!;
                public static T Create<T>(CallInvoker invoker, IClientFilter[] clientFilters) where T : IService<T> => default!;
                public static T Create<T>(MagicOnionClientOptions clientOptions, IMagicOnionSerializerProvider serializerProvider) where T : IService<T> => default!;
            }

            public class StreamingHubClientOptions
            {
                public StreamingHubClientOptions(
                    string? host, CallOptions callOptions, IMagicOnionSerializerProvider serializerProvider, IMagicOnionClientLogger logger) { }
                public CallOptions CallOptions => default;
                public static StreamingHubClientOptions CreateWithDefault(
                    string? host = default, CallOptions callOptions = default, IMagicOnionSerializerProvider? serializerProvider = default,
                    IMagicOnionClientLogger? logger = default) => null!;
                public StreamingHubClientOptions WithHost(string? host) => null!;
                public StreamingHubClientOptions WithCallOptions(CallOptions callOptions) => null!;
                public StreamingHubClientOptions WithClientHeartbeatInterval(TimeSpan? interval) => null!;
            }

            public static class StreamingHubClient
            {
                [Obsolete("Use ConnectAsync instead.")]
                public static TStreamingHub Connect<TStreamingHub, TReceiver>(
                    ChannelBase channel, TReceiver receiver, string? host = null, CallOptions option = default,
                    IMagicOnionSerializerProvider? serializerProvider = null, IStreamingHubClientFactoryProvider? factoryProvider = null,
                    IMagicOnionClientLogger? logger = null) where TStreamingHub : IStreamingHub<TStreamingHub, TReceiver> => default!;
                public static Task<TStreamingHub> ConnectAsync<TStreamingHub, TReceiver>(
                    ChannelBase channel, TReceiver receiver, string? host = null, CallOptions option = default,
                    IMagicOnionSerializerProvider? serializerProvider = null, IStreamingHubClientFactoryProvider? factoryProvider = null,
                    IMagicOnionClientLogger? logger = null, CancellationToken cancellationToken = default)
                    where TStreamingHub : IStreamingHub<TStreamingHub, TReceiver> => null!;
                public static Task<TStreamingHub> ConnectAsync<TStreamingHub, TReceiver>(
                    ChannelBase channel, TReceiver receiver, StreamingHubClientOptions options, IStreamingHubClientFactoryProvider? factoryProvider = null,
                    CancellationToken cancellationToken = default) where TStreamingHub : IStreamingHub<TStreamingHub, TReceiver> => null!;
                public static Task<TStreamingHub> ConnectAsync<TStreamingHub, TReceiver>(
                    CallInvoker callInvoker, TReceiver receiver, string? host = null, CallOptions option = default,
                    IMagicOnionSerializerProvider? serializerProvider = null, IStreamingHubClientFactoryProvider? factoryProvider = null,
                    IMagicOnionClientLogger? logger = null, CancellationToken cancellationToken = default)
                    where TStreamingHub : IStreamingHub<TStreamingHub, TReceiver> => null!;
                public static Task<TStreamingHub> ConnectAsync<TStreamingHub, TReceiver>(
                    CallInvoker callInvoker, TReceiver receiver, StreamingHubClientOptions options, IStreamingHubClientFactoryProvider? factoryProvider = null,
                    CancellationToken cancellationToken = default) where TStreamingHub : IStreamingHub<TStreamingHub, TReceiver> => null!;
            }
        }
        """;

    private const string ServiceModelPrimitives = """
        namespace System.ServiceModel
        {
            [AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class)]
            public sealed class ServiceContractAttribute : Attribute { public string? Name { get; set; } }

            [AttributeUsage(AttributeTargets.Method)]
            public sealed class OperationContractAttribute : Attribute { }
        }
        """;

    private const string ServiceModelGrpcCore = """
        namespace ServiceModel.Grpc
        {
            public sealed class CallContext
            {
                public CallContext(Metadata? headers = null, DateTime? deadline = null, CancellationToken cancellationToken = default) { }
                public CallContext(CallOptions callOptions) { }
                public CallContext(ServerCallContext serverCallContext) { }
                public CallOptions? CallOptions => null;
                public ServerCallContext? ServerCallContext => null;
                public static implicit operator CallOptions(CallContext context) => default;
                public static implicit operator CallContext(CallOptions clientCallContext) => null!;
                public static implicit operator CallContext(ServerCallContext serverCallContext) => null!;
            }
        }

        namespace ServiceModel.Grpc.Filters
        {
            public interface IClientFilterContext
            {
                IMethod Method { get; }
                CallOptions CallOptions { get; }
                IServiceProvider ServiceProvider { get; }
                IDictionary<object, object> UserState { get; }
            }

            public interface IClientFilter
            {
                void Invoke(IClientFilterContext context, Action next);
                ValueTask InvokeAsync(IClientFilterContext context, Func<ValueTask> next);
            }

            public sealed class FilterRegistration<TFilter> where TFilter : class { }

            public sealed class FilterCollection<TFilter> : Collection<FilterRegistration<TFilter>> where TFilter : class
            {
                public FilterCollection<TFilter> Add(int order, TFilter filter) => null!;
                public FilterCollection<TFilter> Add(int order, Func<IServiceProvider, TFilter> factory) => null!;
            }
        }
        """;

    private const string ServiceModelGrpc = """
        namespace ServiceModel.Grpc.Configuration
        {
            public interface IMarshallerFactory { }
        }

        namespace ServiceModel.Grpc.Client
        {
            using ServiceModel.Grpc.Configuration;
            using ServiceModel.Grpc.Filters;

            public sealed class ServiceModelGrpcClientOptions
            {
                public IMarshallerFactory? MarshallerFactory { get; set; }
                public Func<CallOptions>? DefaultCallOptionsFactory { get; set; }
                public IServiceProvider? ServiceProvider { get; set; }
                public FilterCollection<IClientFilter> Filters => null!;
            }

            public interface IClientFactory
            {
                void AddClient<TContract>(Action<ServiceModelGrpcClientOptions>? configure = null) where TContract : class;
                TContract CreateClient<TContract>(ChannelBase channel) where TContract : class;
                TContract CreateClient<TContract>(CallInvoker callInvoker) where TContract : class;
            }

            public sealed class ClientFactory : IClientFactory
            {
                public ClientFactory(ServiceModelGrpcClientOptions? defaultOptions = null) { }
                public void AddClient<TContract>(Action<ServiceModelGrpcClientOptions>? configure = null) where TContract : class { }
                public TContract CreateClient<TContract>(ChannelBase channel) where TContract : class => null!;
                public TContract CreateClient<TContract>(CallInvoker callInvoker) where TContract : class => null!;
            }
        }
        """;

    private const string ServiceModelGrpcDependencyInjection = """
        namespace ServiceModel.Grpc.Client.DependencyInjection
        {
            using ServiceModel.Grpc.Client;

            public interface IChannelProvider { CallInvoker GetCallInvoker(IServiceProvider serviceProvider); }

            public static class ChannelProviderFactory
            {
                public static IChannelProvider Transient(Func<IServiceProvider, CallInvoker> provider) => null!;
                public static IChannelProvider Transient(Func<IServiceProvider, ChannelBase> provider) => null!;
                public static IChannelProvider Singleton(CallInvoker callInvoker) => null!;
                public static IChannelProvider Singleton(ChannelBase channel) => null!;
            }

            public interface IClientFactoryBuilder
            {
                IServiceCollection Services { get; }
                IClientFactoryBuilder ConfigureDefaultChannel(IChannelProvider callInvoker);
                IClientFactoryBuilder AddClient<TContract>(
                    Action<ServiceModelGrpcClientOptions, IServiceProvider>? configure = null, IChannelProvider? channel = null) where TContract : class;
            }

            public static class ClientServiceCollectionExtensions
            {
                public static IClientFactoryBuilder AddServiceModelGrpcClientFactory(
                    this IServiceCollection services, Action<ServiceModelGrpcClientOptions, IServiceProvider>? configure = null) => null!;
                public static IServiceCollection AddServiceModelGrpcClient<TContract>(
                    this IServiceCollection services, Action<ServiceModelGrpcClientOptions, IServiceProvider>? configure = null,
                    IChannelProvider? channel = null) where TContract : class => null!;
            }

            public static class HttpClientBuilderExtensions
            {
                public static IHttpClientBuilder ConfigureServiceModelGrpcClientCreator<TContract>(
                    this IHttpClientBuilder builder, Action<ServiceModelGrpcClientOptions, IServiceProvider>? configure = null) where TContract : class => null!;
            }
        }
        """;

    private const string MagicOnionServer = """
        namespace MagicOnion.Server
        {
            public abstract class ServiceBase<TServiceInterface> : IService<TServiceInterface> where TServiceInterface : IServiceMarker
            {
                TServiceInterface IService<TServiceInterface>.WithOptions(CallOptions option) => throw null!;
                TServiceInterface IService<TServiceInterface>.WithHeaders(Metadata headers) => throw null!;
                TServiceInterface IService<TServiceInterface>.WithDeadline(DateTime deadline) => throw null!;
                TServiceInterface IService<TServiceInterface>.WithCancellationToken(CancellationToken cancellationToken) => throw null!;
                TServiceInterface IService<TServiceInterface>.WithHost(string host) => throw null!;
            }

            public class ServiceContext { public ServerCallContext CallContext => null!; }

            public interface IMagicOnionServiceFilter { }

            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
            public abstract class MagicOnionFilterAttribute : Attribute, IMagicOnionServiceFilter { }

            public class MagicOnionOptions
            {
                public IList<object> GlobalFilters { get; set; } = null!;

                public IList<object> GlobalStreamingHubFilters { get; set; } = null!;
            }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class MagicOnionServicesExtensions
            {
                public static void AddMagicOnion(this IServiceCollection services, Action<MagicOnion.Server.MagicOnionOptions>? configure = null) { }
            }
        }

        namespace MagicOnion.Server.Hubs
        {
            public abstract class StreamingHubBase<THubInterface, TReceiver> : ServiceBase<THubInterface> where THubInterface : IStreamingHub<THubInterface, TReceiver>
            {
                public ServiceContext Context => null!;
                public THubInterface FireAndForget() => throw null!;
                public Task DisposeAsync() => null!;
                public Task WaitForDisconnect() => null!;
            }
        }

        namespace Microsoft.AspNetCore.Builder
        {
            public static class MagicOnionEndpointRouteBuilderExtensions
            {
                public static IEndpointConventionBuilder MapMagicOnionService(this Routing.IEndpointRouteBuilder builder) => null!;
                public static IEndpointConventionBuilder MapMagicOnionService<T>(this Routing.IEndpointRouteBuilder builder) where T : class, MagicOnion.IServiceMarker => null!;
                public static IEndpointConventionBuilder MapMagicOnionService(this Routing.IEndpointRouteBuilder builder, params Type[] serviceTypes) => null!;
                public static IEndpointConventionBuilder MapMagicOnionService(this Routing.IEndpointRouteBuilder builder, params System.Reflection.Assembly[] searchAssemblies) => null!;
            }
        }
        """;

    /// <summary>The assemblies, each under its name. Made once.</summary>
    internal static readonly ImmutableArray<MetadataReference> References = Build();

    private static ImmutableArray<MetadataReference> Build()
    {
        var made = new List<MetadataReference>();
        foreach (var (name, source) in new[]
        {
            ("MagicOnion.Abstractions", MagicOnionAbstractions), ("MagicOnion.Client", MagicOnionClient), ("MagicOnion.Server", MagicOnionServer),
            ("System.ServiceModel.Primitives", ServiceModelPrimitives), ("ServiceModel.Grpc.Core", ServiceModelGrpcCore),
            ("ServiceModel.Grpc", ServiceModelGrpc), ("ServiceModel.Grpc.Client.DependencyInjection", ServiceModelGrpcDependencyInjection),
        })
        {
            var compilation = CSharpCompilation.Create(
                name, [CSharpSyntaxTree.ParseText(Usings + source)], [.. CompileReferences.Framework, .. CompileReferences.Grpc, .. made],
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            using var image = new MemoryStream();
            var emitted = compilation.Emit(image);
            Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
            made.Add(MetadataReference.CreateFromImage(image.ToArray()));
        }

        return [.. made];
    }
}
