using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>Whether another project or assembly may call a client: where it names a type of the assembly that declares the client.</summary>
public sealed class ReferencedProjectTests
{
    private const string Client = """
        namespace Acme;

        public class GreeterClient : Grpc.Core.ClientBase<GreeterClient>
        {
            public GreeterClient(Grpc.Core.CallInvoker invoker) : base(invoker) { }
            protected GreeterClient(ClientBaseConfiguration configuration) : base(configuration) { }
            protected override GreeterClient NewInstance(ClientBaseConfiguration configuration) => new GreeterClient(configuration);
        }
        """;

    [Theory]
    [InlineData("public class Desk { public object? Get(Acme.GreeterClient client) => client; }", true)]
    [InlineData("using Greeter = Acme.GreeterClient; public class Desk { public object? Get(Greeter client) => client; }", true)]
    [InlineData("public class Desk { public object? Get(System.Collections.Generic.List<Acme.GreeterClient> clients) => clients; }", true)]
    [InlineData("using Acme; public class Desk { }", false)]
    [InlineData("using static Acme.GreeterClient; public class Desk { }", false)]
    [InlineData("namespace GreeterClient { public class Desk { } }", false)]
    [InlineData("namespace Company.GreeterClient.Tests { public class Desk { } }", false)]
    [InlineData("public class Desk { public int Count => 1; }", false)]
    public void A_project_or_its_assembly(string code, bool expected)
    {
        MetadataReference[] references = [.. CompileReferences.Framework, .. CompileReferences.Grpc];
        var contracts = Compile("Acme.Clients", Client, references);
        var project = Compile("Acme.Desk", code, [.. references, contracts.ToMetadataReference()]);

        Assert.Equal(expected, MayBeElsewhere(references, contracts, project.ToMetadataReference()));

        using var image = new MemoryStream();
        Assert.True(project.Emit(image).Success);
        Assert.Equal(expected, MayBeElsewhere(references, contracts, MetadataReference.CreateFromImage(image.ToArray())));
    }

    /// <summary>An assembly of several modules calls what any of them calls.</summary>
    [Fact]
    public void A_module_of_an_assembly()
    {
        MetadataReference[] references = [.. CompileReferences.Framework, .. CompileReferences.Grpc];
        var contracts = Compile("Acme.Clients", Client, references);
        MetadataReference[] all = [.. references, contracts.ToMetadataReference()];
        var module = ModuleMetadata.CreateFromImage(Emit(CSharpCompilation.Create(
            "Acme.Calls", [CSharpSyntaxTree.ParseText("public class Desk { public object? Get(Acme.GreeterClient client) => client; }")], all,
            new CSharpCompilationOptions(OutputKind.NetModule))));
        var manifest = ModuleMetadata.CreateFromImage(Emit(Compile("Acme.Desk", "public class Other { }", [.. all, module.GetReference()])));

        Assert.True(MayBeElsewhere(references, contracts, AssemblyMetadata.Create(manifest, module).GetReference()));
    }

    private static byte[] Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return image.ToArray();
    }

    [Fact]
    public async Task A_client_of_the_compilation_itself_is_called_nowhere_else()
    {
        var project = await ProjectUnderTest.CreateAsync(Client, Setup.Usual);
        var compilation = (await project.GetCompilationAsync())!;
        Assert.False(MayBeElsewhere(compilation));
    }

    private static bool MayBeElsewhere(MetadataReference[] references, Compilation contracts, MetadataReference other) =>
        MayBeElsewhere(Compile("App", "public static class Program { }", [.. references, contracts.ToMetadataReference(), other]));

    private static bool MayBeElsewhere(Compilation compilation) => ClientFacts.Under(CompilationFacts.For(compilation, [])!, GrpcAuthOptions.None)
        .MayBeElsewhere(compilation.GetTypeByMetadataName("Acme.GreeterClient")!);

    private static CSharpCompilation Compile(string name, string code, MetadataReference[] references) => CSharpCompilation.Create(
        name, [CSharpSyntaxTree.ParseText(code)], references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
