using Acme.Common;
using Acme.Ordering;
using Acme.OrderPortal;
using Grpc.Net.ClientFactory;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var settings = ClientSettings.FromEnvironment();
var log = new CallLog();
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(log);

builder.Services
    .AddHttpClient(AccessTokenProvider.ClientName, http => http.BaseAddress = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath));
builder.Services.AddSingleton<AccessTokenProvider>();
builder.Services
    .AddGrpcClient<Accounts.AccountsClient>(options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath));

builder.Services
    .AddGrpcClient<Orders.OrdersClient>(OrderCheck.Archive, options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .AddInterceptor(services => new ArchiveInterceptor(services.GetRequiredService<AccessTokenProvider>()));

builder.Services.AddHttpContextAccessor();
builder.Services.AddScoped<CustomerToken>();
builder.Services.AddTransient<CustomerInterceptor>();
builder.Services
    .AddGrpcClient<Orders.OrdersClient>(OrderCheck.Customers, options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .AddInterceptor<CustomerInterceptor>();

// The registration without a name comes last: it is the one that is injected.
builder.Services
    .AddGrpcClient<Orders.OrdersClient>(options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath));

builder.Services.AddSingleton<OrderReports>();
builder.Services.AddSingleton<CustomerVisit>();
builder.Services.AddHostedService<OrderCheck>();

var app = builder.Build();
app.MapGet("/orders/{id}", async (string id, Orders.OrdersClient orders, CancellationToken cancellationToken) =>
{
    var order = await orders.GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);
    return Results.Ok(new { order.Id, order.Customer });
});
app.MapGet("/my/orders/{id}", async (string id, GrpcClientFactory clients, CancellationToken cancellationToken) =>
{
    var order = await clients.CreateClient<Orders.OrdersClient>(OrderCheck.Customers).GetOrderAsync(new OrderRequest { Id = id }, cancellationToken: cancellationToken);
    return Results.Ok(new { order.Id, order.Customer });
});

await app.RunAsync();
return log.ExitCode;
