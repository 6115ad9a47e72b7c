using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;

namespace GrpcAuthAnalyzers.Tests.Robustness.Fuzzing;

/// <summary>What is damaged: the sources that the tests report on, the samples, the hostile sample, and configuration files in every format.</summary>
internal static class FuzzInputs
{
    internal static readonly ImmutableArray<string> Sources =
    [
        .. TestSources.Reported.Select(ProjectUnderTest.WithoutMarkup),
        .. Repository.Files("tests/Samples", "*.cs").Where(static path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(Repository.Read),
        Hostile.Sample,
    ];

    /// <summary>Configuration files: their names decide the format.</summary>
    internal static readonly ImmutableArray<(string Name, string Text)> Files =
    [
        .. new[] { "*.json", "*.config", "*.xml", "*.env", "*.csproj" }.SelectMany(static pattern => Repository.Files("tests/Samples", pattern))
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(static path => (Path.GetFileName(path), Repository.Read(path))),
        ("appsettings.json", """{ "Grpc": { "ApiKey": "k-7f3a9c21d4e8b65f", /* note */ "Url": "https://a:b@orders.example" }, "Tokens": [ "a", { "Token": "x" } ] }"""),
        ("web.config", """<configuration><appSettings><add key="Token" value="k-7f3a9c21d4e8b65f" /></appSettings><!-- <add --></configuration>"""),
        (".env", "export API_TOKEN=\"k-7f3a9c21d4e8b65f\"\nURL=https://orders.example # note\nEMPTY=\n"),
    ];
}
