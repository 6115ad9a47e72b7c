using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Freshness;
using GrpcAuthAnalyzers.Tests.Verifying;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

public class CredentialOnHttpClientFixTests
{
    [Theory]
    [InlineData("https://orders.example.com", "c => { c.Timeout = TimeSpan.FromSeconds(1); {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}; }")]
    [InlineData("https://orders.example.com", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", readBefore)|}")]
    [InlineData("http://orders.example.com", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}")]
    [InlineData("http://localhost:5000", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}")]
    [InlineData("dns:///orders", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}")]
    public Task Where_it_would_not_be_the_same_there_is_no_fix(string address, string configure) =>
        Verify.NotFixable(Startup("ConfigureHttpClient(" + configure + ")").Replace("https://orders.example.com", address, System.StringComparison.Ordinal));

    [Fact]
    public Task The_contract_holds() => FixContract.HoldsAsync(Startup("ConfigureHttpClient((sp, c) => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().Read()))"));

    private static string Startup(string configure) => CredentialOnHttpClientTests.Usings + $$"""
        public sealed class Reader
        {
            public string Read() => Environment.MachineName;
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services, Reader tokens, string readBefore) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .{{configure}};
        }
        """;
}
