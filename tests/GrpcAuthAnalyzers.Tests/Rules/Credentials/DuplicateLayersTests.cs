using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>A header that a call passes, beside call credentials of its channel or registration; and one that every call adds again.</summary>
public sealed class DuplicateLayersTests
{
    private const string ByChannel = "by the call credentials of the channel";
    private const string Known = "\"https://orders.example.com\"";

    [Theory]
    [InlineData("_client.GetOrder(new OrderRequest(), {|GRPCAUTH1009:Headers()|});")]
    [InlineData("_client.GetOrder(new OrderRequest(), {|GRPCAUTH1009:Filled(_read())|});")]
    [InlineData("_client.GetOrder(headers: {|GRPCAUTH1009:_kept|}, request: new OrderRequest());")]
    [InlineData("_client.GetOrder(new OrderRequest(), new CallOptions(new Metadata { {|GRPCAUTH1009:{ \"authorization\", _read() }|} }));")]
    [InlineData("_client.GetOrder(new OrderRequest(), {|GRPCAUTH1009:_options.WithDeadline(DateTime.UtcNow.AddSeconds(1))|});")]
    [InlineData("_client.GetOrder(new OrderRequest(), {|GRPCAUTH1009:new CallOptions().WithHeaders(Headers())|});")]
    public Task A_header_from_a_helper_a_field_or_options(string call) => Verify.Reports(Caller(call), message: Message(ByChannel));

    [Theory]
    [InlineData("_client.GetOrder(new OrderRequest(), Sometimes());")]
    [InlineData("_client.GetOrder(new OrderRequest(), Early(_read().Length > 3));")]
    [InlineData("_client.GetOrder(new OrderRequest(), _traced);")]
    [InlineData("_client.GetOrder(new OrderRequest(), _read().Length > 3 ? Headers() : null);")]
    [InlineData("_client.GetOrder(new OrderRequest(), new CallOptions(_traced).WithDeadline(DateTime.UtcNow));")]
    [InlineData("_client.GetOrder(new OrderRequest(), default(CallOptions));")]
    [InlineData("_client.GetOrder(new OrderRequest(), _read().Length > 3 ? new CallOptions(Headers()) : default);")]
    [InlineData("_client.GetOrder(new OrderRequest(), new CallOptions(deadline: DateTime.UtcNow).WithCancellationToken(default));")]
    [InlineData("_client.GetOrder(new OrderRequest(), new CallOptions(Headers()).WithHeaders(_traced));")]
    public Task A_header_that_is_not_always_there_or_another_is_silent(string call) => Verify.Silent(Caller(call));

    [Theory]
    [InlineData("Environment.MachineName", "ChannelCredentials.Create(ChannelCredentials.SecureSsl, added)")]
    [InlineData("Environment.MachineName", "ChannelCredentials.Create(callCredentials: added, channelCredentials: new SslCredentials())")]
    [InlineData("\"dns:///orders.example.com\"", "ChannelCredentials.Create(ChannelCredentials.SecureSsl, added)")]
    public Task A_channel_whose_credentials_need_TLS(string address, string credentials) => Verify.Reports(
        Caller("_client.GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH1009:{ \"authorization\", _read() }|} });", address, credentials),
        message: Message(ByChannel));

