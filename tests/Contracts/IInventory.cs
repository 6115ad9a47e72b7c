using System.Collections.Generic;
using System.Runtime.Serialization;
using System.Threading.Tasks;
using ProtoBuf.Grpc;
using ProtoBuf.Grpc.Configuration;

namespace Acme.Inventory;

/// <summary>A code-first contract of protobuf-net.Grpc.</summary>
[Service("acme.inventory.v1.Inventory")]
public interface IInventory
{
    ValueTask<StockReply> GetStockAsync(StockRequest request, CallContext context = default);

    IAsyncEnumerable<StockReply> WatchStockAsync(StockRequest request, CallContext context = default);
}

[DataContract]
public sealed class StockRequest
{
    [DataMember(Order = 1)]
    public string Sku { get; set; } = "";
}

[DataContract]
public sealed class StockReply
{
    [DataMember(Order = 1)]
    public int Count { get; set; }
}
