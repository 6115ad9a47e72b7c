using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Text that stands for a credential is told from weak credentials, and from random text with words around it.</summary>
public class PlaceholderTests
{
    [Theory]
    [InlineData("<paste your token here>")]
    [InlineData("<API_KEY>")]
    [InlineData("Token-<tenant>")]
    [InlineData("${{ secrets.GRPC_TOKEN }}")]
    [InlineData("${TOKEN:-none}")]
    [InlineData("$(cat /run/secrets/token)")]
    [InlineData("$GRPC_API_KEY")]
    [InlineData("$token")]
    [InlineData("$env:GRPC_TOKEN")]
    [InlineData("{{ .Values.grpc.token }}")]
    [InlineData("{0}")]
    [InlineData("key-{tenant}")]
    [InlineData("#{Grpc.Token}")]
    [InlineData("#{GrpcToken}#")]
    [InlineData("%API_TOKEN%")]
    [InlineData("__GRPC_TOKEN__")]
    [InlineData("@@TOKEN@@")]
    [InlineData("@GRPC_TOKEN@")]
    [InlineData("[INSERT KEY]")]
    [InlineData("(not set)")]
    [InlineData("op://Private/grpc/credential")]
    [InlineData("vault:secret/data/grpc#token")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:123456789012:secret:grpc-a1b2c3")]
    [InlineData("arn:aws:ssm:eu-west-1:123456789012:parameter/grpc")]
    [InlineData("projects/orders/secrets/grpc-token/versions/latest")]
    [InlineData("https://orders.vault.azure.net/secrets/grpc/5e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b")]
    [InlineData("secretref:grpc-token")]
    [InlineData("{cipher}AQICAHhZ2cN5TKq8")]
    [InlineData("ENC(a8Df7Gk29sLq1)")]
    [InlineData("ENC[AES256_GCM,data:Tr7o1,iv:1=,tag:k=,type:str]")]
    [InlineData("{{resolve:secretsmanager:grpc:SecretString:token}}")]
    [InlineData("YourApiKeyHere")]
    [InlineData("yourapikey")]
    [InlineData("YOURSECRETTOKENHERE")]
    [InlineData("my_token")]
    [InlineData("insert-your-jwt")]
    [InlineData("put the token here")]
    [InlineData("token-goes-here")]
    [InlineData("set-via-environment-variable")]
    [InlineData("override-in-production")]
    [InlineData("stored in Key Vault")]
    [InlineData("from-user-secrets")]
    [InlineData("provided by the pipeline")]
    [InlineData("configured-in-keyvault")]
    [InlineData("use-dotnet-user-secrets")]
    [InlineData("CHANGE_ME")]
    [InlineData("change-this")]
    [InlineData("ChangeMe!")]
    [InlineData("TBD")]
    [InlineData("fixme")]
    [InlineData("placeholder_value")]
    [InlineData("PLACEHOLDER-TOKEN")]
    [InlineData("dummyToken")]
    [InlineData("not-set")]
    [InlineData("undefined")]
    [InlineData("N/A")]
    [InlineData("access_token")]
    [InlineData("invalid-token")]
    [InlineData("invalidapikey")]
    [InlineData("xxxx-xxxx-xxxx")]
    [InlineData("sk-xxxxxxxxxxxxxxxx")]
    [InlineData("abc***")]
    [InlineData("----")]
    [InlineData("????????")]
    [InlineData("11111111-1111-1111-1111-111111111111")]
    [InlineData("987654321")]
    [InlineData("0123456789abcdefghij")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("abc123...xyz")]
    public void Stands_for_a_credential(string text)
    {
        Assert.Equal(SecretKind.Placeholder, SecretText.AtCredential(text, TestOptions.Default).Kind);
        Assert.Equal(SecretKind.Placeholder, SecretText.AtCredential("Bearer " + text, TestOptions.Default).Kind);
    }

    [Theory]
    [InlineData("[REDACTED]")]
    [InlineData("***")]
    [InlineData("********")]
    [InlineData("\u2022\u2022\u2022\u2022\u2022\u2022")]
    [InlineData("<masked>")]
    public void A_mask_says_that_something_was_taken_out(string text)
    {
        Assert.Equal(SecretKind.Nothing, SecretText.AtCredential(text, TestOptions.Default).Kind);
        Assert.Equal(SecretKind.Nothing, SecretText.AtCredential("Bearer " + text, TestOptions.Default).Kind);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("admin")]
    [InlineData("secret")]
    [InlineData("demo")]
    [InlineData("password")]
    [InlineData("letmein123")]
    [InlineData("s3cr3t")]
    [InlineData("authKey")]
    [InlineData("ABC123")]
    [InlineData("test_service_key")]
    [InlineData("somerandomkeyhere")]
    [InlineData("Passw0rd!")]
    [InlineData("$ecretPassw0rd")]
    [InlineData("P@ss{w0rd")]
    [InlineData("k9Xw<4>fQz")]
    [InlineData("orders-change-key")]
    [InlineData("orders-read-key")]
    [InlineData("enterprise-key")]
    [InlineData("enterprisekey")]
    [InlineData("not-a-jwt")]
    [InlineData("correct horse battery staple")]
    [InlineData("hunter2")]
    [InlineData("a")]
    [InlineData("4f8b2c1e-9a7d-4c3b-8e21-5d0f6a7b8c9d")]
    [InlineData("00000000-0000-0000-0000-000000000001")]
    [InlineData("qwerty")]
    [InlineData("internal-service-7")]
    public void Is_a_fixed_credential(string text)
    {
        Assert.Equal(SecretKind.Fixed, SecretText.AtCredential(text, TestOptions.Default).Kind);
        Assert.Equal(SecretKind.Fixed, SecretText.AtCredential("bearer   " + text, TestOptions.Default).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("Bearer")]
    [InlineData("bearer  ")]
    [InlineData("DPoP")]
    [InlineData("Token ")]
    public void Is_nothing(string text) => Assert.Equal(SecretKind.Nothing, SecretText.AtCredential(text, TestOptions.Default).Kind);

    [Fact]
    public void Words_do_not_excuse_what_is_random()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var random = new FakeSecrets(seed);
            foreach (var text in new[] { "my-prod-" + random.Hex(32), "your-token-" + random.Guid.Replace("-", ""), "example-" + random.Hex(40), random.Key256, random.Opaque, random.Hex128, random.Guid, random.Password })
                Assert.True(SecretText.AtCredential(text, TestOptions.Default).Kind == SecretKind.Fixed, text);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_placeholder()
    {
        Assert.Equal(SecretKind.Fixed, SecretText.AtCredential("\u0001{a}\u0002<b>", TestOptions.Default).Kind);
        Assert.Equal(SecretKind.Fixed, SecretText.AtCredential("{\ufffd}<a>...", TestOptions.Default).Kind);
    }

    [Fact]
    public void Options_add_words()
    {
        var options = TestOptions.With(("placeholder_words", "acme-dev, kein Schlüssel"));
        Assert.Equal(SecretKind.Placeholder, SecretText.AtCredential("Bearer acme-dev", options).Kind);
        Assert.Equal(SecretKind.Placeholder, SecretText.AtCredential("ACME_DEV_token", options).Kind);
        Assert.Equal(SecretKind.Placeholder, SecretText.AtCredential("kein Schlüssel", options).Kind);
        Assert.Equal(SecretKind.Fixed, SecretText.AtCredential("acme-development", options).Kind);
        Assert.Equal(SecretKind.Fixed, SecretText.AtCredential("acme-dev", TestOptions.Default).Kind);
    }

    [Theory]
    [InlineData("svc:hunter2", SecretKind.Basic)]
    [InlineData("a:a", SecretKind.Basic)]
    [InlineData(":token", SecretKind.Placeholder)]
    [InlineData(":t0ken", SecretKind.Basic)]
    [InlineData("admin:admin", SecretKind.Basic)]
    [InlineData("user:pa:ss", SecretKind.Basic)]
    [InlineData("jürgen:größe7", SecretKind.Basic)]
    [InlineData("username:password", SecretKind.Placeholder)]
    [InlineData("user:<password>", SecretKind.Placeholder)]
    [InlineData("svc:changeme", SecretKind.Placeholder)]
    [InlineData("svc:", SecretKind.Fixed)]
    [InlineData("no colon here", SecretKind.Fixed)]
    [InlineData("svc:\u0001\u0002", SecretKind.Fixed)]
    public void Basic(string pair, object kind)
    {
        Assert.Equal((SecretKind)kind, SecretText.AtCredential(Sample.Basic(pair), TestOptions.Default).Kind);
        Assert.Equal((SecretKind)kind, SecretText.AtCredential(Sample.Basic(pair).Replace("Basic ", "basic   "), TestOptions.Default).Kind);
        Assert.Equal(SecretKind.Nothing, SecretText.Anywhere(Sample.Basic(pair), TestOptions.Default).Kind);
    }
}
