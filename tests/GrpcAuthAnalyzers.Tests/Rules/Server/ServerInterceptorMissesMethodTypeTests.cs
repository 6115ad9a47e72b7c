using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class ServerInterceptorMissesMethodTypeTests
{
    private const string Mapped = "app.MapGrpcService<TrackingService>();";
    private const string Added = "builder.Services.AddGrpc(options => options.Interceptors.Add<KeyInterceptor>());";

    private const string Message = "'KeyInterceptor' checks the credential in 'UnaryServerHandler' and not in 'DuplexStreamingServerHandler', so 'TrackingService.TrackOrders' is open";

    private const string Tracking = """
        public sealed class TrackingService : Orders.OrdersBase
        {
            public override async Task TrackOrders(IAsyncStreamReader<OrderRequest> requests, IServerStreamWriter<Order> answers, ServerCallContext context)
            {
                while (await requests.MoveNext(context.CancellationToken))
                    await answers.WriteAsync(new Order { Id = requests.Current.Id });
            }
        }
        """;

    private const string Unary = """
            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                return await continuation(request, context);
            }
        """;

    private const string Check = """
            private static void Check(ServerCallContext context)
            {
                if (!Keys.AreKnown(context.RequestHeaders.GetValue("x-api-key")))
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "no key"));
            }
        }

        public static class Keys
        {
            public static bool AreKnown(string? key) => key is { Length: > 20 };
        }
        """;

    [Fact]
    public Task A_check_in_the_unary_handler_only() => Verify.Reports(
        Program(Reported(Unary, Check)), severity: DiagnosticSeverity.Warning, message: Message);

    [Fact]
    public Task A_check_in_the_handler_itself() => Verify.Reports(Program(Reported("""
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                if (context.RequestHeaders.Get("authorization") is null)
                    throw new RpcException(new Status(StatusCode.PermissionDenied, ""));

                return continuation(request, context);
            }
        }
        """)), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) { context.Status = new Status(StatusCode.Unauthenticated, \"\"); return default!; } return await continuation(request, context);")]
    [InlineData("if (!Check(context)) return default!; return await continuation(request, context);")]
    [InlineData("if (context.RequestHeaders.GetValue(options.Value.HeaderName) is null) throw new RpcException(new Status(StatusCode.Unauthenticated, \"\")); return await continuation(request, context);")]
    [InlineData("if (context.RequestHeaders.Get(_header) is null) throw new RpcException(new Status(StatusCode.PermissionDenied, \"\")); return await continuation(request, context);")]
    public Task A_status_that_is_set_and_a_header_from_options(string body) => Verify.Reports(
        "using Microsoft.Extensions.Options;\n" + Program(WithOptions("{|GRPCAUTH6007:KeyInterceptor|}", body)), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") is null) context.Status = new Status(StatusCode.Unauthenticated, \"\"); return await continuation(request, context);")]
    [InlineData("var answer = await continuation(request, context); if (context.RequestHeaders.GetValue(\"x-api-key\") is null) { context.Status = new Status(StatusCode.Internal, \"\"); return answer; } return answer;")]
    [InlineData("if (context.RequestHeaders.GetValue(options.Value.HeaderName) is null) throw new RpcException(new Status(StatusCode.InvalidArgument, \"\")); return await continuation(request, context);")]
    public Task A_status_that_is_set_by_a_call_that_goes_on_and_other_headers_are_silent(string body) =>
        Verify.Silent("using Microsoft.Extensions.Options;\n" + Program(WithOptions("KeyInterceptor", body)));

    private static string WithOptions(string name, string body) => $$"""
        public sealed class {{name}}(IOptions<KeyOptions> options) : Grpc.Core.Interceptors.Interceptor
        {
            private readonly string _header = options.Value.HeaderName;

            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                await Task.Yield();
                {{body}}
            }

            public bool Check(ServerCallContext context)
            {
                if (context.RequestHeaders.GetValue(_header) is { Length: > 20 })
                    return true;

                context.Status = new Status(StatusCode.Unauthenticated, "no key");
                return false;
            }
        }

        public sealed class KeyOptions { public string HeaderName { get; set; } = "x-api-key"; }
        """;

    [Fact]
    public Task An_override_that_only_logs_is_open() => Verify.Reports(Program(Reported(Unary, """

            public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
                IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
                DuplexStreamingServerMethod<TRequest, TResponse> continuation)
            {
                await continuation(requestStream, responseStream, context);
            }

        """, Check)), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_check_of_a_base_class() => Verify.Reports(Program("""
        public abstract class Guard : Grpc.Core.Interceptors.Interceptor
        {
        """ + Unary + Check + """
        public sealed class {|GRPCAUTH6007:KeyInterceptor|} : Guard;
        """), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("app.MapGrpcService<OrderService>();", "")]
    [InlineData("", "")]
    public Task Without_a_visible_streaming_method_it_is_information(string map, string more) => Verify.Reports(
        Servers.With(Added, map, Reported(Unary, Check) + more), severity: DiagnosticSeverity.Info,
        message: "'KeyInterceptor' checks the credential in 'UnaryServerHandler' and not in 'ClientStreamingServerHandler'");

    [Fact]
    public Task A_check_for_some_methods_is_information() => Verify.Reports(Program(Reported("""
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                if (context.Method.EndsWith("/GetOrder") && context.RequestHeaders.Get("authorization") is null)
                    throw new RpcException(new Status(StatusCode.Unauthenticated, ""));

                return continuation(request, context);
            }
        }
        """)), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("logger.LogInformation(context.Method); return await continuation(request, context);")]
    [InlineData("try { return await continuation(request, context); } catch (UnauthorizedAccessException) { var key = context.RequestHeaders.Get(\"authorization\"); throw new RpcException(new Status(StatusCode.Unauthenticated, key is null ? \"none\" : \"bad\")); }")]
    [InlineData("if (context.RequestHeaders.Get(\"x-request-id\") is null) throw new RpcException(new Status(StatusCode.InvalidArgument, \"\")); return await continuation(request, context);")]
    public Task Interceptors_that_refuse_nobody_are_silent(string body) => Verify.Silent(Program($$"""
        public sealed class KeyInterceptor(ILogger<KeyInterceptor> logger) : Grpc.Core.Interceptors.Interceptor
        {
            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                logger.LogDebug("call");
                {{body}}
            }
        }
        """));

    [Fact]
    public Task For_a_service_of_unary_methods_it_is_silent() => Verify.Silent(Servers.With(
        "builder.Services.AddGrpc().AddServiceOptions<OrderService>(options => options.Interceptors.Add<KeyInterceptor>());",
        "app.MapGrpcService<OrderService>();" + Mapped, Plain(Unary, Check) + Tracking));

    [Theory]
    [InlineData("app.MapGrpcService<TrackingService>().RequireAuthorization();", "")]
    [InlineData("app.UseMiddleware<TokenMiddleware>(); app.MapGrpcService<TrackingService>();", "public sealed class TokenMiddleware(RequestDelegate next) { public Task InvokeAsync(HttpContext context) => context.Request.Headers.Authorization.Count == 0 ? Task.CompletedTask : next(context); }")]
    public Task A_service_that_is_protected_in_another_way_is_silent(string map, string more) => Verify.Silent(
        Servers.With(Added + Servers.Bearer, map, Plain(Unary, Check) + Tracking.Replace("public sealed class T", "[Authorize] public sealed class T") + more));

    [Fact]
    public Task Another_interceptor_for_streams_is_silent() => Verify.Silent(Servers.With(
        "builder.Services.AddGrpc(options => { options.Interceptors.Add<KeyInterceptor>(); options.Interceptors.Add<StreamInterceptor>(); });", Mapped,
        Plain(Unary, Check) + Tracking + """
        public sealed class StreamInterceptor : Grpc.Core.Interceptors.Interceptor
        {
            public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
                IAsyncStreamReader<TRequest> requests, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                return continuation(requests, context);
            }

            public override Task ServerStreamingServerHandler<TRequest, TResponse>(
                TRequest request, IServerStreamWriter<TResponse> answers, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                return continuation(request, answers, context);
            }

            public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
                IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> answers, ServerCallContext context,
                DuplexStreamingServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                return continuation(requests, answers, context);
            }

            private static void Check(ServerCallContext context)
            {
                if (!Keys.AreKnown(context.RequestHeaders.GetValue("x-api-key")))
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "no key"));
            }
        }
        """));

    [Fact]
    public Task An_override_that_may_check_is_silent() => Verify.Silent(Program(Plain(Unary, string.Concat(
        Stream("Task<TResponse> ClientStreamingServerHandler", "IAsyncStreamReader<TRequest> requests", "ClientStreamingServerMethod", "requests"),
        Stream("Task ServerStreamingServerHandler", "TRequest request, IServerStreamWriter<TResponse> answers", "ServerStreamingServerMethod", "request, answers"),
        Stream("Task DuplexStreamingServerHandler", "IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> answers", "DuplexStreamingServerMethod", "requests, answers")),
        Check)));

    private static string Stream(string declaration, string first, string method, string arguments) => $$"""

            public override {{declaration}}<TRequest, TResponse>(
                {{first}}, ServerCallContext context, {{method}}<TRequest, TResponse> continuation)
            {
                Audit.Note(context);
                return continuation({{arguments}}, context);
            }

        """;

    private static string Program(string types) => Servers.With(Added, Mapped, types + Tracking + "public static class Audit { public static void Note(ServerCallContext context) { } }");

    private static string Reported(params string[] members) => Plain(members).Replace("KeyInterceptor ", "{|GRPCAUTH6007:KeyInterceptor|} ");

    private static string Plain(params string[] members) => "public sealed class KeyInterceptor : Grpc.Core.Interceptors.Interceptor\n{\n" + string.Concat(members);
}
