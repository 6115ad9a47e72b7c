using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Freshness;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>A setting that is read in default headers would be sent as long as the client lives, which GRPCAUTH3003 reports.</summary>
public sealed class DefaultHeaderFixTests
{
    private const string Credentials = """
        AddCallCredentials((context, metadata) =>
                    {
                        var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                            ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                        metadata.Add("authorization", $"Bearer {token}");
                        return Task.CompletedTask;
                    })
        """;

    [Theory]
    [InlineData("ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", {|GRPCAUTH2001:\"letmein123\"|}))", "")]
    [InlineData("ConfigureHttpClient((_, c) => { c.DefaultRequestHeaders.Add(\"Authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|}); })", "")]
    [InlineData("ConfigureHttpClient(c => { const string token = {|GRPCAUTH2001:\"letmein123\"|}; c.DefaultRequestHeaders.Authorization = new(\"Bearer\", token); })", "")]
    [InlineData("ConfigureHttpClient(c => { c.Timeout = TimeSpan.FromSeconds(5); c.DefaultRequestHeaders.Authorization = new(\"Bearer\", {|GRPCAUTH2001:\"letmein123\"|}); })", "ConfigureHttpClient(c => { c.Timeout = TimeSpan.FromSeconds(5); })\n            .")]
    [InlineData("ConfigureHttpClient(c => { var h = c.DefaultRequestHeaders; h.Add(\"Authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|}); c.Timeout = TimeSpan.FromSeconds(5); })", "ConfigureHttpClient(c => { c.Timeout = TimeSpan.FromSeconds(5); })\n            .")]
    public Task A_registered_client_gets_call_credentials(string before, string kept) => Verify.Fixes(
        Startup(before), Startup(kept + Credentials),
        choice: new FixChoice { Title = "Replace the hard-coded token with call credentials using environment variable 'GRPC_ORDERS_TOKEN'" });

    [Fact]
    public Task A_constant_that_nothing_else_sends_goes_with_the_header() => Verify.Fixes(
        Startup("ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", Token))", "private const string Token = {|GRPCAUTH2001:\"letmein123\"|};\n\n    "),
        Startup(Credentials));

    [Fact]
    public Task So_does_the_constant_behind_a_setting() => Verify.Fixes(
        WithSettings("ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", settings[\"Orders:Token\"] ?? {|GRPCAUTH2001:\"letmein123\"|}))"),
        WithSettings(Credentials.Replace("Environment.GetEnvironmentVariable(\"GRPC_ORDERS_TOKEN\")", "settings[\"Orders:Token\"]", StringComparison.Ordinal)
            .Replace("The environment variable 'GRPC_ORDERS_TOKEN' is not set.", "The token is not set.", StringComparison.Ordinal)));

    [Theory]
    [InlineData("https://orders.example.com", "ConfigureHttpClient(Fill)")]
    [InlineData("https://orders.example.com", "ConfigureHttpClient(c => {\n                // the key\n                c.DefaultRequestHeaders.Add(\"x-api-key\", /* of today */ {|GRPCAUTH2001:\"letmein123\"|}); })")]
    [InlineData("https://orders.example.com", "ConfigureHttpClient(c => { if (c.Timeout > TimeSpan.Zero) c.DefaultRequestHeaders.Authorization = new(\"Bearer\", {|GRPCAUTH2001:\"letmein123\"|}); })")]
    [InlineData("https://orders.example.com", "ConfigureHttpClient(c => { c.DefaultRequestHeaders.Add(\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}); c.DefaultRequestHeaders.Authorization = new(\"Bearer\", {|GRPCAUTH2001:\"letmein456\"|}); })")]
    [InlineData("http://0.0.0.0:5000", "ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", {|GRPCAUTH2001:\"letmein123\"|}))")]
    [InlineData("dns:///orders", "ConfigureHttpClient(c => c.DefaultRequestHeaders.Add(\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}))")]
    public Task Where_call_credentials_cannot_take_over_there_is_no_fix(string address, string configure) => Verify.NotFixable(
        Startup(configure, !configure.Contains("Fill", StringComparison.Ordinal) ? "" : "private static void Fill(HttpClient c) => c.DefaultRequestHeaders.Authorization = new(\"Bearer\", {|GRPCAUTH2001:\"letmein123\"|});\n\n    ")
            .Replace("https://orders.example.com", address, StringComparison.Ordinal));

    private static string WithSettings(string configure) => Startup(configure).Replace(
        "services)", "services, Microsoft.Extensions.Configuration.IConfiguration settings)", StringComparison.Ordinal);

    private static string Startup(string configure, string member = "") => CredentialOnHttpClientTests.Usings + $$"""
        public static class Startup
        {
            {{member}}public static void Add(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .{{configure}};
        }
        """;
}
