using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Formats;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>JSON Web Tokens are found, and what is said of them is no more than their public part.</summary>
public class JwtTests
{
    private const string Header = """{"alg":"HS256","typ":"JWT"}""";

    [Theory]
    [InlineData("""{"exp":1609459200}""", " (HS256, expired on 2021-01-01)")]
    [InlineData("""{"exp":1609459200.75}""", " (HS256, expired on 2021-01-01)")]
    [InlineData("""{"exp":1.6094592e9}""", " (HS256, expired on 2021-01-01)")]
    [InlineData("""{"exp":2051222400}""", " (HS256, valid until 2035-01-01)")]
    [InlineData("""{"exp":1798761600}""", " (HS256, valid until 2027-01-01)")]
    [InlineData("""{"exp":1798761599}""", " (HS256, expired on 2026-12-31)")]
    [InlineData("{}", " (HS256, never expires)")]
    [InlineData("""{"exp":1e300}""", " (HS256)")]
    [InlineData("""{"exp":-5}""", " (HS256)")]
    [InlineData("""{"exp":"soon"}""", " (HS256)")]
    [InlineData("""{"exp":{"at":1}}""", " (HS256)")]
    [InlineData("""{"iss":"https://idp.example.invalid/tenant/x?y=1","exp":1609459200}""", " (HS256, issuer idp.example.invalid, expired on 2021-01-01)")]
    [InlineData("""{"iss":"https://user:pass@idp.invalid:8443/","exp":1609459200}""", " (HS256, issuer idp.invalid, expired on 2021-01-01)")]
    [InlineData("""{"iss":"accounts.google.com","exp":1609459200}""", " (HS256, issuer accounts.google.com, expired on 2021-01-01)")]
    [InlineData("""{"iss":"kubernetes/serviceaccount","exp":1609459200}""", " (HS256, expired on 2021-01-01)")]
    [InlineData("""{"iss":"svc@project.iam.invalid","exp":1609459200}""", " (HS256, expired on 2021-01-01)")]
    [InlineData("""{"iss":"https://a\u0007b\n.invalid","exp":1609459200}""", " (HS256, expired on 2021-01-01)")]
    [InlineData("""{"sub":"jane","email":"jane@orders.invalid","aud":["orders"],"roles":{"a":[1,"}"]},"exp":1609459200}""", " (HS256, expired on 2021-01-01)")]
    public void What_is_said(string payload, string detail)
    {
        var told = SecretText.Anywhere("Bearer " + Sample.Jwt(Header, payload), TestOptions.With(("jwt_clock", "2027-01-01")));
        Assert.Equal(SecretKind.Jwt, told.Kind);
        Assert.Equal("JSON Web Token", told.Name);
        Assert.Equal(detail, told.Detail);
    }

    [Fact]
    public void The_clock_can_be_switched_off()
    {
        var off = TestOptions.With(("jwt_clock", "off"));
        Assert.Equal(" (HS256, exp 2021-01-01)", SecretText.Anywhere(Sample.Jwt(Header, """{"exp":1609459200}"""), off).Detail);
        Assert.Equal(" (HS256, never expires)", SecretText.Anywhere(Sample.Jwt(Header, "{}"), off).Detail);
        Assert.Equal(" (HS256, expired on 2021-01-01)", SecretText.Anywhere(Sample.Jwt(Header, """{"exp":1609459200}"""), TestOptions.With(("jwt_clock", "utc"))).Detail);
    }

    [Fact]
    public void Unsigned_tokens_are_told()
    {
        var told = SecretText.AtCredential("Bearer " + Sample.Jwt("""{"alg":"none"}""", """{"sub":"admin","exp":2051222400}""", ""), TestOptions.With(("jwt_clock", "2027-01-01")));
        Assert.Equal(" (unsigned (alg none), valid until 2035-01-01)", told.Detail);
        Assert.Equal(SecretKind.Jwt, told.Kind);
    }

    [Theory]
    [InlineData("{\n  \"alg\": \"RS256\" }")]
    [InlineData("{\r\n\t\"typ\": \"JWT\",\r\n\t\"alg\": \"RS256\"\r\n}")]
    [InlineData("""{"kid":"a\"b\\","x5c":["x","y"],"alg":"RS256"}""")]
    [InlineData("""{ "alg" : "RS256" , "jwk" : { "alg" : "none", "n" : [ { } ] } }""")]
    public void Headers_may_be_written_in_any_way(string header) =>
        Assert.StartsWith(" (RS256", SecretText.Anywhere($"x={Sample.Jwt(header, """{"exp":1609459200}""")}; path=/", TestOptions.Default).Detail);

    [Fact]
    public void Padding_is_no_obstacle()
    {
        var parts = Sample.Jwt("""{"alg":"ES256" }""", """{"a":1}""").Split('.');
        Assert.Equal(SecretKind.Jwt, SecretText.Anywhere($"{parts[0]}=.{parts[1]}==.{parts[2]}==", TestOptions.Default).Kind);
    }

    [Theory]
    [InlineData("eyJ...")]
    [InlineData("^eyJ[A-Za-z0-9_-]+\\.eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.payload.signature")]
    [InlineData("eyes.eyed.eyebrow")]
    [InlineData("key.with.dots.and.eyJ.more")]
    [InlineData("ey..")]
    [InlineData("ey")]
    public void Other_text_is_none(string text) => Assert.Equal(SecretKind.Nothing, SecretText.Anywhere(text, TestOptions.Default).Kind);

    [Fact]
    public void What_only_looks_like_one_is_none()
    {
        const string Payload = """{"exp":1609459200}""";
        Assert.Null(Jwt.In(Sample.Jwt("""{"typ":"JWT"}""", Payload)));
        Assert.Null(Jwt.In(Sample.Jwt("""{"alg":5}""", Payload)));
        Assert.Null(Jwt.In(Sample.Jwt(Header, "[1,2,3]")));
        Assert.Null(Jwt.In(Sample.Jwt(Header, """{"exp":""")));
        Assert.Null(Jwt.In(Sample.Jwt(Header, Payload, "signature")));
        Assert.Null(Jwt.In(Sample.Jwt(Header, Payload, "")));
        Assert.Null(Jwt.In(Sample.Jwt(Header, Payload, new string('x', 43))));
        Assert.Null(Jwt.In("Z" + Sample.Jwt(Header, Payload)));
        Assert.Null(Jwt.In(Sample.Jwt(Header, Payload) + "..."));
        Assert.Null(Jwt.In(Sample.Jwt(Header, Payload, "SflKxwRJSMeKKF2Q" + "T4fwpMeJf36POk6yJV_adQssw5c")));
        Assert.NotNull(Jwt.In(Sample.Jwt(Header, Payload)));
        Assert.NotNull(Jwt.In("eyes " + Sample.Jwt(Header, Payload) + "."));
    }
}
