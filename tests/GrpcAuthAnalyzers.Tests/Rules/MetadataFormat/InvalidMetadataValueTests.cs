using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class InvalidMetadataValueTests
{
    [Theory]
    [InlineData("\"x-note\"", "{|GRPCAUTH4004:\"two\\nlines\"|}")]
    [InlineData("\"x-note\"", "$\"{note}{|GRPCAUTH4004:\\r\\n|}\"")]
    [InlineData("\"x-note\"", "note + {|GRPCAUTH4004:\"\\n\"|}")]
    [InlineData("\"x-user\"", "{|GRPCAUTH4004:\"Jürgen\"|}")]
    [InlineData("name", "{|GRPCAUTH4004:\"Jürgen\"|}")]
    [InlineData("\"authorization\"", "\"Bearer \" + {|GRPCAUTH4004:File.ReadAllText(path)|}")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:File.ReadAllText(path)|}}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:await File.ReadAllTextAsync(path)|}}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:new StreamReader(path).ReadToEnd()|}}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:token|}}\"")]
    [InlineData("\"authorization\"", "string.Concat(\"Bearer \", {|GRPCAUTH4004:token|})")]
    [InlineData("\"authorization\"", "string.Join(' ', \"Bearer\", {|GRPCAUTH4004:token|})")]
    [InlineData("\"authorization\"", "string.Format(\"Bearer {0}\", {|GRPCAUTH4004:File.ReadAllText(path)|})")]
    [InlineData("\"x-api-key\"", "{|GRPCAUTH4004:token|}")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:Read(path)|}}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:GetTokenAsync()|}}\"")]
    [InlineData("\"authorization\"", "\"Bearer \" + {|GRPCAUTH4004:GetTokenAsync()|}")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:source|}}\"")]
    [InlineData("\"authorization\"", "\"Bearer \" + {|GRPCAUTH4004:note.ToCharArray()|}")]
    [InlineData("\"authorization\"", "{|GRPCAUTH4004:GetTokenAsync()|}.ToString()")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:new Session(note)|}}\"")]
    public Task A_value_that_cannot_be_sent_or_is_another(string name, string value) => Verify.Reports($$"""
        using System.IO;

        public sealed class Session(string token)
        {
            public string Token => token;
        }

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public async Task<Order> GetAsync(string id, string path, string note, string name, Func<string> source)
            {
                var token = File.ReadAllText(path);
                await Task.Delay(token.Length);
                var headers = new Metadata { { {{name}}, {{value}} } };
                return await orders.GetOrderAsync(new OrderRequest { Id = id + note + name + source() }, headers);
            }

            private static string Read(string path) => File.ReadAllText(path);

            private static async Task<string> GetTokenAsync()
            {
                await Task.Yield();
                return Guid.NewGuid().ToString();
            }
        }
        """);
}
