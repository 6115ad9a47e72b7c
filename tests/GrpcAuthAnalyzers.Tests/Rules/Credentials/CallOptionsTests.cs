using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Headers and call options in every form that people write them in.</summary>
public sealed class CallOptionsTests
{
    private const string Client = "var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\"));\n";
    private const string Helpers = """


        public static class Helpers
        {
            public const string Key = "x-api-" + "key";
            public static CallOptions WithToken(this CallOptions options) => options.WithHeaders(new Metadata { { "authorization", Environment.MachineName } });
            public static CallOptions WithTimeout(this CallOptions options) => options.WithDeadline(DateTime.UtcNow.AddSeconds(1));
            public static Metadata AddToken(this Metadata headers) { headers.Add(Key, Environment.MachineName); return headers; }
            public static Metadata AddTrace(this Metadata headers) { headers.Add("x-trace", Environment.MachineName); return headers; }
            public static async Task<Metadata> BareAsync() { await Task.Yield(); return new Metadata().AddTrace(); }
            public static async ValueTask<CallOptions> SignedAsync(CancellationToken token) { var headers = await Task.FromResult(new Metadata().AddToken()).ConfigureAwait(false); return new CallOptions(headers, cancellationToken: token); }
            public static Metadata CopyOf(Metadata? other) { var headers = new Metadata(); if (other != null) foreach (var entry in other) headers.Add(entry); return headers.AddTrace(); }
            public static void Sign(ref CallOptions options) => options = options.WithToken();
            public static void Make(out Metadata headers) => headers = new Metadata().AddToken();
        }
        """;

    [Theory]
    [InlineData("options: new CallOptions(cancellationToken: default, deadline: null), request: new OrderRequest()")]
    [InlineData("deadline: null, headers: null, request: new OrderRequest()")]
    [InlineData("new OrderRequest(), options: new()")]
    [InlineData("new OrderRequest(), new CallOptions(credentials: null)")]
    [InlineData("new OrderRequest(), new CallOptions().WithCredentials(null!)")]
    [InlineData("new OrderRequest(), new CallOptions(new Metadata { { \"authorization\", args[0] } }).WithHeaders(new Metadata())")]
    [InlineData("new OrderRequest(), new CallOptions().WithTimeout()")]
    [InlineData("new OrderRequest(), new Metadata().AddTrace()")]
    [InlineData("new OrderRequest(), await Helpers.BareAsync()")]
    [InlineData("new OrderRequest(), Helpers.BareAsync().GetAwaiter().GetResult()")]
    [InlineData("new OrderRequest(), Helpers.CopyOf(null)")]
    [InlineData("new OrderRequest(), (Metadata)[]")]
    [InlineData("new OrderRequest(), new CallOptions(new Metadata { { \"x-trace\", args[0] } }, credentials: CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)).Headers")]
    [InlineData("new OrderRequest(), default(CallOptions).Headers")]
    [InlineData("new OrderRequest(), new CallOptions(credentials: CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)).WithCredentials(null!)")]
    [InlineData("new OrderRequest(), args.Length switch { 0 => new CallOptions(), 1 => default, _ => throw new Exception() }")]
    public Task Options_without_a_credential(string arguments) =>
        Verify.Reports(Client + $"{{|GRPCAUTH1001:client.GetOrder|}}({arguments});" + Helpers);

    [Theory]
    [InlineData("options: new CallOptions(cancellationToken: default, headers: new Metadata().AddToken()), request: new OrderRequest()")]
    [InlineData("new OrderRequest(), default(CallOptions).WithToken().WithTimeout()")]
    [InlineData("new OrderRequest(), new CallOptions(credentials: CallCredentials.FromInterceptor((c, m) => Task.CompletedTask)).WithHeaders(new Metadata())")]
    [InlineData("new OrderRequest(), new Metadata().AddTrace().AddToken()")]
    [InlineData("new OrderRequest(), await Helpers.SignedAsync(default).ConfigureAwait(false)")]
    [InlineData("new OrderRequest(), Helpers.CopyOf(new Metadata().AddToken())")]
    [InlineData("new OrderRequest(), new CallOptions(new Metadata { { \"authorization\", args[0] } }).Headers")]
    [InlineData("new OrderRequest(), new CallOptions(new Metadata { { \"authorization\", args[0] } }).WithCredentials(null!)")]
    [InlineData("new OrderRequest(), new CallOptions(new Metadata().AddToken()).WithDeadline(DateTime.UtcNow)")]
    [InlineData("new OrderRequest(), [new(\"x-api-key\", args[0])]")]
    [InlineData("new OrderRequest(), args.Length switch { 0 => new CallOptions(), _ => new CallOptions().WithToken() }")]
    [InlineData("new OrderRequest(), new Metadata { { args[0], args[1] } }")]
    public Task Options_with_a_credential(string arguments) => Verify.Silent(Client + $"client.GetOrder({arguments});" + Helpers);

