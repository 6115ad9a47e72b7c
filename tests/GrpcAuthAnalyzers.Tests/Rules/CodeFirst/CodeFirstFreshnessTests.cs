using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>GRPCAUTH3001 and GRPCAUTH3002 for clients of code-first libraries: filters, the factory of options, contexts and derived clients.</summary>
public sealed class CodeFirstFreshnessTests
{
    private static readonly Setup Setup = MagicOnionTests.Setup;

    private const string Headers = "new Metadata { { \"authorization\", \"Bearer \" + accounts.Login(new LoginRequest()).Token } }";

    [Theory]
    [InlineData("private string? _token;", "_token ??= (await _accounts.LoginAsync(new LoginRequest())).Token;", "{|GRPCAUTH3002:_token|}")]
    [InlineData("private readonly string _token = new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://login.example.com\")).Login(new LoginRequest()).Token;", "", "{|GRPCAUTH3002:_token|}")]
    [InlineData("private string? _token; private string Token() => _token ??= _accounts.Login(new LoginRequest()).Token;", "", "{|GRPCAUTH3002:Token()|}")]
    public Task A_filter_of_MagicOnion_that_keeps_its_token(string members, string before, string token) => Verify.Reports(Filter(members, before, token), Setup);

    [Theory]
    [InlineData("", "", "_accounts.Login(new LoginRequest()).Token")]
    [InlineData("private string? _token; public void Reset() => _token = null;", "_token ??= (await _accounts.LoginAsync(new LoginRequest())).Token;", "_token")]
    [InlineData("private string? _token; private DateTimeOffset _end;", "if (_token is null || _end < DateTimeOffset.UtcNow.AddMinutes(1)) { _token = (await _accounts.LoginAsync(new LoginRequest())).Token; _end = DateTimeOffset.UtcNow.AddHours(1); }", "_token")]
    public Task A_filter_of_MagicOnion_that_renews_its_token(string members, string before, string token) => Verify.Silent(Filter(members, before, token), Setup);

    [Fact]
    public Task A_filter_of_MagicOnion_that_is_made_for_one_method() => Verify.Silent(
        Filter("private string? _token;", "_token ??= (await _accounts.LoginAsync(new LoginRequest())).Token;", "_token")
            .Replace("private readonly IStock _stock = ", "private IStock Stock() => ", System.StringComparison.Ordinal)
            .Replace("await _stock.CountAsync", "await Stock().CountAsync", System.StringComparison.Ordinal),
        Setup);

    [Fact]
    public Task A_derived_client_that_is_kept_would_have_to_be_derived_for_each_call() => Verify.NotFixable($$"""
        public sealed class Desk
        {
            private readonly IStock _stock;

            public Desk(Accounts.AccountsClient accounts) => _stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com")).WithHeaders({|GRPCAUTH3001:{{Headers}}|});

            public async Task<int> CountAsync() => await _stock.CountAsync("a");
        }
        {{MagicOnionTests.Contract}}
        """, Setup);

    [Fact]
    public Task A_client_that_is_derived_for_each_call() => Verify.Silent($$"""
        public sealed class Desk(Accounts.AccountsClient accounts)
        {
            private readonly IStock _stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"));

            public async Task<int> CountAsync() => await _stock.WithHeaders({{Headers}}).CountAsync("a");

            public async Task<int> TwiceAsync()
            {
                var stock = _stock.WithHeaders({{Headers}});
                return await stock.CountAsync("a") + await stock.CountAsync("b");
            }
        }
        {{MagicOnionTests.Contract}}
        """, Setup);

    [Theory]
    [InlineData("private readonly CallContext _context = new(new CallOptions({|GRPCAUTH3001:HEADERS|}));")]
    [InlineData("private readonly CallContext _context = new CallOptions({|GRPCAUTH3001:HEADERS|});")]
    [InlineData("private readonly CallContext _context = new CallContext(new CallOptions({|GRPCAUTH3001:HEADERS|}), CallContextFlags.CaptureMetadata);")]
    [InlineData("private readonly CallContext _context; public Desk() => _context = new CallOptions({|GRPCAUTH3001:HEADERS|});")]
    [InlineData("private readonly CallContext _context; public Desk() { var headers = {|GRPCAUTH3001:HEADERS|}; CallOptions options = new(headers); _context = options; }")]
    [InlineData("private readonly CallContext _context; public Desk(string token) => _context = new CallContext(new CallOptions({|GRPCAUTH3001:new Metadata { { \"authorization\", \"Bearer \" + token } }|}));")]
    public Task A_context_of_protobuf_net_that_is_kept(string members) => Verify.Reports(Kept(members));

