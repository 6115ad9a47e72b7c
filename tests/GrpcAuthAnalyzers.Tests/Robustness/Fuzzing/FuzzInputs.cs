using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;

namespace GrpcAuthAnalyzers.Tests.Robustness.Fuzzing;

/// <summary>
/// What is damaged: the sources that the tests report on, the samples, the hostile sample, and configuration files in every format. GRPCAUTH_FUZZ_INPUTS
/// names a folder with more, for a long run.
/// </summary>
internal static class FuzzInputs
{
    internal static readonly ImmutableArray<string> Sources =
    [
        .. TestSources.Reported.Select(ProjectUnderTest.WithoutMarkup),
        .. Repository.Files("tests/Samples", "*.cs").Where(static path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(Repository.Read),
        Hostile.Sample,
        .. More("*.cs"),
    ];

    /// <summary>Configuration files: their names decide the format.</summary>
    internal static readonly ImmutableArray<(string Name, string Text)> Files =
    [
        .. new[] { "*.json", "*.config", "*.xml", "*.env", "*.csproj" }.SelectMany(static pattern => Repository.Files("tests/Samples", pattern))
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(static path => (Path.GetFileName(path), Repository.Read(path))),
        .. More("appsettings*.json").Select(static text => ("appsettings.json", text)),
        ("appsettings.json", """{ "Grpc": { "ApiKey": "k-7f3a9c21d4e8b65f", /* note */ "Url": "https://a:b@orders.example" }, "Tokens": [ "a", { "Token": "x" } ] }"""),
        ("web.config", """<configuration><appSettings><add key="Token" value="k-7f3a9c21d4e8b65f" /></appSettings><!-- <add --></configuration>"""),
        (".env", "export API_TOKEN=\"k-7f3a9c21d4e8b65f\"\nURL=https://orders.example # note\nEMPTY=\n"),
    ];

    /// <summary>Files of the folder that the environment names, in an order that is the same each time, without those that are too long to be damaged quickly.</summary>
    private static IEnumerable<string> More(string pattern) => Environment.GetEnvironmentVariable("GRPCAUTH_FUZZ_INPUTS") is { Length: > 0 } folder
        ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(static text => text.Length < 40_000)
        : [];
}
