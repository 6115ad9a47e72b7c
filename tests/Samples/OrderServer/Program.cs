using Acme.OrderServer;

using var certificate = ServerCertificate.Create();
await using var app = OrderServerHost.Build(args, certificate);
await app.StartAsync();

var addresses = ServerAddresses.Of(app);
var settings = app.Services.GetRequiredService<ServerSettings>();
if (settings.CertificatePath is { } certificatePath)
    await File.WriteAllTextAsync(certificatePath, certificate.ExportCertificatePem());
if (settings.ReadyPath is { } readyPath)
    await addresses.WriteAsync(readyPath);
Console.WriteLine($"READY https={addresses.Https} http={addresses.Http}");

await app.WaitForShutdownAsync();
