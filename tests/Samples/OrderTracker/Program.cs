using Acme.Common;
using Acme.OrderTracker;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var log = new CallLog();
builder.Services.AddSingleton(log);
builder.Services.AddSingleton(ClientSettings.FromEnvironment());
builder.Services.AddSingleton<TokenSource>();
builder.Services.AddSingleton<OrderAlerts>();
builder.Services.AddSingleton<OrderAudit>();
builder.Services.AddSingleton<OrderLabels>();
builder.Services.AddSingleton<OrderNotes>();
builder.Services.AddHostedService<TrackingWorker>();
builder.Services.AddHostedService<QueueWorker>();
builder.Services.AddHostedService<ReturnsWorker>();
builder.Services.AddHostedService<WatchWorker>();
builder.Services.AddHostedService<DeskWorker>();

using var host = builder.Build();
await host.StartAsync();
await Task.WhenAll(host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Select(worker => worker.ExecuteTask ?? Task.CompletedTask));
await host.StopAsync();
return log.ExitCode;