    [Theory]
    [InlineData("var options = new CallOptions(); Helpers.Sign(ref options); client.GetOrder(new OrderRequest(), options);")]
    [InlineData("Helpers.Make(out var headers); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var options = new CallOptions(new Metadata()); options.Headers!.AddToken(); client.GetOrder(new OrderRequest(), options);")]
    [InlineData("var headers = new Metadata { new Metadata.Entry(\"x\", \"y\") }; headers[0] = new(\"authorization\", args[0]); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("Metadata? headers = null; headers ??= new Metadata().AddToken(); client.GetOrder(new OrderRequest(), headers!);")]
    [InlineData("var headers = new Metadata(); Func<Order> call = () => client.GetOrder(new OrderRequest(), headers); headers.AddToken(); call();")]
    [InlineData("Func<Metadata> make = () => new Metadata().AddToken(); client.GetOrder(new OrderRequest(), make());")]
    [InlineData("var (other, headers) = (client, new Metadata().AddToken()); other.GetOrder(new OrderRequest(), headers);")]
    [InlineData("IList<Metadata.Entry> list = new Metadata(); list.Add(new(args[0], args[1])); client.GetOrder(new OrderRequest(), (Metadata)list);")]
    [InlineData("var headers = new Metadata(); foreach (var arg in args) headers.Add(arg, arg); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var headers = new Metadata(); headers.Insert(0, new Metadata.Entry(\"authorization\", args[0])); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var headers = new Metadata(); foreach (var entry in new List<Metadata.Entry> { new(\"authorization\", args[0]) }) headers.Add(entry); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var source = new Metadata().AddToken(); var headers = new Metadata(); foreach (var entry in source) foreach (var arg in args) headers.Add(entry); client.GetOrder(new OrderRequest(), headers);")]
    public Task A_credential_that_is_added_on_a_detour(string code) => Verify.Silent(Client + code + Helpers);

    [Theory]
    [InlineData("var headers = new Metadata(); headers.Insert(0, new Metadata.Entry(\"x-trace\", args[0])); CALL(new OrderRequest(), headers);")]
    [InlineData("var headers = new Metadata { { \"x-trace\", args[0] } }; headers.RemoveAt(0); headers.Clear(); CALL(new OrderRequest(), headers);")]
    [InlineData("var source = new Metadata { { \"x-trace\", args[0] } }; var headers = new Metadata(); foreach (var entry in source) foreach (var arg in args) headers.Add(entry); CALL(new OrderRequest(), headers);")]
    [InlineData("var headers = new Metadata { { \"x-trace\", args[0] } }; Console.WriteLine(headers.Count + headers.IndexOf(headers[0])); CALL(new OrderRequest(), headers);")]
    public Task Headers_that_get_no_credential_on_the_way(string code) =>
        Verify.Reports(Client + code.Replace("CALL", "{|GRPCAUTH1001:client.GetOrder|}") + Helpers);

    /// <summary>What a member of an <c>extension</c> block does to the object that it is called on is known no more than what any code does that gets it.</summary>
    [TheoryFromCSharp(14)]
    [InlineData("client.GetOrder(new OrderRequest(), new CallOptions().WithHeaders());")]
    [InlineData("client.GetOrder(new OrderRequest(), new CallOptions().WithCredentials());")]
    [InlineData("var headers = new Metadata(); headers.Sign(); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var headers = new Metadata(); headers.Clear(args[0]); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var headers = new Metadata(); Console.WriteLine(headers.Signed); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var options = new GrpcChannelOptions(); options.UseToken(); new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", options)).GetOrder(new OrderRequest());")]
    [InlineData("var http = new HttpClient(); http.UseToken(); new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\", new() { HttpClient = http })).GetOrder(new OrderRequest());")]
    public Task Members_of_an_extension_block(string code) => Verify.Silent(Client + code + """


        public static class Extensions
        {
            extension(CallOptions options)
            {
                public CallOptions WithHeaders() => options.WithHeaders(new Metadata { { "authorization", Environment.MachineName } });
                public CallOptions WithCredentials() => options.WithCredentials(CallCredentials.FromInterceptor((c, m) => Task.CompletedTask));
            }

            extension(Metadata headers)
            {
                public void Sign() => headers.Add("authorization", Environment.MachineName);
                public void Clear(string token) => headers.Add("authorization", token);
                public int Signed { get { headers.Add("authorization", Environment.MachineName); return headers.Count; } }
            }

            extension(GrpcChannelOptions options)
            {
                public void UseToken() => options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((c, m) => Task.CompletedTask));
            }

            extension(HttpClient http)
            {
                public void UseToken() => http.DefaultRequestHeaders.Add("x-api-key", Environment.MachineName);
            }
        }
        """);

    [Fact]
    public Task Headers_that_a_server_passes_on() => Verify.Reports("""
        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public async Task<Order> Get(OrderRequest request, ServerCallContext context)
            {
                await _orders.GetOrderAsync(request, context.RequestHeaders);
                var copy = new Metadata();
                foreach (var entry in context.RequestHeaders)
                    copy.Add(entry);
                await _orders.GetOrderAsync(request, copy);
                await _orders.GetOrderAsync(request, new Metadata { context.RequestHeaders.First() });
                return await {|GRPCAUTH1001:_orders.GetOrderAsync|}(request, cancellationToken: context.CancellationToken);
            }
        }
        """);

    [Fact]
    public Task The_options_of_the_caller_are_unknown_where_an_interceptor_makes_a_call_of_its_own() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public sealed class Audit : Interceptor
        {
            private readonly Orders.OrdersClient _orders = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                _orders.GetOrder(new OrderRequest(), context.Options);
                _orders.GetOrder(new OrderRequest(), context.Options.Headers);
                return continuation(request, context);
            }
        }
        """);

    [Fact]
    public Task Aliases_and_static_usings() => Verify.Reports("""
        using static Grpc.Net.Client.GrpcChannel;
        using GrpcMetadata = Grpc.Core.Metadata;
        using Options = Grpc.Core.CallOptions;

        namespace Shop;

        file static class Program
        {
            private static void Main()
            {
                var client = new Orders.OrdersClient(ForAddress("https://orders.example.com"));
                {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), new Options(new GrpcMetadata()));
                client.GetOrder(new OrderRequest(), new Options(new GrpcMetadata { { "authorization", Environment.MachineName } }));
            }
        }
        """);

    [Fact]
    public Task Old_code_in_a_block_namespace() => Verify.Reports("""
        using System;
        using System.Threading.Tasks;
        using Acme.Orders;
        using Grpc.Core;
        using Grpc.Net.Client;

