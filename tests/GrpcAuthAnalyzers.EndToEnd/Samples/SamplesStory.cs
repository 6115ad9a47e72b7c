using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>
/// What a user does, once for all tests: add the package, build, run, let <c>dotnet format</c> apply the fixes, do by hand what the documents of rules without a
/// fix say, build and run again.
/// </summary>
public sealed class SamplesStory : IAsyncLifetime
{
    private static readonly string[] Clients = ["OrderConsole", "OrderGateway", "OrderHarbor", "OrderKiosk", "OrderPortal", "OrderRelay", "OrderShop", "OrderTracker"];

    // The clients are in an office where the clock on the wall is hours behind UTC. Without data of time zones they would not be, without a word.
    private static readonly string WestOfGreenwich = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles").Id;

    /// <summary>What a person changes where a rule has no fix: the file, the rule, the old text and the new one.</summary>
    internal static readonly (string File, string Id, string From, string To)[] ByHand =
    [
        ("OrderHarbor/Pilot.cs", "GRPCAUTH6002", "app.UseAuthorization();\n        app.UseAuthentication();", "app.UseAuthentication();\n        app.UseAuthorization();"),
        ("OrderHarbor/Warehouse.cs", "GRPCAUTH6006", "ValidIssuer = HarborTokens.Issuer,",
            "ValidIssuer = HarborTokens.Issuer,\n            ValidAudience = HarborTokens.Audience,"),
        ("OrderHarbor/Gatehouse.cs", "GRPCAUTH6009", "https.AllowAnyClientCertificate();",
            "https.AllowAnyClientCertificate();\n        https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;"),
        ("OrderKiosk/Badge.cs", "GRPCAUTH4006", "kiosk_token", "kiosk-token"),
        ("OrderRelay/Outpost.cs", "GRPCAUTH5002", "$\"http://{settings.Host.Split(':')[0]}:{port}\"", "settings.Address"),
        ("OrderRelay/Outpost.cs", "GRPCAUTH5002", "UnsafeUseInsecureChannelCallCredentials = true,", ""),
        ("OrderRelay/Ferry.cs", "GRPCAUTH5003", "http://", "https://"),
        ("OrderRelay/Depot.cs", "GRPCAUTH5001", "$\"http://localhost:{port}\"", "settings.Address"),
        ("OrderKiosk/Queue.cs", "GRPCAUTH4003", ", { \"grpc-timeout\", \"5S\" }", ""),
        ("OrderRelay/Scale.cs", "GRPCAUTH5005", "\n        HttpVersion = HttpVersion.Version11,", ""),
        ("OrderRelay/Customs.cs", "GRPCAUTH5008",
            "handler.Credentials = CredentialCache.DefaultCredentials;\n        return handler;", "return handler;"),
        ("OrderRelay/Canal.cs", "GRPCAUTH7002", "GetAccessTokenForRequestAsync(cancellationToken", "GetAccessTokenForRequestAsync(context.ServiceUrl, cancellationToken"),
        ("OrderRelay/Warehouse.cs", "GRPCAUTH5006", "Credentials = new SslCredentials(File.ReadAllText(settings.CertificatePath))",
            "HttpHandler = PinnedCertificate.CreateHandler(settings.CertificatePath)"),
    ];

    private readonly SampleFolder _samples = new();

    internal IReadOnlyList<Finding> Reported { get; private set; } = [];

    internal IReadOnlyList<CallOutcome> RunBefore { get; private set; } = [];

    internal IReadOnlyDictionary<string, string> FilesBefore { get; private set; } = new Dictionary<string, string>();

    internal IReadOnlyDictionary<string, string> FilesAfter { get; private set; } = new Dictionary<string, string>();

    internal IReadOnlyList<Finding> ReportedAfter { get; private set; } = [];

    internal IReadOnlyList<CallOutcome> RunAfter { get; private set; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        await _samples.AddPackageAsync(package);

        Reported = await _samples.BuildAsync();
        RunBefore = await RunAsync();

        FilesBefore = _samples.Snapshot();
        await _samples.FormatAsync(Reported.Select(finding => finding.Id).Distinct());
        FilesAfter = _samples.Snapshot();
        foreach (var (file, _, from, to) in ByHand)
            _samples.Replace(file, from, to);

        ReportedAfter = await _samples.BuildAsync("-p:GrpcAuthAnalysisMode=Strict");
        RunAfter = await RunAsync();
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _samples.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Every client against one server, all at once, for they wait most of the time.</summary>
    private async Task<IReadOnlyList<CallOutcome>> RunAsync()
    {
        using var server = new SampleServer(_samples.ProgramOf("OrderServer"));
        var environment = new Dictionary<string, string>(await server.WhenReadyAsync()) { ["TZ"] = WestOfGreenwich };
        environment["GRPC_ROOT_CERTIFICATE"] = environment["ORDERS_CERTIFICATE"]; // what 5004's fix asks for
        var outcomes = await Task.WhenAll(Clients.Select(client => RunAsync(client, environment)));
        return [.. outcomes.SelectMany(calls => calls)];
    }

    /// <summary>A client says by its exit code whether a call of it failed.</summary>
    private async Task<IReadOnlyList<CallOutcome>> RunAsync(string client, Dictionary<string, string> environment)
    {
        var result = await Command.RunAsync(_samples.Root, environment, "dotnet", _samples.ProgramOf(client));
        var calls = CallOutcome.ReadAll(client, result.Output).ToList();
        Assert.True(result.ExitCode == (calls.TrueForAll(call => call.Status == CallOutcome.Ok) ? 0 : 1) && calls.Count > 0, client + ": " + result.All);
        return calls;
    }
}
