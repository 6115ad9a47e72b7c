using Acme.Common;
using Acme.OrderTracker;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

var log = new CallLog();
builder.Services.AddSingleton(log);
builder.Services.AddSingleton(ClientSettings.FromEnvironment());
builder.Services.AddSingleton<TokenSource>();
builder.Services.AddHostedService<TrackingWorker>();

using (var host = builder.Build())
    await host.RunAsync();
return log.ExitCode;
