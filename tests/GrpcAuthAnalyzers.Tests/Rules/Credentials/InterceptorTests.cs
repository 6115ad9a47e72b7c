using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Which interceptors add a credential, and which only look as if.</summary>
public sealed class InterceptorTests
{
    private const string Signature = "AsyncUnaryCall<R> AsyncUnaryCall<Q, R>(Q request, ClientInterceptorContext<Q, R> context, AsyncUnaryCallContinuation<Q, R> next)";

    private const string Types = $$"""
        using Grpc.Core.Interceptors;

        public sealed class Empty : Interceptor;

        public sealed class Deadline : Interceptor
        {
            public override {{Signature}} => next(request, new(context.Method, context.Host, context.Options.Deadline is null ? context.Options.WithDeadline(DateTime.UtcNow) : context.Options));
        }

        public sealed class Handled(Action<string> log) : Interceptor
        {
            public override {{Signature}}
            {
                var call = next(request, context);
                return new AsyncUnaryCall<R>(Handle(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
            }

            private async Task<R> Handle<R>(Task<R> response)
            {
                try { return await response; }
                catch (RpcException e) { log(e.Status.Detail); throw; }
            }
        }

        public sealed class Copied : Interceptor
        {
            public override {{Signature}}
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);
                headers.Add("x-correlation", "1");
                return next(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }
        }

        public abstract class Filling : Interceptor
        {
            protected abstract void Fill(Metadata headers);

            public override {{Signature}}
            {
                var headers = context.Options.Headers ?? new();
                Fill(headers);
                return next(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }
        }

        public sealed class Tenant : Filling { protected override void Fill(Metadata headers) => headers.Add("x-tenant", "a"); }

        public sealed class Token : Filling { protected override void Fill(Metadata headers) => headers.Add("authorization", Environment.MachineName); }

        public sealed class Fixed : Interceptor
        {
            private readonly CallOptions _options = new(deadline: DateTime.MaxValue);
            public override {{Signature}} => next(request, new(context.Method, context.Host, _options));
        }

        public static class Contexts
        {
            public static ClientInterceptorContext<Q, R> WithTrace<Q, R>(this ClientInterceptorContext<Q, R> context) where Q : class where R : class
            {
                var options = context.Options;
                var headers = options.Headers ?? new();
                headers.Add("x-trace", "1");
                return new(context.Method, context.Host, options.WithHeaders(headers));
            }
        }

        public sealed class Traced : Interceptor { public override {{Signature}} => next(request, context.WithTrace()); }

        public class Generic<T> : Interceptor { public override {{Signature}} => next(request, context); }


        """;

    [Theory]
    [InlineData("new Empty()")]
    [InlineData("new Deadline(), new Handled(Console.WriteLine)")]
    [InlineData("new Interceptor[] { new Deadline(), new Empty() }")]
    [InlineData("[new Deadline()]")]
    [InlineData("Array.Empty<Interceptor>()")]
    [InlineData("")]
    [InlineData("new Copied()")]
    [InlineData("new Tenant()")]
    [InlineData("new Fixed()")]
    [InlineData("new Traced()")]
    [InlineData("new Generic<int>()")]
    [InlineData("m => m")]
    [InlineData("delegate(Metadata m) { m.Add(\"x-a\", \"b\"); return m; }")]
    [InlineData("m => { m.Remove(new Metadata.Entry(\"authorization\", \"\")); return m; }")]
    [InlineData("m => { if (!m.Contains(new Metadata.Entry(\"authorization\", \"\"))) m.Add(\"x-a\", \"b\"); return m; }")]
    [InlineData("Copy")]
    [InlineData("list")]
    public Task An_interceptor_that_adds_no_credential(string interceptor) => Verify.Reports(Types + $$"""
        public static class Program
        {
            public static void Run()
            {
                Interceptor[] list = { new Deadline(), new Empty() };
                list[0] = new Handled(_ => { });
                {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com").Intercept({{interceptor}})).GetOrder|}(new OrderRequest());
                Metadata Copy(Metadata m) { var copy = new Metadata(); foreach (var entry in m) copy.Add(entry); copy.Add("x-a", "1"); return copy; }
            }
        }
        """);

