using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>A real nginx in front of a gRPC server, with the settings that a new installation has.</summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    /// <summary>Where Debian and most others install it.</summary>
    internal const string Program = "/usr/sbin/nginx";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>The address of the proxy.</summary>
    internal string Address => $"http://127.0.0.1:{_port}";

    /// <summary>Starts a proxy of a server that is reached over http. <paramref name="setting"/> is one more line for its server block.</summary>
    internal static async Task<NginxProxy> StartAsync(string server, string setting = "")
    {
        var proxy = new NginxProxy();
        await File.WriteAllTextAsync(proxy._folder.PathTo("nginx.conf"), $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log error.log;
            events { }
            http {
                access_log off;
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:{{proxy._port}} http2;
                    {{setting}}
                    location / { grpc_pass grpc://{{new Uri(server).Authority}}; }
                }
            }
            """);
        proxy._process = Process.Start(Program, ["-p", proxy._folder.PathTo(""), "-c", proxy._folder.PathTo("nginx.conf"), "-e", proxy._folder.PathTo("error.log")]);
        await proxy.WhenReadyAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task WhenReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            Assert.True(waited.Elapsed < Patience && !_process!.HasExited, "nginx did not start");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException)
            {
                // It is not there yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A test that needs nginx, and is skipped where it is absent: the build installs nothing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute() => Skip = File.Exists(NginxProxy.Program) ? null : $"{NginxProxy.Program} is not on this machine";
}
