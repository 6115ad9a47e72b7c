using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>GRPCAUTH2006: a printed variable is a credential where the same code sends it, in whole, under a credential header.</summary>
public sealed class SentValueTests
{
    [Theory]
    [InlineData("headers.Add(\"authorization\", \"Bearer \" + {0} + \"\");")]
    [InlineData("headers.Add(\"authorization\", \"Basic \" + user + \":\" + {0});", "password")]
    [InlineData("headers.Add(\"x-api-key\", $\"{{user}}.{{{0}}}\");", "orderKey")]
    [InlineData("headers.Add(\"authorization\", string.Format(\"{{0}} {{1}}\", user, {0}));", "secret")]
    [InlineData("Add(headers, {0});")]
    [InlineData("AddTwice(headers, {0});")]
    [InlineData("AddNamed(text: {0}, headers: headers);")]
    [InlineData("var sent = \"Bearer \" + {0}; headers.Add(\"authorization\", sent);")]
    [InlineData("headers.Add(\"authorization\", headers.Count > 3 ? {0} : user);")]
    [InlineData("headers.Add(\"authorization\", {0} ?? user);")]
    [InlineData("headers.Add(\"authorization\", user switch {{ \"\" => {0}, _ => user }});")]
    [InlineData("headers.Add(\"authorization\", {0}.Trim().ToString());")]
    [InlineData("headers.Add(new Metadata.Entry(\"authorization\", {0}));")]
    [InlineData("headers.Add(\"x-token-bin\", System.Text.Encoding.UTF8.GetBytes({0}));")]
    [InlineData("headers.Add(\"authorization\", Build({0}));")]
    public Task It_is_sent(string statement, string name = "value") =>
        Verify.Reports(Program(string.Format(statement, name), name, "{|GRPCAUTH2006:", "|}"));

    [Theory]
    [InlineData("headers.Add(\"authorization\", {0} + \":\" + password);")]
    [InlineData("headers.Add(\"authorization\", $\"{{{0}}}:{{password}}\");")]
    [InlineData("headers.Add(\"authorization\", \"Basic \" + ({0} + (\":\" + password)));")]
    [InlineData("headers.Add(\"authorization\", password.Replace(\"Bearer \", {0}));")]
    [InlineData("headers.Add(\"authorization\", {0}.Length > 3 ? password : user);")]
    [InlineData("headers.Add(\"authorization\", {0}.Insert(2, password));")]
    [InlineData("AddUser(headers, {0});")]
    [InlineData("AddOther(headers, {0});")]
    [InlineData("headers.Add({0}, password);")]
    [InlineData("headers.Add(\"x-region\", {0});")]
    [InlineData("headers.Add(\"authorization\", Read({0}));")]
    public Task It_is_not_sent_or_stands_beside_the_credential(string statement, string name = "value") =>
        Verify.Silent(Program(string.Format(statement, name), name, "", ""));

    [Fact]
    public Task An_object_that_gives_the_credential_is_none() => Verify.Silent("""
        public sealed class TokenStore { public string Read() => Environment.MachineName; }

        public static class Caller
        {
            public static void Call(Metadata headers)
            {
                var store = new TokenStore();
                headers.Add("authorization", store.Read());
                Console.WriteLine($"token {store}");
            }
        }
        """);

    [Fact]
    public Task The_encoding_of_the_credential_is_none() => Verify.Silent("""
        public static class Caller
        {
            public static void Call(Metadata headers, string password)
            {
                var encoding = System.Text.Encoding.UTF8;
                headers.Add("x-token-bin", encoding.GetBytes(password));
                Console.WriteLine($"token in {encoding}");
            }
        }
        """);

    [Fact]
    public Task A_variable_that_is_written_between_holds_something_else() => Verify.Silent("""
        public static class Caller
        {
            public static void Call(Metadata headers, string text, string region)
            {
                headers.Add("authorization", text);
                text = region;
                Console.WriteLine("token " + text);
                text = region + "!";
                Console.WriteLine("token " + text);
            }
        }
        """);

    [Fact]
    public Task A_member_of_a_library_may_be_of_another_object() => Verify.Silent(
        """
        public static class Caller
        {
            public static Metadata Headers(Account account) => new() { { "x-api-key", account.ApiKey } };

            public static void Show(Account demo) => Console.WriteLine(demo.ApiKey);
        }
        """,
        new Setup { Library = "public sealed class Account { public string ApiKey = \"\"; }" });

    [Fact]
    public Task A_member_of_this_project_hints_at_it_by_its_name() => Verify.Reports("""
        public sealed class Account
        {
            public string ApiKey = "";
            public string Region = "";
            public string ApiKeyName = "";
        }

        public static class Caller
        {
            public static Metadata Headers(Account account) => new() { { "x-api-key", account.ApiKey }, { "x-auth", account.Region }, { "x-api-token", account.ApiKeyName } };

            public static void Show(Account account)
            {
                Console.WriteLine({|GRPCAUTH2006:account.ApiKey|});
                Console.WriteLine("token " + account.Region);
                Console.WriteLine(account.ApiKeyName);
            }
        }
        """);

    private static string Program(string statement, string name, string start, string end) => $$"""
        public static class Caller
        {
            public static void Call(Metadata headers, string user, Func<string> read{{(name == "password" ? "" : ", string password")}})
            {
                var {{name}} = read();
                {{statement}}
                Console.WriteLine("token " + {{start}}{{name}}{{end}});
            }

            private static void Add(Metadata headers, string text) => headers.Add("authorization", text);

            private static void AddTwice(Metadata headers, string text) => Add(headers, "Bearer " + text);

            private static void AddNamed(Metadata headers, string text) => headers.Add(value: text, key: "authorization");

            private static void AddUser(Metadata headers, string userName) => headers.Add("authorization", userName);

            private static void AddOther(Metadata headers, string text) => headers.Add("authorization", Environment.MachineName + text.Length);

            private static string Build(string text) => "Bearer " + text;

            private static string Read(string path) => System.IO.File.ReadAllText(path).Trim();
        }
        """;
}
