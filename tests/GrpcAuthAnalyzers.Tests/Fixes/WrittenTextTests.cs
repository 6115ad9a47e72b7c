using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>How the text of a fix stands in the file: a long read becomes a local where nothing runs earlier or later for it, and braces stand as those of the file.</summary>
public sealed class WrittenTextTests
{
    private const string Check = "?? throw new InvalidOperationException(\"The environment variable 'GRPC_ORDERS_TOKEN' is not set.\")";

    [Theory]
    [InlineData("return client.GetOrder(r, HEADERS);", "return client.GetOrder(r, NEW);")]
    [InlineData("if (client.GetOrder(r, HEADERS) is { } order)\n            return order;\n        return new Order();", "if (client.GetOrder(r, NEW) is { } order)\n            return order;\n        return new Order();")]
    [InlineData("using (client.TrackOrders(HEADERS))\n            return new Order();", "using (client.TrackOrders(NEW))\n            return new Order();")]
    [InlineData("var (order, other) = (client.GetOrder(r, HEADERS), 1);\n        return other == 1 ? order : new Order();", "var (order, other) = (client.GetOrder(r, NEW), 1);\n        return other == 1 ? order : new Order();")]
    public Task A_long_read_is_a_local_before_the_statement(string before, string after) => FixPromise.WritesAsync(
        "var token = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_TOKEN\")\n            ?? throw new InvalidOperationException(\"The environment variable 'GRPC_ORDERS_TOKEN' is not set.\");\n        "
            + after.Replace("NEW", "new Metadata { { \"authorization\", $\"Bearer {token}\" } }", StringComparison.Ordinal),
        Method("OrderRequest r", before));

