using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>
/// A channel over an <c>HttpClient</c> that the client factory or the container gives: its registrations say whether it adds a credential.
/// </summary>
public sealed class FactoryHttpClientTests
{
    private const string Bare = "«_client.GetOrderAsync»", Named = "http.CreateClient(\"orders\")";

    private static string Program(string registrations, string call = "_client.GetOrderAsync", string parameter = "HttpClient http", string given = "http") => $$"""
        using System.Net.Http.Headers;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Http;

        public interface IGateway { Task<Order> GetAsync(); }

        public sealed class Gateway : IGateway
        {
            private readonly Orders.OrdersClient _client;

            public Gateway({{parameter}}) =>
                _client = new(GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions { HttpClient = {{given}} }));

            public async Task<Order> GetAsync() => await {{call.Replace("«", "{|GRPCAUTH1001:").Replace("»", "|}")}}(new OrderRequest());
        }

        public sealed class TokenHandler : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("TOKEN"));
                return base.SendAsync(request, cancellation);
            }
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services, string name)
            {
                {{registrations}}
            }
        }
        """;

    [Theory]
    [InlineData("services.AddHttpClient<Gateway>(http => http.BaseAddress = new Uri(\"https://orders.invalid\"));")]
    [InlineData("services.AddHttpClient<IGateway, Gateway>();")]
    [InlineData("services.AddHttpClient<Gateway>(http => new Gateway(http)); services.AddHttpClient(\"web\").AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddScoped(_ => new HttpClient()); services.AddScoped<Gateway>();")]
    [InlineData("services.AddHttpClient<Gateway>(); services.AddHttpClient<IGateway, Gateway>(\"other\");")]
    [InlineData("services.AddHttpClient(\"api\"); services.AddScoped(sp => sp.GetRequiredService<IHttpClientFactory>().CreateClient(\"api\")); services.AddScoped<Gateway>();")]
    public Task A_typed_client_gets_one_that_adds_none(string registrations) => Verify.Reports(Program(registrations, Bare));

    [Theory]
    [InlineData("services.AddHttpClient<Gateway>().AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddHttpClient<IGateway, Gateway>(); services.AddHttpClient(\"IGateway\").AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddHttpClient<Gateway>(http => new Gateway(http)).AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddHttpClient<Gateway>(); services.AddHttpClient<IGateway, Gateway>(\"other\").AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddHttpClient<Gateway>().AddHttpMessageHandler<TokenHandler>(); services.AddHttpClient<IGateway, Gateway>(\"other\");")]
    [InlineData("services.AddHttpClient<Gateway>(); _ = new Gateway(new HttpClient(new TokenHandler()));")]
    [InlineData("services.AddHttpClient<Gateway>(); services.AddScoped<Gateway>();")]
    [InlineData("services.AddHttpClient<Gateway>(); services.AddScoped<Gateway>(); services.AddScoped(_ => new HttpClient());")]
    [InlineData("services.AddHttpClient<Gateway>(); services.ConfigureHttpClientDefaults(all => all.AddHttpMessageHandler<TokenHandler>());")]
    [InlineData("services.AddHttpClient<Gateway>(); services.Configure<HttpClientFactoryOptions>(\"Gateway\", _ => { });")]
    [InlineData("services.AddScoped(_ => new HttpClient(new TokenHandler())); services.AddScoped<Gateway>();")]
    [InlineData("AddTyped<Gateway>(); void AddTyped<T>() where T : class => services.AddHttpClient<T>().AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddScoped(_ => new HttpClient());")]
    public Task A_typed_client_gets_one_that_adds_one_or_may(string registrations) => Verify.Silent(Program(registrations));

    [Theory]
    [InlineData("services.AddHttpClient(\"orders\"); services.AddHttpClient(\"web\").AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddHttpClient(\"orders\"); services.AddHttpClient(name);")]
    [InlineData("services.AddHttpClient(\"orders\", http => http.Timeout = TimeSpan.FromSeconds(1)); services.AddHttpClient(\"orders\");")]
    public Task One_is_asked_for_by_a_name_that_adds_none(string registrations) =>
        Verify.Reports(Program(registrations, Bare, "IHttpClientFactory http", Named));

    [Theory]
    [InlineData("services.AddHttpClient(\"\");")]
    [InlineData("services.AddHttpClient(\"\", http => http.Timeout = TimeSpan.FromSeconds(1));")]
    public Task One_without_a_name_is_that_of_the_empty_name(string registrations) =>
        Verify.Reports(Program(registrations, Bare, "IHttpClientFactory http", "http.CreateClient()"));

    [Fact]
    public Task One_that_comes_with_a_key() => Verify.Silent(Program("services.AddHttpClient<Gateway>();", parameter: "[FromKeyedServices(\"a\")] HttpClient http"));

    [Theory]
    [InlineData("services.AddHttpClient(\"orders\"); services.AddHttpClient(\"orders\").AddHttpMessageHandler<TokenHandler>();", Named)]
    [InlineData("services.AddHttpClient(\"orders\"); services.AddHttpClient(name).AddHttpMessageHandler<TokenHandler>();", Named)]
    [InlineData("services.AddHttpClient(\"web\");", Named)]
    [InlineData("services.AddHttpClient();", "http.CreateClient()")]
    [InlineData("services.AddHttpClient(\"orders\"); void Host(Microsoft.Extensions.Hosting.IHostBuilder host, IServiceProviderFactory<object> factory) => host.UseServiceProviderFactory(factory);", Named)]
    [InlineData("services.AddHttpClient(\"orders\"); services.ConfigureHttpClientDefaults(all => all.AddHttpMessageHandler<TokenHandler>());", Named)]
    [InlineData("services.AddHttpClient(\"\").AddHttpMessageHandler<TokenHandler>();", "http.CreateClient()")]
    [InlineData("services.AddHttpClient(\"OrdersClient\"); services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((_, _) => Task.CompletedTask);",
        "http.CreateClient(\"OrdersClient\")")]
    [InlineData("services.AddHttpClient(\"orders\"); services.AddHttpClient(\"ORDERS\");", "http.CreateClient(Environment.MachineName)")]
    [InlineData("services.AddHttpClient(\"orders\"); services.AddGrpcClient<Orders.OrdersClient>(name, o => { }).AddCallCredentials((_, _) => Task.CompletedTask);", Named)]
    public Task One_is_asked_for_by_a_name_that_adds_one_or_may(string registrations, string given) =>
        Verify.Silent(Program(registrations, parameter: "IHttpClientFactory http", given: given));
}
