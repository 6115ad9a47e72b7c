using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class ChannelOptionsChangedTooLateFixTests
{
    [Fact]
    public Task The_assignments_go_before_the_channel_with_what_they_need() => Verify.Fixes(
        """
        public static class Shop
        {
            public static GrpcChannel Open(string address, Func<Task<string>> token)
            {
                var options = new GrpcChannelOptions();

                // The channel.
                var channel = {|#0:GrpcChannel.ForAddress(address, options)|};
                var orders = new Orders.OrdersClient(channel);

                // A token for each call.
                var call = CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add("authorization", "Bearer " + await token()));
                {|GRPCAUTH1013:options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, call)|}; // TLS
                {|GRPCAUTH1013:options.HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true }|};
                Console.WriteLine(orders);
                return channel;
            }
        }
        """,
        """
        public static class Shop
        {
            public static GrpcChannel Open(string address, Func<Task<string>> token)
            {
                var options = new GrpcChannelOptions();
                // A token for each call.
                var call = CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add("authorization", "Bearer " + await token()));
                options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, call); // TLS
                options.HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };

                // The channel.
                var channel = GrpcChannel.ForAddress(address, options);
                var orders = new Orders.OrdersClient(channel);
                Console.WriteLine(orders);
                return channel;
            }
        }
        """);

    [Fact]
    public Task Directly_behind_the_channel_any_value_goes() => Verify.Fixes(
        """
        var options = new GrpcChannelOptions();
        using var channel = {|#0:GrpcChannel.ForAddress("https://orders.example", options)|};
        {|GRPCAUTH1013:options.HttpHandler = await Setup.CreateAsync()|};

        public static class Setup
        {
            public static Task<HttpMessageHandler> CreateAsync() => Task.FromResult<HttpMessageHandler>(new SocketsHttpHandler());
        }
        """,
        """
        var options = new GrpcChannelOptions();
        options.HttpHandler = await Setup.CreateAsync();
        using var channel = GrpcChannel.ForAddress("https://orders.example", options);

        public static class Setup
        {
            public static Task<HttpMessageHandler> CreateAsync() => Task.FromResult<HttpMessageHandler>(new SocketsHttpHandler());
        }
        """);

    [Fact]
    public Task Behind_a_client_that_is_made_of_the_channel_any_value_goes() => Verify.Fixes(
        """
        public sealed class Shop
        {
            private readonly Orders.OrdersClient _orders;

            public Shop(Uri address)
            {
                var options = new GrpcChannelOptions();
                var channel = {|#0:GrpcChannel.ForAddress(address.AbsoluteUri, options)|};
                _orders = new Orders.OrdersClient(channel);

                {|GRPCAUTH1013:options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token())|};
            }

            private static CallCredentials Token() => CallCredentials.FromInterceptor((context, metadata) => Task.CompletedTask);
        }
        """,
        """
        public sealed class Shop
        {
            private readonly Orders.OrdersClient _orders;

            public Shop(Uri address)
            {
                var options = new GrpcChannelOptions();
                options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token());
                var channel = GrpcChannel.ForAddress(address.AbsoluteUri, options);
                _orders = new Orders.OrdersClient(channel);
            }

            private static CallCredentials Token() => CallCredentials.FromInterceptor((context, metadata) => Task.CompletedTask);
        }
        """);

    [Theory]
    [InlineData("var handler = new Relay(channel.Target); {|GRPCAUTH1013:options.HttpHandler = handler|};")]
    [InlineData("Console.WriteLine(); \n{|GRPCAUTH1013:options.HttpHandler = Create()|};")]
    [InlineData("name = \"b\"; \n{|GRPCAUTH1013:options.HttpHandler = new Relay(name)|};")]
    [InlineData("if (name.Length > 3) \n{|GRPCAUTH1013:options.HttpHandler = new SocketsHttpHandler()|};")]
    public Task Not_where_the_order_may_matter(string statements) => Verify.NotFixable($$"""
        public sealed class Relay(string name) : DelegatingHandler
        {
            public override string ToString() => name;
        }

        public static class Shop
        {
            public static GrpcChannel Open(string address, string name)
            {
                var options = new GrpcChannelOptions();
                var channel = {|#0:GrpcChannel.ForAddress(address, options)|};
                {{statements}}
                return channel;
            }

            private static HttpMessageHandler Create() => new SocketsHttpHandler();
        }
        """);
}
