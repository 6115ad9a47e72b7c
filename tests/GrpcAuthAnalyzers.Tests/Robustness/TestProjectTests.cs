using System.Collections.Immutable;
using System.IO;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>A runner, an SDK or an attribute in its own code makes a test project; a framework that a library brings does not.</summary>
public sealed class TestProjectTests
{
    private const string Framework = """
        namespace Xunit { public class FactAttribute : System.Attribute { } public class TheoryAttribute : FactAttribute { } public class CollectionBehaviorAttribute : System.Attribute { } }
        namespace NUnit.Framework { public class TestAttribute : System.Attribute { } public class TestFixtureAttribute : System.Attribute { } }
        namespace Microsoft.VisualStudio.TestTools.UnitTesting { public class TestMethodAttribute : System.Attribute { } public class TestClassAttribute : System.Attribute { } }
        """;

    private const string Sent = """
        public class Caller
        {
            public Grpc.Core.Metadata Headers() => new Grpc.Core.Metadata { { "authorization", "Bearer letmein123" } };
        }

        """;

    [Theory]
    [InlineData("xunit.core", "")]
    [InlineData("xunit.v3.core", "")]
    [InlineData("nunit.framework", "")]
    [InlineData("MSTest.TestFramework", "")]
    [InlineData("Microsoft.VisualStudio.TestPlatform.TestFramework", "")]
    [InlineData("xunit.core", "public class FactAttribute : System.Attribute { } public class Rules { [Fact] public void Rule() { } }")]
    [InlineData("nunit.framework", "public class Marks { [System.Obsolete] public void Test() { } }")]
    public async Task A_framework_alone_makes_no_test_project(string assembly, string code)
    {
        var reports = await Hostile.AnalyzeAsync(Sent + code, References(assembly));
        Assert.Contains(reports, static report => report is { Id: "GRPCAUTH2001", Severity: DiagnosticSeverity.Warning });
    }

    [Theory]
    [InlineData("xunit.core", "public class Tests { [Xunit.Fact] public void Works() { } }")]
    [InlineData("xunit.core", "[assembly: Xunit.CollectionBehavior]")]
    [InlineData("xunit.v3.core", "public class SlowAttribute : Xunit.FactAttribute { } public class Tests { [Slow] public void Works() { } }")]
    [InlineData("nunit.framework", "[NUnit.Framework.TestFixture] public class Tests { }")]
    [InlineData("MSTest.TestFramework", "public class Tests { [Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute] public void Works() { } }")]
    [InlineData("xunit.v3.runner.common", "")]
    [InlineData("xunit.v3.runner.inproc.console", "")]
    [InlineData("TUnit.Engine", "")]
    [InlineData("testhost", "")]
    [InlineData("NUnit3.TestAdapter", "")]
    public async Task A_runner_or_an_attribute_does(string assembly, string code)
    {
        var attributes = code.StartsWith("[assembly", System.StringComparison.Ordinal);
        Assert.Empty(await Hostile.AnalyzeAsync(attributes ? code + "\n" + Sent : Sent + code, References(assembly)));
    }

    [Fact]
    public Task So_does_the_SDK() => Verify.Silent(Sent, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    private static ImmutableArray<MetadataReference> References(string assembly)
    {
        var compilation = CSharpCompilation.Create(
            assembly, [CSharpSyntaxTree.ParseText(Framework)], CompileReferences.Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return CompileReferences.For(Setup.Usual).Add(MetadataReference.CreateFromImage(image.ToArray()));
    }
}
