using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using StreamJsonRpc;

namespace GrpcAuthAnalyzers.EndToEnd.Hosts;

/// <summary>An editor without a window: it opens a file in a language server for C#, changes it without saving, and asks what is wrong with it.</summary>
internal sealed class LanguageClient : IAsyncDisposable
{
    private static readonly TimeSpan MostWaiting = TimeSpan.FromMinutes(3);

    private readonly Process _server;
    private readonly JsonRpc _rpc;
    private int _version;

    private LanguageClient(Process server)
    {
        _server = server;
        var formatter = new SystemTextJsonFormatter();
        _rpc = new JsonRpc(new HeaderDelimitedMessageHandler(server.StandardInput.BaseStream, server.StandardOutput.BaseStream, formatter), new Editor());
    }

    /// <summary>Starts a server in a folder.</summary>
    internal static async Task<LanguageClient> StartAsync(string server, string folder)
    {
        var process = Process.Start(new ProcessStartInfo(server)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var client = new LanguageClient(process);
        client._rpc.StartListening();
        await client._rpc.InvokeWithParameterObjectAsync<JsonElement>("initialize", new
        {
            processId = Environment.ProcessId,
            rootUri = new Uri(folder).AbsoluteUri,
            capabilities = new { workspace = new { configuration = true }, textDocument = new { diagnostic = new { dynamicRegistration = false } } },
        });
        await client._rpc.NotifyWithParameterObjectAsync("initialized", new { });
        return client;
    }

    internal Task OpenAsync(string file) => _rpc.NotifyWithParameterObjectAsync(
        "textDocument/didOpen",
        new { textDocument = new { uri = new Uri(file).AbsoluteUri, languageId = "csharp", version = ++_version, text = File.ReadAllText(file) } });

    /// <summary>The whole text of the file as it is typed; the file on the disk stays.</summary>
    internal Task TypeAsync(string file, string text) => _rpc.NotifyWithParameterObjectAsync(
        "textDocument/didChange",
        new { textDocument = new { uri = new Uri(file).AbsoluteUri, version = ++_version }, contentChanges = new[] { new { text } } });

    /// <summary>The lines, from 1, with a diagnostic of this id, as soon as there are as many; what there is when the wait is over.</summary>
    internal async Task<int[]> LinesOfAsync(string file, string id, int count)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            var lines = await AskAsync(file, id);
            if (lines.Length == count || watch.Elapsed > MostWaiting)
                return lines;

            await Task.Delay(500);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private async Task<int[]> AskAsync(string file, string id)
    {
        var report = await _rpc.InvokeWithParameterObjectAsync<JsonElement>(
            "textDocument/diagnostic", new { textDocument = new { uri = new Uri(file).AbsoluteUri } });
        return report.ValueKind == JsonValueKind.Object && report.TryGetProperty("items", out var items)
            ? [.. items.EnumerateArray().Where(item => item.TryGetProperty("code", out var code) && code.ToString() == id)
                .Select(static item => item.GetProperty("range").GetProperty("start").GetProperty("line").GetInt32() + 1).Order()]
            : [];
    }

    /// <summary>What a server asks its editor.</summary>
    private sealed class Editor
    {
        [JsonRpcMethod("workspace/configuration", UseSingleObjectParameterDeserialization = true)]
        public static object[] Configure(JsonElement asked) =>
            [.. asked.GetProperty("items").EnumerateArray().Select(static _ => (object)new { analyzersEnabled = true })];

        [JsonRpcMethod("client/registerCapability", UseSingleObjectParameterDeserialization = true)]
        public static object? Register(JsonElement _) => null;

        [JsonRpcMethod("window/workDoneProgress/create", UseSingleObjectParameterDeserialization = true)]
        public static object? Progress(JsonElement _) => null;
    }
}
