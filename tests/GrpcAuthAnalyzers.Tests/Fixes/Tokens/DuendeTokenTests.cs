using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Tokens;

/// <summary>
/// Duende.AccessTokenManagement as a source of tokens. Its packages are not served where this is built: the stubs have the names and signatures of
/// DuendeSoftware/foss (access-token-management, version 4) and of DuendeSoftware/Duende.AccessTokenManagement 3.0.1.
/// </summary>
public class DuendeTokenTests
{
    private const string Version4 = """


        namespace Duende.AccessTokenManagement
        {
            public readonly record struct ClientCredentialsClientName
            {
                private readonly string _name;
                private ClientCredentialsClientName(string name) => _name = name;
                public override string ToString() => _name;
                public static implicit operator string(ClientCredentialsClientName value) => value.ToString();
                public static ClientCredentialsClientName Parse(string value) => new(value);
            }

            public readonly record struct AccessToken
            {
                private readonly string _value;
                private AccessToken(string value) => _value = value;
                public override string ToString() => _value;
                public static implicit operator string(AccessToken value) => value.ToString();
                public static AccessToken Parse(string value) => new(value);
            }

            public record TokenRequestParameters;

            public sealed record ClientCredentialsToken
            {
                public required AccessToken AccessToken { get; init; }
            }

            public sealed record TokenResult<T> where T : class
            {
                public T? Token { get; init; }
            }

            public static class TokenResultExtensions
            {
                public static async Task<T> GetToken<T>(this Task<TokenResult<T>> task) where T : class =>
                    (await task).Token ?? throw new InvalidOperationException();
            }

            public interface IClientCredentialsTokenManager
            {
                Task<TokenResult<ClientCredentialsToken>> GetAccessTokenAsync(ClientCredentialsClientName clientName, TokenRequestParameters? parameters = null, CancellationToken ct = default);
                Task DeleteAccessTokenAsync(ClientCredentialsClientName clientName, TokenRequestParameters? parameters = null, CancellationToken ct = default);
            }

            public class TokenManagementBuilder
            {
                public TokenManagementBuilder AddClient(string name, Action<object> configureOptions) => this;
                public TokenManagementBuilder AddClient(ClientCredentialsClientName name, Action<object> configureOptions) => this;
            }

            public static class ServiceCollectionExtensions
            {
                public static TokenManagementBuilder AddClientCredentialsTokenManagement(this Microsoft.Extensions.DependencyInjection.IServiceCollection services) => new();
            }
        }

        namespace Duende.AccessTokenManagement.OpenIdConnect
        {
            public record UserTokenRequestParameters : TokenRequestParameters;

            public sealed record UserToken
            {
                public required AccessToken AccessToken { get; init; }
            }

            public interface IUserTokenManager
            {
                Task<TokenResult<UserToken>> GetAccessTokenAsync(System.Security.Claims.ClaimsPrincipal user, UserTokenRequestParameters? parameters = null, CancellationToken ct = default);
                Task RevokeRefreshTokenAsync(System.Security.Claims.ClaimsPrincipal user, UserTokenRequestParameters? parameters = null, CancellationToken ct = default);
            }

            public static class OpenIdConnectExtensions
            {
                public static Microsoft.Extensions.DependencyInjection.IServiceCollection AddOpenIdConnectAccessTokenManagement(this Microsoft.Extensions.DependencyInjection.IServiceCollection services) => services;
            }
        }
        """;

    private const string Version3 = """


        namespace Duende.AccessTokenManagement
        {
            public class TokenRequestParameters;

            public class ClientCredentialsToken
            {
                public string? AccessToken { get; set; }
                public string? Error { get; set; }
                public bool IsError => Error is not null;
            }

            public interface IClientCredentialsTokenManagementService
            {
                Task<ClientCredentialsToken> GetAccessTokenAsync(string clientName, TokenRequestParameters? parameters = null, CancellationToken cancellationToken = default);
            }

            public class TokenManagementBuilder
            {
                public TokenManagementBuilder AddClient(string name, Action<object> configureOptions) => this;
            }
        }

        namespace Duende.AccessTokenManagement.OpenIdConnect
        {
            public class UserTokenRequestParameters : TokenRequestParameters;

            public class UserToken : ClientCredentialsToken;

            public interface IUserTokenManagementService
            {
                Task<UserToken> GetAccessTokenAsync(System.Security.Claims.ClaimsPrincipal user, UserTokenRequestParameters? parameters = null, CancellationToken cancellationToken = default);
            }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class DuendeExtensions
            {
                public static Duende.AccessTokenManagement.TokenManagementBuilder AddClientCredentialsTokenManagement(this IServiceCollection services) => new();
                public static IServiceCollection AddOpenIdConnectAccessTokenManagement(this IServiceCollection services) => services;
            }
        }
        """;

    private static Task GivesTheRegistration(string services, string lambda, string title, string stub, string usings = "") => Verify.Fixes(
        Program(services, "services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}", "", usings) + stub,
        Program(services, "services.AddGrpcClient<Orders.OrdersClient>", "\n    .AddCallCredentials(" + lambda + ")", usings) + stub,
        choice: new FixChoice { Title = "Add call credentials to the registration using " + title });

