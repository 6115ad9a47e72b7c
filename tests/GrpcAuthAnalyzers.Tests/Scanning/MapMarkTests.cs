using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Coverage.Mapping;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What the marks of the credential map say: by what a call is authenticated, where the token comes from, and what servers ask.</summary>
public sealed class MapMarkTests
{
    internal const string Switch = MapAnalyzer.Switch + " = true";

    [Theory]
    [InlineData("client.GetOrder(r)", "https://orders.example.com", "absent", null, null)]
    [InlineData("client.GetOrder(r, new Metadata { { \"authorization\", \"Bearer \" + Environment.GetEnvironmentVariable(\"ORDERS_TOKEN\") } })",
        "https://orders.example.com", "present", "Header", "environment variable 'ORDERS_TOKEN'")]
    [InlineData("client.GetOrder(r, new Metadata { { \"authorization\", $\"Bearer {await tokens.GetTokenAsync()}\" } })",
        "https://orders.example.com", "present", "Header", "'ITokens.GetTokenAsync'")]
    [InlineData("client.GetOrder(r, new Metadata { { \"authorization\", configuration[\"Orders:Token\"]! } })",
        "https://orders.example.com", "present", "Header", "setting 'Orders:Token'")]
    [InlineData("client.GetOrder(r, new Metadata { { \"authorization\", \"Bearer f3a9c1d27b\" } })",
        "https://orders.example.com", "present", "Header", "a constant in the code")]
    [InlineData(
        "client.GetOrder(r, new(credentials: CallCredentials.FromInterceptor(async (c, m) => m.Add(\"authorization\", await tokens.GetTokenAsync()))))",
        "https://orders.example.com", "present", "CallCredentials", "'ITokens.GetTokenAsync'")]
    public async Task A_call_says_what_authenticates_it(string call, string address, string credential, string? means, string? token)
    {
        var marks = await OfAsync(
            $$"""
            using System;
            using System.Threading.Tasks;
            using Microsoft.Extensions.Configuration;

            public interface ITokens { Task<string> GetTokenAsync(); }

            public class C(ITokens tokens, IConfiguration configuration)
            {
                public async Task M(OrderRequest r)
                {
                    var client = new Orders.OrdersClient(GrpcChannel.ForAddress("{{address}}"));
                    {{call}};
                }
            }
            """);

        var mark = Assert.Single(marks, each => each["kind"] == "call");
        Assert.Equal(("GetOrder", "OrdersClient", "variable 'client'", "C.M"), (mark["method"], mark["client"], mark["holder"], mark["member"]));
        Assert.Equal((credential, means, token), (mark["credential"], mark.GetValueOrDefault("means"), mark.GetValueOrDefault("tokens")));
        var channel = Assert.Single(marks, each => each["kind"] == "channel");
        Assert.Equal((address, "Tls", "absent"), (channel["address"], channel["transport"], channel["credential"]));
        Assert.Equal("absent", Assert.Single(marks, each => each["kind"] == "client")["credential"]);
    }

