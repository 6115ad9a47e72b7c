using Acme.Common;
using Acme.OwnProvider;

var log = new CallLog();
var desk = new OrderDesk(new SessionTokens());
await log.RunAsync("GetOrder", () => desk.ReadAsync("17", CancellationToken.None));
await log.RunAsync("GetOrder, archive", () => desk.ReadArchiveAsync("18", CancellationToken.None));
return log.ExitCode;
