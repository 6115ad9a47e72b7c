using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class MetadataNeverSentSilentTests
{
    private const string Made = "var headers = new Metadata { { \"authorization\", \"Bearer \" + token } };";

    [Theory]
    [InlineData(Made + "client.GetOrder(new OrderRequest(), headers);")]
    [InlineData(Made + "client.GetOrder(new OrderRequest(), new CallOptions(headers));")]
    [InlineData(Made + "var options = new CallOptions(headers: headers);")]
    [InlineData(Made + "Fill(headers);")]
    [InlineData(Made + "headers.Complete();")]
    [InlineData(Made + "var other = headers; client.GetOrder(new OrderRequest(), other);")]
    [InlineData(Made + "foreach (var entry in headers) kept.Add(entry);")]
    [InlineData(Made + "headers.ToList().ForEach(kept.Add);")]
    [InlineData(Made + "kept.Add(headers[0]);")]
    [InlineData(Made + "kept.Add(headers.Get(\"authorization\")!);")]
    [InlineData(Made + "kept.Add(\"x\", headers.GetValue(\"authorization\")!);")]
    [InlineData(Made + "var entries = new Metadata.Entry[1]; headers.CopyTo(entries, 0);")]
    [InlineData(Made + "Action later = () => client.GetOrder(new OrderRequest(), headers); later();")]
    [InlineData(Made + "Action<Metadata.Entry> add = headers.Add; add(new Metadata.Entry(\"a\", \"b\"));")]
    [InlineData(Made + "throw new RpcException(Status.DefaultCancelled, headers);")]
    [InlineData(Made + "var holder = new { headers }; Console.WriteLine(holder);")]
    [InlineData(Made + "var pair = (headers, 1); Console.WriteLine(pair);")]
    [InlineData(Made + "if (headers is { Count: 1 } found) client.GetOrder(new OrderRequest(), found);")]
    [InlineData(Made + "ref var alias = ref headers; client.GetOrder(new OrderRequest(), alias);")]
    [InlineData("var headers = new Metadata { { \"x-request-id\", token } };")]
    [InlineData("var headers = new Metadata { { token, token } };")]
    [InlineData("var headers = new Metadata();")]
    [InlineData("Metadata headers; client.GetOrder(new OrderRequest(), headers = new Metadata { { \"authorization\", token } });")]
    [InlineData("client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token } });")]
    [InlineData("var list = new List<Metadata> { new Metadata { { \"authorization\", token } } };")]
    [InlineData(Made + "if (headers is { } found) client.GetOrder(new OrderRequest(), found);")]
    [InlineData(Made + "if (headers is not Metadata found) return; client.GetOrder(new OrderRequest(), found);")]
    public Task Metadata_that_goes_somewhere_or_holds_no_credential(string statements) => Verify.Silent($$"""
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, Metadata kept, string token)
            {
                {{statements}}
            }

            private static void Fill(Metadata headers) => headers.Add("x-request-id", "1");

            private static void Complete(this Metadata headers) => headers.Add("x-request-id", "1");
        }
        """);

    [Fact]
    public Task A_dropped_WithHeaders_is_the_matter_of_another_rule() => Verify.Reports("""
        public static class Program
        {
            public static Order Run(Orders.OrdersClient client, CallOptions options, string token)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                {|GRPCAUTH1006:options.WithHeaders(headers)|};
                return client.GetOrder(new OrderRequest(), options);
            }
        }
        """);

    [Fact]
    public Task A_server_sends_it_to_its_caller() => Verify.Silent("""
        public static class Program
        {
            public static Task RunAsync(ServerCallContext context, string token)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                return context.WriteResponseHeadersAsync(headers);
            }
        }
        """);

    [Fact]
    public Task A_test_project_builds_metadata_to_look_at_it() => Verify.Silent("""
        public static class Program
        {
            public static bool Run(string token)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                return headers.Count == 1;
            }
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task Fields_that_others_may_read_and_fields_that_are_read() => Verify.Silent("""
        public sealed class InjectAttribute : Attribute;

        public sealed partial class Gateway(Orders.OrdersClient client, Func<string> token)
        {
            internal readonly Metadata Shared = new() { { "authorization", token() } };

            [Inject]
            private Metadata _injected = new() { { "authorization", token() } };

            private Metadata? _headers;

            private Metadata Headers { get; } = new() { { "authorization", token() } };

            public void Refresh() => _headers = new Metadata { { "authorization", token() } };

            private sealed class Nested
            {
                public Order Get(Gateway gateway, Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), gateway._headers);
            }
        }
        """);

    [Fact]
    public Task Code_that_the_preprocessor_leaves_out_may_send_it() => Verify.Silent("""
        public static class Program
        {
            public static Order Run(Orders.OrdersClient client, string token)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
        #if AUTHENTICATED
                return client.GetOrder(new OrderRequest(), headers);
        #else
                return client.GetOrder(new OrderRequest());
        #endif
            }
        }
        """);
}
