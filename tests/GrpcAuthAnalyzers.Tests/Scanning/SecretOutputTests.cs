using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>
/// Every secret of the vectors, in every shape and file, through the scan. No message shows four characters of one in a row; in the rest of what is written,
/// which has fingerprints and a script, four characters of a secret come by chance, and six are a failure.
/// </summary>
[Collection(Scan.Name)]
public sealed class SecretOutputTests : IDisposable
{
    private const int Seed = 20_261_130;
    private const int MostInMessages = 3, MostAnywhere = 5;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task No_output_shows_a_part_of_a_secret()
    {
        var secrets = WriteSources();
        var (json, sarif) = (_folder.PathTo("map.json"), _folder.PathTo("accepted.sarif"));

        // What the JSON says is what the text and the annotations say; SARIF and the baseline are written by other code.
        var asText = await Scan.RunAsync(_folder.PathTo("App"), "--map", _folder.PathTo("map.html"));
        var asJson = await Scan.RunAsync(_folder.PathTo("App"), "--format", "json", "--map", json);
        var asSarif = await Scan.RunAsync(_folder.PathTo("App"), "--format", "sarif", "--map", _folder.PathTo("map.md"));
        var asAnnotations = await Scan.RunAsync(_folder.PathTo("App"), "--format", "github", "--baseline", sarif, "--write");

        var messages = JsonNode.Parse(asJson.Output)!["findings"]!.AsArray().Select(static finding => finding!.ToJsonString())
            .Concat(JsonNode.Parse(asSarif.Output)!["runs"]![0]!["results"]!.AsArray().Select(static result => result!["message"]!.ToJsonString())).ToArray();
        var secretsFound = messages.Count(static message => message.Contains("GRPCAUTH2", StringComparison.Ordinal));
        Assert.True(secretsFound >= 100, $"{secretsFound} of {messages.Length / 2} findings are about secrets");
        Assert.All(messages, message => Assert.Null(PartOf(secrets, message, MostInMessages)));

        string[] outputs =
        [
            asText.All, asJson.All, asSarif.All, asAnnotations.All, await File.ReadAllTextAsync(json), await File.ReadAllTextAsync(sarif),
            await File.ReadAllTextAsync(_folder.PathTo("map.html")), await File.ReadAllTextAsync(_folder.PathTo("map.md")),
        ];
        Assert.All(outputs, output => Assert.Null(PartOf(secrets, output, MostAnywhere)));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A file for each program, in a namespace of its own, and one for each configuration file; what they hold that must not be shown.</summary>
    private HashSet<string> WriteSources()
    {
        GrpcClientProject.Write(_folder, "App", references: """
            <AdditionalFiles Include="*/*.*" />
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <PackageReference Include="Grpc.Net.ClientFactory" Version="2.85.0" />
            """);

        var stubs = Vectors.Prelude.IndexOf("namespace Grpc.Auth", StringComparison.Ordinal);
        _folder.Write("App/Stubs.cs", Vectors.Prelude);
        foreach (var vector in Vectors.Generate(Seed).Where(vector => vector is { Flag: true, IsTestProject: false }))
        {
            if (vector.Kind == VectorKind.CSharp)
                _folder.Write($"App/{vector.Id}.cs", $"{Vectors.Prelude[..stubs]}namespace {vector.Id.Replace('-', '_')}\n{{\n{vector.Text}\n}}\n");
            else if (vector.Kind == VectorKind.Config)
                _folder.Write($"App/{vector.Id}/{vector.File}", vector.Text);
        }

        return [.. Vectors.Generate(Seed).SelectMany(vector => vector.Secrets)];
    }

    /// <summary>The first piece of a secret that is longer than this and stands in a text; null if there is none.</summary>
    private static string? PartOf(HashSet<string> secrets, string text, int most) => secrets
        .SelectMany(secret => Enumerable.Range(0, Math.Max(0, secret.Length - most)).Select(start => secret.Substring(start, most + 1)))
        .FirstOrDefault(piece => text.Contains(piece, StringComparison.Ordinal));
}
