using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;

namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>
/// Random texts in the form of real secrets, never issued by anybody. No source file holds one: what a scanner knows them by is put
/// together when they are made.
/// </summary>
internal sealed class FakeSecrets
{
    internal const string Base62 = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    internal const string UrlSafe = Base62 + "-_";
    internal const string HexDigits = "0123456789abcdef";
    internal const string Digits = "0123456789";
    internal const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    internal const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Shorter pieces are no secret by themselves.</summary>
    private const int MinPiece = 8;

    private readonly Random _random;
    private readonly List<string> _pieces = [];

    internal FakeSecrets(int seed)
    {
        _random = new Random(seed);
        JwtExpired = Jwt("""{"alg":"HS256","typ":"JWT"}""", """{"sub":"svc-orders","iss":"https://idp.synthetic.invalid","aud":"grpc-orders","exp":1609459200}""");
        JwtValid = Jwt("""{"alg":"HS256","typ":"JWT"}""", """{"sub":"svc-orders","iss":"https://idp.synthetic.invalid","exp":2051222400}""");
        JwtEndless = Jwt("""{"alg":"HS256","typ":"JWT"}""", """{"sub":"svc-noexp","name":"Synthetic"}""");
        JwtUnsigned = Jwt("""{"alg":"none"}""", """{"sub":"admin","exp":2051222400}""", signature: 0);
        JwtRs256 = Jwt(
            $$"""{"alg":"RS256","kid":"{{Text(8)}}"}""",
            """{"iss":"kubernetes/serviceaccount","sub":"system:serviceaccount:synthetic:default"}""",
            signature: 256);
        GitHubPersonal = "gh" + "p_" + Text(36);
        GitHubApp = "gh" + "s_" + Text(36);
        GitHubFineGrained = "github" + "_pat_" + Text(22) + "_" + Text(59);
        GitLab = "gl" + "pat-" + Text(20);
        GoogleApiKey = "AI" + "za" + Text(35, UrlSafe);
        GoogleAccessToken = "ya" + "29." + Text(68, UrlSafe);
        AwsAccessKeyId = "AK" + "IA" + Text(16, Base32);
        SlackBot = "xo" + "xb-" + Text(12, Digits) + "-" + Text(12, Digits) + "-" + Text(24);
        StripeLive = "sk" + "_live_" + Text(24);
        OpenAIProject = "sk" + "-proj-" + Text(74, UrlSafe) + "T3Blbk" + "FJ" + Text(74, UrlSafe);
        OpenAILegacy = "sk" + "-" + Text(20) + "T3Blbk" + "FJ" + Text(20);
        Anthropic = "sk" + "-ant-api03-" + Text(93, UrlSafe) + "AA";
        EntraClientSecret = Text(3) + "8" + "Q~" + Text(34, Base62 + "_.-~");
        AzureStorageKey = Text(76, Base62 + "+/") + "+A" + "St" + Text(5) + "w==";
        NuGet = "oy" + "2" + Text(43, Base32.ToLowerInvariant());
        Npm = "np" + "m_" + Text(36);
        SendGrid = "S" + "G." + Text(22) + "." + Text(43);
        Vault = "hv" + "s." + Text(95, UrlSafe);
        HuggingFace = "h" + "f_" + Text(34, Letters);
        Databricks = "da" + "pi" + Hex(32);
        DigitalOcean = "do" + "p_v1_" + Hex(64);
        Pulumi = "pu" + "l-" + Hex(40);
        Grafana = "gl" + "sa_" + Text(32) + "_" + Hex(8);
        Shopify = "shp" + "at_" + Hex(32);
        PyPI = "py" + "pi-AgEIcHlwaS5vcmc" + Text(90, UrlSafe);
        Postman = "PM" + "AK-" + Hex(24) + "-" + Hex(34);
        Terraform = Text(14) + ".atl" + "asv1." + Text(64);
        PrivateKey = "-----BEGIN " + "PRIVATE KEY-----\n" + string.Join("\n", Enumerable.Range(0, 4).Select(_ => Text(64, Base62 + "+/"))) + "\n-----END " + "PRIVATE KEY-----";
        Key256 = Base64(32);
        Hex128 = Hex(32);
        Hex160 = Hex(40);
        Hex256 = Hex(64);
        Opaque = Text(32);
        Opaque24 = Text(24);
        Opaque40 = Text(40, UrlSafe);
        Guid = $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-a{Hex(3)}-{Hex(12)}";
        OtherGuid = $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-b{Hex(3)}-{Hex(12)}";
        Password = "Vq7" + Text(9) + "!x";
        Basic = Base64Of("svc-orders:" + Password);
        Macaroon = "0201036c6e64" + Hex(200);
    }

