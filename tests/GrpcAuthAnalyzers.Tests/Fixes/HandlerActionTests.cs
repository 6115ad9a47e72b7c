using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>Where call credentials are not sent, or the scheme of the address is not known, a message handler sends the token.</summary>
public class HandlerActionTests
{
    private const string Tokens = """
        public sealed class Tokens
        {
            public async Task<string> GetTokenAsync(CancellationToken cancellation) => (await System.IO.File.ReadAllTextAsync("/run/token", cancellation)).Trim();
        }
        """;

    /// <summary>The class that is written, to the character; EndToEnd runs it (AuthorizationHeaderHandlerFacts).</summary>
    private static readonly string Written = Repository.Read("tests/GrpcAuthAnalyzers.Tests/Fixes/Written/AuthorizationHeaderHandler.cs");

    private static readonly string Class = Written[Written.IndexOf("/// <summary>", StringComparison.Ordinal)..];

    private static string Desk(string address, string options = "") => $$"""
        public sealed class Desk(Tokens tokens)
        {
            public async Task<Order> FindAsync()
            {
                using var channel = GrpcChannel.ForAddress({{address}}{{options}});
                return await {|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrderAsync|}(new OrderRequest());
            }
        }

        """ + Tokens;

    [Theory]
    [InlineData("\"http://localhost:5000\"")]
    [InlineData("\"http://orders:5000\"")]
    [InlineData("Environment.GetCommandLineArgs()[1]")]
    [InlineData("new Uri(Environment.GetCommandLineArgs()[1])")]
    public async Task A_channel_gets_a_handler_for_a_token_that_is_awaited(string address)
    {
        var after = await FixPromise.HoldsAsync(Desk(address));
        Assert.Contains("""
                    {
                        HttpHandler = new AuthorizationHeaderHandler(async cancellationToken =>
                            new AuthenticationHeaderValue("Bearer", await tokens.GetTokenAsync(cancellationToken)))
                        {
                            InnerHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
                        },
                        DisposeHttpClient = true,
                    });
            """, after, StringComparison.Ordinal);
        Assert.EndsWith(Class, after, StringComparison.Ordinal);
        Assert.DoesNotContain("UnsafeUseInsecureChannelCallCredentials", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler() }", "InnerHandler = new SocketsHttpHandler(),")]
    [InlineData("new GrpcChannelOptions { HttpHandler = new HttpClientHandler { UseProxy = false }, DisposeHttpClient = false }", "InnerHandler = new HttpClientHandler { UseProxy = false },")]
    [InlineData("new GrpcChannelOptions { DisposeHttpClient = false, MaxRetryAttempts = 2 }", "InnerHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },")]
    public async Task What_the_options_have_stays(string options, string expected)
    {
        var after = await FixPromise.HoldsAsync(Desk("\"http://localhost:5000\"", ", " + options));
        Assert.Contains(expected, after, StringComparison.Ordinal);
        Assert.Equal(options.Contains("Dispose", StringComparison.Ordinal), after.Contains("DisposeHttpClient = false", StringComparison.Ordinal));
        Assert.DoesNotContain("DisposeHttpClient = true", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_client_of_the_user_no_handler_is_set()
    {
        var after = await FixPromise.HoldsAsync(Desk("\"http://localhost:5000\"", ", new GrpcChannelOptions { HttpClient = new HttpClient() }"));
        Assert.DoesNotContain("HttpHandler", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_of_the_project_is_used()
    {
        var after = await FixPromise.HoldsAsync(Desk("\"http://localhost:5000\"") + """

            public sealed class TokenHandler(Tokens tokens) : DelegatingHandler
            {
                protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    request.Headers.Authorization = new("Bearer", await tokens.GetTokenAsync(cancellationToken));
                    return await base.SendAsync(request, cancellationToken);
                }
            }
            """);
        Assert.Contains("HttpHandler = new TokenHandler(tokens)", after, StringComparison.Ordinal);
        Assert.DoesNotContain("AuthorizationHeaderHandler", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handler_of_another_http_client_is_not()
    {
        var after = await FixPromise.HoldsAsync(Registered("AddSingleton<Tokens>()", "\"http://orders\"", """
            services.AddHttpClient("reports").AddHttpMessageHandler(() => new ReportsHandler());
            """) + """

            public sealed class ReportsHandler : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    request.Headers.Authorization = new("Bearer", Environment.GetEnvironmentVariable("REPORTS_TOKEN"));
                    return base.SendAsync(request, cancellationToken);
                }
            }
            """);
        Assert.Contains("AddHttpMessageHandler(serviceProvider => new AuthorizationHeaderHandler(", after, StringComparison.Ordinal);
    }

    private static string Registered(string tokens, string address, string rest = "") => $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Options;

        public static class Startup
        {
            public static void Add(WebApplicationBuilder builder)
            {
                var services = builder.Services;
                services.{{tokens}};
                {{rest.Trim()}}
                services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}((provider, o) => o.Address = new Uri({{address}}));
            }
        }

        public sealed class OrderSettings
        {
            public string Url { get; set; } = "";
        }

        """ + Tokens;

    [Theory]
    [InlineData("http://localhost:5000")]
    [InlineData("http://orders")]
    [InlineData("https+http://orders")]
    public async Task A_registration_gets_a_handler(string address)
    {
        var after = await FixPromise.HoldsAsync(Registered("AddSingleton<Tokens>()", "\"" + address + "\""));
        Assert.Contains(
            ".AddHttpMessageHandler(serviceProvider => new AuthorizationHeaderHandler(async cancellationToken =>\n", after, StringComparison.Ordinal);
        Assert.Contains("await serviceProvider.GetRequiredService<Tokens>().GetTokenAsync(cancellationToken)", after, StringComparison.Ordinal);
        Assert.Contains("new AuthenticationHeaderValue(\"Bearer\", token)", after, StringComparison.Ordinal);
        Assert.EndsWith(Class, after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AddScoped<Tokens>()", "")]
    [InlineData("AddSingleton<Tokens>()", "services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://a\")).AddCallCredentials((c, m) => Task.CompletedTask).ConfigureChannel(o => o.HttpHandler = new SocketsHttpHandler());")]
    public Task No_handler_keeps_a_service_of_a_scope_or_is_replaced(string tokens, string rest) =>
        Verify.NotFixable(Registered(tokens, "\"http://orders\"", rest));

    private const string Direct = "builder.Configuration[\"Orders:Url\"]!";
    private const string Http = """{ "Orders": { "Url": "http://orders:5000" } }""";
    private const string Https = """{ "Orders": { "Url": "https://orders.example.com" } }""";

    [Theory]
    [InlineData(Direct, "", Http, null, false)]
    [InlineData(Direct, "", Https, null, true)]
    [InlineData(Direct, "", Https, """{ "Orders": { "Url": "http://localhost:5000" } }""", false)]
    [InlineData(Direct, "", """{ "Orders": { "Name": "https://orders.example.com" } }""", null, false)]
    [InlineData(Direct, "", """{ "Orders:Url": "https://orders.example.com" }""", null, true)]
    [InlineData("builder.Configuration.GetSection(\"Orders\")[\"Url\"]!", "", Https, null, true)]
    [InlineData("builder.Configuration.GetValue<string>(\"Orders:Url\")!", "", Https, null, true)]
    [InlineData("section[\"Url\"]!", "var section = builder.Configuration.GetSection(\"Orders\");", Https, null, true)]
    [InlineData("section[\"Url\"]!", "var section = builder.Configuration.GetSection(\"Orders\");", Http, null, false)]
    [InlineData("url", "var url = builder.Configuration[\"Orders:Url\"] ?? throw new InvalidOperationException();", Https, null, true)]
    [InlineData("url", "var url = builder.Configuration[\"Orders:Url\"] ?? \"http://localhost:5000\";", Https, null, false)]
    [InlineData("builder.Configuration.GetConnectionString(\"orders\")!", "", """{ "ConnectionStrings": { "orders": "https://orders.example.com" } }""", null, true)]
    [InlineData("Environment.GetEnvironmentVariable(\"Orders__Url\")!", "", Https, null, true)]
    [InlineData("provider.GetRequiredService<IOptions<OrderSettings>>().Value.Url", "services.Configure<OrderSettings>(builder.Configuration.GetSection(\"Orders\"));", Https, null, true)]
    [InlineData("provider.GetRequiredService<IOptions<OrderSettings>>().Value.Url", "services.Configure<OrderSettings>(builder.Configuration.GetSection(\"Orders\"));", Http, null, false)]
    [InlineData("provider.GetRequiredService<IOptions<OrderSettings>>().Value.Url", "services.AddOptions<OrderSettings>().BindConfiguration(\"Orders\");", Https, null, true)]
    [InlineData("provider.GetRequiredService<IOptions<OrderSettings>>().Value.Url", "services.AddOptions<OrderSettings>().Bind(builder.Configuration.GetSection(\"Other\"));", Https, null, false)]
    [InlineData("settings.Url", "var settings = builder.Configuration.GetSection(\"Orders\").Get<OrderSettings>()!;", Https, null, true)]
    [InlineData("settings.Url", "var settings = new OrderSettings(); builder.Configuration.GetSection(\"Orders\").Bind(settings);", Http, null, false)]
    [InlineData(Direct + " ?? \"https://orders.example.com\"", "", "{ }", null, false)]
    [InlineData("url", "var url = builder.Configuration.GetValue(\"Orders:Url\", \"https://orders.example.com\")!;", "{ }", null, false)]
    [InlineData("url", "var url = builder.Configuration.GetValue(\"Orders:Url\", \"https://orders.example.com\")!;", Https, null, true)]
    public async Task The_address_is_followed_into_the_configuration_files(string address, string rest, string settings, string? development, bool isTls)
    {
        (string, string)[] files = [("appsettings.json", settings), .. development is null ? [] : new[] { ("appsettings.Development.json", development) }];
        var after = await FixPromise.HoldsAsync(
            Registered("AddSingleton<Tokens>()", address, rest.Replace("; ", ";\n        ", StringComparison.Ordinal)), Setup.Usual with { AdditionalFiles = files });
        Assert.Equal(isTls, after.Contains(".AddCallCredentials(", StringComparison.Ordinal));
        Assert.Equal(!isTls, after.Contains(".AddHttpMessageHandler(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("new UriBuilder(\"http\", host, 5000).Uri")]
    [InlineData("new UriBuilder { Scheme = Uri.UriSchemeHttp, Host = host }.ToString()")]
    [InlineData("$\"{Uri.UriSchemeHttp}{Uri.SchemeDelimiter}{host}\"")]
    [InlineData("string.Format(\"{0}://{1}\", host.Length > 9 ? \"https\" : \"http\", host)")]
    [InlineData("\"HTTP://\" + host")]
    public async Task An_http_address_that_is_built_gets_no_call_credentials(string address)
    {
        var source = $$"""
            public static class Desk
            {
                public static Order Get(string host)
                {
                    var channel = GrpcChannel.ForAddress({{address}});
                    return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
                }
            }
            """;
        await FixPromise.WritesAsync("channel.Intercept(", source);
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        Assert.DoesNotContain(
            await Verify.Product.OffersAsync(project), static o => o.Action.EquivalenceKey!.EndsWith("CallCredentials", StringComparison.Ordinal));
    }

    [Fact]
    public Task Where_the_scheme_is_not_known_call_credentials_come_second() => Verify.Fixes(
        Registered("AddScoped<object>()", Direct).Replace(Tokens, "", StringComparison.Ordinal),
        Registered("AddScoped<object>()", Direct).Replace(Tokens, "", StringComparison.Ordinal)
            .Replace("{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}", "AddGrpcClient<Orders.OrdersClient>", StringComparison.Ordinal)
            .Replace("!));", """
                !))
                            .AddCallCredentials((context, metadata) =>
                            {
                                var token = builder.Configuration["Orders:Token"]
                                    ?? throw new InvalidOperationException("The setting 'Orders:Token' is missing.");
                                metadata.Add("authorization", $"Bearer {token}");
                                return Task.CompletedTask;
                            });
                """, StringComparison.Ordinal),
        choice: new FixChoice { Key = "GRPCAUTH1002.CallCredentials", Title = "Add call credentials to the registration using setting 'Orders:Token'" });
}
