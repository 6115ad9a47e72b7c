using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

/// <summary>Where GRPCAUTH4002 stands: at the text that is wrong by itself, else where texts are put together.</summary>
public sealed class MalformedSchemePlaceTests
{
    [Theory]
    [InlineData("""string.Concat(" ", {|GRPCAUTH4002:"Authorization: Bearer "|}, token)""")]
    [InlineData("""{|GRPCAUTH4002:$"{Name}: Bearer {token}"|}""")]
    [InlineData("""{|GRPCAUTH4002:Name + ": Bearer " + token|}""")]
    [InlineData("""{|GRPCAUTH4002:$"{Quote}Bearer {token}{Quote}"|}""")]
    [InlineData("""{|GRPCAUTH4002:$"{Quote}{Scheme} {token}{Quote}"|}""")]
    [InlineData("""string.Concat({|GRPCAUTH4002:"'"|}, "Bearer ", token, "'")""")]
    [InlineData("""{|GRPCAUTH4002:$"{Scheme}{token}"|}""")]
    [InlineData("""{|GRPCAUTH4002:$"{Scheme}: {token}"|}""")]
    [InlineData("""string.Concat(" ", {|GRPCAUTH4002:"Bearer"|}, ":", token)""")]
    [InlineData("""{|GRPCAUTH4002:$"{Scheme} {Scheme} {token}"|}""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer, "|} + token""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer{token}=="|}""")]
    [InlineData("""id.Length > 3 ? {|GRPCAUTH4002:"Bearer "|} + Header(token) : "Basic " + token""")]
    [InlineData("""id.Length > 3 ? Header(token) : {|GRPCAUTH4002:"Basic"|} + token""")]
    public Task A_text_that_is_wrong_or_the_whole_value(string value) => Verify.Reports($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            private const string Name = "authorization", Quote = "'", Scheme = "Bearer";

            public Order Get(string id, string token) =>
                orders.GetOrder(new OrderRequest { Id = id + Name + Quote + Scheme }, new Metadata { { "authorization", {{value}} } });

            private static string Header(string token) => "Bearer " + token;
        }
        """);

    [Theory]
    [InlineData("authorization")]
    [InlineData("authorization ")]
    [InlineData("bear")]
    [InlineData("'")]
    public Task A_constant_that_ends_too_early_has_another_fault(string other) => Verify.Silent(
        $$"""
        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", token.Length > 3 ? token : "{{other}}" } };
        }
        """,
        new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH2001.severity = none" });

    [Theory]
    [InlineData("""{|GRPCAUTH4002:"Bearer "|} + (token.Length == 0 ? "" : token)""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer "|}""")]
    [InlineData("""string.Concat(" ", {|GRPCAUTH4002:"Bearer "|}, token)""")]
    public Task A_scheme_beside_the_same_scheme(string value) => Verify.Reports($$"""
        using System.Net.Http.Headers;

        public static class Header
        {
            public static AuthenticationHeaderValue Of(string token) =>
                token.Length > 3 ? new AuthenticationHeaderValue("Bearer", {{value}}) : new AuthenticationHeaderValue("Bearer", token);
        }
        """,
        new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH2001.severity = none" });

    [Theory]
    [InlineData("{|GRPCAUTH4002:Schemes.Bearer + token|}", "Schemes.Bearer + \" \" + token")]
    [InlineData("{|GRPCAUTH4002:$\"{Schemes.Bearer}{token}\"|}", "$\"{Schemes.Bearer} {token}\"")]
    public Task The_constant_of_another_file_stays_and_its_use_is_mended(string value, string expected) => Verify.Fixes(
        Program(value),
        Program(expected),
        new Setup { Documents = [("Schemes.cs", "public static class Schemes { public const string Bearer = \"Bearer\"; }")] });

    /// <summary>The helper also has another caller, and is right.</summary>
    [Fact]
    public Task A_caller_of_a_helper_that_gives_the_scheme_beside_the_value() => Verify.Fixes(
        HelperOf("{|GRPCAUTH4002:\"Bearer \"|} + getToken()"), HelperOf("getToken()"));

    [Theory]
    [InlineData("var text = new string(source()); var token = text;", "{|GRPCAUTH4002:$\"Bearer{token}\"|}")]
    [InlineData("var token = new string(source()); var text = token;", "{|GRPCAUTH4002:$\"Bearer{text}\"|}")]
    [InlineData("var text = Lookup();", "{|GRPCAUTH4002:$\"Bearer{text}\"|}")]
    [InlineData("Find(out var text);", "{|GRPCAUTH4002:$\"Bearer{text}\"|}")]
    public Task What_the_scheme_is_joined_with(string statement, string value) => Verify.Reports(Joined(statement, value));

    [Theory]
    [InlineData("var text = await read();", "$\"Bearer{text}\"")]
    [InlineData("var text = (await read())[7..];", "$\"Bearer{text}\"")]
    public Task What_the_scheme_is_joined_with_is_not_known(string statement, string value) => Verify.Silent(Joined(statement, value));

    private static string Joined(string statement, string value) => $$"""
        public sealed class OrderDesk(Func<char[]> source, Func<Task<string>> read)
        {
            private readonly Dictionary<string, string> _texts = new();

            public async Task<Metadata> HeadersAsync()
            {
                await Task.Delay(source().Length);
                {{statement}}
                return new() { { "authorization", {{value}} } };
            }

            public void Put(string name, string text) => _texts[name] = text;

            private string Lookup() => _texts["orders"];

            private void Find(out string text) => text = new string(source());
        }
        """;

    private static string HelperOf(string argument) => $$"""
        using System.Net.Http.Headers;

        public static class Headers
        {
            public static AuthenticationHeaderValue Of(string token) => new AuthenticationHeaderValue("Bearer", token);
        }

        public sealed class OrderDesk(Func<string> getToken)
        {
            public AuthenticationHeaderValue Header => Headers.Of({{argument}});
        }
        """;

    private static string Program(string value) => $$"""
        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", {{value}} } };
        }
        """;
}
