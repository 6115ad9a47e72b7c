using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>
/// What the base library makes of constants is executed, to the letter: the name of a header is <c>x-api-key</c> or another one, so that one wrong
/// character is a report too many or too few.
/// </summary>
public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("string.Format(\"{{{0}}}\", \"x-api-key\").Trim('{', '}')")]
    [InlineData("string.Format(\"{{0}}{0}\", \"x-api-key\").Replace(\"{0}\", \"\")")]
    [InlineData("string.Format(\"x-api-key{{0}}\", \"y\").Replace(\"{0}\", \"\")")]
    [InlineData("string.Format(\"x-{{api}}{0}\", \"-key\").Replace(\"{api}\", \"api\")")]
    [InlineData("FormattableString.Invariant($\"x-{\"api\"}-key\")")]
    [InlineData("Uri.UnescapeDataString(\"x-api-key\")")]
    [InlineData("\"x-api-key\".AsMemory().ToString()")]
    [InlineData("\"x-api-key\".AsSpan().ToString()")]
    [InlineData("string.Format(\"{0,1}-{1:G}-key\", \"x\", \"api\")")]
    [InlineData("string.Format(\"{10}-{0}-{9}\", \"api\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"key\", \"x\")")]
    [InlineData("string.Format(System.Globalization.CultureInfo.InvariantCulture, \"{1}-{0}\", \"api-key\", 'x')")]
    [InlineData("string.Format(\"x-{0}\", \"api}key\").Replace('}', '-')")]
    [InlineData("string.Join(\"-\", \"x\", \"api\", \"key\")")]
    [InlineData("string.Join('-', new[] { \"x\", \"api\", \"key\" })")]
    [InlineData("string.Join(\"-\", (ReadOnlySpan<string?>)[\"x\", \"api\", \"key\"])")]
    [InlineData("string.Concat(\"x\", \"-\", \"api\", \"-\", \"key\")")]
    [InlineData("string.Concat(\"x-\".AsSpan(), \"api-key\".AsSpan())")]
    [InlineData("new System.Text.StringBuilder().AppendJoin(\"-\", \"x\", \"api\", \"key\").ToString()")]
    [InlineData("new System.Text.StringBuilder().AppendFormat(\"{0}-{1}\", \"x\", \"api-key\").ToString()")]
    [InlineData("\"-api-key\".PadLeft(9, 'x')")]
    [InlineData("\"x-api-key\".PadLeft(9)")]
    [InlineData("\"x-api-ke\".PadRight(9, 'y')")]
    [InlineData("\"-api-key\".PadLeft(paddingChar: 'x', totalWidth: 9)")]
    [InlineData("\"zzx-api-key\".Substring(2)")]
    [InlineData("\"x-api-keyzz\".Substring(0, 9)")]
    [InlineData("\"x-api-key\" + \"z\".Substring(1)")]
    [InlineData("\"x-api-key\" + \"z\".Substring(1, 0)")]
    [InlineData("\"x-api-keyzz\".Remove(9)")]
    [InlineData("\"x-zzapi-key\".Remove(2, 2)")]
    [InlineData("\"x-api\".Insert(5, \"-key\")")]
    [InlineData("\"x-key\".Insert(value: \"api-\", startIndex: 2)")]
    [InlineData("\"x_api_key\".Replace(\"_\", \"-\")")]
    [InlineData("\"--x-api-key\".TrimStart('-')")]
    [InlineData("\"x-api-key-.\".TrimEnd('.', '-')")]
    [InlineData("new string('x', 1) + \"-api-key\"")]
    [InlineData("'x'.ToString() + \"-api-key\"")]
    [InlineData("System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(\"eC1hcGkta2V5\"))")]
    [InlineData("System.Text.Encoding.UTF8.GetString(Convert.FromHexString(\"782d6170692D6B6579\"))")]
    [InlineData("System.Net.WebUtility.UrlDecode(\"x-api-key\")")]
    [InlineData("$\"{Header.Authorization}\"")]
    [InlineData("new Dictionary<string, string> { { \"eu\", \"x-region\" }, { \"us\", \"x-api-key\" } }[\"us\"]")]
    [InlineData("new Dictionary<string, string> { [\"eu\"] = \"x-region\", [\"us\"] = \"x-api-key\" }.GetValueOrDefault(\"us\")!")]
    [InlineData("new[] { \"x-region\", \"x-api-key\" }.ElementAt(1)")]
    [InlineData("new List<string> { \"x-api-key\" }.First()")]
    public Task The_name_is_that_of_a_credential(string name) => Fill($"metadata.Add({name}, {{|GRPCAUTH2001:\"letmein123\"|}});", reports: true);

    [Theory]
    [InlineData("var b = new System.Text.StringBuilder(\"api-key\"); b.Insert(0, \"x-\"); metadata.Add(b.ToString(), {|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("var b = new System.Text.StringBuilder(\"x-api-key\"); if (b.Length > 3) metadata.Add(b.ToString(), {|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("if (Names.TryGetValue(\"us\", out var name)) metadata.Add(name, {|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("foreach (var pair in new[] { KeyValuePair.Create(\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}) }) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("foreach (var pair in new[] { new KeyValuePair<string, string>(\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}) }) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("foreach (var (name, value) in new[] { Tuple.Create(\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}) }) metadata.Add(name, value);")]
    [InlineData("KeyValuePair<string, string>[] all = [new(\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|})]; foreach (var pair in all) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("string name, value; (name, value) = (\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}); metadata.Add(name, value);")]
    [InlineData("string name; (_, name) = (\"x-region\", \"x-api-key\"); metadata.Add(name, {|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("metadata.Add(\"x-api-key\", new Guid({|GRPCAUTH2001:\"0f8fad5b-d9cb-469f-a165-70867728950e\"|}).ToString(\"N\"));")]
    [InlineData("metadata.Add(\"x-api-key\", string.Join(\"-\", \"let\", {|GRPCAUTH2001:\"mein\"|}, \"123\"));")]
    [InlineData("metadata.Add(\"x-api-key\", string.Concat(\"a\", \"b\", {|GRPCAUTH2001:\"letmein\"|}, \"1\", \"2\"));")]
    [InlineData("metadata.Add(\"x-api-key\", new string({|GRPCAUTH2001:\"letmein123\"|}.Select(c => char.ToUpperInvariant(c)).ToArray()));")]
    public Task The_name_comes_on_a_way(string statement) => Fill(statement, reports: true);

    [Theory]
    [InlineData("metadata.Add(\"x-api-keys\".Substring(1), \"letmein123\");")]
    [InlineData("metadata.Add(string.Join(\"--\", \"x\", \"api\", \"key\"), \"letmein123\");")]
    [InlineData("var b = new System.Text.StringBuilder(\"x-api-key\"); b[0] = 'z'; metadata.Add(b.ToString(), \"letmein123\");")]
    [InlineData("var b = new System.Text.StringBuilder(\"x-api-key\"); b.Insert(1, \"y\"); metadata.Add(b.ToString(), \"letmein123\");")]
    [InlineData("var b = new System.Text.StringBuilder(\"x-api-key\"); b.Replace(\"x\", \"z\"); metadata.Add(b.ToString(), \"letmein123\");")]
    [InlineData("var b = new System.Text.StringBuilder(\"x-api-key\"); b.Insert(0, \"z-\", 2); metadata.Add(b.ToString(), \"letmein123\");")]
    [InlineData("var name = \"x-api-key\"; (name, _) = Names.Single(p => p.Key.Length > metadata.Count); metadata.Add(name, \"letmein123\");")]
    [InlineData("metadata.Add(string.Format(\"x-api-key{1}\", \"\"), \"letmein123\");")]
    [InlineData("metadata.Add(\"x-api-key\", new string(Enumerable.Empty<char>().ToArray()));")]
    [InlineData("metadata.Add(\"x-api-key\", $\"{new Masked(\"letmein123\")}\");")]
    [InlineData("metadata.Add(\"x-api-key\", new Masked(\"letmein123\").ToString());")]
    [InlineData("metadata.Add(\"x-api-key\", new Guid().ToString());")]
    [InlineData("var shift = metadata.Count; metadata.Add(\"x-api-key\", new string(\"letmein123\".Select(c => (char)(c + shift)).ToArray()));")]
    [InlineData("metadata.Add(\"x-api-key\", new string(\"letmein123\".Select(c => (char)(c + Environment.ProcessId)).ToArray()));")]
    [InlineData("if (Names.TryGetValue(\"eu\", out var name)) metadata.Add(name, \"letmein123\");")]
    [InlineData("foreach (var (key, a) in new[] { (\"x-region\", \"eu\") }) foreach (var (b, value) in new[] { (\"x-api-key\", \"letmein123\") }) metadata.Add(key, value + a + b);")]
    [InlineData("foreach (var (b, value) in new[] { (\"x-api-key\", \"letmein123\") }) foreach (var (key, a) in new[] { (\"x-region\", \"eu\") }) metadata.Add(key, value);")]
    [InlineData("foreach (var (key, a) in new[] { (\"x-api-key\", \"letmein123\") }) foreach (var (b, value) in new[] { (\"x-region\", Environment.MachineName) }) metadata.Add(key, value);")]
    [InlineData("foreach (var pair in new Dictionary<string, string> { [\"x-api-key\"] = \"letmein123\" }) metadata.Add(pair.Value, pair.Key);")]
    [InlineData("metadata.Add(new[] { \"x-region\", \"x-api-key\" }.ElementAt(0), \"letmein123\");")]
    [InlineData("metadata.Add(\"x-api-key\", new string(\"letmein123\".Select(c => Shift(c)).ToArray()));")]
    [InlineData("metadata.Add(\"x-api-key\", new string(\"letmein123\".Select(Shift).ToArray()));")]
    public Task The_name_is_another_one_or_the_value_is_not_known(string statement) => Fill(statement, reports: false);

    /// <summary>No format item has such a number.</summary>
    [Fact]
    public Task A_number_that_is_too_large() =>
        Fill("metadata.Add({|GRPCAUTH4003:string.Format(\"x-{4294967296}\", \"api-key\")|}, \"letmein123\");", reports: true);

    private static Task Fill(string statement, bool reports)
    {
        var source = $$"""
            public sealed class Masked(string text) { public override string ToString() => new('*', text.Length + Environment.ProcessId); }

            public enum Header { Region, Authorization }

            public static class Program
            {
                private static readonly Dictionary<string, string> Names = new() { ["eu"] = "x-region", ["us"] = "x-api-key" };

                public static void Fill(Metadata metadata)
                {
                    {{statement}}
                }

                private static char Shift(char c) => (char)(c + Environment.ProcessId);
            }
            """;
        return reports ? Verify.Reports(source) : Verify.Silent(source);
    }
}
