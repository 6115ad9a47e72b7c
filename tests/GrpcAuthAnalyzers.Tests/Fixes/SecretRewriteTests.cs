using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>What takes the place of a hard-coded credential where it is written: of each member before, the member after.</summary>
public sealed class SecretRewriteTests
{
    private const string Token = "Environment.GetEnvironmentVariable(\"GRPC_TOKEN\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_TOKEN' is not set.\")";
    private const string ConditionalKey = "Environment.GetEnvironmentVariable(\"GRPC_API_KEY\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_API_KEY' is not set.\")";
    private const string Key = "Environment.GetEnvironmentVariable(\"GRPC_API_KEY\")\n        ?? throw new InvalidOperationException(\"The environment variable 'GRPC_API_KEY' is not set.\")";
    private const string TokenLocal = "var token = Environment.GetEnvironmentVariable(\"GRPC_TOKEN\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_TOKEN' is not set.\");\n        ";
    private const string KeyLocal = "var apiKey = Environment.GetEnvironmentVariable(\"GRPC_API_KEY\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_API_KEY' is not set.\");\n        ";
    private const string BytesLocal = "var token = Environment.GetEnvironmentVariable(\"GRPC_BLOB_TOKEN\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_BLOB_TOKEN' is not set.\");\n        ";
    private const string UserLocal = "var user = Environment.GetEnvironmentVariable(\"GRPC_USER\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_USER' is not set.\");\n        ";
    private const string PasswordLocal = "var password = Environment.GetEnvironmentVariable(\"GRPC_PASSWORD\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_PASSWORD' is not set.\");\n        ";

