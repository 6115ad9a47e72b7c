using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.TokenSources;

/// <summary>
/// What a user does with a client that has a token provider and does not use it: let <c>dotnet format</c> find the defects and apply the fixes, build with warnings as
/// errors, run.
/// </summary>
public sealed class TokenSourcesStory : IAsyncLifetime
{
    private readonly SampleFolder _clients = new("TokenSources.slnx", "Samples");
    private readonly TemporaryFolder _folder = new();
    private readonly LiveServer _server = new() { Settings = ["--TokenLifetime", "01:00:00", "--KeyRotation", "01:00:00"] };

    /// <summary>What was reported and then fixed.</summary>
    internal IReadOnlyList<Finding> Reported { get; private set; } = [];

    internal IReadOnlyDictionary<string, string> FilesBefore { get; private set; } = new Dictionary<string, string>();

    internal IReadOnlyDictionary<string, string> FilesAfter { get; private set; } = new Dictionary<string, string>();

    internal IReadOnlyList<Finding> ReportedAfter { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _folder.Write("server.pem", _server.CertificatePem);
        var package = await LocalPackage.Analyzers.PackAsync();
        await _clients.AddPackageAsync(package);

        FilesBefore = _clients.Snapshot();
        await _clients.FormatAsync(["GRPCAUTH1001", "GRPCAUTH1002", "GRPCAUTH2001"], "--report", _folder.PathTo("report"));
        Reported = Finding.ReadFormatReport(_folder.PathTo("report", "format-report.json"), _clients.Root);
        FilesAfter = _clients.Snapshot();
        ReportedAfter = await _clients.BuildAsync("-warnaserror");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        _clients.Dispose();
    }

    /// <summary>Runs a client whose identity provider, or else the setting of this name, has a token of its own. The answer is what reached the server.</summary>
    internal async Task<(IReadOnlyList<CallOutcome> Calls, string Token, IReadOnlyList<string> Arrived)> RunAsync(string client, string? setting)
    {
        var token = _server.IssueToken();
        var environment = new Dictionary<string, string>
        {
            ["ORDERS_HOST"] = new Uri(_server.Https).Authority,
            ["ORDERS_CERTIFICATE"] = _folder.PathTo("server.pem"),
            [setting ?? "ORDERS_ISSUED"] = token,
        };
        _server.Forget();
        var result = await Command.RunAsync(_clients.Root, environment, "dotnet", _clients.ProgramOf(client));
        var calls = CallOutcome.ReadAll(client, result.Output).ToList();
        Assert.True(calls.Count > 0, client + ": " + result.All);
        return (calls, token, _server.Arrived);
    }

    internal string Read(string file) => _clients.Read(file);
}
