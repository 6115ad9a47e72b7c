using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>Blazor WebAssembly: configuration is a file that every visitor can download, so a token comes from <c>IAccessTokenProvider</c> or nowhere.</summary>
public class BrowserProjectTests
{
    /// <summary>The names and signatures of Microsoft.AspNetCore.Components.WebAssembly.Authentication 10.0.</summary>
    private const string Library = """
        namespace Microsoft.AspNetCore.Components.WebAssembly.Authentication
        {
            public interface IAccessTokenProvider
            {
                System.Threading.Tasks.ValueTask<AccessTokenResult> RequestAccessToken();
            }

            public class AccessToken
            {
                public string Value { get; set; } = "";
            }

            public class AccessTokenResult
            {
                public bool TryGetToken([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AccessToken? accessToken)
                {
                    accessToken = null;
                    return false;
                }
            }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class MsalWebAssemblyServiceCollectionExtensions
            {
                public static IServiceCollection AddMsalAuthentication(this IServiceCollection services, System.Action<object> configure) => services;
            }
        }
        """;

    private static readonly Setup Browser = Setup.Usual with
    {
        GlobalConfig = "build_property.UsingMicrosoftNETSdkBlazorWebAssembly = true",
        Documents = [("Library.cs", Library)],
    };

    private static string App(string services, string address = "https://orders.example.com") => $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        public static class App
        {
            public static void Add(WebApplicationBuilder builder)
            {
                {{services}}
                builder.Services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("{{address}}"));
            }
        }
        """;

    [Theory]
    [InlineData("https://orders.example.com")]
    [InlineData("http://localhost:5000")]
    public Task Nothing_is_read_from_the_configuration_or_the_environment(string address) =>
        Verify.NotFixable(App("_ = builder.Configuration[\"Orders:Name\"];", address), Browser);

    [Fact]
    public Task Nor_in_a_library_that_supports_browsers() => Verify.NotFixable(
        App("_ = builder.Configuration[\"Orders:Name\"];"),
        Browser with { GlobalConfig = "build_property._SupportedPlatformList = Linux,macOS,Windows,browser" });

    [Fact]
    public Task A_library_for_other_platforms_reads_settings() => FixPromise.WritesAsync(
        "builder.Configuration[",
        App("_ = builder.Configuration[\"Orders:Name\"];"),
        Browser with { GlobalConfig = "build_property._SupportedPlatformList = Linux,macOS,Windows" });

    [Fact]
    public Task Nor_for_a_channel() => Verify.NotFixable("""
        public static class App
        {
            public static Order Find() =>
                {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder|}(new OrderRequest());
        }
        """, Browser);

    [Fact]
    public Task A_hard_coded_token_does_not_become_a_setting() => Verify.NotFixable("""
        public static class App
        {
            public static Order Find(Orders.OrdersClient orders) =>
                orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", {|GRPCAUTH2001:"Bearer archive-writer-88c4"|} } });
        }
        """, Browser);

    [Theory]
    [InlineData("https://orders.example.com", ".AddCallCredentials(async (context, metadata, serviceProvider) =>")]
    [InlineData("http://localhost:5000", ".AddHttpMessageHandler(serviceProvider => new AuthorizationHeaderHandler(async cancellationToken =>")]
    public async Task The_token_of_the_signed_in_user_is_requested(string address, string expected)
    {
        var after = await FixPromise.HoldsAsync(App("builder.Services.AddMsalAuthentication(_ => { });", address), Browser);
        Assert.Contains(expected, after, StringComparison.Ordinal);
        Assert.Contains("""
                            var tokenResult = await serviceProvider.GetRequiredService<IAccessTokenProvider>().RequestAccessToken();
                            var token = tokenResult.TryGetToken(out var accessToken)
                                ? accessToken.Value
                                : throw new InvalidOperationException("Nobody is signed in.");

            """, after, StringComparison.Ordinal);
        Assert.DoesNotContain("Configuration[", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wwwroot/appsettings.json", ", which every visitor of the application can download, and")]
    [InlineData("appsettings.json", " and the file is part of the project")]
    public Task A_secret_that_visitors_download_is_said_to_be_one(string path, string expected) => Verify.Reports(
        "",
        (Browser with { Documents = [] }).With(path, """{ "Grpc": { "Token": "«kx81nq0v7rm2»" } }"""),
        message: "Setting 'Grpc:Token' contains a credential" + (expected[0] == ',' ? expected[..^5] : "") + ", and the file is part of the project");
}
