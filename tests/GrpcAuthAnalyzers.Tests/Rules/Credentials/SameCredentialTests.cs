using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>When two calls send the same credential, so that one place could add it for both (1004).</summary>
public sealed class SameCredentialTests
{
    [Theory]
    [InlineData("_tokens.Token", "this._tokens.Token")]
    [InlineData("\"Bearer \" + _tokens.Token", "$\"Bearer {_tokens.Token}\"")]
    [InlineData("_tokens.Token ?? throw new InvalidOperationException()", "_tokens.Token")]
    [InlineData("_tokens.For(\"a\")", "_tokens.For(tenant: \"a\")")]
    [InlineData("_tokens[\"a\"]", "_tokens[\"a\"]")]
    [InlineData("(string)_tokens.Token!", "_tokens.Token")]
    [InlineData("_tokens.Get(stop)", "_tokens.Get(default)")]
    [InlineData("_tokens.Get(stop)", "_tokens.Get(CancellationToken.None)")]
    [InlineData("Signed(_tokens.Token)", "Signed(_tokens.Token)")]
    [InlineData("Shared", "Desk.Shared")]
    [InlineData("Twice(_tokens)", "Twice(_tokens)")]
    [InlineData("tokens.Token", "tokens.Token")]
    [InlineData("_tokens.With(null)", "_tokens.With(null)")]
    public Task They_send_the_same(string first, string second) => Verify.Reports(Desk(first, second, "{|GRPCAUTH1004:orders.GetOrder|}"));

    [Theory]
    [InlineData("_tokens.Token", "_others.Token")]
    [InlineData("_tokens.Token", "_tokens.Other")]
    [InlineData("\"Bearer \" + _tokens.Token", "\"Basic \" + _tokens.Token")]
    [InlineData("_tokens.Token + \"a\"", "_tokens.Token + \"b\"")]
    [InlineData("$\"{_tokens.Token}a\"", "$\"{_tokens.Token}b\"")]
    [InlineData("_tokens[\"a\"]", "_tokens[\"b\"]")]
    [InlineData("_tokens.For(\"a\")", "_tokens.For(\"b\")")]
    [InlineData("_tokens.With(null)", "_tokens.With(\"a\")")]
    [InlineData("$\"{_tokens.Token,9}\"", "$\"{_tokens.Token,9}\"")]
    [InlineData("$\"{_tokens.Token:x}\"", "$\"{_tokens.Token:x}\"")]
    [InlineData("_tokens.Token ?? _others.Token", "_tokens.Token ?? _others.Token")]
    [InlineData("_tokens.Token.Substring(index)", "_tokens.Token.Substring(index)")]
    [InlineData("Signed(_tokens.Token)", "Signed(_others.Token)")]
    [InlineData("_tokens.Token + index", "_tokens.Token + index")]
    [InlineData("accessor.HttpContext!.Request.Headers[\"Authorization\"]!", "accessor.HttpContext!.Request.Headers[\"Authorization\"]!")]
    [InlineData("Incoming", "Incoming")]
    [InlineData("ReadIncoming()", "ReadIncoming()")]
    public Task They_may_send_different_ones(string first, string second) => Verify.Silent(Desk(first, second, "orders.GetOrder"));

    [Fact]
    public Task A_local_that_is_written_twice_is_not_followed() => Verify.Silent(Desk("_tokens.Token", "local", "orders.GetOrder", "var local = _tokens.Token; if (index > 1) local = _others.Token;"));

    [Fact]
    public Task A_local_that_is_written_once_is() => Verify.Reports(Desk("_tokens.Token", "local", "{|GRPCAUTH1004:orders.GetOrder|}", "var local = _tokens.Token;"));

    // A helper that makes the metadata of one call gets the token of it.
    [Theory]
    [InlineData("Headers(tokens.Token)", "Headers(tokens.Token)", true)]
    [InlineData("Headers(tokens.Token)", "Headers(others.Token)", false)]
    [InlineData("Headers(tokens.Token)", "Headers(given)", false)]
    public Task Of_a_helper_that_gets_the_token(string first, string second, bool isReported)
    {
        var source = $$"""
            public interface ITokens { string Token { get; } }

            public sealed class Desk(Orders.OrdersClient orders, ITokens tokens, ITokens others)
            {
                public Order Get() => CALL(new OrderRequest(), {{first}});

                public object List(string given) => orders.ListOrders(new OrderRequest { Id = given + others.Token }, {{second}});

                private static Metadata Headers(string token) => new() { { "authorization", "Bearer " + token } };
            }
            """;
        return isReported ? Verify.Reports(source.Replace("CALL", "{|GRPCAUTH1004:orders.GetOrder|}")) : Verify.Silent(source.Replace("CALL", "orders.GetOrder"));
    }

