using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MalformedSchemeTests
{
    [Theory]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + token""")]
    [InlineData("""{|GRPCAUTH4002:"bearer"|} + token""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer{token}"|}""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer{tokens.GetToken()}"|}""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer{tokens.Current}"|}""")]
    [InlineData("""string.Format({|GRPCAUTH4002:"Bearer{0}"|}, token)""")]
    [InlineData("""string.Concat({|GRPCAUTH4002:"Bearer"|}, token)""")]
    [InlineData("""{|GRPCAUTH4002:Schemes.Bearer + token|}""")]
    [InlineData("""{|GRPCAUTH4002:$"{Schemes.Bearer}{token}"|}""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + Environment.GetEnvironmentVariable("ORDERS_TOKEN")""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + settings["Orders:Token"]""")]
    [InlineData("""{|GRPCAUTH4002:"Basic"|} + token""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + getToken()""")]
    [InlineData("""string.Join(':', {|GRPCAUTH4002:"Bearer"|}, getToken())""")]
    [InlineData("""string.Join("", {|GRPCAUTH4002:"Bearer"|}, token)""")]
    [InlineData("""{|GRPCAUTH4002:"Basic"|} + Convert.ToBase64String(Encoding.UTF8.GetBytes(token))""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer: "|} + token""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer:"|} + token""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer={token}"|}""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer Bearer "|} + token""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer bearer {token}"|}""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer "|} + Header(token)""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer {Header(token)}"|}""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer \"{token}\""|}""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer '"|} + token + "'" """)]
    [InlineData("""{|GRPCAUTH4002:$"'Bearer {token}'"|}""")]
    [InlineData("""{|GRPCAUTH4002:"Authorization: Bearer "|} + token""")]
    [InlineData("""{|GRPCAUTH4002:$"authorization={token}"|}""")]
    [InlineData("""id.Length > 3 ? {|GRPCAUTH4002:"Bearer"|} + token : "Basic " + token""")]
    [InlineData("""id.Length > 3 ? "Basic " + token : {|GRPCAUTH4002:"Bearer "|} + Header(token)""")]
    [InlineData("""id.Length > 3 ? "Basic " + Environment.MachineName : {|GRPCAUTH4002:"Bearer "|} + Header(token)""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer Bearer"|} + token""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer'"|} + token + "'" """)]
    [InlineData("""{|GRPCAUTH4002:"'"|} + Header(token) + "'" """)]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + Versioned(token)""")]
    [InlineData("""{|GRPCAUTH4002:"BearereyJhbGciOiJub25lIn0."|} + token""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + jwt()""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + tokens.GetApiKey()""")]
    [InlineData("""string.Format({|GRPCAUTH4002:"Bearer{0}{1}"|}, "", token)""")]
    [InlineData("""{|GRPCAUTH4002:"Proxy-Authorization = Basic "|} + token""")]
    [InlineData("""{|GRPCAUTH4002:" Bearer;"|} + token""")]
    [InlineData("""new StringBuilder({|GRPCAUTH4002:"Bearer"|}).Append(token).ToString()""")]
    public Task A_value_that_no_server_can_read(string value) => Verify.Reports($$"""
        using System.Text;

        public static class Schemes
        {
            public const string Bearer = "Bearer";
        }

        public interface ITokens
        {
            string GetToken();

            string GetApiKey();

            string Current { get; }
        }

        public sealed class OrderDesk(
            Orders.OrdersClient orders, ITokens tokens, Dictionary<string, string> settings, Func<string> getToken, Func<string> jwt)
        {
            public int Count => settings.Count + getToken().Length + jwt().Length;

            public Order Get(string id, string token) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata
            {
                { "authorization", {{value}} },
            });

            public ITokens Tokens => tokens;

            private static string Header(string token) => "Bearer " + token;

            private static string Versioned(string token) => "v1." + token;
        }
        """);

    [Theory]
    [InlineData("""new AuthenticationHeaderValue("Bearer", {|GRPCAUTH4002:"Bearer "|} + token)""")]
    [InlineData("""new AuthenticationHeaderValue("Bearer", {|GRPCAUTH4002:$"Bearer {token}"|})""")]
    [InlineData("""new AuthenticationHeaderValue("bearer", {|GRPCAUTH4002:" BEARER "|} + token)""")]
    [InlineData("""AuthenticationHeaderValue.Parse({|GRPCAUTH4002:"Bearer: "|} + token)""")]
    public Task A_header_that_a_handler_sets(string value) => Verify.Reports($$"""
        using System.Net.Http.Headers;

        public sealed class TokenHandler(Func<string> source) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var token = source();
                request.Headers.Authorization = {{value}};
                return base.SendAsync(request, cancellationToken);
            }
        }
        """);

    [Theory]
    [InlineData("var token = await getToken(); metadata.Add(new Metadata.Entry(\"Authorization\", {|GRPCAUTH4002:\"Bearer\"|} + token));")]
    [InlineData("metadata.Add(\"Authorization\", {|GRPCAUTH4002:\"Bearer\"|} + await getToken());")]
    [InlineData("var token = new string(await read()); metadata.Add(\"authorization\", {|GRPCAUTH4002:$\"Bearer{token}\"|});")]
    [InlineData("if (await read() is { Length: > 0 } text) metadata.Add(\"proxy-authorization\", {|GRPCAUTH4002:\"Basic:\"|} + new string(text));")]
    public Task In_call_credentials_and_in_an_entry(string statements) => Verify.Reports($$"""
        public static class Credentials
        {
            public static CallCredentials Of(Func<Task<string>> getToken, Func<Task<char[]>> read) => CallCredentials.FromInterceptor(async (_, metadata) =>
            {
                {{statements}}
            });
        }
        """);

    [Theory]
    [InlineData("authorization", "\"Bearer\" + token", "'authorization' has no blank after 'Bearer'")]
    [InlineData("authorization", "\"basic=\" + token", "'authorization' has a punctuation mark after 'Basic'")]
    [InlineData("Proxy-Authorization", "\"Basic Basic \" + token", "'proxy-authorization' has the scheme twice")]
    [InlineData("authorization", "\"Bearer '\" + token + \"'\"", "'authorization' has quotes in its value")]
    [InlineData("authorization", "\"Authorization: Bearer \" + token", "'authorization' has the name of the header in its value")]
    public Task The_message_says_what_is_wrong(string name, string value, string message)
    {
        var end = value.IndexOf('"', 1) + 1;
        return Verify.Reports(
            $$"""
            public static class Headers
            {
                public static Metadata Of(string token) => new() { { "{{name}}", {|GRPCAUTH4002:{{value[..end]}}|}{{value[end..]}} } };
            }
            """,
            message: message + "; the server finds no valid token and answers Unauthenticated");
    }

    [Fact]
    public Task A_text_that_two_entries_use_is_reported_once() => Verify.Reports("""
        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", Header(token) } };

            public static Metadata Other(string token) => new() { { "authorization", Header(token) } };

            private static string Header(string token) => {|GRPCAUTH4002:"Bearer: "|} + token;
        }
        """);

    [Fact]
    public Task A_text_in_another_file_is_reported_where_it_is_used() => Verify.Reports(
        """
        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", {|GRPCAUTH4002:Texts.Header(token)|} } };
        }
        """,
        new Setup { Documents = [("Texts.cs", "public static class Texts { public static string Header(string token) => \"Bearer: \" + token; }")] });

    /// <summary>Others may call the helper with a token alone, so the caller is wrong.</summary>
    [Fact]
    public Task A_caller_that_gives_the_scheme_to_a_helper_which_adds_it() => Verify.Fixes(
        """
        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", $"Bearer {token}" } };
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, Func<string> getToken)
        {
            public Order Get(string id) => orders.GetOrder(new OrderRequest { Id = id }, Headers.Of({|GRPCAUTH4002:"Bearer "|} + getToken()));
        }
        """,
        """
        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", $"Bearer {token}" } };
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, Func<string> getToken)
        {
            public Order Get(string id) => orders.GetOrder(new OrderRequest { Id = id }, Headers.Of(getToken()));
        }
        """);

    [Fact]
    public Task Such_a_caller_in_another_file_has_no_fix() => Verify.NotFixable(
        """
        public static class Headers
        {
            public static Metadata Of(string token) => new() { { "authorization", {|GRPCAUTH4002:$"Bearer {token}"|} } };
        }
        """,
        new Setup
        {
            Documents =
            [
                ("Desk.cs", """
                    public sealed class OrderDesk(Orders.OrdersClient orders, Func<string> getToken)
                    {
                        public Order Get(string id) => orders.GetOrder(new OrderRequest { Id = id }, Headers.Of("Bearer " + getToken()));
                    }
                    """),
            ],
        });
}
