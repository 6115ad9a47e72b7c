using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Rules.Credentials.InterceptorLosesHeadersTests;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class InterceptorLosesHeadersSilentTests
{
    [Theory]
    [InlineData("return new(context.Method, context.Host, context.Options.WithHeaders(new Metadata()));")]
    [InlineData("return new(context.Method, context.Host, context.Options.WithCredentials(null));")]
    [InlineData("return new(context.Method, context.Host, context.Options.WithCredentials(Read() == \"\" ? null : _credentials));")]
    public Task What_is_meant_to_be_taken_away(string statements) => Verify.Silent(Interceptor(statements));

    [Theory]
    [InlineData("var headers = new Metadata(); foreach (var entry in context.Options.Headers ?? new Metadata()) headers.Add(entry); headers.Add(\"authorization\", Read()); return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("var all = context.Options.Credentials is { } own ? CallCredentials.Compose(own, _credentials) : _credentials; return new(context.Method, context.Host, context.Options.WithCredentials(all));")]
    [InlineData("return new(context.Method, context.Host, new CallOptions(Copy(context.Options.Headers), context.Options.Deadline, credentials: context.Options.Credentials)); Metadata Copy(Metadata? old) { var copy = new Metadata { { \"authorization\", Read() } }; foreach (var entry in old ?? new Metadata()) copy.Add(entry); return copy; }")]
    [InlineData("if (context.Options.Headers == null) context = new(context.Method, context.Host, context.Options.WithHeaders(new Metadata())); context.Options.Headers!.Add(\"x-tenant\", Read()); return new(context.Method, context.Host, context.Options.WithCredentials(context.Options.Credentials ?? _credentials));")]
    public Task What_the_call_came_with_is_carried_over(string statements) => Verify.Silent(Interceptor(statements));

    [Theory]
    [InlineData("var headers = new Metadata { { \"authorization\", Read() } }; Unseen.Fill(headers); return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("return new(context.Method, context.Host, Unseen.Shared);")]
    [InlineData("return new(context.Method, context.Host, new OptionsFactory().Create(context.Options));")]
    [InlineData("return new(context.Method, context.Host, Made(new OptionsFactory())); CallOptions Made(OptionsFactory factory) => factory.Options.WithHeaders(new Metadata { { \"authorization\", Read() } });")]
    [InlineData("return new(context.Method, context.Host, Read() == \"\" ? context.Options : Unseen.Secure(context.Options));")]
    [InlineData("Unseen.Shared.Headers!.Add(\"authorization\", Read()); return new(context.Method, context.Host, Unseen.Secure(context.Options));")]
    [InlineData("Unseen.Headers().Add(\"authorization\", Read()); return new(context.Method, context.Host, Unseen.Secure(context.Options));")]
    [InlineData("var headers = Read() == \"\" ? context.Options.Headers! : Unseen.Headers(); headers.Add(\"authorization\", Read()); return new(context.Method, context.Host, Unseen.Secure(context.Options));")]
    [InlineData("context = Unseen.Prepare(context); context.Options.Headers!.Add(\"authorization\", Read()); return context;")]
    [InlineData("var headers = context.Options.Headers; if (headers is null) throw new InvalidOperationException(); if (headers.Get(\"authorization\") is null) headers.Add(\"authorization\", Read()); return context;")]
    [InlineData("var headers = context.Options.Headers ?? new Metadata(); if (!headers.Any(h => h.Key == \"authorization\")) headers.Add(\"authorization\", Read()); return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("var headers = context.Options.Headers ?? new Metadata(); headers.Remove(headers.First(h => h.Key == \"authorization\")); headers.Add(\"authorization\", Read()); return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("var headers = context.Options.Headers ?? new Metadata(); headers.Add(\"x-tenant\", Read()); return new(context.Method, context.Host, context.Options.WithHeaders(headers).WithCredentials(Own(context.Options.Credentials)));  CallCredentials Own(CallCredentials? own) => own ?? _credentials;")]
    [InlineData("context.Options.Headers?.Add(\"x-correlation-id\", Read()); return new(context.Method, context.Host, Unseen.Secure(context.Options));")]
    [InlineData("context.Options.Headers?.Add(Read(), Read()); return new(context.Method, context.Host, Unseen.Secure(context.Options));")]
    [InlineData("return new(context.Method, context.Host, Unseen.Secure(context.Options).WithHeaders(new Metadata { { \"authorization\", Read() } }));")]
    [InlineData("return new(context.Method, context.Host, context.Options.WithHeaders(Unseen.Headers()).WithCredentials(Unseen.Own(context)));")]
    [InlineData("var headers = context.Options.Headers ?? new Metadata(); foreach (var entry in headers) Console.WriteLine(entry.Key); headers.Add(\"authorization\", Read()); return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("ArgumentNullException.ThrowIfNull(context.Options.Headers); context.Options.Headers.Add(\"authorization\", Read()); return context;")]
    [InlineData("Func<CallOptions, CallOptions> change = options => options; return new(context.Method, context.Host, change(context.Options).WithHeaders(new Metadata { { \"authorization\", Read() } }));")]
    public Task What_may_have_been_seen_to_elsewhere(string statements) => Verify.Silent(Interceptor(statements), new Setup
    {
        Library = """
            namespace Acme.Shared
            {
                using Grpc.Core;
                using Grpc.Core.Interceptors;

                public sealed class OptionsFactory
                {
                    public CallOptions Options { get; set; }

                    public CallOptions Create(CallOptions options) => options;
                }

                public static class Unseen
                {
                    public static ClientInterceptorContext<TRequest, TResponse> Prepare<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context) where TRequest : class where TResponse : class => context;

                    public static CallCredentials Own<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context) where TRequest : class where TResponse : class => context.Options.Credentials!;

                    public static CallOptions Secure(CallOptions options) => options;

                    public static Metadata Headers() => new();

                    public static CallOptions Shared { get; set; }

                    public static void Fill(Metadata headers) => headers.Add("x-tenant", "a");
                }
            }
            """,
        Documents = [("Usings.cs", "global using Acme.Shared;\n")],
    });

    [Fact]
    public Task Options_for_another_call_than_the_one_that_goes_on() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public sealed class LogInterceptor(Accounts.AccountsClient accounts) : Interceptor
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
    public Task Options_that_are_made_elsewhere_are_not_reported_in_the_interceptor() => Verify.Silent(
        Interceptor("return new(context.Method, context.Host, Defaults.Options);") + """

        public static class Defaults
        {
            public static readonly CallOptions Options = new(deadline: DateTime.MaxValue);
        }
        """);

    [Fact]
    public Task A_method_of_another_document_is_not_reported_from_here() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public sealed partial class TokenInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, Changed(context.Options)));
        }
        """, Setup.Usual with
    {
        Documents = [("/0/TokenInterceptor.Options.cs", "partial class TokenInterceptor { private static CallOptions Changed(CallOptions options) => new CallOptions(deadline: options.Deadline); }")],
    });

    [Fact]
    public Task An_interceptor_that_answers_by_itself() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public sealed class FakeInterceptor : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                Seen = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, new CallOptions(new Metadata { { "authorization", Environment.MachineName } }));
                return null!;
            }

            public object? Seen { get; set; }
        }
        """);

    [Fact]
    public Task A_function_over_metadata_gets_headers_that_are_never_null() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public static class Invokers
        {
            public static CallInvoker Of(GrpcChannel channel) => channel.Intercept(metadata =>
            {
                metadata.Add("authorization", Environment.MachineName);
                return metadata;
            });
        }
        """);

    [Fact]
    public Task A_protected_method_may_get_another_context() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public abstract class LogInterceptor : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                if (context.Method.Type == MethodType.Unary)
                    AddTo(context);
                return continuation(request, context);
            }

            protected void AddTo<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context) where TRequest : class where TResponse : class =>
                context.Options.Headers?.Add("authorization", Environment.MachineName);
        }
        """);

    [Fact]
    public Task Code_that_does_not_compile() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public sealed class TokenInterceptor : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                context.Options.Headers?.Add(
        """, new Setup { CompilerErrors = true });
}
