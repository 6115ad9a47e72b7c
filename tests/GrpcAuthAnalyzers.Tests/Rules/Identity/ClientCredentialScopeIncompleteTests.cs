using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Identity;

public sealed class ClientCredentialScopeIncompleteTests
{
    internal const string Usings = """
        using Azure.Core;
        using Azure.Identity;
        using Microsoft.Identity.Abstractions;
        using Microsoft.Identity.Client;
        using Microsoft.Identity.Web;

        """;

    [Theory]
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { {|GRPCAUTH7001:\"api://orders/Orders.Read\"|} })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient([{|GRPCAUTH7001:\"https://orders.example\"|}])|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(new List<string> { {|GRPCAUTH7001:\"User.Read\"|} })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(Scopes)|}", "{|GRPCAUTH7001:\"api://orders\"|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { $\"api://{tenant}{|GRPCAUTH7001:/Orders.Read|}\" })|}")]
    public Task Of_MSAL(string request, string field = "\"\"") => Verify.Reports(Usings + $$"""
        public sealed class Tokens(IConfidentialClientApplication app, string tenant)
        {
            private static readonly string[] Scopes = { {{field}} };

            public async Task<string> GetAsync() => tenant + (await {{request}}.ExecuteAsync()).AccessToken;
        }
        """, IdentityLibraries.Setup, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|#0:acquisition.GetAccessTokenForAppAsync({|GRPCAUTH7001:\"api://orders\"|})|}")]
    [InlineData("{|#0:provider.CreateAuthorizationHeaderForAppAsync({|GRPCAUTH7001:\"api://orders/access_as_app\"|})|}")]
    public Task Of_Microsoft_Identity_Web(string request) => Verify.Reports(Usings + $$"""
        public sealed class Tokens(ITokenAcquisition acquisition, IAuthorizationHeaderProvider provider)
        {
            public async Task<string> GetAsync() => provider + await {{request}};

            public override string ToString() => acquisition + "";
        }
        """, IdentityLibraries.Setup);

    [Theory]
    [InlineData("new ClientSecretCredential(\"t\", \"c\", Environment.GetEnvironmentVariable(\"SECRET\"))")]
    [InlineData("new ClientCertificateCredential(\"t\", \"c\", \"orders.pem\")")]
    [InlineData("new WorkloadIdentityCredential()")]
    [InlineData("new ClientAssertionCredential(\"t\", \"c\", () => \"\")")]
    public Task Of_Azure_Identity(string credential) => Verify.Reports(Usings + $$"""
        public sealed class Tokens
        {
            private const string Scope = {|GRPCAUTH7001:"api://orders"|};
            private readonly TokenCredential _credential = {{credential}};

            public async Task<string> GetAsync(CancellationToken cancellation)
            {
                var context = new TokenRequestContext(new[] { Scope });
                return (await {|#0:_credential.GetTokenAsync(context, cancellation)|}).Token;
            }
        }
        """, IdentityLibraries.Setup,
        message: "'api://orders' does not end in '/.default'; Microsoft Entra ID refuses the scope in 'GetTokenAsync', and calls have no token");

    [Theory]
    [InlineData("new[] { \"api://orders/.default\" }")]
    [InlineData("new[] { \"https://graph.microsoft.com/.DEFAULT\" }")]
    [InlineData("new[] { resource + \"/.default\" }")]
    [InlineData("new[] { $\"{resource}/.default\" }")]
    [InlineData("new[] { resource }")]
    [InlineData("new[] { Environment.GetEnvironmentVariable(\"SCOPE\") ?? \"api://orders\" }")]
    [InlineData("new[] { \"api://\" + resource }")]
    [InlineData("new[] { \"\" }")]
    [InlineData("new[] { \"[Enter the scope]\" }")]
    [InlineData("scopes")]
    [InlineData("Scopes")]
    public Task Other_scopes(string scopes) => Verify.Silent(Usings + $$"""
        public sealed class Tokens(IConfidentialClientApplication app, string resource, string[] scopes)
        {
            public static string[] Scopes { get; set; } = { "api://orders" };

            public async Task<string> GetAsync() => resource + scopes + (await app.AcquireTokenForClient({{scopes}}).ExecuteAsync()).AccessToken;
        }
        """, IdentityLibraries.Setup);

    private const string OrdersSettings = """{ "Orders": { "Scope": "api://orders/Orders.Read", "Good": "api://orders/.default", "Empty": "", "Scopes": [ "api://orders" ] } }""";

    /// <summary>A request whose scopes come from the configuration, in a program that also has options.</summary>
    private static string Configured(string scopes) => "using Microsoft.Extensions.Configuration;\nusing Microsoft.Extensions.DependencyInjection;\n"
        + "using Microsoft.Extensions.Options;\n" + Usings + $$"""
        public sealed class Tokens(IConfidentialClientApplication app, IConfiguration configuration, IOptions<OrdersOptions> options)
        {
            public static void Register(IServiceCollection services, IConfiguration configuration) =>
                services.Configure<OrdersOptions>(configuration.GetSection("Orders"));

            public async Task<string> GetAsync() =>
                options.Value.Name + configuration["Name"] + (await {{scopes}}.ExecuteAsync()).AccessToken;
        }

        public sealed class OrdersOptions
        {
            public string Name { get; set; } = "";

            public string Scope { get; set; } = "";

            public string[] Scopes { get; set; } = [];
        }
        """;

    private static Setup With(params (string File, string Text)[] files) => IdentityLibraries.Setup with { AdditionalFiles = [.. files] };

    [Theory]
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { {|GRPCAUTH7001:configuration[\"Orders:Scope\"]|}! })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { {|GRPCAUTH7001:configuration.GetValue<string>(\"Orders:Scope\")|}! })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { {|GRPCAUTH7001:options.Value.Scope|} })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { {|GRPCAUTH7001:configuration[\"Orders:Scope\"]|} ?? \"api://orders/.default\" })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient({|GRPCAUTH7001:configuration.GetSection(\"Orders:Scopes\").Get<string[]>()|}!)|}")]
    [InlineData("{|#0:app.AcquireTokenForClient({|GRPCAUTH7001:options.Value.Scopes|})|}")]
    public Task Of_a_configuration_file(string request) =>
        Verify.Reports(Configured(request), With(("/0/appsettings.json", OrdersSettings)), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("app.AcquireTokenForClient(new[] { configuration[\"Orders:Good\"]! })")]
    [InlineData("app.AcquireTokenForClient(new[] { configuration[\"Orders:Empty\"]! })")]
    [InlineData("app.AcquireTokenForClient(new[] { configuration[\"Orders:Missing\"]! })")]
    [InlineData("app.AcquireTokenForClient(new[] { configuration[\"Orders:Scope\"] + \"/.default\" })")]
    [InlineData("app.AcquireTokenForClient(new[] { configuration[\"Orders:Good\"] ?? \"api://orders\" })")]
    [InlineData("app.AcquireTokenForClient(configuration.GetSection(\"Orders:Missing\").Get<string[]>()!)")]
    public Task Of_a_configuration_file_that_is_right_or_does_not_say(string request) =>
        Verify.Silent(Configured(request), With(("/0/appsettings.json", OrdersSettings)));

    [Fact]
    public Task Of_files_that_differ() => Verify.Silent(
        Configured("app.AcquireTokenForClient(new[] { configuration[\"Orders:Scope\"]! })"),
        With(("/0/appsettings.json", OrdersSettings), ("/0/appsettings.Production.json", """{ "Orders": { "Scope": "api://orders/.default" } }""")));

    [Fact]
    public Task Of_a_file_that_only_development_reads() => Verify.Silent(
        Configured("app.AcquireTokenForClient(new[] { configuration[\"Orders:Scope\"]! })"), With(("/0/appsettings.Development.json", OrdersSettings)));

    [Fact]
    public Task A_scope_in_a_file_is_not_fixed() => Verify.NotFixable(
        Configured("{|#0:app.AcquireTokenForClient(new[] { {|GRPCAUTH7001:configuration[\"Orders:Scope\"]|}! })|}"),
        With(("/0/appsettings.json", OrdersSettings)));

    [Fact]
    public Task Users_and_managed_identities() => Verify.Silent(Usings + """
        public sealed class Tokens(IConfidentialClientApplication app, ITokenAcquisition acquisition, TokenCredential given, bool local)
        {
            private readonly TokenCredential _mixed = local ? new AzureCliCredential() : new ClientSecretCredential("t", "c", "");

            public async Task GetAsync(string assertion, CancellationToken cancellation)
            {
                var context = new TokenRequestContext(new[] { "api://orders/Orders.Read" });
                await new DefaultAzureCredential().GetTokenAsync(context, cancellation);
                await new ManagedIdentityCredential().GetTokenAsync(new TokenRequestContext(new[] { "api://orders" }), cancellation);
                await given.GetTokenAsync(context, cancellation);
                await _mixed.GetTokenAsync(context, cancellation);
                await app.AcquireTokenOnBehalfOf(new[] { "api://orders/Orders.Read" }, assertion).ExecuteAsync();
                await acquisition.GetAccessTokenForUserAsync(new[] { "api://orders/Orders.Read" });
            }
        }
        """, IdentityLibraries.Setup);

    [Theory]
    [InlineData("WithAuthority(\"https://login.example/adfs\")")]
    [InlineData("WithOidcAuthority(\"https://identity.example\")")]
    public Task Other_identity_providers(string authority) => Verify.Silent(Usings + $$"""
        public sealed class Tokens
        {
            private readonly IConfidentialClientApplication _app = ConfidentialClientApplicationBuilder.Create("c").{{authority}}.Build();

            public Task GetAsync() => _app.AcquireTokenForClient(new[] { "orders.read" }).ExecuteAsync();
        }

        public interface IClientAccessTokens
        {
            Task<string> GetAccessTokenForAppAsync(string scope);
        }

        public sealed class Duende(IClientAccessTokens tokens)
        {
            public Task<string> GetAsync() => tokens.GetAccessTokenForAppAsync("orders.read");
        }
        """, IdentityLibraries.Setup);
}
