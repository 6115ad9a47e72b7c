using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>References that are missing, doubled or of another version; projects beside assemblies.</summary>
public sealed class ReferenceTests
{
    private const string Call = """
        class Caller
        {
            void Call() => new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example")).GetOrder(new OrderRequest());
        }
        """;

    private const string OtherGrpc = """
        namespace Grpc.Core
        {
            public class Metadata { public void Add(string key, string value) { } public class Entry { public Entry(string key, string value) { } } }
            public struct CallOptions { }
            public abstract class CallInvoker { }
            public abstract class ChannelBase { }
            public abstract class ClientBase { protected ClientBase(ChannelBase channel) { } }
            public class ChannelCredentials { }
            public class CallCredentials { }
        }
        """;

    private static readonly ImmutableArray<MetadataReference> All = CompileReferences.For(Setup.Usual);

    [Fact]
    public async Task Any_one_reference_may_be_missing()
    {
        var silent = new List<string>();
        foreach (var reference in All.Where(reference => IsNear(reference.Display!)))
        {
            if ((await Hostile.AnalyzeAsync(Hostile.Sample, All.Remove(reference))).IsEmpty)
                silent.Add(Path.GetFileName(reference.Display!));
        }

        // Without one of these nothing is known of gRPC; without any other the rest is still reported.
        Assert.Equal(["Grpc.Core.Api.dll", "System.Runtime.dll"], silent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_reference_at_all_is_no_crash() =>
        // Nothing can be reported here: no type is known.
        Assert.Empty(await Hostile.AnalyzeAsync(Hostile.Sample, []));

    [Fact]
    public async Task The_same_assemblies_twice_give_the_same_reports()
    {
        var copies = All.Where(reference => IsGrpc(reference.Display!)).Select(reference => MetadataReference.CreateFromImage(File.ReadAllBytes(reference.Display!)));
        var doubled = All.AddRange(copies);
        Assert.Equal(Analysis.Lines(await Hostile.AnalyzeAsync(Call, All)), Analysis.Lines(await Hostile.AnalyzeAsync(Call, doubled)));
        Assert.NotEmpty(await Hostile.AnalyzeAsync(Call, doubled));
        Assert.NotEmpty(await Hostile.AnalyzeAsync(Hostile.Sample, doubled));
    }

    [Theory]
    [InlineData("Grpc.Core.Api", "2.0.0.0")]
    [InlineData("Grpc.Core.Api", "99.0.0.0")]
    [InlineData("Acme.OtherGrpc", "1.0.0.0")]
    public async Task A_second_version_of_the_types_is_no_crash(string assembly, string version)
    {
        var other = Emit(assembly, $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]\n" + OtherGrpc);
        Assert.NotEmpty(await Hostile.AnalyzeAsync(Hostile.Sample, All.Add(other)));
        Assert.NotEmpty(await Hostile.AnalyzeAsync(Hostile.Sample, All.Insert(0, other)));
    }

    [Fact]
    public async Task The_types_are_also_source_of_the_project()
    {
        await Hostile.AnalyzeAsync(Hostile.Sample, Setup.Usual with { Documents = [("Grpc.cs", OtherGrpc)] });
        await Hostile.AnalyzeAsync(Hostile.Sample, Setup.Usual with { WithoutGrpc = true, Documents = [("Grpc.cs", OtherGrpc)] });
        await Hostile.AnalyzeAsync(Hostile.Sample, Setup.Usual with { Documents = CompileReferences.ContractSources.ToArray() });
    }

    [Fact]
    public Task Contracts_as_source_and_as_an_assembly_give_the_same_reports() => Task.WhenAll(
        Verify.Reports(Call.Replace("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example\")).GetOrder", "{|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example\")).GetOrder|}")),
        Verify.Reports(Call.Replace("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example\")).GetOrder", "{|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example\")).GetOrder|}"), Setup.Usual with { GeneratedContracts = true }));

    [Fact]
    public async Task A_project_of_contracts_gives_the_same_reports_as_its_assembly()
    {
        var contracts = CSharpCompilation.Create(
            "Acme.Orders.Contracts",
            CompileReferences.ContractSources.Select(document => CSharpSyntaxTree.ParseText(document.Source, path: document.Path)),
            CompileReferences.For(Setup.Usual with { GeneratedContracts = true }),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(contracts.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var withoutContracts = All.Remove(CompileReferences.Contracts);
        foreach (var source in new[] { Call, Hostile.Sample })
        {
            var fromProject = await Hostile.AnalyzeAsync(source, withoutContracts.Add(contracts.ToMetadataReference()));
            var fromAssembly = await Hostile.AnalyzeAsync(source, All);
            Assert.NotEmpty(fromAssembly);
            Assert.Equal(Analysis.Lines(fromAssembly), Analysis.Lines(fromProject));
        }
    }

    [Fact]
    public Task Code_of_a_referenced_project_is_unseen_as_code_of_an_assembly_is() => Hostile.SilentAsync(
        """
        new Orders.OrdersClient(Wires.Channel()).GetOrder(new OrderRequest());
        Wires.Client.GetOrder(new OrderRequest());
        new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example")).GetOrder(new OrderRequest(), Wires.Headers);
        new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example", Wires.Options("https://orders.example"))).GetOrder(new OrderRequest());
        new Derived().Call();

        class Derived : Wires.Base { public void Call() => Inherited.GetOrder(new OrderRequest()); }
        """,
        Setup.Usual with
        {
            Library = """
                public static class Wires
                {
                    public static readonly Metadata Headers = new();
                    public static Orders.OrdersClient Client { get; } = new(Channel());
                    public static GrpcChannel Channel() => GrpcChannel.ForAddress("https://orders.example");
                    public static GrpcChannelOptions Options(string address) => new();
                    public class Base { protected Orders.OrdersClient Inherited = new(Channel()); }
                }
                """,
        });

    [Fact]
    public Task A_channel_that_is_given_to_a_referenced_project_escapes_as_to_an_assembly() => Hostile.SilentAsync(
        """
        var options = new GrpcChannelOptions();
        Wires.Secure(options);
        new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example", options)).GetOrder(new OrderRequest());
        var headers = new Metadata();
        headers.Authorize();
        new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example")).GetOrder(new OrderRequest(), headers);
        """,
        Setup.Usual with
        {
            Library = """
                public static class Wires
                {
                    public static void Secure(GrpcChannelOptions options) { }
                    public static void Authorize(this Metadata headers) { }
                }
                """,
        });

    private static MetadataReference Emit(string name, string source)
    {
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(source)], CompileReferences.Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>The references that the product asks about; the framework has hundreds of others.</summary>
    private static bool IsNear(string path) => IsGrpc(path)
        || Path.GetFileName(path) is "System.Runtime.dll" or "System.Net.Http.dll" or "System.Collections.dll" or "System.Threading.dll" or "System.Linq.dll"
            or "Microsoft.Extensions.DependencyInjection.Abstractions.dll" or "Microsoft.Extensions.Http.dll" or "netstandard.dll" or "System.Threading.Tasks.dll";

    private static bool IsGrpc(string path) => Path.GetFileName(path) is var name
        && (name.StartsWith("Grpc", StringComparison.Ordinal) || name.StartsWith("Google", StringComparison.Ordinal)
            || name.StartsWith("protobuf", StringComparison.Ordinal) || name.StartsWith("Acme", StringComparison.Ordinal));
}
