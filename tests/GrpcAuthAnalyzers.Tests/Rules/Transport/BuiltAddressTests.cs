using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>Addresses that are put together, for 5001 to 5003.</summary>
public sealed class BuiltAddressTests
{
    [Theory]
    [InlineData("new UriBuilder(\"http\", \"orders.example.com\").Uri")]
    [InlineData("new UriBuilder(Uri.UriSchemeHttp, \"orders.example.com\", 8080).ToString()")]
    [InlineData("new UriBuilder(\"http\", \"orders.example.com\", 8080, name).Uri")]
    [InlineData("new UriBuilder { Scheme = \"http\", Host = \"orders.example.com\", Port = 8080 }.Uri")]
    [InlineData("new UriBuilder { Host = \"orders.example.com\" }.Uri")]
    [InlineData("new UriBuilder(\"orders.example.com\").Uri")]
    [InlineData("new UriBuilder(new Uri(\"https://orders.example.com\")) { Scheme = Uri.UriSchemeHttp, Port = 80 }.Uri")]
    [InlineData("new UriBuilder(name) { Scheme = \"http\", Host = \"orders.example.com\" }.Uri.AbsoluteUri")]
    [InlineData("Built(\"http\")")]
    [InlineData("new Uri(new Uri(\"http://orders.example.com\"), \"v1\")")]
    [InlineData("new Uri(new Uri(\"http://orders.example.com\"), name)")]
    [InlineData("new Uri(new Uri(\"https://stock.example.com\"), \"http://orders.example.com\")")]
    [InlineData("Uri.UriSchemeHttp + Uri.SchemeDelimiter + \"orders.example.com\"")]
    [InlineData("string.Format(\"{0}://{1}:{2}\", \"http\", \"orders.example.com\", 80)")]
    [InlineData("$\"http://{new Uri(\"https://orders.example.com:5001/v1\").Host}:5000\"")]
    [InlineData("new Uri(\"http://orders.example.com/v1\").GetLeftPart(UriPartial.Authority)")]
    [InlineData("new Uri(\"http://orders.example.com/v1\").OriginalString")]
    [InlineData("Uri.TryCreate(\"http://orders.example.com\", UriKind.Absolute, out var uri) ? uri : throw new InvalidOperationException()")]
    public Task Http(string address) => Verify.Reports(
        Desk("{|#0:GrpcChannel.ForAddress(" + address + ")|}", "{|GRPCAUTH5003:{ \"authorization\", token() }|}"),
        message: "'authorization' is sent unencrypted to 'orders.example.com'; whoever reads it on the way can use it");

    [Theory]
    [InlineData("new UriBuilder(\"https\", \"orders.example.com\").Uri")]
    [InlineData("new UriBuilder(\"http\", name).Uri")]
    [InlineData("new UriBuilder(name, \"orders.example.com\").Uri")]
    [InlineData("new UriBuilder().Uri")]
    [InlineData("new UriBuilder(\"localhost:5000\").Uri")]
    [InlineData("new UriBuilder(\"http://orders.example.com\") { Scheme = \"https\" }.Uri")]
    [InlineData("new UriBuilder(\"http://orders.example.com\") { Host = name }.Uri")]
    [InlineData("new UriBuilder(name) { Scheme = \"http\" }.Uri")]
    [InlineData("new UriBuilder(name) { Host = \"orders.example.com\" }.Uri")]
    [InlineData("Built(\"https\")")]
    [InlineData("Chosen(name)")]
    [InlineData("Changed()")]
    [InlineData("new Uri(new Uri(\"http://orders.example.com\"), \"https://stock.example.com\")")]
    [InlineData("$\"{new Uri(\"https://orders.example.com\").Scheme}://orders.example.com\"")]
    [InlineData("$\"http://{new Uri(name).Host}:5000\"")]
    [InlineData("Uri.TryCreate(name, UriKind.Absolute, out var uri) ? uri : throw new InvalidOperationException()")]
    public Task Others_are_silent(string address) => Verify.Silent(
        Desk($"GrpcChannel.ForAddress({address})", "{ \"authorization\", token() }"));

    private static string Desk(string channel, string entry) => $$"""
        public sealed class OrderDesk(Func<string> token, string name)
        {
            public Order Get() => new Orders.OrdersClient({{channel}}).GetOrder(new OrderRequest(), new Metadata { {{entry}} });

            private static Uri Built(string scheme)
            {
                var builder = new UriBuilder("https://orders.example.com");
                builder.Scheme = scheme;
                builder.Port = -1;
                return builder.Uri;
            }

            private static string Chosen(string name)
            {
                var builder = new UriBuilder("http://orders.example.com");
                if (name.Length > 3)
                    builder.Scheme = "https";
                return builder.ToString();
            }

            private static Uri Changed()
            {
                var builder = new UriBuilder("http://orders.example.com");
                Secure(builder);
                return builder.Uri;
            }

            private static void Secure(UriBuilder builder) => builder.Scheme = "https";

        }
        """;
}