    [Theory]
    [InlineData("new Token()")]
    [InlineData("new Empty(), new Token()")]
    [InlineData("list")]
    [InlineData("filled")]
    [InlineData("Attach")]
    [InlineData("m => { var copy = new Metadata { { \"authorization\", Environment.MachineName } }; foreach (var entry in m) copy.Add(entry); return copy; }")]
    [InlineData("[.. list]")]
    [InlineData("given ?? new Empty()")]
    public Task An_interceptor_that_adds_a_credential_or_may(string interceptor) => Verify.Silent(Types + $$"""
        public static class Program
        {
            public static void Run(Interceptor? given)
            {
                var list = new Interceptor[1];
                list[0] = new Token();
                var filled = new Interceptor[2];
                Fill(filled);
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com").Intercept({{interceptor}})).GetOrder(new OrderRequest());

                void Fill(Interceptor[] all) { all[0] = new Empty(); all[1] = new Token(); }
                Metadata Attach(Metadata m) { Put(m); return m; }
                void Put(Metadata m) => m.Add("authorization", Environment.MachineName);
            }
        }
        """);

    [Theory]
    [InlineData("(CallOptions options)", "next(request, new(context.Method, context.Host, options))")]
    [InlineData("(ISource source)", "next(request, new(context.Method, context.Host, source.Options()))")]
    [InlineData("(ISource source)", "next(request, source.Context<Q, R>())")]
    [InlineData("(Action<Metadata> fill)", "Filled(fill, context, request, next)")]
    [InlineData("(Metadata.Entry entry)", "Added(entry, context, request, next)")]
    [InlineData("(Interceptor inner)", "inner.AsyncUnaryCall(request, context, next)")]
    [InlineData("", "Signed(new Signer(context.Options.Headers!), context, request, next)")]
    public Task An_interceptor_that_takes_what_it_adds_from_code_that_cannot_be_seen(string parameters, string body) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public interface ISource
        {
            CallOptions Options();
            ClientInterceptorContext<Q, R> Context<Q, R>() where Q : class where R : class;
        }

        public sealed class Signer(Metadata headers) { public void Sign() => headers.Add("authorization", Environment.MachineName); }

        public sealed class Auth{{parameters}} : Interceptor
        {
            public override {{Signature}} => {{body}};

            private static AsyncUnaryCall<R> Filled<Q, R>(Action<Metadata> fill, ClientInterceptorContext<Q, R> context, Q request, AsyncUnaryCallContinuation<Q, R> next) where Q : class where R : class
            {
                var headers = new Metadata();
                fill(headers);
                return next(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }

            private static AsyncUnaryCall<R> Added<Q, R>(Metadata.Entry entry, ClientInterceptorContext<Q, R> context, Q request, AsyncUnaryCallContinuation<Q, R> next) where Q : class where R : class
            {
                context.Options.Headers!.Add(entry);
                return next(request, context);
            }

            private static AsyncUnaryCall<R> Signed<Q, R>(Signer signer, ClientInterceptorContext<Q, R> context, Q request, AsyncUnaryCallContinuation<Q, R> next) where Q : class where R : class
            {
                signer.Sign();
                return next(request, context);
            }
        }

        public static class Program
        {
            public static void Run(Auth auth, CallOptions options, ISource source, Action<Metadata> fill, Metadata.Entry entry, Interceptor inner) =>
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com").Intercept(new Auth({{Argument(parameters)}}))).GetOrder(new OrderRequest());
        }
        """);

    private static string Argument(string parameters) => parameters.Length == 0 ? "" : parameters.Trim('(', ')').Split(' ')[^1];

    [Fact]
    public Task An_interceptor_in_parts_with_a_helper_type() => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public sealed partial class Auth : Interceptor
        {
            {{EveryKind.Overrides}} => Changes.Apply(context);
        }

        public sealed partial class Auth
        {
            private static class Changes
            {
                public static ClientInterceptorContext<Q, R> Apply<Q, R>(ClientInterceptorContext<Q, R> context) where Q : class where R : class
                {
                    var headers = new Metadata();
                    {{EveryKind.Copy}}
                    return new(context.Method, context.Host, Signed());
                    CallOptions Signed() => context.Options.WithHeaders(Fill(headers));
                }

                private static Metadata Fill(Metadata headers) { Put(headers); return headers; }

                private static void Put(ICollection<Metadata.Entry> entries) => entries.Add(new(Key, Environment.MachineName));
            }

            private const string Key = "x-api-key";
        }

        public static class Program
        {
            public static void Run() => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com").Intercept(new Auth())).GetOrder(new OrderRequest());
        }
        """);
}
