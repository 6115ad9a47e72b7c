using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Acme.OrderServer;

/// <summary>Where the server listens: TLS, and HTTP/2 without TLS.</summary>
public sealed record ServerAddresses(string Https, string Http)
{
    public static ServerAddresses Of(WebApplication app)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return new(
            bound.Single(address => address.StartsWith("https:", StringComparison.Ordinal)),
            bound.Single(address => address.StartsWith("http:", StringComparison.Ordinal)));
    }

    /// <summary>The file appears with its whole content, so that a reader can wait for it.</summary>
    public async Task WriteAsync(string path)
    {
        var partial = path + ".partial";
        await File.WriteAllTextAsync(partial, JsonSerializer.Serialize(this));
        File.Move(partial, path, overwrite: true);
    }
}
