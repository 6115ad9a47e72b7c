using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class CredentialScopeCapturedSilentTests
{
    [Theory]
    [InlineData("services.AddScoped<IUserToken, UserToken>();", "AddInterceptor<Auth>(InterceptorScope.Client)")]
    [InlineData("services.AddScoped<IUserToken, UserToken>();", "AddInterceptor(InterceptorScope.Client, sp => new Auth(sp.GetRequiredService<IUserToken>()))")]
    [InlineData("services.AddScoped<IUserToken, UserToken>();", "AddInterceptor<Auth>(Chosen)")]
    [InlineData("services.AddSingleton<IUserToken, UserToken>();", "AddInterceptor<Auth>()")]
    [InlineData("services.AddTransient<IUserToken, UserToken>();", "AddInterceptor<Auth>()")]
    [InlineData("services.AddScoped<IUserToken, UserToken>(); services.AddSingleton<IUserToken, UserToken>();", "AddInterceptor<Auth>()")]
    [InlineData("services.AddScoped<IUserToken, UserToken>(); services.AddHttpClient<IUserToken, UserToken>();", "AddInterceptor<Auth>()")]
    [InlineData("services.AddKeyedScoped<IUserToken, UserToken>(\"user\"); services.AddSingleton<IUserToken, UserToken>();", "AddInterceptor<Auth>()")]
    [InlineData("services.AddScoped<Session>();", "AddInterceptor<Auth>()")]
    [InlineData("services.AddScoped<MachineTokens>();", "AddInterceptor<MachineAuth>()")]
    [InlineData("services.AddScoped<CurrentRequest>();", "AddInterceptor<CurrentAuth>()")]
    [InlineData("services.AddScoped<Session>(); services.AddHttpContextAccessor();", "AddInterceptor<AccessorAuth>()")]
    [InlineData("services.AddScoped<Session>();", "AddInterceptor<ScopeAuth>()")]
    [InlineData("services.AddScoped<Session>();", "AddInterceptor<Correlating>()")]
    [InlineData("services.AddScoped<Session>();", "AddInterceptor<LoggingSession>()")]
    [InlineData("services.AddScoped(typeof(IUserToken), Unknown);", "AddInterceptor<Auth>()")]
    [InlineData("services.AddScoped<IUserToken>(sp => Make(sp));", "AddInterceptor<Auth>()")]
    [InlineData("services.AddScoped<IUserToken, UserToken>();", "AddCallCredentials((context, metadata, provider) => { metadata.Add(\"authorization\", provider.GetRequiredService<IUserToken>().Token); return Task.CompletedTask; })")]
    public Task What_is_made_per_client_or_holds_nothing_of_one_user(string scoped, string added) => Verify.Silent(CredentialScopeCapturedTests.Usings + $$"""
        public class Startup
        {
            private static readonly InterceptorScope Chosen = Environment.ProcessorCount > 1 ? InterceptorScope.Client : InterceptorScope.Channel;

            private static Type Unknown => Type.GetType("UserToken")!;

            private static IUserToken Make(IServiceProvider provider) => (IUserToken)ActivatorUtilities.CreateInstance(provider, Unknown);

            public void Configure(IServiceCollection services)
            {
                {{scoped}}
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{{added}}{{(added.Contains("Correlating", System.StringComparison.Ordinal) || added.Contains("LoggingSession", System.StringComparison.Ordinal) ? ".AddCallCredentials((_, m) => { m.Add(\"authorization\", \"Bearer \" + Environment.MachineName); return Task.CompletedTask; })" : "")}};
            }
        }

        /// <summary>Scoped by habit: the token of the program is the same for everybody.</summary>
        public class MachineTokens(HttpClient http)
        {
            private string? _token;

            public async Task<string> GetTokenAsync() => _token ??= await http.GetStringAsync("https://login.example.com");

            public void Forget() => _token = null;
        }

        public class MachineAuth(MachineTokens tokens) : Interceptor
        {
            {{EveryKind.Overrides}}
                => new(context.Method, context.Host, context.Options.WithCredentials(CallCredentials.Compose(CallCredentials.FromInterceptor(AttachAsync), context.Options.Credentials ?? CallCredentials.FromInterceptor((_, _) => Task.CompletedTask))));

            private async Task AttachAsync(AuthInterceptorContext context, Metadata metadata) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());
        }

        /// <summary>Asks for the request of the caller each time, wherever it is kept.</summary>
        public class CurrentRequest(IHttpContextAccessor accessor)
        {
            public string Token => accessor.HttpContext!.Request.Headers["authorization"].ToString();
        }

        public class CurrentAuth(CurrentRequest request) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", request.Token);
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public class AccessorAuth(IHttpContextAccessor accessor) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", accessor.HttpContext!.Request.Headers["authorization"].ToString());
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public class ScopeAuth(IServiceScopeFactory scopes) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                using var scope = scopes.CreateScope();
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", "Bearer " + scope.ServiceProvider.GetRequiredService<Session>().AccessToken);
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        /// <summary>A scoped service, but no token of it.</summary>
        public class Correlating(Session session) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("x-correlation-id", session.AccessToken?.Length.ToString() ?? "");
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public class LoggingSession(Session session) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                Console.WriteLine(session.GetHashCode());
                return context;
            }
        }
        """ + CredentialScopeCapturedTests.Types);

    [Theory]
    [InlineData("services.AddHttpClient(\"billing\").AddHttpMessageHandler<TokenHandler>();")]
    [InlineData("services.AddScoped<OrderService>();")]
    [InlineData("services.AddTransient<OrderService>();")]
    [InlineData("services.AddSingleton(new OrderService(null!));")]
    [InlineData("services.AddKeyedSingleton(\"orders\", new OrderService(null!));")]
    [InlineData("services.AddKeyedScoped<OrderService>(\"orders\");")]
    [InlineData("services.AddSingleton<Unrelated>();")]
    public Task Other_clients_and_other_holders(string statement) => Verify.Silent(CredentialScopeCapturedTests.Usings + $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.AddScoped<IUserToken, UserToken>();
                {{statement}}
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((context, metadata, provider) =>
                    {
                        metadata.Add("authorization", "Bearer " + provider.GetRequiredService<IUserToken>().Token);
                        return Task.CompletedTask;
                    });
            }
        }

        public class Unrelated(HttpClient http)
        {
            public HttpClient Http => http;
        }
        """ + CredentialScopeCapturedTests.Types);

    [Fact]
    public Task A_singleton_with_a_client_whose_token_is_that_of_the_program() => Verify.Silent(CredentialScopeCapturedTests.Usings + """
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.AddScoped<Session>();
                services.AddSingleton<ProgramTokens>();
                services.AddSingleton<OrderService>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials(async (context, metadata, provider) => metadata.Add("authorization", "Bearer " + await provider.GetRequiredService<ProgramTokens>().GetTokenAsync()));
            }
        }

        public class ProgramTokens(HttpClient http)
        {
            public Task<string> GetTokenAsync() => http.GetStringAsync("https://login.example.com");
        }
        """ + CredentialScopeCapturedTests.Types);
}
