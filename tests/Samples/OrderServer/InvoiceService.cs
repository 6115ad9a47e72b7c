using Acme.Ordering;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Acme.OrderServer;

/// <summary>What an order costs, for callers with a valid token.</summary>
[Authorize]
public sealed class InvoiceService : Invoices.InvoicesBase
{
    public override Task<Invoice> GetInvoice(OrderRequest request, ServerCallContext context) =>
        Task.FromResult(new Invoice { OrderId = request.Id, Cents = 4900 });
}
