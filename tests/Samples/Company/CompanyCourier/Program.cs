using Acme.Common;
using Acme.Company;
using Acme.Company.Courier;
using Acme.Company.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.AddCompanyDefaults();
builder.Services.AddSingleton<CompanyTokens>();
builder.Services.AddSingleton<DeliveryRound>();
builder.Services.AddSingleton<ParcelDesk>();
builder.Services.AddSingleton<ReturnDesk>();
builder.Services.AddGrpcClient<Routes.RoutesClient>((services, options) => options.Address = services.GetRequiredService<ClientSettings>().Address)
    .ConfigurePrimaryHttpMessageHandler(services => PinnedCertificate.CreateHandler(services.GetRequiredService<ClientSettings>().CertificatePath));

using var host = builder.Build();
var log = new CallLog();
await host.Services.GetRequiredService<DeliveryRound>().RunAsync(log);
await host.Services.GetRequiredService<ParcelDesk>().RunAsync(log);
var returns = host.Services.GetRequiredService<ReturnDesk>();
if (await returns.IsOpenAsync())
    await returns.RunAsync(log);
return log.ExitCode;
