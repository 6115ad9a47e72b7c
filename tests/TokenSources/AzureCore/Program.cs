using Acme.AzureCore;
using Acme.Common;

var log = new CallLog();
var desk = new OrderDesk(new WorkloadCredential());
await log.RunAsync("GetOrder", () => desk.ReadAsync("17", CancellationToken.None));
return log.ExitCode;
