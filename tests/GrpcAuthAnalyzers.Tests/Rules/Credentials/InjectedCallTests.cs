using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1001 at the calls of injected clients whose registration is bare, where other calls of the client pass a credential.</summary>
public sealed class InjectedCallTests
{
    internal const string Usings = """
        using Grpc.Net.ClientFactory;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.DependencyInjection;

        """;

    internal const string Startup = """
        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
        }

        """;

    internal const string Reader = """
        public interface ITokens { string Token { get; } }

        public sealed class Reader(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {tokens.Token}" } });
        }

        """;

    [Fact]
    public Task One_class_passes_headers_and_another_forgets() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services) => {|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))|};
        }

        """ + Reader + """
        public sealed class Lister(Orders.OrdersClient orders)
        {
            public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new OrderRequest());
        }
        """, message: "'ListOrders' is sent without credentials: the registration of 'OrdersClient' adds none; a server that requires them answers Unauthenticated");

    [Theory]
    [InlineData("public sealed class B { private readonly Orders.OrdersClient _c; public B(Orders.OrdersClient c) { _c = c ?? throw new ArgumentNullException(); } public Order Get() => {|GRPCAUTH1001:_c.GetOrder|}(new()); public object List() => {|GRPCAUTH1001:_c.ListOrders|}(new()); }")]
    [InlineData("public sealed class B(IServiceProvider services) { public Order Get() => {|GRPCAUTH1001:services.GetRequiredService<Orders.OrdersClient>().GetOrder|}(new()); }")]
    [InlineData("public sealed class B(IServiceProvider services) { public Order Get() { var c = (Orders.OrdersClient)services.GetService(typeof(Orders.OrdersClient))!; return {|GRPCAUTH1001:c.GetOrder|}(new(), deadline: DateTime.UtcNow); } }")]
    [InlineData("public sealed class B(IServiceScopeFactory scopes) { public Order Get() { using var scope = scopes.CreateScope(); return Run(scope.ServiceProvider.GetRequiredService<Orders.OrdersClient>()); } private static Order Run(Orders.OrdersClient c) => {|GRPCAUTH1001:c.GetOrder|}(new(), new Metadata { { \"x-request-id\", \"1\" } }); }")]
    [InlineData("public sealed class B(GrpcClientFactory factory) { public Order Get() => {|GRPCAUTH1001:factory.CreateClient<Orders.OrdersClient>(\"OrdersClient\").GetOrder|}(new()); }")]
    [InlineData("public static class B { public static void Map(WebApplication app) => app.MapGet(\"/\", async (Orders.OrdersClient c) => await {|GRPCAUTH1001:c.GetOrderAsync|}(new())); }")]
    [InlineData("public static class B { public static void Map(WebApplication app) => app.MapGet(\"/\", Handle); private static async Task<Order> Handle(Orders.OrdersClient c) => await {|GRPCAUTH1001:c.GetOrderAsync|}(new()); }")]
    [InlineData("public sealed class B : ControllerBase { [HttpGet] public async Task<Order> Get([FromServices] Orders.OrdersClient c) => await {|GRPCAUTH1001:c.GetOrderAsync|}(new()); }")]
    [InlineData("public abstract class Base(Orders.OrdersClient c) { protected Order Get() => {|GRPCAUTH1001:c.GetOrder|}(new()); } public sealed class B(Orders.OrdersClient c) : Base(c);")]
    [InlineData("public sealed class B(Orders.OrdersClient c) { public Order Get() => {|GRPCAUTH1001:c.GetOrder|}(new()); public static B Make(IServiceProvider sp) => new B(sp.GetRequiredService<Orders.OrdersClient>()); }")]
    [InlineData("public sealed class B(Orders.OrdersClient c) { public Order Get() => {|GRPCAUTH1001:c.GetOrder|}(new(), default(CallOptions)); }")]
    [InlineData("public class B : Microsoft.AspNetCore.Components.ComponentBase { [Microsoft.AspNetCore.Components.Inject] public Orders.OrdersClient C { get; set; } = default!; protected override void OnInitialized() => {|GRPCAUTH1001:C.GetOrder|}(new()); }")]
    [InlineData("public class B : Microsoft.AspNetCore.Components.ComponentBase { [Microsoft.AspNetCore.Components.Inject] private Orders.OrdersClient C { get; set; } = default!; protected override async Task OnInitializedAsync() => await {|GRPCAUTH1001:C.GetOrderAsync|}(new()); }")]
    [InlineData("public class B : Microsoft.AspNetCore.Components.ComponentBase { [Microsoft.AspNetCore.Components.Inject] private Orders.OrdersClient C { get; set; } = null!; private Order Get() { var c = C; return {|GRPCAUTH1001:c.GetOrder|}(new()); } }")]
    public Task Every_way_to_get_the_client(string code) => Verify.Reports(Usings + Startup + Reader + code);

    [Theory]
    [InlineData("services.AddHttpClient<Web>().AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>());")]
    [InlineData("services.AddHttpClient(\"catalog\").AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>());")]
    [InlineData("services.AddHttpClient(\"catalog\", c => c.DefaultRequestHeaders.Add(\"x-api-key\", key));")]
    [InlineData("services.AddHttpClient(\"web\").AddHttpMessageHandler<Auth>();")]
    public Task An_http_client_of_another_name_does_not_matter(string registration) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            public static void Run(IServiceCollection services, string key)
            {
                {|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))|};
                {{registration}}
            }
        }

        public sealed class Web(HttpClient http) { public HttpClient Http => http; }

        public sealed class Auth : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new("Bearer", Environment.MachineName);
                return base.SendAsync(request, cancellationToken);
            }
        }

        """ + Reader + """
        public sealed class Lister(Orders.OrdersClient orders)
        {
            public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new OrderRequest());
        }
        """, Setup.Usual with { EditorConfig = "dotnet_diagnostic.GRPCAUTH3003.severity = none" });

    [Theory]
    [InlineData("services.AddHttpClient(name).AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>());")]
    [InlineData("services.AddHttpClient<OrdersClient>().AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>());")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(name); services.AddHttpClient(\"catalog\").AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>());")]
    public Task An_http_client_that_may_have_its_name(string registration) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            public static void Run(IServiceCollection services, string name)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
                {{registration}}
            }
        }

        public sealed class OrdersClient(HttpClient http) { public HttpClient Http => http; }

        """ + Reader + """
        public sealed class Lister(Orders.OrdersClient orders)
        {
            public object List() => orders.ListOrders(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("new Metadata { { \"authorization\", tokens.Token } }")]
    [InlineData("headers")]
    [InlineData("new CallOptions(headers)")]
    [InlineData("options")]
    [InlineData("headers: null")]
    [InlineData("new CallOptions(credentials: CallCredentials.FromInterceptor((c, m) => Task.CompletedTask))")]
    public Task A_call_that_passes_a_credential_or_may(string argument) => Verify.Silent(Usings + Startup + Reader + $$"""
        public sealed class B(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get(Metadata headers, CallOptions options) => orders.GetOrder(new OrderRequest(), {{argument}});
            public string Token => tokens.Token;
        }
        """);

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((c, m) => Task.CompletedTask);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddGrpcClient<Orders.OrdersClient>(\"b\").AddCallCredentials((c, m) => Task.CompletedTask);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.ConfigureHttpClientDefaults(b => b.AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>()));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddHttpClient(\"OrdersClient\").AddHttpMessageHandler(sp => sp.GetRequiredService<DelegatingHandler>());")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.PostConfigure<GrpcClientFactoryOptions>(\"OrdersClient\", o => o.Interceptors.Add(null!));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.ConfigureAll<GrpcClientFactoryOptions>(o => { });")]
    [InlineData("Setup(services.AddGrpcClient<Orders.OrdersClient>());")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(configure);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"unix:///tmp/o.sock\"));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddSingleton<Orders.OrdersClient>(sp => new Orders.OrdersClient(sp.GetRequiredService<CallInvoker>()));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddSingleton(sp => new Orders.OrdersClient(sp.GetRequiredService<CallInvoker>()));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddSingleton(other);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.Replace(ServiceDescriptor.Singleton(other));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddSingleton(new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)) })));")]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>();")]
    public Task A_registration_that_authenticates_or_may_or_is_not_seen(string registrations) => Verify.Silent(
        Usings + "using Microsoft.Extensions.DependencyInjection.Extensions;\n" + $$"""
        public static class Startup
        {
            public static Action<IHttpClientBuilder> Setup { get; set; } = _ => { };

            public static void Run(IServiceCollection services, Action<GrpcClientFactoryOptions> configure, Orders.OrdersClient other) { {{registrations}} }
        }

        """.Replace("public static void Run", "#pragma warning disable CS0618\n    public static void Run") + Reader + """
        public sealed class B(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new()); }
        """.Replace("B(", "C("), Setup.Usual with { EditorConfig = "dotnet_diagnostic.GRPCAUTH1002.severity = none" });

    [Theory]
    [InlineData("public sealed class B(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new()); public static B Test(CallInvoker fake) => new B(new Orders.OrdersClient(fake)); }")]
    [InlineData("public sealed class B(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new()); public static B With(Func<Orders.OrdersClient> make) => new(make()); }")]
    [InlineData("public sealed class B([FromKeyedServices(\"b\")] Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new()); }")]
    [InlineData("public sealed class B(Mine orders) { public Order Get() => orders.GetOrder(new()); } public class Mine(CallInvoker i) : Orders.OrdersClient(i);")]
    [InlineData("public static class B { public static Order Get(Orders.OrdersClient orders) => orders.GetOrder(new()); }")]
    [InlineData("public sealed class B { public Orders.OrdersClient Client { get; set; } = null!; public Order Get() => Client.GetOrder(new()); }")]
    [InlineData("public sealed class B(Func<Orders.OrdersClient> orders) { public Order Get() => orders().GetOrder(new()); }")]
    [InlineData("public sealed class B(Orders.OrdersClient orders, ITokens tokens) { public Order Get() => tokens.Token.Length > 0 ? orders.GetOrder(new(), new Metadata { { \"authorization\", tokens.Token } }) : orders.GetOrder(new()); }")]
    [InlineData("public static class B { public static void Each(IEnumerable<int> all, Orders.OrdersClient c) => all.Select(i => c.GetOrder(new())).ToList(); }")]
    [InlineData("public sealed class B(Lazy<Orders.OrdersClient> orders) { public Order Get() => orders.Value.GetOrder(new()); }")]
    public Task A_client_that_may_be_another_one(string code) => Verify.Silent(Usings + Startup + Reader + code);

    [Fact]
    public Task A_login_and_an_anonymous_method() => Verify.Silent(Usings + """
        public static class Startup { public static void Run(IServiceCollection services) => services.AddGrpcClient<Accounts.AccountsClient>(); }

        public sealed class A(Accounts.AccountsClient accounts, string token)
        {
            public LoginReply Get() => accounts.GetAccount(new LoginRequest(), new Metadata { { "authorization", token } });
        }

        public sealed class B(Accounts.AccountsClient accounts) { public LoginReply Login() => accounts.Login(new LoginRequest()); }
        """);

    [Fact]
    public Task No_call_passes_a_credential() => Verify.Reports(Usings + """
        public static class Startup { public static void Run(IServiceCollection services) => services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(); }

        public sealed class A(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new()); }

        public sealed class B(Orders.OrdersClient orders) { public object List() => orders.ListOrders(new()); }
        """);

    [Fact]
    public Task What_the_calls_pass_is_not_known() => Verify.Silent(Usings + Startup + """
        public sealed class A(Orders.OrdersClient orders) { public Order Get(Metadata headers) => orders.GetOrder(new(), headers); }

        public sealed class B(Orders.OrdersClient orders) { public object List() => orders.ListOrders(new()); }
        """);

    [Fact]
    public Task A_call_beside_siblings_is_reported_once() => Verify.Reports(Usings + Startup + """
        public sealed class A(Orders.OrdersClient orders, string token)
        {
            public Order Get() => orders.GetOrder(new(), new Metadata { { "authorization", token } });

            public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new());
        }
        """);

    [Fact]
    public Task A_registration_in_a_generic_helper() => Verify.Reports(Usings + """
        public static class Startup
        {
            private static void Add<T>(IServiceCollection services) where T : class => services.AddGrpcClient<T>(o => o.Address = new Uri("https://orders.example.com"));

            public static void Run(IServiceCollection services) => Add<Orders.OrdersClient>(services);
        }

        """ + Reader + "public sealed class B(Orders.OrdersClient orders) { public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new()); }");

    [Fact]
    public Task The_fix_passes_what_a_sibling_passes() => Verify.Fixes(Usings + Startup + """
        public static class Tokens { public static Metadata Headers() => new() { { "authorization", Environment.MachineName } }; }

        public sealed class A(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new(), Tokens.Headers()); }

        public sealed class B(Orders.OrdersClient orders) { public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new()); }
        """, Usings + Startup + """
        public static class Tokens { public static Metadata Headers() => new() { { "authorization", Environment.MachineName } }; }

        public sealed class A(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new(), Tokens.Headers()); }

        public sealed class B(Orders.OrdersClient orders) { public object List() => orders.ListOrders(new(), Tokens.Headers()); }
        """);

    [Theory]
    [InlineData("new Metadata { { \"authorization\", tokens.Token } }")]
    [InlineData("Headers()")]
    public Task No_fix_where_the_headers_of_the_sibling_cannot_be_made_here(string headers) => Verify.NotFixable(Usings + Startup + $$"""
        public interface ITokens { string Token { get; } }

        public sealed class A(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new(), {{headers}});

            private Metadata Headers() => new() { { "authorization", tokens.Token } };
        }

        public sealed class B(Orders.OrdersClient orders) { public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new()); }
        """);
}
