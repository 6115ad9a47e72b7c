using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Code that looks like GRPCAUTH2001 and is right, or cannot be known.</summary>
public sealed class HardCodedCredentialSilentTests
{
    [Theory]
    [InlineData("metadata.Add(\"x-tenant\", \"letmein123\");")]
    [InlineData("metadata.Add(\"x-page-token\", \"letmein123\");")]
    [InlineData("metadata.Add(\"x-token-type\", \"jwt9\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + Environment.GetEnvironmentVariable(\"TOKEN\"));")]
    [InlineData("metadata.Add(\"authorization\", $\"Bearer {Environment.GetEnvironmentVariable(\"TOKEN\") ?? Environment.MachineName}\");")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + (Environment.GetEnvironmentVariable(\"TOKEN\") ?? throw new InvalidOperationException(\"TOKEN is not set\")));")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \");")]
    [InlineData("metadata.Add(\"authorization\", \"\");")]
    [InlineData("metadata.Remove(new Metadata.Entry(\"authorization\", \"any1\"));")]
    [InlineData("_ = metadata.Contains(new Metadata.Entry(\"authorization\", string.Empty));")]
    [InlineData("_ = metadata.IndexOf(new Metadata.Entry(\"authorization\", \"any1\"));")]
    [InlineData("var entry = new Metadata.Entry(\"authorization\", \"any1\"); if (metadata.Contains(entry)) metadata.Remove(entry);")]
    [InlineData("var entry = new Metadata.Entry(\"authorization\", \"any1\"); var same = entry; metadata.Remove(same);")]
    [InlineData("metadata.Add(\"x-api-key\", nameof(metadata));")]
    [InlineData("metadata.Add(\"x-api-key\", $\"{nameof(metadata)}\");")]
    [InlineData("metadata.Add(header, \"letmein123\");")]
    [InlineData("var token = \"none1\"; token = header; metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("var token = \"none1\"; if (header != null) { token = header; metadata.Add(\"authorization\", \"Bearer \" + token); }")]
    [InlineData("string token; token = \"none1\"; token = Read(\"X\"); if (header == null) metadata.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("metadata.Add(\"authorization\", Read(\"letmein123\"));")]
    [InlineData("Send(metadata, \"none1\"); static void Send(Metadata m, string token) { token = Read(token); m.Add(\"authorization\", \"Bearer \" + token); }")]
    public Task Values_that_are_no_credential_or_not_constant(string statement) => Verify.Silent($$"""
        public static class Program
        {
            private static string Read(string name) => Environment.GetEnvironmentVariable(name)!;

            public static void Fill(Metadata metadata, string header)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("private static string s_token = \"anonymous1\"; public static void Login(string token) => s_token = token;", "s_token")]
    [InlineData("public static string Token = \"anonymous1\";", "Token")]
    [InlineData("public static string Token { get; set; } = \"anonymous1\";", "Token")]
    [InlineData("static Program() { Token = \"anonymous1\"; } public static string Token { get; set; }", "Token")]
    public Task A_variable_that_only_starts_with_a_constant(string member, string token) => Verify.Silent($$"""
        public static class Program
        {
            {{member}}

            public static Metadata Create() => new() { { "authorization", $"Bearer {{{token}}}" } };
        }
        """);

    [Theory]
    [InlineData("""{ "x-requires-auth", "true" }, { "x-has-token", "1" }, { "x-skip-auth", "1" }""")]
    [InlineData("""{ "authorization", "anonymous" }""")]
    public Task Answers_and_the_word_for_nobody(string entries) => Verify.Silent($$"""
        public static class Headers
        {
            public static Metadata Create() => new() { {{entries}} };
        }
        """);

    [Fact]
    public Task Test_code_may_have_fixed_tokens() => Verify.Silent("""
        public static class Program
        {
            public static Metadata Create() => new() { { "authorization", "Bearer letmein123" } };
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    /// <summary>Code that is being written: one name too many for the tuple.</summary>
    [Theory]
    [InlineData("var (first, second, third) = (\"letmein1\", \"letmein2\"); metadata.Add(\"x-api-key\", third);")]
    [InlineData("string a, b, d; (a, b, d) = (\"letmein1\", \"letmein2\"); metadata.Add(\"x-api-key\", d);")]
    public Task A_tuple_that_is_too_short(string statements) => Verify.Silent($$"""
        public static class Program
        {
            public static void Fill(Metadata metadata)
            {
                {{statements}}
            }
        }
        """, new Setup { CompilerErrors = true });

    [Fact]
    public Task Other_types_named_metadata() => Verify.Silent("""
        public sealed class Own : Dictionary<string, string> { }

        public static class Program
        {
            public static Own Create() => new() { { "authorization", "Bearer letmein123" } };
        }
        """);

    [Theory]
    [InlineData("if (inHeader) metadata.Add(\"x-api-key\", key);")]
    [InlineData("if (!inHeader) return; else metadata.Add(\"x-api-key\", key);")]
    [InlineData("if (!inHeader) { } else if (metadata.Count > 0) metadata.Add(\"x-api-key\", key);")]
    [InlineData("if (metadata.Count > 0) { if (inHeader) metadata.Add(\"x-api-key\", key); }")]
    [InlineData("metadata.Add(inHeader ? new Metadata.Entry(\"x-api-key\", key) : new Metadata.Entry(\"x-region\", \"eu\"));")]
    public Task A_key_that_its_caller_keeps_out_of_the_header(string statement) => Verify.Silent($$"""
        public static class Program
        {
            public static void Use(Metadata metadata, string key, bool inHeader)
            {
                {{statement}}
            }

            public static void Demo(Metadata metadata) => Use(metadata, "DEMO_KEY1", inHeader: false);
        }
        """);

    [Fact]
    public Task A_key_that_the_code_which_makes_an_object_keeps_out_of_the_header() => Verify.Silent("""
        public sealed class Sender(string key, bool inHeader)
        {
            private readonly string _key = key;
            private readonly bool _inHeader = inHeader;

            public void Fill(Metadata metadata)
            {
                if (_inHeader)
                    metadata.Add("x-region", _key);
            }
        }

        public sealed class Adding
        {
            public Adding(Metadata metadata, string key, bool inHeader)
            {
                if (inHeader)
                    metadata.Add("x-api-key", key);
            }
        }

        public static class Program
        {
            public static void Demo(Metadata metadata)
            {
                new Sender("DEMO_KEY1", inHeader: false).Fill(metadata);
                _ = new Adding(metadata, "DEMO_KEY1", inHeader: false);
            }
        }
        """);

    [Fact]
    public Task Metadata_that_is_copied_to_be_shown() => Verify.Silent("""
        public static class Program
        {
            public static Metadata Shown(Metadata sent)
            {
                var shown = new Metadata();
                foreach (var entry in sent)
                    shown.Add(entry.Key, entry.Key == "authorization" ? "***" : entry.Value);

                shown.Add("authorization", "[REDACTED]");
                shown.Add("x-api-key", "********");
                return shown;
            }
        }
        """);
}
