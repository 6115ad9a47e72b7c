using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>What facts files and attributes say of code that is not seen: they decide what would be unknown, and nothing else.</summary>
public sealed class FactsTests
{
    private const string Company = """
        using Grpc.Core;
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client;
        using Microsoft.Extensions.DependencyInjection;

        namespace Acme.Company;

        public static class ClientBuilderExtensions
        {
            public static IHttpClientBuilder AddAcmeAuth(this IHttpClientBuilder builder) => builder;

            public static IHttpClientBuilder AddAcmeRetry(this IHttpClientBuilder builder, int times) => builder;

            public static IServiceCollection AddAcmeDefaults(this IServiceCollection services) => services;
        }

        public class TokenInterceptor : Interceptor { }

        public class TracingInterceptor : Interceptor { }

        public class TokenHandler : System.Net.Http.DelegatingHandler { }

        public static class Channels
        {
            public static GrpcChannel Open(string name) => GrpcChannel.ForAddress("https://" + name);

            public static CallInvoker Invoker { get; } = Open("a").CreateCallInvoker();

            public static System.Net.Http.SocketsHttpHandler Pinned() => new();

            public static void AddToken(this Metadata headers, string token) { }

            internal static GrpcChannel Hidden() => Open("a");
        }

        public sealed class Pool
        {
            public GrpcChannel this[int index] => Channels.Open("a");
        }
        """;

    private const string Registrations = """
        using Acme.Company;
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Configure(IServiceCollection services) =>
                services.«AddGrpcClient<Orders.OrdersClient>»(o => o.Address = new Uri("https://orders.invalid"))SETUP;
        }
        """;

    private const string Calls = """
        using Acme.Company;
        using Grpc.Core;
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client;

        public sealed class Desk
        {
            public async Task RunAsync()
            {
                var client = new Orders.OrdersClient(CHANNEL);
                await «client.GetOrderAsync»(new OrderRequest());
            }
        }
        """;

    private static Setup With(string facts) => Setup.Usual with { Library = Company, AdditionalFiles = [("GrpcAuth.Facts.txt", facts)] };

    private static string Reported(string source, string id) => source.Replace("«", "{|" + id + ":").Replace("»", "|}");

    private static string Silent(string source) => source.Replace("«", "").Replace("»", "");

    [Theory]
    [InlineData(".AddAcmeAuth()", "M:Acme.Company.ClientBuilderExtensions.AddAcmeAuth(Microsoft.Extensions.DependencyInjection.IHttpClientBuilder); adds-nothing")]
    [InlineData(".AddAcmeRetry(3)", "M:Acme.Company.ClientBuilderExtensions.AddAcmeRetry; adds-nothing // any overload")]
    [InlineData(".AddInterceptor<TracingInterceptor>()", "T:Acme.Company.TracingInterceptor; adds-nothing")]
    [InlineData(".AddInterceptor(() => new TracingInterceptor())", "M:Acme.Company.TracingInterceptor.#ctor; adds-nothing")]
    [InlineData(".AddHttpMessageHandler<TokenHandler>()", "T:Acme.Company.TokenHandler; adds-nothing")]
    public async Task What_adds_nothing_leaves_a_registration_bare(string setup, string fact)
    {
        var source = Registrations.Replace("SETUP", setup);
        await Verify.Silent(Silent(source), With(""));
        await Verify.Reports(Reported(source, "GRPCAUTH1002"), With(fact));
    }

    [Theory]
    [InlineData(".AddAcmeRetry(3).AddAcmeAuth()", "M:Acme.Company.ClientBuilderExtensions.AddAcmeAuth; authenticates\nM:Acme.Company.ClientBuilderExtensions.AddAcmeRetry; adds-nothing")]
    [InlineData(".AddInterceptor<TokenInterceptor>()", "T:Acme.Company.TokenInterceptor; authenticates")]
    [InlineData(".AddHttpMessageHandler<TokenHandler>()", "T:Acme.Company.TokenHandler; authenticates")]
    public Task What_authenticates_is_enough(string setup, string fact) => Verify.Silent(Silent(Registrations.Replace("SETUP", setup)), With(fact));

