using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>
/// A call without a credential beside one for which metadata with a credential was made and forgotten (GRPCAUTH1007). Its fix passes it there, and no fix may
/// bring a warning: so the warning about the other call is there already.
/// </summary>
public sealed class CallBesideForgottenMetadataTests
{
    private const string Registration = """
        using Microsoft.Extensions.DependencyInjection;

        internal static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddSingleton<Desk>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
            }
        }

        """;

    [Fact]
    public Task Of_an_injected_client_that_is_not_registered_here() => Verify.Reports(Desk("{|GRPCAUTH1007:new()|}", """
        public Order Other() => {|GRPCAUTH1003:orders.GetOrder|}(new OrderRequest());
        """, call: "{|#0:orders.GetOrder|}"), message: "This call passes no credential, although metadata for 1 other call on 'orders' holds 'authorization'");

    [Fact]
    public Task The_fix_of_the_metadata_brings_no_warning() => Verify.Fixes(
        Desk("{|GRPCAUTH1007:new()|}", "public Order Other() => {|GRPCAUTH1003:orders.GetOrder|}(new OrderRequest());"),
        Desk("new()", "public Order Other() => {|GRPCAUTH1003:orders.GetOrder|}(new OrderRequest());", sent: ", headers"));

    [Fact]
    public Task Of_a_client_whose_registration_is_bare() => Verify.Reports(Registration + Desk("{|GRPCAUTH1007:new()|}", """
        public Order Other() => {|GRPCAUTH1001:orders.GetOrder|}(new OrderRequest());
        """));

    // The registration is meant to be bare: the one call that there is gets its metadata.
    [Fact]
    public Task The_only_call_of_a_client_whose_registration_is_bare() => Verify.Reports(Registration + Desk("{|GRPCAUTH1007:new()|}", ""));

    [Theory]
    [InlineData("public Order A() => orders.GetOrder(new OrderRequest()); public Order B() => orders.ListOrders(new OrderRequest()) is null ? null! : new();")]
    [InlineData("public Order Other() => orders.GetOrder(new OrderRequest(), headers: null);")]
    [InlineData("public Order Other() => others.GetOrder(new OrderRequest());")]
    [InlineData("public object Sign(Accounts.AccountsClient accounts) => accounts.Login(new LoginRequest());")]
    public Task Calls_that_it_does_not_show_to_be_wrong(string members) => Verify.Reports(Desk("{|GRPCAUTH1007:new()|}", members));

    [Fact]
    public Task Metadata_without_a_credential_shows_nothing() => Verify.Silent("""
        public sealed class Desk(Orders.OrdersClient orders)
        {
            public Order Get()
            {
                Metadata headers = new();
                headers.Add("x-request-id", "1");
                return orders.GetOrder(new OrderRequest());
            }

            public Order Other() => orders.GetOrder(new OrderRequest());
        }
        """);

    private static string Desk(string creation, string members, string sent = "", string call = "orders.GetOrder") => $$"""
        internal sealed class Desk(Orders.OrdersClient orders, Orders.OrdersClient others, Func<string> token)
        {
            public Order Get()
            {
                Metadata headers = {{creation}};
                headers.Add("authorization", $"Bearer {token()}");
                return {{call}}(new OrderRequest(){{sent}});
            }

            public object Unused => others;

            {{members}}
        }
        """;
}