    [Theory]
    [InlineData("Order One() => client.GetOrder(r, HEADERS);\n        return One();", "Order One()\n        {\n            var token")]
    [InlineData("Func<Order> one = () => client.GetOrder(r, HEADERS);\n        return one();", "?? throw")]
    [InlineData("while (client.GetOrder(r, HEADERS).Id.Length > 0)\n            r.Id += 1;\n        return new Order();", "?? throw")]
    [InlineData("if (r.Id.Length > 3)\n            return new Order();\n        else if (client.GetOrder(r, HEADERS) is { } order)\n            return order;\n        return new Order();", "?? throw")]
    [InlineData("return r.Id.Length > 3 && client.GetOrder(r, HEADERS).Id.Length > 1 ? new Order() : new Order();", "?? throw")]
    [InlineData("return r.Id switch { \"\" => new Order(), _ => client.GetOrder(r, HEADERS) };", "?? throw")]
    [InlineData("return client.GetOrder(Make(), HEADERS);\n        OrderRequest Make() => r;", "?? throw")]
    [InlineData("foreach (var line in r.Id.Split('.'))\n            client.GetOrder(r, HEADERS);\n        return new Order();", "?? throw")]
    public async Task Where_the_read_would_run_earlier_or_more_often_the_check_has_a_line_of_its_own(string before, string after)
    {
        var text = await FixPromise.HoldsAsync(Method("OrderRequest r", before));
        Assert.Contains(after, text, StringComparison.Ordinal);
        Assert.Equal(after.Contains("token", StringComparison.Ordinal), text.Contains("var token", StringComparison.Ordinal));
        Assert.DoesNotContain("(\"GRPC_ORDERS_TOKEN\") ??", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task Two_calls_of_a_block_share_the_local() => FixPromise.WritesAsync(
        """
                first.Add("authorization", $"Bearer {token}");
                second.Add("authorization", $"Bearer {token}");
                return new Order();
        """,
        Method("Metadata first, Metadata second", """
            first.Add("authorization", "Bearer archive-writer-88c4");
                    second.Add("authorization", "Bearer archive-writer-88c4");
                    return new Order();
            """));

    [Fact]
    public Task The_local_has_a_name_that_the_method_does_not_use() => FixPromise.WritesAsync(
        "new Metadata { { \"authorization\", $\"Bearer {grpcOrdersToken}\" } }",
        Method("OrderRequest r, string token", "return client.GetOrder(r, HEADERS, null, token.Length > 0 ? default : new CancellationToken());"));

    [Fact]
    public Task An_expression_body_becomes_a_block() => FixPromise.WritesAsync(
        """
            public async Task<Order> GetAsync(OrderRequest r)
            {
                var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                return await client.GetOrderAsync(
                    r,
                    new Metadata { { "authorization", $"Bearer {token}" } });
            }
        """,
        """
        public sealed class Desk(Orders.OrdersClient client)
        {
            public async Task<Order> GetAsync(OrderRequest r) => await client.GetOrderAsync(
                r,
                new Metadata { { "authorization", "Bearer archive-writer-88c4" } });
        }
        """);

    [Theory]
    [InlineData(null, "=> {\n", "new GrpcChannelOptions {\n")]
    [InlineData("[*.cs]\ncsharp_new_line_before_open_brace = none", "=> {\n", "new GrpcChannelOptions {\n")]
    [InlineData("[*.cs]\ncsharp_new_line_before_open_brace = methods, types, lambdas", "=>\n", "new GrpcChannelOptions {\n")]
    [InlineData("[*.cs]\ncsharp_new_line_before_open_brace = all", "=>\n", "new GrpcChannelOptions\n")]
    public async Task Braces_stand_as_the_options_say_or_as_those_of_the_file(string? options, string lambda, string initializer)
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class Desk {
                private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

                public Order Get(OrderRequest r) {
                    return _client.GetOrder(r);
                }
            }
            """, Setup.Usual with { EditorConfig = options });
        Assert.Contains(lambda, text, StringComparison.Ordinal);
        Assert.Contains(initializer, text, StringComparison.Ordinal);
        Assert.Contains("\n                    " + Check, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://orders.internal", "var invoker = channel.Intercept(metadata =>")]
    [InlineData("http://orders.internal", "var one = new Orders.OrdersClient(invoker);\n        var two = new Orders.OrdersClient(invoker);")]
    public Task Clients_of_one_method_share_the_interceptor(string address, string expected) => FixPromise.WritesAsync(expected, $$"""
        public static class Desk
        {
            public static void Run(OrderRequest r)
            {
                var channel = GrpcChannel.ForAddress("{{address}}");
                var one = new Orders.OrdersClient(channel);
                var two = new Orders.OrdersClient(channel);
                one.GetOrder(r);
                two.GetOrder(r);
            }
        }
        """);

    [Theory]
    [InlineData("#region usings\nusing System.Threading.Tasks;\nusing Acme.Orders;\nusing Grpc.Core;\n#endregion", "#region usings\nusing System;\nusing System.Threading.Tasks;")]
    [InlineData("using Acme.Orders;\nusing Grpc.Core;\nusing System.Threading.Tasks;", "using Grpc.Core;\nusing System;\nusing System.Threading.Tasks;")]
    [InlineData("// Copyright Acme.\n\nusing Acme.Orders;\nusing Grpc.Core;", "// Copyright Acme.\n\nusing System;\nusing Acme.Orders;")]
    public Task A_using_directive_stands_in_the_order_of_the_file(string before, string after) => FixPromise.WritesAsync(after, before + """


        public static class Desk
        {
            public static object Get(Orders.OrdersClient client, OrderRequest r) =>
                client.GetOrder(r, new Metadata { { "authorization", "Bearer archive-writer-88c4" } });
        }
        """, Setup.Usual with { GlobalUsings = false });

    [Fact]
    public Task A_block_on_one_line_keeps_its_statements() => FixPromise.WritesAsync(
        "{ return client.GetOrder(r, new Metadata { { \"authorization\", \"Bearer \" + (Environment.GetEnvironmentVariable(\"GRPC_ORDERS_TOKEN\")\n        ?? throw",
        """
        public sealed class Desk(Orders.OrdersClient client)
        {
            public Order Get(OrderRequest r) { return client.GetOrder(r, new Metadata { { "authorization", "Bearer archive-writer-88c4" } }); }
        }
        """);

    private static string Method(string parameters, string statements) => $$"""
        public sealed class Desk(Orders.OrdersClient client)
        {
            public Order Get({{parameters}})
            {
                {{statements.Replace("HEADERS", "new Metadata { { \"authorization\", \"Bearer archive-writer-88c4\" } }", StringComparison.Ordinal)}}
            }
        }
        """;
}
