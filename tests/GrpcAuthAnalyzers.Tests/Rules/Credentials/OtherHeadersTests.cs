using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>The message of GRPCAUTH1001 says which headers are there, where the call passes some.</summary>
public sealed class OtherHeadersTests
{
    [Theory]
    [InlineData("new Metadata { { \"authorisation\", t } }", ": the call headers hold only 'authorisation', which is not a known credential header")]
    [InlineData("new Metadata { { \"x-request-id\", t }, { \"Authorisation\", t } }", ": the call headers hold only 'x-request-id' and 'Authorisation', which are not known credential headers")]
    [InlineData("new CallOptions(new Metadata { new Metadata.Entry(\"x-tenant\", t) })", ": the call headers hold only 'x-tenant', which is not a known credential header")]
    [InlineData("Headers(t)", ": the call headers hold only 'x-acme-pass', which is not a known credential header")]
    [InlineData("new Metadata { { \"a1\", t }, { \"a2\", t }, { \"a3\", t }, { \"a4\", t } }", ": the call headers hold no known credential header")]
    [InlineData("new Metadata { { \"x-k7qz2mx9vb4nr8tlp3wd\", t } }", ": the call headers hold no known credential header")]
    [InlineData("new Metadata { { \"a1\", t }, { \"a2\", t }, { \"a3\", t } }", ": the call headers hold only 'a1', 'a2' and 'a3', which are not known credential headers")]
    [InlineData("new Metadata { { \"x-tenant\", t }, { \"x-tenant\", t } }", ": the call headers hold only 'x-tenant', which is not a known credential header")]
    [InlineData("new Metadata { { \"x-the-name-of-this-header-has-41-letters-\", t } }", ": the call headers hold no known credential header")]
    [InlineData("new Metadata { { \"x-the-name-of-this-header-is-shorter-yet\", t } }", ": the call headers hold only 'x-the-name-of-this-header-is-shorter-yet', which is not a known credential header")]
    [InlineData("new CallOptions(deadline: DateTime.MaxValue, headers: new Metadata { { \"x-tenant\", t } })", ": the call headers hold only 'x-tenant', which is not a known credential header")]
    [InlineData("t == \"\" ? null : new Metadata { { \"x-tenant\", t } }", ": the call headers hold only 'x-tenant', which is not a known credential header")]
    [InlineData("new Metadata()", "")]
    [InlineData("default(CallOptions)", "")]
    public Task It_names_them(string headers, string because) => Verify.Reports($$"""
        public static class Program
        {
            public static Order Get(string t)
            {
                var client = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("https://orders.example.com")|});
                return {|GRPCAUTH1001:client.GetOrder|}(new OrderRequest(), {{headers}});
            }

            private static Metadata Headers(string t)
            {
                var headers = new Metadata();
                headers.Add("x-acme-pass", t);
                return headers;
            }
        }
        """, message: $"'GetOrder' is sent without credentials{because}; a server that requires them answers Unauthenticated");

    [Fact]
    public Task A_header_that_the_options_name_is_a_credential() => Verify.Silent("""
        public static class Program
        {
            public static Order Get(string t) => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"))
                .GetOrder(new OrderRequest(), new Metadata { { "x-acme-pass", t } });
        }
        """, Setup.Usual with { EditorConfig = "grpc_auth.credential_headers = x-acme-pass" });
}