    [Fact]
    public Task Only_of_the_header_that_is_the_same() => Verify.Reports("""
        public interface ITokens { string Token { get; } string Other { get; } }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => {|GRPCAUTH1004:orders.GetOrder|}(new OrderRequest(), new Metadata { { "authorization", tokens.Token }, { "x-api-key", tokens.Token } });

            public object List() => orders.ListOrders(new OrderRequest(), new Metadata { { "x-api-key", tokens.Other }, { "authorization", tokens.Token } });

            public object Upload() => orders.UploadOrders(new Metadata { { "x-session-token", tokens.Other } });
        }
        """, message: "'authorization' is added by hand to 2 calls on 'orders'; a call written without it fails with Unauthenticated");

    // What is once another value stays so, though two calls behind it send the same.
    [Fact]
    public Task Another_value_in_front_of_two_that_are_the_same() => Verify.Silent("""
        public interface ITokens { string Token { get; } string Other { get; } }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", tokens.Other } });

            public object List() => orders.ListOrders(new OrderRequest(), new Metadata { { "authorization", tokens.Token } });

            public object Upload() => orders.UploadOrders(new Metadata { { "authorization", tokens.Token } });
        }
        """);

    // Metadata that one method makes for two of its calls is one hand, and the third call another.
    [Fact]
    public Task Metadata_for_two_calls_and_one_for_another() => Verify.Reports("""
        public interface ITokens { string Token { get; } }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public void Two()
            {
                var headers = new Metadata { { "authorization", tokens.Token } };
                {|GRPCAUTH1004:orders.GetOrder|}(new OrderRequest(), headers);
                {|#0:orders.ListOrders|}(new OrderRequest(), headers);
            }

            public object Upload() => {|#1:orders.UploadOrders|}(new Metadata { { "authorization", tokens.Token } });
        }
        """, message: "'authorization' is added by hand to 3 calls on 'orders'; a call written without it fails with Unauthenticated");

    // Either branch is the metadata of the one call: one hand.
    [Fact]
    public Task Two_alternatives_of_one_call() => Verify.Silent("""
        public interface ITokens { string Token { get; } }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get(bool traced)
            {
                var headers = traced ? new Metadata { { "authorization", tokens.Token }, { "x-trace", "1" } } : new Metadata { { "authorization", tokens.Token } };
                return orders.GetOrder(new OrderRequest(), headers);
            }
        }
        """);

    private static string Desk(string first, string second, string call, string locals = "") => $$"""
        using Microsoft.AspNetCore.Http;

        public interface ITokens
        {
            string Token { get; }
            string Other { get; }
            string this[string tenant] { get; }
            string For(string tenant);
            string With(string? tenant);
            string Get(CancellationToken stop);
        }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens, ITokens others, IHttpContextAccessor accessor)
        {
            private readonly ITokens _tokens = tokens;
            private readonly ITokens _others = others;

            private static string Shared => Environment.GetEnvironmentVariable("TOKEN")!;

            private string Incoming => accessor.HttpContext!.Request.Headers["Authorization"]!;

            public Order Get(int index, CancellationToken stop) => {{call}}(new OrderRequest { Id = index + stop.ToString() }, new Metadata { { "authorization", {{first}} } });

            public object List(int index, CancellationToken stop)
            {
                {{locals}}
                return orders.ListOrders(new OrderRequest { Id = index + stop.ToString() }, new Metadata { { "authorization", {{second}} } });
            }

            private static string Signed(string token) => "Bearer " + token;

            private static string Twice(ITokens tokens) => tokens.Token == "" ? tokens.Other : tokens.Token;

            private string ReadIncoming() => accessor.HttpContext!.Request.Headers["Authorization"]!;

            public override string ToString() => Incoming + ReadIncoming() + Shared + Signed("") + Twice(_others) + tokens;
        }
        """;
}
