using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>The orders server as a process of its own.</summary>
internal sealed class SampleServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly string _password = Guid.NewGuid().ToString("N");
    private readonly Process _process;

    internal SampleServer(string program)
    {
        _process = Process.Start(
            "dotnet",
            [
                program,
                "--Password", _password,
                "--TokenLifetime", "00:00:04",
                "--KeyRotation", "00:00:08",
                "--CertificatePath", _folder.PathTo("server.pem"),
                "--ReadyPath", _folder.PathTo("ready.json"),
            ]);
    }

    /// <summary>What a client must know; complete once the server listens.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> WhenReadyAsync()
    {
        var ready = _folder.PathTo("ready.json");
        for (var waited = Stopwatch.StartNew(); !File.Exists(ready);)
        {
            Assert.True(waited.Elapsed < Patience && !_process.HasExited, "the orders server did not start");
            await Task.Delay(50);
        }

        using var addresses = JsonDocument.Parse(await File.ReadAllTextAsync(ready));
        return new Dictionary<string, string>
        {
            ["ORDERS_HOST"] = new Uri(addresses.RootElement.GetProperty("Https").GetString()!).Authority,
            ["ORDERS_PLAIN_PORT"] = $"{new Uri(addresses.RootElement.GetProperty("Http").GetString()!).Port}",
            ["ORDERS_CERTIFICATE"] = _folder.PathTo("server.pem"),
            ["ORDERS_USER"] = "acme",
            ["ORDERS_PASSWORD"] = _password,
            ["ORDERS_PAUSE_SECONDS"] = "6",
        };
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _folder.Dispose();
    }
}
