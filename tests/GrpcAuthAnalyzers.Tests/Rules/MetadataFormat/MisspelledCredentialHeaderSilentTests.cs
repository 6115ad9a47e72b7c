using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class MisspelledCredentialHeaderSilentTests
{
    [Theory]
    [InlineData("""{ "authorization", $"Bearer {token}" }""")]
    [InlineData("""{ "AUTHORIZATION", $"Bearer {token}" }""")]
    [InlineData("""{ "authentication", token }""")]
    [InlineData("""{ "authentication", "Token" }""")]
    [InlineData("""{ "authentication", $"{scheme} {token}" }""")]
    [InlineData("""{ "authentication", "Bearer " }""")]
    [InlineData("""{ "authentication", scheme.Length > 3 ? $"Bearer {token}" : token }""")]
    [InlineData("""{ "authrzaton", $"Bearer {token}" }""")]
    [InlineData("""{ "aothorisatiom", $"Bearer {token}" }""")]
    [InlineData("""{ "outhorization", $"Bearer {token}" }""")]
    [InlineData("""{ "apiauthorizati", $"Bearer {token}" }""")]
    [InlineData("""{ "authoxrzatiom", $"Bearer {token}" }""")]
    [InlineData("""{ "authoixzatiom", $"Bearer {token}" }""")]
    [InlineData("""{ "aothorisatino", $"Bearer {token}" }""")]
    [InlineData("""{ "bearer", token }""")]
    [InlineData("""{ "proxy-authorization", $"Bearer {token}" }""")]
    [InlineData("""{ "x-authorization", $"Bearer {token}" }""")]
    [InlineData("""{ "authorization2", $"Bearer {token}" }""")]
    [InlineData("""{ "authority", $"Bearer {token}" }""")]
    [InlineData("""{ "x-auth", $"Bearer {token}" }""")]
    [InlineData("""{ scheme, $"Bearer {token}" }""")]
    [InlineData("""{ "authorization", $"Bearer {token}" }, { "authentication", $"Bearer {token}" }""")]
    public Task Other_headers_and_protocols(string entries) => Verify.Silent($$"""
        public sealed class OrderDesk(Orders.OrdersClient orders)
        {
            public Order Get(string id, string token, string scheme) =>
                orders.GetOrder(new OrderRequest { Id = id + scheme }, new Metadata { {{entries}} });
        }
        """);

    [Theory]
    [InlineData("context.RequestHeaders.GetValue(\"authentication\")")]
    [InlineData("context.RequestHeaders.GetValue(Header)")]
    [InlineData("context.RequestHeaders.GetValue(\"AUTHENTICATION\")")]
    [InlineData("context.RequestHeaders.Get(Header)?.Value")]
    [InlineData("context.RequestHeaders.GetAll(Header).First().Value")]
    [InlineData("context.RequestHeaders.GetValueBytes(Header)!.Length.ToString()")]
    [InlineData("others.TryGetValue(Header, out var value) ? value : null")]
    [InlineData("others.ContainsKey(Header).ToString()")]
    [InlineData("others.Keys.Contains(Header).ToString()")]
    [InlineData("others[Header]")]
    [InlineData("others[Header] is { } value ? value : null")]
    [InlineData("request.Headers.GetValues(Header).First()")]
    [InlineData("request.Headers.TryGetValues(Header, out var values) ? values.First() : null")]
    [InlineData("context.RequestHeaders.FirstOrDefault(e => e.Key.Equals(Header))?.Value")]
    [InlineData("context.RequestHeaders.FirstOrDefault(e => e.Key is \"authentication\")?.Value")]
    [InlineData("context.RequestHeaders.GetValue(Name); private static string Name => \"authentication\"")]
    [InlineData("context.RequestHeaders.GetValue(Name); private static string Name { get; } = \"authentication\"")]
    [InlineData("context.RequestHeaders.Select(Find).FirstOrDefault(); private static Func<Metadata.Entry, string?> Find => e => { switch (e.Key) { case Header: return e.Value; } return null; }")]
    [InlineData("context.RequestHeaders.Select(Find).FirstOrDefault(); private static Func<Metadata.Entry, string?> Find => e => e.Key != Header ? null : e.Value")]
    [InlineData("context.RequestHeaders.FirstOrDefault(e => e.Key == Protocol.Header)?.Value")]
    [InlineData("context.RequestHeaders.Select(e => e.Key switch { Header => e.Value, _ => null }).FirstOrDefault()")]
    public Task A_header_that_the_code_reads_under_this_name(string read) => Verify.Silent($$"""
        public static class Protocol
        {
            public const string Header = "authentication";

            public static Metadata Headers(string token) => new() { { Header, $"Bearer {token}" } };

            public static string? TokenOf(ServerCallContext context, Dictionary<string, string> others, HttpRequestMessage request) => {{read}};
        }
        """);

    [Fact]
    public Task A_handler_that_also_sets_the_right_header() => Verify.Silent("""
        public sealed class TokenHandler(Func<string> source) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new("Bearer", source());
                request.Headers.Add("Authentication", $"Bearer {source()}");
                return base.SendAsync(request, cancellationToken);
            }
        }
        """);

    [Fact]
    public Task A_request_to_another_web_api() => Verify.Silent("""
        public static class WebApi
        {
            public static void Fill(HttpRequestMessage request, string token) => request.Headers.Add("Authentication", $"Bearer {token}");
        }
        """);

    [Theory]
    [InlineData("credential_headers = x-tenant, authentication")]
    [InlineData("ignored_headers = x-tenant, authentication")]
    public Task A_header_of_the_options(string option) => Verify.Silent(
        """
        public static class Protocol
        {
            public static Metadata Headers(string token) => new() { { "Authentication", $"Bearer {token}" } };
        }
        """,
        new Setup { EditorConfig = "grpc_auth." + option });

    [Fact]
    public Task Tests_of_servers() => Verify.Silent(
        """
        public static class ServerTests
        {
            public static Metadata Wrong(string token) => new() { { "Authentication", $"Bearer {token}" } };
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" });
}
