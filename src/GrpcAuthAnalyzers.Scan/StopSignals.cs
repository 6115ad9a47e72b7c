using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>Ends the scan in good order when it is told to stop: Ctrl-C, SIGTERM, or a terminal that is closed.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    internal StopSignals() => _registrations =
    [
        .. Array.ConvertAll(
            new[] { (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15), (PosixSignal.SIGHUP, 1), (PosixSignal.SIGQUIT, 3) },
            signal => PosixSignalRegistration.Create(signal.Item1, context =>
            {
                context.Cancel = true;
                ExitCode = 128 + signal.Item2;
                _stop.Cancel();
            })),
    ];

    /// <summary>Is cancelled by the first signal.</summary>
    internal CancellationToken Token => _stop.Token;

    /// <summary>128 and the number of the signal, as shells expect it; 0 before the first one.</summary>
    internal int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }
}
