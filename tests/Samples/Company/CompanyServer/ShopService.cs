using Grpc.Core;

namespace Acme.Company.Server;

/// <summary>Where the shops are: nothing is asked of the caller.</summary>
public sealed class ShopService : Shops.ShopsBase
{
    public override Task<Shop> FindShop(ShopRequest request, ServerCallContext context) => Task.FromResult(new Shop { Street = $"Market Square, {request.Town}" });
}
