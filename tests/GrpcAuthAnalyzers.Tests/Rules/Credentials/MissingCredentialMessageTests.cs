using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>What GRPCAUTH1001 to 1003 say of the server, the registration and the headers, and code that is marked as anonymous.</summary>
public sealed class MissingCredentialMessageTests
{
    private const string Required = "; a server that requires them answers Unauthenticated";

    private static readonly Setup Asked = new() { AdditionalFiles = [("GrpcAuth.Facts.txt", "RPC:Acme.Orders.Orders/GetOrder; requires-credentials // 'Desk' asks for authorization")] };

    private const string Usings = "using Microsoft.Extensions.DependencyInjection;\n\n";

    private const string Mark = "\npublic sealed class GrpcAnonymousAttribute : Attribute;\n";

    private const string Bare = "GrpcChannel.ForAddress(\"https://orders.invalid\")";

    [Theory]
    [InlineData("", ": 'Desk' asks for authorization")]
    [InlineData(", new Metadata { { \"x-tenant\", \"a\" } }", ": the call headers hold only 'x-tenant', which is not a known credential header, and 'Desk' asks for authorization")]
    public Task A_call(string headers, string because) => Verify.Reports($$"""
        public static class Program
        {
            public static Order Get() => {|GRPCAUTH1001:new Orders.OrdersClient({|#0:{{Bare}}|}).GetOrder|}(new OrderRequest(){{headers}});
        }
        """, Asked, message: "'GetOrder' is sent without credentials" + because + Required);

    [Fact]
    public Task A_call_of_an_injected_client() => Verify.Reports(InjectedCallTests.Usings + InjectedCallTests.Startup + InjectedCallTests.Reader + """
        public sealed class Lister(Orders.OrdersClient orders)
        {
            public Order Get() => {|GRPCAUTH1001:orders.GetOrder|}(new OrderRequest());
        }
        """, Asked, message: "'GetOrder' is sent without credentials: the registration of 'OrdersClient' adds none, and 'Desk' asks for authorization" + Required);

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}();", "")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(\"main\");", " as 'main'")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient({|#0:" + Bare + "|}));", "")]
    public Task A_registration(string registration, string name) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            public static void Run(IServiceCollection services) { {{registration}} }
        }
        """, Asked,
        message: $"'OrdersClient' is registered{name} without credentials; every call of an injected 'OrdersClient' is sent without a token, and 'Desk' asks for authorization",
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_generic_registration_is_reported_for_its_first_bare_client() => Verify.Reports(Usings + """
        public static class Startup
        {
            internal static void With<T>(IServiceCollection s) where T : class => {|#0:s.{|GRPCAUTH1002:AddGrpcClient<T>|}(o => o.Address = new Uri("https://orders.example.com"))|};

            public static void Run(IServiceCollection services)
            {
                With<Orders.OrdersClient>(services);
                With<Accounts.AccountsClient>(services);
            }
        }

        public sealed class Reader(Orders.OrdersClient orders, Accounts.AccountsClient accounts)
        {
            public Order Get() => orders.GetOrder(new OrderRequest { Id = accounts.GetAccount(new LoginRequest()).Token });
        }
        """, message: "'OrdersClient' is registered without credentials; every call of an injected 'OrdersClient' is sent without a token");

    [Fact]
    public Task A_wrapper() => Verify.Reports($$"""
        public static class Start
        {
            public static object Run() => {|GRPCAUTH1001:new Gateway|}({|#0:{{Bare}}|});
        }

        public sealed class Gateway(ChannelBase channel)
        {
            private readonly Orders.OrdersClient _client = new(channel);

            public Order Get() => {|#1:_client.GetOrder|}(new OrderRequest());
        }
        """, Asked, message: "'GetOrder' is sent without credentials: 'Gateway' calls it with what it is given here, which adds none, and 'Desk' asks for authorization" + Required);

    [Theory]
    [InlineData("[GrpcAnonymous] public Order Get() => _client.GetOrder(new OrderRequest());", "new Gateway(" + Bare + ")")]
    [InlineData("public Order Get() => _client.GetOrder(new OrderRequest());", "Anonymous()")]
    [InlineData("public Order Get() => _client.GetOrder(new OrderRequest());", "SignedIn()")]
    public Task A_wrapper_that_needs_no_credential_is_silent(string method, string start) => Verify.Silent($$"""
        public static class Start
        {
            public static object Run() => {{start}};

            [GrpcAnonymous]
            public static object Anonymous() => new Gateway(GrpcChannel.ForAddress("https://orders.invalid"));

            public static object SignedIn()
            {
                var channel = GrpcChannel.ForAddress("https://orders.invalid");
                new Accounts.AccountsClient(channel).Login(new LoginRequest());
                return new Gateway(channel);
            }
        }

        public sealed class Gateway(ChannelBase channel)
        {
            private readonly Orders.OrdersClient _client = new(channel);

            {{method}}
        }
        """ + Mark);

    [Theory]
    [InlineData("[GrpcAnonymous] public object List() => orders.ListOrders(new OrderRequest());")]
    [InlineData("[GrpcAnonymous] public object List() { return Run(); object Run() => orders.ListOrders(new OrderRequest()); }")]
    public Task The_odd_one_out_in_code_that_is_marked_as_anonymous_is_silent(string method) => Verify.Silent($$"""
        public sealed class Desk(Orders.OrdersClient orders, Func<string> token)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", token() } });

            {{method}}
        }
        """ + Mark);

    [Theory]
    [InlineData("[GrpcAnonymous] public static Order Get() => new Orders.OrdersClient(" + Bare + ").GetOrder(new OrderRequest());")]
    [InlineData("[GrpcAnonymous] public static Func<Order> Get() => () => new Orders.OrdersClient(" + Bare + ").GetOrder(new OrderRequest());")]
    public Task A_call_in_code_that_is_marked_as_anonymous_is_silent(string method) => Verify.Silent("public static class Program\n{\n    " + method + "\n}\n" + Mark);

    [Fact]
    public Task The_header_of_the_other_calls_is_named_and_their_place_shown() => Verify.Reports("""
        public sealed class Desk(Orders.OrdersClient orders, Func<string> token)
        {
            public Order Get() => {|#0:orders.GetOrder|}(new OrderRequest(), new Metadata { { "x-api-key", token() } });

            public object List() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());
        }
        """, severity: DiagnosticSeverity.Warning, message: "This call passes no credential, although 1 other call on 'orders' passes 'x-api-key'");
}