    internal string JwtExpired { get; }

    internal string JwtValid { get; }

    internal string JwtEndless { get; }

    internal string JwtUnsigned { get; }

    internal string JwtRs256 { get; }

    internal string GitHubPersonal { get; }

    internal string GitHubApp { get; }

    internal string GitHubFineGrained { get; }

    internal string GitLab { get; }

    internal string GoogleApiKey { get; }

    internal string GoogleAccessToken { get; }

    internal string AwsAccessKeyId { get; }

    internal string SlackBot { get; }

    internal string StripeLive { get; }

    internal string OpenAIProject { get; }

    internal string OpenAILegacy { get; }

    internal string Anthropic { get; }

    internal string EntraClientSecret { get; }

    internal string AzureStorageKey { get; }

    internal string NuGet { get; }

    internal string Npm { get; }

    internal string SendGrid { get; }

    internal string Vault { get; }

    internal string HuggingFace { get; }

    internal string Databricks { get; }

    internal string DigitalOcean { get; }

    internal string Pulumi { get; }

    internal string Grafana { get; }

    internal string Shopify { get; }

    internal string PyPI { get; }

    internal string Postman { get; }

    internal string Terraform { get; }

    internal string PrivateKey { get; }

    /// <summary>32 random bytes as base64.</summary>
    internal string Key256 { get; }

    internal string Hex128 { get; }

    internal string Hex160 { get; }

    internal string Hex256 { get; }

    internal string Opaque { get; }

    internal string Opaque24 { get; }

    internal string Opaque40 { get; }

    internal string Guid { get; }

    internal string OtherGuid { get; }

    internal string Password { get; }

    /// <summary>A user and <see cref="Password"/>, encoded, without the scheme.</summary>
    internal string Basic { get; }

    /// <summary>As lnd writes it: a public start, then random hexadecimal digits.</summary>
    internal string Macaroon { get; }

    /// <summary>The random pieces of which a text holds at least the first eight characters.</summary>
    internal ImmutableArray<string> In(string text) =>
        [.. _pieces.Where(piece => text.Contains(piece[..MinPiece], StringComparison.Ordinal)).Distinct()];

    internal string Text(int length, string alphabet = Base62) =>
        Note(string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[_random.Next(alphabet.Length)])));

    internal string Hex(int length) => Text(length, HexDigits);

    /// <summary>Random bytes as base64.</summary>
    internal string Base64(int bytes) => Note(Convert.ToBase64String(RandomBytes(bytes)));

    internal string Base64Of(string text) => Note(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    /// <summary>Random bytes as the elements of a C# array.</summary>
    internal string Bytes(int count) => string.Join(", ", RandomBytes(count).Select(b => $"0x{b:x2}"));

    /// <summary>Random letters and digits as the elements of a C# array.</summary>
    internal string Characters(int count) => string.Join(", ", Text(count).Select(c => $"'{c}'"));

    /// <summary>A token of three parts; the last is empty where the signature has no bytes.</summary>
    internal string Jwt(string header, string payload, int signature = 32) =>
        Base64Url(Encoding.UTF8.GetBytes(header)) + "." + Note(Base64Url(Encoding.UTF8.GetBytes(payload))) + "." + Note(Base64Url(RandomBytes(signature)));

    internal static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string Note(string piece)
    {
        if (piece.Length >= MinPiece)
            _pieces.Add(piece);

        return piece;
    }
}
