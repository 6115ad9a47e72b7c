using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>
/// What a MagicOnion client is given besides its channel: <c>WithHeaders</c> takes the place of the headers of a client and <c>WithOptions</c> of all its options
/// (MagicOnionClientBase.cs), and filters run for unary calls (MagicOnionMethodInvoker.cs).
/// </summary>
public sealed class MagicOnionOptionsTests
{
    private const string Headers = """

        public static class Token
        {
            public static Metadata Headers => new() { { "authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN") } };
            public static Metadata Trace => new() { { "x-trace", "1" } };
            public static CallCredentials Credentials => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                return Task.CompletedTask;
            });
        }
        """;

    private static readonly Setup Setup = MagicOnionTests.Setup with { Documents = [("Token.cs", Headers), ("IStock.cs", MagicOnionTests.Contract)] };

    [Theory]
    [InlineData("WithHeaders(Token.Headers)")]
    [InlineData("WithOptions(new CallOptions(Token.Headers))")]
    [InlineData("WithOptions(new CallOptions(credentials: Token.Credentials))")]
    [InlineData("WithDeadline(DateTime.UtcNow).WithHeaders(Token.Headers).WithHost(\"a\")")]
    [InlineData("WithOptions(new CallOptions(credentials: Token.Credentials)).WithHeaders(Token.Trace)")]
    [InlineData("WithHeaders(Read())")]
    public Task Headers_and_options_with_a_credential(string derivation) => Verify.Silent($$"""
        public sealed class Desk(Func<Metadata> read)
        {
            private readonly IStock _stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
            private readonly IStock _kept = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com")).{{derivation.Replace("Read()", "null!")}};

            public async Task<int> CountAsync() => await _stock.{{derivation}}.CountAsync("a");

            public async Task<int> LaterAsync()
            {
                var stock = _stock.{{derivation}};
                return await stock.CountAsync("a");
            }

            private Metadata Read() => read();
        }
        """.Replace("private readonly IStock _kept = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress(\"https://stock.example.com\")).WithHeaders(null!);", ""), Setup);

    [Theory]
    [InlineData("WithHeaders(Token.Trace)")]
    [InlineData("WithDeadline(DateTime.UtcNow)")]
    [InlineData("WithOptions(new CallOptions(deadline: DateTime.UtcNow))")]
    [InlineData("WithHeaders(Token.Headers).WithHeaders(Token.Trace)")]
    [InlineData("WithHeaders(Token.Headers).WithOptions(default)")]
    [InlineData("WithOptions(new CallOptions(credentials: Token.Credentials)).WithOptions(new CallOptions())")]
    public Task Headers_and_options_without_one_and_those_that_take_the_place_of_one(string derivation) => Verify.Reports($$"""
        public sealed class Desk
        {
            private readonly IStock _stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));

            public async Task<int> CountAsync() => await {|GRPCAUTH1001:_stock.{{derivation}}.CountAsync|}("a");

            public async Task<int> LaterAsync()
            {
                var stock = _stock.{{derivation}};
                return await {|GRPCAUTH1001:stock.CountAsync|}("a");
            }
        }
        """, Setup);

    [Theory]
    [InlineData("context.CallOptions.Headers!.Add(\"authorization\", \"Bearer \" + Environment.GetEnvironmentVariable(\"TOKEN\"));")]
    [InlineData("var headers = context.CallOptions.Headers; if (!headers!.Any(h => h.Key == \"authorization\")) headers!.Add(\"authorization\", Read());")]
    [InlineData("Fill(context);")]
    [InlineData("filler.Fill(context);")]
    public Task A_filter_that_adds_a_credential_or_may_add_one(string code) => Verify.Silent($$"""
        var stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"), new IClientFilter[] { new Auth(null!) });
        await stock.CountAsync("a");
        var other = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"), [new Auth(null!)]);
        await other.ReserveAsync("a", 1);

        public interface IFiller { void Fill(RequestContext context); }

        public sealed class Auth(IFiller filler) : IClientFilter
        {
            public async ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
            {
                {{code}}
                return await next(context);
            }

            private static string Read() => "Bearer " + Environment.GetEnvironmentVariable("TOKEN");
            private static void Fill(RequestContext context) => context.CallOptions.Headers!.Add("authorization", Read());
            private IFiller Filler => filler;
        }
        """, Setup);

