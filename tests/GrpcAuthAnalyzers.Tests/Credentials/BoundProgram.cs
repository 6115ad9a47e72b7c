using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>A program of which a test asks one unit of the engine. <c>/*here*/</c> stands in front of each expression that the question is about.</summary>
internal sealed class BoundProgram
{
    private const string Here = "/*here*/";

    private readonly SyntaxNode _root;
    private readonly string _source;

    private BoundProgram(CompilationFacts facts, string source)
    {
        Facts = facts;
        _source = source;
        _root = facts.Compilation.SyntaxTrees.First(static tree => tree.FilePath == ProjectUnderTest.MainPath).GetRoot();
    }

    internal CompilationFacts Facts { get; }

    /// <summary>The marked expressions, in source order.</summary>
    internal IReadOnlyList<ExpressionSyntax> MarkedNodes
    {
        get
        {
            var found = new List<ExpressionSyntax>();
            for (var at = _source.IndexOf(Here, System.StringComparison.Ordinal); at >= 0; at = _source.IndexOf(Here, at + 1, System.StringComparison.Ordinal))
            {
                var start = at + Here.Length;
                found.Add(_root.FindToken(start).Parent!.AncestorsAndSelf().OfType<ExpressionSyntax>().Last(node => node.SpanStart == start));
            }

            return found;
        }
    }

    /// <summary>The operations of the marked expressions, in source order.</summary>
    internal IReadOnlyList<IOperation> Marked => [.. MarkedNodes.Select(node => Facts.Bodies.OperationOf(node)!)];

    /// <summary>The marked expression as a gRPC call.</summary>
    internal GrpcCall Call => GrpcCall.From(Assert.Single(Marked), Facts)!;

    /// <summary>A program that compiles.</summary>
    /// <param name="source">The main document.</param>
    /// <param name="setup">What differs from the usual project.</param>
    /// <param name="facts">The text of a facts file.</param>
    internal static async Task<BoundProgram> OfAsync(string source, Setup? setup = null, string? facts = null)
    {
        var compilation = (await (await ProjectUnderTest.CreateAsync(source, setup ?? Setup.Usual)).GetCompilationAsync())!;
        var main = compilation.SyntaxTrees.First(static tree => tree.FilePath == ProjectUnderTest.MainPath);
        Assert.Empty(compilation.GetSemanticModel(main).GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        ImmutableArray<AdditionalText> files = facts is null ? [] : [new FactsText(facts)];
        return new BoundProgram(CompilationFacts.For(compilation, files)!, source);
    }

    /// <summary>A type by its name, of the program or of the contracts.</summary>
    internal INamedTypeSymbol Type(string name) => Facts.Compilation.GetTypeByMetadataName(name) ?? Facts.Compilation.GetTypeByMetadataName("Acme.Orders." + name)!;

    /// <summary>The body of the method of this name.</summary>
    internal IOperation Function(string type, string method) => Facts.Bodies.FunctionOf(Type(type).GetMembers(method).OfType<IMethodSymbol>().Single())!;

    internal CredentialQuery Ask(IOperation? until = null) => new(Facts, GrpcAuthOptions.None, until);

    private sealed class FactsText(string text) : AdditionalText
    {
        public override string Path => "/0/GrpcAuth.Facts.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
