using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class MetadataNeverSentTests
{
    [Theory]
    [InlineData("var headers = {|GRPCAUTH1007:new Metadata { { \"authorization\", \"Bearer \" + token } }|};")]
    [InlineData("var headers = {|GRPCAUTH1007:new Metadata()|}; headers.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("var headers = {|GRPCAUTH1007:new Metadata()|}; headers.Add(new Metadata.Entry(\"x-api-key\", token)); Console.WriteLine(headers.Count);")]
    [InlineData("Metadata headers = {|GRPCAUTH1007:new() { { \"x-api-key\", token } }|};")]
    [InlineData("Metadata? headers = null; if (token.Length > 0) headers = {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|};")]
    [InlineData("Metadata? headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(headers is null);")]
    [InlineData("Metadata? headers = null; headers ??= {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|}; headers?.Add(\"x-request-id\", \"1\");")]
    [InlineData("var headers = {|GRPCAUTH1007:new Metadata { { \"x-request-id\", \"1\" } }|}; if (headers.Get(\"authorization\") == null) headers.Add(\"authorization\", token);")]
    [InlineData("var headers = {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|}; Console.WriteLine(headers); Console.WriteLine(\"{0} {1}\", nameof(headers), headers);")]
    [InlineData("var headers = {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|}; Action later = () => headers.Add(\"x-request-id\", \"1\"); later();")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(headers == null);")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(null != headers);")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(headers is not null);")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(headers is { });")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(headers is not { });")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(headers is Metadata);")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(headers is not Metadata);")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(ReferenceEquals(headers, null));")]
    [InlineData("var headers = token.Length > 0 ? {|GRPCAUTH1007:new Metadata { { \"authorization\", token } }|} : null; Console.WriteLine(!(headers is { }));")]
    public Task Metadata_that_is_only_filled_and_looked_at(string statements) => Verify.Reports($$"""
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, string token)
            {
                {{statements}}
                client.GetOrder(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task The_message_names_the_variable_and_the_first_credential() => Verify.Reports("""
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, string token)
            {
                var {|#0:headers|} = {|GRPCAUTH1007:new Metadata { { "x-request-id", "1" }, { "x-api-key", token }, { "authorization", token } }|};
                client.GetOrder(new OrderRequest());
            }
        }
        """, message: "'headers' contains 'x-api-key' but is not passed to any call, so it is never sent");

    // The fix of 1007 makes the other call the odd one out, so it is that already before.
    [Fact]
    public Task Beside_a_call_that_is_the_odd_one_out_then() => Verify.Reports("""
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, string token)
            {
                Action later = () =>
                {
                    var headers = {|GRPCAUTH1007:new Metadata { { "authorization", token } }|};
                    client.GetOrder(new OrderRequest());
                };
                later();
                {|GRPCAUTH1003:client.GetOrder|}(new OrderRequest());
            }
        }
        """);

    [Fact]
    public Task In_a_private_field() => Verify.Reports("""
        public sealed partial class Gateway(Orders.OrdersClient client, Func<string> token)
        {
            private readonly Metadata _headers = {|GRPCAUTH1007:new Metadata { { "authorization", "Bearer " + token() } }|};
            private Metadata? _others;

            public Order Get()
            {
                _headers.Add("x-request-id", "1");
                return client.GetOrder(new OrderRequest());
            }
        }

        partial class Gateway
        {
            public void Reset()
            {
                _others = {|GRPCAUTH1007:new Metadata { { "x-api-key", token() } }|};
            }
        }
        """, message: "'_headers' contains 'authorization' but is not passed to any call, so it is never sent");

    [Fact]
    public Task In_top_level_statements_of_a_call_that_is_reported_too() => Verify.Reports("""
        var headers = {|GRPCAUTH1007:new Metadata { { "authorization", "Bearer " + args[0] } }|};
        var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
        await {|GRPCAUTH1001:client.GetOrderAsync|}(new OrderRequest());
        """);

    [Fact]
    public Task In_old_C_sharp() => Verify.Reports("""
        using Grpc.Core;

        public static class Program
        {
            public static void Run(string token)
            {
                var headers = {|GRPCAUTH1007:new Metadata()|};
                headers.Add("authorization", token);
            }
        }
        """, Setup.Usual with { Language = LanguageVersion.CSharp7_3 });

    [Fact]
    public Task In_a_test_project_that_wants_the_same() => Verify.Reports("""
        public static class Program
        {
            public static void Run(string token)
            {
                var headers = {|GRPCAUTH1007:new Metadata { { "authorization", token } }|};
            }
        }
        """, Setup.Usual with { EditorConfig = "grpc_auth.tests = same", GlobalConfig = "build_property.IsTestProject = true" });
}
