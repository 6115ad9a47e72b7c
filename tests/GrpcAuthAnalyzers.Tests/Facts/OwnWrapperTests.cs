using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>
/// A class of a library around a channel or client, which others may make, too: whether its calls carry a credential is known where an object of it is made.
/// </summary>
public sealed class OwnWrapperTests
{
    private const string Usings = """
        using Grpc.Core;
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client;
        using Microsoft.Extensions.DependencyInjection;

        """;

    private const string Open = "GrpcChannel.ForAddress(\"https://orders.invalid\")";

    private const string Bound = """
        GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                return Task.CompletedTask;
            })),
        })
        """;

    private const string OfClient = """

        public sealed class Gateway(Orders.OrdersClient client)
        {
            public async Task<Order> GetAsync() => await client.GetOrderAsync(new OrderRequest());
        }
        """;

    private const string OfChannel = """

        public class Gateway
        {
            private readonly Orders.OrdersClient _client;

            public Gateway(ChannelBase channel) => _client = new Orders.OrdersClient(channel);

            public async Task<Order> GetAsync() => await _client.GetOrderAsync(new OrderRequest());
        }
        """;

    private const string OfInvoker = """

        public sealed class Gateway
        {
            private readonly CallInvoker _invoker;

            public Gateway(CallInvoker invoker) => _invoker = invoker.Intercept(new Tracing());

            public async Task<Order> GetAsync()
            {
                var client = new Orders.OrdersClient(_invoker);
                return await client.GetOrderAsync(new OrderRequest());
            }
        }

        public sealed class Tracing : Interceptor { }
        """;

    private static string Made(string expression, string gateway) => Usings + $$"""
        public static class Start
        {
            public static object Run() => {{expression}};
        }
        """ + gateway;

    private static string Reported(string text) => text.Replace("«", "{|GRPCAUTH1001:").Replace("»", "|}");

    [Theory]
    [InlineData("«new Gateway»(new Orders.OrdersClient(" + Open + "))", OfClient)]
    [InlineData("«new Gateway»(" + Open + ")", OfChannel)]
    [InlineData("«new Gateway»(" + Open + ".CreateCallInvoker())", OfInvoker)]
    [InlineData("new ServiceCollection().AddSingleton(_ => «new Gateway»(" + Open + "))", OfChannel)]
    [InlineData("new object[] { «new Gateway»(" + Open + "), new Gateway(" + Bound + ") }", OfChannel)]
    public async Task It_is_made_with_what_adds_nothing(string expression, string gateway)
    {
        var source = Made(Reported(expression), gateway);
        await Verify.Reports(source);
        await Verify.NotFixable(source);
    }

    [Fact]
    public Task The_message_names_the_call_and_the_class() => Verify.Reports(
        Made(Reported("«new Gateway»(" + Open + ")"), OfChannel),
        message: "'GetOrderAsync' is sent without credentials: 'Gateway' calls it with what it is given here, which adds none; "
            + "a server that requires them answers Unauthenticated");

    /// <summary>In an application all callers are seen, and one of them is right: the call is reported where the other object is made.</summary>
    [Fact]
    public Task One_of_two_objects_is_bare() => Verify.Reports(
        Made(Reported("new object[] { «new Gateway»(" + Open + "), new Gateway(" + Bound + ") }"), OfChannel)
            .Replace("public class Gateway", "internal sealed class Gateway"));

    [Fact]
    public Task A_variable_of_its_type() => Verify.Reports(Usings + Reported("""
        public static class Start
        {
            public static async Task RunAsync()
            {
                Gateway gateway = «new»(GrpcChannel.ForAddress("https://orders.invalid"));
                await gateway.GetAsync();
            }
        }
        """) + OfChannel);

    [Theory]
    [InlineData("new Gateway(" + Bound + ")", OfChannel)]
    [InlineData("new Func<ChannelBase, Gateway>(channel => new Gateway(channel))", OfChannel)]
    [InlineData("new Gateway(new Orders.OrdersClient(" + Bound + "))", OfClient)]
    [InlineData("new Gateway(null!)", OfClient)]
    public Task It_is_made_with_what_adds_one_or_may(string expression, string gateway) => Verify.Silent(Made(expression, gateway));

