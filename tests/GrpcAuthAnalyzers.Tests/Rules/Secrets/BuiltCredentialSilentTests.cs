using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Constants that are near a credential header and are not what is sent, or not all of it.</summary>
public sealed class BuiltCredentialSilentTests
{
    [Theory]
    [InlineData("metadata.Add(\"authorization\", string.Format(\"Bearer {0}\", input));")]
    [InlineData("metadata.Add(\"authorization\", string.Concat(\"Bearer pre1\", input));")]
    [InlineData("metadata.Add(\"authorization\", string.Join(\" \", \"Bearer\", input));")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer TOK\".Replace(\"TOK\", input));")]
    [InlineData("metadata.Add(\"authorization\", \"Basic \" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($\"svc:{input}\")));")]
    [InlineData("metadata.Add(\"x-token-bin\", System.Text.Encoding.UTF8.GetBytes(input));")]
    [InlineData("var bytes = new byte[32]; System.Security.Cryptography.RandomNumberGenerator.Fill(bytes); metadata.Add(\"x-token-bin\", bytes);")]
    [InlineData("metadata.Add(\"x-api-key\", Guid.NewGuid().ToString(\"N\"));")]
    [InlineData("var text = new System.Text.StringBuilder(\"Bearer pre1\"); text.Append(input); metadata.Add(\"authorization\", text.ToString());")]
    [InlineData("var text = new System.Text.StringBuilder(\"Bearer pre1\"); Fill(text); metadata.Add(\"authorization\", text.ToString()); void Fill(System.Text.StringBuilder b) => b.Append(input);")]
    [InlineData("var text = \"pre1-\"; text += input; metadata.Add(\"authorization\", \"Bearer \" + text);")]
    [InlineData("var account = (Name: \"letmein123\", Token: input); metadata.Add(\"x-api-key\", account.Token);")]
    [InlineData("var account = new Account(\"letmein123\", input); metadata.Add(\"x-api-key\", account.Token);")]
    [InlineData("var keys = new Dictionary<string, string> { [\"prod\"] = \"PROD_KEY1\" }; metadata.Add(\"x-api-key\", Environment.GetEnvironmentVariable(keys[\"prod\"])!);")]
    [InlineData("var keys = new Dictionary<string, string> { [\"prod\"] = \"anonymous1\" }; keys[\"prod\"] = input; metadata.Add(\"x-api-key\", keys[\"prod\"]);")]
    [InlineData("string[] keys = [\"anonymous1\"]; keys[0] = input; metadata.Add(\"x-api-key\", keys[0]);")]
    [InlineData("foreach (var pair in new Dictionary<string, string> { [\"authorization\"] = \"Bearer \" + input, [\"x-region\"] = \"eu1\" }) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("var pairs = new Dictionary<string, string> { [\"x-api-key\"] = \"letmein123\" }; pairs.Remove(\"x-api-key\"); foreach (var pair in pairs) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("var pairs = new Dictionary<string, string> { [\"x-api-key\"] = \"letmein123\" }; pairs.Clear(); foreach (var pair in pairs) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("foreach (var (key, value) in new[] { (\"x-user\", \"letmein123\") }) metadata.Add(key, value);")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", input);")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new(\"Negotiate\");")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new(\"Basic\", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($\":{string.Empty}\")));")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new(\"Basic\", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(input + \":x\")));")]
    [InlineData("client.DefaultRequestHeaders.Add(\"Accept-Language\", \"en-GB\");")]
    [InlineData("client.DefaultRequestHeaders.TryAddWithoutValidation(\"X-Trace\", \"letmein123\");")]
    [InlineData("_ = Own.FromAccessToken(\"letmein123\");")]
    [InlineData("_ = Own.Parse(\"Bearer letmein123\");")]
    [InlineData("new Own().Add(\"authorization\", \"letmein123\");")]
    [InlineData("_ = new Own(\"Bearer\", \"letmein123\");")]
    public Task Constants_that_are_not_the_credential(string statement) => Verify.Silent($$"""
        public sealed record Account(string Name, string Token);

        public sealed class Own(string scheme = "", string parameter = "")
        {
            public static int FromAccessToken(string accessToken) => accessToken.Length;
            public static int Parse(string input) => input.Length;
            public void Add(string name, string value) => Console.WriteLine(name.Length + value.Length + scheme.Length + parameter.Length);
        }

        public static class Program
        {
            public static void Fill(Metadata metadata, HttpClient client, string input)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("string token = \"\"")]
    [InlineData("string? token = null")]
    public Task Defaults_that_are_no_credential(string parameter) => Verify.Silent($$"""
        public static class Program
        {
            public static Metadata Create({{parameter}}) => new() { { "authorization", $"Bearer {token}" } };
        }
        """);

    [Fact]
    public Task Texts_that_refer_to_themselves() => Verify.Silent("""
        public static class Program
        {
            private static object s_pair = ((ValueTuple<object, object>)s_pair).Item1;

            public static void Fill(Metadata metadata, int count)
            {
                System.Text.StringBuilder text = text.Append("letmein123");
                metadata.Add("x-api-key", text.ToString());
                var more = count.ToString("N9");
                while (count-- > 0)
                {
                    more += more;
                    more += more + count;
                }

                metadata.Add("x-api-key", more);
                metadata.Add("x-api-key", (string)s_pair);
                (string, string) pair = (pair.Item1, pair.Item1);
                metadata.Add("x-api-key", pair.Item2);
            }
        }
        """, Setup.Usual with { CompilerErrors = true });
}
