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
    [InlineData("\"x-note\"", "{|GRPCAUTH4004:\"two\\rlines\"|}")]
    [InlineData("\"x-note\"", "{|GRPCAUTH4004:\"a\\0b\"|}")]
    [InlineData("\"x-user\"", "{|GRPCAUTH4004:\"\\u0080\"|}")]
    [InlineData("\"x-user\"", "string.Format({|GRPCAUTH4004:\"{0}\\n\"|}, note)")]
    [InlineData("\"x-api-key\"", "string.Concat({|GRPCAUTH4004:token|}, note)")]
    [InlineData("\"x-api-key\"", "string.Join('.', {|GRPCAUTH4004:token|}, note)")]
    [InlineData("\"x-api-key\"", "{|GRPCAUTH4004:note.Length > 3 ? note : token|}")]
    [InlineData("\"authorization\"", "$\"Bearer {{|GRPCAUTH4004:await new StreamReader(path).ReadToEndAsync()|}}\"")]
    [InlineData("\"x-place\"", "$\"{{|GRPCAUTH4004:new Place()|}}\"")]
    [InlineData("\"x-place\"", "\"at \" + {|GRPCAUTH4004:new Formatted()|}")]
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

        public struct Place
        {
        }

        public sealed class Formatted
        {
            public string ToString(string format) => format;
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

    [Theory]
    [InlineData("\"x-note\"", "{|GRPCAUTH4004:\"two\\nlines\"|}", "Value of 'x-note' has a line break; it cannot be sent, and the call fails")]
    [InlineData("\"x-user\"", "{|GRPCAUTH4004:\"Jürgen\"|}", "Value of 'x-user' has a character that is not ASCII; it cannot be sent, and the call fails")]
    [InlineData("\"x-user\"", "{|GRPCAUTH4004:\"Jürgen\\n\"|}", "Value of 'x-user' has a line break; it cannot be sent, and the call fails")]
    [InlineData("name", "{|GRPCAUTH4004:\"Jürgen\"|}", "Value of 'the entry' has a character that is not ASCII; it cannot be sent, and the call fails")]
    [InlineData(
        "\"x-api-key\"", "{|GRPCAUTH4004:System.IO.File.ReadAllText(name)|}",
        "Value of 'x-api-key' is the text of a file; a line break at its end makes the call fail, and breaks its connection")]
    [InlineData("\"x-user\"", "\"user \" + {|GRPCAUTH4004:name.ToCharArray()|}", "Value of 'x-user' has an array in it; the name of its type is sent")]
    [InlineData("\"x-user\"", "$\"{{|GRPCAUTH4004:source|}}\"", "Value of 'x-user' has a 'Func' in it; the name of the type is sent")]
    public Task The_message_says_what_is_sent(string name, string value, string message) => Verify.Reports(
        $$"""
        public static class Headers
        {
            public static Metadata Of(string name, Func<string> source) => new() { {|#0:{ {{name}}, {{value}} }|} };
        }
        """,
        message: message);

    [Fact]
    public Task A_helper_that_two_entries_use_is_reported_once() => Verify.Reports("""
        public static class Headers
        {
            public static Metadata Of(string path) => new() { {|#0:{ "authorization", Header(path) }|} };

            public static Metadata Other(string path) => new() { { "authorization", Header(path) } };

            private static string Header(string path) => "Bearer " + {|GRPCAUTH4004:System.IO.File.ReadAllText(path)|};
        }
        """);

    [Fact]
    public Task A_helper_in_another_file_is_reported_where_it_is_used() => Verify.Reports(
        """
        public static class Headers
        {
            public static Metadata Of(string path) => new() { { "authorization", {|GRPCAUTH4004:Files.Header(path)|} } };
        }
        """,
        new Setup
        {
            Documents = [("Files.cs", "public static class Files { public static string Header(string path) => \"Bearer \" + System.IO.File.ReadAllText(path); }")],
        });
}
