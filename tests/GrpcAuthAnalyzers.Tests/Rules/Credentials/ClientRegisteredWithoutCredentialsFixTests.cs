using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public class ClientRegisteredWithoutCredentialsFixTests
{
    private static readonly MarkedFix Unknown = new(new ClientRegisteredWithoutCredentialsFix());
    private static readonly MarkedFix Fix = Unknown.With(FixHints.Transport, FixHints.TransportTls);

    [Fact]
    public async Task The_registration_gets_call_credentials_from_the_provider_that_is_registered() => Assert.Contains(
        """
        services
            .AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"))
            .AddCallCredentials(async (context, metadata, serviceProvider) =>
            {
                var token = await serviceProvider.GetRequiredService<Tokens>().GetAccessTokenAsync(context.CancellationToken);
                metadata.Add("authorization", $"Bearer {token}");
            })
            .EnableCallContextPropagation();
        """,
        await Fix.ApplyAsync("""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        services.AddScoped<Tokens>();
        services
            .[|AddGrpcClient<Orders.OrdersClient>|](options => options.Address = new Uri("https://orders.example.com"))
            .EnableCallContextPropagation();

        class Tokens
        {
            public Task<string> GetAccessTokenAsync(CancellationToken cancellation) => Task.FromResult("");
        }
        """));

    [Theory]
    [InlineData("services.AddKeyedScoped<Tokens>(\"orders\");")]
    [InlineData("services.AddKeyedSingleton(\"orders\", new Tokens());")]
    [InlineData("services.AddHostedService<Tokens>();")]
    public async Task A_provider_that_the_services_do_not_give_by_its_type_alone_is_not_asked_for(string registration)
    {
        var after = await Fix.ApplyAsync($$"""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        {{registration}}
        services.[|AddGrpcClient<Orders.OrdersClient>|](options => options.Address = new Uri("https://orders.example.com"));

        class Tokens : Microsoft.Extensions.Hosting.BackgroundService
        {
            public Task<string> GetAccessTokenAsync(CancellationToken cancellation) => Task.FromResult("");

            protected override Task ExecuteAsync(CancellationToken cancellation) => Task.CompletedTask;
        }
        """);

        Assert.DoesNotContain("GetRequiredService", after);
        Assert.Contains("Environment.GetEnvironmentVariable(\"GRPC_ORDERS_TOKEN\")", after);
    }

    [Theory]
    [InlineData("AddSingleton<Holder>()", "", "Environment.GetEnvironmentVariable(")]
    [InlineData("AddSingleton<Holder>()", ".AddCallCredentials(async (context, metadata, sp) => metadata.Add(\"authorization\", \"Bearer \" + await sp.GetRequiredService<Tokens>().GetTokenAsync()))", "Environment.GetEnvironmentVariable(")]
    [InlineData("AddTransient<Holder>()", "", "serviceProvider.GetRequiredService<Tokens>()")]
    public async Task A_provider_of_a_scope_is_not_asked_for_a_client_that_a_singleton_keeps(string holder, string other, string expected)
    {
        var accounts = other.Length == 0 ? "" : "services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://accounts.example.com\"))" + other + ";";
        await FixPromise.WritesAsync(expected, $$"""
            using Microsoft.Extensions.DependencyInjection;

            public class Tokens
            {
                public string User { get; set; } = "";

                public Task<string> GetTokenAsync() => Task.FromResult(Environment.MachineName + User);
            }

            public class Holder(Orders.OrdersClient orders)
            {
                public Orders.OrdersClient Orders => orders;
            }

            public static class Startup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddScoped<Tokens>().{{holder}};
                    {{accounts}}
                    services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
                }
            }
            """);
    }

    [Fact]
    public async Task Of_a_provider_that_is_registered_with_and_without_a_key_the_one_without_is_taken() => Assert.Contains(
        "await serviceProvider.GetRequiredService<Tokens>().GetAccessTokenAsync(context.CancellationToken)",
        await Fix.ApplyAsync("""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        services.AddKeyedScoped<Tokens>("orders").AddScoped<Tokens>();
        services.[|AddGrpcClient<Orders.OrdersClient>|](options => options.Address = new Uri("https://orders.example.com"));

        class Tokens
        {
            public Task<string> GetAccessTokenAsync(CancellationToken cancellation) => Task.FromResult("");
        }
        """));

    [Fact]
    public async Task The_configuration_of_the_builder_is_read_for_each_call() => Assert.Contains(
        "var token = builder.Configuration[\"Grpc:Orders:Token\"]\n",
        await Fix.ApplyAsync("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        [|builder.Services.AddGrpcClient<Orders.OrdersClient>|](options => options.Address = new Uri("https://localhost"));
        """));

    [Fact]
    public async Task The_credentials_of_another_registration_are_used_again() => Assert.Contains(
        """
        services.AddGrpcClient<Accounts.AccountsClient>(options => options.Address = new Uri("https://orders"))
            .AddCallCredentials(Credentials);
        """,
        await Fix.ApplyAsync("""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        [|services.AddGrpcClient<Accounts.AccountsClient>|](options => options.Address = new Uri("https://orders"));
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders")).AddCallCredentials(Credentials);

        static Task Credentials(AuthInterceptorContext context, Metadata metadata) => Task.CompletedTask;
        """));
}
