using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Clients that are put into the container with a factory, or as an object.</summary>
public sealed class ContainerClientTests
{
    private const string Usings = """
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client.Web;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;

        """;

    private const string Log = "public sealed class Log : Interceptor;\n\n";

    private const string Credentials = "new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)) }";

    private const string Reader = """
        public interface ITokens { string Token { get; } }

        public sealed class Reader(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {tokens.Token}" } });
        }

        """;

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    [InlineData("services.{|GRPCAUTH1002:AddScoped|}(_ => { var channel = GrpcChannel.ForAddress(\"https://orders.example.com\"); return new Orders.OrdersClient(channel); });")]
    [InlineData("services.{|GRPCAUTH1002:AddTransient<Orders.OrdersClient>|}(sp => new(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")); services.{|GRPCAUTH1002:AddSingleton|}(client);")]
    [InlineData("services.{|GRPCAUTH1002:TryAddSingleton|}(new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    [InlineData("services.{|GRPCAUTH1002:TryAddScoped|}(Make);")]
    [InlineData("services.{|GRPCAUTH1002:AddKeyedSingleton|}(\"a\", (sp, key) => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    [InlineData("services.Add(ServiceDescriptor.{|GRPCAUTH1002:Singleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\"))));")]
    [InlineData("services.Add(new {|GRPCAUTH1002:ServiceDescriptor|}(typeof(Orders.OrdersClient), _ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")), ServiceLifetime.Singleton));")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(typeof(Orders.OrdersClient), new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\")); services.{|GRPCAUTH1002:AddSingleton|}(sp => new Orders.OrdersClient(sp.GetRequiredService<GrpcChannel>()));")]
    [InlineData("services.AddSingleton<ChannelBase>(GrpcChannel.ForAddress(\"https://orders.example.com\")); services.{|GRPCAUTH1002:AddScoped|}(sp => new Orders.OrdersClient(sp.GetRequiredService<ChannelBase>()));")]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\")); services.AddSingleton<CallInvoker>(sp => sp.GetRequiredService<GrpcChannel>().Intercept(new Log())); services.{|GRPCAUTH1002:AddSingleton|}(sp => new Orders.OrdersClient(sp.GetRequiredService<CallInvoker>()));")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new HttpClientHandler()) })));")]
    [InlineData("services.{|GRPCAUTH1002:AddSingleton|}(sp => { var web = new GrpcWebHandler(new HttpClientHandler()); return new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new() { HttpClient = new HttpClient(web) })); });")]
    public Task A_client_without_credentials(string registrations) => Verify.Reports(Usings + Log + $$"""
        public static class Startup
        {
            public static void Run(IServiceCollection services) { {{registrations}} }

            private static Orders.OrdersClient Make(IServiceProvider services) => new(GrpcChannel.ForAddress("https://orders.example.com"));
        }
        """);

    [Fact]
    public Task A_bare_call_over_another_channel_is_another_matter() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services) =>
                services.{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress("https://a.example.com")));
        }

        public static class Other
        {
            public static Order Get() => {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://b.example.com")).GetOrder|}(new OrderRequest());
        }
        """);

    /// <summary>The accessor of a property of a contract is no RPC.</summary>
    [Theory]
    [InlineData("Task<LoginReply> LoginAsync(LoginRequest request);", false)]
    [InlineData("string Host => \"a\"; Task<LoginReply> LoginAsync(LoginRequest request);", false)]
    [InlineData("Task<LoginReply> LoginAsync(LoginRequest request); Task<LoginReply> GetAccountAsync(LoginRequest request);", true)]
    public Task A_contract_whose_rpcs_are_anonymous(string members, bool isReported) => Both($$"""
        using ProtoBuf.Grpc.Client;
        using ProtoBuf.Grpc.Configuration;
        {{Usings}}
        [Service("acme.login.v1.Login")]
        public interface ILogin { {{members}} }

        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.ADD(_ => GrpcChannel.ForAddress("https://a.example.com").CreateGrpcService<ILogin>());
        }
        """, isReported);

    private static Task Both(string source, bool isReported) =>
        isReported ? Verify.Reports(source.Replace("ADD", "{|GRPCAUTH1002:AddSingleton|}")) : Verify.Silent(source.Replace("ADD", "AddSingleton"));

    [Theory]
    [InlineData("services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", " + Credentials + ")));")]
    [InlineData("services.AddSingleton(sp => new Orders.OrdersClient(sp.GetRequiredService<GrpcChannel>()));")]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\", " + Credentials + ")); services.AddSingleton(sp => new Orders.OrdersClient(sp.GetRequiredService<GrpcChannel>()));")]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\")); services.AddKeyedSingleton(\"a\", (_, _) => GrpcChannel.ForAddress(\"https://orders.example.com\", " + Credentials + ")); services.AddSingleton(sp => new Orders.OrdersClient(sp.GetRequiredKeyedService<GrpcChannel>(\"a\")));")]
    [InlineData("services.AddSingleton(sp => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\").Intercept(sp.GetRequiredService<Interceptor>())));")]
    [InlineData("services.AddSingleton(sp => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", options)));")]
    [InlineData("services.AddSingleton(given);")]
    [InlineData("services.AddSingleton(make);")]
    [InlineData("services.AddSingleton<Orders.OrdersClient>();")]
    [InlineData("services.AddSingleton<Orders.OrdersClient, Mine>();")]
    [InlineData("services.AddSingleton<Orders.OrdersClient>(_ => new Mine(GrpcChannel.ForAddress(\"https://orders.example.com\").CreateCallInvoker()));")]
    [InlineData("services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"unix:///tmp/orders.sock\")));")]
    [InlineData("services.AddSingleton(sp => sp.GetRequiredService<Grpc.Net.ClientFactory.GrpcClientFactory>().CreateClient<Orders.OrdersClient>(\"a\"));")]
    [InlineData("services.AddKeyedSingleton(\"public\", (sp, key) => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\"))); services.AddKeyedSingleton(\"private\", (sp, key) => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", " + Credentials + ")));")]
    [InlineData("services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\"))); services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((c, m) => Task.CompletedTask);")]
    [InlineData("services.AddSingleton(_ => new HttpClient()); services.AddSingleton<IDisposable>(_ => GrpcChannel.ForAddress(\"https://orders.example.com\"));")]
    public Task A_client_with_credentials_or_not_known(string registrations) => Verify.Silent(Usings + $$"""
        public sealed class Mine(CallInvoker invoker) : Orders.OrdersClient(Wrap(invoker)) { private static CallInvoker Wrap(CallInvoker i) => i.Intercept(m => { m.Add("authorization", Environment.MachineName); return m; }); }

        public static class Startup
        {
            public static void Run(IServiceCollection services, Orders.OrdersClient given, Func<IServiceProvider, Orders.OrdersClient> make, GrpcChannelOptions options) { {{registrations}} }
        }
        """);

    [Fact]
    public Task A_call_beside_one_that_passes_headers() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddSingleton(_ => new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("https://orders.example.com")|}));
        }

        """ + Reader + "public sealed class B(Orders.OrdersClient orders) { public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new()); }");

    [Theory]
    [InlineData("services.AddSingleton(GrpcChannel.ForAddress(\"https://orders.example.com\")); services.AddScoped(sp => new Orders.OrdersClient(sp.GetRequiredService<GrpcChannel>()));")]
    [InlineData("services.AddSingleton(new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    [InlineData("services.TryAddTransient(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    public Task Calls_through_every_kind_of_registration(string registrations) => Verify.Reports(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services) { {{registrations}} } }

        """ + Reader + "public sealed class B(Orders.OrdersClient orders) { public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new()); }");

    [Theory]
    [InlineData("services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));")]
    [InlineData("services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(services.Count.ToString())));")]
    [InlineData("services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://localhost:5000\")));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>();")]
    public Task The_channel_gets_no_credential_beside_the_headers_of_other_calls(string registration) => Verify.NotFixable(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services) { {{registration}} } }

        """ + Reader + "public sealed class B(Orders.OrdersClient orders) { public object List() => {|GRPCAUTH1001:orders.ListOrders|}(new()); }");

    [Fact]
    public Task A_client_whose_calls_all_pass_headers() => Verify.Silent(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")));
        }

        """ + Reader);

    [Fact]
    public Task An_anonymous_service() => Verify.Silent(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")));
        }
        """, Setup.Usual with { EditorConfig = "grpc_auth.anonymous_services = Orders" });

    [Fact]
    public Task A_channel_of_the_container_in_other_code() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services) => services.AddSingleton(_ => {|#0:GrpcChannel.ForAddress("https://orders.example.com")|});

            public static Order Get(IServiceProvider services) => {|GRPCAUTH1001:new Orders.OrdersClient(services.GetRequiredService<GrpcChannel>()).GetOrder|}(new());
        }
        """);

    [Theory]
    [InlineData("var client = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}); services.AddSingleton(client); {|GRPCAUTH1001:client.GetOrder|}(new());")]
    [InlineData("var channel = {|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}; services.AddSingleton(_ => new Orders.OrdersClient(channel)); {|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}(new());")]
    public Task One_cause_has_one_report(string code) => Verify.Reports(Usings + $$"""
        public static class Startup { public static void Run(IServiceCollection services) { {{code}} } }
        """);
}
