using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class CredentialOnHttpClientTests
{
    internal const string Usings = """
        using System.Net.Http.Headers;
        using Microsoft.Extensions.DependencyInjection;

        """;

    [Theory]
    [InlineData("c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(\"Bearer\", tokens.Current)|}")]
    [InlineData("c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Add(\"Authorization\", $\"Bearer {tokens.Current}\")|}")]
    [InlineData("c => {|GRPCAUTH3003:c.DefaultRequestHeaders.TryAddWithoutValidation(\"authorization\", \"Bearer \" + tokens.Current)|}")]
    [InlineData("(sp, c) => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", sp.GetRequiredService<Tokens>().Current)|}")]
    [InlineData("c => { c.Timeout = TimeSpan.FromSeconds(5); var headers = c.DefaultRequestHeaders; {|GRPCAUTH3003:headers.Authorization = new(\"Bearer\", tokens.Current)|}; }")]
    [InlineData("c => { var token = tokens.Current; {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", token)|}; }")]
    public Task A_registration_whose_client_is_configured_with_a_token(string configure) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens) =>
                {|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))|}
                    .ConfigureHttpClient({{configure}});
        }

        """ + TokenCapturedOnceTests.Provider, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_names_the_registration() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens)
            {
                var builder = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
                builder.ConfigureHttpClient(c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Current)|});
            }
        }

        """ + TokenCapturedOnceTests.Provider,
        message: "'authorization' is set once in the default headers of the registration of 'Orders.OrdersClient'; calls fail with Unauthenticated once it expires or is rotated");

    [Theory]
    [InlineData("services.ConfigureHttpClientDefaults(b => b.ConfigureHttpClient(c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current)|}));")]
    [InlineData("services.AddHttpClient(nameof(Orders.OrdersClient), c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current)|});")]
    [InlineData("services.AddHttpClient(\"OrdersClient\").ConfigureHttpClient(c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", tokens.Current)|});")]
    public Task Defaults_and_the_http_client_of_the_same_name(string configure) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services, Tokens tokens)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
                {{configure}}
            }
        }

        """ + TokenCapturedOnceTests.Provider, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_method_group_configures_the_client() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Add(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).ConfigureHttpClient(Configure);

            private static void Configure(IServiceProvider provider, HttpClient client) =>
                {|GRPCAUTH3003:client.DefaultRequestHeaders.Authorization = new("Bearer", provider.GetRequiredService<Tokens>().Current)|};
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("var http = new HttpClient(); {|GRPCAUTH3003:http.DefaultRequestHeaders.Authorization = new(\"Bearer\", token)|};")]
    [InlineData("var http = new HttpClient(new HttpClientHandler()); {|GRPCAUTH3003:http.DefaultRequestHeaders.Add(\"authorization\", \"Bearer \" + token)|};")]
    [InlineData("var http = new HttpClient { DefaultRequestHeaders = { {|GRPCAUTH3003:Authorization = new(\"Bearer\", token)|} } };")]
    [InlineData("var http = Make(token); static HttpClient Make(string t) { var c = new HttpClient(); {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new(\"Bearer\", t)|}; return c; }")]
    [InlineData("var http = new HttpClient(); ArgumentNullException.ThrowIfNull(http); {|GRPCAUTH3003:http.DefaultRequestHeaders.Authorization = new(\"Bearer\", token)|};")]
    public Task A_channel_in_a_field(string make) => Verify.Reports(Usings + $$"""
        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _orders;

            public Gateway(string token)
            {
                {{make}}
                var channel = {|#0:GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http })|};
                _orders = new Orders.OrdersClient(channel);
            }

            public Order Get() => _orders.GetOrder(new OrderRequest());
        }
        """,
        severity: DiagnosticSeverity.Warning,
        message: "'authorization' is set once in the default headers of a gRPC channel; calls fail with Unauthenticated once it expires or is rotated");

    [Fact]
    public Task An_http_client_in_a_field_that_every_channel_gets() => Verify.Reports(Usings + """
        public sealed class Gateway
        {
            private readonly HttpClient _http = new();

            public Gateway(Tokens tokens) => {|GRPCAUTH3003:_http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.Current)|};

            public Order Get()
            {
                using var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = _http });
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("services.AddSingleton(sp => Make(sp.GetRequiredService<Tokens>().Current));")]
    [InlineData("services.AddSingleton(Make(Environment.MachineName));")]
    [InlineData("var lazy = new Lazy<Orders.OrdersClient>(() => Make(Environment.MachineName)); services.AddSingleton(lazy);")]
    public Task A_client_that_is_a_singleton(string register) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services)
            {
                {{register}}
            }

            private static Orders.OrdersClient Make(string token)
            {
                var http = new HttpClient();
                {|GRPCAUTH3003:http.DefaultRequestHeaders.Authorization = new("Bearer", token)|};
                return new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
            }
        }

        """ + TokenCapturedOnceTests.Provider);

    [Theory]
    [InlineData("if (_orders == null) { CODE }")]
    [InlineData("if (_orders is null) { CODE }")]
    [InlineData("if (null == _orders) { CODE }")]
    [InlineData("if (_orders is not { }) { CODE }")]
    [InlineData("if (_orders is not Orders.OrdersClient) { CODE }")]
    [InlineData("if (!(_orders is { })) { CODE }")]
    [InlineData("if (!(_orders != null)) { CODE }")]
    [InlineData("if (ReferenceEquals(_orders, null)) { CODE }")]
    [InlineData("if (_orders is { }) { Console.WriteLine(); } else { CODE }")]
    [InlineData("if (_orders is { } kept) return kept.GetOrder(new OrderRequest()); CODE")]
    public Task A_channel_that_is_made_when_it_is_needed_first(string guarded) => Verify.Reports(Usings + """
        public sealed class Gateway(string token)
        {
            private Orders.OrdersClient? _orders;

            public Order Get()
            {
                GUARDED
                return _orders!.GetOrder(new OrderRequest());
            }
        }
        """.Replace("GUARDED", guarded.Replace("CODE", """
                var http = new HttpClient();
                {|GRPCAUTH3003:http.DefaultRequestHeaders.Authorization = new("Bearer", token)|};
                _orders = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
                """, System.StringComparison.Ordinal), System.StringComparison.Ordinal));

    [Fact]
    public Task A_worker_without_end() => Verify.Reports(Usings + """
        var http = new HttpClient();
        {|GRPCAUTH3003:http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.MachineName)|};
        var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpClient = http }));
        while (true)
        {
            await orders.GetOrderAsync(new OrderRequest());
            await Task.Delay(1000);
        }
        """, new Setup { CompilerErrors = false });

    [Theory]
    [InlineData("c.DefaultRequestHeaders.Add(\"x-api-key\", key)")]
    [InlineData("c.DefaultRequestHeaders.Authorization = new(\"Basic\", key)")]
    [InlineData("c.DefaultRequestHeaders.Authorization = new(\"ApiKey\", key)")]
    public Task Keys_and_other_schemes_are_information(string write) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            public static void Add(IServiceCollection services, string key) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).ConfigureHttpClient(c => {|GRPCAUTH3003:{{write}}|});
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Test_code_is_information() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void Add(IServiceCollection services, string token) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).ConfigureHttpClient(c => {|GRPCAUTH3003:c.DefaultRequestHeaders.Authorization = new("Bearer", token)|});
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}
