using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>Code around code-first clients that looks like a call without credentials and is none, or whose credentials are not seen.</summary>
public sealed class CodeFirstSilentTests
{
    private static readonly Setup MagicOnion = MagicOnionTests.Setup with { Documents = [("IStock.cs", MagicOnionTests.Contract)] };

    [Theory]
    [InlineData("stock.WithToken(Environment.MachineName).CountAsync(\"a\")")]
    [InlineData("Wrap(stock).CountAsync(\"a\")")]
    [InlineData("Extensions.WithToken(stock, Environment.MachineName).WithDeadline(DateTime.UtcNow).CountAsync(\"a\")")]
    public Task A_method_of_the_user_that_gives_the_client_headers(string call) => Verify.Silent($$"""
        var stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
        await {{call}};

        static IStock Wrap(IStock stock) => stock.WithHeaders(new Metadata { { "authorization", Environment.MachineName } });

        public static class Extensions
        {
            public static IStock WithToken(this IStock stock, string token) => stock.WithHeaders(new Metadata { { "authorization", "Bearer " + token } });
        }
        """, MagicOnion);

    [Fact]
    public Task A_contract_method_with_a_body_and_the_service_that_forwards_its_headers() => Verify.Silent("""
        public interface IStockPlus : IService<IStockPlus>
        {
            UnaryResult<int> CountAsync(string sku);
            UnaryResult<int> TwiceAsync(string sku) => CountAsync(sku + sku);
        }

        public sealed class Gateway(GrpcChannel channel)
        {
            public async Task<int> CountAsync(ServerCallContext context) =>
                await MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com")).WithHeaders(context.RequestHeaders).CountAsync("a");

            public async Task<int> TwiceAsync(IStockPlus stock) => await stock.TwiceAsync("a") + await MagicOnionClient.Create<IStockPlus>(channel).TwiceAsync("b");
        }
        """, MagicOnion);

    [Fact]
    public Task A_generic_helper_over_a_factory_that_sets_up_one_contract() => Verify.Silent("""
        public sealed class Clients
        {
            private readonly ClientFactory _factory = new();
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://stock.example.com");

            public Clients() => _factory.AddClient<IStock>(options => options.DefaultCallOptionsFactory = Token.Options);

            public async Task<int> CountAsync() => await Make<IStock>().CountAsync("a");

            private T Make<T>() where T : class => _factory.CreateClient<T>(_channel);
        }
        """, ServiceModelTests.Setup);

    [Fact]
    public Task A_wcf_contract_without_the_library() => Verify.Silent("""
        public sealed class Desk(IStock stock)
        {
            public Task<int> CountAsync() => stock.CountAsync("a");
            private IStock Made => new System.ServiceModel.ChannelFactory<IStock>().CreateChannel();
            public Task<int> AgainAsync() => Made.CountAsync("a");
        }

        [System.ServiceModel.ServiceContract]
        public interface IStock { Task<int> CountAsync(string sku); }

        namespace System.ServiceModel
        {
            public sealed class ServiceContractAttribute : Attribute { }
            public sealed class ChannelFactory<T> { public T CreateChannel() => default!; }
        }
        """);

    [Fact]
    public Task Types_of_the_user_with_the_names_of_a_library() => Verify.Silent("""
        var stock = Acme.MagicOnionClient.Create<Acme.IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
        await stock.CountAsync("a");
        await Acme.StreamingHubClient.ConnectAsync<Acme.IStock, object>(GrpcChannel.ForAddress("https://stock.example.com"), new object());
        var made = new Acme.ClientFactory().CreateClient<Acme.IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
        await made.CountAsync("a");

        namespace Acme
        {
            public interface IService<T> { }
            public interface IStock : IService<IStock> { Task<int> CountAsync(string sku); }
            public static class MagicOnionClient { public static T Create<T>(ChannelBase channel) => default!; }
            public static class StreamingHubClient { public static Task<T> ConnectAsync<T, R>(ChannelBase channel, R receiver) => Task.FromResult<T>(default!); }
            public sealed class ClientFactory { public T CreateClient<T>(ChannelBase channel) => default!; }
        }
        """, MagicOnion with { Documents = [] });
}
