using System;
using System.Linq;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Formats;
using GrpcAuthAnalyzers.Secrets.Names;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Texts that are built to hurt are answered.</summary>
public class HostileTextTests
{
    private const int Length = 1_000_000;

    public static TheoryData<string> Pieces =>
    [
        ".", "e", "ey", "eyJ.", "eyJhbGciOiJIUzI1NiJ9.", "eyJhbGciOiJub25lIn0.e30.", "{", "}", "{a}", "{\"", "<", "<a>", "${", "$(", "%", "__", "\\", "\"", "*", "x", "-", "=",
        "ghp_", "ya29.", "T3BlbkFJ", "sk-", "sk-T3BlbkFJ", "8Q~", "JQQJ9", "AzFu", "+ASt", ".atlasv1.", "pat", "pata.", "glc_", "hvs.", "xoxb-", "tskey-auth-", "a8Q~",
        "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----YOURKEYabc", "Basic ", "Bearer ", "your ", "your-token ", "my", "\0", "\ufffd", "e\u0301", "1a",
    ];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void A_megabyte_of_the_same_is_answered(string piece) => AssertIsNoToken(piece);

    [Fact]
    public void A_megabyte_of_half_characters_is_answered()
    {
        AssertIsNoToken("\ud800");
        AssertIsNoToken("\udc00");
    }

    /// <summary>The answer is that it is no token of a service; a search that does not grow with the length alone would not come back.</summary>
    private static void AssertIsNoToken(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, Length / piece.Length));
        foreach (var hostile in new[] { text, "Bearer " + text, "Basic " + text, "eyJ" + text, text + "a" })
            Assert.NotEqual(SecretKind.KnownFormat, SecretText.AtCredential(hostile, TestOptions.Default).Kind);
    }

    [Fact]
    public void Deep_and_broken_objects_are_no_tokens()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":[", 1000));
        foreach (var payload in new[] { deep, deep + "1", "{\"a\":" + deep, "{\"a\":\"\\u12", "{\"a\":\"\\", "{\"a\"", "{\"a\":1", "{\"a\":1,", "{,}", "{\"a\":}", "{} {}", "\ud800" })
        {
            Assert.Null(Jwt.In(Sample.Jwt("""{"alg":"HS256"}""", payload)));
            Assert.Null(Jwt.In(Sample.Jwt(payload, "{}")));
        }
    }

    [Fact]
    public void Random_characters_never_throw()
    {
        var random = new Random(4711);
        const string Often = "eyJhbGcw.={}\"\\:ghp_8Q~$<>%-BASICbasic \u2026\ud83d\udd11\0\n";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string(Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(10) == 0 ? (char)random.Next(65536) : Often[random.Next(Often.Length)]).ToArray());
            SecretText.AtCredential(text, TestOptions.Default);
            SecretText.AtCredential("Basic " + text, TestOptions.Default);
            SecretName.IsSecret(text, TestOptions.Default);
        }
    }
}
