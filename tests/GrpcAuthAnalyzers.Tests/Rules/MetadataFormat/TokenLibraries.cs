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

                    public string CreateAuthorizationHeader() => "Bearer " + AccessToken;
                }
            }

            namespace IdentityModel.Client
            {
                public class TokenResponse
                {
                    public string? AccessToken { get; set; }
                }
            }
            """,
    };
}
