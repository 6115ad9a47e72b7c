using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Ways that a client comes to its call with a credential, or from where it cannot be known.</summary>
public sealed class ClientOriginSilentTests
{
    private const string Bare = """GrpcChannel.ForAddress("https://orders.example.com")""";
    private const string Token = """Environment.GetEnvironmentVariable("TOKEN")""";

    [Theory]
    [InlineData("public OrderDesk(ChannelBase channel) : base(channel) { } public override Order GetOrder(OrderRequest request, CallOptions options) => base.GetOrder(request, options.WithHeaders(new Metadata { { \"authorization\", Token! } }));")]
    [InlineData("public OrderDesk(ChannelBase channel) : base(Intercepted(channel)) { } private static CallInvoker Intercepted(ChannelBase channel) => channel.Intercept(m => { m.Add(\"authorization\", Token!); return m; });")]
    [InlineData("public OrderDesk(ChannelBase channel) : base(channel) { } private CallOptions With(CallOptions options) => options.WithCredentials(CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", Token!); return Task.CompletedTask; })); public override Order GetOrder(OrderRequest request, CallOptions options) => base.GetOrder(request, With(options));")]
    public Task A_subclass_of_a_client_that_authenticates(string members) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public class OrderDesk : Orders.OrdersClient
        {
            private static string? Token => {{Token}};

            {{members}}
        }

        public static class Program
        {
            public static Order Run() => new OrderDesk({{Bare}}).GetOrder(new OrderRequest());
        }
        """);

    [Fact]
    public Task A_test_double_that_derives_from_the_client() => Verify.Silent("""
        public class FakeOrders : Orders.OrdersClient
        {
            public override Order GetOrder(OrderRequest request, CallOptions options) => new();
        }

        public static class Program
        {
            public static Order Run() => new FakeOrders().GetOrder(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("_inner.AsyncUnaryCall(method, host, options.WithHeaders(new Metadata { { \"authorization\", Token! } }), request)")]
    [InlineData("_inner.AsyncUnaryCall(method, host, Authenticated(options), request)")]
    [InlineData("Next().AsyncUnaryCall(method, host, options, request)")]
    public Task An_invoker_from_source_that_authenticates_or_goes_elsewhere(string call) => Verify.Silent($$"""
        public abstract class Forwarding : CallInvoker
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();
            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();
            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
        }

        public sealed class Authenticating : Forwarding
        {
            private readonly CallInvoker _inner;
            private readonly List<CallInvoker> _others = new();

            public Authenticating(CallInvoker inner) => _inner = inner;

            private static string? Token => {{Token}};

            public List<CallInvoker> Others => _others;

            private CallInvoker Next() => _others[0];

            private static CallOptions Authenticated(CallOptions options) => options.WithHeaders(new Metadata { { "authorization", Token! } });

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => {{call}};
        }

        public static class Program
        {
            public static async Task<Order> RunAsync() => await new Orders.OrdersClient(new Authenticating({{Bare}}.CreateCallInvoker())).GetOrderAsync(new OrderRequest());
        }
        """);

    /// <summary>Others may make an object with another client. Where one is made with a bare client, that is reported, and not the call in the class.</summary>
    [Theory]
    [InlineData("public sealed class Desk", "")]
    [InlineData("internal sealed class Desk", "services.AddSingleton<Desk>();")]
    [InlineData("internal sealed class Desk", "services.AddSingleton(typeof(Desk));")]
    public Task A_constructor_that_others_may_call(string declaration, string registration) =>
        Verify.Reports(Desk(declaration, registration, "Desk desk = {|GRPCAUTH1001:new|}(client);"));

    [Fact]
    public Task A_constructor_that_nobody_is_seen_to_call() =>
        Verify.Silent(Desk("internal sealed class Desk", "", "Desk desk = Activator.CreateInstance<Func<Orders.OrdersClient, Desk>>()(client);"));

    private static string Desk(string declaration, string registration, string creation) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        {{declaration}}
        {
            private readonly Orders.OrdersClient _client;

            public Desk(Orders.OrdersClient client) => _client = client;

            public Order Get() => _client.GetOrder(new OrderRequest());
        }

        public static class Program
        {
            public static Order Run(IServiceCollection services)
            {
                var client = new Orders.OrdersClient({{Bare}});
                {{registration}}
                {{creation}}
                return desk.Get();
            }
        }
        """;

    [Theory]
    [InlineData("public static void Print(Orders.OrdersClient client)")]
    [InlineData("internal static void Print([System.ComponentModel.Description(\"injected\")] Orders.OrdersClient client)")]
    [InlineData("[Obsolete] internal static void Print(Orders.OrdersClient client)")]
    public Task A_method_that_others_may_call(string method) => Verify.Silent($$"""
        public static class Desk
        {
            {{method}} => Console.WriteLine(client.GetOrder(new OrderRequest()));
        }

        public static class Program
        {
        #pragma warning disable CS0612
            public static void Run() => Desk.Print(new Orders.OrdersClient({{Bare}}));
        }
        """);

    [Fact]
    public Task A_method_that_an_interface_stands_for() => Verify.Silent($$"""
        public interface IPrinter { void Print(Orders.OrdersClient client); }

        internal sealed class Printer : IPrinter
        {
            public void Print(Orders.OrdersClient client) => Console.WriteLine(client.GetOrder(new OrderRequest()));
        }

        public static class Program
        {
            public static void Run() => new Printer().Print(new Orders.OrdersClient({{Bare}}));
        }
        """);

    [Theory]
    [InlineData("desk.Add(Authenticated()); desk.Add(new({0}));")]
    [InlineData("desk.Clients.Add(Authenticated());")]
    [InlineData("Fill(desk.Clients);")]
    public Task A_pool_that_also_holds_others(string fill) => Verify.Silent($$"""
        public sealed class Desk
        {
            internal List<Orders.OrdersClient> Clients { get; } = new() { new({{Bare}}) };

            internal void Add(Orders.OrdersClient client) => Clients.Add(client);

            public Order Get() => Clients[0].GetOrder(new OrderRequest());
        }

        public static class Program
        {
            private static Orders.OrdersClient Authenticated() => new({{Bare}}.CreateCallInvoker());

            private static void Fill(List<Orders.OrdersClient> clients) => clients.AddRange(Unseen.Clients);

            public static void Run(Desk desk)
            {
                {{fill.Replace("{0}", Bare).Replace("Authenticated()", "Unseen.Client")}}
            }
        }

        public static class Unseen
        {
            public static Orders.OrdersClient Client { get; set; } = null!;

            public static IEnumerable<Orders.OrdersClient> Clients { get; set; } = null!;
        }
        """);

    [Theory]
    [InlineData("new List<Orders.OrdersClient>(given)")]
    [InlineData("new List<Orders.OrdersClient>(given) { new({0}) }")]
    [InlineData("new List<Orders.OrdersClient>(Mine(given))")]
    [InlineData("new List<Orders.OrdersClient>(given.Where(c => c != null))")]
    [InlineData("Mine(new List<Orders.OrdersClient>(Both(given)))")]
    [InlineData("Filled(new List<Orders.OrdersClient>(), given)")]
    [InlineData("Filled(new List<Orders.OrdersClient> { new({0}) }, given)")]
    [InlineData("Own(new List<Orders.OrdersClient> { new({0}) })")]
    public Task A_pool_that_copies_what_it_is_given(string pool) => Verify.Silent($$"""
        public sealed class Desk(List<Orders.OrdersClient> given)
        {
            private readonly List<Orders.OrdersClient> _clients = {{pool.Replace("{0}", Bare)}};

            public Order Get() => _clients[0].GetOrder(new OrderRequest());

            private static List<Orders.OrdersClient> Mine(List<Orders.OrdersClient> all) => all;

            private static List<Orders.OrdersClient> Both(List<Orders.OrdersClient> all) { var mine = new List<Orders.OrdersClient> { new({{Bare}}) }; mine.AddRange(all); return mine; }

            private static List<Orders.OrdersClient> Filled(List<Orders.OrdersClient> mine, List<Orders.OrdersClient> others) { mine.AddRange(others); return mine; }

            private static List<Orders.OrdersClient> Own(List<Orders.OrdersClient> mine) { mine.AddRange(mine); return mine; }
        }
        """);

    [Fact]
    public Task A_public_pool_of_a_library_may_be_filled_elsewhere() => Verify.Silent($$"""
        public static class Pool
        {
            public static readonly List<Orders.OrdersClient> Clients = new() { new({{Bare}}) };

            public static Order Get() => Clients[0].GetOrder(new OrderRequest());
        }
        """);

    [Fact]
    public Task A_client_that_is_made_by_reflection() => Verify.Silent($$"""
        public static class Program
        {
            private static T Create<T>() where T : ClientBase<T> => (T)Activator.CreateInstance(typeof(T), {{Bare}})!;

            public static Order Run() => Create<Orders.OrdersClient>().GetOrder(new OrderRequest());
        }
        """);

    [Fact]
    public Task A_method_that_somebody_wrote_into_the_generated_client() => Verify.Silent($$"""
        namespace Acme.Orders
        {
            public static partial class Orders
            {
                public partial class OrdersClient
                {
                    public Order GetOwn(OrderRequest request, CallOptions options) => GetOrder(request, options.WithHeaders(new Metadata { { "authorization", {{Token}}! } }));
                }
            }
        }

        namespace Acme.App
        {
            public static class Program
            {
                public static Order Run() => new Acme.Orders.Orders.OrdersClient({{Bare}}).GetOwn(new OrderRequest(), default);
            }
        }
        """, Setup.Usual with { GeneratedContracts = true });
}
