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

        public sealed class Forwarding(CallInvoker other) : Interceptor { public override {{Signature}} => other.AsyncUnaryCall(context.Method, context.Host, context.Options, request); }

        public sealed class Repeated : Interceptor { public override {{Signature}} => next(request, new(context.Method, context.Host, context.Options.WithHeaders(context.Options.Headers!))); }
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
    [InlineData("new Forwarding(GrpcChannel.ForAddress(\"https://b.example.com\").CreateCallInvoker())")]
    [InlineData("new Repeated()")]
    [InlineData("new Interceptor[0]")]
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
    [InlineData("Console.WriteLine(list.Length);", true)]
    [InlineData("GC.KeepAlive(list);", true)]
    [InlineData("list[1] = new Handled(_ => { });", true)]
    [InlineData("var second = list; second[1] = new Deadline();", true)]
    [InlineData("list[1] = new Token();", false)]
    [InlineData("var second = list; second[1] = new Token();", false)]
    [InlineData("fill(list);", false)]
    [InlineData("list[1] = given;", false)]
    [InlineData("Array.Fill(list, given);", false)]
    public Task A_list_of_interceptors_that_code_changes(string statement, bool isReported)
    {
        var source = Types + $$"""
            public static class Program
            {
                public static void Run(Interceptor given, Action<Interceptor[]> fill)
                {
                    var list = new Interceptor[] { new Deadline(), new Empty() };
                    {{statement}}
                    CALL(new OrderRequest());
                }
            }
            """;
        const string Call = "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\").Intercept(list)).GetOrder";
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:" + Call + "|}")) : Verify.Silent(source.Replace("CALL", Call));
    }

    /// <summary>Of the metadata that a function returns only its own parameter is what it got from its caller.</summary>
    [Theory]
    [InlineData("Over(new Metadata { { \"authorization\", token } })", "public static CallInvoker Over(Metadata headers) => Channel.Intercept(_ => headers);", false)]
    [InlineData("Over(new Metadata { { \"authorization\", token } }, 1)", "public static CallInvoker Over(Metadata headers, int n) => Channel.Intercept(_ => headers);", false)]
    [InlineData("new Made(new Metadata { { \"authorization\", token } }).Over()", "private sealed class Made(Metadata headers) { public CallInvoker Over() => Channel.Intercept(_ => headers); }", false)]
    [InlineData("Over()", "public static CallInvoker Over() => Channel.Intercept(m => m);", true)]
    [InlineData("Over()", "public static CallInvoker Over() => Channel.Intercept(Same); private static Metadata Same(Metadata m) => m;", true)]
    [InlineData("Over()", "public static CallInvoker Over() => Channel.Intercept(m => { Metadata Copy() { var copy = new Metadata(); foreach (var entry in m) copy.Add(entry); return copy; } return Copy(); });", true)]
    public Task A_function_that_returns_metadata(string invoker, string member, bool isReported)
    {
        var source = $$"""
            using Grpc.Core.Interceptors;

            public static class Program
            {
                private static readonly GrpcChannel Channel = GrpcChannel.ForAddress("https://orders.example.com");

                {{member}}

                public static Order Run(string token) => CALL(new OrderRequest { Id = token });
            }
            """;
        var call = $"new Orders.OrdersClient({invoker}).GetOrder";
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:" + call + "|}")) : Verify.Silent(source.Replace("CALL", call));
    }

    [Theory]
    [InlineData("(CallOptions options)", "next(request, new(context.Method, context.Host, options))")]
    [InlineData("(ISource source)", "next(request, new(context.Method, context.Host, source.Options()))")]
    [InlineData("(ISource source)", "next(request, source.Context<Q, R>())")]
    [InlineData("(Action<Metadata> fill)", "Filled(fill, context, request, next)")]
    [InlineData("(Metadata.Entry entry)", "Added(entry, context, request, next)")]
    [InlineData("(Interceptor inner)", "inner.AsyncUnaryCall(request, context, next)")]
    [InlineData("(IHolder holder)", "next(request, new(context.Method, context.Host, holder.Options))")]
    [InlineData("(IHolder holder)", "next(request, new(context.Method, context.Host, holder.CallOptions))")]
    [InlineData("(IHolder holder)", "next(request, new(context.Method, context.Host, holder.Current))")]
    [InlineData("(IHolder holder)", "next(request, new(context.Method, context.Host, context.Options.WithHeaders(holder.Options.Headers!)))")]
    [InlineData("(IHolder holder)", "next(request, new(context.Method, context.Host, context.Options.WithHeaders(holder.CallOptions.Headers!)))")]
    [InlineData("(IHolder holder)", "next(request, new(context.Method, context.Host, context.Options.WithHeaders(holder.Headers)))")]
    [InlineData("(Metadata.Entry entry)", "Inserted(entry, context, request, next)")]
    [InlineData("", "Signed(new Signer(context.Options.Headers!), context, request, next)")]
    public Task An_interceptor_that_takes_what_it_adds_from_code_that_cannot_be_seen(string parameters, string body) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public interface ISource
        {
            CallOptions Options();
            ClientInterceptorContext<Q, R> Context<Q, R>() where Q : class where R : class;
        }

        public interface IHolder
        {
            CallOptions Options { get; }
            CallOptions CallOptions { get; }
            CallOptions Current { get; }
            Metadata Headers { get; }
        }
        public sealed class Signer(Metadata headers) { public void Sign() => headers.Add("authorization", Environment.MachineName); }

        public sealed class Auth{{parameters}} : Interceptor
        {
            public override {{Signature}} => {{body}};

            {{Helper(body)}}
        }

        public static class Program
        {
            public static void Run(Auth auth, CallOptions options, ISource source, Action<Metadata> fill, Metadata.Entry entry, Interceptor inner, IHolder holder) =>
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com").Intercept(new Auth({{Argument(parameters)}}))).GetOrder(new OrderRequest());
        }
        """);

    /// <summary>The method that the body calls; another one would count, too.</summary>
    private static string Helper(string body) => body[..body.IndexOf('(')] switch
    {
        "Filled" => Declared("Filled", "Action<Metadata> fill", "var headers = new Metadata(); fill(headers); return next(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));"),
        "Added" => Declared("Added", "Metadata.Entry entry", "context.Options.Headers!.Add(entry); return next(request, context);"),
        "Inserted" => Declared("Inserted", "Metadata.Entry entry", "context.Options.Headers!.Insert(0, entry); return next(request, context);"),
        "Signed" => Declared("Signed", "Signer signer", "signer.Sign(); return next(request, context);"),
        _ => "",
    };

    private static string Declared(string name, string parameter, string body) =>
        $"private static AsyncUnaryCall<R> {name}<Q, R>({parameter}, ClientInterceptorContext<Q, R> context, Q request, AsyncUnaryCallContinuation<Q, R> next) where Q : class where R : class {{ {body} }}";

    private static string Argument(string parameters) => parameters.Length == 0 ? "" : parameters.Trim('(', ')').Split(' ')[^1];

    [TheoryFromCSharp(14)]
    [InlineData("context.Options.WithHeaders()", false)]
    [InlineData("context.Options.WithCredentials()", false)]
    [InlineData("context.Options.WithTimeout()", true)]
    [InlineData("context.Options.WithHeaders(context.Options.Headers!.Signed())", false)]
    public Task An_interceptor_that_uses_an_extension(string options, bool isReported)
    {
        var source = $$"""
            using Grpc.Core.Interceptors;

            public static class Extensions
            {
                extension(CallOptions options)
                {
                    public CallOptions WithHeaders() => options.WithHeaders(new Metadata { { "authorization", Environment.MachineName } });
                    public CallOptions WithCredentials() => options.WithCredentials(CallCredentials.FromInterceptor((c, m) => Task.CompletedTask));
                    public CallOptions WithTimeout() => options.WithDeadline(DateTime.UtcNow.AddSeconds(1));
                }

                extension(Metadata headers)
                {
                    public Metadata Signed() { headers.Add("authorization", Environment.MachineName); return headers; }
                }
            }

            public sealed class Changing : Interceptor
            {
                {{EveryKind.Overrides}} => new(context.Method, context.Host, {{options}});
            }

            public static class Program
            {
                public static Order Run() => CALL(new OrderRequest());
            }
            """;
        const string Call = "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\").Intercept(new Changing())).GetOrder";
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:" + Call + "|}")) : Verify.Silent(source.Replace("CALL", Call));
    }

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
