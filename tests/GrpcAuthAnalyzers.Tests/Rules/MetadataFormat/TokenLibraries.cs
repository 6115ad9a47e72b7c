using GrpcAuthAnalyzers.Tests.Verification;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

/// <summary>Libraries that hand out tokens and are not referenced here, with the signatures that they have.</summary>
internal static class TokenLibraries
{
    internal static readonly Setup Setup = new()
    {
        TokenPackages = true,
        Library = """
            namespace Microsoft.Identity.Client
            {
                public class AuthenticationResult
                {
                    public AuthenticationResult(string accessToken) => AccessToken = accessToken;

                    public string AccessToken { get; }

                    public string IdToken => AccessToken;

                    public string TokenType => "Bearer";

                    public string CreateAuthorizationHeader() => "Bearer " + AccessToken;
                }
            }

            namespace Microsoft.Identity.Web
            {
                public interface ITokenAcquisition
                {
                    System.Threading.Tasks.Task<string> GetAccessTokenForUserAsync(System.Collections.Generic.IEnumerable<string> scopes);

                    System.Threading.Tasks.Task<string> GetAccessTokenForAppAsync(string scope);

                    string GetEffectiveAuthenticationScheme(string? scheme);
                }
            }

            namespace Grpc.Auth
            {
                public static class GoogleGrpcCredentials
                {
                    public static object FromAccessToken(string accessToken) => accessToken;
                }
            }

            namespace IdentityModel.Client
            {
                public class TokenResponse
                {
                    public string? AccessToken { get; set; }

                    public string? TokenType { get; set; }
                }
            }
            """,
    };
}
