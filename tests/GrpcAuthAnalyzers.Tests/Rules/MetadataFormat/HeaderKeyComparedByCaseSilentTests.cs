using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class HeaderKeyComparedByCaseSilentTests
{
    [Theory]
    [InlineData("""e.Key == "authorization" """)]
    [InlineData("""e.Key == name""")]
    [InlineData("""e.Key == name.ToLowerInvariant()""")]
    [InlineData("""e.Key.ToUpperInvariant() == "AUTHORIZATION" """)]
    [InlineData("""e.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)""")]
    [InlineData("""string.Equals(e.Key, "Authorization", StringComparison.InvariantCultureIgnoreCase)""")]
    [InlineData("""string.Equals(e.Key, "Authorization", comparison)""")]
    [InlineData("""StringComparer.OrdinalIgnoreCase.Equals(e.Key, "Authorization")""")]
    [InlineData("""comparer.Equals(e.Key, "Authorization")""")]
    [InlineData("""string.Compare(e.Key, "Authorization", true) == 0""")]
    [InlineData("""e.Key == "authorization" || e.Key == "Authorization" """)]
    [InlineData("""e.Key is "Authorization" or "authorization" """)]
    [InlineData("""e.Key == "Authorization" || e.Key == "author" + "ization" """)]
    [InlineData("""e.Key == "Authorization" || e.Key == $"{Lower}" """)]
    [InlineData("""e.Key == "x-" + "key" """)]
    [InlineData("""e.Key == "x-key-[]@`{" """)]
    [InlineData("""e.Key != "Authorization" && e.Key != Lower""")]
    [InlineData("""e.Key == "x-Ä".ToLower()""")]
    [InlineData("""e.Value == "Authorization" """)]
    [InlineData("""e.Key == "Authorization".ToLowerInvariant()""")]
    [InlineData("""!(e.Key == "authorization") && (e.Key != "Authorization")""")]
    [InlineData("""!e.Key.Equals("Authorization") || e.Key.Equals("authorization")""")]
    [InlineData("""e is { Key: "authorization" or "Authorization" }""")]
    [InlineData("""e.Key switch { "Authorization" or Lower => true, _ => false }""")]
    [InlineData("""e.Key.StartsWith("Authorization")""")]
    [InlineData("""e.Key.CompareTo("Authorization") == 0""")]
    [InlineData("""string.Concat(e.Key, "Authorization") == name""")]
    [InlineData("""e.Key.Equals("Authorization", StringComparison.CurrentCultureIgnoreCase)""")]
    [InlineData("""e.Key.Length == "Authorization".Length""")]
    [InlineData("""(e.Key + "Authorization") == name""")]
    [InlineData("""(e.Key ?? "Authorization") == name""")]
    [InlineData("""comparer.Equals(e.Key + "-" + "Authorization", name)""")]
    [InlineData("""new KeyValuePair<string, string>("a", "b") is { Key: "Authorization" }""")]
    [InlineData("""comparer.Equals("Authorization", e.Key)""")]
    public Task Comparisons_that_match(string condition) => Verify.Silent($$"""
        public static class Incoming
        {
            private const string Lower = "authorization";

            public static bool Has(ServerCallContext context, string name, StringComparison comparison, IEqualityComparer<string> comparer) =>
                context.RequestHeaders.Any(e => ({{condition}}) && name.Length > 0 && comparison > 0 && comparer is not null && Lower.Length > 0);
        }
        """);

    [Fact]
    public Task Keys_of_other_things() => Verify.Silent("""
        public static class Other
        {
            public static string? Read(Dictionary<string, string> headers, HttpRequestMessage request) =>
                headers.FirstOrDefault(e => e.Key == "Authorization").Value ?? request.Headers.FirstOrDefault(e => e.Key == "Authorization").Value?.First();

            public static string? Get(Metadata headers) => headers.GetValue("Authorization") ?? headers.Get("X-Api-Key")?.Value;
        }
        """);

    [Theory]
    [InlineData("var key = entry.Key; key = char.ToUpper(key[0]) + key[1..]; if (key == \"Authorization\") return entry.Value;")]
    [InlineData("var key = entry.Key; if (key.Equals(\"Authorization\", StringComparison.OrdinalIgnoreCase)) return entry.Value;")]
    [InlineData("var key = Title(entry.Key); if (key == \"Authorization\") return entry.Value;")]
    [InlineData("var key = entry.Key; if (key == \"authorization\") return entry.Value;")]
    [InlineData("if (Names.Contains(entry.Key)) return entry.Value;")]
    [InlineData("var key = entry.Key; key ??= \"\"; if (key == \"Authorization\") return entry.Value;")]
    [InlineData("string key = entry.Key, other = \"a\"; if (key == \"Authorization\" || key == \"authorization\") return other;")]
    [InlineData("var key = others.First().Key; if (key == \"Authorization\") return entry.Value;")]
    public Task Keys_in_variables(string statements) => Verify.Silent($$"""
        public static class Incoming
        {
            private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "Authorization" };

            public static string? Read(ServerCallContext context, Dictionary<string, string> others)
            {
                foreach (var other in others)
                {
                    var key = other.Key;
                    if (key == "Authorization")
                        return other.Value;
                }

                foreach (var entry in context.RequestHeaders)
                {
                    {{statements}}
                }

                return Names.Count > 0 ? Title("") : null;
            }

            private static string Title(string key) => key.Length == 0 ? key : char.ToUpperInvariant(key[0]) + key[1..];
        }
        """);
}
