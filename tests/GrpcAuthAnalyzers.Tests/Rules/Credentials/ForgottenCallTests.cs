using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Which call metadata was made for that nothing sends (1007): the fix passes it there, if it is plain which one is meant.</summary>
public sealed class ForgottenCallTests
{
    private const string Made = """{|GRPCAUTH1007:new Metadata { { "authorization", token } }|}""";

    [Theory]
    [InlineData("client.GetOrder(new OrderRequest(), headers: null); client.UploadOrders();")]
    [InlineData("client.UploadOrders(); if (headers.Count > 0) return;")]
    [InlineData("Console.WriteLine(client.GetOrder(new OrderRequest { Id = headers.Count.ToString() }));")]
    [InlineData("while (token.Length > 0) client.UploadOrders();")]
    [InlineData("do { client.UploadOrders(); } while (token.Length > 0);")]
    [InlineData("for (var i = 0; i < 2; i++) { client.UploadOrders(); }")]
    [InlineData("foreach (var (a, b) in pairs) client.GetOrder(new OrderRequest { Id = a + b });")]
    [InlineData("void Later() => client.UploadOrders(); Later();")]
    [InlineData("Action later = delegate { client.UploadOrders(); }; later();")]
    [InlineData("client.GetOrder(new OrderRequest(), new Metadata { { \"x-api-key\", token } });")]
    [InlineData("new Accounts.AccountsClient(client.ToString() is null ? null : GrpcChannel.ForAddress(token)).Login(new LoginRequest());")]
    public Task It_is_not_plain_which_call_is_meant(string statements) => Verify.NotFixable(Program("var headers = " + Made + "; " + statements));

    [Theory]
    [InlineData("Metadata headers; headers = " + Made + "; client.UploadOrders();")]
    [InlineData("Metadata? headers = token.Length > 0 ? " + Made + " : null; client.UploadOrders();")]
    [InlineData("switch (token) { case \"a\": var headers = " + Made + "; client.UploadOrders(); break; }")]
    [InlineData("client.UploadOrders(); var headers = " + Made + ";")]
    public Task The_metadata_is_not_a_local_of_the_block_of_the_call(string statements) => Verify.NotFixable(Program(statements));

    [Theory]
    [InlineData("{ client.UploadOrders(); }", "{ client.UploadOrders(headers); }")]
    [InlineData("headers.Add(\"x-request-id\", \"1\"); client.UploadOrders();", "headers.Add(\"x-request-id\", \"1\"); client.UploadOrders(headers);")]
    [InlineData("try { client.UploadOrders(); } finally { Console.WriteLine(); }", "try { client.UploadOrders(headers); } finally { Console.WriteLine(); }")]
    [InlineData("new Local().Call(token); client.UploadOrders();", "new Local().Call(token); client.UploadOrders(headers);")]
    public Task It_is_the_only_call_behind_it_in_its_block(string before, string after) => Verify.Fixes(
        Program("var headers = " + Made + "; " + before),
        Program("var headers = " + Made.Replace("{|GRPCAUTH1007:", "").Replace("|}", "") + "; " + after));

    [Theory]
    [InlineData("Metadata headers = {|GRPCAUTH1007:new() { { \"authorization\", token } }|};", "Metadata headers = new() { { \"authorization\", token } };")]
    [InlineData("Metadata? headers = {|GRPCAUTH1007:new() { { \"authorization\", token } }|};", "Metadata? headers = new() { { \"authorization\", token } };")]
    [InlineData("Grpc.Core.Metadata headers = {|GRPCAUTH1007:new() { { \"authorization\", token } }|};", "Grpc.Core.Metadata headers = new() { { \"authorization\", token } };")]
    [InlineData("var headers = {|GRPCAUTH1007:new global::Grpc.Core.Metadata { { \"authorization\", token } }|};", "var headers = new global::Grpc.Core.Metadata { { \"authorization\", token } };")]
    public Task However_its_type_is_written(string before, string after) =>
        Verify.Fixes(Program(before + " client.UploadOrders();"), Program(after + " client.UploadOrders(headers);"));

