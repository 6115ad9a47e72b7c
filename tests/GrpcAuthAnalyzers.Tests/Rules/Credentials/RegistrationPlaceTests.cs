using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>A report of a registration stands at its name and tells it from other registrations of the same client.</summary>
public sealed class RegistrationPlaceTests
{
    private const string Usings = "using Microsoft.Extensions.DependencyInjection;\n";

    [Theory]
    [InlineData("services.AddOptions().{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"one\").Services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"two\");", "two")]
    [InlineData("services.AddOptions().{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"one\").Services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"two\");", "one")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"a\", o => o.Address = new Uri(\"https://a.example.com\")).Services.AddLogging().{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"b\");", "b")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(configureClient: (_, _) => { }, name: \"north\");", "north")]
    [InlineData("const string Region = \"south\"; GrpcClientServiceExtensions.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(services, \"orders-\" + Region);", "orders-south")]
    public Task A_named_registration(string registration, string name) => Verify.Reports(
        Startup(registration),
        message: $"'OrdersClient' is registered as '{name}' without credentials; every call of an injected 'OrdersClient' is sent without a token");

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}();")]
    [InlineData("foreach (var name in Environment.GetCommandLineArgs()) services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(name);")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"k7Qz2mX9vB4nR8tL\");")]
    public Task A_name_that_is_not_given_not_known_or_random_is_not_shown(string registration) => Verify.Reports(
        Startup(registration), message: "'OrdersClient' is registered without credentials; every call of an injected 'OrdersClient' is sent without a token");

    [Fact]
    public Task A_replaced_handler_names_the_registration_too() => Verify.Reports(
        Startup("""
            services.AddGrpcClient<Orders.OrdersClient>("one").AddCallCredentials((_, _) => Task.CompletedTask).AddHttpMessageHandler<Authentication>()
                .ConfigureChannel(o => {|GRPCAUTH1011:o.HttpHandler = new SocketsHttpHandler()|});
            """) + "\npublic sealed class Authentication : DelegatingHandler { }",
        message: "'HttpHandler' is set on the channel of 'OrdersClient' ('one'), so what 'AddHttpMessageHandler' adds never runs");

    private static string Startup(string statements) => Usings + $$"""

        public static class Startup
        {
            public static void Run(IServiceCollection services)
            {
                {{statements}}
            }
        }
        """;
}
