using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Code that runs for a login must do without the token, wherever it is added.</summary>
public sealed class NamedLoginTests
{
    // A registration may be that of any client: it is added to what the method gets.
    [Theory]
    [InlineData("Accounts.AccountsClient", "Secure(services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://a.example.com\")));", false)]
    [InlineData("Accounts.AccountsClient", "services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://a.example.com\")).AddInterceptor<SessionInterceptor>();", false)]
    [InlineData("Orders.OrdersClient", "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://a.example.com\")).AddInterceptor<SessionInterceptor>();", true)]
    [InlineData("Orders.OrdersClient", "Secure(services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://a.example.com\")));", true)]
    public Task Code_that_runs_for_a_login_must_do_without_the_token(string client, string registration, bool isReported)
    {
        var call = client.StartsWith("Accounts", System.StringComparison.Ordinal) ? "session.Start((await client.LoginAsync(new LoginRequest())).Token)" : "await client.GetOrderAsync(new OrderRequest())";
        var source = $$"""
            using Grpc.Core.Interceptors;
            using Microsoft.Extensions.DependencyInjection;

            public sealed class Session
            {
                private string? _token;

                public string? GetToken() => _token;

                public void Start(string token) => _token = token;
            }

            public sealed class SessionInterceptor(Session session) : Interceptor
            {
                {{EveryKind.Overrides}}
                {
                    var headers = new Metadata();
                    {{EveryKind.Copy}}
                    var token = session.GetToken();
                    if (BEGINtoken is not nullEND)
                        headers.Add("authorization", token);
                    return new(context.Method, context.Host, context.Options.WithHeaders(headers));
                }
            }

            public sealed class Door({{client}} client, Session session)
            {
                public async Task EnterAsync() => {{call}};

                public override string ToString() => session.ToString()!;
            }

            public static class Startup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<Session>();
                    {{registration}}
                }

                private static void Secure(IHttpClientBuilder builder) => builder.AddInterceptor<SessionInterceptor>();
            }
            """;
        var (begin, end) = isReported ? ("{|GRPCAUTH1010:", "|}") : ("", "");
        source = source.Replace("BEGIN", begin).Replace("END", end);
        return isReported ? Verify.Reports(source) : Verify.Silent(source);
    }

    [Theory]
    [InlineData("Accounts.AccountsClient", false)]
    [InlineData("Orders.OrdersClient", true)]
    public Task Call_credentials_that_a_helper_adds_to_any_builder(string client, bool isReported)
    {
        var call = client.StartsWith("Accounts", System.StringComparison.Ordinal) ? "session.Start((await client.LoginAsync(new LoginRequest())).Token)" : "await client.GetOrderAsync(new OrderRequest())";
        var source = $$"""
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

                public override string ToString() => session.ToString()!;
            }

            public static class Startup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<Session>();
                    Secure(services.AddGrpcClient<{{client}}>(o => o.Address = new Uri("https://a.example.com")));
                }

                private static void Secure(IHttpClientBuilder builder) => builder.AddCallCredentials((context, metadata, provider) =>
                {
                    var token = provider.GetRequiredService<Session>().GetToken();
                    if (BEGINtoken is nullEND)
                        return Task.CompletedTask;

                    metadata.Add("authorization", "Bearer " + token);
                    return Task.CompletedTask;
                });
            }
            """;
        var (begin, end) = isReported ? ("{|GRPCAUTH1010:", "|}") : ("", "");
        source = source.Replace("BEGIN", begin).Replace("END", end);
        return isReported ? Verify.Reports(source) : Verify.Silent(source);
    }

    /// <summary>A login over a channel that is not seen may go over this one.</summary>
    [Theory]
    [InlineData("Accounts.AccountsClient accounts", "session.Start((await accounts.LoginAsync(new LoginRequest())).Token);", false)]
    [InlineData("Orders.OrdersClient orders", "await orders.GetOrderAsync(new OrderRequest());", true)]
    public Task A_login_through_a_client_that_is_not_seen(string parameter, string call, bool isReported)
    {
        var source = $$"""
            public sealed class Session
            {
                private string? _token;

                public string? GetToken() => _token;

                public void Start(string token) => _token = token;
            }

            public static class Program
            {
                public static GrpcChannel Open(Session session) => GrpcChannel.ForAddress("https://shop.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        if (BEGIN!string.IsNullOrEmpty(session.GetToken())END)
                            metadata.Add("authorization", session.GetToken()!);
                        return Task.CompletedTask;
                    })),
                });

                public static async Task RunAsync({{parameter}}, Session session)
                {
                    {{call}}
                    Console.WriteLine(session);
                }
            }
            """;
        var (begin, end) = isReported ? ("{|GRPCAUTH1010:", "|}") : ("", "");
        source = source.Replace("BEGIN", begin).Replace("END", end);
        return isReported ? Verify.Reports(source) : Verify.Silent(source);
    }
}
