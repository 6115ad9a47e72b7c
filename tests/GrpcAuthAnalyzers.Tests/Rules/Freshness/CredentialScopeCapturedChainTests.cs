using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3006 where the credentials of a client do not stand right behind its registration.</summary>
public sealed class CredentialScopeCapturedChainTests
{
    [Theory]
    [InlineData("var builder = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")); builder.ConfigureChannel(o => o.MaxRetryAttempts = 2); builder.AddCallCredentials(FillAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")).ConfigureChannel(o => o.MaxRetryAttempts = 2).AddCallCredentials(FillAsync);")]
    [InlineData("GrpcHttpClientBuilderExtensions.AddCallCredentials(services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\")), FillAsync);")]
    public Task A_singleton_whose_client_gets_its_credentials_further_down(string registration) => Verify.Reports(
        CredentialScopeCapturedTests.Usings + $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.{|#0:AddScoped<IUserToken, UserToken>|}();
                services.{|GRPCAUTH3006:AddSingleton<OrderService>|}();
                {{registration}}
            }

            private static Task FillAsync(AuthInterceptorContext context, Metadata metadata, IServiceProvider provider)
            {
                metadata.Add("authorization", "Bearer " + provider.GetRequiredService<IUserToken>().Token);
                return Task.CompletedTask;
            }
        }
        """ + CredentialScopeCapturedTests.Types,
        message: "'OrderService' takes its token from scoped 'IUserToken' but is created once for the process; calls send another user's token, or none");

    [Theory]
    [InlineData("AddInterceptor<Auth>(InterceptorScope.Client)", "{|GRPCAUTH3006:AddSingleton<OrderService>|}")]
    [InlineData("{|GRPCAUTH3006:AddHttpMessageHandler<TokenHandler>|}()", "AddSingleton<OrderService>")]
    public Task The_one_that_captures_the_scope(string added, string singleton) => Verify.Reports(CredentialScopeCapturedTests.Usings + $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.{|#0:AddScoped<IUserToken, UserToken>|}();
                services.AddTransient<TokenHandler>();
                services.{{singleton}}();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{{added}};
            }
        }
        """ + CredentialScopeCapturedTests.Types);

    [Fact]
    public Task A_handler_that_takes_a_scoped_service_and_sends_the_token_of_another() => Verify.Silent(CredentialScopeCapturedTests.Usings + """
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.AddScoped<IUserToken, UserToken>();
                services.AddSingleton<ProgramTokens>();
                services.AddTransient<TwoHandler>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).AddHttpMessageHandler<TwoHandler>();
            }
        }

        public class ProgramTokens
        {
            public string Current => Environment.MachineName;
        }

        public class TwoHandler : DelegatingHandler
        {
            private readonly IUserToken _user;
            private readonly ProgramTokens _tokens;

            public TwoHandler(IUserToken user, ProgramTokens tokens) => (_user, _tokens) = (user, tokens);

            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                Console.WriteLine(_user.GetHashCode());
                request.Headers.Authorization = new("Bearer", _tokens.Current);
                return base.SendAsync(request, cancellationToken);
            }
        }
        """ + CredentialScopeCapturedTests.Types);
}
