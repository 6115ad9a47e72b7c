using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules;

/// <summary>The rules about interceptors agree on what lets the call go on: the delegate of gRPC, and the methods of gRPC's own base class.</summary>
public sealed class ContinuationTests
{
    [Theory]
    [InlineData("return continuation(request, context);")]
    [InlineData("return continuation.Invoke(request, context);")]
    [InlineData("var next = continuation; return next(request, context);")]
    [InlineData("var next = continuation; var last = next; return last.Invoke(request, context);")]
    [InlineData("return base.AsyncUnaryCall(request, context, continuation);")]
    [InlineData("var next = continuation; return base.AsyncUnaryCall(request, context, next);")]
    [InlineData("return continuation(context: context, request: request);")]
    public Task A_kind_of_call_that_goes_on_as_it_is(string statements) =>
        Verify.Reports(Unary("public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor", statements));

    [Theory]
    [InlineData("return Go(request, context, continuation);")]
    [InlineData("var next = continuation; next = Wrap(next); return next(request, context);")]
    [InlineData("var next = Wrap(continuation); return next(request, context);")]
    [InlineData("_seen = continuation; return continuation(request, context);")]
    public Task A_kind_of_call_whose_continuation_is_handed_on_may_get_a_credential_there(string statements) =>
        Verify.Silent(Unary("public sealed class TokenInterceptor : Interceptor", statements));

    [Theory]
    [InlineData("return continuation(request, context);")]
    [InlineData("return continuation.Invoke(request, context);")]
    [InlineData("var next = continuation; return next(request, context);")]
    [InlineData("return base.AsyncUnaryCall(request, context, continuation);")]
    public Task A_failure_after_which_the_call_goes_on(string statements) =>
        Verify.Reports(Failing("Interceptor", "{|GRPCAUTH1010:catch (InvalidOperationException)|}", statements));

    [Theory]
    [InlineData("Interceptor", "return Go(request, context, continuation);")]
    [InlineData("Interceptor", "FailedContinuation failed = Fail; failed(); return continuation(request, context);")]
    [InlineData("Company", "return base.AsyncUnaryCall(request, context, continuation);")]
    public Task A_failure_after_which_other_code_decides(string type, string statements) =>
        Verify.Reports(Failing(type, "catch (InvalidOperationException)", statements));

    [Theory]
    [InlineData("base.AsyncUnaryCall(request, changed, continuation)", "Interceptor")]
    [InlineData("continuation.Invoke(request, changed)", "Interceptor")]
    [InlineData("base.AsyncUnaryCall(request, changed, continuation)", "Plain")]
    public Task Headers_that_are_lost_on_the_way_on(string goesOn, string type) =>
        Verify.Reports(Losing(type, goesOn, "{|GRPCAUTH1008:new CallOptions(new Metadata { { \"x-tenant\", \"a\" } })|}"), new Setup { Library = Library });

    [Fact]
    public Task A_base_class_of_another_assembly_may_bring_the_headers_back() => Verify.Silent(
        Losing("Acme.Shared.CompanyInterceptor", "base.AsyncUnaryCall(request, changed, continuation)", "new CallOptions(new Metadata { { \"x-tenant\", \"a\" } })"),
        new Setup { Library = Library });

    private const string Library = """
        using Grpc.Core.Interceptors;

        namespace Acme.Shared
        {
            public abstract class CompanyInterceptor : Interceptor
            {
                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                    TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                    continuation(request, context);
            }
        }
        """;

    private const string Signature = """
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        """;

    private const string Helpers = """

            private object? _seen;

            public object? Seen => _seen;

            private static AsyncUnaryCall<TResponse> Go<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, Interceptor.AsyncUnaryCallContinuation<TRequest, TResponse> next)
                where TRequest : class
                where TResponse : class => next(request, WithToken(context));

            private static Interceptor.AsyncUnaryCallContinuation<TRequest, TResponse> Wrap<TRequest, TResponse>(Interceptor.AsyncUnaryCallContinuation<TRequest, TResponse> next)
                where TRequest : class
                where TResponse : class => (request, context) => next(request, WithToken(context));

        """;

    private static string Unary(string declaration, string statements) =>
        InterceptorMissesCallKindTests.Usings + declaration + "\n{\n" + InterceptorMissesCallKindTests.Blocking + InterceptorMissesCallKindTests.Streaming
        + "\n    " + Signature + "\n    {\n        " + statements + "\n    }\n" + InterceptorMissesCallKindTests.Shared + Helpers + "}\n";

    private static string Failing(string type, string handler, string statements) => $$"""
        using Grpc.Core.Interceptors;

        public delegate void FailedContinuation();

        public abstract class Company(Action<Exception> fail) : Interceptor
        {
            {{Signature}}
            {
                fail(new InvalidOperationException());
                return continuation(request, context);
            }
        }

        public sealed class {|GRPCAUTH1005:TokenInterceptor|}(Func<string> read) : {{type}}{{(type == "Company" ? "(_ => { })" : "")}}
        {
            {{Signature}}
            {
                try
                {
                    var headers = new Metadata();
                    {{EveryKind.Copy}}
                    headers.Add("authorization", "Bearer " + read());
                    return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
                }
                {{handler}}
                {
                    {{statements}}
                }
            }

            private static void Fail() => throw new RpcException(Status.DefaultCancelled);

            private static AsyncUnaryCall<TResponse> Go<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next)
                where TRequest : class
                where TResponse : class => throw new RpcException(Status.DefaultCancelled);
        }
        """;

    private static string Losing(string type, string goesOn, string options) => $$"""
        using Grpc.Core.Interceptors;

        public abstract class Plain : Interceptor
        {
            {{Signature}} => continuation(request, context);
        }

        public sealed class TenantInterceptor : {{type}}
        {
            {{Signature}}
            {
                var changed = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, {{options}});
                return {{goesOn}};
            }
        }
        """;
}
