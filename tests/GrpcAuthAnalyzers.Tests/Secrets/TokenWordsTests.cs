using GrpcAuthAnalyzers.Secrets.Names;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>One vocabulary of tokens: each question, with a name that is near to it and is not meant.</summary>
public sealed class TokenWordsTests
{
    [Theory]
    [InlineData("ITokenProvider", true)]
    [InlineData("AccessTokenSource", true)]
    [InlineData("CredentialProviderBase", true)]
    [InlineData("ApiKeyProvider", true)]
    [InlineData("CancellationTokenSource", false)]
    [InlineData("ChangeTokenProvider", false)]
    [InlineData("ReloadTokenSource", false)]
    [InlineData("CaptchaTokenProvider", false)]
    [InlineData("RowKeyProvider", false)]
    [InlineData("TokenService", false)]
    public void Names_the_provider(string type, bool expected) => Assert.Equal(expected, TokenWords.NamesTheProvider(type));

    [Theory]
    [InlineData("GetAccessTokenAsync", true)]
    [InlineData("ApiKey", true)]
    [InlineData("JwtToken", true)]
    [InlineData("GetToken", false)]
    [InlineData("GetPageTokenAsync", false)]
    [InlineData("GetAccessTokenUrl", false)]
    [InlineData("GetPartitionKey", false)]
    public void Hands_out_a_token(string member, bool expected) => Assert.Equal(expected, TokenWords.HandsOutToken(member));

    [Theory]
    [InlineData("GetAsync", true)]
    [InlineData("GetTokenAsync", true)]
    [InlineData("Secret", true)]
    [InlineData("Scheme", false)]
    [InlineData("TokenType", false)]
    [InlineData("GetDeltaToken", false)]
    public void Hands_out_the_token_of_a_provider(string member, bool expected) => Assert.Equal(expected, TokenWords.HandsOutTokenOfProvider(member));

    [Theory]
    [InlineData("GetToken", true)]
    [InlineData("Jwt", true)]
    [InlineData("GenerateToken", false)]
    [InlineData("GetAccessToken", false)]
    public void May_hand_out_a_token(string member, bool expected) => Assert.Equal(expected, TokenWords.MayHandOutToken(member));

    [Theory]
    [InlineData("GetAccessTokenAsync", "Orders", true)]
    [InlineData("AcquireTokenSilent", "IdentityClient", true)]
    [InlineData("GetTokenAsync", "TokenProvider", true)]
    [InlineData("CreateToken", "LoginService", true)]
    [InlineData("CreateToken", "TokenService", false)]
    [InlineData("GetToken", "Orders", false)]
    [InlineData("GetAccessToken", "QueryParser", false)]
    [InlineData("ExchangeToken", "TokenService", false)]
    [InlineData("DownloadToken", "TokenService", false)]
    public void Obtains_a_token(string method, string type, bool expected) => Assert.Equal(expected, TokenWords.ObtainsToken(method, type));

    [Theory]
    [InlineData("LoginAsync", true)]
    [InlineData("UserSignIn", true)]
    [InlineData("AuthenticateUser", true)]
    [InlineData("GetToken", false)]
    [InlineData("Register", false)]
    public void Logs_in(string method, bool expected) => Assert.Equal(expected, TokenWords.LogsIn(method));

    [Theory]
    [InlineData("Register", true)]
    [InlineData("SignUpUser", true)]
    [InlineData("ExchangeToken", true)]
    [InlineData("RetrieveToken", true)]
    [InlineData("RevokeToken", false)]
    [InlineData("GetTokens", false)]
    public void An_rpc_gives_a_token(string rpc, bool expected) => Assert.Equal(expected, TokenWords.GivesToken(rpc));

    [Theory]
    [InlineData("GetTokenAsync", "authorization", true)]
    [InlineData("GetAccessTokenForOrders", "authorization", true)]
    [InlineData("GetApiKey", "x-api-key", true)]
    [InlineData("GetAccessToken", "x-api-key", false)]
    [InlineData("GetTokenBalance", "authorization", false)]
    [InlineData("GetRefreshToken", "authorization", false)]
    [InlineData("GetCursorToken", "authorization", false)]
    [InlineData("FetchToken", "authorization", false)]
    public void Gets_a_credential(string method, string header, bool expected) => Assert.Equal(expected, TokenWords.GetsCredential(method, header));

    [Theory]
    [InlineData("FetchTokenAsync", true)]
    [InlineData("LoadToken", true)]
    [InlineData("IssueAccessToken", true)]
    [InlineData("DownloadToken", false)]
    [InlineData("RefreshToken", false)]
    [InlineData("FetchPaginationToken", false)]
    public void Fetches_a_token(string method, bool expected) => Assert.Equal(expected, TokenWords.FetchesToken(method));

    [Theory]
    [InlineData("_accessToken", true)]
    [InlineData("jwt", true)]
    [InlineData("tokens", false)]
    public void Holds_a_token(string variable, bool expected) => Assert.Equal(expected, TokenWords.HoldsToken(variable));

    [Theory]
    [InlineData("AuthenticationResult", true)]
    [InlineData("TokenResponse", true)]
    [InlineData("AuthResult", false)]
    public void Names_an_answer(string type, bool expected) => Assert.Equal(expected, TokenWords.NamesAnswer(type));
}
