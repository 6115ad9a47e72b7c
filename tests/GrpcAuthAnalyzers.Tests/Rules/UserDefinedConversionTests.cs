using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules;

/// <summary>A user-defined conversion runs code: what its operator returns, or does with what it gets, is not known.</summary>
public sealed class UserDefinedConversionTests
{
    private const string Sending = """

        public sealed class Sending
        {
            public static implicit operator Sending(Metadata headers) { headers.Add("authorization", Environment.GetEnvironmentVariable("TOKEN")!); return new(); }
        }
        """;

    [Fact]
    public Task An_operator_may_add_the_credential() => Verify.Silent("""
        public static class Program
        {
            public static Order Get(OrderRequest request)
            {
                var headers = new Metadata();
                Sending sending = headers;
                Console.WriteLine(sending);
                return new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder(request, headers);
            }
        }
        """ + Sending);

    [Fact]
    public Task A_cast_between_classes_adds_none() => Verify.Reports("""
        public static class Program
        {
            public static Order Get(OrderRequest request)
            {
                var headers = new Metadata();
                object sending = headers;
                Console.WriteLine(sending is null);
                return {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder|}(request, headers);
            }
        }
        """);

    [Fact]
    public Task An_operator_may_send_the_metadata() => Verify.Silent("""
        public static class Program
        {
            public static bool Run(string token)
            {
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                return (Sending)headers == null;
            }
        }
        """ + Sending);

    [Fact]
    public Task An_operator_may_give_universal_time() => Verify.Silent("""
        public readonly struct Universal
        {
            private readonly DateTime _moment;
            private Universal(DateTime moment) => _moment = moment;
            public static implicit operator Universal(DateTime local) => new(local.ToUniversalTime());
            public static implicit operator DateTime(Universal moment) => moment._moment;
        }

        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expiresAtUtc;

            public void Store(string token, int expiresIn) => (_token, _expiresAtUtc) = (token, DateTime.UtcNow.AddSeconds(expiresIn - 60));

            public string? Get() => (DateTime)(Universal)DateTime.Now < _expiresAtUtc ? _token : null;
        }
        """);

    [Fact]
    public Task The_same_comparison_without_the_operator() => Verify.Reports("""
        public sealed class TokenCache
        {
            private string? _token;
            private DateTime _expiresAtUtc;

            public void Store(string token, int expiresIn) => (_token, _expiresAtUtc) = (token, DateTime.UtcNow.AddSeconds(expiresIn - 60));

            public string? Get() => {|GRPCAUTH3004:(DateTime)DateTime.Now < _expiresAtUtc|} ? _token : null;
        }
        """);
}
