using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class ResultDiscardedFixTests
{
    [Theory]
    [InlineData("{|GRPCAUTH1006:options.WithHeaders(headers)|};", "options = options.WithHeaders(headers);")]
    [InlineData("_ = {|GRPCAUTH1006:options.WithCredentials(credentials)|}; // sends the token", "options = options.WithCredentials(credentials); // sends the token")]
    [InlineData("{|GRPCAUTH1006:options\n                .WithHeaders(headers)\n                .WithDeadline(DateTime.MaxValue)|};", "options = options\n                .WithHeaders(headers)\n                .WithDeadline(DateTime.MaxValue);")]
    [InlineData("if (headers.Count > 0) {|GRPCAUTH1006:options.WithHeaders(headers)|};", "if (headers.Count > 0) options = options.WithHeaders(headers);")]
    [InlineData("{|GRPCAUTH1006:Shared.WithHeaders(headers)|};", "Shared = Shared.WithHeaders(headers);")]
    [InlineData("{|GRPCAUTH1006:this._kept.WithHeaders(headers)|};", "this._kept = this._kept.WithHeaders(headers);")]
    public Task The_options_are_assigned(string before, string after) => Verify.Fixes(Gateway(before), Gateway(after));

    [Theory]
    [InlineData("{|GRPCAUTH1006:_fixed.WithHeaders(headers)|};")]
    [InlineData("{|GRPCAUTH1006:new CallOptions().WithHeaders(headers)|};")]
    [InlineData("{|GRPCAUTH1006:CallCredentials.Compose(credentials, credentials)|};")]
    [InlineData("{|GRPCAUTH1006:ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials)|};")]
    [InlineData("var unused = {|GRPCAUTH1006:options.WithHeaders(headers)|};")]
    [InlineData("Action later = () => {|GRPCAUTH1006:options.WithHeaders(headers)|};")]
    [InlineData("Action later = () => { {|GRPCAUTH1006:options.WithHeaders(headers)|}; };")]
    [InlineData("var last = options; {|GRPCAUTH1006:last.WithHeaders(headers)|};")]
    [InlineData("foreach (var each in new[] { options }) { {|GRPCAUTH1006:each.WithHeaders(headers)|}; Console.WriteLine(each); }")]
    public Task Where_the_result_cannot_be_assigned_there_is_no_fix(string statement) => Verify.NotFixable(Gateway(statement));

    [Fact]
    public Task A_constructor_would_build_the_field_once() => Verify.NotFixable("""
        public sealed class Gateway
        {
            private CallOptions _options;

            public Gateway(Metadata headers)
            {
                _options = new CallOptions();
                {|GRPCAUTH1006:_options.WithHeaders(headers)|};
            }
        }
        """);

    [Fact]
    public Task In_a_loop_the_next_turn_reads_the_options() => Verify.Fixes("""
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, CallOptions options, Metadata headers)
            {
                while (true)
                {
                    client.GetOrder(new OrderRequest(), options);
                    {|GRPCAUTH1006:options.WithHeaders(headers)|};
                }
            }
        }
        """, """
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, CallOptions options, Metadata headers)
            {
                while (true)
                {
                    client.GetOrder(new OrderRequest(), options);
                    options = options.WithHeaders(headers);
                }
            }
        }
        """);

    [Fact]
    public Task An_invoker_is_assigned() => Verify.Fixes("""
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static object Run(CallInvoker invoker, Interceptor authentication)
            {
                {|GRPCAUTH1006:invoker.Intercept(authentication)|};
                return new Orders.OrdersClient(invoker);
            }
        }
        """, """
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static object Run(CallInvoker invoker, Interceptor authentication)
            {
                invoker = invoker.Intercept(authentication);
                return new Orders.OrdersClient(invoker);
            }
        }
        """);

    [Fact]
    public Task Clients_are_made_from_the_invoker() => Verify.Fixes("""
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static async Task RunAsync(string address, Interceptor authentication)
            {
                using var channel = GrpcChannel.ForAddress(address);
                using var archiveChannel = GrpcChannel.ForAddress(address);
                // every call sends the token
                {|GRPCAUTH1006:channel.Intercept(authentication)|};
                _ = {|GRPCAUTH1006:archiveChannel.Intercept(authentication)|};
                var orders = new Orders.OrdersClient(channel);
                Accounts.AccountsClient accounts = new(channel);
                Func<Orders.OrdersClient> archive = () => new Orders.OrdersClient(archiveChannel);
                await channel.ShutdownAsync();
            }
        }
        """, """
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static async Task RunAsync(string address, Interceptor authentication)
            {
                using var channel = GrpcChannel.ForAddress(address);
                using var archiveChannel = GrpcChannel.ForAddress(address);
                // every call sends the token
                var invoker = channel.Intercept(authentication);
                var archiveInvoker = archiveChannel.Intercept(authentication);
                var orders = new Orders.OrdersClient(invoker);
                Accounts.AccountsClient accounts = new(invoker);
                Func<Orders.OrdersClient> archive = () => new Orders.OrdersClient(archiveInvoker);
                await channel.ShutdownAsync();
            }
        }
        """);

    [Fact]
    public Task The_local_that_was_never_read_makes_the_client() => Verify.Fixes("""
        using Grpc.Core.Interceptors;

        var channel = GrpcChannel.ForAddress(args[0]);
        var invoker = {|GRPCAUTH1006:channel.Intercept(metadata => metadata)|};
        var client = new Orders.OrdersClient(channel);
        """, """
        using Grpc.Core.Interceptors;

        var channel = GrpcChannel.ForAddress(args[0]);
        var invoker = channel.Intercept(metadata => metadata);
        var client = new Orders.OrdersClient(invoker);
        """);

    [Theory]
    [InlineData("{|GRPCAUTH1006:channel.Intercept(interceptor)|};")]
    [InlineData("interceptor = null!; var client = new Orders.OrdersClient(channel); interceptor = new Own(); {|GRPCAUTH1006:channel.Intercept(interceptor)|};")]
    [InlineData("var client = new Orders.OrdersClient(channel); {|GRPCAUTH1006:channel.Intercept(Make())|};")]
    [InlineData("var client = new Orders.OrdersClient(channel); var late = new Own(); {|GRPCAUTH1006:channel.Intercept(late)|};")]
    [InlineData("{|GRPCAUTH1006:channel.Intercept(interceptor)|}; Use(channel); var client = new Orders.OrdersClient(channel);")]
    [InlineData("if (channel is not null) { {|GRPCAUTH1006:channel.Intercept(interceptor)|}; } var client = new Orders.OrdersClient(channel);")]
    [InlineData("if (channel is not null) {|GRPCAUTH1006:channel.Intercept(interceptor)|}; var client = new Orders.OrdersClient(channel);")]
    [InlineData("{|GRPCAUTH1006:channel.Intercept(interceptor)|}; {|GRPCAUTH1006:channel.Intercept(interceptor)|}; var client = new Orders.OrdersClient(channel);")]
    [InlineData("{|GRPCAUTH1006:channel?.Intercept(interceptor)|}; var client = new Orders.OrdersClient(channel);")]
    [InlineData("{|GRPCAUTH1006:s_channel.Intercept(interceptor)|}; var client = new Orders.OrdersClient(s_channel);")]
    [InlineData("{|GRPCAUTH1006:channel.CreateCallInvoker().Intercept(interceptor)|}; var client = new Orders.OrdersClient(channel);")]
    public Task Where_it_is_not_known_which_clients_are_meant_there_is_no_fix(string statements) => Verify.NotFixable($$"""
        using Grpc.Core.Interceptors;

        public static class Program
        {
            private static readonly ChannelBase s_channel = GrpcChannel.ForAddress("https://orders.example.com");

            public static void Run(GrpcChannel channel, Interceptor interceptor)
            {
                {{statements}}
            }

            private static void Use(ChannelBase channel) => Console.WriteLine(channel);

            private static Interceptor Make() => new Own();
        }

        public sealed class Own : Interceptor;
        """);

    [Fact]
    public Task A_call_behind_the_clients_moves_before_them() => Verify.Fixes(
        Intercepting("""
        var one = new Orders.OrdersClient(channel);
                var two = new Accounts.AccountsClient(channel);
                Console.WriteLine(one);
                {|GRPCAUTH1006:channel.Intercept(interceptor)|};
                two.GetAccount(new LoginRequest());
        """),
        Intercepting("""
        var invoker = channel.Intercept(interceptor);
                var one = new Orders.OrdersClient(invoker);
                var two = new Accounts.AccountsClient(invoker);
                Console.WriteLine(one);
                two.GetAccount(new LoginRequest());
        """));

    [Theory]
    [InlineData(
        "ChannelCredentials credentials = new SslCredentials();\n        {|GRPCAUTH1006:ChannelCredentials.Create(credentials, call)|};",
        "ChannelCredentials credentials = new SslCredentials();\n        credentials = ChannelCredentials.Create(credentials, call);")]
    [InlineData(
        "var credentials = new SslCredentials();\n        {|GRPCAUTH1006:ChannelCredentials.Create(credentials, call)|};",
        "ChannelCredentials credentials = new SslCredentials();\n        credentials = ChannelCredentials.Create(credentials, call);")]
    [InlineData(
        "{|GRPCAUTH1006:CallCredentials.Compose(call, call)|};\n        var credentials = ChannelCredentials.Create(new SslCredentials(), call);",
        "call = CallCredentials.Compose(call, call);\n        var credentials = ChannelCredentials.Create(new SslCredentials(), call);")]
    public Task Composed_credentials_are_assigned(string before, string after) => Verify.Fixes(Credentials(before), Credentials(after));

    private static string Credentials(string statements) => $$"""
        public static class Program
        {
            public static GrpcChannel Run(CallCredentials call)
            {
                {{statements}}
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = credentials });
            }
        }
        """;

    private static string Intercepting(string statements) => $$"""
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static void Run(GrpcChannel channel, Interceptor interceptor)
            {
                {{statements}}
            }
        }
        """;

    [Fact]
    public Task The_code_of_an_interceptor_gives_the_options_to_the_call() => Verify.Fixes(
        Interceptor("{|GRPCAUTH1006:context.Options.WithHeaders(headers)|};"),
        Interceptor("context = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));"),
        Setup.Usual with { Language = LanguageVersion.CSharp7_3 });

    [Theory]
    [InlineData("// mine\n        context.Options.WithHeaders(new Metadata { { \"authorization\", Read() } });\n        return context;", "            headers.Add(entry);\n        context = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("_ = context.Options.WithCredentials(Make()); // for all\n        return context;", "                : CallCredentials.Compose(context.Options.Credentials, credentials))); // for all")]
    [InlineData("var options = context.Options;\n        options.WithCredentials(Make()).WithHeaders(new Metadata { { \"authorization\", Read() } });\n        return new(context.Method, context.Host, options);", "        foreach (var entry in options.Headers ?? Metadata.Empty)")]
    [InlineData("var headers = context.Options.Headers ?? new Metadata();\n        context.Options.WithHeaders(headers);\n        return context;", "        context = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    public Task An_override_keeps_what_the_caller_passed(string statements, string expected) => FixPromise.WritesAsync(expected, Override(statements));

    [Fact]
    public Task An_override_would_lose_the_headers_of_the_caller() => Verify.NotFixable(Override("{|GRPCAUTH1006:context.Options.WithHeaders(s_tenant)|};\n        return context;"));

    private static string Override(string statements) => $$"""
        using Grpc.Core.Interceptors;

        public sealed class TokenInterceptor : Interceptor
        {
            private static readonly Metadata s_tenant = new() { { "x-tenant", "acme" } };
            {{EveryKind.Overrides}}
            {
                {{statements}}
            }

            private static string Read() => Environment.MachineName;

            private static CallCredentials Make() => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", Read());
                return Task.CompletedTask;
            });
        }

        """.Replace("\n            {\n        ", "\n    {\n        ", System.StringComparison.Ordinal);

    private static string Interceptor(string statement) => $$"""
        using Grpc.Core;
        using Grpc.Core.Interceptors;

        public static class Authentication
        {
            public static TResponse Call<TRequest, TResponse>(string token, TRequest request, ClientInterceptorContext<TRequest, TResponse> context, Interceptor.BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
                where TRequest : class
                where TResponse : class
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                {{statement}}
                return continuation(request, context);
            }
        }
        """;

    private static string Gateway(string statement) => $$"""
        public sealed class Gateway
        {
            private readonly CallOptions _fixed;
            private CallOptions _kept;

            public static CallOptions Shared { get; set; }

            public void Run(Orders.OrdersClient client, CallOptions options, Metadata headers, CallCredentials credentials)
            {
                {{statement}}
                client.GetOrder(new OrderRequest(), options);
            }
        }
        """;
}
