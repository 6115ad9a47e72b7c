using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class ServerInterceptorMissesMethodTypeFixTests
{
    private const string Rest = """

            private static void Check(ServerCallContext context)
            {
                if (context.RequestHeaders.Get("authorization") is null)
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "no token"));
            }
        }
        """;

    [Fact]
    public Task The_missing_handlers_have_the_statements_of_the_unary_one() => Verify.Fixes(Program("""
            /// <inheritdoc/>
            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request,
                ServerCallContext context,
                UnaryServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                return await continuation(request, context).ConfigureAwait(false);
            }

        """, isReported: true), Program("""
            /// <inheritdoc/>
            public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request,
                ServerCallContext context,
                UnaryServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                return await continuation(request, context).ConfigureAwait(false);
            }

            /// <inheritdoc/>
            public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
                IAsyncStreamReader<TRequest> requestStream,
                ServerCallContext context,
                ClientStreamingServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                return await continuation(requestStream, context).ConfigureAwait(false);
            }

            /// <inheritdoc/>
            public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
                TRequest request,
                IServerStreamWriter<TResponse> responseStream,
                ServerCallContext context,
                ServerStreamingServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                await continuation(request, responseStream, context).ConfigureAwait(false);
            }

            /// <inheritdoc/>
            public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
                IAsyncStreamReader<TRequest> requestStream,
                IServerStreamWriter<TResponse> responseStream,
                ServerCallContext context,
                DuplexStreamingServerMethod<TRequest, TResponse> continuation)
            {
                Check(context);
                await continuation(requestStream, responseStream, context).ConfigureAwait(false);
            }

        """));

    [Theory]
    [InlineData("Check(context); return await continuation(request, context);", "async ")]
    [InlineData("Check(context); return continuation(request, context);", "")]
    [InlineData("Check(context); return base.UnaryServerHandler(request, context, continuation);", "")]
    public Task In_every_form_the_result_is_checked(string body, string modifier) => Verify.FixesAll(
        Program(Handler(body, modifier), isReported: true),
        Program(Handler(body, modifier) + $$"""

            public override {{modifier}}Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
                IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
            {
                {{body.Replace("request,", "requestStream,").Replace("Unary", "ClientStreaming")}}
            }

            public override {{modifier}}Task ServerStreamingServerHandler<TRequest, TResponse>(
                TRequest request,
                IServerStreamWriter<TResponse> responseStream,
                ServerCallContext context,
                ServerStreamingServerMethod<TRequest, TResponse> continuation)
            {
                {{body.Replace("return await", "await").Replace("request,", "request, responseStream,").Replace("Unary", "ServerStreaming")}}
            }

            public override {{modifier}}Task DuplexStreamingServerHandler<TRequest, TResponse>(
                IAsyncStreamReader<TRequest> requestStream,
                IServerStreamWriter<TResponse> responseStream,
                ServerCallContext context,
                DuplexStreamingServerMethod<TRequest, TResponse> continuation)
            {
                {{body.Replace("return await", "await").Replace("request,", "requestStream, responseStream,").Replace("Unary", "DuplexStreaming")}}
            }

        """));

    [Theory]
    [InlineData("Check(context); Console.WriteLine(request); return await continuation(request, context);")]
    [InlineData("Check(context); var answer = await continuation(request, context); return answer;")]
    [InlineData("if (context.RequestHeaders.Count > 0) { Check(context); return await continuation(request, context); } throw new RpcException(Status.DefaultCancelled);")]
    [InlineData("Check(context); Console.WriteLine(\"unary call\"); return await continuation(request, context);")]
    public Task A_handler_that_does_more_is_not_written_again(string body) => Verify.NotFixable(Program(Handler(body, "async "), isReported: true));

    private static string Handler(string body, string modifier) => $$"""
            public override {{modifier}}Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                {{body}}
            }

        """;

    private static string Program(string handlers, bool isReported = false) => Servers.With(
        "builder.Services.AddGrpc(options => options.Interceptors.Add<KeyInterceptor>());", "app.MapGrpcService<OrderService>();",
        "public sealed class " + (isReported ? "{|GRPCAUTH6007:KeyInterceptor|}" : "KeyInterceptor") + " : Grpc.Core.Interceptors.Interceptor\n{\n" + handlers + Rest);
}
