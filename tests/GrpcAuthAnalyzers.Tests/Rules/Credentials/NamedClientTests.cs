using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>One client type under several names: the names tell which calls are authenticated.</summary>
public sealed class NamedClientTests
{
    private const string With = ".AddCallCredentials((context, metadata) => Task.CompletedTask);";

    private const string Public = "services.AddGrpcClient<Orders.OrdersClient>(\"public\", o => o.Address = new Uri(\"https://orders.example.com\"));";

    private const string Private = "services.AddGrpcClient<Orders.OrdersClient>(\"private\", o => o.Address = new Uri(\"https://orders.example.com\"))" + With;

    private const string ByName = "public sealed class Desk(Grpc.Net.ClientFactory.GrpcClientFactory factory) { public Order Get() => factory.CreateClient<Orders.OrdersClient>(\"public\").GetOrder(new()); }";

    private const string ByType = "public sealed class Desk(Orders.OrdersClient client) { public Order Get() => client.GetOrder(new()); }";

    [Theory]
    [InlineData(Public + Private, ByName)]
    [InlineData(Private + Public, ByName)]
    [InlineData(Public + Private, ByType)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>();" + Private, ByType)]
    [InlineData(Private + "services.AddGrpcClient<Orders.OrdersClient>();", ByName)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>()" + With + Public, ByName)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"private\").AddInterceptor(sp => sp.GetRequiredService<Grpc.Core.Interceptors.Interceptor>());" + Public, ByName)]
    [InlineData(Private + Public + "services.AddKeyedTransient<Orders.OrdersClient>(\"public\", (sp, key) => sp.GetRequiredService<Grpc.Net.ClientFactory.GrpcClientFactory>().CreateClient<Orders.OrdersClient>(\"public\"));",
        "public sealed class Desk([FromKeyedServices(\"public\")] Orders.OrdersClient client) { public Order Get() => client.GetOrder(new()); }")]
    [InlineData(Private + Public + "services.AddTransient<Orders.OrdersClient>(sp => sp.GetRequiredService<Grpc.Net.ClientFactory.GrpcClientFactory>().CreateClient<Orders.OrdersClient>(\"private\"));", ByType)]
    [InlineData(Private + Public, "public sealed class Desk(Orders.OrdersClient client) { public Order Get() => client.GetOrder(new()); public static Desk Make(Grpc.Net.ClientFactory.GrpcClientFactory f) => new Desk(f.CreateClient<Orders.OrdersClient>(\"private\")); }")]
    [InlineData("foreach (var name in new[] { \"a\", Environment.MachineName }) services.AddGrpcClient<Orders.OrdersClient>(name, o => o.Address = new Uri(\"https://orders.example.com\"));" + Private, ByType)]
    public Task A_bare_client_beside_one_with_credentials(string registrations, string user) => Verify.Silent(Startup(registrations) + user);

    [Fact]
    public Task Registrations_in_several_methods_have_no_known_order() => Verify.Silent(Startup(Private) + "public static class More { public static void Run(IServiceCollection services) { " + Public + " } }" + ByType);

    [Theory]
    [InlineData(Private + "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"public\");", ByType, " as 'public'")]
    [InlineData(Private + "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"public\");", "public static class Desk { public static Order Get(IServiceProvider services) => services.GetRequiredService<Orders.OrdersClient>().GetOrder(new()); }", " as 'public'")]
    [InlineData(Private + "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}();", ByType, "")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>()" + With + "services.AddOptions().{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"public\");", ByType, " as 'public'")]
    public Task Information_where_the_bare_one_is_what_the_type_gives(string registrations, string user, string name) => Verify.Reports(
        Startup(registrations) + user,
        message: $"'OrdersClient' is registered{name} without credentials; every call of an injected 'OrdersClient' is sent without a token",
        severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Several_names_and_no_credentials_anywhere() => Verify.Reports(
        Startup("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"a\"); services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"b\");") + ByType,
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"a\"); services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"b\");")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(); services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}();")]
    public Task Which_of_several_needs_the_token_is_not_known(string registrations) => Verify.NotFixable(Startup(registrations));

    [Fact]
    public Task Where_the_bare_one_has_a_name_only_its_author_knows() =>
        Verify.NotFixable(Startup(Private + "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"public\");") + ByType);

    [Fact]
    public async Task The_only_one_without_a_name_gets_the_credentials_of_the_others()
    {
        var after = await FixPromise.HoldsAsync(
            Startup(Private + "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri(\"https://orders.example.com\"));") + ByType);
        Assert.Equal(3, after.Split(".AddCallCredentials((context, metadata) => Task.CompletedTask)").Length);
    }

    [Fact]
    public Task A_class_of_another_assembly_takes_the_client() => Verify.Reports(
        Startup(Private + "services.AddTransient<Vendor.Desk>(); services.{|GRPCAUTH1002:AddGrpcClient<Vendor.Client>|}();")
            .Replace("Orders.OrdersClient", "Vendor.Client"),
        new Setup
        {
            Library = """
                namespace Vendor
                {
                    public class Client : Grpc.Core.ClientBase<Client>
                    {
                        public Client(Grpc.Core.CallInvoker invoker) : base(invoker) { }
                        protected Client(ClientBaseConfiguration configuration) : base(configuration) { }
                        protected override Client NewInstance(ClientBaseConfiguration configuration) => new Client(configuration);
                    }

                    public class Desk
                    {
                        public Desk(Client client) { }
                    }
                }
                """,
        },
        severity: DiagnosticSeverity.Info);

    private static string Startup(string statements) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup { public static void Run(IServiceCollection services) { {{statements}} } }

        """;
}
