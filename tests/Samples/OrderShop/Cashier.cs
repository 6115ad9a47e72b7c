using Acme.Ordering;
using Grpc.Core;

namespace Acme.OrderShop;

/// <summary>What a customer owes.</summary>
internal sealed class Cashier(Invoices.InvoicesClient invoices, ShopTokens tokens)
{
    public async Task<int> SumUpAsync(string bought, string returned, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "authorization", $"Bearer {await tokens.GetTokenAsync(cancellationToken)}" } };
        var debit = await invoices.GetInvoiceAsync(new OrderRequest { Id = bought }, headers, cancellationToken: cancellationToken);
        var credit = await invoices.GetInvoiceAsync(new OrderRequest { Id = returned }, cancellationToken: cancellationToken);
        return debit.Cents - credit.Cents;
    }
}
