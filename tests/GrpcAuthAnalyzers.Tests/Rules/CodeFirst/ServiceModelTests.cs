using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>
/// Calls of ServiceModel.Grpc's clients: a call sends what <c>DefaultCallOptionsFactory</c> gives together with its own options (CallOptionsBuilder.cs), and
/// runs the filters of the factory and of the client (ClientRegistration.cs).
/// </summary>
public sealed class ServiceModelTests
{
    internal const string Contract = """

        [ServiceContract]
        public interface IStock
        {
            [OperationContract]
            Task<int> CountAsync(string sku, CallOptions? options = null);

            [OperationContract]
            int Reserve(string sku, int count, ServiceModel.Grpc.CallContext? context = null);

            [OperationContract]
            IAsyncEnumerable<int> WatchAsync(string sku, CancellationToken token = default);
        }
        """;

    internal const string Token = """

        public static class Token
        {
            public static Metadata Headers => new() { { "authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN") } };
            public static Metadata Trace => new() { { "x-trace", "1" } };
            public static CallOptions Options() => new(Headers);
        }

        public sealed class AuthFilter : ServiceModel.Grpc.Filters.IClientFilter
        {
            public void Invoke(ServiceModel.Grpc.Filters.IClientFilterContext context, Action next)
            {
                Add(context);
                next();
            }

            public ValueTask InvokeAsync(ServiceModel.Grpc.Filters.IClientFilterContext context, Func<ValueTask> next)
            {
                Add(context);
                return next();
            }

            private static void Add(ServiceModel.Grpc.Filters.IClientFilterContext context) =>
                context.CallOptions.Headers!.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
        }

        public sealed class LogFilter : ServiceModel.Grpc.Filters.IClientFilter
        {
            public void Invoke(ServiceModel.Grpc.Filters.IClientFilterContext context, Action next) => next();

            public async ValueTask InvokeAsync(ServiceModel.Grpc.Filters.IClientFilterContext context, Func<ValueTask> next)
            {
                Console.WriteLine(context.Method.FullName);
                await next();
            }
        }
        """;

    internal static readonly Setup Setup = MagicOnionTests.Setup with { Documents = [("IStock.cs", Contract), ("Token.cs", Token)] };

    [Theory]
    [InlineData("new ClientFactory()")]
    [InlineData("new ClientFactory(null)")]
    [InlineData("new ClientFactory(Read())")]
    [InlineData("DateTime.UtcNow.Year > 2000 ? new ClientFactory() : null!")]
    [InlineData("new ClientFactory(new ServiceModelGrpcClientOptions { Filters = { { 1, new LogFilter() }, { 2, _ => new LogFilter() } } })")]
    [InlineData("new ClientFactory(new ServiceModelGrpcClientOptions())")]
    [InlineData("new ClientFactory(new ServiceModelGrpcClientOptions { MarshallerFactory = null, DefaultCallOptionsFactory = null })")]
    [InlineData("new ClientFactory(new ServiceModelGrpcClientOptions { DefaultCallOptionsFactory = () => new CallOptions(Token.Trace) })")]
    [InlineData("new ClientFactory(new ServiceModelGrpcClientOptions { Filters = { { 1, new LogFilter() } } })")]
    public Task A_call_without_credentials(string factory) => Verify.Reports($$"""
        using var channel = GrpcChannel.ForAddress("https://stock.example.com");
        var stock = ({{factory}}).CreateClient<IStock>(channel);
        await {|GRPCAUTH1001:stock.CountAsync|}("a");
        await {|GRPCAUTH1001:stock.CountAsync|}("a", new CallOptions(deadline: DateTime.UtcNow));
        {|GRPCAUTH1001:stock.Reserve|}("a", 1);
        {|GRPCAUTH1001:stock.Reserve|}("a", 1, new CallOptions(Token.Trace));
        await foreach (var count in {|GRPCAUTH1001:stock.WatchAsync|}("a"))
            Console.WriteLine(count);

        static ServiceModelGrpcClientOptions Read()
        {
            var made = new ServiceModelGrpcClientOptions { MarshallerFactory = null };
            Console.WriteLine(made);
            return made;
        }
        """, Setup);

