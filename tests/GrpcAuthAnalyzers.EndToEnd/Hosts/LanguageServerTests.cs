using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using GrpcAuthAnalyzers.Tests.CommandLine;
using GrpcAuthAnalyzers.Tests.Scanning;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Hosts;

/// <summary>What an editor shows: the reports of what is typed, before it is saved.</summary>
public sealed class LanguageServerTests : IDisposable
{
    private const string Saved = """
        using Acme.Orders;
        using Grpc.Core;
        using Grpc.Net.Client;

        public class Client
        {
            private readonly Orders.OrdersClient _orders = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));

            public void Send(string token) =>
                _orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });
        }

        """;

    private readonly TemporaryFolder _folder = new();

    [LanguageServerFact]
    public async Task An_unsaved_edit_is_reported_and_its_undoing_takes_the_report_away()
    {
        var package = await LocalPackage.Analyzers.PackAsync();
        GrpcClientProject.Write(
            _folder, "App",
            $"<TargetFramework>net10.0</TargetFramework><RestoreAdditionalProjectSources>{package.Feed}</RestoreAdditionalProjectSources>",
            $"""<PackageReference Include="GrpcAuthAnalyzers" Version="[{package.Version}]" PrivateAssets="all" />""");
        _folder.Write("App/Client.cs", Saved);
        var file = _folder.PathTo("App", "Client.cs");
        var built = await Command.RunAsync(_folder.PathTo("App"), "dotnet", "build", "-nodeReuse:false");
        Assert.True(built.ExitCode == 0, built.All);

        await using var editor = await LanguageClient.StartAsync(LanguageServerFactAttribute.Server!, _folder.PathTo("App"));
        await editor.OpenAsync(file);
        await editor.TypeAsync(file, Saved.Replace(", new Metadata { { \"authorization\", \"Bearer \" + token } }", "", StringComparison.Ordinal));
        var typed = await editor.LinesOfAsync(file, "GRPCAUTH1001", count: 1);
        Assert.Equal([10], typed);

        await editor.TypeAsync(file, Saved);
        Assert.Empty(await editor.LinesOfAsync(file, "GRPCAUTH1001", count: 0));
        Assert.Equal(Saved, await File.ReadAllTextAsync(file));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A test with a language server for C#: skipped, and said so, where none is installed.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LanguageServerFactAttribute : FactAttribute
    {
        public LanguageServerFactAttribute()
        {
            if (Server is null)
                Skip = "no csharp-ls is on the PATH";
        }

        /// <summary>The path of the server; null where none is on the PATH or among the tools of the user.</summary>
        internal static string? Server { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools"))
            .SelectMany(static folder => new[] { Path.Combine(folder, "csharp-ls"), Path.Combine(folder, "csharp-ls.exe") }).FirstOrDefault(File.Exists);
    }
}
