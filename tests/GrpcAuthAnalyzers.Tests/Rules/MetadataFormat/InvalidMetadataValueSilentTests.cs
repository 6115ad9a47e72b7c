using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class InvalidMetadataValueSilentTests
{
    [Theory]
    [InlineData("\"authorization\"", "$\"Bearer {File.ReadAllText(path).Trim()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {(await File.ReadAllTextAsync(path)).TrimEnd()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {File.ReadAllText(path).Replace(\"\\n\", \"\")}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {File.ReadAllLines(path)[0]}\"")]
    [InlineData("\"authorization\"", "string.Join(' ', \"Bearer\", File.ReadAllText(path).Trim())")]
    [InlineData("\"authorization\"", "string.Format(\"Bearer {0}\", File.ReadAllLines(path)[0])")]
    [InlineData("\"authorization\"", "string.Concat(\"Bearer \", string.Join(\"\", File.ReadAllText(path).Split('\\n')))")]
    [InlineData("\"authorization\"", "\"Bearer \" + string.Concat(File.ReadAllText(path).Where(c => c > ' '))")]
    [InlineData("\"authorization\"", "$\"Bearer {new StreamReader(path).ReadLine()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {File.ReadAllText(\"/var/run/secrets/kubernetes.io/serviceaccount/token\")}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {File.ReadAllText(id.Length > 3 ? path : \"/var/run/secrets/kubernetes.io/serviceaccount/token\")}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {new StringReader(note).ReadToEnd()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {files.ReadAllText(path)}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {Environment.GetEnvironmentVariable(\"ORDERS_TOKEN\")}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {await GetTokenAsync()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {GetTokenAsync().Result}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {lazy}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {printed}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {open}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {new Derived()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {new Overloads()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {files}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {(object)note}\"")]
    [InlineData("\"x-amount\"", "$\"{new Money()} {new Size(1)}\"")]
    [InlineData("\"x-user\"", "\"\\u007f\"")]
    [InlineData("\"authorization\"", "$\"Bearer {note.AsSpan()}\"")]
    [InlineData("\"authorization\"", "$\"Bearer {new Pair(note)}\"")]
    [InlineData("\"x-note\"", "File.ReadAllText(path)")]
    [InlineData("\"x-count\"", "$\"{note.Length} {DateTime.UtcNow:o} {Guid.NewGuid()} {number} {DayOfWeek.Friday} {('a', 1)}\"")]
    [InlineData("\"x-note\"", "Uri.EscapeDataString(\"Jürgen\\n\")")]
    [InlineData("\"x-note\"", "note.Replace(\"\\n\", \"\")")]
    public Task Good_values_and_those_that_are_not_known(string name, string value) => Verify.Silent($$"""
        using System.IO;

        public sealed class Printed
        {
            public override string ToString() => Guid.NewGuid().ToString();
        }

        public class Open
        {
        }

        public class Based
        {
            public override string ToString() => Guid.NewGuid().ToString();
        }

        public sealed class Derived : Based
        {
        }

        public sealed class Overloads
        {
            public string ToString(string format) => format;

            public override string ToString() => Guid.NewGuid().ToString();
        }

        public struct Money : IFormattable
        {
            public string ToString(string? format, IFormatProvider? provider) => Guid.NewGuid().ToString(format, provider);
        }

        public record struct Size(int Value);

        public interface IFiles
        {
            string ReadAllText(string path);
        }

        public sealed record Pair(string Token);

        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public async Task<Order> GetAsync(
                string id, string path, string note, Lazy<string> lazy, Printed printed, Open open, int? number, IFiles files)
            {
                await Task.Delay(number ?? 0);
                var headers = new Metadata { { {{name}}, {{value}} } };
                return await orders.GetOrderAsync(new OrderRequest { Id = id + path + note + lazy + printed + open + files }, headers);
            }

            public static Metadata Binary(byte[] note) => new() { { "x-note-bin", note } };

            public async Task<string> GetTokenAsync()
            {
                await Task.Yield();
                return Guid.NewGuid().ToString();
            }
        }
        """);

    [Fact]
    public Task Tests_of_servers() => Verify.Silent(
        """
        public static class ValueTests
        {
            public static Metadata Wrong() => new() { { "x-note", "two\nlines" } };
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" });
}