    [Theory]
    [InlineData("stock.CountAsync(\"a\", new CallOptions(Token.Headers))")]
    [InlineData("stock.CountAsync(\"a\", Token.Options())")]
    [InlineData("Task.FromResult(stock.Reserve(\"a\", 1, new ServiceModel.Grpc.CallContext(Token.Headers)))")]
    [InlineData("Task.FromResult(stock.Reserve(\"a\", 1, new CallOptions(Token.Headers)))")]
    [InlineData("Task.FromResult(stock.Reserve(\"a\", 1, new ServiceModel.Grpc.CallContext(Token.Options())))")]
    public Task A_call_that_passes_a_credential(string call) => Verify.Silent($$"""
        var stock = new ClientFactory().CreateClient<IStock>(GrpcChannel.ForAddress("https://stock.example.com").CreateCallInvoker());
        await {{call}};
        """, Setup);

    [Theory]
    [InlineData("new ServiceModelGrpcClientOptions { DefaultCallOptionsFactory = () => new CallOptions(Token.Headers) }")]
    [InlineData("new ServiceModelGrpcClientOptions { DefaultCallOptionsFactory = Token.Options }")]
    [InlineData("new ServiceModelGrpcClientOptions { DefaultCallOptionsFactory = read }")]
    [InlineData("new ServiceModelGrpcClientOptions { Filters = { { 1, new AuthFilter() } } }")]
    [InlineData("new ServiceModelGrpcClientOptions { Filters = { { 1, provider => new AuthFilter() } } }")]
    [InlineData("new ServiceModelGrpcClientOptions { Filters = { { 1, filter } } }")]
    [InlineData("new ServiceModelGrpcClientOptions { Filters = { default(ServiceModel.Grpc.Filters.FilterRegistration<ServiceModel.Grpc.Filters.IClientFilter>)! } }")]
    [InlineData("new ServiceModelGrpcClientOptions { Filters = { { 2, new LogFilter() }, { 1, filter } } }")]
    [InlineData("Options()")]
    [InlineData("Kept(filter)")]
    [InlineData("options")]
    public Task A_factory_whose_clients_have_a_credential_or_may_have_one(string options) => Verify.Silent($$"""
        public static class Desk
        {
            public static async Task<int> CountAsync(
                ServiceModelGrpcClientOptions options, Func<CallOptions> read, ServiceModel.Grpc.Filters.IClientFilter filter)
            {
                var factory = new ClientFactory({{options}});
                return await factory.CreateClient<IStock>(GrpcChannel.ForAddress("https://stock.example.com")).CountAsync("a");
            }

            private static ServiceModelGrpcClientOptions Kept(ServiceModel.Grpc.Filters.IClientFilter filter)
            {
                var made = new ServiceModelGrpcClientOptions();
                Shared.Add(made);
                Shared[0].Filters.Add(1, filter);
                return made;
            }

            private static readonly List<ServiceModelGrpcClientOptions> Shared = new();

            private static ServiceModelGrpcClientOptions Options()
            {
                var made = new ServiceModelGrpcClientOptions();
                made.Filters.Add(1, new AuthFilter());
                return made;
            }
        }
        """, Setup);

    [Theory]
    [InlineData("factory.AddClient<IStock>(options => options.DefaultCallOptionsFactory = Token.Options);")]
    [InlineData("factory.AddClient<IStock>(options => options.Filters.Add(1, new AuthFilter()));")]
    [InlineData("factory.AddClient<IStock>(configure);")]
    [InlineData("Add(factory);")]
    [InlineData("AddAny<IStock>(factory);")]
    [InlineData("more(factory);")]
    [InlineData("factory.AddClient<IStock>(options => { if (options.DefaultCallOptionsFactory is null) options.DefaultCallOptionsFactory = Token.Options; });")]
    [InlineData("factory.AddClient<IStock>(options => more(options));")]
    public Task A_credential_that_the_factory_gets_for_the_client(string added) => Verify.Silent(SetUp(added, "stock.CountAsync"), Setup);

    [Theory]
    [InlineData("factory.AddClient<IStock>();")]
    [InlineData("LogAny<IStock>(factory);")]
    [InlineData("Console.WriteLine(factory); GC.KeepAlive(factory);")]
    [InlineData("factory.AddClient<IStock>(options => options.Filters.Add(1, new LogFilter()));")]
    [InlineData("factory.AddClient<IStock>(options => { options.MarshallerFactory = null; options.DefaultCallOptionsFactory = () => default; });")]
    [InlineData("factory.AddClient<IOther>(options => options.DefaultCallOptionsFactory = Token.Options);")]
    public Task Nothing_that_the_factory_gets_for_the_client(string added) => Verify.Reports(SetUp(added, "{|GRPCAUTH1001:stock.CountAsync|}"), Setup);

