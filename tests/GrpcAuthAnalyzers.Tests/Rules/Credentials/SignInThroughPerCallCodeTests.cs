using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1010 where the login goes through the same code: it runs before there is a token, so the code must not throw.</summary>
public sealed class SignInThroughPerCallCodeTests
{
    private const string Lambda = "(context, metadata) => { if (BEGIN!string.IsNullOrEmpty(session.GetToken())END) metadata.Add(\"authorization\", session.GetToken()!); return Task.CompletedTask; }";
    private const string Metadata = "metadata => { if (BEGIN!string.IsNullOrEmpty(session.GetToken())END) metadata.Add(\"authorization\", session.GetToken()!); return metadata; }";

    private static readonly string OnChannel =
        "using var channel = GrpcChannel.ForAddress(\"https://shop.example.com\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(" + Lambda + ")) });\n        var accounts = new Accounts.AccountsClient(channel);";

    private static readonly string OnInvoker =
        "var invoker = GrpcChannel.ForAddress(\"https://shop.example.com\").Intercept(" + Metadata + ");\n        var accounts = new Accounts.AccountsClient(invoker);";

    private static string Shop(string setup, string call, bool isReported) => $$"""
        using Grpc.Core.Interceptors;

        public sealed class Session
        {
            private string? _token;

            public string? GetToken() => _token;

            public void Start(string token) => _token = token;
        }

        public static class Program
        {
            public static async Task RunAsync(Session session)
            {
                {{setup.Replace("BEGIN", isReported ? "{|GRPCAUTH1010:" : "", StringComparison.Ordinal).Replace("END", isReported ? "|}" : "", StringComparison.Ordinal)}}
                {{call}}
            }
        }
        """;

    public static TheoryData<string> Setups => [OnChannel, OnInvoker];

    [Theory]
    [MemberData(nameof(Setups))]
    public Task A_login_over_the_same_channel_or_invoker_is_silent(string setup) =>
        Verify.Silent(Shop(setup, "session.Start((await accounts.LoginAsync(new LoginRequest())).Token);", isReported: false));

    [Theory]
    [MemberData(nameof(Setups))]
    public Task A_login_elsewhere_is_not(string setup) => Verify.Reports(Shop(
        setup,
        "session.Start((await new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://login.example.com\")).LoginAsync(new LoginRequest())).Token);\n        await accounts.GetAccountAsync(new LoginRequest());",
        isReported: true));

    [Fact]
    public Task Methods_that_an_option_calls_anonymous_count() => Verify.Silent(
        Shop(OnChannel, "session.Start((await accounts.GetAccountAsync(new LoginRequest())).Token);", isReported: false),
        Setup.Usual with { EditorConfig = "grpc_auth.anonymous_methods = GetAccount" });

    private static string Registered(string test, string client, string call) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Session
        {
            private string? _token;

            public string? GetToken() => _token;

            public void Start(string token) => _token = token;
        }

        public sealed class Door({{client}} client, Session session)
        {
            public async Task EnterAsync() => {{call}};
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services) =>
                services.AddSingleton<Session>().AddGrpcClient<{{client}}>(o => o.Address = new Uri("https://shop.example.com"))
                    .AddCallCredentials((context, metadata, provider) =>
                    {
                        var token = provider.GetRequiredService<Session>().GetToken();
                        if ({{test}})
                            return Task.CompletedTask;

                        metadata.Add("authorization", "Bearer " + token);
                        return Task.CompletedTask;
                    });
        }
        """;

    [Fact]
    public Task A_login_through_the_registered_client_is_silent() => Verify.Silent(
        Registered("token is null", "Accounts.AccountsClient", "session.Start((await client.LoginAsync(new LoginRequest())).Token)"));

    [Fact]
    public Task A_registered_client_that_does_not_sign_in_is_reported() => Verify.Reports(
        Registered("{|GRPCAUTH1010:token is null|}", "Orders.OrdersClient", "session.Start((await client.GetOrderAsync(new OrderRequest())).Id)"));

    [Theory]
    [InlineData("accounts.Login(new LoginRequest())", false)]
    [InlineData("accounts.GetAccount(new LoginRequest())", true)]
    public Task An_interceptor_that_the_login_goes_through_is_silent(string call, bool isReported)
    {
        var source = $$"""
            using Grpc.Core.Interceptors;

            public sealed class Session
            {
                public string? GetToken() => Environment.MachineName;
            }

            public sealed class {|GRPCAUTH1005:SessionInterceptor|}(Session session) : Interceptor
            {
                public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                    TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
                {
                    var headers = new Metadata();
                    var token = session.GetToken();
                    if (BEGINtoken is not nullEND)
                        headers.Add("authorization", token);
                    return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithHeaders(headers)|}));
                }
            }

            public static class Program
            {
                public static LoginReply Run(Session session)
                {
                    var accounts = new Accounts.AccountsClient(GrpcChannel.ForAddress("https://shop.example.com").Intercept(new SessionInterceptor(session)));
                    return {{call}};
                }
            }
            """.Replace("BEGIN", isReported ? "{|GRPCAUTH1010:" : "", StringComparison.Ordinal).Replace("END", isReported ? "|}" : "", StringComparison.Ordinal);
        return Verify.Reports(source);
    }
}
