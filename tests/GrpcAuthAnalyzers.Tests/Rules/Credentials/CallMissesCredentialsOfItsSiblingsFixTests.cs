using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CallMissesCredentialsOfItsSiblingsFixTests
{
    private const string Before = """
        public interface ITokens { string Token { get; } Task<string> GetAsync(); }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            private Metadata Headers() => new() { { "authorization", tokens.Token.Length > 0 ? "Bearer " + tokens.Token : throw new InvalidOperationException() } };

        
        """;

    [Theory]
    [InlineData("orders.GetOrder(new OrderRequest(), Headers())", "orders.ListOrders(new OrderRequest())", "orders.ListOrders(new OrderRequest(), Headers())")]
    [InlineData("orders.GetOrder(new OrderRequest(), Headers())", "orders.ListOrders(new OrderRequest(), null, DateTime.UtcNow)", "orders.ListOrders(new OrderRequest(), Headers(), DateTime.UtcNow)")]
    [InlineData("orders.GetOrder(new OrderRequest(), Headers())", "orders.ListOrders(new OrderRequest(), cancellationToken: default)", "orders.ListOrders(new OrderRequest(), Headers(), cancellationToken: default)")]
    [InlineData("orders.GetOrder(new OrderRequest(), Headers())", "orders.UploadOrders()", "orders.UploadOrders(Headers())")]
    [InlineData("orders.GetOrder(new OrderRequest(), new CallOptions(Headers()))", "orders.UploadOrders()", "orders.UploadOrders(Headers())")]
    [InlineData("orders.GetOrder(new OrderRequest(), Headers())", "orders.ListOrders(new OrderRequest(), new CallOptions(deadline: DateTime.UtcNow))", "orders.ListOrders(new OrderRequest(), new CallOptions(deadline: DateTime.UtcNow, headers: Headers()))")]
    [InlineData("orders.GetOrder(new OrderRequest(), Options)", "orders.ListOrders(new OrderRequest())", "orders.ListOrders(new OrderRequest(), Options)")]
    [InlineData("orders.GetOrder(new OrderRequest(), headers: Headers())", "orders?.ListOrders(new OrderRequest())", "orders?.ListOrders(new OrderRequest(), Headers())")]
    public Task The_call_gets_what_its_sibling_passes(string sibling, string call, string expected)
    {
        const string Rest = """

                private CallOptions Options => new(Headers());
            }
            """;
        var place = call[..call.IndexOf('(', StringComparison.Ordinal)];
        place = place.StartsWith("orders?", StringComparison.Ordinal) ? place["orders?".Length..] : place;
        return Verify.Fixes(
            Before + "    public object? First() => " + sibling + ";\n\n    public object? Second() => " + call.Replace(place + "(", "{|GRPCAUTH1003:" + place + "|}(", StringComparison.Ordinal) + ";\n" + Rest,
            Before + "    public object? First() => " + sibling + ";\n\n    public object? Second() => " + expected + ";\n" + Rest);
    }

    [Fact]
    public Task What_a_local_of_another_method_was_made_from() => Verify.Fixes(Before + """
            public async Task<object> First()
            {
                var headers = new Metadata
                {
                    { "authorization", await tokens.GetAsync() },
                };
                return await orders.GetOrderAsync(new OrderRequest(), headers);
            }

            public async Task<object> Second() => await {|GRPCAUTH1003:orders.GetOrderAsync|}(new OrderRequest());
        }
        """, Before + """
            public async Task<object> First()
            {
                var headers = new Metadata
                {
                    { "authorization", await tokens.GetAsync() },
                };
                return await {|GRPCAUTH1004:orders.GetOrderAsync|}(new OrderRequest(), headers);
            }

            public async Task<object> Second()
            {
                var token = await tokens.GetAsync();
                return await orders.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", token } });
            }
        }
        """);

    [Fact]
    public Task In_another_document_of_the_same_type() => Verify.FixesAll("""
        public sealed partial class Desk
        {
            public object Second() => {|GRPCAUTH1003:_orders.ListOrders|}(new OrderRequest());

            public object Third() => {|GRPCAUTH1003:_orders.TrackOrders|}();
        }
        """, """
        public sealed partial class Desk
        {
            public object Second() => _orders.ListOrders(new OrderRequest(), _headers());

            public object Third() => _orders.TrackOrders(_headers());
        }
        """, Setup.Usual with { Documents = [("Desk.First.cs", """
        public sealed partial class Desk(Orders.OrdersClient orders, string token)
        {
            private readonly Orders.OrdersClient _orders = orders;

            private Metadata _headers() => new() { { "x-api-key", token.Length > 0 ? token : throw new InvalidOperationException() } };

            public object First() => _orders.GetOrder(new OrderRequest(), _headers());

            public object Again() => _orders.GetOrder(new OrderRequest(), _headers());
        }
        """)] });

    [Theory]
    [InlineData("(string token) { var headers = new Metadata { { \"authorization\", token } }; return orders.GetOrder(new OrderRequest(), headers); }")]
    [InlineData("(string token) { return orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token } }); }")]
    [InlineData("() { var headers = new Metadata(); headers.Add(\"authorization\", tokens.Token); return orders.GetOrder(new OrderRequest(), headers); }")]
    [InlineData("() { return orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.Token /* the one of today */\n } }); }")]
    public Task Nothing_is_offered_where_the_headers_mean_nothing_at_the_call(string first) => Verify.NotFixable(Before + $$"""
            public object First{{first}}

            public object Second() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());
        }
        """);

    [Fact]
    public Task Nothing_is_offered_where_the_token_comes_after_the_call() => Verify.NotFixable(Before + """
            public async Task<object> First()
            {
                var headers = new Metadata();
                {|GRPCAUTH1003:orders.GetOrder|}(new OrderRequest());
                headers.Add("authorization", await tokens.GetAsync());
                return await orders.GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """);

    [Fact]
    public Task Nothing_is_offered_where_the_token_must_be_awaited() => Verify.NotFixable(Before + """
            public async Task<object> Awaits() => await orders.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", await tokens.GetAsync() } });

            public object Second() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());
        }
        """);

    [Theory]
    [InlineData("await tokens.GetAsync()", "()", "GetOrderAsync(new OrderRequest()", "await tokens.GetAsync()")]
    [InlineData("await tokens.ForAsync(ct)", "(CancellationToken ct)", "GetOrderAsync(new OrderRequest()", "await tokens.ForAsync(ct)")]
    [InlineData("await tokens.ForAsync(ct)", "(CancellationToken stop)", "GetOrderAsync(new OrderRequest()", "await tokens.ForAsync(stop)")]
    [InlineData("await tokens.ForAsync(ct)", "()", "GetOrderAsync(new OrderRequest()", "await tokens.ForAsync(CancellationToken.None)")]
    [InlineData("await tokens.ForAsync(ct)", "(CancellationToken one, CancellationTokenSource two)", "GetOrderAsync(new OrderRequest(), cancellationToken: two.Token", "await tokens.ForAsync(two.Token)")]
    public async Task A_token_that_is_awaited_in_place_is_awaited_in_the_call(string read, string parameters, string call, string expected)
    {
        var project = await ProjectUnderTest.CreateAsync(Before.Replace("Task<string> GetAsync();", "Task<string> GetAsync(); Task<string> ForAsync(CancellationToken cancellation);", StringComparison.Ordinal) + $$"""
                public async Task<object> Get(CancellationToken ct) => await orders.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", {{read}} } });

                public async Task<object> List{{parameters}} => await orders.{{call}});

                public object Other(CancellationToken ct) => (tokens.Token, Headers(), ct);
            }
            """, Setup.Usual);
        var text = await new FixPromise(Verify.ProductAnalyzer, Verify.ProductFixes).InAnyOrderAsync(project);
        Assert.Contains("var token = " + expected + ";", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("private readonly string _token = System.IO.File.ReadAllText(\"token\").Trim();", "_token")]
    [InlineData("private string? _token; private string Token() => _token ??= System.IO.File.ReadAllText(\"token\").Trim();", "Token()")]
    public async Task A_token_that_is_read_once_is_not_sent_with_one_more_call(string member, string token) => Assert.DoesNotContain(
        "ListOrders(new OrderRequest(), new",
        await FixPromise.HoldsAsync($$"""
            public sealed class Desk(Orders.OrdersClient orders)
            {
                {{member}}

                public object First() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + {{token}} } });

                public object Second() => orders.ListOrders(new OrderRequest());
            }
            """),
        StringComparison.Ordinal);

    [Fact]
    public async Task The_contract_holds() => Assert.Contains("orders.TrackOrders(Headers())", await FixPromise.HoldsAsync(Before + """
            public object First() => orders.GetOrder(new OrderRequest(), Headers());

            public object Second() => orders.GetOrder(new OrderRequest(), new CallOptions(Headers()));

            public object Third() => orders.ListOrders(new OrderRequest());

            public object Fourth() => orders.TrackOrders();
        }
        """), StringComparison.Ordinal);
}
