using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class MetadataNeverSentFixTests
{
    [Theory]
    [InlineData("client.GetOrder(new OrderRequest());", "client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("client.GetOrder(new OrderRequest(), null); // the order", "client.GetOrder(new OrderRequest(), headers); // the order")]
    [InlineData("client.GetOrder(new OrderRequest(), deadline: DateTime.MaxValue);", "client.GetOrder(new OrderRequest(), headers, deadline: DateTime.MaxValue);")]
    [InlineData("client.UploadOrders();", "client.UploadOrders(headers);")]
    [InlineData("client.GetOrder(new OrderRequest(), new CallOptions(deadline: DateTime.MaxValue));", "client.GetOrder(new OrderRequest(), new CallOptions(deadline: DateTime.MaxValue, headers: headers));")]
    [InlineData("if (token.Length > 1) headers.Add(\"x-request-id\", \"1\"); if (token.Length > 0) client.GetOrder(new OrderRequest());", "if (token.Length > 1) headers.Add(\"x-request-id\", \"1\"); if (token.Length > 0) client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("accounts.Login(new LoginRequest()); client.GetOrder(new OrderRequest());", "accounts.Login(new LoginRequest()); client.GetOrder(new OrderRequest(), headers);")]
    public Task The_call_gets_the_metadata(string before, string after) => Verify.Fixes(
        Program("{|GRPCAUTH1007:new Metadata { { \"authorization\", \"Bearer \" + token } }|}", before),
        Program("new Metadata { { \"authorization\", \"Bearer \" + token } }", after));

    [Theory]
    [InlineData("")]
    [InlineData("client.GetOrder(new OrderRequest()); client.UploadOrders();")]
    [InlineData("client.GetOrder(new OrderRequest()); headers.Add(\"x-request-id\", \"1\");")]
    [InlineData("foreach (var id in token) client.GetOrder(new OrderRequest());")]
    [InlineData("Action later = () => client.GetOrder(new OrderRequest()); later();")]
    [InlineData("client.GetOrder(new OrderRequest(), default(CallOptions));")]
    [InlineData("new Orders.OrdersClient(authenticated).GetOrder(new OrderRequest());")]
    public Task Where_it_is_not_plain_which_call_is_meant_there_is_no_fix(string statements) =>
        Verify.NotFixable(Program("{|GRPCAUTH1007:new Metadata { { \"authorization\", \"Bearer \" + token } }|}", statements));

    private static string Program(string creation, string statements) => $$"""
        public static class Program
        {
            public static void Run(Orders.OrdersClient client, Accounts.AccountsClient accounts, CallCredentials credentials, string token)
            {
                var authenticated = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials) });
                var headers = {{creation}};
                {{statements}}
            }
        }
        """;
}
