using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

public sealed class CredentialScopeCapturedFixTests
{
    [Theory]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}()", "AddInterceptor<Auth>(InterceptorScope.Client)")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}(); services.AddScoped<OrderService>().AddSingleton<Cache>()", "AddInterceptor<Auth>(InterceptorScope.Client); services.AddScoped<OrderService>().AddSingleton<Cache>()")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}(InterceptorScope.Channel)", "AddInterceptor<Auth>(InterceptorScope.Client)")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor|}(sp => new Auth(sp.GetRequiredService<IUserToken>()))", "AddInterceptor(InterceptorScope.Client, sp => new Auth(sp.GetRequiredService<IUserToken>()))")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor|}(InterceptorScope.Channel, /* per user */ sp => sp.GetRequiredService<Auth>())", "AddInterceptor(InterceptorScope.Client, /* per user */ sp => sp.GetRequiredService<Auth>())")]
    public Task The_interceptor_is_made_for_each_client(string before, string after) => Verify.Fixes(Program(before), Program(after));

    [Fact]
    public Task The_namespace_of_the_scope_is_imported() => Verify.Fixes(
        Program("{|GRPCAUTH3006:AddInterceptor<Auth>|}()").Replace("using Grpc.Net.ClientFactory;\n", "", System.StringComparison.Ordinal),
        Program("AddInterceptor<Auth>(InterceptorScope.Client)"));

    [Theory]
    [InlineData("{|GRPCAUTH3006:AddHttpMessageHandler<TokenHandler>|}()")]
    [InlineData("{|GRPCAUTH3006:AddHttpMessageHandler|}(sp => new TokenHandler(sp.GetRequiredService<IUserToken>()))")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}(); services.AddSingleton<Auth>()")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}(); services.AddSingleton<OrderService>()")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}(); services.AddTransient<OrderService>().AddSingleton<Desk>()")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}(); services.AddSingleton(sp => sp.GetRequiredService<Orders.OrdersClient>())")]
    [InlineData("{|GRPCAUTH3006:AddInterceptor<Auth>|}(); services.AddSingleton<Maker>()")]
    public Task Where_the_scope_of_the_client_is_no_help(string added) => Verify.NotFixable(Program(added));

    private static string Program(string added) => CredentialScopeCapturedTests.Usings + $$"""
        public class Startup
        {
            public void Configure(IServiceCollection services)
            {
                services.AddScoped<IUserToken, UserToken>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).{{added}};
            }
        }

        public class Cache(IServiceScopeFactory scopes) { public object Scopes => scopes; }

        public class Desk(OrderService orders) { public Task<Order> GetAsync() => orders.GetAsync(); }

        public class Maker(Grpc.Net.ClientFactory.GrpcClientFactory factory) { public object Make() => factory.CreateClient<Orders.OrdersClient>("orders"); }
        """ + CredentialScopeCapturedTests.Types;
}
