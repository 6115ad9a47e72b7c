using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1009: an entry that is added again for each call, to metadata that outlives the call.</summary>
public sealed class RepeatedEntryTests
{
    private const string Add = "_headers.Add(\"authorization\", token);";
    private const string Reported = "{|GRPCAUTH1009:_headers.Add(\"authorization\", token)|};";

    [Theory]
    [InlineData("public Order Get(string token) { " + Reported + " return _client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public Order Get(string token) { " + Reported + " return Client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public Order Get(string token) { " + Reported + " return given.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public Order Get(string token) { " + Reported + " return this._client.GetOrder(new OrderRequest(), new CallOptions(this._headers)); }")]
    [InlineData("public void Get(string token) { " + Reported + " _client.GetOrder(new OrderRequest(), _headers); _headers.Add(\"x-trace\", token); }")]
    [InlineData("public static void Get(string token) { {|GRPCAUTH1009:s_headers.Add(\"authorization\", token)|}; s_client.GetOrder(new OrderRequest(), s_headers); }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); do { {|GRPCAUTH1009:headers.Add(\"authorization\", token)|}; _client.GetOrder(new OrderRequest(), headers); } while (token != \"\"); }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); while (token != \"\") { {|GRPCAUTH1009:headers.Add(\"authorization\", token)|}; _client.GetOrder(new OrderRequest(), headers); } }")]
    public Task Each_call_sends_one_more(string member) => Verify.Reports(Keeper(member));

    [Theory]
    [InlineData("public Order Get(string token, Orders.OrdersClient client) { " + Add + " return client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public Order Get(string token) { var client = Given.Client(); " + Add + " return client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public Order Get(string token, Holder holder) { " + Add + " return holder.Client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public void Get(string token) { foreach (var c in token) { " + Add + " _client.GetOrder(new OrderRequest(), _headers); } }")]
    [InlineData("public void Get(string token) { _client.GetOrder(new OrderRequest(), _headers); " + Add + " }")]
    [InlineData("public void Get(string token) { " + Add + " foreach (var c in token) _client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public void Get(string token) { if (token != \"\") " + Add + " _client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public void Get(string token) { " + Add + " Given.Fill!(_headers); _client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public void Get(string token) { " + Add + " Action call = () => _client.GetOrder(new OrderRequest(), _headers); call(); }")]
    [InlineData("public Order Last { get { var token = Environment.MachineName; " + Add + " return _client.GetOrder(new OrderRequest(), _headers); } }")]
    [InlineData("public Action<string> Getter => token => { " + Add + " _client.GetOrder(new OrderRequest(), _headers); };")]
    [InlineData("public void Get(string token) { _headers = new Metadata(); " + Add + " _client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public void Get(string token, Keeper other) { other._headers.Add(\"authorization\", token); other._client.GetOrder(new OrderRequest(), other._headers); }")]
    [InlineData("public void Get(string token) { Shared.Add(\"authorization\", token); _client.GetOrder(new OrderRequest(), Shared); }")]
    [InlineData("public void Connect(string token) { " + Add + " _client.GetOrder(new OrderRequest(), _headers); }")]
    [InlineData("public void Get(string token) { Metadata headers = new(); foreach (var c in token) { headers = new Metadata(); headers.Add(\"authorization\", token); _client.GetOrder(new OrderRequest(), headers); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) { if (c == 'a') headers.Add(\"authorization\", token); _client.GetOrder(new OrderRequest(), headers); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) { switch (c) { case 'a': headers.Add(\"authorization\", token); break; } _client.GetOrder(new OrderRequest(), headers); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) { Action add = () => headers.Add(\"authorization\", token); if (c == 'a') add(); _client.GetOrder(new OrderRequest(), headers); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) { void Fill() => headers.Add(\"authorization\", token); if (c == 'a') Fill(); _client.GetOrder(new OrderRequest(), headers); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) { try { _client.GetOrder(new OrderRequest(), headers); } catch (RpcException) { headers.Add(\"authorization\", token); } _client.GetOrder(new OrderRequest(), headers); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) { Action call = () => { headers.Add(\"authorization\", token); _client.GetOrder(new OrderRequest(), headers); }; if (c == 'a') call(); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) { void Call() { headers.Add(\"authorization\", token); _client.GetOrder(new OrderRequest(), headers); } if (c == 'a') Call(); } }")]
    [InlineData("public void Get(string token) { var headers = new Metadata(); foreach (var c in token) headers.Add(\"authorization\", token); _client.GetOrder(new OrderRequest(), headers); }")]
    public Task An_entry_for_one_call_or_for_what_is_not_known_is_silent(string member) => Verify.Silent(Keeper(member));