        namespace Old
        {
            public class Service
            {
                private readonly Orders.OrdersClient client;

                public Service() { this.client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")); }

                public async Task<Order> Bare()
                {
                    var headers = new Metadata();
                    headers.Add("x-trace", "1");
                    return await {|GRPCAUTH1001:this.client.GetOrderAsync|}(new OrderRequest(), headers);
                }

                public async Task<Order> Signed()
                {
                    var headers = new Metadata();
                    headers.Add("Authorization", string.Format("Bearer {0}", Environment.MachineName));
                    return await this.client.GetOrderAsync(new OrderRequest(), headers);
                }
            }
        }
        """, Setup.Usual with { Language = LanguageVersion.CSharp7_3 });

    [Fact]
    public Task Only_what_is_compiled_counts() => Verify.Reports("""
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        var headers = new Metadata();
        #if SIGNED
        headers.Add("authorization", args[0]);
        #endif
        {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), headers);
        """);

    [Theory]
    [InlineData("new CallContext(this, server)", false)]
    [InlineData("given", false)]
    [InlineData("new CallContext(new CallOptions(deadline: DateTime.MaxValue), CallContextFlags.CaptureMetadata)", true)]
    [InlineData("default(CallContext)", true)]
    public Task A_code_first_call_with_a_context_of_each_kind(string context, bool isReported)
    {
        var source = $$"""
            using Acme.Inventory;
            using ProtoBuf.Grpc;
            using ProtoBuf.Grpc.Client;

            public sealed class Desk
            {
                private readonly IInventory _stock = GrpcChannel.ForAddress("https://stock.example.com").CreateGrpcService<IInventory>();

                public async Task RunAsync(CallContext given, ServerCallContext server, string token)
                {
                    Console.WriteLine(token + given.RequestHeaders + server.Host);
                    await CALL(new StockRequest(), {{context}});
                }
            }
            """;
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1001:_stock.GetStockAsync|}")) : Verify.Silent(source.Replace("CALL", "_stock.GetStockAsync"));
    }

    [Fact]
    public Task A_code_first_call_with_a_context() => Verify.Reports("""
        using Acme.Inventory;
        using ProtoBuf.Grpc;
        using ProtoBuf.Grpc.Client;

        var stock = GrpcChannel.ForAddress("https://stock.example.com").CreateGrpcService<IInventory>();
        CallContext traced = new CallOptions(new Metadata { { "x-trace", args[0] } });
        await {|GRPCAUTH1001:stock.GetStockAsync|}(new StockRequest(), traced);
        await {|GRPCAUTH1001:stock.GetStockAsync|}(new StockRequest(), CallContext.Default);
        await {|GRPCAUTH1001:stock.GetStockAsync|}(new StockRequest(), CancellationToken.None);
        await foreach (var reply in {|GRPCAUTH1001:stock.WatchStockAsync|}(new StockRequest())) { }
        await stock.GetStockAsync(new StockRequest(), new CallOptions(new Metadata { { "authorization", args[0] } }));
        """);
}
