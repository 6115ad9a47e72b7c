using System.Linq;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Operations;

/// <summary>The operation that the compiler makes of a piece of C#, which must compile.</summary>
internal static class OperationOf
{
    /// <summary>The value of the first variable that is declared with one.</summary>
    internal static IOperation Initializer(string source)
    {
        var (root, model) = Bind(source);
        var initializer = root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(static variable => variable.Initializer).First(static value => value is not null);
        return ((IVariableInitializerOperation)model.GetOperation(initializer!)!).Value;
    }

    /// <summary>The condition of the first <c>if</c>.</summary>
    internal static IOperation Condition(string source)
    {
        var (root, model) = Bind(source);
        return ((IConditionalOperation)model.GetOperation(root.DescendantNodes().OfType<IfStatementSyntax>().First())!).Condition;
    }

    private static (SyntaxNode Root, SemanticModel Model) Bind(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Annotations);
        var compilation = CSharpCompilation.Create("Snippet", [tree], CompileReferences.Framework, options);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return (tree.GetRoot(), compilation.GetSemanticModel(tree));
    }
}