    [Theory]
    [InlineData("Console.WriteLine(context.MethodPath);")]
    [InlineData("context.CallOptions.Headers!.Add(\"x-trace\", \"1\");")]
    [InlineData("context.Items[\"begin\"] = DateTime.UtcNow;")]
    [InlineData("Console.WriteLine(context.CallOptions.WithHeaders(context.CallOptions.Headers!).Deadline);")]
    [InlineData("var copy = new Metadata(); foreach (var entry in context.CallOptions.Headers!) copy.Add(entry); Console.WriteLine(copy.Count);")]
    public Task A_filter_that_adds_none(string code) => Verify.Reports($$"""
        var stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"), new IClientFilter[] { new Log() });
        await {|GRPCAUTH1001:stock.CountAsync|}("a");

        public sealed class Log : IClientFilter
        {
            public async ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
            {
                {{code}}
                return await next(context);
            }
        }
        """, Setup);

    [Theory]
    [InlineData("filters")]
    [InlineData("new[] { filters[0] }")]
    [InlineData("provider.GetServices<IClientFilter>().ToArray()")]
    [InlineData("new IClientFilter[] { new Acme.Filters.Any() }")]
    public Task Filters_that_are_not_seen(string filters) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Desk
        {
            public static async Task<int> CountAsync(IClientFilter[] filters, IServiceProvider provider) =>
                await MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"), {{filters}}).CountAsync("a");
        }
        """, Setup with
    {
        Library = """
            namespace Acme.Filters
            {
                public sealed class Any : IClientFilter
                {
                    public ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next) => next(context);
                }
            }
            """,
    });

    [Fact]
    public Task Options_of_the_client() => Verify.Reports("""
        var invoker = GrpcChannel.ForAddress("https://stock.example.com").CreateCallInvoker();
        var options = new MagicOnionClientOptions(invoker, null, new CallOptions(Token.Headers), null);
        await MagicOnionClient.Create<IStock>(options, null!).CountAsync("a");
        await {|GRPCAUTH1001:MagicOnionClient.Create<IStock>(options.WithCallOptions(default), null!).CountAsync|}("a");
        await {|GRPCAUTH1001:MagicOnionClient.Create<IStock>(options, null!).WithHeaders(Token.Trace).CountAsync|}("a");
        var bound = new MagicOnionClientOptions(invoker, null, new CallOptions(Token.Trace, credentials: Token.Credentials), null);
        await MagicOnionClient.Create<IStock>(bound, null!).WithHeaders(Token.Trace).CountAsync("a");
        await {|GRPCAUTH1001:MagicOnionClient.Create<IStock>(bound, null!).WithOptions(default).CountAsync|}("a");
        await {|GRPCAUTH1001:MagicOnionClient.Create<IStock>(new MagicOnionClientOptions(invoker, "a", default, []), null!).CountAsync|}("a");
        """, Setup);

    /// <summary>What is kept is replaced by what the call is given.</summary>
    [Fact]
    public Task A_client_that_is_kept_with_headers() => Verify.Reports("""
        var signed = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com")).WithHeaders(Token.Headers);
        await signed.CountAsync("a");
        await signed.WithDeadline(DateTime.UtcNow).CountAsync("a");
        await {|GRPCAUTH1001:signed.WithHeaders(Token.Trace).CountAsync|}("a");
        await {|GRPCAUTH1001:signed.WithOptions(default).CountAsync|}("a");
        var bound = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com")).WithOptions(new CallOptions(credentials: Token.Credentials));
        await bound.WithHeaders(Token.Trace).CountAsync("a");
        await {|GRPCAUTH1001:bound.WithOptions(default).CountAsync|}("a");
        """, Setup);

    [Theory]
    [InlineData("provider.GetRequiredService<MagicOnionClientOptions>()")]
    [InlineData("options")]
    [InlineData("options.WithHost(\"a\")")]
    [InlineData("new MagicOnionClientOptions(invoker, null, default, [filter])")]
    [InlineData("new MagicOnionClientOptions(invoker, null, new CallOptions(Token.Headers), null).WithHost(\"a\")")]
    [InlineData("new MagicOnionClientOptions(invoker, null, default, null).WithFilters([filter])")]
    public Task Options_of_the_client_that_have_one_or_may(string options) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Desk
        {
            public static async Task<int> CountAsync(IServiceProvider provider, MagicOnionClientOptions options, IClientFilter filter)
            {
                var invoker = GrpcChannel.ForAddress("https://stock.example.com").CreateCallInvoker();
                return await MagicOnionClient.Create<IStock>({{options}}, null!).CountAsync("a" + options + provider + filter + invoker);
            }
        }
        """, Setup);

    [Fact]
    public Task A_call_that_passes_no_headers_although_its_siblings_do_gets_them() => Verify.Fixes("""
        public sealed class Desk(IStock stock)
        {
            public async Task<int> CountAsync() => await {|GRPCAUTH1004:stock.WithHeaders(Token.Headers).CountAsync|}("a");
            public async Task<int> ReserveAsync() => await stock.WithHeaders(Token.Headers).ReserveAsync("a", 1);
            public async Task WatchAsync() => await {|GRPCAUTH1003:stock.WatchAsync|}("a");
        }
        """, """
        public sealed class Desk(IStock stock)
        {
            public async Task<int> CountAsync() => await {|GRPCAUTH1004:stock.WithHeaders(Token.Headers).CountAsync|}("a");
            public async Task<int> ReserveAsync() => await stock.WithHeaders(Token.Headers).ReserveAsync("a", 1);
            public async Task WatchAsync() => await stock.WithHeaders(Token.Headers).WatchAsync("a");
        }
        """, Setup);

    [Theory]
    [InlineData("MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress(\"https://stock.example.com\")).WithHeaders(Token.Headers)")]
    [InlineData("MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress(\"https://stock.example.com\"), [new Auth()])")]
    public Task A_client_that_is_made_with_a_credential_elsewhere(string made) => Verify.Silent($$"""
        public static class Startup
        {
            public static IStock Stock() => {{made}};
        }

        public sealed class Desk(IStock stock)
        {
            public async Task<int> CountAsync() => await stock.WithHeaders(Token.Headers).CountAsync("a");
            public async Task<int> ReserveAsync() => await stock.WithHeaders(Token.Headers).ReserveAsync("a", 1);
            public async Task WatchAsync() => await stock.WatchAsync("a");
        }

        public sealed class Auth : IClientFilter
        {
            public ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
            {
                context.CallOptions.Headers!.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                return next(context);
            }
        }
        """, Setup);

    [Fact]
    public Task A_bare_call_over_a_channel_whose_other_calls_bring_headers_gets_them_too() => Verify.Fixes("""
        var stock = MagicOnionClient.Create<IStock>({|#0:GrpcChannel.ForAddress("https://stock.example.com")|});
        await stock.WithHeaders(Token.Headers).CountAsync("a");
        await {|GRPCAUTH1001:stock.ReserveAsync|}("a", 1);
        """, """
        var stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
        await {|GRPCAUTH1004:stock.WithHeaders(Token.Headers).CountAsync|}("a");
        await stock.WithHeaders(Token.Headers).ReserveAsync("a", 1);
        """, Setup);

    [Theory]
    [InlineData("await OtherAsync(stock, new Metadata { { \"authorization\", await read() } });")]
    [InlineData("var other = MagicOnionClient.Create<IStock>(channel, filters); await other.CountAsync(\"a\");")]
    public Task A_channel_of_another_client_that_may_bring_a_credential_is_left_alone(string other) => Verify.NotFixable($$"""
        public static class Desk
        {
            public static async Task CountAsync(IClientFilter[] filters, Func<Task<string>> read)
            {
                using var channel = {|#0:GrpcChannel.ForAddress("https://stock.example.com")|};
                var stock = MagicOnionClient.Create<IStock>(channel);
                {{other}}
                await {|GRPCAUTH1001:stock.ReserveAsync|}("a", 1);
            }

            private static async Task OtherAsync(IStock stock, Metadata own)
            {
                var other = stock.WithHeaders(own);
                await other.CountAsync("a");
            }
        }
        """, Setup);

    [Fact]
    public Task Headers_that_each_call_adds_by_hand() => Verify.Reports("""
        public sealed class Desk(Func<string> token)
        {
            private readonly IStock _stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));

            public async Task<int> CountAsync() => await {|GRPCAUTH1004:_stock.WithHeaders(Headers()).CountAsync|}("a");
            public async Task<int> ReserveAsync() => await _stock.WithHeaders(Headers()).ReserveAsync("a", 1);
            private Metadata Headers() => new() { { "authorization", "Bearer " + token() } };
        }
        """, Setup);

    [Fact]
    public Task Headers_that_are_made_once_and_a_credential_in_the_source() => Verify.Reports("""
        public sealed class Desk
        {
            private readonly IStock _stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));
            private readonly Metadata _headers = {|GRPCAUTH3001:new() { { "authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN") } }|};

            public async Task<int> CountAsync() => await _stock.WithHeaders({|#0:_headers|}).CountAsync("a");
            public async Task<int> ReserveAsync(string key) =>
                await _stock.WithHeaders(new Metadata { { "x-api-key", {|GRPCAUTH2001:"kj4h5kjh34k5jh"|} } }).ReserveAsync(key, 1);
        }
        """, Setup);
}