    [Fact]
    public Task A_constructor_that_calls_adds_once() => Verify.Silent("""
        public sealed class Keeper
        {
            private readonly Metadata _headers = new();

            public Keeper(Orders.OrdersClient client, string token)
            {
                _headers.Add("authorization", token);
                Order = client.GetOrder(new OrderRequest(), _headers);
            }

            public Order Order { get; }
        }
        """);

    [Fact]
    public Task A_field_that_another_method_sets() => Verify.Silent("""
        public sealed class Keeper(Orders.OrdersClient client)
        {
            private Metadata _headers = null!;

            public void Reset() => _headers = new Metadata();

            public Order Get(string token)
            {
                _headers.Add("authorization", token);
                return client.GetOrder(new OrderRequest(), _headers);
            }
        }

        public sealed class Other(Orders.OrdersClient client)
        {
            private Metadata? _headers;

            public void Reset() => _headers = new Metadata();

            public Order Get(string token)
            {
                _headers!.Add("authorization", token);
                return client.GetOrder(new OrderRequest(), _headers);
            }
        }
        """);

    [Fact]
    public Task An_object_that_is_made_for_each_request() => Verify.Silent("""
        public sealed class OrdersController(Orders.OrdersClient client) : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            private readonly Metadata _headers = new();

            public string Get(string token)
            {
                _headers.Add("authorization", token);
                return client.GetOrder(new OrderRequest(), _headers).Id;
            }
        }
        """);

    [Fact]
    public Task A_field_in_another_document() => Verify.Silent("""
        public sealed partial class Keeper(Orders.OrdersClient client)
        {
            public Order Get(string token)
            {
                _headers.Add("authorization", token);
                return client.GetOrder(new OrderRequest(), _headers);
            }
        }
        """, Setup.Usual with { Documents = [("/0/Keeper.Headers.cs", "partial class Keeper { private readonly Metadata _headers = new(); }")] });

    [Fact]
    public Task Three_entries_are_two_too_many() => Verify.Reports("""
        public static class Calls
        {
            public static Order Get(Orders.OrdersClient orders, string token) => orders.GetOrder(new OrderRequest(), new Metadata
            {
                {|#0:{ "authorization", token }|},
                { "x-api-key", token },
                {|GRPCAUTH1009:{ "authorization", token }|},
                {|GRPCAUTH1009:{ "authorization", token }|},
                {|GRPCAUTH1009:{ "x-api-key", token }|},
            });
        }
        """);

    /// <summary>The second in the source is one too many, through whichever variable it is added.</summary>
    [Theory]
    [InlineData("var same = headers; {|#0:same.Add(\"authorization\", token)|}; {|GRPCAUTH1009:headers.Add(\"authorization\", token)|};")]
    [InlineData("var same = headers; {|#0:headers.Add(\"authorization\", token)|}; {|GRPCAUTH1009:same.Add(\"authorization\", token)|};")]
    public Task Two_entries_through_two_variables(string statements) => Verify.Reports($$"""
        public static class Calls
        {
            public static Order Get(Orders.OrdersClient orders, string token)
            {
                var headers = new Metadata();
                {{statements}}
                return orders.GetOrder(new OrderRequest(), headers);
            }
        }
        """);

    private static string Keeper(string member) => $$"""
        public sealed class Holder
        {
            public Orders.OrdersClient Client { get; set; } = null!;
        }

        public static class Given
        {
            public static Orders.OrdersClient Client() => Kept.Client;

            public static Action<Metadata>? Fill { get; set; }

            public static Holder Kept { get; set; } = new();
        }

        public sealed class Keeper(Orders.OrdersClient given)
        {
            private Metadata _headers = new();
            private static readonly Metadata s_headers = new();
            private static readonly Orders.OrdersClient s_client = Given.Kept.Client;
            private readonly Orders.OrdersClient _client = given;

            public Orders.OrdersClient Client => _client;

            public static Metadata Shared { get; } = new();

            public static string State => s_client + "";

            public override string ToString() => given + "";

            {{member}}
        }
        """;
}