    [Theory]
    [InlineData("private CallContext _context => new(new CallOptions(HEADERS));")]
    [InlineData("private CallContext _context; public void Renew() => _context = new CallOptions(HEADERS);")]
    public Task A_context_of_protobuf_net_that_is_made_anew(string members) => Verify.Silent(Kept(members));

    private static string Kept(string members) => $$"""
        using Acme.Inventory;
        using ProtoBuf.Grpc;
        using ProtoBuf.Grpc.Client;

        public sealed class Desk
        {
            private static readonly Accounts.AccountsClient Login = new(GrpcChannel.ForAddress("https://login.example.com"));

            private readonly IInventory _inventory = GrpcChannel.ForAddress("https://inventory.example.com").CreateGrpcService<IInventory>();

            {{members.Replace("HEADERS", Headers.Replace("accounts", "Login"))}}

            public async Task<int> CountAsync() => (await _inventory.GetStockAsync(new StockRequest(), _context)).Count;
        }
        """;

    [Theory]
    [InlineData("var headers = {|GRPCAUTH3001:HEADERS|};", "() => new CallOptions(headers)")]
    [InlineData("var token = accounts.Login(new LoginRequest()).Token;", "() => new CallOptions(new Metadata { { \"authorization\", \"Bearer \" + {|GRPCAUTH3002:token|} } })")]
    public Task The_factory_of_options_captures_what_was_read_once(string before, string factory) => Verify.Reports(Factory(before, factory), Setup);

    [Theory]
    [InlineData("", "() => new CallOptions(HEADERS)")]
    [InlineData("var trace = new Metadata { { \"x-trace\", \"1\" } };", "() => new CallOptions(trace)")]
    public Task The_factory_of_options_reads_anew(string before, string factory) => Verify.Silent(Factory(before, factory), Setup);

    [Theory]
    [InlineData("private CallContext Context() => new CallContext(new CallOptions(new Metadata { { \"authorization\", \"Bearer \" + _accounts.Login(new LoginRequest()).Token } }));", "Context()")]
    [InlineData("", "new CallOptions(new Metadata { { \"authorization\", \"Bearer \" + _accounts.Login(new LoginRequest()).Token } })")]
    public Task A_context_of_protobuf_net_that_is_made_for_each_call(string member, string context) => Verify.Silent(Context(member, context));

    private static string Filter(string members, string before, string token) => $$"""
        public sealed class Auth(Accounts.AccountsClient accounts) : IClientFilter
        {
            private readonly Accounts.AccountsClient _accounts = accounts;

            {{members}}

            public async ValueTask<ResponseContext> SendAsync(RequestContext context, Func<RequestContext, ValueTask<ResponseContext>> next)
            {
                {{before}}
                context.CallOptions.Headers!.Add("authorization", "Bearer " + {{token}});
                return await next(context);
            }
        }

        public sealed class Desk(Accounts.AccountsClient accounts)
        {
            private readonly IStock _stock = MagicOnionClient.Create<IStock>(GrpcChannel.ForAddress("https://stock.example.com"), new IClientFilter[] { new Auth(accounts) });

            public async Task<int> CountAsync() => await _stock.CountAsync("a");
        }
        {{MagicOnionTests.Contract}}
        """;

    private static string Factory(string before, string factory) => $$"""
        public static class Clients
        {
            public static ClientFactory Create(Accounts.AccountsClient accounts)
            {
                {{before.Replace("HEADERS", Headers, System.StringComparison.Ordinal)}}
                return new ClientFactory(new ServiceModelGrpcClientOptions { DefaultCallOptionsFactory = {{factory.Replace("HEADERS", Headers, System.StringComparison.Ordinal)}} });
            }
        }
        """;

    private static string Context(string member, string context) => $$"""
        using Acme.Inventory;
        using ProtoBuf.Grpc;
        using ProtoBuf.Grpc.Client;

        public sealed class Desk
        {
            private readonly IInventory _inventory;
            private readonly Accounts.AccountsClient _accounts;

            {{member}}

            public Desk(GrpcChannel channel, Accounts.AccountsClient accounts)
            {
                _inventory = channel.CreateGrpcService<IInventory>();
                _accounts = accounts;
            }

            public async Task<int> CountAsync() => (await _inventory.GetStockAsync(new StockRequest(), {{context}})).Count;
        }
        """;
}
