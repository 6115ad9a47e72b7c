using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What somebody on the way reads: a relay to a server that keeps the bytes of the clients.</summary>
internal sealed class WireTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _seen = new();
    private readonly Uri _server;
    private readonly Task _accepting;

    /// <param name="server">The address of the server.</param>
    internal WireTap(string server)
    {
        _server = new Uri(server);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address of the relay, with the scheme and host of the server.</summary>
    internal string Address => $"{_server.Scheme}://{_server.Host}:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>All that clients sent so far, a character for each byte.</summary>
    internal string Seen
    {
        get
        {
            lock (_seen)
                return Encoding.Latin1.GetString(_seen.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
        await _seen.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
                relays.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var caller = client;
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _server.Port, _stop.Token);
        await Task.WhenAny(
            CopyAsync(caller.GetStream(), server.GetStream(), isCaller: true),
            CopyAsync(server.GetStream(), caller.GetStream(), isCaller: false));
    }

    /// <summary>Ends with the connection, however that ends.</summary>
    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isCaller)
    {
        var buffer = new byte[8192];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                Keep(buffer.AsSpan(0, isCaller ? count : 0));
                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_seen)
            _seen.Write(bytes);
    }
}
