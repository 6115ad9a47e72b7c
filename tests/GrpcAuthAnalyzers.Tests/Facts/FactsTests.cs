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

    [Theory]
    [InlineData("T:Acme.Orders.Orders.OrdersClient; anonymous")]
    [InlineData("RPC:acme.orders.v1.Orders/GetOrder; anonymous")]
    [InlineData("RPC:Acme.Orders.Orders/*; anonymous")]
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

    [Fact]
    public Task The_message_says_that_the_server_requires_credentials() => Verify.Reports(
        Reported(Calls.Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\")"), "GRPCAUTH1001"),
        With("RPC:Acme.Orders.Orders/GetOrder; requires-credentials"),
        "'GetOrderAsync' is sent without credentials: a facts file says that its server asks for them; a server that requires them answers Unauthenticated");

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
    [InlineData("«T:Acme.Company.TokenInterceptor; authenticate» // a comment", "expected one of authenticates, adds-nothing, anonymous, requires-credentials, calls-pass-headers, token, log, grpc-client")]
    [InlineData("«T:Acme.Company.TokenInterceptor;»", "expected one of authenticates, adds-nothing, anonymous, requires-credentials, calls-pass-headers, token, log, grpc-client")]
    [InlineData("  «T:Acme.Company.TokenInterceptor; authenticates adds-nothing»", "expected authenticates or adds-nothing, not both")]
    [InlineData("«RPC:a.B/C; authenticates»", "an RPC is anonymous or requires-credentials")]
    [InlineData("«RPC:a.B/C; token»", "an RPC is anonymous or requires-credentials")]
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
