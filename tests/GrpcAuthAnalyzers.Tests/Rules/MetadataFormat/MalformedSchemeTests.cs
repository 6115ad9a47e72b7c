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

            string Current { get; }
        }

        public sealed class OrderDesk(Orders.OrdersClient orders, ITokens tokens, Dictionary<string, string> settings, Func<string> getToken)
        {
            public int Count => settings.Count + getToken().Length;

            public Order Get(string id, string token) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata
            {
                { "authorization", {{value}} },
            });

            public ITokens Tokens => tokens;

            private static string Header(string token) => "Bearer " + token;
        }
        """);

    [Theory]
    [InlineData("""new AuthenticationHeaderValue("Bearer", {|GRPCAUTH4002:"Bearer "|} + token)""")]
    [InlineData("""new AuthenticationHeaderValue("Bearer", {|GRPCAUTH4002:$"Bearer {token}"|})""")]
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

    [Fact]
    public Task In_call_credentials_and_in_an_entry() => Verify.Reports("""
        public static class Credentials
        {
            public static CallCredentials Of(Func<Task<string>> getToken) => CallCredentials.FromInterceptor(async (_, metadata) =>
            {
                var token = await getToken();
                metadata.Add(new Metadata.Entry("Authorization", {|GRPCAUTH4002:"Bearer"|} + token));
            });
        }
        """);

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
