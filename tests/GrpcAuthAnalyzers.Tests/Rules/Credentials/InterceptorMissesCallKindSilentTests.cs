using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Rules.Credentials.InterceptorMissesCallKindTests;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class InterceptorMissesCallKindSilentTests
{
    private const string HandsOn = """

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                Console.WriteLine(context.Method.FullName);
                return continuation(request, context);
            }

        """;

    [Fact]
    public Task Every_kind_is_covered() => Silent("public sealed class TokenInterceptor : Interceptor\n{\n" + Blocking + AsyncUnary + Streaming + Shared + "}\n");

    [Fact]
    public Task The_base_class_covers_the_others() => Silent(
        "public abstract class TokenBase : Interceptor\n{\n" + AsyncUnary + Streaming + Shared + "}\n\npublic sealed class TokenInterceptor : TokenBase\n{\n" + Blocking + "}\n");

    [Fact]
    public Task An_abstract_class_is_not_finished() => Silent("public abstract class TokenBase : Interceptor\n{\n" + AsyncUnary + Shared + "}\n");

    [Fact]
    public Task An_interceptor_that_only_logs_adds_no_credential() => Silent("public sealed class LogInterceptor : Interceptor\n{\n" + HandsOn + "}\n");

    [Theory]
    [InlineData("x-correlation-id")]
    [InlineData("user-agent")]
    [InlineData("x-session-id")]
    [InlineData("cookie")]
    public Task Headers_that_are_no_secret_are_no_credential(string header) => Silent(
        "public sealed class HeaderInterceptor : Interceptor\n{\n" + AsyncUnary + Shared.Replace("\"authorization\"", "\"" + header + "\"") + "}\n");

    [Fact]
    public Task A_header_whose_name_is_not_known() => Silent(
        "public sealed class HeaderInterceptor : Interceptor\n{\n" + AsyncUnary + Shared.Replace("\"authorization\"", "Environment.MachineName") + "}\n");

    [Theory]
    [InlineData("new(context.Method, context.Host, new CallOptions(headers, credentials: context.Options.Credentials, cancellationToken: context.Options.Headers is null ? default : context.Options.CancellationToken))")]
    [InlineData("new(context.Method, context.Host, context.Options.WithHeaders(context.Options.Headers ?? headers).WithCredentials(context.Options.Credentials!))")]
    public Task Credentials_that_are_only_handed_on_are_none_of_its_own(string changed) => Silent($$"""
        public sealed class TraceInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata { { "x-trace", "1" } };
                return continuation(request, {{changed}});
            }
        }
        """);

    [Fact]
    public Task A_credential_of_another_call_is_not_that_of_the_call_that_goes_on() => Silent("""
        public sealed class AuditInterceptor(Accounts.AccountsClient accounts) : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                Console.WriteLine(accounts.Login(new LoginRequest(), new CallOptions(new Metadata { { "x-api-key", Environment.MachineName } })));
                return continuation(request, context);
            }
        }
        """);

    [Fact]
    public Task A_server_interceptor_is_not_asked_for_calls() => Silent("""
        public sealed class ServerSide : Interceptor
        {
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                context.ResponseTrailers.Add("authorization", "Bearer " + Environment.MachineName);
                return continuation(request, context);
            }
        }
        """);

    [Theory]
    [InlineData("throw new NotSupportedException()")]
    [InlineData("throw new RpcException(new Status(StatusCode.Unimplemented, \"no streams\"))")]
    [InlineData("_inner.AsyncDuplexStreamingCall(context, continuation)")]
    [InlineData("continuation(_change(context.Options) is var options ? new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options) : context)")]
    [InlineData("Go(context, continuation)")]
    public Task An_override_that_refuses_the_call_or_may_add_a_credential(string body) => Silent(
        "public sealed class TokenInterceptor : Interceptor\n{\n" + Blocking + AsyncUnary + Streaming.Replace(
            "AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>\n        continuation(WithToken(context));", "AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>\n        " + body + ";") + Shared + """

                private readonly Interceptor _inner = null!;
                private readonly Func<CallOptions, CallOptions> _change = null!;

                private static AsyncDuplexStreamingCall<TRequest, TResponse> Go<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
                    where TRequest : class
                    where TResponse : class => continuation(WithToken(context));
            }
            """);

    [Fact]
    public Task A_virtual_method_may_add_the_credential() => Silent("""
        public class TokenInterceptor : Interceptor
        {
            protected virtual ClientInterceptorContext<TRequest, TResponse> Prepare<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class
                where TResponse : class => context;

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, Prepare(context));
        }
        """);

    [Fact]
    public Task A_base_class_of_another_assembly_may_cover_the_others() => Verify.Silent(
        Usings + "public sealed class TokenInterceptor : Acme.Shared.CompanyInterceptor\n{\n" + AsyncUnary + Shared + "}\n",
        new Setup { Library = "namespace Acme.Shared { public abstract class CompanyInterceptor : Grpc.Core.Interceptors.Interceptor { } }" });

    [Fact]
    public Task A_class_that_has_the_names_but_is_no_interceptor() => Verify.Silent("""
        public abstract class Interceptor
        {
            public virtual string AsyncUnaryCall(Metadata headers) => "";
        }

        public sealed class TokenInterceptor : Interceptor
        {
            public override string AsyncUnaryCall(Metadata headers)
            {
                headers.Add("authorization", "Bearer " + Environment.MachineName);
                return "";
            }
        }
        """);

    [Fact]
    public Task Code_that_does_not_compile() => Verify.Silent(Usings + """
        public sealed class TokenInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        """, new Setup { CompilerErrors = true });

    private static Task Silent(string source) => Verify.Silent(Usings + source.Replace("{|#0:", "").Replace("{|#1:", "").Replace("|}", ""));
}
