using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>
/// Over http to a public host everybody on the way can read the credential: a fix that sends one there would bring GRPCAUTH5003, so there is none before the
/// address is https. In a private network, where that is information, there is one.
/// </summary>
public sealed class OpenNetworkTests
{
    private const string Settings = """{ "Orders": { "Url": "http://orders.example.com:5000" } }""";

    [Theory]
    [InlineData("var channel = GrpcChannel.ForAddress(\"http://orders.example.com\");")]
    [InlineData("var host = \"orders.example.com\"; var channel = GrpcChannel.ForAddress($\"http://{host}:5000\");")]
    [InlineData("const string Url = \"http://203.0.113.7:5000\"; var channel = GrpcChannel.ForAddress(new Uri(Url));")]
    public Task A_call_gets_no_credential(string channel) => Verify.NotFixable(Called(channel, "{|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());"));

    [Fact]
    public Task A_registration_gets_no_credential() => Verify.NotFixable(
        Registered("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri(\"http://orders.example.com\"));"));

    [Fact]
    public Task A_client_of_the_container_gets_no_credential() => Verify.NotFixable(
        Registered("services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://orders.example.com\")));"));

    [Fact]
    public Task A_registration_whose_address_a_file_gives_gets_no_credential() => Verify.NotFixable(
        Registered("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri(configuration[\"Orders:Url\"]!));"),
        new Setup { AdditionalFiles = [("appsettings.json", Settings)] });

    [Fact]
    public Task Forgotten_metadata_is_not_passed() => Verify.NotFixable(Called(
        "var channel = GrpcChannel.ForAddress(\"http://orders.example.com\");",
        "var headers = {|GRPCAUTH1007:new Metadata { { \"authorization\", token() } }|}; {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());"));

    [Theory]
    [InlineData("http://orders:5000")]
    [InlineData("http://orders.internal")]
    [InlineData("http://10.0.0.7:5000")]
    [InlineData("http://localhost:5000")]
    [InlineData("https://orders.example.com")]
    public async Task Elsewhere_there_is_a_fix(string address) => Assert.Contains(
        "{token()}", await FixPromise.HoldsAsync(Called($"var channel = GrpcChannel.ForAddress(\"{address}\");", "client.GetOrder(new OrderRequest());")));

    private static string Called(string channel, string call) => $$"""
        public static class Program
        {
            public static void Run(Func<string> token)
            {
                {{channel}}
                var client = new Orders.OrdersClient(channel);
                {{call}}
            }
        }
        """;

    private static string Registered(string registration) => $$"""
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        public static class Setup
        {
            public static void Add(IServiceCollection services, IConfiguration configuration)
            {
                {{registration}}
            }
        }
        """;
}