    /// <summary>Channel credentials that are given count, and what other objects add is not known by themselves.</summary>
    [Theory]
    [InlineData("«new Gateway»(new HttpClient(), ChannelCredentials.SecureSsl)")]
    [InlineData("«new Gateway»(new HttpClientHandler())")]
    [InlineData("new Gateway(new HttpClient(), ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, _) => Task.CompletedTask)))")]
    [InlineData("new Gateway(new HttpClient(), new GrpcChannelOptions())")]
    [InlineData("new Gateway(new HttpClient(), Environment.MachineName)")]
    public Task It_is_given_the_parts_of_a_channel(string expression)
    {
        const string OfParts = """

            public sealed class Gateway(GrpcChannel channel)
            {
                public Gateway(HttpClient http, ChannelCredentials credentials)
                    : this(GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions { HttpClient = http, Credentials = credentials })) { }

                public Gateway(HttpClient http, string token)
                    : this(http, ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) =>
                    {
                        metadata.Add("authorization", "Bearer " + token);
                        return Task.CompletedTask;
                    }))) { }

                public Gateway(HttpMessageHandler handler)
                    : this(GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions { HttpHandler = handler })) { }

                public Gateway(HttpClient http, GrpcChannelOptions options)
                    : this(GrpcChannel.ForAddress("https://orders.invalid", options)) => options.HttpClient = http;

                public async Task<Order> GetAsync() => await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest());
            }
            """;
        return expression.Contains('«') ? Verify.Reports(Made(Reported(expression), OfParts)) : Verify.Silent(Made(expression, OfParts));
    }

    [Theory]
    [InlineData("client.GetOrderAsync(new OrderRequest(), new Metadata { { \"authorization\", \"Bearer \" + Token } })")]
    [InlineData("client.GetOrderAsync(new OrderRequest(), Token is null ? null : new Metadata { { \"authorization\", Token } })")]
    [InlineData("client.GetOrderAsync(new OrderRequest(), headers: null)")]
    [InlineData("new Orders.OrdersClient(Other).GetOrderAsync(new OrderRequest())")]
    [InlineData("(Token is null ? client : new Orders.OrdersClient(Other)).GetOrderAsync(new OrderRequest())")]
    public Task Its_calls_may_bring_one_by_themselves(string call) => Verify.Silent(Made("new Gateway(new Orders.OrdersClient(" + Open + "))", $$"""

        public sealed class Gateway(Orders.OrdersClient client)
        {
            public string? Token { get; set; }

            public ChannelBase Other { get; set; } = null!;

            public async Task<Order> GetAsync() => await {{call}};
        }
        """));

    /// <summary>An object may be made to sign in, before there is a token; and a class may offer a way to make one.</summary>
    [Theory]
    [InlineData("new Gateway(" + Open + ").LoginAsync()")]
    [InlineData("Gateway.Open()")]
    public Task It_is_made_for_other_calls_or_by_itself(string expression) => Verify.Silent(Made(expression, $$"""

        public class Gateway
        {
            private readonly Orders.OrdersClient _client;

            public Gateway(ChannelBase channel) => _client = new Orders.OrdersClient(channel);

            public async Task<Order> GetAsync() => await _client.GetOrderAsync(new OrderRequest());

            {{(expression.Contains("Login", StringComparison.Ordinal)
                ? "public Task LoginAsync() => new Session.SessionClient(_client).LoginAsync(new OrderRequest());"
                : "public static Gateway Open() => new(" + Open + ");")}}
        }

        public static class Session
        {
            public class SessionClient(object channel) : ClientBase<SessionClient>
            {
                public Task LoginAsync(OrderRequest request, CallOptions options = default) => Task.FromResult(channel);

                protected override SessionClient NewInstance(ClientBaseConfiguration configuration) => this;
            }
        }
        """));

    /// <summary>The object may be made with another channel, by the other constructor: its client is one of both.</summary>
    [Fact]
    public Task It_has_another_way_to_get_its_client() => Verify.Silent(Made("new Gateway(" + Open + ")", """

        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _client;

            public Gateway(ChannelBase channel) => _client = new Orders.OrdersClient(channel);

            public Gateway(CallInvoker invoker, string token) => _client = new Orders.OrdersClient(invoker.Intercept(metadata =>
            {
                metadata.Add("authorization", "Bearer " + token);
                return metadata;
            }));

            public async Task<Order> GetAsync() => await _client.GetOrderAsync(new OrderRequest());
        }
        """));

    [Theory]
    [InlineData("[GrpcAnonymous] public static object Run")]
    public Task It_is_marked_as_anonymous(string declaration) => Verify.Silent(
        Made("new Gateway(" + Open + ")", OfChannel).Replace("public static object Run", declaration)
            + "\npublic sealed class GrpcAnonymousAttribute : Attribute { }");

    /// <summary>In an application, nobody else makes one: the call itself is reported, as ever.</summary>
    [Fact]
    public Task Where_all_callers_are_seen_the_call_is_reported() => Verify.Reports(
        Made("new Gateway(" + Open + ")", OfChannel).Replace("public class Gateway", "internal sealed class Gateway")
            .Replace("await _client.GetOrderAsync", "await {|GRPCAUTH1001:_client.GetOrderAsync|}"));
}
