using System;
using System.Text;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Random tokens of the forms that templates describe.</summary>
internal static class Sample
{
    /// <summary>A token of a form; each run has its shortest or its longest length.</summary>
    internal static string Of(string pattern, FakeSecrets random, bool longest = false) =>
        Regex.Replace(pattern, @"\{(\w)(\d+)(?:-(\d+))?\}", match => random.Text(
            int.Parse(longest && match.Groups[3].Success ? match.Groups[3].Value : match.Groups[2].Value), CharactersOf(match.Groups[1].Value[0])));

    private static string CharactersOf(char alphabet) => alphabet switch
    {
        'a' => FakeSecrets.Letters,
        'd' => FakeSecrets.Digits,
        'h' => FakeSecrets.HexDigits,
        'q' => FakeSecrets.Base32.ToLowerInvariant(),
        'Q' => FakeSecrets.Base32,
        'z' => "abcdefghijklmnopqrstuvwxyz0123456789",
        'Z' => "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        'w' or 'W' or 'n' or 'p' or 'v' or 'y' or 's' => FakeSecrets.Base62,
        'u' => FakeSecrets.UrlSafe,
        'b' => FakeSecrets.Base62 + "+/",
        'e' => FakeSecrets.Base62 + "_.~",
        _ => throw new ArgumentOutOfRangeException(nameof(alphabet)),
    };

    internal static string Jwt(string header, string payload, string? signature = null) =>
        Url(header) + "." + Url(payload) + "." + (signature ?? new FakeSecrets(1).Text(43));

    internal static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static string Url(string text) => FakeSecrets.Base64Url(Encoding.UTF8.GetBytes(text));
}
