using Acme.Common;
using Acme.Company;
using Acme.Company.Desk;
using Acme.Company.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddCompanyDefaults();
builder.Services.AddSingleton<CompanyTokens>();
builder.Services.AddSingleton<OrderDesk>();
builder.Services.AddGrpcClient<Orders.OrdersClient>((services, options) => options.Address = services.GetRequiredService<ClientSettings>().Address)
    .ConfigurePrimaryHttpMessageHandler(services => PinnedCertificate.CreateHandler(services.GetRequiredService<ClientSettings>().CertificatePath))
    .AddCompanyToken();
builder.Services.AddGrpcClient<Shops.ShopsClient>((services, options) => options.Address = services.GetRequiredService<ClientSettings>().Address)
    .ConfigurePrimaryHttpMessageHandler(services => PinnedCertificate.CreateHandler(services.GetRequiredService<ClientSettings>().CertificatePath));

using var host = builder.Build();
var log = new CallLog();
await host.Services.GetRequiredService<OrderDesk>().RunAsync(log);
return log.ExitCode;
