using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>
/// Who compiles for a scan: the compiler server of the builds, which has compiled the target already. Where builds do without one
/// (<c>UseSharedCompilation=false</c>), it is a server of the scan's own, so that what the compiler needs is loaded once and not for each project; it ends with
/// the scan. Where none can start, the compiler does without.
/// </summary>
internal sealed class CompilerServer : IAsyncDisposable
{
    // A scan that is killed ends none: then it goes by itself when nobody has called it for some seconds.
    private const string KeepAlive = "/keepalive:10";

    private readonly string _own = $"grpc-auth-scan-{Guid.NewGuid():N}";

    private readonly bool _isTurnedOff = Environment.GetEnvironmentVariable("UseSharedCompilation") is { } shared
        && shared.Trim().Equals("false", StringComparison.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, bool> _compilers = new(StringComparer.Ordinal);

    private bool _isUsed;

    /// <summary>What the build of the target needs, so that its compilations are those of the scan's own server; nothing where they have one.</summary>
    internal string[] BuildProperties
    {
        get
        {
            _isUsed |= _isTurnedOff;
            return _isTurnedOff ? ["-p:UseSharedCompilation=true", "-p:UseRazorBuildServer=false", "-p:SharedCompilationId=" + _own] : [];
        }
    }

    /// <summary>The options of a second call of the compiler.</summary>
    /// <param name="first">The server of the first call, as in <see cref="Compilation.Server"/>.</param>
    internal string[] OptionsFor(string? first)
    {
        if (first is not null && first != _own)
            return [first.Length == 0 ? "/shared" : "/shared:" + first];

        _isUsed = true;
        return ["/shared:" + _own, KeepAlive];
    }

    /// <summary>The target is compiled by this program; known before it is called.</summary>
    internal void Meet(string compiler) => _compilers.TryAdd(compiler, true);

    /// <summary>Ends the server of the scan's own, if there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var compiler in _isUsed ? _compilers.Keys : [])
        {
            var server = Path.Combine(Path.GetDirectoryName(compiler)!, "VBCSCompiler.dll");
            await DotNet.RunAsync(Path.GetTempPath(), [], ["exec", server, "-shutdown", "-pipename:" + _own], CancellationToken.None);
        }
    }
}
