using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>
/// What the fixes write, run on the wire: over plain http the header arrives with every call and nothing throws, for there call credentials would be
/// dropped or refused; and where a program chooses between http and https, the branch without TLS still works.
/// </summary>
[Collection(LiveCollection.Name)]
public sealed class FixedProgramFacts
{
    private readonly LiveServer _server;

    public FixedProgramFacts(LiveServer server)
    {
        _server = server;
        _server.Forget();
    }

    private const string Head = """
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Acme.Ordering;
        using Grpc.Core;
        using Grpc.Net.Client;

        public interface ITokens
        {
            string Current { get; }
        }

        public sealed class Tokens : ITokens
        {
            public static string Issued { get; set; } = "";

            public string Current => Issued;

            public string GetToken() => Issued;

            public async Task<string> GetTokenAsync(CancellationToken cancellation)
            {
                await Task.Yield();
                return Issued;
            }
        }

        """;

    private const string Calls = """
                for (var i = 0; i < 2; i++)
                    await orders.GetOrderAsync(new OrderRequest { Id = "1" });

                using var track = orders.TrackOrders();
                await track.RequestStream.WriteAsync(new OrderRequest { Id = "1" });
                await track.ResponseStream.MoveNext(CancellationToken.None);
                await track.RequestStream.CompleteAsync();
        """;

    [Theory]
    [InlineData("Func<string> getToken = new Tokens().GetToken; Tokens.Issued = token;")]
    [InlineData("var tokens = new Tokens(); Tokens.Issued = token;")]
    public async Task A_channel_that_had_no_credential(string provider)
    {
        var program = await FixedProgram.FromAsync(Head + $$"""
            public static class Program
            {
                public static async Task RunAsync(string token)
                {
                    {{provider}}
                    using var channel = GrpcChannel.ForAddress("{{_server.Http}}");
                    var orders = new Orders.OrdersClient(channel);
            {{Calls}}
                }
            }
            """);

        await AllArriveAsync(program, calls: 3);
    }

    [Fact]
    public async Task A_channel_that_had_no_credential_and_a_token_of_the_environment()
    {
        var program = await FixedProgram.FromAsync(Head + $$"""
            public static class Program
            {
                public static async Task RunAsync(string token)
                {
                    Environment.SetEnvironmentVariable("GRPC_ORDERS_TOKEN", token);
                    using var channel = GrpcChannel.ForAddress("{{_server.Http}}");
                    var orders = new Orders.OrdersClient(channel);
            {{Calls}}
                }
            }
            """);

        await AllArriveAsync(program, calls: 3);
    }

    [Fact]
    public async Task Metadata_that_was_made_once()
    {
        var program = await FixedProgram.FromAsync(Head + $$"""
            public sealed class Desk
            {
                private static readonly Metadata s_headers = new Metadata { { "authorization", "Bearer " + Tokens.Issued } };

                private readonly Orders.OrdersClient _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("{{_server.Http}}"));

                public async Task GetAsync() => await _orders.GetOrderAsync(new OrderRequest { Id = "1" }, s_headers);

                public async Task AgainAsync() => await _orders.GetOrderAsync(new OrderRequest { Id = "2" }, s_headers);
            }

            public static class Program
            {
                public static async Task RunAsync(string token)
                {
                    Tokens.Issued = "of-yesterday";
                    var desk = new Desk();
                    Tokens.Issued = token;
                    await desk.GetAsync();
                    await desk.AgainAsync();
                }
            }
            """);

        await AllArriveAsync(program, calls: 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_channel_that_chooses_its_credentials_keeps_its_insecure_branch(bool insecure)
    {
        using var certificate = X509Certificate2.CreateFromPem(_server.CertificatePem);
        var thumbprint = certificate.Thumbprint;
        var program = await FixedProgram.FromAsync(Head + $$"""
            public static class Program
            {
                public static async Task RunAsync(bool insecure, string token)
                {
                    Func<string> getToken = new Tokens().GetToken;
                    Tokens.Issued = token;
                    using var channel = GrpcChannel.ForAddress(
                        insecure ? "{{_server.Http}}" : "{{_server.Https}}",
                        new GrpcChannelOptions
                        {
                            HttpHandler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == "{{thumbprint}}" },
                            Credentials = insecure ? ChannelCredentials.Insecure : new SslCredentials(),
                        });
                    var orders = new Orders.OrdersClient(channel);
            {{Calls}}
                }
            }
            """);

        await AllArriveAsync(program, calls: 3, insecure);
    }

    private async Task AllArriveAsync(FixedProgram program, int calls, params object[] arguments)
    {
        var token = _server.IssueToken();
        await program.RunAsync([.. arguments, token]);
        Assert.Equal(Enumerable.Repeat("Bearer " + token, calls), _server.Arrived);
    }
}