    [Theory]
    [InlineData("Channels.Open(\"orders\")", "M:Acme.Company.Channels.Open; adds-nothing")]
    [InlineData("Channels.Invoker", "P:Acme.Company.Channels.Invoker; adds-nothing")]
    [InlineData("GrpcChannel.ForAddress(\"https://orders.invalid\").Intercept(new TracingInterceptor())", "T:Acme.Company.TracingInterceptor; adds-nothing")]
    public async Task A_factory_of_another_assembly(string channel, string fact)
    {
        var source = Calls.Replace("CHANNEL", channel);
        await Verify.Silent(Silent(source), With(""));
        await Verify.Reports(Reported(source, "GRPCAUTH1001"), With(fact));
        await Verify.Silent(Silent(source), With(fact.Replace("adds-nothing", "authenticates")));
    }

    [Fact]
    public async Task A_method_of_another_assembly_that_fills_the_headers()
    {
        var source = Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\")")
            .Replace("await «client.GetOrderAsync»(new OrderRequest());", "var headers = new Metadata(); headers.AddToken(\"a\"); await «client.GetOrderAsync»(new OrderRequest(), headers);");
        await Verify.Silent(Silent(source), With(""));
        await Verify.Reports(Reported(source, "GRPCAUTH1001"), With("M:Acme.Company.Channels.AddToken; adds-nothing"));
        await Verify.Silent(Silent(source), With("M:Acme.Company.Channels.AddToken; authenticates"));
    }

    /// <summary>The registration is in another project; a call of this one passes headers, and another forgets them.</summary>
    [Fact]
    public async Task A_client_that_another_project_registers()
    {
        const string Source = """
            using Grpc.Core;

            internal sealed class Desk(Orders.OrdersClient orders, string token)
            {
                public void Read() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", token } });

                public void Forget() => «orders.GetOrder»(new OrderRequest());
            }
            """;
        await Verify.Reports(Reported(Source, "GRPCAUTH1003"), With(""));
        await Verify.Silent(Silent(Source), With("T:Acme.Orders.Orders.OrdersClient; registered-with-credentials"));
        await Verify.Reports(Reported(Source, "GRPCAUTH1001"), With("T:Acme.Orders.Orders.OrdersClient; registered-without-credentials"));
    }

    [Fact]
    public async Task A_handler_of_another_assembly()
    {
        var source = Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\", new GrpcChannelOptions { HttpHandler = handler })")
            .Replace("var client", "var handler = Channels.Pinned(); TOUCH\n        var client");
        var bare = source.Replace("TOUCH", "handler.PooledConnectionLifetime = default;");
        await Verify.Silent(Silent(bare), With(""));
        await Verify.Reports(Reported(bare, "GRPCAUTH1001"), With("M:Acme.Company.Channels.Pinned; adds-nothing"));
        await Verify.Silent(Silent(bare), With("M:Acme.Company.Channels.Pinned; authenticates"));
        var signed = source.Replace("TOUCH", "handler.SslOptions.ClientCertificates = new();");
        await Verify.Silent(Silent(signed), With("M:Acme.Company.Channels.Pinned; adds-nothing"));
    }

    /// <summary>A call that a server only leaves open may share a channel with the credential; one that people declare may be the sign-in.</summary>
    [Fact]
    public async Task The_channel_of_a_call_that_a_server_leaves_open_gets_the_credential()
    {
        const string Source = """
            internal sealed class Desk(Tokens tokens)
            {
                public async Task RunAsync()
                {
                    using var channel = GrpcChannel.ForAddress("https://orders.invalid");
                    var orders = new Orders.OrdersClient(channel);
                    await orders.GetOrderAsync(new OrderRequest());
                    using var list = {|GRPCAUTH1001:orders.ListOrders|}(new OrderRequest());
                    await tokens.GetTokenAsync();
                }
            }

            internal sealed class Tokens
            {
                public Task<string> GetTokenAsync() => Task.FromResult(Environment.GetEnvironmentVariable("TOKEN") ?? "");
            }
            """;
        const string Open = "RPC:Acme.Orders.Orders/GetOrder; anonymous";
        await Verify.NotFixable(Source, With(Open));
        await Verify.Fixes(
            Source,
            Source.Replace("{|GRPCAUTH1001:orders.ListOrders|}", "orders.ListOrders").Replace("GrpcChannel.ForAddress(\"https://orders.invalid\");", """
                GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions
                        {
                            Credentials = ChannelCredentials.Create(
                                ChannelCredentials.SecureSsl,
                                CallCredentials.FromInterceptor(async (context, metadata) =>
                                    metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync()}"))),
                        });
                """),
            With("// learned by the scan: what the projects show each other\n" + Open));
    }

    [Theory]
    [InlineData("T:Acme.Orders.Orders.OrdersClient; anonymous")]
    [InlineData("RPC:acme.orders.v1.Orders/GetOrder; anonymous")]
    [InlineData("RPC:Acme.Orders.Orders/*; anonymous")]
    [InlineData("RPC:acme.orders.v1.Orders/GetOrder; servers-differ")]
    [InlineData("M:Acme.Orders.Orders.OrdersClient.GetOrderAsync; anonymous")]
    public async Task An_anonymous_rpc_needs_no_credential(string fact)
    {
        var source = Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\")");
        await Verify.Reports(Reported(source, "GRPCAUTH1001"), With("RPC:acme.orders.v1.Orders/ListOrders; anonymous") with { GeneratedContracts = true });
        await Verify.Silent(Silent(source), With(fact) with { GeneratedContracts = true });
    }

    [Fact]
    public Task A_client_whose_calls_pass_headers_in_code_that_is_not_seen() => Verify.Silent(
        Silent(Registrations.Replace("SETUP", "")), With("T:Acme.Orders.Orders.OrdersClient; calls-pass-headers"));

    [Theory]
    [InlineData("GetOrder; requires-credentials", "a facts file says that its server asks for them")]
    [InlineData("GetOrder; requires-credentials // see the wiki", "a facts file says that its server asks for them")]
    [InlineData("GetOrder; requires-credentials // 'Desk' asks for authorization. See the wiki", "a facts file says that its server asks for them")]
    [InlineData("GetOrder; requires-credentials // 'Desk' asks for authorization (src/Desk.cs, line 12)", "'Desk' asks for authorization (src/Desk.cs, line 12)")]
    [InlineData("*; requires-credentials // 'Desk' asks for authorization", "'Desk' asks for authorization")]
    public Task The_message_says_that_the_server_requires_credentials(string fact, string because) => Verify.Reports(
        Reported(Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\")"), "GRPCAUTH1001"),
        With("RPC:Acme.Orders.Orders/" + fact),
        $"'GetOrderAsync' is sent without credentials: {because}; a server that requires them answers Unauthenticated");

    [Fact]
    public Task One_name_of_a_service_tells_which_of_its_servers_asks() => Verify.Reports(
        Reported(Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\")"), "GRPCAUTH1001"),
        With("RPC:acme.orders.v1.Orders/GetOrder; servers-differ\nRPC:Acme.Orders.Orders/GetOrder; requires-credentials") with { GeneratedContracts = true });

    [Fact]
    public Task What_the_code_shows_is_not_overruled() => Verify.Reports(
        Reported(Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\").Intercept(new Tracing())"), "GRPCAUTH1001")
            + "\npublic sealed class Tracing : Interceptor { }",
        With("T:Tracing; authenticates"));

    [Theory]
    [InlineData("[GrpcAnonymous] public sealed class Desk")]
    [InlineData("[Acme.Marks.GrpcAnonymousAttribute] public sealed class Desk")]
    public Task Code_that_is_marked_as_anonymous(string declaration) => Verify.Silent(
        Silent(Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\")")).Replace("public sealed class Desk", declaration),
        With("") with
        {
            Documents = [("Marks.cs", "global using Acme.Marks; namespace Acme.Marks { public sealed class GrpcAnonymousAttribute : Attribute { } }")],
        });

    [Theory]
    [InlineData("«M:Acme.Company.Channels.Open»", "expected 'id; kind'")]
    [InlineData("«Acme.Company.Channels.Open; authenticates»", "expected a documentation-comment id such as T:Acme.TokenInterceptor, or RPC:package.Service/Method")]
    [InlineData("«RPC:acme.orders.v1.Orders; anonymous»", "expected RPC:package.Service/Method")]
    [InlineData("«T:Acme.Company.TokenInterceptor; authenticate» // a comment", "expected one of authenticates, adds-nothing, anonymous, requires-credentials, calls-pass-headers, token, log, grpc-client, registered-with-credentials, registered-without-credentials, asks-nothing, servers-differ")]
    [InlineData("«T:Acme.Company.TokenInterceptor;»", "expected one of authenticates, adds-nothing, anonymous, requires-credentials, calls-pass-headers, token, log, grpc-client, registered-with-credentials, registered-without-credentials, asks-nothing, servers-differ")]
    [InlineData("  «T:Acme.Company.TokenInterceptor; authenticates adds-nothing»", "expected authenticates or adds-nothing, not both")]
    [InlineData("«RPC:a.B/C; authenticates»", "an RPC is anonymous, requires-credentials or servers-differ")]
    [InlineData("«RPC:a.B/C; token»", "an RPC is anonymous, requires-credentials or servers-differ")]
    [InlineData("«RPC:a.B/C; anonymous servers-differ»", "an RPC is anonymous, requires-credentials or servers-differ")]
    [InlineData("«T:Acme.Orders.Orders.OrdersClient; servers-differ»", "servers-differ is said of an RPC")]
    [InlineData("«T:Acme.Company.TokenInterceptor; token»", "a token is given by a method, property or field")]
    [InlineData("«M:Acme.Company.TokenInterceptor.#ctor; token»", "a token is given by a method, property or field")]
    [InlineData("«P:Acme.Company.Channels.Invoker; log»", "a log is a method, or a type with its methods")]
    [InlineData("«M:Acme.Company.TokenInterceptor.#ctor; log»", "a log is a method, or a type with its methods")]
    [InlineData("«P:Acme.Company.Channels.Invoker; grpc-client»", "a grpc-client is a type, or one of its constructors or methods")]
    [InlineData("«M:Acme.Company.Channels.Fetch; token»", "its type has no such member")]
    [InlineData("// first\n\n«M:Acme.Company.Channels.Close; authenticates»", "its type has no such member")]
    [InlineData("«M:Acme.Company.Channels.Open(System.Int32); authenticates»", "its type has no such member")]
    [InlineData("«M:Acme.Company.Channels.Hidden; authenticates»", "its type has no such member")]
    [InlineData("«P:Acme.Company.Pool.Item(System.String); authenticates»", "its type has no such member")]
    public async Task A_line_that_cannot_be_read_is_reported_at_its_place(string text, string reason)
    {
        var (line, start) = (text.Split('\n').Length, text.Split('\n')[^1]);
        var shown = start[(start.IndexOf('«') + 1)..start.IndexOf('»')];
        var project = await ProjectUnderTest.CreateAsync("class C { }", With(text.Replace("«", "").Replace("»", "")));

        var report = Assert.Single((await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports);

        Assert.Equal("GRPCAUTH0001", report.Id);
        Assert.Equal($"'{shown}' is ignored: {reason}", report.GetMessage());
        Assert.Equal((line - 1, start.IndexOf('«')), (report.Location.GetLineSpan().StartLinePosition.Line, report.Location.GetLineSpan().StartLinePosition.Character));
    }

    [Theory]
    [InlineData("# nothing", false)]
    [InlineData("M:Acme.Other.Place.Method; authenticates", true)]
    [InlineData("P:Acme.Company.Pool.Item(System.Int32); authenticates", true)]
    [InlineData("// learned by the scan: what the projects show each other\nM:Acme.Company.Channels.Close; authenticates", true)]
    [InlineData("M:Acme.Company.Channels.Open(System.String); authenticates\nP:Acme.Company.Channels.Invoker; adds-nothing\nM:Acme.Company.TokenInterceptor.#ctor; authenticates", true)]
    public async Task What_is_of_another_project_is_right(string text, bool isRight)
    {
        var project = await ProjectUnderTest.CreateAsync("class C { }", With(text));

        Assert.Equal(isRight, (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports.IsEmpty);
    }
}
