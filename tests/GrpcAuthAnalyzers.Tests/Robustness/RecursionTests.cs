using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>Values that are made of themselves have no origin: nothing is known of them, so nothing is reported, and the search ends.</summary>
public sealed class RecursionTests
{
    [Fact]
    public Task Through_methods() => Hostile.SilentAsync("""
        class Caller
        {
            static GrpcChannel First(int depth) => depth > 9 ? Second(depth - 1) : First(depth + 1);
            static GrpcChannel Second(int depth) => First(depth);
            static Metadata Headers() => More();
            static Metadata More() => Headers();
            void Call() => new Orders.OrdersClient(First(0)).GetOrder(new OrderRequest(), Headers());
        }
        """);

    [Fact]
    public Task Through_properties() => Hostile.SilentAsync("""
        class Caller
        {
            GrpcChannel First => Second;
            GrpcChannel Second => First;
            Orders.OrdersClient Client { get => Other; set => Client = value; }
            Orders.OrdersClient Other { get => Client; set => Other = value; }
            Metadata this[int index] => this[index + 1];
            void Call()
            {
                new Orders.OrdersClient(First).GetOrder(new OrderRequest(), this[0]);
                Client.GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Through_constructors_that_do_not_compile_yet() => Hostile.SilentAsync("""
        class Gateway
        {
            readonly Orders.OrdersClient _orders;
            public Gateway(ChannelBase channel) : this(channel, 3) => _orders = new Orders.OrdersClient(channel);
            public Gateway(ChannelBase channel, int retries) : this(channel) => _orders = new Orders.OrdersClient(channel);
            public Order Get() => {|GRPCAUTH1001:_orders.GetOrder|}(new OrderRequest()); // the channel of the only caller is bare
        }
        class Caller
        {
            void Call() => new Gateway(GrpcChannel.ForAddress("https://orders.example")).Get();
        }
        """, Setup.Usual with { CompilerErrors = true });

    [Fact]
    public Task Through_lambdas_and_local_functions() => Hostile.SilentAsync("""
        Func<GrpcChannel> first = null!;
        Func<GrpcChannel> second = () => first();
        first = () => second();
        GrpcChannel Third() => Fourth();
        GrpcChannel Fourth() => Third();
        Func<Func<GrpcChannel>, GrpcChannel> apply = null!;
        apply = function => apply(function);
        new Orders.OrdersClient(first()).GetOrder(new OrderRequest());
        new Orders.OrdersClient(Third()).GetOrder(new OrderRequest());
        new Orders.OrdersClient(apply(second)).GetOrder(new OrderRequest());
        """);

    [Fact]
    public Task Through_fields_and_locals() => Hostile.SilentAsync("""
        class Caller
        {
            GrpcChannel _first = null!;
            GrpcChannel _second = null!;
            static Metadata headers = more;
            static Metadata more = headers;
            void Swap() { _first = _second; _second = _first; }
            void Call(bool again)
            {
                Orders.OrdersClient one = null!, two = null!;
                while (again)
                {
                    one = two;
                    two = one;
                }

                one.GetOrder(new OrderRequest());
                new Orders.OrdersClient(_first).GetOrder(new OrderRequest(), headers);
            }
        }
        """);

    [Fact]
    public Task Through_parameters_and_constructors() => Hostile.SilentAsync("""
        class Caller
        {
            readonly GrpcChannel _channel;
            private Caller(GrpcChannel channel) => _channel = channel;
            Caller(Caller other) : this(other._channel) { }
            static Caller Make(Caller other) => new Caller(Make(other));
            private void Call(Metadata headers, Orders.OrdersClient client)
            {
                client.GetOrder(new OrderRequest(), headers);
                Call(headers, client);
                new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Through_generics_async_methods_and_iterators() => Hostile.SilentAsync("""
        class Caller<T> where T : class
        {
            static async Task<GrpcChannel> ChannelAsync() => await Caller<List<T>>.OtherAsync();
            static async Task<GrpcChannel> OtherAsync() => await Caller<T>.ChannelAsync();
            static IEnumerable<Orders.OrdersClient> Clients() { foreach (var client in Clients()) yield return client; }
            static Lazy<GrpcChannel> Lazy = new(() => Lazy!.Value);
            async Task CallAsync()
            {
                await new Orders.OrdersClient(await ChannelAsync()).GetOrderAsync(new OrderRequest());
                Clients().First().GetOrder(new OrderRequest());
                new Orders.OrdersClient(Lazy.Value).GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Through_text() => Hostile.SilentAsync("""
        class Caller(Orders.OrdersClient client)
        {
            string First => Second + First;
            string Second => $"{First}{Second}";
            static string Token(string text) => Token(text + Other(text));
            static string Other(string text) => Token(text) + Other(text);
            void Call()
            {
                var text = First;
                for (var i = 0; i < 3; i++)
                    text += text;

                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", text }, { "x-api-key", Token(text) } });
            }
        }
        """);

    [Fact]
    public Task Through_interceptors_and_credentials() => Hostile.SilentAsync("""
        using Grpc.Core.Interceptors;
        class Auth : Interceptor
        {
            ClientInterceptorContext<T, R> With<T, R>(ClientInterceptorContext<T, R> context) where T : class where R : class => Again(context);
            ClientInterceptorContext<T, R> Again<T, R>(ClientInterceptorContext<T, R> context) where T : class where R : class => With(context);
            public override R BlockingUnaryCall<T, R>(T request, ClientInterceptorContext<T, R> context, BlockingUnaryCallContinuation<T, R> continuation) =>
                BlockingUnaryCall(request, With(context), continuation);
        }
        class Caller
        {
            static CallCredentials One() => CallCredentials.Compose(Two(), One());
            static CallCredentials Two() => One();
            static CallInvoker Invoker() => Invoker().Intercept(new Auth());
            static ChannelCredentials Credentials => ChannelCredentials.Create(Credentials, One());
            void Call()
            {
                new Orders.OrdersClient(Invoker()).GetOrder(new OrderRequest());
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example", new() { Credentials = Credentials })).GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task Through_a_ring_of_two_hundred_methods() => Hostile.SilentAsync(
        "class Caller {\n" + Hostile.Repeat(200, i => $"static GrpcChannel M{i}(bool b) => b ? M{(i + 1) % 200}(b) : M{(i * 7 + 3) % 200}(!b);")
        + "\nvoid Call() => new Orders.OrdersClient(M0(true)).GetOrder(new OrderRequest()); }");
}
