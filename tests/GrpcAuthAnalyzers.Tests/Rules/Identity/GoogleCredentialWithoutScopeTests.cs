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
    [InlineData("{|#0:{|GRPCAUTH7002:ServiceAccountCredential.FromServiceAccountData(File.OpenRead(path))|}.GetAccessTokenForRequestAsync(null)|}")]
    public Task Of_a_service_account(string request) => Verify.Reports(Start + $$"""
        public static class Tokens
        {
            public static Task<string> GetAsync(string path) => {{request}};
        }
        """, Google, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("GoogleCredential.FromFile(path)")]
    [InlineData("GoogleCredential.FromJson(path)")]
    [InlineData("GoogleCredential.FromStream(File.OpenRead(path))")]
    public Task Of_a_file_that_may_hold_another_credential(string creation) => Verify.Reports(Start + $$"""
        public sealed class Tokens(string path)
        {
            private readonly GoogleCredential _credential = {|GRPCAUTH7002:{{creation}}|};

            public Task<string> GetAsync(CancellationToken cancellation) =>
                {|#0:((ITokenAccess)_credential.CreateWithQuotaProject("orders")).GetAccessTokenForRequestAsync(cancellationToken: cancellation)|};
        }
        """, Google, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("GoogleCredential.FromFile(path).CreateScoped(\"https://www.googleapis.com/auth/cloud-platform\").UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("GoogleCredential.FromFile(path).UnderlyingCredential.GetAccessTokenForRequestAsync(\"https://orders.example\")")]
    [InlineData("GoogleCredential.GetApplicationDefault().UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("GoogleCredential.FromComputeCredential().UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("given.UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("Scoped(path).UnderlyingCredential.GetAccessTokenForRequestAsync()")]
    [InlineData("CredentialFactory.FromFile<UserCredential>(path).GetAccessTokenForRequestAsync()")]
    public Task Scopes_an_address_and_other_credentials(string request) => Verify.Silent(Start + $$"""
        public static class Tokens
        {
            public static Task<string> GetAsync(string path, GoogleCredential given) => {{request}};

            private static GoogleCredential Scoped(string path)
            {
                var credential = GoogleCredential.FromFile(path);
                if (credential.IsCreateScopedRequired)
                    credential = credential.CreateScoped("https://www.googleapis.com/auth/cloud-platform");
                return credential;
            }
        }
        """, Google);
}