    private static string SetUp(string added, string call) => $$"""
        public static class Desk
        {
            public static async Task<int> CountAsync(Action<ServiceModelGrpcClientOptions> configure, Action<object> more)
            {
                IClientFactory factory = new ClientFactory();
                {{added}}
                var stock = factory.CreateClient<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
                return await {{call}}("a");
            }

            private static void AddAny<T>(IClientFactory factory) where T : class => factory.AddClient<T>(options => options.DefaultCallOptionsFactory = Token.Options);

            private static void LogAny<T>(IClientFactory factory) where T : class => factory.AddClient<T>(options => options.Filters.Add(1, new LogFilter()));

            private static void Add(IClientFactory factory) => factory.AddClient<IStock>(options => options.DefaultCallOptionsFactory = Token.Options);
        }

        [ServiceContract]
        public interface IOther { }
        """;

    [Theory]
    [InlineData("factory.CreateClient<IStock>(GrpcChannel.ForAddress(\"https://stock.example.com\"))")]
    [InlineData("stock")]
    [InlineData("new StockService()")]
    [InlineData("new ClientFactory().CreateClient<IStock>(invoker)")]
    public Task Factories_and_clients_that_are_not_seen_and_the_service_itself(string client) => Verify.Silent($$"""
        public sealed class StockService : IStock
        {
            public Task<int> CountAsync(string sku, CallOptions? options) => Task.FromResult(1);
            public int Reserve(string sku, int count, ServiceModel.Grpc.CallContext? context) => CountAsync(sku, null).Result - count;
            public IAsyncEnumerable<int> WatchAsync(string sku, CancellationToken token) => throw new NotSupportedException();
        }

        public sealed class Desk(IClientFactory factory, IStock stock, CallInvoker invoker)
        {
            public async Task<int> CountAsync()
            {
                IStock made = {{client}};
                return await made.CountAsync("a");
            }

            public object Others => (factory, stock, invoker);
        }
        """, Setup);

    [Fact]
    public Task A_factory_in_a_field() => Verify.Reports("""
        public sealed class Desk
        {
            private static readonly ClientFactory Plain = new();
            private static readonly ClientFactory Authenticated = new(new ServiceModelGrpcClientOptions { DefaultCallOptionsFactory = Token.Options });
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://stock.example.com");

            public async Task<int> CountAsync() => await {|GRPCAUTH1001:Plain.CreateClient<IStock>(_channel).CountAsync|}("a");
            public async Task<int> AgainAsync() => await Authenticated.CreateClient<IStock>(_channel).CountAsync("a");
        }
        """, Setup);

    [Fact]
    public Task A_call_that_passes_nothing_although_its_siblings_do() => Verify.Reports("""
        public sealed class Desk(IStock stock)
        {
            public async Task<int> CountAsync() => await {|GRPCAUTH1004:stock.CountAsync|}("a", new CallOptions(Token.Headers));
            public int Reserve() => stock.Reserve("a", 1, new CallOptions(Token.Headers));
            public int ReserveTwo() => {|GRPCAUTH1003:stock.Reserve|}("a", 2);
        }
        """, Setup);

    [Fact]
    public Task Call_credentials_are_added_to_the_channel() => Verify.Fixes("""
        public sealed class Desk(Func<Task<string>> token)
        {
            private readonly GrpcChannel _channel = {|#0:GrpcChannel.ForAddress("https://stock.example.com")|};
            private readonly ClientFactory _factory = new();

            public async Task<int> CountAsync() => await {|GRPCAUTH1001:_factory.CreateClient<IStock>(_channel).CountAsync|}("a");
        }
        """, """
        public sealed class Desk(Func<Task<string>> token)
        {
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://stock.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(
                    ChannelCredentials.SecureSsl,
                    CallCredentials.FromInterceptor(async (context, metadata) =>
                        metadata.Add("authorization", $"Bearer {await token()}"))),
            });
            private readonly ClientFactory _factory = new();

            public async Task<int> CountAsync() => await _factory.CreateClient<IStock>(_channel).CountAsync("a");
        }
        """, Setup);

    [Fact]
    public Task A_channel_of_another_client_that_has_a_credential_is_left_alone() => Verify.NotFixable("""
        public sealed class Desk
        {
            private readonly GrpcChannel _channel = {|#0:GrpcChannel.ForAddress("https://stock.example.com")|};
            private readonly ClientFactory _factory = new();
            private readonly ClientFactory _authenticated = new(new ServiceModelGrpcClientOptions { DefaultCallOptionsFactory = Token.Options });

            public async Task<int> CountAsync() => await {|GRPCAUTH1001:_factory.CreateClient<IStock>(_channel).CountAsync|}("a");
            public async Task<int> AgainAsync() => await _authenticated.CreateClient<IStock>(_channel).CountAsync("a");
        }
        """, Setup);
}
