using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1001 and 1002 where code of other assemblies gets the services of the program: what it adds to every client is not known.</summary>
public sealed class UnseenSetupTests
{
    private const string Usings = """
        using Company;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    private const string AddClient = "AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\"));";

    private const string Callers = """

        public sealed class First(Orders.OrdersClient client, IConfiguration settings)
        {
            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + settings["Token"] } });
        }

        public sealed class Second(Orders.OrdersClient client)
        {
            public Order Get() => client.GetOrder(new OrderRequest());
        }
        """;

    private static readonly Setup WithCompany = Setup.Usual with
    {
        Library = """
            using System;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            namespace Company;

            public static class Defaults
            {
                public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder => builder;
                public static IServiceCollection AddCompanyGrpc(this IServiceCollection services) => services;
                public static void Configure(IServiceCollection services, IConfiguration settings) => services.GetType();
                public static void Configure(IServiceCollection services) => services.GetType();
                public static IHostBuilder UseCompany(this IHostBuilder host) => host;
                public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateBuilder(args);
                public static IServiceCollection Scan(this IServiceCollection services, Action<object> scan) => services;
                public static int Count(int count) => count;
                public static void UseThings(this IApplicationBuilder app) => app.GetType();
            }

            public sealed class Factory : IServiceProviderFactory<ServiceCollection>
            {
                public ServiceCollection CreateBuilder(IServiceCollection services) => new();
                public IServiceProvider CreateServiceProvider(ServiceCollection services) => services.BuildServiceProvider();
            }

            public sealed class Module(IServiceCollection services)
            {
                public int Count => services.Count;
            }

            public class StartupBase
            {
                public virtual void ConfigureServices(IServiceCollection services) => services.GetType();
            }

            public interface IModule
            {
                void Register(Context context);
            }

            public sealed class Context(IServiceCollection services)
            {
                public IServiceCollection Services => services;
            }
            """,
    };

    [Theory]
    [InlineData("builder.AddServiceDefaults();")]
    [InlineData("builder.Services.AddCompanyGrpc();")]
    [InlineData("builder.Services.AddOptions().AddCompanyGrpc();")]
    [InlineData("Defaults.Configure(builder.Services, builder.Configuration);")]
    [InlineData("builder.Host.UseCompany();")]
    [InlineData("builder.Host.ConfigureServices(Defaults.Configure);")]
    [InlineData("builder.Host.UseServiceProviderFactory(new Factory());")]
    [InlineData("builder.Services.Scan(scan => { });")]
    [InlineData("_ = new Module(builder.Services);")]
    [InlineData("Setup(builder.Services); static void Setup(IServiceCollection all) => all.AddCompanyGrpc();")]
    public async Task Code_of_another_assembly_gets_the_services(string setup)
    {
        await Verify.Silent(Program(setup, AddClient), WithCompany);
        await Verify.Silent(Program(setup, AddClient) + Callers, WithCompany with { GeneratedContracts = true });
    }

    [Fact]
    public Task Code_of_another_assembly_makes_the_builder() =>
        Verify.Silent(Program("", AddClient).Replace("WebApplication.CreateBuilder", "Defaults.CreateBuilder") + Callers, WithCompany);

    [Theory]
    [InlineData("StartupBase", "override void ConfigureServices(IServiceCollection services)", "base.ConfigureServices(services); services.")]
    [InlineData("StartupBase", "override void ConfigureServices(IServiceCollection services)", "services.")]
    [InlineData("IModule", "void Register(Context context)", "context.Services.")]
    public Task A_framework_calls_the_method_with_services_that_others_get_too(string type, string method, string code) => Verify.Silent(Usings + $$"""
        public sealed class Shop : {{type}} { public {{method}} { {{code}}{{AddClient}} } }
        """ + Callers, WithCompany);

    [Theory]
    [InlineData("builder.Services.AddControllers(); builder.Services.AddLogging(); builder.Services.AddOptions();")]
    [InlineData("builder.Services.AddGrpc(); builder.Services.AddHttpContextAccessor(); builder.Services.AddMemoryCache(); builder.Services.AddHealthChecks();")]
    [InlineData("builder.Services.AddAuthorization(); builder.Services.AddAuthentication(); builder.Services.AddHttpClient();")]
    [InlineData("builder.Host.UseServiceProviderFactory(new DefaultServiceProviderFactory());")]
    [InlineData("builder.Services.Configure<Company.Context>(builder.Configuration.GetSection(\"Company\"));")]
    [InlineData("builder.Host.UseConsoleLifetime();")]
    [InlineData("Setup(builder); static void Setup(IHostApplicationBuilder all) => all.Services.ConfigureHttpClientDefaults(http => http.SetHandlerLifetime(TimeSpan.FromMinutes(1)));")]
    [InlineData("Console.WriteLine(Defaults.Count(builder.Services.Count));")]
    [InlineData("builder.Build().UseThings();")]
    public async Task Methods_that_are_known_or_seen(string setup)
    {
        await Verify.Reports(Program(setup, "{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri(\"https://orders.example.com\"));"), WithCompany);
        await Verify.Reports(
            Program(setup, AddClient) + Callers.Replace("client.GetOrder(new OrderRequest());", "{|GRPCAUTH1001:client.GetOrder|}(new OrderRequest());"),
            WithCompany with { GeneratedContracts = true });
    }

    [Fact]
    public Task A_client_that_is_made_by_hand_gets_no_defaults() => Verify.Reports(
        Program("builder.AddServiceDefaults();", "{|GRPCAUTH1002:AddSingleton|}(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));"),
        WithCompany);

    [Fact]
    public Task A_client_that_is_made_by_hand_beside_another_container() => Verify.Silent(
        Program(
            "builder.Host.UseServiceProviderFactory(new Factory());",
            "AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));"),
        WithCompany);

    private static string Program(string setup, string registration) => Usings + $"""
        var builder = WebApplication.CreateBuilder(args);
        {setup}
        builder.Services.{registration}
        builder.Build().Run();

        """;
}
