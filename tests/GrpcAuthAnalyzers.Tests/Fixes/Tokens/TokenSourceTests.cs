using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Tokens;

/// <summary>
/// Where fixes take a token from, with the types of the real packages: Azure.Core, Microsoft.Identity.Abstractions and Google.Apis.Auth are referenced. Only
/// Microsoft.Identity.Web is a stub of the same name space here: it would bring the whole of MSAL into the tests.
/// </summary>
public class TokenSourceTests
{
    private static readonly Setup Packages = new() { TokenPackages = true };

    private const string TokenAcquisition = """


        namespace Microsoft.Identity.Web
        {
            public interface ITokenAcquisition
            {
                Task<string> GetAccessTokenForUserAsync(IEnumerable<string> scopes, string? tenantId = null, string? userFlow = null);
                Task<string> GetAccessTokenForAppAsync(string scope, string? tenant = null);
            }
        }
        """;

    private static string Channel(string parameters, string members, string creation, string usings = "") => usings + $$"""
        class Gateway({{parameters}})
        {
            {{members}}
            public async Task<Order> GetAsync()
            {
                using var channel = {{creation}};
                return await {|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrderAsync|}(new OrderRequest());
            }
        }
        """;

    private static Task GivesTheChannel(string value, string title, string parameters, string members = "", string usings = "", string usingsAfter = "", string rest = "", Setup? setup = null) => Verify.Fixes(
        Channel(parameters, members, "GrpcChannel.ForAddress(\"https://orders.example.com\")", usings) + rest,
        usingsAfter + Channel(parameters, members, $$"""
        GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor({{CallbackText.Of("async (context, metadata)", value, 16)}})),
                })
        """, usings).Replace("{|GRPCAUTH1001:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal) + rest,
        setup ?? Packages,
        choice: new FixChoice { Title = "Add call credentials to the channel using " + title });

    [Fact]
    public Task A_TokenCredential_is_asked_for_the_scope_that_a_constant_names() => GivesTheChannel(
        "var request = new TokenRequestContext(new[] { OrdersScope });\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'credential.GetTokenAsync'",
        "TokenCredential credential",
        "private const string OrdersScope = \"api://orders/.default\";",
        "using Azure.Core;\n\n");

    [Fact]
    public Task A_TokenCredential_is_asked_for_the_scopes_of_a_field() => GivesTheChannel(
        "var request = new TokenRequestContext(_scopes);\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'credential.GetTokenAsync'",
        "TokenCredential credential",
        "private readonly string[] _scopes = [\"api://orders/.default\"];",
        "using Azure.Core;\n\n");

    [Fact]
    public Task A_TokenCredential_is_asked_for_the_scope_that_other_code_asks_for() => GivesTheChannel(
        "var request = new TokenRequestContext(new[] { \"api://orders/.default\" });\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'credential.GetTokenAsync'",
        "TokenCredential credential",
        "public ValueTask<AccessToken> WarmUpAsync() => credential.GetTokenAsync(new TokenRequestContext([\"api://orders/.default\"]), default);",
        "using Azure.Core;\n\n");

    [Fact]
    public Task The_scope_that_nothing_names_is_a_setting_without_which_the_call_fails() => GivesTheChannel(
        "var scope = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_SCOPE\")\n    ?? throw new InvalidOperationException(\"The environment variable 'GRPC_ORDERS_SCOPE' is not set.\");\nvar request = new TokenRequestContext(new[] { scope });\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'credential.GetTokenAsync' and environment variable 'GRPC_ORDERS_SCOPE'",
        "TokenCredential credential",
        usings: "using Azure.Core;\n\n");

    [Fact]
    public Task The_name_of_a_logging_scope_is_none() => GivesTheChannel(
        "var scope = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_SCOPE\")\n    ?? throw new InvalidOperationException(\"The environment variable 'GRPC_ORDERS_SCOPE' is not set.\");\nvar request = new TokenRequestContext(new[] { scope });\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'credential.GetTokenAsync' and environment variable 'GRPC_ORDERS_SCOPE'",
        "TokenCredential credential, string scopeId",
        "public string Id() => scopeId;",
        "using Azure.Core;\n\n");

    [Fact]
    public Task Two_scopes_are_none() => GivesTheChannel(
        "var scope = configuration[\"Grpc:Orders:Scope\"]\n    ?? throw new InvalidOperationException(\"The setting 'Grpc:Orders:Scope' is missing.\");\nvar request = new TokenRequestContext(new[] { scope });\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'credential.GetTokenAsync' and setting 'Grpc:Orders:Scope'",
        "TokenCredential credential, IConfiguration configuration, string ordersScope, string billingScope",
        "public string Scopes() => ordersScope + billingScope;",
        "using Azure.Core;\nusing Microsoft.Extensions.Configuration;\n\n");

    [Fact]
    public Task An_own_provider_comes_after_a_TokenCredential_with_a_scope() => GivesTheChannel(
        "var request = new TokenRequestContext(new[] { scope });\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'credential.GetTokenAsync'",
        "Tokens tokens, TokenCredential credential, string scope",
        "public Task<string> OtherAsync() => tokens.GetTokenAsync(default);",
        "using Azure.Core;\n\n",
        rest: Tokens);

    [Fact]
    public Task An_own_provider_comes_before_a_TokenCredential_whose_scope_somebody_must_set() => GivesTheChannel(
        "$\"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}\"",
        "'tokens.GetTokenAsync'",
        "TokenCredential credential, Tokens tokens",
        "public TokenCredential Other() => credential;",
        "using Azure.Core;\n\n",
        rest: Tokens);

    [Fact]
    public Task The_option_comes_first() => GivesTheChannel(
        "$\"Bearer {await Tokens.SharedAsync()}\"",
        "'Tokens.SharedAsync'",
        "TokenCredential credential, string scope",
        "public object Other() => (credential, scope);",
        "using Azure.Core;\n\n",
        rest: Tokens,
        setup: Packages with { EditorConfig = "grpc_auth.token_provider = Tokens.SharedAsync" });

    [Fact]
    public Task The_header_of_an_IAuthorizationHeaderProvider_has_its_scheme() => GivesTheChannel(
        "var scopes = new[] { Scope };\nvar header = await headers.CreateAuthorizationHeaderForUserAsync(\n    scopes, cancellationToken: context.CancellationToken);\nheader",
        "'headers.CreateAuthorizationHeaderForUserAsync'",
        "IAuthorizationHeaderProvider headers",
        "private const string Scope = \"api://orders/Orders.Read\";",
        "using Microsoft.Identity.Abstractions;\n\n");

    [Fact]
    public Task A_default_scope_is_asked_for_the_application() => GivesTheChannel(
        "var header = await headers.CreateAuthorizationHeaderForAppAsync(\n    Scope, cancellationToken: context.CancellationToken);\nheader",
        "'headers.CreateAuthorizationHeaderForAppAsync'",
        "IAuthorizationHeaderProvider headers",
        "private const string Scope = \"api://orders/.default\";",
        "using Microsoft.Identity.Abstractions;\n\n");

    [Fact]
    public Task The_user_stays_where_other_code_asks_for_the_user() => GivesTheChannel(
        "var scopes = new[] { \"api://orders/.default\" };\nvar header = await headers.CreateAuthorizationHeaderForUserAsync(\n    scopes, cancellationToken: context.CancellationToken);\nheader",
        "'headers.CreateAuthorizationHeaderForUserAsync'",
        "IAuthorizationHeaderProvider headers",
        "public Task<string> TodayAsync() => headers.CreateAuthorizationHeaderForUserAsync([\"api://orders/.default\"]);",
        "using Microsoft.Identity.Abstractions;\n\n");

    [Fact]
    public Task An_ITokenAcquisition_gives_a_token() => GivesTheChannel(
        "$\"Bearer {await acquisition.GetAccessTokenForAppAsync(scope)}\"",
        "'acquisition.GetAccessTokenForAppAsync'",
        "Microsoft.Identity.Web.ITokenAcquisition acquisition, string scope",
        "public Task<string> OtherAsync() => acquisition.GetAccessTokenForAppAsync(scope);",
        rest: TokenAcquisition);

    [Fact]
    public Task A_GoogleCredential_is_asked_by_the_interface_that_it_implements() => GivesTheChannel(
        "var callCredential = (ITokenAccess)credential;\nvar token = await callCredential.GetAccessTokenForRequestAsync(\n    context.ServiceUrl, context.CancellationToken);\n$\"Bearer {token}\"",
        "'credential.GetAccessTokenForRequestAsync'",
        "GoogleCredential credential",
        usings: "using Google.Apis.Auth.OAuth2;\n\n");

    [Fact]
    public Task A_UserCredential_is_asked_itself() => GivesTheChannel(
        "var token = await credential.GetAccessTokenForRequestAsync(\n    context.ServiceUrl, context.CancellationToken);\n$\"Bearer {token}\"",
        "'credential.GetAccessTokenForRequestAsync'",
        "UserCredential credential",
        usings: "using Google.Apis.Auth.OAuth2;\n\n");

    private const string GrpcAuth = """


        namespace Grpc.Auth
        {
            public static class GoogleGrpcCredentials
            {
                public static CallCredentials ToCallCredentials(this ITokenAccess credential) => CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
                public static ChannelCredentials ToChannelCredentials(this ITokenAccess googleCredential) => ChannelCredentials.Create(new SslCredentials(), googleCredential.ToCallCredentials());
            }
        }
        """;

    // Grpc.Auth is not served where this is built: the stub has the names and signatures of grpc/grpc, src/csharp/Grpc.Auth/GoogleGrpcCredentials.cs.
    [Theory]
    [InlineData("", ", new GrpcChannelOptions\n        {\n            Credentials = credential.ToChannelCredentials(),\n        }")]
    [InlineData(
        ", new GrpcChannelOptions { Credentials = new SslCredentials() }",
        ", new GrpcChannelOptions\n        {\n            Credentials = ChannelCredentials.Create(\n                new SslCredentials(),\n                credential.ToCallCredentials())\n        }")]
    public Task Grpc_Auth_converts_a_GoogleCredential_where_it_is_referenced(string before, string after) => Verify.Fixes(
        "using Google.Apis.Auth.OAuth2;\n\n" + Channel("GoogleCredential credential", "public object Other() => credential;", $"GrpcChannel.ForAddress(\"https://orders.example.com\"{before})") + GrpcAuth,
        ("using Google.Apis.Auth.OAuth2;\nusing Grpc.Auth;\n\n" + Channel("GoogleCredential credential", "public object Other() => credential;", $"GrpcChannel.ForAddress(\"https://orders.example.com\"{after})") + GrpcAuth)
            .Replace("{|GRPCAUTH1001:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal),
        Packages,
        choice: new FixChoice { Title = "Add call credentials to the channel using 'credential.GetAccessTokenForRequestAsync'" });

    private const string Tokens = """


        class Tokens
        {
            public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);
            public static Task<string> SharedAsync() => Task.FromResult(Environment.MachineName);
        }
        """;

    private static Task GivesTheRegistration(string services, string value, string title, string rest = "") => Verify.Fixes(
        $$"""
        using Azure.Core;
        using Google.Apis.Auth.OAuth2;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Identity.Abstractions;

        const string Scope = "api://orders/.default";
        IServiceCollection services = new ServiceCollection();
        {{services}}
        services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(options => options.Address = new Uri("https://orders.example.com"));
        Console.WriteLine(Scope);
        """ + rest,
        $$"""
        using Azure.Core;
        using Google.Apis.Auth.OAuth2;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Identity.Abstractions;

        const string Scope = "api://orders/.default";
        IServiceCollection services = new ServiceCollection();
        {{services}}
        services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"))
            .AddCallCredentials({{CallbackText.Of("async (context, metadata, serviceProvider)", value, 4)}});
        Console.WriteLine(Scope);
        """ + rest,
        Packages,
        choice: new FixChoice { Title = "Add call credentials to the registration using " + title });

    [Fact]
    public Task The_services_hand_out_the_TokenCredential() => GivesTheRegistration(
        "services.AddSingleton<TokenCredential>(_ => throw new NotSupportedException());",
        "var request = new TokenRequestContext(new[] { Scope });\nvar credential = serviceProvider.GetRequiredService<TokenCredential>();\nvar token = await credential.GetTokenAsync(request, context.CancellationToken);\n$\"Bearer {token.Token}\"",
        "'TokenCredential.GetTokenAsync'");

    [Fact]
    public Task The_services_hand_out_the_header_provider_that_token_acquisition_registers() => GivesTheRegistration(
        "services.AddTokenAcquisition();",
        "var headers = serviceProvider.GetRequiredService<IAuthorizationHeaderProvider>();\nvar header = await headers.CreateAuthorizationHeaderForAppAsync(\n    Scope, cancellationToken: context.CancellationToken);\nheader",
        "'IAuthorizationHeaderProvider.CreateAuthorizationHeaderForAppAsync'",
        """


        static class Extensions
        {
            public static IServiceCollection AddTokenAcquisition(this IServiceCollection services) => services;
        }
        """);

    [Fact]
    public Task The_services_hand_out_the_GoogleCredential() => GivesTheRegistration(
        "services.AddSingleton(GoogleCredential.FromAccessToken(Environment.MachineName));",
        "var credential = (ITokenAccess)serviceProvider.GetRequiredService<GoogleCredential>();\nvar token = await credential.GetAccessTokenForRequestAsync(context.ServiceUrl, context.CancellationToken);\n$\"Bearer {token}\"",
        "'GoogleCredential.GetAccessTokenForRequestAsync'");

    [Theory]
    [InlineData("TokenCredential provider", "(await provider.GetTokenAsync(new TokenRequestContext(new[] { Scope }), cancellation)).Token", "$\"Bearer {token}\"", "'provider.GetTokenAsync'")]
    [InlineData("IAuthorizationHeaderProvider provider", "await provider.CreateAuthorizationHeaderForAppAsync(Scope, cancellationToken: cancellation)", "token", "'provider.CreateAuthorizationHeaderForAppAsync'")]
    [InlineData("ServiceAccountCredential provider", "await provider.GetAccessTokenForRequestAsync(cancellationToken: cancellation)", "$\"Bearer {token}\"", "'provider.GetAccessTokenForRequestAsync'")]
    public Task A_hard_coded_token_gives_way_to_the_provider_in_scope(string provider, string read, string value, string title) => Verify.Fixes(
        Sender(provider, "{|GRPCAUTH2001:\"Bearer archive-writer-88c4\"|}"),
        Sender(provider, value, $"var token = {read};\n        "),
        Packages,
        choice: new FixChoice { Title = "Replace the hard-coded token with " + title });

    private static string Sender(string provider, string value, string local = "") => $$"""
        using Azure.Core;
        using Google.Apis.Auth.OAuth2;
        using Microsoft.Identity.Abstractions;

        class Sender(Orders.OrdersClient client, {{provider}})
        {
            private const string Scope = "api://orders/.default";

            public async Task<Order> GetAsync(CancellationToken cancellation)
            {
                {{local}}var headers = new Metadata { { "authorization", {{value}} } };
                return await client.GetOrderAsync(new OrderRequest(), headers, cancellationToken: cancellation);
            }

            public object Other() => (provider, Scope);
        }
        """;

    [Fact]
    public Task A_key_that_is_no_bearer_token_does_not_come_from_a_TokenCredential() => Verify.Fixes(
        Sender("TokenCredential provider", "{|GRPCAUTH2001:\"archive-writer-88c4\"|}").Replace("\"authorization\"", "\"x-api-key\"", StringComparison.Ordinal),
        Sender("TokenCredential provider", "apiKey", "var apiKey = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_API_KEY\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_ORDERS_API_KEY' is not set.\");\n        ").Replace("\"authorization\"", "\"x-api-key\"", StringComparison.Ordinal),
        Packages);

    [Fact]
    public async Task Every_fix_of_a_program_keeps_its_contract_where_the_scope_is_a_setting()
    {
        var text = await FixPromise.HoldsAsync("""
            using Azure.Core;

            class Gateway(TokenCredential credential)
            {
                private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://orders.example.com"));

                public async Task<Order> GetAsync() => await _orders.GetOrderAsync(new OrderRequest());

                public async Task<Order> OtherAsync(CancellationToken cancellation)
                {
                    using var channel = GrpcChannel.ForAddress("https://archive.example.com");
                    return await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), cancellationToken: cancellation);
                }

                public async Task<Order> SendAsync(Orders.OrdersClient client, CancellationToken cancellation)
                {
                    var headers = new Metadata { { "authorization", "Bearer archive-writer-88c4" } };
                    return await client.GetOrderAsync(new OrderRequest(), headers, cancellationToken: cancellation);
                }
            }
            """, Packages);
        Assert.Equal(3, text.Split("var request = new TokenRequestContext(new[] { scope });").Length);
    }

    // "Bearer " + header would be "Bearer Bearer ...".
    [Fact]
    public Task A_header_with_its_scheme_does_not_become_a_local_that_is_used_as_a_token() => Verify.NotFixable(
        """
        using Microsoft.Identity.Abstractions;

        class Factory
        {
            private const string Scope = "api://orders/.default";

            private readonly GrpcChannel _channel;

            public Factory(IAuthorizationHeaderProvider headers, string token)
            {
                _channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        await Task.Yield();
                        if (token.Length > 0)
                            metadata.Add("authorization", "Bearer " + {|GRPCAUTH3002:token|});
                    })),
                });
            }

            public Order Get() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());
        }
        """,
        Packages);

    [Fact]
    public Task The_access_token_that_is_kept_is_asked_for_in_each_call() => Verify.Fixes(
        Factory("""
        var access = await credential.GetTokenAsync(new TokenRequestContext(["api://orders/.default"]), default);

        """, """
        (_, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {{|GRPCAUTH3002:access.Token|}}");
                        return Task.CompletedTask;
                    }
        """),
        Factory("", """
        async (context, metadata) =>
                    {
                        var token = (await credential.GetTokenAsync(
                            new TokenRequestContext(new[] { "api://orders/.default" }),
                            context.CancellationToken)).Token;
                        metadata.Add("authorization", $"Bearer {token}");
                    }
        """),
        Packages,
        choice: new FixChoice { Title = "Read the token for each call from 'credential.GetTokenAsync'" });

    private static string Factory(string read, string lambda) => $$"""
        using Azure.Core;

        class Factory
        {
            static async Task<GrpcChannel> CreateAsync(TokenCredential credential)
            {
                await Task.Yield();
        {{(read.Length > 0 ? "        " + read : "")}}        return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor({{lambda}})),
                });
            }
        }
        """;
}