    [Theory]
    [InlineData(
        ".AddCallCredentials((c, m) => { m.Add(\"authorization\", Tokens.Get()); return Task.CompletedTask; })", "CallCredentials", "'File.ReadAllText'")]
    [InlineData(".AddInterceptor(() => new Adding())", "Interceptor", "'Adding'\n'File.ReadAllText'")]
    [InlineData(".AddHttpMessageHandler(() => new Handler())", "Handler", "'Handler'\n'File.ReadAllText'")]
    [InlineData(
        ".ConfigurePrimaryHttpMessageHandler(() => { var h = new HttpClientHandler(); h.ClientCertificates.Add(null!); return h; })", "Certificate", null)]
    [InlineData(".ConfigureHttpClient(h => h.DefaultRequestHeaders.Add(\"x-api-key\", Tokens.Get()))", "DefaultHeader", "'File.ReadAllText'")]
    [InlineData("", null, null)]
    public async Task A_registration_and_the_calls_of_its_client_say_what_authenticates_them(string setup, string? means, string? token)
    {
        var marks = await OfAsync(
            $$"""
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;
            using Grpc.Core.Interceptors;
            using Microsoft.Extensions.DependencyInjection;

            internal static class Tokens { internal static string Get() => System.IO.File.ReadAllText("token"); }

            internal sealed class Adding : Interceptor
            {
                private readonly string _token = System.IO.File.ReadAllText("token");

                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                    TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                    continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(new Metadata { { "authorization", _token } })));
            }

            internal sealed class Handler : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
                {
                    request.Headers.Authorization = new("Bearer", Tokens.Get());
                    return base.SendAsync(request, cancellation);
                }
            }

            internal sealed class C(Orders.OrdersClient client)
            {
                public void M(OrderRequest r) => client.GetOrder(r);

                public static void Register(IServiceCollection services)
                {
                    services.AddSingleton<C>();
                    services
                        .AddGrpcClient<Orders.OrdersClient>("main", o => o.Address = new System.Uri("https://me:geheim7@orders.example.com/?key=geheim8"))
                        {{setup}};
                }
            }
            """);

        var registration = Assert.Single(marks, each => each["kind"] == "registration");
        Assert.Equal(("OrdersClient", "main", "https://orders.example.com/"), (registration["client"], registration["name"], registration["address"]));
        var call = Assert.Single(marks, each => each["kind"] == "call");
        foreach (var mark in new[] { registration, call })
        {
            Assert.Equal(means is null ? "absent" : "present", mark["credential"]);
            Assert.Equal(means, mark.GetValueOrDefault("means"));
        }

        Assert.Equal(token, registration.GetValueOrDefault("tokens"));
        Assert.DoesNotContain(marks, each => each.Values.Any(value => value!.Contains("geheim", System.StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_injected_client_without_a_registration_is_unknown_and_says_why()
    {
        var marks = await OfAsync("public class C(Orders.OrdersClient client) { public void M() => client.GetOrder(new OrderRequest()); }");
        var call = Assert.Single(marks);
        Assert.Equal(("unknown", "its client or channel is injected or passed in"), (call["credential"], call["why"]));
    }

    [Fact]
    public async Task A_server_says_what_it_asks_of_each_rpc()
    {
        var marks = await OfAsync(DeskServer.Program);
        Assert.Equal(
            [("GetOrder", "nothing", "Desk"), ("ListOrders", "credentials", "Desk")],
            marks.Where(each => each["kind"] == "rpc").Select(each => (each["method"]!, each["asks"]!, each["server"]!)).Order());
    }

    [Fact]
    public async Task Settings_of_the_environments_are_shown_without_secrets()
    {
        var marks = await OfAsync(
            "public class C(Orders.OrdersClient client);",
            new Setup
            {
                AdditionalFiles =
                [
                    ("appsettings.json", """
                        {
                          "Orders": { "Address": "https://user:geheim1@orders.example.com?sig=geheim2", "ApiKey": "geheim3", "Timeout": "00:00:30" },
                          "Auth": { "Authority": "https://login.example.com", "Audience": "orders", "Scope": "orders.read orders.write" },
                          "ConnectionStrings": { "Db": "Server=db;Password=geheim4" },
                          "Logging": { "LogLevel": { "Url": "Warning" } }
                        }
                        """),
                    ("appsettings.Staging.json", """{ "Orders": { "Address": "https://orders.staging.example.com" } }"""),
                    ("launchSettings.json", """{ "profiles": { "a": { "applicationUrl": "https://localhost:5001" } } }"""),
                ],
            });
        Assert.Equal(
            [
                ("Auth:Audience", "audience", "", "orders"), ("Auth:Authority", "authority", "", "https://login.example.com"),
                ("Auth:Scope", "scope", "", "orders.read orders.write"), ("Orders:Address", "address", "", "https://orders.example.com"),
                ("Orders:Address", "address", "Staging", "https://orders.staging.example.com"), ("Orders:ApiKey", "secret", "", "\u2022\u2022\u2022"),
            ],
            marks.Select(each => (each["path"]!, each["what"]!, each.GetValueOrDefault("environment") ?? "", each["value"]!)).Order());
    }

    [Fact]
    public async Task Without_the_option_there_is_no_mark()
    {
        var project = await ProjectUnderTest.CreateAsync(
            "public class C(Orders.OrdersClient c) { public void M() => c.GetOrder(new OrderRequest()); }", new Setup());
        Assert.Empty(await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new MapAnalyzer()));
    }

    private static Task<IReadOnlyDictionary<string, string?>[]> OfAsync(string source) => OfAsync(source, new Setup());

    private static async Task<IReadOnlyDictionary<string, string?>[]> OfAsync(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup with { GlobalConfig = Switch });
        var marks = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new MapAnalyzer());
        return [.. marks.Select(static mark => mark.Properties)];
    }
}