    [Theory]
    [InlineData("Environment.MachineName", "{|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, added)|}")]
    [InlineData("\"http://orders.example.com\"", "{|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.SecureSsl, added)|}")]
    public Task A_channel_that_cannot_be_made(string address, string credentials) => Verify.Reports(
        Caller("_client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", _read() } });", address, credentials));

    [Theory]
    [InlineData("Environment.MachineName", "Environment.MachineName.Length > 3 ? ChannelCredentials.Create(ChannelCredentials.SecureSsl, added) : ChannelCredentials.Insecure")]
    public Task A_channel_that_may_be_without_TLS_is_silent(string address, string credentials) => Verify.Silent(
        Caller("_client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", _read() } });", address, credentials));

    [Theory]
    [InlineData("var options = new GrpcChannelOptions(); var channel = {|#0:GrpcChannel.ForAddress(address, options)|}; {|GRPCAUTH1013:options.Credentials = Sealed()|};")]
    [InlineData("var options = new GrpcChannelOptions(); var channel = {|#0:Made(options)|}; {|GRPCAUTH1013:options.Credentials = Sealed()|};")]
    public Task Credentials_that_the_channel_never_reads_are_silent_here(string channel) => Verify.Reports(Late(channel));

    [Theory]
    [InlineData("var (channel, options) = Opened();")]
    [InlineData("var options = new GrpcChannelOptions { Credentials = Sealed() }; options.Credentials = ChannelCredentials.SecureSsl; var channel = Made(options);")]
    public Task Credentials_of_other_options_are_silent(string channel) => Verify.Silent(Late(channel));

    [Theory]
    [InlineData("var options = new GrpcChannelOptions(); options.Credentials = Sealed(); var channel = {|#1:GrpcChannel.ForAddress(address, options)|}; {|GRPCAUTH1013:options.Credentials = null|};")]
    [InlineData("var options = new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }; options.Credentials = Sealed(); var channel = Made(options);")]
    public Task Credentials_that_are_changed_afterwards(string channel) => Verify.Reports(
        Late(channel).Replace("{ \"authorization\", token }", "{|GRPCAUTH1009:{ \"authorization\", token }|}"));

    private static string Late(string channel) => $$"""
        public sealed class Shop
        {
            private readonly string address = "https://orders.example.com";

            public Order Get(string token)
            {
                {{channel}}
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest(), new Metadata { { "authorization", token } });
            }

            private static GrpcChannel Made(GrpcChannelOptions options) => GrpcChannel.ForAddress("https://orders.example.com", options);

            private static (GrpcChannel, GrpcChannelOptions) Opened() => (Made(new GrpcChannelOptions()), new GrpcChannelOptions { Credentials = Sealed() });

            private static ChannelCredentials Sealed() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }));
        }
        """;

    [Theory]
    [InlineData("app.MapGet(\"/a\", (Orders.OrdersClient client, IConfiguration c) => client.GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH1009:{ \"authorization\", \"Bearer \" + c[\"T\"] }|} }).Id);")]
    [InlineData("app.MapPost(\"/b\", async ([FromServices] Orders.OrdersClient client, IConfiguration c) => await client.GetOrderAsync(new OrderRequest(), new CallOptions(new Metadata { {|GRPCAUTH1009:{ \"authorization\", \"Bearer \" + c[\"T\"] }|} })));")]
    [InlineData("app.MapGet(\"/c\", GetAsync); static async Task<string> GetAsync(Orders.OrdersClient client, IConfiguration c) => (await client.GetOrderAsync(new OrderRequest(), new Metadata { {|GRPCAUTH1009:{ \"authorization\", \"Bearer \" + c[\"T\"] }|} })).Id;")]
    [InlineData("var client = app.Services.GetRequiredService<GrpcClientFactory>().CreateClient<Orders.OrdersClient>(\"OrdersClient\"); client.GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH1009:{ \"authorization\", \"Bearer \" + app.Configuration[\"T\"] }|} });")]
    public Task A_client_that_a_route_or_the_factory_gives(string code) => Verify.Reports(Web(code), message: Message("by AddCallCredentials of its registration"));

    [Theory]
    [InlineData("app.MapGet(\"/a\", ([FromKeyedServices(\"k\")] Orders.OrdersClient client, IConfiguration c) => client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", \"Bearer \" + c[\"T\"] } }).Id);")]
    [InlineData("app.MapGet(\"/b\", (Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { \"x-tenant\", \"a\" } }).Id);")]
    [InlineData("Func<Orders.OrdersClient, string, Order> get = (client, token) => client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token } }); GC.KeepAlive(get);")]
    public Task A_client_with_a_key_or_from_anywhere_is_silent(string code) => Verify.Silent(Web(code));

    private static string Web(string code) => $$"""
        using Grpc.Net.ClientFactory;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
            .AddCallCredentials((context, metadata) => { metadata.Add("authorization", "Bearer " + builder.Configuration["T"]); return Task.CompletedTask; });
        var app = builder.Build();
        {{code}}
        app.Run();
        """;

    [Theory]
    [InlineData(".AddCallCredentials(ApplyAsync)", "client.GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH1009:{ \"authorization\", read() }|} })")]
    [InlineData(".EnableCallContextPropagation().AddCallCredentials((context, metadata) => { metadata.Add(\"authorization\", Environment.MachineName); return Task.CompletedTask; })", "client.GetOrder(headers: new Metadata { {|GRPCAUTH1009:{ \"authorization\", read() }|} }, request: new OrderRequest())")]
    [InlineData(".AddCallCredentials(ApplyAsync)", "client.GetOrder(new OrderRequest(), new CallOptions(new Metadata { {|GRPCAUTH1009:{ \"authorization\", read() }|} }))")]
    public Task A_registration_that_adds_the_header(string chain, string call) => Verify.Reports(
        Injected("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\"))" + chain + ";", call),
        message: Message("by AddCallCredentials of its registration"));

    [Fact]
    public Task A_registration_whose_client_cannot_be_made() => Verify.Reports(Injected(
        "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"http://orders.example.com\")).{|GRPCAUTH5001:AddCallCredentials|}(ApplyAsync);",
        "client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", read() } })"));

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials(ApplyAsync);", "client.GetOrder(new OrderRequest(), new Metadata { { \"x-api-key\", read() } })")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"a\", o => o.Address = new Uri(\"https://a.example.com\")).AddCallCredentials(ApplyAsync); services.AddGrpcClient<Orders.OrdersClient>(\"b\", o => o.Address = new Uri(\"https://b.example.com\"));", "client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", read() } })")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials(SometimesAsync);", "client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", read() } })")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials(ApplyAsync);", "new Orders.OrdersClient(Given.Channel).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", read() } })")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = Given.Address).AddCallCredentials(ApplyAsync);", "client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", read() } })")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://a.example.com\")).AddCallCredentials(ApplyAsync); if (Given.Channel is null) services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://b.example.com\")).AddCallCredentials(SometimesAsync);", "client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", read() } })")]
    public Task A_registration_that_does_not_is_silent(string registration, string call) => Verify.Silent(Injected(registration, call));

    [Theory]
    [InlineData("{|GRPCAUTH1009:_headers.Add(\"authorization\", token)|}; return _client.GetOrder(new OrderRequest(), _headers);")]
    [InlineData("{|GRPCAUTH1009:_headers.Add(value: \"Bearer \" + token, key: \"Authorization\")|}; var order = _client.GetOrder(new OrderRequest(), headers: _headers); return order;")]
    [InlineData("{|GRPCAUTH1009:this._headers.Add(new Metadata.Entry(\"authorization\", token))|}; return _client.GetOrder(new OrderRequest(), new CallOptions(_headers));")]
    [InlineData("var headers = new Metadata(); foreach (var c in token) { {|GRPCAUTH1009:headers.Add(\"authorization\", token)|}; _client.GetOrder(new OrderRequest(), headers); } return new Order();")]
    public Task An_entry_that_each_call_adds_again(string statements) => Verify.Reports(
        Keeper(statements), message: Message("by the same statement for the call before"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("_headers.Clear(); _headers.Add(\"authorization\", token); return _client.GetOrder(new OrderRequest(), _headers);")]
    [InlineData("if (_headers.Count == 0) _headers.Add(\"authorization\", token); return _client.GetOrder(new OrderRequest(), _headers);")]
    [InlineData("if (_headers.Get(\"authorization\") is null) _headers.Add(\"authorization\", token); return _client.GetOrder(new OrderRequest(), _headers);")]
    [InlineData("var headers = new Metadata(); headers.Add(\"authorization\", token); return _client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var order = new Order(); foreach (var c in token) { var headers = new Metadata(); headers.Add(\"authorization\", token); order = _client.GetOrder(new OrderRequest(), headers); } return order;")]
    [InlineData("var headers = new Metadata(); headers.Add(\"authorization\", token); foreach (var c in token) _client.GetOrder(new OrderRequest(), headers); return new Order();")]
    [InlineData("_headers.Add(\"x-trace\", token); return _client.GetOrder(new OrderRequest(), _headers);")]
    public Task An_entry_that_is_added_once_for_a_call_is_silent(string statements) => Verify.Silent(Keeper(statements));

    [Theory]
    [InlineData("public void Start(string token)")]
    [InlineData("public async Task ExecuteAsync(string token)")]
    public Task Methods_that_run_once_are_silent(string method) => Verify.Silent($$"""
        public sealed class Worker(Orders.OrdersClient client)
        {
            private readonly Metadata _headers = new();

            {{method}}
            {
                {{(method.Contains("async", System.StringComparison.Ordinal) ? "await Task.Yield();" : "")}}
                _headers.Add("authorization", token);
                client.GetOrder(new OrderRequest(), _headers);
            }
        }
        """);

    [Fact]
    public Task Headers_that_another_document_makes_are_reported_at_the_call() => Verify.Reports(
        Caller("_client.GetOrder(new OrderRequest(), {|GRPCAUTH1009:Shared.Headers(_read())|});"),
        Setup.Usual with { Documents = [("/0/Shared.cs", "public static class Shared { public static Metadata Headers(string token) => new() { { \"authorization\", token } }; }")] });

    [Theory]
    [InlineData("new CallContext(new CallOptions({|GRPCAUTH1009:headers|}))", true)]
    [InlineData("new CallContext(new CallOptions(headers), CallContextFlags.CaptureMetadata)", true)]
    [InlineData("new CallContext(new CallOptions(deadline: DateTime.MaxValue), CallContextFlags.CaptureMetadata)", false)]
    public Task A_header_in_the_context_of_a_code_first_call(string context, bool isReported)
    {
        var source = $$"""
            using Acme.Inventory;
            using ProtoBuf.Grpc;
            using ProtoBuf.Grpc.Client;

            public static class Desk
            {
                public static async Task RunAsync(Func<string> read)
                {
                    var added = CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", read());
                        return Task.CompletedTask;
                    });
                    var channel = GrpcChannel.ForAddress("https://stock.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, added) });
                    var headers = new Metadata { ENTRY };
                    await channel.CreateGrpcService<IInventory>().GetStockAsync(new StockRequest { Sku = headers.Count.ToString() }, {{context.Replace("{|GRPCAUTH1009:headers|}", "headers")}});
                }
            }
            """;
        return isReported
            ? Verify.Reports(source.Replace("ENTRY", "{|GRPCAUTH1009:{ \"authorization\", read() }|}"))
            : Verify.Silent(source.Replace("{ ENTRY }", "{ { \"x-trace\", read() } }"));
    }

    private static string Message(string adder) =>
        $"'authorization' is added here and {adder}; both are sent, and a server that accepts one value answers Unauthenticated";

    private static string Caller(string call, string address = Known, string credentials = "ChannelCredentials.Create(ChannelCredentials.SecureSsl, added)") => $$"""
        public sealed class Caller
        {
            private readonly Func<string> _read;
            private readonly Orders.OrdersClient _client;
            private readonly Metadata _traced = new() { { "x-trace", "1" } };
            {{Field(call)}}

            public Caller(Func<string> read)
            {
                _read = read;
                var added = CallCredentials.FromInterceptor((context, metadata) =>
                {
                    metadata.Add("authorization", read());
                    return Task.CompletedTask;
                });
                _client = new Orders.OrdersClient(GrpcChannel.ForAddress({{address}}, new GrpcChannelOptions { Credentials = {{credentials}} }));
            }

            public void Call()
            {
                {{call}}
            }

            private Metadata Headers() => new() { { "authorization", _read() } };

            private static Metadata Filled(string token)
            {
                var headers = new Metadata();
                headers.Add("authorization", token);
                return headers;
            }

            private Metadata Sometimes()
            {
                var headers = new Metadata();
                if (_read().Length > 3)
                    headers.Add("authorization", _read());
                return headers;
            }

            private Metadata Early(bool isEarly)
            {
                var headers = new Metadata();
                if (isEarly)
                    return headers;
                headers.Add("authorization", _read());
                return headers;
            }
        }
        """;

    private static string Field(string call) =>
        call.Contains("_kept", System.StringComparison.Ordinal) ? "private readonly Metadata _kept = {|GRPCAUTH3001:new() { { \"authorization\", Environment.GetCommandLineArgs()[0] } }|};"
        : call.Contains("_options", System.StringComparison.Ordinal) ? "private readonly CallOptions _options = new({|GRPCAUTH3001:new Metadata { { \"authorization\", Environment.GetCommandLineArgs()[0] } }|});"
        : "";

    private static string Injected(string registrations, string call) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static void Add(IServiceCollection services) { {{registrations}} }

            private static Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }

            private static Task SometimesAsync(AuthInterceptorContext context, Metadata metadata)
            {
                if (context.MethodName == "GetOrder")
                    metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }
        }

        public static class Given { public static GrpcChannel Channel { get; set; } = null!; public static Uri Address { get; set; } = null!; }

        public sealed class Caller(Orders.OrdersClient client, Func<string> read)
        {
            public Order Get() => {{call}};

            public Orders.OrdersClient Client => client;
        }
        """;

    private static string Keeper(string statements) => $$"""
        public sealed class Keeper
        {
            private readonly Metadata _headers = new();
            private readonly Orders.OrdersClient _client;

            public Keeper(Orders.OrdersClient client) => _client = client;

            public Order Get(string token)
            {
                {{statements}}
            }
        }
        """;
}
