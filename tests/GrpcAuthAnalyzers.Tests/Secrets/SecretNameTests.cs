using GrpcAuthAnalyzers.Secrets.Names;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Which settings and headers hold a secret, told by their name.</summary>
public class SecretNameTests
{
    [Theory]
    [InlineData("Token")]
    [InlineData("AccessToken")]
    [InlineData("accessToken")]
    [InlineData("Auth:Grpc:BearerToken")]
    [InlineData("GRPC_API_KEY")]
    [InlineData("GRPC__AUTH__TOKEN")]
    [InlineData("Grpc.Auth.Token")]
    [InlineData("Grpc:Headers:Authorization")]
    [InlineData("Grpc:Headers:x-api-key")]
    [InlineData("ApiKey")]
    [InlineData("APIKey")]
    [InlineData("APIKEY")]
    [InlineData("apikey")]
    [InlineData("GRPCApiKey")]
    [InlineData("ApiKey1")]
    [InlineData("ApiKeyValue")]
    [InlineData("Tokens:0")]
    [InlineData("Clients:0:AccessToken")]
    [InlineData("ApiKeys:12")]
    [InlineData("ClientSecret")]
    [InlineData("clientsecret")]
    [InlineData("Grpc:SigningKey")]
    [InlineData("SigningKeyBase64")]
    [InlineData("Jwt:Key")]
    [InlineData("Jwt:SecretKey")]
    [InlineData("JwtKey")]
    [InlineData("SharedAccessKey")]
    [InlineData("AccountKey")]
    [InlineData("Password")]
    [InlineData("DB_PASSWORD")]
    [InlineData("UserPwd")]
    [InlineData("GITHUB_PAT")]
    [InlineData("GrpcToken")]
    [InlineData("JWT")]
    [InlineData("Macaroon")]
    public void A_name_that_ends_in_a_word_for_a_secret_is_one(string name) => Assert.True(SecretName.IsSecret(name, TestOptions.Default));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(":")]
    [InlineData("0")]
    [InlineData("TokenType")]
    [InlineData("TokenEndpoint")]
    [InlineData("TokenLifetimeMinutes")]
    [InlineData("TokenEnvVar")]
    [InlineData("TokenProvider")]
    [InlineData("ApiKeyHeaderName")]
    [InlineData("SecretName")]
    [InlineData("KeyVaultName")]
    [InlineData("PasswordPolicy")]
    [InlineData("PublicKey")]
    [InlineData("PublicKeyToken")]
    [InlineData("InstrumentationKey")]
    [InlineData("PartitionKey")]
    [InlineData("PrimaryKey")]
    [InlineData("Orders:Key")]
    [InlineData("Key")]
    [InlineData("CancellationToken")]
    [InlineData("csrfToken")]
    [InlineData("csrftoken")]
    [InlineData("ContinuationToken")]
    [InlineData("SyncToken")]
    [InlineData("Auth")]
    [InlineData("Grpc:Auth")]
    [InlineData("Scheme")]
    [InlineData("Thumbprint")]
    [InlineData("ClientId")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS")]
    [InlineData("ASPNETCORE_ENVIRONMENT")]
    [InlineData("Tokenizer")]
    [InlineData("Monkey")]
    [InlineData("CacheKey")]
    [InlineData("IdempotencyKey")]
    public void Another_name_is_none(string name) => Assert.False(SecretName.IsSecret(name, TestOptions.Default));

    [Fact]
    public void Options_add_names_and_take_them_away()
    {
        var options = TestOptions.With(("secret_keys", "license, Acme:Seat"), ("credential_headers", "x-acme-ticket"), ("ignored_headers", "x-trace-token, StatusToken"));
        Assert.True(SecretName.IsSecret("Product:License", options));
        Assert.True(SecretName.IsSecret("Acme:Seat", options));
        Assert.False(SecretName.IsSecret("Other:Seat", options));
        Assert.True(SecretName.IsSecret("Headers:X-Acme-Ticket", options));
        Assert.False(SecretName.IsSecret("Headers:x-trace-token", options));
        Assert.False(SecretName.IsSecret("Orders:StatusToken", options));
        Assert.True(SecretName.IsSecret("Orders:Token", options));
    }

    [Fact]
    public void Ignored_headers_are_no_credentials()
    {
        var options = TestOptions.With(("ignored_headers", "x-trace-token, x-session-id"), ("credential_headers", "x-acme"));
        Assert.False(CredentialHeaderName.IsCredential("X-Trace-Token", options));
        Assert.False(CredentialHeaderName.IsCredential("x-trace-token-bin", options));
        Assert.False(CredentialHeaderName.MayAuthenticate("x-trace-token", options));
        Assert.False(CredentialHeaderName.MayAuthenticate("x-session-id", options));
        Assert.True(CredentialHeaderName.IsCredential("x-acme", options));
        Assert.True(CredentialHeaderName.MayAuthenticate("x-session-id", TestOptions.Default));
        Assert.True(CredentialHeaderName.IsCredential("x-trace-token", TestOptions.Default));
        Assert.True(CredentialHeaderName.IsCredential("X-Grpc-Key", TestOptions.Default));
        Assert.False(CredentialHeaderName.IsCredential("x-routing-key", TestOptions.Default));
    }

    [Fact]
    public void Long_and_odd_names_are_answered_at_once()
    {
        Assert.True(SecretName.IsSecret(new string('a', 1_000_000) + "Token", TestOptions.Default));
        Assert.False(SecretName.IsSecret(string.Concat(System.Linq.Enumerable.Repeat("aB1:", 300_000)), TestOptions.Default));
        Assert.False(SecretName.IsSecret(new string('1', 1_000_000), TestOptions.Default));
        Assert.False(SecretName.IsSecret(new string('_', 1_000_000), TestOptions.Default));
        Assert.False(SecretName.IsSecret("\ud800:\udc00", TestOptions.Default));
    }
}
