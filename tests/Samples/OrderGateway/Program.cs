using System.Threading.Tasks;
using Acme.Common;

namespace Acme.OrderGateway
{
    public static class Program
    {
        public static async Task<int> Main()
        {
            var settings = ClientSettings.FromEnvironment();
            var log = new CallLog();
            using (var tokens = new TokenSource(settings))
            {
                var desk = new OrderDesk(settings, tokens, log);
                using (var gateway = desk.OpenGateway())
                using (var archive = await desk.OpenArchiveAsync())
                {
                    for (var round = 1; round <= 2; round++)
                    {
                        if (round > 1)
                        {
                            await Task.Delay(settings.Pause);
                        }

                        log.Round(round);
                        await desk.WorkAsync(gateway);
                        await desk.LookUpAsync(archive);
                        await desk.AuditAsync();
                    }
                }
            }

            return log.ExitCode;
        }
    }
}
