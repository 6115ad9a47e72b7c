using Acme.Common;
using Acme.Ordering;
using Grpc.Net.ClientFactory;

namespace Acme.OrderPortal;

/// <summary>Looks at an order as a customer does: with a login and a request of its own.</summary>
internal sealed class CustomerVisit(
    Accounts.AccountsClient accounts, IServiceScopeFactory scopes, IHttpContextAccessor accessor, ClientSettings settings)
{
    public async Task LookAsync(string customer, CancellationToken cancellationToken)
    {
        var login = await accounts.LoginAsync(new LoginRequest { User = customer, Password = settings.Password }, cancellationToken: cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        accessor.HttpContext = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        accessor.HttpContext.Request.Headers.Authorization = "Bearer " + login.AccessToken;

        var orders = scope.ServiceProvider.GetRequiredService<GrpcClientFactory>().CreateClient<Orders.OrdersClient>(OrderCheck.Customers);
        await orders.GetOrderAsync(new OrderRequest { Id = customer + "-1" }, cancellationToken: cancellationToken);
    }
}
