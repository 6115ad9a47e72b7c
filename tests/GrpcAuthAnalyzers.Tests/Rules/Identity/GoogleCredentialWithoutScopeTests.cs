using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Identity;

public sealed class GoogleCredentialWithoutScopeTests
{
    private static readonly Setup Google = new() { TokenPackages = true };

    private const string Start = """
        using System.IO;
        using Google.Apis.Auth.OAuth2;

        #pragma warning disable CS0618 // the methods that most code still calls


        """;

    [Theory]
    [InlineData("{|#0:{|GRPCAUTH7002:CredentialFactory.FromFile<ServiceAccountCredential>(path)|}.GetAccessTokenForRequestAsync()|}")]
    [InlineData("{|#0:{|GRPCAUTH7002:CredentialFactory.FromFile(path, \"service_account\")|}.UnderlyingCredential.GetAccessTokenForRequestAsync()|}")]
    [InlineData("{|#0:{|GRPCAUTH7002:CredentialFactory.FromFile<ServiceAccountCredential>(path)|}.ToGoogleCredential().UnderlyingCredential.GetAccessTokenForRequestAsync()|}")]
    [InlineData("{|#0:((ServiceAccountCredential){|GRPCAUTH7002:GoogleCredential.FromFile(path)|}.UnderlyingCredential).GetAccessTokenForRequestAsync()|}")]
    [InlineData("{|#0:GoogleCredential.FromServiceAccountCredential({|GRPCAUTH7002:CredentialFactory.FromFile<ServiceAccountCredential>(path)|}).UnderlyingCredential.GetAccessTokenForRequestAsync()|}")]
    [InlineData("{|#0:{|GRPCAUTH7002:GoogleCredential.FromJson(\"{ \\\"type\\\": \\\"service_account\\\" }\")|}.UnderlyingCredential.GetAccessTokenForRequestAsync()|}")]
    [InlineData("{|#0:{|GRPCAUTH7002:CredentialFactory.FromStream<ServiceAccountCredential>(File.OpenRead(path))|}.GetAccessTokenForRequestAsync(authUri: null)|}")]
    [InlineData("{|#0:{|GRPCAUTH7002:CredentialFactory.FromJson<ServiceAccountCredential>(path)|}.GetAccessTokenForRequestAsync()|}")]
    [InlineData("{|#0:{|GRPCAUTH7002:ServiceAccountCredential.FromServiceAccountData(File.OpenRead(path))|}.GetAccessTokenForRequestAsync(null)|}")]
    public Task Of_a_service_account(string request) => Verify.Reports(Start + $$"""
        public static class Tokens
        {
            public static Task<string> GetAsync(string path) => {{request}};
        }
        """, Google, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|GRPCAUTH7002:CredentialFactory.FromFile<ServiceAccountCredential>(path)|}")]
    [InlineData("{|GRPCAUTH7002:ServiceAccountCredential.FromServiceAccountData(File.OpenRead(path))|}")]
    [InlineData("{|GRPCAUTH7002:CredentialFactory.FromFile(path, \"service_account\")|}.UnderlyingCredential")]
    [InlineData("{|GRPCAUTH7002:GoogleCredential.FromJson(\"{ \\\"type\\\": \\\"service_account\\\" }\")|}.UnderlyingCredential")]
    public Task Of_a_service_account_behind_an_interface(string creation) => Verify.Reports(Start + $$"""
        public sealed class Tokens(string path)
        {
            private readonly ITokenAccess _access = {{creation}};

            public override string ToString() => path;

            public Task<string> GetAsync() => {|#0:_access.GetAccessTokenForRequestAsync()|};
        }
        """, Google, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_credential_that_is_made_of_itself() => Verify.Silent(Start + """
        public sealed class Tokens(string path)
        {
            private GoogleCredential _credential = GoogleCredential.FromFile(path);

            public void Use(string project) => _credential = _credential.CreateWithQuotaProject(project);

            public Task<string> GetAsync() => _credential.UnderlyingCredential.GetAccessTokenForRequestAsync();
        }
        """, Google);

    [Theory]
    [InlineData("GoogleCredential.FromFile(path)")]
    [InlineData("GoogleCredential.FromJson(path)")]
    [InlineData("GoogleCredential.FromStream(File.OpenRead(path))")]
    [InlineData("GoogleCredential.FromJson(\"{ }\")")]
    [InlineData("GoogleCredential.FromFile(\"the \\\"service_account\\\".json\")")]
    [InlineData("CredentialFactory.FromFile<GoogleCredential>(path)")]
    [InlineData("CredentialFactory.FromFile(path, \"authorized_user\")")]
    [InlineData("{|GRPCAUTH7002:GoogleCredential.FromStreamAsync(File.OpenRead(path), default)|}.Result")]
    [InlineData("{|GRPCAUTH7002:GoogleCredential.FromFileAsync(path, default)|}.GetAwaiter().GetResult()")]
    public Task Of_a_file_that_may_hold_another_credential(string creation) => Verify.Reports(Start + $$"""
        public sealed class Tokens(string path)
        {
            private readonly GoogleCredential _credential = {{(creation.StartsWith('{') ? creation : "{|GRPCAUTH7002:" + creation + "|}")}};

            public Task<string> GetAsync(CancellationToken cancellation) =>
                {|#0:((ITokenAccess)_credential.CreateWithQuotaProject("orders")).GetAccessTokenForRequestAsync(cancellationToken: cancellation)|};
        }
        """, Google, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("CreateWithUser(\"ann@example.com\")")]
    [InlineData("CreateWithQuotaProject(\"orders\")")]
    [InlineData("CreateWithEnvironmentQuotaProject()")]
    [InlineData("CreateWithHttpClientFactory(null)")]
    [InlineData("CreateWithUniverseDomain(\"example.com\")")]
    [InlineData("CreateWithUser(\"ann@example.com\").CreateWithQuotaProject(\"a\").CreateWithQuotaProject(\"b\").CreateWithUniverseDomain(\"c\")")]
    public Task A_copy_of_a_credential_has_no_scopes_either(string copy) => Verify.Reports(Start + $$"""
        public static class Tokens
        {
            public static Task<AccessTokenWithHeaders> GetAsync(string path)
            {
                var access = (ITokenAccessWithHeaders){|GRPCAUTH7002:GoogleCredential.FromFile(path)|}.{{copy}}.UnderlyingCredential;
                return {|#0:access.GetAccessTokenWithHeadersForRequestAsync()|};
            }
        }
        """, Google);

    [Fact]
    public Task The_message_names_the_request() => Verify.Reports(Start + """
        public static class Tokens
        {
            public static Task<string> GetAsync(string path) =>
                {|GRPCAUTH7002:CredentialFactory.FromFile<ServiceAccountCredential>(path)|}.GetAccessTokenForRequestAsync();
        }
        """, Google, message: "The credential of 'FromFile' has no scopes; if it is a service account, 'GetAccessTokenForRequestAsync' without an address throws GoogleApiException");

    [Fact]
    public Task One_credential_of_two_requests_is_reported_once() => Verify.Reports(Start + """
        public sealed class Tokens(string path)
        {
            private readonly ServiceAccountCredential _account = {|GRPCAUTH7002:CredentialFactory.FromFile<ServiceAccountCredential>(path)|};

            public Task<string> GetAsync() => {|#0:_account.GetAccessTokenForRequestAsync()|};

            public Task<string> GetAgainAsync() => _account.GetAccessTokenForRequestAsync();
        }
        """, Google);

    [Fact]
    public Task A_credential_that_another_document_makes_is_reported_at_the_request() => Verify.Reports(Start + """
        public static class Tokens
        {
            public static Task<string> GetAsync() => {|#0:{|GRPCAUTH7002:Accounts.Open().GetAccessTokenForRequestAsync()|}|};
        }
        """, Google with
    {
        Documents =
        [
            ("/0/Accounts.cs", """
                using Google.Apis.Auth.OAuth2;

                internal static class Accounts
                {
                    internal static ServiceAccountCredential Open() => CredentialFactory.FromFile<ServiceAccountCredential>("account.json");
                }
                """),
        ],
    });

    [Theory]
    [InlineData("GoogleCredential.FromFile(path).CreateScoped(\"https://www.googleapis.com/auth/cloud-platform\").UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("GoogleCredential.FromFile(path).UnderlyingCredential.GetAccessTokenForRequestAsync(\"https://orders.example\")")]
    [InlineData("GoogleCredential.GetApplicationDefault().UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("GoogleCredential.FromComputeCredential().UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("given.UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("Scoped(path).UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("CredentialFactory.FromFile<UserCredential>(path).GetAccessTokenForRequestAsync()")]
    [InlineData("GoogleCredential.FromAccessToken(path).UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("new ServiceAccountCredential(new ServiceAccountCredential.Initializer(path)).GetAccessTokenForRequestAsync()")]
    [InlineData("new Own(GoogleCredential.FromFile(path)).GetAccessTokenForRequestAsync()")]
    [InlineData("accounts.FromFile(path).UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("accounts.FromServiceAccountCredential().UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("(path == \"\" ? GoogleCredential.FromFile(path) : given).UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("(path == \"\" ? given : GoogleCredential.FromFile(path)).UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    public Task Scopes_an_address_and_other_credentials(string request) => Verify.Silent(Start + $$"""
        public static class Tokens
        {
            public static Task<string> GetAsync(string path, GoogleCredential given, IAccounts accounts) => {{request}};

            private static GoogleCredential Scoped(string path)
            {
                var credential = GoogleCredential.FromFile(path);
                if (credential.IsCreateScopedRequired)
                    credential = credential.CreateScoped("https://www.googleapis.com/auth/cloud-platform");
                return credential;
            }
        }

        public sealed class Own(GoogleCredential credential)
        {
            public Task<string> GetAccessTokenForRequestAsync() => credential.UnderlyingCredential.GetAccessTokenForRequestAsync("https://orders.example");
        }

        public interface IAccounts
        {
            GoogleCredential FromFile(string path);

            GoogleCredential FromServiceAccountCredential();
        }
        """, Google);
}