    private static string Program(string services, string call, string chain, string usings) => $$"""
        using Duende.AccessTokenManagement;
        using Duende.AccessTokenManagement.OpenIdConnect;{{usings}}
        using Microsoft.Extensions.DependencyInjection;

        IServiceCollection services = new ServiceCollection();
        {{services}}
        {{call}}(options => options.Address = new Uri("https://orders.example.com")){{chain}};
        """;

    [Theory]
    [InlineData("services.AddClientCredentialsTokenManagement().AddClient(\"orders.client\", _ => { });")]
    [InlineData("services.AddClientCredentialsTokenManagement().AddClient(ClientCredentialsClientName.Parse(\"orders.client\"), _ => { });")]
    public Task The_one_client_that_is_registered_is_asked_for(string services) => GivesTheRegistration(
        services,
        """
        async (context, metadata, serviceProvider) =>
            {
                var tokens = serviceProvider.GetRequiredService<IClientCredentialsTokenManager>();
                var client = ClientCredentialsClientName.Parse("orders.client");
                var token = await tokens.GetAccessTokenAsync(client, ct: context.CancellationToken).GetToken();
                metadata.Add("authorization", $"Bearer {token.AccessToken}");
            }
        """,
        "'IClientCredentialsTokenManager.GetAccessTokenAsync'",
        Version4);

    [Fact]
    public Task Version_3_answers_a_token_that_may_be_missing() => GivesTheRegistration(
        "services.AddClientCredentialsTokenManagement().AddClient(\"orders.client\", _ => { });",
        """
        async (context, metadata, serviceProvider) =>
            {
                var tokens = serviceProvider.GetRequiredService<IClientCredentialsTokenManagementService>();
                var answer = await tokens.GetAccessTokenAsync("orders.client", cancellationToken: context.CancellationToken);
                var token = answer.AccessToken
                    ?? throw new InvalidOperationException("There is no token.");
                metadata.Add("authorization", $"Bearer {token}");
            }
        """,
        "'IClientCredentialsTokenManagementService.GetAccessTokenAsync'",
        Version3);

    [Fact]
    public Task The_user_of_the_request_is_asked_for() => GivesTheRegistration(
        "services.AddOpenIdConnectAccessTokenManagement();",
        """
        async (context, metadata, serviceProvider) =>
            {
                var tokens = serviceProvider.GetRequiredService<IUserTokenManager>();
                var user = serviceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User
                    ?? throw new InvalidOperationException("Nobody is signed in.");
                var token = await tokens.GetAccessTokenAsync(user, ct: context.CancellationToken).GetToken();
                metadata.Add("authorization", $"Bearer {token.AccessToken}");
            }
        """,
        "'IUserTokenManager.GetAccessTokenAsync'",
        Version4,
        "\nusing Microsoft.AspNetCore.Http;");

    [Theory]
    [InlineData("services.AddClientCredentialsTokenManagement().AddClient(\"orders.client\", _ => { }).AddClient(\"billing.client\", _ => { });")]
    [InlineData("services.AddClientCredentialsTokenManagement();")]
    [InlineData("services.AddClientCredentialsTokenManagement().AddClient(Environment.MachineName, _ => { });")]
    public Task Two_clients_or_none_are_not_guessed(string services) => GivesTheRegistration(
        services,
        """
        (context, metadata) =>
            {
                var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                metadata.Add("authorization", $"Bearer {token}");
                return Task.CompletedTask;
            }
        """,
        "environment variable 'GRPC_ORDERS_TOKEN'",
        Version4);

    [Fact]
    public Task A_manager_in_scope_is_asked_for_the_user_in_scope() => Verify.Fixes(
        Sender("{|GRPCAUTH2001:\"Bearer archive-writer-88c4\"|}"),
        Sender(
            "$\"Bearer {token}\"",
            "var token = (await tokens.GetAccessTokenAsync(user, cancellationToken: cancellation)).AccessToken\n            ?? throw new InvalidOperationException(\"There is no token.\");\n        "),
        choice: new FixChoice { Title = "Replace the hard-coded token with 'tokens.GetAccessTokenAsync'" });

    private static string Sender(string value, string local = "") => $$"""
        using System.Security.Claims;
        using Duende.AccessTokenManagement.OpenIdConnect;

        class Sender(Orders.OrdersClient client, IUserTokenManagementService tokens)
        {
            public async Task<Order> GetAsync(ClaimsPrincipal user, CancellationToken cancellation)
            {
                {{local}}var headers = new Metadata { { "authorization", {{value}} } };
                return await client.GetOrderAsync(new OrderRequest(), headers, cancellationToken: cancellation);
            }

            public async Task<bool> IsSignedInAsync(ClaimsPrincipal user) => !(await tokens.GetAccessTokenAsync(user)).IsError;
        }
        """ + Version3;
}
