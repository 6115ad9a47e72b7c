using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public class ClientRegisteredWithoutCredentialsFixTests
{
    private static readonly MarkedFix Fix = new(new ClientRegisteredWithoutCredentialsFix());

    [Fact]
    public async Task The_registration_gets_call_credentials_from_the_provider_that_is_registered() => Assert.Contains(
        """
        services
            .AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"))
            .AddCallCredentials(async (context, metadata, serviceProvider) =>
                metadata.Add("authorization", $"Bearer {await serviceProvider.GetRequiredService<Tokens>().GetAccessTokenAsync(context.CancellationToken).ConfigureAwait(false)}"))
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

    [Fact]
    public async Task The_configuration_of_the_builder_is_read_for_each_call() => Assert.Contains(
        """
        builder.Services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("http://localhost"))
            .AddCallCredentials((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + (builder.Configuration["Grpc:Token"] ?? throw new InvalidOperationException("The setting 'Grpc:Token' is missing.")));
                return Task.CompletedTask;
            })
            .ConfigureChannel(options => options.UnsafeUseInsecureChannelCallCredentials = true);
        """,
        await Fix.With(FixHints.Transport, FixHints.TransportLoopback).ApplyAsync("""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        [|builder.Services.AddGrpcClient<Orders.OrdersClient>|](options => options.Address = new Uri("http://localhost"));
        """));

    [Fact]
    public async Task Over_http_to_another_machine_there_is_no_fix() => Assert.Null(
        await Fix.With(FixHints.Transport, FixHints.TransportPlaintext).TitleAsync("""
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        [|services.AddGrpcClient<Orders.OrdersClient>|](options => options.Address = new Uri("http://orders"));
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
