using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using GrpcAuthAnalyzers.Tests.Scanning;
using Xunit;
using YamlDotNet.Serialization;

namespace GrpcAuthAnalyzers.EndToEnd.Tool;

/// <summary>
/// The pipelines of docs/ci.md: they are YAML, and their own commands install the tool and let only new findings fail, in a clone of a repository.
/// </summary>
[Collection(ToolCollection.Name)]
public sealed class CiDocumentTests(InstalledTool tool) : IDisposable
{
    private const string Staging = "$(Build.ArtifactStagingDirectory)";

    private readonly TemporaryFolder _folder = new();

    /// <summary>Each service installs the tool, and its scan fails for what is new. That the rest is no failure, the first shows for all: a scan takes long.</summary>
    [Fact]
    public async Task The_commands_of_a_pipeline_let_only_new_findings_fail()
    {
        GrpcClientProject.Write(_folder, "clone/App");
        _folder.Write("clone/App/Old.cs", Client("Old"));
        await File.WriteAllTextAsync(_folder.PathTo("clone", "nuget.config"), $"""
            <configuration><packageSources><add key="local" value="{tool.Feed}" /></packageSources></configuration>
            """);
        var accepted = await tool.RunAsync(_folder.PathTo("clone"), "--baseline", "grpc-auth.baseline.sarif", "--write");
        Assert.True(accepted.ExitCode == 0, accepted.All);

        foreach (var (service, artefacts) in new[] { ("GitHub Actions", "."), ("Azure Pipelines", "staging"), ("GitLab", ".") })
        {
            Directory.CreateDirectory(_folder.PathTo("clone", artefacts));
            var commands = CommandsOf(service).Select(command => Local(command, artefacts)).ToArray();
            Assert.StartsWith("dotnet tool install ", commands[0], StringComparison.Ordinal);
            Assert.Equal(2, commands.Length);
            Assert.Equal(0, await RunAsync(service, commands[0]));
            if (service == "GitHub Actions")
            {
                Assert.Equal(0, await RunAsync(service, commands[1]));
                _folder.Write("clone/App/New.cs", Client("New"));
            }

            Assert.Equal(1, await RunAsync(service, commands[1]));
            var sarif = _folder.PathTo("clone", artefacts, "grpc-auth.sarif");
            var finding = Assert.Single(JsonNode.Parse(await File.ReadAllTextAsync(sarif))!["runs"]![0]!["results"]!.AsArray());
            Assert.Equal("App/New.cs", (string?)finding!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
            var map = _folder.PathTo("clone", artefacts, "grpc-auth-map.html");
            Assert.Contains("<html", await File.ReadAllTextAsync(map), StringComparison.Ordinal);
            File.Delete(sarif);
            File.Delete(map);
            if (Directory.Exists(_folder.PathTo("clone", "tools")))
                Directory.Delete(_folder.PathTo("clone", "tools"), recursive: true);
        }
    }

    /// <summary>What a step keeps is what the scan writes.</summary>
    [Theory]
    [InlineData("GitHub Actions")]
    [InlineData("Azure Pipelines")]
    [InlineData("GitLab")]
    public void The_files_that_a_pipeline_keeps_are_those_that_the_scan_writes(string service)
    {
        var scan = CommandsOf(service).Last();
        var kept = Scalars(Parse(service))
            .Where(text => text.EndsWith("grpc-auth.sarif", StringComparison.Ordinal) || text.EndsWith("grpc-auth-map.html", StringComparison.Ordinal))
            .Where(text => text != scan).Distinct().ToArray();
        Assert.Equal(2, kept.Length);
        Assert.All(kept, file => Assert.Contains(" " + file, scan, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<int> RunAsync(string service, string command)
    {
        // The tools of a user are where the image of GitHub finds them, and in a home of this test, one for each service.
        var home = _folder.PathTo(service.Replace(' ', '-'));
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_CLI_HOME"] = home,
            ["PATH"] = Path.Combine(home, ".dotnet", "tools") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };
        var result = await Command.RunAsync(_folder.PathTo("clone"), environment, "bash", "-c", command);
        Assert.True(result.ExitCode < 2, command + Environment.NewLine + result.All);
        return result.ExitCode;
    }

    /// <summary>The command with the version of this build, and with what the service itself would put into it.</summary>
    private string Local(string command, string artefacts) =>
        command.Replace(Staging, artefacts).Replace(" GrpcAuthAnalyzers.Scan", " GrpcAuthAnalyzers.Scan --version " + tool.Version).Trim();

    /// <summary>The shell commands of a pipeline, in their order.</summary>
    private static IEnumerable<string> CommandsOf(string service)
    {
        var pipeline = (IDictionary<object, object>)Parse(service);
        return service switch
        {
            "GitHub Actions" => Steps(In(In(pipeline["jobs"])["scan"])["steps"], "run"),
            "Azure Pipelines" => Steps(pipeline["steps"], "script"),
            _ => ((IList<object>)In(pipeline["grpc-auth"])["script"]).Cast<string>(),
        };

        static IEnumerable<string> Steps(object steps, string key) =>
            ((IList<object>)steps).Select(In).Where(step => step.ContainsKey(key)).Select(step => (string)step[key]);
    }

    private static IDictionary<object, object> In(object node) => (IDictionary<object, object>)node;

    private static IEnumerable<string> Scalars(object node) => node switch
    {
        IDictionary<object, object> map => map.Values.SelectMany(Scalars),
        IList<object> list => list.SelectMany(Scalars),
        _ => [$"{node}"],
    };

    private static object Parse(string service)
    {
        var document = File.ReadAllText(RepositoryFolder.PathTo("docs", "ci.md")).ReplaceLineEndings("\n");
        var section = document.Split("\n### " + service + "\n")[1];
        return new DeserializerBuilder().Build().Deserialize<object>(Regex.Match(section, "```yaml\n(.*?)```", RegexOptions.Singleline).Groups[1].Value);
    }

    private static string Client(string name) => $$"""
        public class {{name}}
        {
            public void Send() => new Acme.Orders.Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress("https://o.example")).GetOrder(new());
        }
        """;
}
