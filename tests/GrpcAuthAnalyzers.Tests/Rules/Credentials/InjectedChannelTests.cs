using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Channels and invokers that a service provider gives to constructors: what their registrations add is what the calls send.</summary>
public sealed class InjectedChannelTests
{
    private const string Bare = "services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\"));";

    private const string Credentials = "new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", \"Bearer \" + tokens()); return Task.CompletedTask; })) }";

    private const string Desk = "public sealed class Desk { private readonly Orders.OrdersClient _orders; public Desk(GrpcChannel channel) => _orders = new Orders.OrdersClient(channel); public Order Get() => {|GRPCAUTH1001:_orders.GetOrder|}(new OrderRequest()); }";

    private const string Bearer = "new Metadata { { \"authorization\", \"Bearer \" + tokens() } }";

    [Theory]
    [InlineData(Bare, Desk)]
    [InlineData("var channel = GrpcChannel.ForAddress(\"https://orders.example.com\"); services.AddSingleton(channel);", Desk)]
    [InlineData("services.AddSingleton(typeof(GrpcChannel), _ => GrpcChannel.ForAddress(\"https://orders.example.com\"));", Desk)]
    [InlineData(Bare, "public sealed class Desk(GrpcChannel channel) { public Order Get() => {|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrder|}(new OrderRequest()); }")]
    [InlineData(Bare + " services.AddSingleton(sp => new Desk(sp.GetRequiredService<GrpcChannel>()));", Desk)]
    [InlineData("services.AddSingleton<ChannelBase>(_ => GrpcChannel.ForAddress(\"https://orders.example.com\"));", "public abstract class Counter { private protected readonly Orders.OrdersClient Client; protected Counter(ChannelBase channel) => Client = new Orders.OrdersClient(channel); }\npublic sealed class Desk(ChannelBase channel) : Counter(channel) { public Order Get() => {|GRPCAUTH1001:Client.GetOrder|}(new OrderRequest()); }")]
    [InlineData(Bare + " services.AddSingleton<CallInvoker>(sp => sp.GetRequiredService<GrpcChannel>().Intercept(new Log()));", "public sealed class Desk(CallInvoker invoker) { public Order Get() => {|GRPCAUTH1001:new Orders.OrdersClient(invoker).GetOrder|}(new OrderRequest()); }\npublic sealed class Log : Interceptor;")]
    public Task A_call_over_an_injected_channel_without_credentials(string registrations, string desk) => Verify.Reports(Program(registrations, desk));

    [Theory]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\", " + Credentials + "));", "GrpcChannel channel", "channel")]
    [InlineData("", "GrpcChannel channel", "channel")]
    [InlineData(Bare + " services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://b.example.com\", " + Credentials + "));", "GrpcChannel channel", "channel")]
    [InlineData(Bare + " services.Add(ServiceDescriptor.Singleton<GrpcChannel>(_ => GrpcChannel.ForAddress(\"https://b.example.com\", " + Credentials + ")));", "GrpcChannel channel", "channel")]
    [InlineData("services.AddKeyedSingleton(\"orders\", (_, _) => GrpcChannel.ForAddress(\"https://orders.example.com\"));", "GrpcChannel channel", "channel")]
    [InlineData("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://b.example.com\", " + Credentials + ")); " + Bare, "GrpcChannel channel", "channel")]
    [InlineData(Bare + " services.AddSingleton<CallInvoker>(sp => sp.GetRequiredKeyedService<GrpcChannel>(\"b\").CreateCallInvoker());", "CallInvoker invoker", "invoker")]
    [InlineData(Bare + " services.AddSingleton<CallInvoker>(sp => ActivatorUtilities.CreateInstance<GrpcChannel>(sp).CreateCallInvoker());", "CallInvoker invoker", "invoker")]
    [InlineData(Bare, "Func<GrpcChannel> make", "make()")]
    [InlineData(Bare + " void Host(Microsoft.Extensions.Hosting.IHostBuilder host, IServiceProviderFactory<object> factory) => host.UseServiceProviderFactory(factory);", "GrpcChannel channel", "channel")]
    [InlineData(Bare, "ChannelBase channel", "channel")]
    [InlineData(Bare, "GrpcChannel channel, Interceptor auth", "channel.Intercept(auth)")]
    [InlineData(Bare + " services.AddSingleton<CallInvoker>(sp => sp.GetRequiredService<GrpcChannel>().Intercept(m => { m.Add(\"authorization\", tokens()); return m; }));", "CallInvoker invoker", "invoker")]
    [InlineData("services.AddSingleton(sp => GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { HttpHandler = sp.GetRequiredService<HttpMessageHandler>() }));", "GrpcChannel channel", "channel")]
    [InlineData(Bare + " Use(new Desk(GrpcChannel.ForAddress(\"https://b.example.com\", " + Credentials + ")));", "GrpcChannel channel", "channel")]
    public Task A_channel_that_may_have_credentials(string registrations, string parameters, string channel) => Verify.Silent(Program(
        registrations, $"public sealed class Desk({parameters}) {{ public Order Get() => new Orders.OrdersClient({channel}).GetOrder(new OrderRequest()); }}"));

    [Fact]
    public Task An_assembly_that_is_not_seen_may_register_another() => Verify.Silent(
        Program(Bare + " Company.Setup.AddCompany(services);", Desk.Replace("{|GRPCAUTH1001:", "", System.StringComparison.Ordinal).Replace("|}", "", System.StringComparison.Ordinal)),
        Setup.Usual with { Library = "using Microsoft.Extensions.DependencyInjection; namespace Company; public static class Setup { public static void AddCompany(this IServiceCollection services) { } }" });

    [Fact]
    public Task A_header_that_goes_over_an_injected_http_channel() => Verify.Reports(Program(
        "services.AddSingleton(_ => GrpcChannel.ForAddress(\"http://orders.example.com\"));",
        "public sealed class Desk(GrpcChannel channel, Func<string> tokens) { public Order Get() => new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH5003:{ \"authorization\", \"Bearer \" + tokens() }|} }); }"));

    [Fact]
    public Task Call_credentials_that_an_injected_http_channel_drops() => Verify.Reports(Program(
        "services.AddSingleton(_ => GrpcChannel.ForAddress(\"http://orders.example.com\"));",
        "public sealed class Desk(GrpcChannel channel, Func<string> tokens) { public Order Get() => {|GRPCAUTH5001:new Orders.OrdersClient(channel).GetOrder|}(new OrderRequest(), new CallOptions(credentials: CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", \"Bearer \" + tokens()); return Task.CompletedTask; }))); }"));

    [Fact]
    public async Task The_fix_gives_the_registered_channel_credentials()
    {
        var after = await FixPromise.HoldsAsync(Program(Bare.Replace("GrpcChannel.ForAddress(\"https://orders.example.com\")", "{|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}", System.StringComparison.Ordinal), Desk));
        Assert.Contains("services.AddSingleton(_ => GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions", after);
    }

    [Fact]
    public Task Another_class_that_gets_the_channel_sends_a_token_of_its_own() => Verify.NotFixable(Program(
        Bare, Desk + "\npublic sealed class Hall(GrpcChannel channel, Func<string> tokens) { public Order Get() => new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), " + Bearer + "); }"));

    private static string Program(string registrations, string desk) => $$"""
        using System.Net.Http;
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Run(IServiceCollection services, Func<string> tokens)
            {
                {{registrations}}
            }

            private static void Use(object value) { }
        }

        {{desk}}
        """;
}
