using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class InvalidMetadataValueFixTests
{
    [Theory]
    [InlineData("\"Bearer \" + {|GRPCAUTH4004:File.ReadAllText(path)|}", "\"Bearer \" + File.ReadAllText(path).Trim()")]
    [InlineData("string.Join(' ', \"Bearer\", {|GRPCAUTH4004:token|})", "string.Join(' ', \"Bearer\", token.Trim())")]
    [InlineData("$\"Bearer {{|GRPCAUTH4004:token|}}\"", "$\"Bearer {token.Trim()}\"")]
    [InlineData("$\"Bearer {{|GRPCAUTH4004:await File.ReadAllTextAsync(path)|}}\"", "$\"Bearer {(await File.ReadAllTextAsync(path)).Trim()}\"")]
    [InlineData("$\"Bearer {{|GRPCAUTH4004:GetTokenAsync()|}}\"", "$\"Bearer {await GetTokenAsync()}\"")]
    [InlineData("$\"Bearer {{|GRPCAUTH4004:File.ReadAllTextAsync(path)|}}\"", "$\"Bearer {(await File.ReadAllTextAsync(path)).Trim()}\"")]
    [InlineData("\"Bearer \" + {|GRPCAUTH4004:GetTokenAsync()|}", "\"Bearer \" + await GetTokenAsync()")]
    public Task Trim_and_await(string value, string expected) => Verify.Fixes(Program(value), Program(expected));

    [Theory]
    [InlineData("$\"Bearer {{|GRPCAUTH4004:source|}}\"")]
    [InlineData("{|GRPCAUTH4004:GetTokenAsync()|}.ToString()")]
    public Task Nothing_else(string value) => Verify.NotFixable(Program(value));

    [Fact]
    public Task A_constant_stays() => Verify.NotFixable("""
        public static class Headers
        {
            public static Metadata Of() => new() { { "x-note", {|GRPCAUTH4004:"two\nlines"|} } };
        }
        """);

    [Fact]
    public Task A_function_that_is_not_async_stays() => Verify.NotFixable("""
        public static class Headers
        {
            public static Metadata Of(Func<Task<string>> getToken) => new() { { "authorization", $"Bearer {{|GRPCAUTH4004:getToken()|}}" } };
        }
        """);

    private static string Program(string value) => $$"""
        using System.IO;

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public async Task<Order> GetAsync(string id, string path, Func<string> source)
            {
                var token = File.ReadAllText(path);
                await Task.Delay(token.Length);
                var headers = new Metadata { { "authorization", {{value}} } };
                return await orders.GetOrderAsync(new OrderRequest { Id = id + source() }, headers);
            }

            private static async Task<string> GetTokenAsync()
            {
                await Task.Yield();
                return Guid.NewGuid().ToString();
            }
        }
        """;
}
