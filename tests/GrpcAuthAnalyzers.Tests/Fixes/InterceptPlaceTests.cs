using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>The credential is attached where no other interceptor can replace it, also if an earlier statement attached that one.</summary>
public sealed class InterceptPlaceTests
{
    [Theory]
    [InlineData("var invoker = channel.Intercept(new Tag()); new Orders.OrdersClient(invoker).GetOrder(new OrderRequest());")]
    [InlineData("var invoker = channel.Intercept(new Tag()); var orders = new Orders.OrdersClient(invoker); var more = new Orders.OrdersClient(invoker); orders.GetOrder(new OrderRequest()); more.GetOrder(new OrderRequest());")]
    [InlineData("CallInvoker tagged = channel.Intercept(new Tag()); var invoker = tagged; new Orders.OrdersClient(tagged).GetOrder(new OrderRequest());", false)]
    [InlineData("var tagged = channel.Intercept(new Tag()); var invoker = tagged.Intercept(new Tag()); new Orders.OrdersClient(invoker).GetOrder(new OrderRequest());")]
    [InlineData("_invoker = channel.Intercept(new Tag()); new Orders.OrdersClient(_invoker).GetOrder(new OrderRequest());")]
    [InlineData("new Orders.OrdersClient(channel.Intercept(new Tag())).GetOrder(new OrderRequest());")]
    public async Task Over_http(string statements, bool isBefore = true)
    {
        var text = await FixPromise.HoldsAsync(Desk("http", statements));
        Assert.Equal(isBefore, text.Contains("}).Intercept(new Tag())", StringComparison.Ordinal));
        Assert.Equal(2, text.Split("GetEnvironmentVariable").Length);
    }

    [Fact]
    public async Task An_invoker_that_a_login_uses_is_left_alone()
    {
        var text = await FixPromise.HoldsAsync(Desk("http", """
            var invoker = channel.Intercept(new Tag());
            new Accounts.AccountsClient(invoker).Login(new LoginRequest());
            new Orders.OrdersClient(invoker).GetOrder(new OrderRequest());
            """));
        Assert.Contains("var invoker = channel.Intercept(new Tag());", text, StringComparison.Ordinal);
        Assert.Contains("new Accounts.AccountsClient(invoker)", text, StringComparison.Ordinal);
    }

    private static string Desk(string scheme, string statements) => $$"""
        using Grpc.Core.Interceptors;

        public sealed class Tag : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata { { "x-tag", "a" } };
                return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }
        }

        public sealed class Desk
        {
            private CallInvoker? _invoker;

            public void Get()
            {
                var channel = GrpcChannel.ForAddress("{{scheme}}://orders.internal");
                {{statements}}
            }
        }
        """;
}