    [Theory]
    [InlineData("client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", {|GRPCAUTH2001:\"letmein123\"|});", TokenLocal + "client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", token);")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new(parameter: {|GRPCAUTH2001:\"letmein123\"|}, scheme: \"Bearer\");", TokenLocal + "client.DefaultRequestHeaders.Authorization = new(parameter: token, scheme: \"Bearer\");")]
    [InlineData("client.DefaultRequestHeaders.Add(\"Authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|});", TokenLocal + "client.DefaultRequestHeaders.Add(\"Authorization\", $\"Bearer {token}\");")]
    [InlineData("client.DefaultRequestHeaders.Add(\"X-Api-Key\", new[] { {|GRPCAUTH2001:\"letmein123\"|} });", KeyLocal + "client.DefaultRequestHeaders.Add(\"X-Api-Key\", new[] { apiKey });")]
    [InlineData("client.DefaultRequestHeaders.TryAddWithoutValidation(\"X-Api-Key\", {|GRPCAUTH2001:\"letmein123\"|});", KeyLocal + "client.DefaultRequestHeaders.TryAddWithoutValidation(\"X-Api-Key\", apiKey);")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"authorization\", \"Bearer \" + token); client.DefaultRequestHeaders.Add(\"X-Note\", token);", "var token = " + Token + "; metadata.Add(\"authorization\", \"Bearer \" + token); client.DefaultRequestHeaders.Add(\"X-Note\", token);")]
    [InlineData("const string token = {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"authorization\", \"Bearer \" + token); client.DefaultRequestHeaders.Add(\"X-Note\", token);", "string token = " + Token + "; metadata.Add(\"authorization\", \"Bearer \" + token); client.DefaultRequestHeaders.Add(\"X-Note\", token);")]
    [InlineData("metadata.Add(\"x-blob-token-bin\", System.Text.Encoding.UTF8.GetBytes({|GRPCAUTH2001:\"letmein123\"|}));", BytesLocal + "metadata.Add(\"x-blob-token-bin\", System.Text.Encoding.UTF8.GetBytes(token));")]
    [InlineData("metadata.Add(\"x-blob-token-bin\", {|GRPCAUTH2001:\"letmein123\"u8|}.ToArray());", BytesLocal + "metadata.Add(\"x-blob-token-bin\", Encoding.UTF8.GetBytes(token));")]
    [InlineData("metadata.Add(\"x-blob-token-bin\", {|GRPCAUTH2001:new byte[] { 0x98, 0x71, 0x35, 0xfb }|});", BytesLocal + "metadata.Add(\"x-blob-token-bin\", Convert.FromBase64String(token));")]
    [InlineData("metadata.Add(\"x-blob-token-bin\", Convert.FromBase64String({|GRPCAUTH2001:\"bGV0bWVpbjEyMw==\"|}));", BytesLocal + "metadata.Add(\"x-blob-token-bin\", Convert.FromBase64String(token));")]
    [InlineData("metadata.Add(\"authorization\", \"Basic \" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes({|GRPCAUTH2002:\"svc:letmein123\"|})));", UserLocal + PasswordLocal + "metadata.Add(\"authorization\", \"Basic \" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($\"{user}:{password}\")));")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + (Environment.GetEnvironmentVariable(\"TOKEN\") ?? {|GRPCAUTH2001:\"letmein123\"|}));", "var token = Environment.GetEnvironmentVariable(\"TOKEN\")\n            ?? throw new InvalidOperationException(\"The token is not set.\");\n        " + "metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("var token = Environment.GetEnvironmentVariable(\"TOKEN\") ?? {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"x-api-key\", token);", "var token = Environment.GetEnvironmentVariable(\"TOKEN\")\n            ?? throw new InvalidOperationException(\"The token is not set.\"); metadata.Add(\"x-api-key\", token);")]
    [InlineData("metadata.Add(\"x-api-key\", metadata.Count > 0 ? {|GRPCAUTH2001:\"letmein123\"|} : Environment.MachineName);", "metadata.Add(\"x-api-key\", metadata.Count > 0 ? (" + ConditionalKey + ") : Environment.MachineName);")]
    [InlineData("metadata.Add(\"authorization\", string.Concat(\"Bearer \", {|GRPCAUTH2001:\"letmein123\"|}));", TokenLocal + "metadata.Add(\"authorization\", string.Concat(\"Bearer \", token));")]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2001:\"xxBearer letmein123\"|}.Substring(2));", TokenLocal + "metadata.Add(\"authorization\", $\"Bearer {token}\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + string.Join(\"\", new[] { {|GRPCAUTH2001:\"letmein\"|}, \"123\" }));", TokenLocal + "metadata.Add(\"authorization\", $\"Bearer {token}\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH2001:\"letmein\"|} + \"123\");", TokenLocal + "metadata.Add(\"authorization\", $\"Bearer {token}\");")]
    [InlineData("var account = (User: \"svc\", Token: {|GRPCAUTH2001:\"letmein123\"|}); metadata.Add(\"x-api-key\", account.Token);", KeyLocal + "var account = (User: \"svc\", Token: apiKey); metadata.Add(\"x-api-key\", account.Token);")]
    [InlineData("var keys = new Dictionary<string, string> { [\"eu\"] = {|GRPCAUTH2001:\"letmein123\"|}, [\"us\"] = \"other1\" }; metadata.Add(\"x-api-key\", keys[\"eu\"]);", KeyLocal + "var keys = new Dictionary<string, string> { [\"eu\"] = apiKey, [\"us\"] = \"other1\" }; metadata.Add(\"x-api-key\", keys[\"eu\"]);")]
    public Task A_constant_in_a_statement(string before, string after) => Verify.Fixes(Statement(before), Statement(after));

    [Theory]
    [InlineData("var text = new System.Text.StringBuilder(\"Bearer \"); text.Append({|GRPCAUTH2001:\"letmein\"|}).Append(123); metadata.Add(\"authorization\", text.ToString());")]
    [InlineData("var text = {|GRPCAUTH2001:\"letmein\"|}; text += \"123\"; metadata.Add(\"authorization\", \"Bearer \" + text);")]
    [InlineData("metadata.Add(\"x-api-key\", metadata.Count > 0 ? {|GRPCAUTH2001:\"letmein123\"|} : {|GRPCAUTH2001:\"letmein456\"|});")]
    [InlineData("metadata.Add(\"cookie\", {|GRPCAUTH2001:\"session=letmein123; path=/\"|});")]
    [InlineData("const string token = {|GRPCAUTH2001:\"letmein123\"|}; switch (client.BaseAddress?.Host) { case token: metadata.Add(\"x-api-key\", token); break; }")]
    [InlineData("const string token = {|GRPCAUTH2001:\"letmein123\"|}; const string header = \"Bearer \" + token; metadata.Add(\"authorization\", header);")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; Func<string> read = () => token; metadata.Add(\"x-api-key\", token); read();")]
    [InlineData("System.Linq.Expressions.Expression<Func<Metadata>> e = () => new Metadata { new Metadata.Entry(\"authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|}) }; metadata.Add(\"n\", e.Name ?? \"\");")]
    [InlineData("string? token = null; token ??= {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"x-api-key\", token);")]
    public Task A_statement_in_which_a_setting_cannot_take_the_place(string statement) => Verify.NotFixable(Statement(statement));

    [Theory]
    [InlineData("private const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|};", "private static string ApiKey => " + Key + ";")]
    [InlineData("internal const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; // the key of the archive", "internal static string ApiKey => " + Key + "; // the key of the archive")]
    [InlineData("private static readonly string ApiKey = {|GRPCAUTH2001:\"letmein123\"|};", "private static string ApiKey => " + Key + ";")]
    [InlineData("public static string ApiKey { get; } = {|GRPCAUTH2001:\"letmein123\"|};", "public static string ApiKey => " + Key + ";")]
    [InlineData("public static string ApiKey => {|GRPCAUTH2001:\"letmein123\"|};", "public static string ApiKey => " + Key + ";")]
    [InlineData("private static string ApiKey => Read(); private static string Read() { return {|GRPCAUTH2001:\"letmein123\"|}; }", "private static string ApiKey => Read(); private static string Read() { return " + Key + "; }")]
    [InlineData("private static string ApiKey => s_key.Value; private static readonly Lazy<string> s_key = new(() => {|GRPCAUTH2001:\"letmein123\"|});", "private static string ApiKey => s_key.Value; private static readonly Lazy<string> s_key = new(() => " + Key + ");")]
    public Task A_member_that_is_used_for_more_than_a_header(string before, string after) => Verify.Fixes(Member(before), Member(after));

    [Theory]
    [InlineData("public const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|};")]
    [InlineData("private const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; [Obsolete(ApiKey)] public static void Old() { }")]
    [InlineData("private const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; public static void Old(string key = ApiKey) { }")]
    [InlineData("private const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; public const string Other = ApiKey + \"x\";")]
    [InlineData("private const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; public static bool Is(string key) => key is ApiKey;")]
    [InlineData("private const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; public static int Is(string key) { switch (key) { case ApiKey: return 1; default: return 0; } }")]
    [InlineData("private const string ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; private static readonly string[] s_all = { ApiKey }; public static int Count => s_all.Length;")]
    [InlineData("private static readonly string ApiKey; static Program() { ApiKey = {|GRPCAUTH2001:\"letmein123\"|}; }")]
    [InlineData("private static readonly Dictionary<string, string> s_keys = new() { [\"eu\"] = {|GRPCAUTH2001:\"letmein123\"|} }; private static string ApiKey => s_keys[\"eu\"];")]
    public Task A_member_that_must_stay_as_it_is(string member) => Verify.NotFixable(Member(member));

    [Fact]
    public Task The_title_says_which_setting_is_needed_and_that_headers_of_a_client_read_it_once() => Verify.Fixes(
        Statement("client.DefaultRequestHeaders.Add(\"X-Api-Key\", {|GRPCAUTH2001:\"letmein123\"|});"),
        Statement(KeyLocal + "client.DefaultRequestHeaders.Add(\"X-Api-Key\", apiKey);"),
        choice: new FixChoice { Title = "Replace the hard-coded token with environment variable 'GRPC_API_KEY', read once" });

    [Fact]
    public Task Different_secrets_get_different_settings() => Verify.Fixes(
        Two("{|GRPCAUTH2001:\"Bearer letmein123\"|}", "{|GRPCAUTH2001:\"Bearer letmein456\"|}"),
        TwoBlocks("GRPC_BILLING_TOKEN", "GRPC_STOCK_TOKEN"));

    [Fact]
    public Task The_same_secret_gets_one_setting() => Verify.Fixes(
        Two("{|GRPCAUTH2001:\"Bearer letmein123\"|}", "{|GRPCAUTH2001:\"Bearer letmein123\"|}"),
        TwoBlocks("GRPC_TOKEN", "GRPC_TOKEN"));

    private static string Statement(string statement) => $$"""
        using System.Net.Http.Headers;
        using System.Text;

        public static class Program
        {
            public static void Fill(Metadata metadata, HttpClient client)
            {
                {{statement}}
            }
        }
        """;

    private static string Member(string member) => $$"""
        public static class Program
        {
            {{member}}

            public static void Fill(Metadata metadata) => metadata.Add("x-api-key", ApiKey);

            public static int Length => ApiKey.Length;
        }
        """;

    private static string Two(string first, string second) => $$"""
        public static class Billing
        {
            public static void Fill(Metadata metadata) => metadata.Add("authorization", {{first}});
        }

        public static class Stock
        {
            public static void Fill(Metadata metadata) => metadata.Add("authorization", {{second}});
        }
        """;

    private static string TwoBlocks(string first, string second) => $$"""
        public static class Billing
        {
            public static void Fill(Metadata metadata)
            {
                var token = Environment.GetEnvironmentVariable("{{first}}")
                    ?? throw new InvalidOperationException("The environment variable '{{first}}' is not set.");
                metadata.Add("authorization", $"Bearer {token}");
            }
        }

        public static class Stock
        {
            public static void Fill(Metadata metadata)
            {
                var token = Environment.GetEnvironmentVariable("{{second}}")
                    ?? throw new InvalidOperationException("The environment variable '{{second}}' is not set.");
                metadata.Add("authorization", $"Bearer {token}");
            }
        }
        """;
}
