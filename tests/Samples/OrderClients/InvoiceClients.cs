using Acme.Ordering;
using Microsoft.Extensions.DependencyInjection;

namespace Acme.OrderClients;

/// <summary>The invoices of the company, for the applications that bring their own credentials.</summary>
public static class InvoiceClients
{
    public static IHttpClientBuilder AddInvoices(this IServiceCollection services, Uri address, Func<HttpMessageHandler> handler) =>
        services.AddGrpcClient<Invoices.InvoicesClient>(options => options.Address = address).ConfigurePrimaryHttpMessageHandler(handler);
}
