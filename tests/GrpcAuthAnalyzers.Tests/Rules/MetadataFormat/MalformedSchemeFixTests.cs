using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MalformedSchemeFixTests
{
    [Theory]
    [InlineData("""{|GRPCAUTH4002:"Bearer"|} + token""", """ "Bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:@"bearer"|} + token""", """ @"bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer{token}"|}""", """$"Bearer {token}" """)]
    [InlineData("""string.Format({|GRPCAUTH4002:"Bearer{0}"|}, token)""", null)]
    [InlineData("""string.Concat({|GRPCAUTH4002:"Bearer"|}, token)""", """string.Concat("Bearer ", token)""")]
    [InlineData("""{|GRPCAUTH4002:Scheme + token|}""", """Scheme + " " + token""")]
    [InlineData("""{|GRPCAUTH4002:$"{Scheme}{token}"|}""", """$"{Scheme} {token}" """)]
    [InlineData("""{|GRPCAUTH4002:"Bearer: "|} + token""", """ "Bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer={token}"|}""", """$"Bearer {token}" """)]
    [InlineData("""{|GRPCAUTH4002:"Bearer Bearer "|} + token""", """ "Bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer Bearer"|} + token""", """ "Bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer Bearer{token}"|}""", """$"Bearer {token}" """)]
    [InlineData("""{|GRPCAUTH4002:"Bearer'"|} + token + "'" """, """ "Bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:"Bearer "|} + Header(token)""", "Header(token)")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer {Header(token)}"|}""", "Header(token)")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer \"{token}\""|}""", """$"Bearer {token}" """)]
    [InlineData("""{|GRPCAUTH4002:"Bearer '"|} + token + "'" """, """ "Bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:$"'Bearer {token}'"|}""", """$"Bearer {token}" """)]
    [InlineData("""{|GRPCAUTH4002:"Authorization: Bearer "|} + token""", """ "Bearer " + token""")]
    [InlineData("""{|GRPCAUTH4002:$"authorization={token}"|}""", """$"{token}" """)]
    public async Task The_scheme_one_blank_and_the_token(string value, string? expected)
    {
        if (expected is null)
            await Verify.NotFixable(Program(value));
        else
            await Verify.Fixes(Program(value), Program(expected));
    }

    [Theory]
    [InlineData("""{|GRPCAUTH4002:"Bearer "|} + token""", "token")]
    [InlineData("""{|GRPCAUTH4002:$"Bearer {token}"|}""", "token")]
    public async Task The_scheme_that_is_given_beside_the_value_stays(string value, string expected)
    {
        await Verify.Fixes(Handler(value), Handler(expected));
    }

    private static string Program(string value) => $$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            private const string Scheme = "Bearer";

            public Order Get(string id, string token) => orders.GetOrder(new OrderRequest { Id = id }, new Metadata
            {
                { "authorization", {{value.Trim()}} },
            });

            public override string ToString() => Scheme + Header("");

            private static string Header(string token) => "Bearer " + token;
        }
        """;

    private static string Handler(string value) => $$"""
        using System.Net.Http.Headers;

        public static class Token
        {
            public static AuthenticationHeaderValue Header(string token) => new AuthenticationHeaderValue("Bearer", {{value}});
        }
        """;
}
