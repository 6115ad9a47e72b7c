using GrpcAuthAnalyzers.Tests.Verification;

namespace GrpcAuthAnalyzers.Tests.Rules.Identity;

/// <summary>
/// Azure.Core (which holds Azure.Identity) and Google.Apis.Auth as they are, and what MSAL and Microsoft.Identity.Web look like: the signatures of
/// Microsoft.Identity.Client 4.90 and Microsoft.Identity.Web.TokenAcquisition 4.18.
/// </summary>
internal static class IdentityLibraries
{
    internal static readonly Setup Setup = new()
    {
        TokenPackages = true,
        Documents =
        [
            ("/0/Libraries.cs", """
                namespace Microsoft.Identity.Client
                {
                    public interface IConfidentialClientApplication
                    {
                        AcquireTokenForClientParameterBuilder AcquireTokenForClient(IEnumerable<string> scopes);
                        AcquireTokenForClientParameterBuilder AcquireTokenOnBehalfOf(IEnumerable<string> scopes, string assertion);
                    }

                    public sealed class ConfidentialClientApplication
                    {
                        public AcquireTokenForClientParameterBuilder AcquireTokenForClient(IEnumerable<string> scopes) => throw new NotSupportedException();
                    }

                    public sealed class AcquireTokenForClientParameterBuilder
                    {
                        public Task<AuthenticationResult> ExecuteAsync() => throw new NotSupportedException();
                    }

                    public sealed class AuthenticationResult
                    {
                        public string AccessToken => throw new NotSupportedException();
                    }

                    public sealed class ConfidentialClientApplicationBuilder
                    {
                        public static ConfidentialClientApplicationBuilder Create(string clientId) => throw new NotSupportedException();
                        public ConfidentialClientApplicationBuilder WithAuthority(string authority) => this;
                        public ConfidentialClientApplicationBuilder WithOidcAuthority(string authority) => this;
                        public ConfidentialClientApplicationBuilder WithGenericAuthority(string authority) => this;
                        public ConfidentialClientApplicationBuilder WithAdfsAuthority(string authority) => this;
                        public IConfidentialClientApplication Build() => throw new NotSupportedException();
                    }
                }

                namespace Microsoft.Identity.Web
                {
                    public interface ITokenAcquisition
                    {
                        Task<string> GetAccessTokenForAppAsync(string scope, string? authenticationScheme = null, string? tenant = null);
                        Task<Microsoft.Identity.Client.AuthenticationResult> GetAuthenticationResultForAppAsync(string scope, string? authenticationScheme = null, string? tenant = null);
                        Task<string> GetAccessTokenForUserAsync(IEnumerable<string> scopes);
                    }
                }
                """),
        ],
    };
}
