using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Acme.OrderHarbor;

/// <summary>What the servers of the harbor have in common: they listen on this machine only.</summary>
internal static class HarborHost
{
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        return builder;
    }
}
