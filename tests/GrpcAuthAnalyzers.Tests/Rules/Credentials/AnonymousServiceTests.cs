using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1001 and services whose name says that their calls come before any credential, or that they are a local host.</summary>
public sealed class AnonymousServiceTests
{
    [Theory]
    [InlineData("Acme", "IamTokenService", "Create")]
    [InlineData("Acme", "TokenService", "Exchange")]
    [InlineData("Acme", "TokenService", "Retrieve")]
    [InlineData("Acme", "Accounts", "RetrieveToken")]
    [InlineData("Acme", "Accounts", "ExchangeToken")]
    [InlineData("AzureFunctionsRpcMessages", "Host", "EventStream")]
    public Task A_call_that_brings_the_token_or_talks_to_the_host_is_silent(string package, string service, string method) =>
        Verify.Silent(Program(package, service, method, $"client.{method}"));

    [Theory]
    [InlineData("Acme", "IamTokenService", "Charge")]
    [InlineData("Acme", "IamTokenService", "CreateInvoice")]
    [InlineData("Acme", "TokenServiceLog", "Create")]
    [InlineData("Acme", "Accounts", "RevokeToken")]
    public Task Other_calls_are_reported(string package, string service, string method) =>
        Verify.Reports(Program(package, service, method, $"{{|GRPCAUTH1001:client.{method}|}}"));

    private static string Program(string package, string service, string method, string call) => $$"""
        namespace Acme
        {
            public static class Program
            {
                public static void Run()
                {
                    var client = new {{package}}.{{service}}.{{service}}Client(GrpcChannel.ForAddress("https://orders.example.com"));
                    {{call}}(new OrderRequest());
                }
            }
        }

        namespace {{package}}
        {
            public static class {{service}}
            {
                public class {{service}}Client(ChannelBase channel) : ClientBase<{{service}}Client>(channel)
                {
                    public Order {{method}}(OrderRequest request, CallOptions options = default) => throw new NotSupportedException();

                    protected override {{service}}Client NewInstance(ClientBaseConfiguration configuration) => throw new NotSupportedException();
                }
            }
        }
        """;
}
