using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>A baseline from its first writing to the day when it can shrink, in the scan and in the build of the target.</summary>
[Collection(Scan.Name)]
public sealed class BaselineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Old_findings_stay_quiet_new_ones_fail_and_what_is_gone_is_named()
    {
        GrpcClientProject.Write(_folder, "App");
        _folder.Write("App/Shop.cs", Class("Shop", "GetOrder"));
        _folder.Write("App/Desk.cs", Class("Desk", "GetOrder"));
        _folder.Write("App/appsettings.json", """{ "Grpc": { "ApiToken": "dQw4w9WgXcQ7hZ2kLp5" } }""");
        var baseline = _folder.PathTo("build", "accepted.sarif");

        var written = await Scan.RunAsync(_folder.PathTo("App"), "--baseline", baseline, "--write", "--fail-on", "info");
        Assert.True(written.ExitCode == 0, written.All);
        Assert.EndsWith("findings: 0\nbaseline: 3 findings written\n", written.Output);
        var text = await File.ReadAllTextAsync(baseline);
        Assert.Contains("\"uri\": \"../App/Shop.cs\"", text);
        Assert.Contains("\"fullyQualifiedName\": \"Shop.Send()\"", text);
        Assert.DoesNotContain("dQw4w9", text);
        Assert.DoesNotContain(_folder.Root, text);
        Assert.DoesNotContain("startLine", text);

        // One moves to another file and line, one is mended, one is new.
        File.Delete(_folder.PathTo("App", "Shop.cs"));
        _folder.Write("App/Shops/Shop.cs", "// A new head.\n\n" + Class("Shop", "GetOrder", "ListOrders"));
        _folder.Write("App/Desk.cs", "public class Desk;");
        var compared = await Scan.RunAsync(_folder.PathTo("App"), "--baseline", baseline, "--fail-on", "info");
        Assert.True(compared.ExitCode == 1, compared.All);
        Assert.Contains("  Shops/Shop.cs:9:9  warning: 'ListOrders'", compared.Output);
        Assert.EndsWith(
            "findings: 1, warning: 1\nbaseline: 2 findings accepted\nGone, --write takes them out of the baseline (1):\n"
                + "  GRPCAUTH1001  ../App/Desk.cs  Desk.Send()\n",
            compared.Output);
        Assert.Contains(
            "No call shows a credential and no server asks for one: if none is needed, write 'grpc_auth.anonymous_services = acme.orders.v1.Orders' below",
            compared.Output);
        Assert.Equal(text, await File.ReadAllTextAsync(baseline));

        // The build of the target, with the analyzers of this repository: only the new one is a warning.
        var project = _folder.PathTo("App", "App.csproj");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project)).Replace("</Project>", $"""
              <PropertyGroup><GrpcAuthBaseline>../build/accepted.sarif</GrpcAuthBaseline></PropertyGroup>
              <ItemGroup><Analyzer Include="{typeof(GrpcAuthAnalyzer).Assembly.Location}" /></ItemGroup>
              <Import Project="{RepositoryFolder.PathTo("build", "GrpcAuthAnalyzers.targets")}" />
            </Project>
            """, StringComparison.Ordinal));
        var built = await Command.RunAsync(_folder.Root, "dotnet", "build", project, "-v:m", "--no-incremental", "-tl:off");
        Assert.True(built.ExitCode == 0, built.All);
        Assert.Equal(["GRPCAUTH1001"], built.Output.Split('\n').Distinct()
            .SelectMany(line => System.Text.RegularExpressions.Regex.Matches(line, @"warning (GRPCAUTH\d+).*ListOrders|warning (GRPCAUTH\d+)"))
            .Select(match => match.Groups[1].Value).Distinct());
    }

    [Fact]
    public async Task What_cannot_be_read_is_an_error_before_anything_is_built()
    {
        GrpcClientProject.Write(_folder, "App");
        var app = _folder.PathTo("App");
        Is(await Scan.RunAsync(app, "--baseline", _folder.PathTo("none.sarif")), "does not exist; --write makes it");
        Is(await Scan.RunAsync(app, "--baseline", _folder.Write("text.sarif", """{ "version": "2.1.0", "runs": [""")), "cannot be read");
        Is(await Scan.RunAsync(app, "--baseline", _folder.Write("old.sarif", """{ "version": "1.0.0" }""")), "is not SARIF 2.1.0");
        Is(await Scan.RunAsync(app, "--write"), "--write needs --baseline FILE");

        static void Is(CommandResult result, string message)
        {
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(message, result.Error);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static string Class(string name, params string[] calls) => $$"""
        public class {{name}}
        {
            public void Send()
            {
                var orders = new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://orders.example"));
        {{string.Join("\n", calls.Select(call => $"        orders.{call}(new Acme.Orders.OrderRequest());"))}}
            }
        }
        """;
}
