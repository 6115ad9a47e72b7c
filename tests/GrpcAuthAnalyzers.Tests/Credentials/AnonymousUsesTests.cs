using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Tests.Secrets;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>Which channels, registrations and interceptors the logins of a program go through.</summary>
public sealed class AnonymousUsesTests
{
    private const string Login = ".Login(new LoginRequest());";

    private const string Registered = "services.AddGrpcClient<Accounts.AccountsClient>(); given" + Login;

    [Theory]
    [InlineData("new Accounts.AccountsClient(Open().Intercept(new Used()))" + Login, true, false)]
    [InlineData("new Accounts.AccountsClient(Open().Intercept(new Used()))" + ".GetAccount(new LoginRequest());", false, false)]
    [InlineData("new Accounts.AccountsClient(Open().Intercept(new Other(), new Used()))" + Login, true, true)]
    [InlineData("new Accounts.AccountsClient(Open().Intercept(new Other()).Intercept(new Used()))" + Login, true, true)]
    [InlineData("var invoker = Open().Intercept(new Used()); new Accounts.AccountsClient(invoker)" + Login, true, false)]
    [InlineData("new Accounts.AccountsClient(Open())" + Login + "new Orders.OrdersClient(Open().Intercept(new Used())).UploadOrders();", false, false)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>().AddInterceptor<Used>(); given" + Login, true, false)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>().AddInterceptor<Used>(); given" + ".GetAccount(new LoginRequest());", false, false)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>().AddInterceptor(() => new Used()).AddInterceptor(p => p.GetRequiredService<Other>()); given" + Login, true, true)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<Used>(); given" + Login, false, false)]
    [InlineData("Add(services.AddGrpcClient<Orders.OrdersClient>()); given" + Login, false, false)]
    [InlineData("Add(services.AddGrpcClient<Accounts.AccountsClient>()); given" + Login, true, false)]
    [InlineData("services.AddGrpcClient<Mine>().AddInterceptor<Used>(); mine" + Login, true, false)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>().AddInterceptor<Used>(); mine" + Login, true, false)]
    [InlineData("services.AddGrpcClient<Mine>().AddInterceptor<Used>(); given" + Login, false, false)]
    public async Task An_interceptor(string statements, bool isUsed, bool isOtherUsed)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var uses = AnonymousUses.Under(program.Facts, GrpcAuthOptions.None);
        Assert.Equal((isUsed, isOtherUsed), (uses.GoThrough(CodeOf("Used")), uses.GoThrough(CodeOf("Other"))));

        PerCallCode CodeOf(string interceptor) => PerCallCode.From(program.Function(interceptor, "AsyncUnaryCall"), program.Facts)!;
    }

    private const string Authenticate = "/*here*/(context, metadata) => Task.CompletedTask";

    private const string Bound = "GrpcChannel.ForAddress(\"https://b.example.com\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(" + Authenticate + ")) })";

    [Theory]
    [InlineData("new Accounts.AccountsClient(" + Bound + ")" + Login, true)]
    [InlineData("new Accounts.AccountsClient(" + Bound + ").GetAccount(new LoginRequest());", false)]
    [InlineData("new Accounts.AccountsClient(Open())" + Login + "new Orders.OrdersClient(" + Bound + ").UploadOrders();", false)]
    [InlineData("var own = CallCredentials.FromInterceptor(" + Authenticate + "); new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://b\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, own) }))" + Login, true)]
    [InlineData("new Accounts.AccountsClient(Open().Intercept(/*here*/metadata => metadata))" + Login, true)]
    [InlineData("new Accounts.AccountsClient(Open().Intercept(/*here*/metadata => metadata).Intercept(new Used()))" + Login, true)]
    [InlineData("new Accounts.AccountsClient(Open())" + Login + "new Orders.OrdersClient(Open().Intercept(/*here*/metadata => metadata)).UploadOrders();", false)]
    [InlineData("given" + Login + "new Orders.OrdersClient(" + Bound + ").UploadOrders();", true)]
    [InlineData("given.GetAccount(new LoginRequest()); new Orders.OrdersClient(" + Bound + ").UploadOrders();", false)]
    [InlineData(Registered + "new Orders.OrdersClient(" + Bound + ").UploadOrders();", false)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); given" + Login + "new Orders.OrdersClient(" + Bound + ").UploadOrders();", true)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>().AddCallCredentials(" + Authenticate + "); given" + Login, true)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials(" + Authenticate + "); given" + Login, false)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>(); given" + Login + "services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials(" + Authenticate + ");", false)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); kept!.AddCallCredentials(" + Authenticate + "); given" + Login, false)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddGrpcClient<Accounts.AccountsClient>(); kept!.AddCallCredentials(" + Authenticate + "); given" + Login, true)]
    public async Task A_function_that_runs_for_each_call(string statements, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var code = PerCallCode.From(Assert.Single(program.Marked), program.Facts)!;
        Assert.Equal(expected, AnonymousUses.Under(program.Facts, GrpcAuthOptions.None).GoThrough(code));
    }

    [Theory]
    [InlineData("new Accounts.AccountsClient(/*here*/GrpcChannel.ForAddress(\"https://b\"))" + Login, true, false)]
    [InlineData("new Accounts.AccountsClient((/*here*/GrpcChannel.ForAddress(\"https://b\")).Intercept(new Used()))" + Login, true, false)]
    [InlineData("new Accounts.AccountsClient(Open())" + Login + "new Orders.OrdersClient(/*here*/GrpcChannel.ForAddress(\"https://b\")).UploadOrders();", false, false)]
    [InlineData("given" + Login + "new Orders.OrdersClient(/*here*/GrpcChannel.ForAddress(\"https://b\")).UploadOrders();", false, true)]
    [InlineData(Registered + "new Orders.OrdersClient(/*here*/GrpcChannel.ForAddress(\"https://b\")).UploadOrders();", false, false)]
    [InlineData("/*here*/services.AddGrpcClient<Accounts.AccountsClient>(); services.BuildServiceProvider().GetRequiredService<Accounts.AccountsClient>()" + Login, true, false)]
    [InlineData("/*here*/services.AddGrpcClient<Accounts.AccountsClient>(); services.BuildServiceProvider().GetRequiredService<Accounts.AccountsClient>().GetAccount(new LoginRequest());", false, false)]
    public async Task A_channel_or_registration(string statements, bool isOn, bool isOnUnseen)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var uses = AnonymousUses.Under(program.Facts, GrpcAuthOptions.None);
        Assert.Equal((isOn, isOnUnseen), (uses.AreOn(Assert.Single(program.Marked)), uses.AreOnUnseenChannels));
    }

    [Theory]
    [InlineData("given" + Login, true, false, false)]
    [InlineData("mine" + Login, true, true, false)]
    [InlineData("mine.GetAccount(new LoginRequest());", false, false, false)]
    [InlineData("given" + Login + "new Orders.OrdersClient(Open()).UploadOrders();", true, false, false)]
    public async Task A_client(string statements, bool isAccounts, bool isMine, bool isOrders)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var uses = AnonymousUses.Under(program.Facts, GrpcAuthOptions.None);
        Assert.Equal(
            (isAccounts, isMine, isOrders), (uses.AreOf(program.Type("Accounts+AccountsClient")), uses.AreOf(program.Type("Mine")), uses.AreOf(program.Type("Orders+OrdersClient"))));
    }

    [Fact]
    public async Task The_options_of_a_tree_say_what_is_anonymous()
    {
        var program = await BoundProgram.OfAsync(Program("new Orders.OrdersClient(Open()).UploadOrders();"));
        Assert.False(AnonymousUses.Under(program.Facts, GrpcAuthOptions.None).AreOf(program.Type("Orders+OrdersClient")));
        Assert.True(AnonymousUses.Under(program.Facts, TestOptions.With(("anonymous_methods", "UploadOrders"))).AreOf(program.Type("Orders+OrdersClient")));
    }

    /// <summary>Each class goes around the client through another one: as many as nobody has are looked at.</summary>
    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public async Task An_invoker_inside_others(int around, bool expected)
    {
        var invokers = string.Concat(Enumerable.Range(1, around).Select(static i => $"var i{i} = i{i - 1}.Intercept(new Other()); "));
        var program = await BoundProgram.OfAsync(Program("var i0 = Open().Intercept(new Used()); " + invokers + $"new Accounts.AccountsClient(i{around})" + Login));
        var used = PerCallCode.From(program.Function("Used", "AsyncUnaryCall"), program.Facts)!;
        Assert.Equal(expected, AnonymousUses.Under(program.Facts, GrpcAuthOptions.None).GoThrough(used));
    }

    private static string Interceptor(string name) => $$"""
        public sealed class {{name}} : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, context);
        }

        """;

    private static string Program(string statements) => "using Grpc.Core.Interceptors;\nusing Microsoft.Extensions.DependencyInjection;\n\n" + Interceptor("Used") + Interceptor("Other") + $$"""
        public class Mine(CallInvoker invoker) : Accounts.AccountsClient(invoker);

        public static class Program
        {
            private static GrpcChannel Open() => GrpcChannel.ForAddress("https://a.example.com");

            {{(statements.Contains("Add(services", StringComparison.Ordinal) ? "private static void Add(IHttpClientBuilder builder) => builder.AddInterceptor<Used>();" : "")}}

            public static void Run(IServiceCollection services, IHttpClientBuilder? kept, Accounts.AccountsClient given, Mine mine)
            {
                {{statements}}
            }
        }
        """;
}
