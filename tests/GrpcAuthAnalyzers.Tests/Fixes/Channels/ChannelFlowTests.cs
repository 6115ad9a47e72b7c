using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes.Channels;

/// <summary>A channel takes over the token of its calls only if every use of it is seen.</summary>
public class ChannelFlowTests
{
    private const string Takeover = "Move the token to the call credentials of the channel";

    private const string Others = """


        interface IKeeper
        {
            void Take(GrpcChannel channel);
        }

        class Tokens
        {
            public Task<string> GetTokenAsync(CancellationToken cancellation) => Task.FromResult("");
        }

        static class ChannelExtensions
        {
            private static readonly List<GrpcChannel> Kept = new();

            public static void Keep(this GrpcChannel channel) => Kept.Add(channel);

            public static GrpcChannel Same(this GrpcChannel channel) => channel;
        }
        """;

    [Theory]
    [InlineData("Console.WriteLine(channel.Target);")]
    [InlineData("Ignore(channel);")]
    [InlineData("var again = channel.Same();")]
    [InlineData("var invoker = channel?.CreateCallInvoker();")]
    [InlineData("channel.ShutdownAsync().Wait(1);")]
    public async Task The_channel_takes_over_if_every_use_is_seen(string use) => Assert.StartsWith(Takeover, await FirstTitleAsync(use));

    [Theory]
    [InlineData("keeper.Take(channel);")]
    [InlineData("Action<GrpcChannel> keep = Ignore; keep(channel);")]
    [InlineData("object[] kept = { channel };")]
    [InlineData("channel.Keep();")]
    [InlineData("var task = Task.FromResult(channel);")]
    [InlineData("Func<GrpcChannel> get = () => channel;")]
    [InlineData("new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), Other());")]
    public async Task Another_use_may_send_another_token(string use) => Assert.Null(await FirstTitleAsync(use));

    [Fact]
    public async Task A_channel_that_an_interface_hands_out_has_callers_that_are_not_seen() =>
        Assert.Null(await FirstTitleAsync("", "IHasChannel", "public GrpcChannel Channel => _channel;"));

    private static async Task<string?> FirstTitleAsync(string use, string service = "IDisposable", string member = "public void Dispose() { }")
    {
        var source = $$"""
        interface IHasChannel
        {
            GrpcChannel Channel { get; }
        }

        class Gateway : {{service}}
        {
            private readonly GrpcChannel _channel;
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _headers;

            public Gateway(Tokens tokens, IKeeper keeper)
            {
                var channel = _channel = GrpcChannel.ForAddress("https://orders.example.com");
                {{use}}
                _client = new Orders.OrdersClient(channel);
                _headers = new Metadata { { "authorization", "Bearer " + tokens.GetTokenAsync(CancellationToken.None).Result } };
            }

            {{member}}

            public Order Get() => _client.GetOrder(new OrderRequest(), _headers);

            private static void Ignore(GrpcChannel channel) { }

            private static Metadata Other() => new Metadata { { "authorization", "Basic " + Environment.GetEnvironmentVariable("LOGIN") } };
        }
        """ + Others;
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        Assert.Single((await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports, static report => report.Id == "GRPCAUTH3001");
        return (await Verify.Product.OffersAsync(project)).FirstOrDefault(static offer => offer.Report.Id == "GRPCAUTH3001")?.Action.Title;
    }
}
