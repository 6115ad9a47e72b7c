using System.Net.Http.Headers;
using Acme.Common;
using Acme.OrderClients;
using Acme.Ordering;
using Acme.OrderShop;
using Grpc.Core;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var settings = ClientSettings.FromEnvironment();
var log = new CallLog();
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton(log);

builder.Services
    .AddGrpcClient<Accounts.AccountsClient>(options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath));
builder.Services.AddSingleton<ShopTokens>();

builder.Services
    .AddGrpcClient<Orders.OrdersClient>(Counter.Returns, options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .AddCallCredentials((context, metadata, services) =>
    {
        var token = services.GetRequiredService<ShopTokens>().GetTokenAsync(context.CancellationToken).Result;
        metadata.Add("authorization", $"Bearer {token}");
        return Task.CompletedTask;
    });

builder.Services
    .AddGrpcClient<Orders.OrdersClient>(Counter.Stock, options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .ConfigureHttpClient((services, http) =>
    {
        var token = services.GetRequiredService<ShopTokens>().GetTokenAsync(CancellationToken.None).GetAwaiter().GetResult();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    });

builder.Services
    .AddGrpcClient<Orders.OrdersClient>(Counter.Delivery, options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .AddInterceptor(services => new DeliveryInterceptor(services.GetRequiredService<ShopTokens>()));

builder.Services
    .AddGrpcClient<Orders.OrdersClient>(Counter.Catalogue, options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .AddInterceptor(() => new RequestIdInterceptor())
    .AddCallCredentials(AddTokenAsync);

builder.Services
    .AddGrpcClient<Orders.OrdersClient>(Counter.Supplies, options => options.Address = settings.Address)
    .AddCallCredentials(AddTokenAsync)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .AddCallCredentials(AddTokenAsync);

builder.Services
    .AddGrpcClient<Orders.OrdersClient>(Counter.Repairs, options => options.Address = settings.Address)
    .AddHttpMessageHandler(services => new TokenHandler(services.GetRequiredService<ShopTokens>()))
    .ConfigureChannel(options => options.HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath));

builder.Services.AddInvoices(settings.Address, () => PinnedCertificate.CreateHandler(settings.CertificatePath));
builder.Services.AddTransient<Cashier>();

// The registration without a name comes last: it is the one that is injected.
builder.Services
    .AddGrpcClient<Orders.OrdersClient>(options => options.Address = settings.Address)
    .ConfigurePrimaryHttpMessageHandler(() => PinnedCertificate.CreateHandler(settings.CertificatePath))
    .AddCallCredentials(AddTokenAsync);
builder.Services.AddTransient<OrderBook>();

builder.Services.AddHostedService<Counter>();

await builder.Build().RunAsync();
return log.ExitCode;

static async Task AddTokenAsync(AuthInterceptorContext context, Metadata metadata, IServiceProvider services) =>
    metadata.Add("authorization", $"Bearer {await services.GetRequiredService<ShopTokens>().GetTokenAsync(context.CancellationToken)}");
