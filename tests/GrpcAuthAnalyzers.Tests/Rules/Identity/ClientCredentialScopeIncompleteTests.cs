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
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { tenant, {|GRPCAUTH7001:\"api://orders/Orders.Read\"|} })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient([tenant, {|GRPCAUTH7001:\"api://orders/Orders.Read\"|}])|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(Listed)|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(tenant == \"\" ? new[] { {|GRPCAUTH7001:\"api://a\"|} } : new[] { {|GRPCAUTH7001:\"api://b\"|} })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient(new[] { tenant == \"\" ? {|GRPCAUTH7001:\"api://a\"|} : {|GRPCAUTH7001:\"api://b\"|} })|}")]
    [InlineData("{|#0:app.AcquireTokenForClient([{|GRPCAUTH7001:\"o\"|}])|}")]
    [InlineData("{|#0:app.AcquireTokenForClient([new Uri(new Uri(\"https://orders.example\"), {|GRPCAUTH7001:\"Orders.Read\"|}).ToString()])|}")]
    [InlineData("{|#0:own.AcquireTokenForClient(new[] { {|GRPCAUTH7001:\"api://orders\"|} })|}")]
    public Task Of_MSAL(string request, string field = "\"\"") => Verify.Reports(Usings + $$"""
        public sealed class Tokens(IConfidentialClientApplication app, ConfidentialClientApplication own, string tenant)
        {
            private static readonly string[] Scopes = { {{field}} };
            private static readonly List<string> Listed = [{{(request.Contains("Listed", System.StringComparison.Ordinal) ? "{|GRPCAUTH7001:\"api://listed\"|}" : "\"\"")}}];

            public async Task<string> GetAsync() => tenant + own + app + Listed + (await {{request}}.ExecuteAsync()).AccessToken;
        }
        """, IdentityLibraries.Setup, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|#0:acquisition.GetAccessTokenForAppAsync({|GRPCAUTH7001:\"api://orders\"|})|}")]
    [InlineData("{|#0:acquisition.GetAuthenticationResultForAppAsync({|GRPCAUTH7001:\"api://orders\"|})|}")]
    [InlineData("{|#0:acquisition.GetAccessTokenForAppAsync({|GRPCAUTH7001:\"api://orders\"|}, tenant: \"contoso\")|}")]
    [InlineData("{|#0:provider.CreateAuthorizationHeaderForAppAsync({|GRPCAUTH7001:\"api://orders/access_as_app\"|})|}")]
    public Task Of_Microsoft_Identity_Web(string request) => Verify.Reports(Usings + $$"""
        public sealed class Tokens(ITokenAcquisition acquisition, IAuthorizationHeaderProvider provider)
        {
            public async Task<string> GetAsync() => provider + "" + await {{request}};

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
    [InlineData("ClientSecretCredential")]
    [InlineData("AzurePipelinesCredential")]
    public Task Of_a_credential_of_Azure_Identity_that_is_given(string type) => Verify.Reports(Usings + $$"""
        public sealed class Tokens({{type}} credential)
        {
            public string Get() =>
                {|#0:credential.GetToken(new TokenRequestContext([{|GRPCAUTH7001:"api://orders"|}], tenantId: "contoso"), default)|}.Token;
        }
        """, IdentityLibraries.Setup);

    [Fact]
    public Task Of_either_credential_of_an_application() => Verify.Reports(Usings + """
        public sealed class Tokens(bool local)
        {
            private readonly TokenCredential _credential = local ? new ClientSecretCredential("t", "c", "") : new WorkloadIdentityCredential();

            public string Get() => {|#0:_credential.GetToken(new TokenRequestContext([{|GRPCAUTH7001:"api://orders"|}]), default)|}.Token;
        }
        """, IdentityLibraries.Setup);

    [Fact]
    public Task Of_two_requests_with_one_scope_the_first_is_reported() => Verify.Reports(Usings + """
        public sealed class Tokens(IConfidentialClientApplication app)
        {
            private static readonly string[] Scopes = { {|GRPCAUTH7001:"api://orders"|} };

            public Task<AuthenticationResult> GetAsync() => {|#0:app.AcquireTokenForClient(Scopes)|}.ExecuteAsync();

            public Task<AuthenticationResult> GetAgainAsync() => app.AcquireTokenForClient(Scopes).ExecuteAsync();
        }
        """, IdentityLibraries.Setup);

    [Fact]
    public Task A_scope_in_another_document_is_reported_at_the_request_and_not_fixed() => Verify.NotFixable(Usings + """
        public sealed class Tokens(IConfidentialClientApplication app)
        {
            public Task<AuthenticationResult> GetAsync() => {|#0:{|GRPCAUTH7001:app.AcquireTokenForClient(new[] { Scopes.Orders })|}|}.ExecuteAsync();
        }
        """, IdentityLibraries.Setup with
    {
        Documents = [.. IdentityLibraries.Setup.Documents, ("/0/Scopes.cs", "public static class Scopes { public const string Orders = \"api://orders\"; }")],
    });

    [Fact]
    public Task The_message_shows_what_is_known_of_a_scope() => Verify.Reports(Usings + """
        public sealed class Tokens(ITokenAcquisition acquisition, string tenant)
        {
            public Task<string> GetAsync() => acquisition.GetAccessTokenForAppAsync($"api://{tenant}{|GRPCAUTH7001:/Orders.Read|}");
        }
        """, IdentityLibraries.Setup,
        message: "'api://.../Orders.Read' does not end in '/.default'; Microsoft Entra ID refuses the scope in 'GetAccessTokenForAppAsync', and calls have no token");

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
    [InlineData("new[] { \"<your scope>\" }")]
    [InlineData("new[] { \"api://{client}\" }")]
    [InlineData("new[] { \"api://orders\\napi://stock\" }")]
    [InlineData("new[] { \" \" }")]
    [InlineData("new[] { \".default\" }")]
    [InlineData("new[] { \"api://orders/.default openid\" }")]
    [InlineData("new[] { new Uri(new Uri(\"https://orders.example\"), \".default\").ToString() }")]
    [InlineData("new[] { new Uri(new Uri(\"https://orders.example\"), resource).ToString() }")]
    [InlineData("new[] { new Uri(new Uri($\"https://{resource}.example\"), \".default\").AbsoluteUri }")]
    [InlineData("new[] { new UriBuilder(\"https://orders.example\") { Path = \".default\" }.ToString() }")]
    [InlineData("new[] { new UriBuilder(\"https\", \"orders.example\", 443, resource).Uri.ToString() }")]
    [InlineData("resource == \"\" ? scopes : new[] { \"api://orders\" }")]
    [InlineData("new List<string>(scopes) { \"api://orders\" }")]
    [InlineData("new List<string> { Capacity = 4 }")]
    [InlineData("[.. scopes]")]
    [InlineData("scopes")]
    [InlineData("Scopes")]
    public Task Other_scopes(string scopes) => Verify.Silent(Usings + $$"""
        public sealed class Tokens(IConfidentialClientApplication app, string resource, string[] scopes)
        {
            public static string[] Scopes { get; set; } = { "api://orders" };

            public async Task<string> GetAsync() => resource + scopes + (await app.AcquireTokenForClient({{scopes}}).ExecuteAsync()).AccessToken;
        }
        """, IdentityLibraries.Setup);

    [Theory]
    [InlineData("if (!scope.EndsWith(\"/.default\")) scope += \"/.default\";")]
    [InlineData("if (!Resource.EndsWith(\"/.default\")) scope += \"/.default\";")]
    public Task A_scope_that_is_completed_if_need_be(string statements) => Verify.Silent(Usings + $$"""
        public sealed class Tokens(IConfidentialClientApplication app)
        {
            private const string Resource = "api://orders";

            public async Task<string> GetAsync()
            {
                var scope = Resource;
                {{statements}}
                return (await app.AcquireTokenForClient(new[] { scope }).ExecuteAsync()).AccessToken;
            }
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
    [InlineData("app.AcquireTokenForClient((Environment.MachineName == \"a\" ? configuration.GetSection(\"Orders:Scopes\") : configuration.GetSection(\"Orders:Missing\")).Get<string[]>()!)")]
    [InlineData("app.AcquireTokenForClient(Environment.MachineName == \"a\" ? configuration.GetSection(\"Orders:Missing\").Get<string[]>()! : configuration.GetSection(\"Orders:Scopes\").Get<string[]>()!)")]
    public Task Of_a_configuration_file_that_is_right_or_does_not_say(string request) =>
        Verify.Silent(Configured(request), With(("/0/appsettings.json", OrdersSettings)));

    [Fact]
    public Task A_list_in_the_file_is_not_one_setting() => Verify.Silent(
        "using Microsoft.Extensions.Configuration;\n" + Usings + """
        public sealed class Tokens(ITokenAcquisition acquisition, IConfiguration configuration)
        {
            public Task<string> GetAsync() => acquisition.GetAccessTokenForAppAsync(configuration["Orders:Scopes"]!);
        }
        """, With(("/0/appsettings.json", OrdersSettings)));

    [Fact]
    public Task Of_files_that_differ() => Verify.Silent(
        Configured("app.AcquireTokenForClient(new[] { configuration[\"Orders:Scope\"]! })"),
        With(("/0/appsettings.json", OrdersSettings), ("/0/appsettings.Production.json", """{ "Orders": { "Scope": "api://orders/.default" } }""")));

    [Fact]
    public Task Of_files_that_differ_and_are_both_wrong() => Verify.Reports(
        Configured("app.AcquireTokenForClient(new[] { {|GRPCAUTH7001:configuration[\"Orders:Scope\"]|}! })"),
        With(("/0/appsettings.json", OrdersSettings), ("/0/appsettings.Production.json", """{ "Orders": { "Scope": "api://production" } }""")),
        message: "'api://orders/Orders.Read' does not end in '/.default'; Microsoft Entra ID refuses the scope in 'AcquireTokenForClient', and calls have no token");

    [Theory]
    [InlineData("\"api://stock\", \"api://orders\"")]
    [InlineData("\"api://orders\", \"api://stock\"")]
    public Task Of_a_list_the_first_in_the_alphabet_is_named(string scopes) => Verify.Reports(
        Configured("app.AcquireTokenForClient({|GRPCAUTH7001:options.Value.Scopes|})"),
        With(("/0/appsettings.json", "{ \"Orders\": { \"Scopes\": [ " + scopes + " ] } }")),
        message: "'api://orders' does not end in '/.default'; Microsoft Entra ID refuses the scope in 'AcquireTokenForClient', and calls have no token");

    [Fact]
    public Task Of_a_file_after_a_constant() => Verify.Reports(
        Configured("app.AcquireTokenForClient(new[] { \"api://orders/\" + {|GRPCAUTH7001:configuration[\"Orders:Permission\"]|} })"),
        With(("/0/appsettings.json", """{ "Orders": { "Permission": "Orders.Read" } }""")),
        message: "'api://orders/Orders.Read' does not end in '/.default'; Microsoft Entra ID refuses the scope in 'AcquireTokenForClient', and calls have no token");

    [Theory]
    [InlineData("new[] { configuration[\"Orders:Scope\"]! }")]
    [InlineData("options.Value.Scopes")]
    public Task Of_a_file_for_another_identity_provider(string scopes) => Verify.Silent(
        Configured($"app.AcquireTokenForClient({scopes})") + "public static class Authority { public const string Login = \"https://login.example/adfs\"; }",
        With(("/0/appsettings.json", OrdersSettings)));

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
                await app.AcquireTokenForClient(new[] { "api://orders/.default" }).ExecuteAsync();
                await app.AcquireTokenOnBehalfOf(new[] { "api://orders/Orders.Read" }, assertion).ExecuteAsync();
                await acquisition.GetAccessTokenForUserAsync(new[] { "api://orders/Orders.Read" });
            }
        }
        """, IdentityLibraries.Setup);

    [Theory]
    [InlineData("WithAuthority(\"https://login.example/adfs\")")]
    [InlineData("WithAuthority(\"https://login.example/ADFS/oauth2\")")]
    [InlineData("WithAdfsAuthority(\"https://login.example\")")]
    [InlineData("WithGenericAuthority(\"https://identity.example\")")]
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

    [Fact]
    public Task Requests_of_other_types_by_the_same_names_and_contexts_that_are_not_known() => Verify.Silent(Usings + """
        public interface ISignIn
        {
            Task AcquireTokenForClient(string[] scopes);

            Task CreateAuthorizationHeaderForAppAsync(string scope);

            string GetToken();

            string GetToken(string scope);
        }

        public sealed class Tokens(ISignIn own, TokenRequestContext given, bool local)
        {
            private readonly ClientSecretCredential _credential = new("t", "c", Environment.GetEnvironmentVariable("SECRET"));

            public async Task GetAsync(CancellationToken cancellation)
            {
                await own.AcquireTokenForClient(new[] { "orders.read" });
                await own.CreateAuthorizationHeaderForAppAsync("orders.read");
                own.GetToken();
                own.GetToken("orders.read");
                await _credential.GetTokenAsync(given, cancellation);
                await _credential.GetTokenAsync(new TokenRequestContext(), cancellation);
                await _credential.GetTokenAsync(local ? new TokenRequestContext(new[] { "api://orders" }) : given, cancellation);
            }
        }
        """, IdentityLibraries.Setup);
}