    [Fact]
    public Task In_top_level_statements() => Verify.Fixes(
        """
        var headers = {|GRPCAUTH1007:new Metadata { { "authorization", args[0] } }|};
        Console.WriteLine(Desk.Run(Desk.Client));
        Desk.Client.UploadOrders();

        internal static class Desk
        {
            internal static Orders.OrdersClient Client { get; set; } = null!;

            internal static object Run(Orders.OrdersClient client) => client.UploadOrders();
        }
        """,
        """
        var headers = new Metadata { { "authorization", args[0] } };
        Console.WriteLine(Desk.Run(Desk.Client));
        Desk.Client.UploadOrders(headers);

        internal static class Desk
        {
            internal static Orders.OrdersClient Client { get; set; } = null!;

            internal static object Run(Orders.OrdersClient client) => client.UploadOrders();
        }
        """);

    /// <summary>A call for which metadata was forgotten shows the next one to be the odd one out (1003), however the metadata is written.</summary>
    [Theory]
    [InlineData("Metadata headers = «new()»; headers.Add(\"authorization\", token);")]
    [InlineData("Metadata? headers = «new() { { \"authorization\", token } }»;")]
    [InlineData("Grpc.Core.Metadata headers = «new() { { \"authorization\", token } }»;")]
    [InlineData("var headers = «new global::Grpc.Core.Metadata { { \"authorization\", token } }»;")]
    [InlineData("var headers = «new Metadata { { \"authorization\", token } }»;")]
    public Task The_other_call_is_the_odd_one_out(string metadata) => Verify.Reports($$"""
        public sealed class Desk(Orders.OrdersClient orders)
        {
            public object Get(string token)
            {
                {{metadata.Replace("«", "{|GRPCAUTH1007:").Replace("»", "|}")}}
                return orders.GetOrder(new OrderRequest());
            }

            public object Other() => {|GRPCAUTH1003:orders.UploadOrders|}();
        }
        """);

    [Theory]
    [InlineData("Metadata headers = new(), others = new();", "others.Add(\"x-request-id\", token); Console.WriteLine(headers.Count + others.Count);")]
    [InlineData("Metadata headers; headers = «new Metadata { { \"authorization\", token } }»;", "")]
    [InlineData("var list = new List<Metadata>();", "Console.WriteLine(list);")]
    public Task No_call_is_the_odd_one_out(string metadata, string more)
    {
        var source = $$"""
            public sealed class Desk(Orders.OrdersClient orders)
            {
                public object Get(string token)
                {
                    {{metadata.Replace("«", "{|GRPCAUTH1007:").Replace("»", "|}")}}
                    {{more}}
                    return orders.GetOrder(new OrderRequest());
                }

                public object Other() => orders.UploadOrders();
            }
            """;
        return metadata.Contains('«') ? Verify.Reports(source) : Verify.Silent(source);
    }

    /// <summary>A class of that name which is no metadata of gRPC.</summary>
    [Fact]
    public Task Metadata_of_another_library_was_made_for_no_call() => Verify.Silent("""
        namespace Shop;

        public sealed class Metadata
        {
            public void Add(Grpc.Core.Metadata.Entry entry) => Console.WriteLine(entry.Key);
        }

        public sealed class Desk(Orders.OrdersClient orders)
        {
            public object Get(string token)
            {
                var headers = new Metadata();
                headers.Add(new Grpc.Core.Metadata.Entry("authorization", token));
                return orders.GetOrder(new OrderRequest());
            }

            public object Other() => orders.UploadOrders();
        }
        """);

    private static string Program(string statements) => $$"""
        public static class Program
        {
            private static readonly Dictionary<string, string> pairs = [];

            public static void Run(Orders.OrdersClient client, string token)
            {
                {{statements}}
            }

            private sealed class Local { public void Call(string text) => Console.WriteLine(text + pairs.Count); }
        }
        """;
}
