using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// The reference assemblies that this test project itself is compiled with: its build lists them beside the test assembly, so that
/// nothing is asked of a package feed while the tests run.
/// </summary>
internal static class CompileReferences
{
    private static readonly string[] GrpcNames = ["Grpc.", "Google.Protobuf", "protobuf-net", "Acme.Orders.Contracts"];

    private static readonly string[] TokenNames = ["Azure.Core", "System.ClientModel", "Google.Apis", "Microsoft.Identity.Abstractions"];

    private static readonly ImmutableArray<string> Paths =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "compile-references.txt")).Where(File.Exists)];

    /// <summary>.NET and ASP.NET Core.</summary>
    internal static readonly ImmutableArray<MetadataReference> Framework =
        [.. Paths.Where(path => path.Contains("App.Ref" + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase)
            || path.Contains("Microsoft.AspNetCore.Authentication", StringComparison.OrdinalIgnoreCase)
            || path.Contains("Microsoft.IdentityModel", StringComparison.OrdinalIgnoreCase)
            || path.Contains("System.IdentityModel", StringComparison.OrdinalIgnoreCase)).Select(ReadFrom)];

    /// <summary>gRPC (also the legacy Grpc.Core), protobuf and protobuf-net.Grpc, without the contracts.</summary>
    internal static readonly ImmutableArray<MetadataReference> Grpc =
        [.. Paths.Where(path => IsGrpc(path) && !IsContracts(path)).Select(ReadFrom)];

    /// <summary>The clients that Grpc.Tools generated from tests/Contracts/orders.proto, and the code-first contract.</summary>
    internal static readonly MetadataReference Contracts = ReadFrom(Paths.Single(IsContracts));

    /// <summary>The sources of <see cref="Contracts"/>.</summary>
    internal static readonly ImmutableArray<(string Path, string Source)> ContractSources =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "ContractSources"), "*.cs").Order(StringComparer.Ordinal)
            .Select(path => ("/0/Contracts/" + Path.GetFileName(path), File.ReadAllText(path)))];

    /// <summary>The libraries that obtain tokens, with what their public types are made of.</summary>
    private static readonly ImmutableArray<MetadataReference> TokenPackages =
        [.. Paths.Where(path => TokenNames.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.OrdinalIgnoreCase))).Select(ReadFrom)];

    internal static ImmutableArray<MetadataReference> For(Setup setup) =>
        [.. Usual(setup), .. setup.TokenPackages ? TokenPackages : [], .. setup.CodeFirst ? CodeFirstLibraries.References : []];

    private static ImmutableArray<MetadataReference> Usual(Setup setup) => setup switch
    {
        { WithoutGrpc: true } => Framework,
        { GeneratedContracts: true } or { WithoutContracts: true } => [.. Framework, .. Grpc],
        _ => [.. Framework, .. Grpc, Contracts],
    };

    private static bool IsGrpc(string path) =>
        GrpcNames.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsContracts(string path) =>
        Path.GetFileName(path).StartsWith("Acme.Orders.Contracts", StringComparison.Ordinal);

    private static MetadataReference ReadFrom(string path) => MetadataReference.CreateFromFile(path);
}
