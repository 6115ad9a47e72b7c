using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public class CallWithoutCredentialsFixTests
{
    private static readonly MarkedFix Fix = new MarkedFix(new CallWithoutCredentialsFix()).With(FixHints.Owner, FixHints.OwnerChannel);
    private static readonly MarkedFix OverTls = Fix.With(FixHints.Transport, FixHints.TransportTls);
    private static readonly MarkedFix OverPlaintext = Fix.With(FixHints.Transport, FixHints.TransportPlaintext);

    [Fact]
    public async Task The_channel_gets_call_credentials_with_the_token_of_a_provider_in_scope() => Assert.Equal(
        """
        interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation);
        }

        class Program
        {
            static async Task RunAsync(ITokens tokens)
            {
                using var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"))),
                });
                var client = new Orders.OrdersClient(channel);
                await client.GetOrderAsync(new OrderRequest());
            }
        }
        """,
        await OverTls.ApplyAsync("""
        interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation);
        }

        class Program
        {
            static async Task RunAsync(ITokens tokens)
            {
                using var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
                var client = new Orders.OrdersClient(channel);
                await [|client.GetOrderAsync|](new OrderRequest());
            }
        }
        """));

    [Fact]
    public async Task Without_a_provider_the_token_comes_from_the_environment_in_an_old_file_too() => Assert.Equal(
        """
        using System;
        using System.Threading.Tasks;
        using Acme.Orders;
        using Grpc.Core;
        using Grpc.Net.Client;

        namespace Shop
        {
            class Program
            {
                static Order Get()
                {
                    var options = new GrpcChannelOptions
                    {
                        MaxRetryAttempts = 3,
                        Credentials = ChannelCredentials.Create(
                            ChannelCredentials.SecureSsl,
                            CallCredentials.FromInterceptor((context, metadata) =>
                            {
                                var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                                metadata.Add("authorization", $"Bearer {token}");
                                return Task.CompletedTask;
                            }))
                    };
                    var channel = GrpcChannel.ForAddress("https://orders.example.com", options);
                    return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
                }
            }
        }
        """,
        await OverTls.In(new Setup { Language = LanguageVersion.CSharp7_3 }).ApplyAsync("""
        using Acme.Orders;
        using Grpc.Net.Client;

        namespace Shop
        {
            class Program
            {
                static Order Get()
                {
                    var options = new GrpcChannelOptions { MaxRetryAttempts = 3 };
                    var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com", options)|};
                    return [|new Orders.OrdersClient(channel).GetOrder|](new OrderRequest());
                }
            }
        }
        """));

    [Fact]
    public async Task Credentials_that_are_there_are_composed_with() => Assert.Contains(
        """
                    options.Credentials = ChannelCredentials.Create(
                        new SslCredentials(),
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await GetTokenAsync()}")));
        """,
        await OverTls.ApplyAsync("""
        class Program
        {
            static Task<string> GetTokenAsync() => Task.FromResult("");

            static Order Get()
            {
                    var options = new GrpcChannelOptions { MaxRetryAttempts = 3 };
                    options.Credentials = new SslCredentials();
                    var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com", options)|};
                    return [|new Orders.OrdersClient(channel).GetOrder|](new OrderRequest());
            }
        }
        """));

    [Fact]
    public async Task Fifty_calls_of_one_channel_are_one_edit() => Assert.Single(
        (await OverTls.ApplyAsync($$"""
        class Program
        {
            readonly Orders.OrdersClient _client = new({|#0:GrpcChannel.ForAddress("https://orders.example.com")|});

            void Run()
            {
        {{string.Concat(System.Linq.Enumerable.Repeat("        [|_client.GetOrder|](new OrderRequest());\n", 50))}}
            }
        }
        """)).Split('\n'), static line => line.Contains("FromInterceptor", System.StringComparison.Ordinal));

    [Fact]
    public async Task Over_http_an_interceptor_sends_the_header_with_a_copy_of_the_metadata() => Assert.Equal(
        """
        using Grpc.Core.Interceptors;
        var channel = GrpcChannel.ForAddress("http://orders:5000");
        var client = new Orders.OrdersClient(channel.Intercept(metadata =>
        {
            var headers = new Metadata();
            foreach (var entry in metadata)
                headers.Add(entry);
            var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
            headers.Add("authorization", $"Bearer {token}");
            return headers;
        }));
        client.GetOrder(new OrderRequest());
        """,
        (await OverPlaintext.ApplyAsync("""
        var channel = {|#0:GrpcChannel.ForAddress("http://orders:5000")|};
        var client = new Orders.OrdersClient(channel);
        [|client.GetOrder|](new OrderRequest());
        """)).Replace("Interceptors;\n\n", "Interceptors;\n", System.StringComparison.Ordinal));

    /// <summary>What is attached last runs first, and a later one may replace the headers.</summary>
    [Theory]
    [InlineData("channel.Intercept(new Log())", "channel.Intercept(metadata =>", "}).Intercept(new Log()));")]
    [InlineData("channel!", "channel!.Intercept(metadata =>", "}));")]
    [InlineData("channel!.Intercept(new Log())!", "channel!.Intercept(metadata =>", "}).Intercept(new Log())!);")]
    [InlineData("channel.Intercept(new Log()).Intercept(new Log(), new Log())", "channel.Intercept(metadata =>", "}).Intercept(new Log()).Intercept(new Log(), new Log()));")]
    [InlineData("channel.CreateCallInvoker().Intercept(new Log())", "channel.CreateCallInvoker().Intercept(metadata =>", "}).Intercept(new Log()));")]
    [InlineData("channel\n    .Intercept(new Log())", "(channel\n    .Intercept(metadata =>\n    {", "    })\n    .Intercept(new Log()));")]
    [InlineData("channel\n    .CreateCallInvoker()", "(channel\n    .CreateCallInvoker()\n    .Intercept(metadata =>\n    {", "        return headers;\n    }));")]
    [InlineData("channel\n    .CreateCallInvoker()\n    .Intercept(new Log())", "    .CreateCallInvoker()\n    .Intercept(metadata =>\n    {", "    })\n    .Intercept(new Log()));")]
    [InlineData("CallInvokerExtensions.Intercept(channel.CreateCallInvoker(), new Log())", "new Log()).Intercept(metadata =>", "}));")]
    public async Task Over_http_the_interceptor_comes_in_front_of_others(string invoker, string start, string end)
    {
        var text = await OverPlaintext.ApplyAsync($$"""
            using Grpc.Core.Interceptors;

            var channel = {|#0:GrpcChannel.ForAddress("http://orders:5000")|};
            var client = new Orders.OrdersClient({{invoker}});
            [|client.GetOrder|](new OrderRequest());

            internal sealed class Log : Interceptor;
            """);

        Assert.Contains(start, text, System.StringComparison.Ordinal);
        Assert.Contains(end, text, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_whose_siblings_pass_headers_passes_them_too() => Assert.Contains(
        "client.GetOrder(new OrderRequest(), headers, cancellationToken: default);",
        await OverTls.ApplyAsync("""
        class Program
        {
            static void Run(string token)
            {
                var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
                var client = new Orders.OrdersClient(channel);
                var headers = new Metadata { { "authorization", token } };
                client.ListOrders(new OrderRequest(), headers);
                [|client.GetOrder|](new OrderRequest(), cancellationToken: default);
            }
        }
        """));

    [Theory]
    [InlineData("x-tenant-key", "x-tenant-key")]
    [InlineData("x-monkey", "")]
    [InlineData("author", "")]
    public async Task A_header_that_is_no_credential_is_not_passed_on(string header, string ignored) => Assert.Contains(
        "Credentials = ChannelCredentials.Create(",
        await OverTls.In(new Setup { EditorConfig = "grpc_auth.ignored_headers = " + ignored }).ApplyAsync($$"""
        interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation);
        }

        class Program
        {
            static async Task RunAsync(ITokens tokens, string tenant)
            {
                var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
                var client = new Orders.OrdersClient(channel);
                client.ListOrders(new OrderRequest(), new Metadata { { "{{header}}", tenant } });
                await [|client.GetOrderAsync|](new OrderRequest());
            }
        }
        """));

    [Fact]
    public async Task A_header_that_the_options_name_is_a_credential() => Assert.Contains(
        "client.GetOrder(new OrderRequest(), headers);",
        await OverTls.In(new Setup { EditorConfig = "grpc_auth.credential_headers = x-pass" }).ApplyAsync("""
        class Program
        {
            static void Run(string pass)
            {
                var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
                var client = new Orders.OrdersClient(channel);
                var headers = new Metadata { { "x-pass", pass } };
                client.ListOrders(new OrderRequest(), headers);
                [|client.GetOrder|](new OrderRequest());
            }
        }
        """));

    [Theory]
    [InlineData("new Metadata { new Metadata.Entry(value: id, key: \"x-request-id\") }")]
    [InlineData("new Metadata { new Metadata.Entry(\"x-request-id\", id) }")]
    public async Task The_name_of_a_header_is_found_by_its_parameter(string headers) => Assert.Contains(
        "Credentials = ChannelCredentials.Create(",
        await OverTls.ApplyAsync($$"""
        class Program
        {
            static void Run(string id)
            {
                var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
                var client = new Orders.OrdersClient(channel);
                client.ListOrders(new OrderRequest(), {{headers}});
                [|client.GetOrder|](new OrderRequest());
            }
        }
        """));

    [Fact]
    public async Task A_credential_that_is_added_by_named_arguments_is_not_sent_twice() => Assert.Contains(
        "client.GetOrder(new OrderRequest(), headers);",
        await OverTls.ApplyAsync("""
        class Program
        {
            static void Run()
            {
                var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
                var client = new Orders.OrdersClient(channel);
                var headers = new Metadata();
                headers.Add(value: Environment.MachineName, key: "authorization");
                client.ListOrders(new OrderRequest(), headers);
                [|client.GetOrder|](new OrderRequest());
            }
        }
        """));

    [Fact]
    public async Task The_channel_may_be_made_in_another_document()
    {
        var files = await OverTls.In(new Setup
        {
            Documents = [("Channels.cs", """
                namespace Shop;

                class Channels(Shop.Tokens.Store store)
                {
                    public GrpcChannel Orders { get; } = {|#0:GrpcChannel.ForAddress("https://orders.example.com")|};
                }
                """),
                ("Tokens.cs", """
                namespace Shop.Tokens;

                class Store
                {
                    public string GetAccessToken() => "";
                }
                """)],
        }).ApplyToAllAsync("""
        class Program
        {
            static void Run(Shop.Channels channels)
            {
                [|new Orders.OrdersClient(channels.Orders).GetOrder|](new OrderRequest());
            }
        }
        """);
        Assert.Contains("metadata.Add(\"authorization\", $\"Bearer {store.GetAccessToken()}\");", files["/0/Channels.cs"]);
    }

    [Fact]
    public async Task The_option_names_the_provider() => Assert.Contains(
        "await Shop.Session.GetTokenAsync(context.CancellationToken)",
        (await OverTls.In(new Setup
        {
            EditorConfig = "grpc_auth.token_provider = Shop.Session.GetTokenAsync",
            Documents = [("Session.cs", "namespace Shop; static class Session { internal static ValueTask<string> GetTokenAsync(CancellationToken c) => default; }")],
        }).ApplyAsync("""
        class Program
        {
            Task<string> GetTokenAsync() => Task.FromResult("");

            void Run() => [|new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("https://orders.example.com")|}).GetOrder|](new OrderRequest());
        }
        """)).Replace("await Session.", "await Shop.Session.", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("static GrpcChannelOptions s_options = new() { MaxRetryAttempts = 3 };", "", "s_options")]
    [InlineData("", "var options = new GrpcChannelOptions { MaxRetryAttempts = 3 };", "options")]
    [InlineData("GrpcChannelOptions _options = new() { Credentials = ChannelCredentials.SecureSsl };", "", "this._options")]
    public async Task Options_that_another_channel_uses_are_left_alone(string field, string local, string options)
    {
        var source = $$"""
            class Program
            {
                {{field}}

                void Run()
                {
                    {{local}}
                    var orders = {|#0:GrpcChannel.ForAddress("https://orders.example.com", {{options}})|};
                    var partner = GrpcChannel.ForAddress("https://partner.example.org", {{options}});
                    [|new Orders.OrdersClient(orders).GetOrder|](new OrderRequest());
                    new Orders.OrdersClient(partner).GetOrder(new OrderRequest());
                }
            }
            """;
        var fixedCode = await OverTls.ApplyAsync(source);
        Assert.Contains("new Orders.OrdersClient(orders.Intercept(new CallCredentialsInterceptor(", fixedCode);
        Assert.Contains("new Orders.OrdersClient(partner).GetOrder(", fixedCode);
        Assert.Contains($"GrpcChannel.ForAddress(\"https://orders.example.com\", {options})", fixedCode);
        Assert.DoesNotContain("ChannelCredentials.Create(", fixedCode);
    }

    [Theory]
    [InlineData("", "insecure ? ChannelCredentials.Insecure : new SslCredentials()", "insecure ? ChannelCredentials.Insecure : ChannelCredentials.Create(\n")]
    [InlineData("", "insecure ? ChannelCredentials.Insecure : null", "insecure ? ChannelCredentials.Insecure : ChannelCredentials.Create(\n")]
    [InlineData("", "insecure == false ? (ChannelCredentials.SecureSsl) : ChannelCredentials.Insecure", "insecure == false ? (ChannelCredentials.Create(\n")]
    [InlineData("var how = insecure ? ChannelCredentials.Insecure : ChannelCredentials.SecureSsl;", "how", "var how = insecure ? ChannelCredentials.Insecure : ChannelCredentials.Create(\n")]
    public async Task The_insecure_branch_stays_as_it_is(string local, string credentials, string expected) => Assert.Contains(
        expected,
        await OverTls.ApplyAsync($$"""
        class Program
        {
            static Order Get(bool insecure)
            {
                {{local}}
                var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = {{credentials}} })|};
                return [|new Orders.OrdersClient(channel).GetOrder|](new OrderRequest());
            }
        }
        """));

    [Theory]
    [InlineData("mode switch { 0 => ChannelCredentials.Insecure, _ => ChannelCredentials.SecureSsl }")]
    [InlineData("(mode == 0 ? ChannelCredentials.Insecure : null) ?? ChannelCredentials.SecureSsl")]
    public async Task Where_a_branch_may_be_insecure_and_is_not_understood_the_channel_stays_as_it_is(string credentials)
    {
        var code = await OverTls.ApplyAsync($$"""
            class Program
            {
                static Order Get(int mode)
                {
                    var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = {{credentials}} })|};
                    return [|new Orders.OrdersClient(channel).GetOrder|](new OrderRequest());
                }
            }
            """);
        Assert.Contains("Credentials = " + credentials, code);
        Assert.DoesNotContain("ChannelCredentials.Create(", code);
    }

    [Theory]
    [InlineData("new Metadata { { \"authorization\", \"Bearer 3f9a8c7e\" + \"21b04d5f\" } }")]
    [InlineData("new Metadata { { \"x-trace\", trace }, { \"authorization\", $\"Bearer {Key}\" } }")]
    [InlineData("new Metadata { new Metadata.Entry(\"x-api-key\", Key) }")]
    public async Task A_hard_coded_token_of_a_sibling_is_not_written_a_second_time(string headers)
    {
        var code = await OverTls.ApplyAsync($$"""
        class Program
        {
            private const string Key = "3f9a8c7e21b04d5f";

            static void Run(string trace)
            {
                var client = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("https://orders.example.com")|});
                client.GetOrder(new OrderRequest(), {{headers}});
                [|client.GetOrder|](new OrderRequest());
            }
        }
        """);
        Assert.Contains("client.GetOrder(new OrderRequest());", code);
        Assert.Equal(2, code.Split("metadata.Add(").Length);
        Assert.DoesNotContain("Bearer 3f9a8c7e", code);
    }

    [Fact]
    public async Task A_token_of_a_sibling_that_is_read_is_passed_on() => Assert.NotNull(await OverTls.TitleAsync("""
        class Program
        {
            static void Run(string token)
            {
                var client = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("https://orders.example.com")|});
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });
                [|client.GetOrder|](new OrderRequest());
            }
        }
        """));
}
