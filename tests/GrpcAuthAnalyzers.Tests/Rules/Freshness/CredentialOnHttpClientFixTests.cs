using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public class CredentialOnHttpClientFixTests
{
    [Theory]
    [InlineData("(sp, c) => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().ReadAsync(CancellationToken.None).GetAwaiter().GetResult())|}")]
    [InlineData("(sp, c) => { {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().ReadAsync(default).Result)|}; }")]
    [InlineData("(sp, c) => { var token = sp.GetRequiredService<Reader>().ReadAsync(default).Result; {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", token)|}; }")]
    [InlineData("(sp, c) => { var reader = sp.GetRequiredService<Reader>(); {|GRPCAUTH3003:c.DefaultRequestHeaders.Add(\"authorization\", $\"Bearer {reader.ReadAsync(default).Result}\")|}; }")]
    [InlineData("(sp, c) => { var reader = sp.GetRequiredService<Reader>(); var token = reader.ReadAsync(default).GetAwaiter().GetResult(); {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", token)|}; }")]
    public Task A_token_that_the_callback_waits_for_is_awaited_for_each_call(string callback) => Verify.Fixes(
        Startup("ConfigureHttpClient(" + callback + ")"),
        Startup("""
            AddCallCredentials(async (context, metadata, serviceProvider) =>
                        {
                            var token = await serviceProvider.GetRequiredService<Reader>().ReadAsync(context.CancellationToken);
                            metadata.Add("authorization", $"Bearer {token}");
                        })
            """));

    [Theory]
    [InlineData("c => { var token = tokens.ReadAsync(default).Result; {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", token)|}; }")]
    [InlineData("c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.ReadAsync(default).Result)|}")]
    public Task So_is_one_that_comes_from_around_the_registration(string callback) => Verify.Fixes(
        Startup("ConfigureHttpClient(" + callback + ")"),
        Startup("""
            AddCallCredentials(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await tokens.ReadAsync(context.CancellationToken)}"))
            """));

    [Theory]
    [InlineData("(sp, c) => { var reader = sp.GetRequiredService<Reader>(); reader.Read(); {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", reader.ReadAsync(default).Result)|}; }")]
    [InlineData("(sp, c) => { var other = sp.GetRequiredService<Reader>().Read(); {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().Read())|}; }")]
    [InlineData("(sp, c) => { using var scope = sp.CreateScope(); {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", scope.ServiceProvider.GetRequiredService<Reader>().Read())|}; }")]
    [InlineData("(sp, c) => { /* for each call */ {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().Read())|}; }")]
    [InlineData("(sp, c) => { var host = c.BaseAddress; {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().ReadFor(host))|}; }")]
    public Task A_callback_that_does_more_is_left_alone(string callback) => Verify.NotFixable(Startup("ConfigureHttpClient(" + callback + ")"));

    [Theory]
    [InlineData("https://orders.example.com", "c => { c.Timeout = TimeSpan.FromSeconds(1); {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}; }")]
    [InlineData("https://orders.example.com", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", readBefore)|}")]
    [InlineData("http://0.0.0.0:5000", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}")]
    [InlineData("http://localhost:5000", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}")]
    [InlineData("dns:///orders", "c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Read())|}")]
    public Task Where_it_would_not_be_the_same_there_is_no_fix(string address, string configure) =>
        Verify.NotFixable(Startup("ConfigureHttpClient(" + configure + ")").Replace("https://orders.example.com", address, System.StringComparison.Ordinal));

    [Theory]
    [InlineData("AddSingleton<Holder>", true)]
    [InlineData("AddTransient<Holder>", false)]
    public async Task A_token_of_a_scope_is_not_for_a_client_that_a_singleton_keeps(string holder, bool isKept)
    {
        var source = Startup("ConfigureHttpClient((sp, c) => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().Read())|})")
            .Replace("services.AddGrpc", $"services.AddScoped<Reader>().{holder}().AddGrpc", System.StringComparison.Ordinal)
            .Replace("public string Read() =>", "public string User { get; set; } = \"\";\n    public string Read() => User +", System.StringComparison.Ordinal)
            + "\npublic sealed class Holder(Orders.OrdersClient orders) { public Orders.OrdersClient Orders => orders; }";
        if (isKept)
            await Verify.NotFixable(source);
        else
            await FixPromise.HoldsAsync(source);
    }

    [Fact]
    public Task The_contract_holds() => FixPromise.HoldsAsync(Startup("ConfigureHttpClient((sp, c) => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Reader>().Read()))"));

    private static string Startup(string configure) => CredentialOnHttpClientTests.Usings + $$"""
        public sealed class Reader
        {
            public string Read() => Environment.MachineName;

            public string ReadFor(Uri? host) => Environment.MachineName + host;

            public Task<string> ReadAsync(CancellationToken cancellation) => Task.FromResult(Environment.MachineName);
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services, Reader tokens, string readBefore) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .{{configure}};
        }
        """;
}
