using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

public sealed class HardCodedCredentialTests
{
    [Theory]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|});")]
    [InlineData("metadata.Add(key: \"authorization\", value: {|GRPCAUTH2001:\"s3cr3t\"|});")]
    [InlineData("metadata.Add(value: {|GRPCAUTH2001:\"s3cr3t\"|}, key: \"x-api-key\");")]
    [InlineData("metadata.Add(new Metadata.Entry(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}));")]
    [InlineData("metadata.Add(new(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}));")]
    [InlineData("Metadata.Entry entry = new(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}); metadata.Add(entry);")]
    [InlineData("System.Collections.Generic.IList<Metadata.Entry> all = metadata; all.Add(new(value: {|GRPCAUTH2001:\"admin\"|}, key: \"x-api-key\"));")]
    [InlineData("metadata[0] = new Metadata.Entry(\"authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|});")]
    [InlineData("_ = new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|} } };")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("const string token = {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"authorization\", $\"Bearer {token}\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + (Environment.GetEnvironmentVariable(\"TOKEN\") ?? {|GRPCAUTH2001:\"letmein123\"|}));")]
    [InlineData("metadata.Add(\"authorization\", metadata.Count > 0 ? {|GRPCAUTH2001:\"Bearer one1\"|} : {|GRPCAUTH2001:\"Bearer two2\"|});")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; if (metadata.Count > 0) token = Environment.MachineName; metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; try { token = Environment.MachineName; } catch { } metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; Action read = () => token = Environment.MachineName; metadata.Add(\"authorization\", \"Bearer \" + token); read();")]
    [InlineData("var token = Environment.MachineName; token = {|GRPCAUTH2001:\"letmein123\"|}; metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("var token = {|GRPCAUTH2001:\"letmein123\"|}; while (metadata.Count < 3) { metadata.Add(\"authorization\", token); token = Environment.MachineName; }")]
    [InlineData("metadata.Add(\"cookie\", {|GRPCAUTH2001:\"theme=dark; session=letmein123; path=/\"|});")]
    [InlineData("Send(\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}); Send(\"x-region\", \"eu1\"); void Send(string name, string value) => metadata.Add(name, value);")]
    public Task A_constant_under_a_credential_header(string statement) => Verify.Reports($$"""
        public static class Program
        {
            public static void Fill(Metadata metadata)
            {
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task A_constant_in_what_new_makes_of_an_alias_or_a_nullable_type() => Verify.Reports("""
        using Pair = Grpc.Core.Metadata.Entry;

        public static class Program
        {
            private static readonly Pair Key = new("x-api-key", {|GRPCAUTH2001:"admin"|});
            public static void Fill(Metadata metadata) => metadata.Add(Key);

            public static Metadata Make()
            {
                Metadata? made = new() { { "x-api-key", {|GRPCAUTH2001:"root"|} } };
                return made;
            }
        }
        """);

    [Theory]
    [InlineData("private const string Token = {|GRPCAUTH2001:\"letmein123\"|};", " in constant 'Program.Token'")]
    [InlineData("private static readonly string Token = {|GRPCAUTH2001:\"letmein123\"|};", " in field 'Program.Token'")]
    [InlineData("private static string Token { get; } = {|GRPCAUTH2001:\"letmein123\"|};", " in property 'Program.Token'")]
    [InlineData("private static string Token => {|GRPCAUTH2001:\"letmein123\"|};", "")]
    public Task A_constant_that_is_kept_elsewhere(string member, string holder) => Verify.Reports($$"""
        public static class Program
        {
            {{member}}

            public static Metadata Create() => new() { { "authorization", $"Bearer {Token}" } };

            public static Metadata CreateToo() => new() { { "x-api-key", Token } };
        }
        """, message: $"Hard-coded credential{holder} is sent as gRPC metadata 'authorization'");

    [Fact]
    public Task The_default_of_a_setting() => Verify.Reports("""
        using Microsoft.Extensions.Configuration;

        public sealed class Headers(IConfiguration configuration)
        {
            public Metadata Create() => new() { { "authorization", "Bearer " + configuration.GetValue("Grpc:Token", {|GRPCAUTH2001:"pear-harbour-77"|}) } };
        }
        """);

    [Fact]
    public Task A_constant_of_another_file_is_reported_where_it_is_used() => Verify.Reports("""
        public static class Program
        {
            public static Metadata Create() => new() { { "authorization", {|GRPCAUTH2001:Settings.Header|} } };
        }
        """, Setup.Usual with { Documents = [("Settings.cs", "public static class Settings { public const string Header = \"Bearer letmein123\"; }")] });

    [Theory]
    [InlineData("private readonly string _token; public Program(string token) => _token = token; public static Program Create() => new({|GRPCAUTH2001:\"letmein123\"|});", "_token")]
    [InlineData("private readonly string _token; public Program(string token) { _token = token; } public static Program Create(string t) => new(t.Length > 3 ? t : {|GRPCAUTH2001:\"letmein123\"|});", "_token")]
    [InlineData("public string Token { get; set; } = \"\"; public static Program Create() => new() { Token = {|GRPCAUTH2001:\"letmein123\"|} };", "Token")]
    [InlineData("public string Token { get; init; } = \"\"; public static Program Create() => new() { Token = {|GRPCAUTH2001:\"letmein123\"|} };", "Token")]
    [InlineData("public required string Token { get; init; } public static Program Create() => new() { Token = {|GRPCAUTH2001:\"letmein123\"|} };", "Token")]
    [InlineData("public string Token { get; private set; } = {|GRPCAUTH2001:\"letmein123\"|};", "Token")]
    [InlineData("private static string Choose(string region) => region switch { \"eu\" => {|GRPCAUTH2001:\"letmein123\"|}, _ => throw new NotSupportedException() };", "Choose(Environment.MachineName)")]
    public Task A_constant_that_somebody_gives(string members, string token) => Verify.Reports($$"""
        public sealed class Program
        {
            {{members}}

            public void Fill(Metadata metadata) => metadata.Add("authorization", "Bearer " + {{token}});
        }
        """);

    /// <summary>The flag that the caller gives does not keep the key out of the header.</summary>
    [Theory]
    [InlineData("if (inHeader) metadata.Add(\"x-api-key\", key);", "true")]
    [InlineData("if (!inHeader) metadata.Add(\"x-api-key\", key);", "false")]
    [InlineData("if (inHeader) return; else metadata.Add(\"x-api-key\", key);", "false")]
    [InlineData("if (inHeader) metadata.Add(\"x-api-key\", key);", "Environment.Is64BitProcess")]
    [InlineData("if (metadata.Count > 0) metadata.Add(\"x-api-key\", key);", "false")]
    [InlineData("if (inHeader || metadata.Count > 0) metadata.Add(\"x-api-key\", key);", "false")]
    [InlineData("if (Other) metadata.Add(\"x-api-key\", key);", "false")]
    [InlineData("if (inHeader) metadata.Clear(); metadata.Add(\"x-api-key\", key);", "false")]
    [InlineData("if (inHeader) Send(false); void Send(bool quietly) { if (!quietly) metadata.Add(\"x-api-key\", key); }", "true")]
    public Task A_key_that_its_caller_lets_into_the_header(string statement, string flag) => Verify.Reports($$"""
        public static class Program
        {
            private static bool Other => Environment.Is64BitProcess;

            public static void Use(Metadata metadata, string key, bool inHeader)
            {
                {{statement}}
            }

            public static void Demo(Metadata metadata) => Use(metadata, {|GRPCAUTH2001:"DEMO_KEY1"|}, inHeader: {{flag}});
        }
        """);

    /// <summary>An entry that is looked for and added is sent.</summary>
    [Theory]
    [InlineData("var entry = new Metadata.Entry(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}); metadata.Remove(entry); metadata.Add(entry);")]
    [InlineData("var entry = new Metadata.Entry(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}); if (!metadata.Contains(entry)) metadata.Insert(0, entry);")]
    [InlineData("var entry = new Metadata.Entry(\"x-api-key\", {|GRPCAUTH2001:\"admin\"|}); var same = entry; metadata.Remove(entry); metadata.Add(same);")]
    public Task An_entry_that_is_looked_for_and_sent(string statements) => Verify.Reports($$"""
        public static class Program
        {
            public static void Fill(Metadata metadata)
            {
                {{statements}}
            }
        }
        """);

    [Fact]
    public Task A_part_of_one_letter_is_named_with_the_other() => Verify.Reports("""
        public static class Program
        {
            public static void Fill(Metadata metadata) => metadata.Add("x-api-key", string.Concat({|GRPCAUTH2001:"letmein123"|}, {|#0:"7"|}));
        }
        """);

    [Fact]
    public Task A_constant_that_a_caller_gives_to_a_helper() => Verify.Reports("""
        public static class Program
        {
            public static Metadata Bearer(string token) => new() { { "authorization", "Bearer " + token } };

            public static void AddAll(Metadata metadata, IReadOnlyDictionary<string, string> headers)
            {
                foreach (var header in headers)
                    metadata.Add(header.Key, header.Value);
            }

            public static void Use(Metadata metadata)
            {
                Bearer({|GRPCAUTH2001:"letmein123"|});
                AddAll(metadata, new Dictionary<string, string> { ["authorization"] = {|GRPCAUTH2001:"Bearer letmein123"|}, ["x-region"] = "eu1" });
            }
        }
        """);
}
