using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>A document with what a plan asks of it.</summary>
internal sealed class SourceFile
{
    private SourceFile(Document document, CompilationUnitSyntax root, SemanticModel model, SourceText text)
    {
        Document = document;
        Root = root;
        Model = model;
        Text = text;
        Options = document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree);
        GrpcAuthOptions = GrpcAuthOptions.Of(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider, root.SyntaxTree);
        Layout = new SourceLayout(text, SourceLayout.ConfiguredIndent(Options));
        Key = KeyOf(document);
    }

    internal Document Document { get; }

    internal CompilationUnitSyntax Root { get; }

    internal SemanticModel Model { get; }

    internal SourceText Text { get; }

    internal AnalyzerConfigOptions Options { get; }

    /// <summary>The options of the product that hold for the document, as the analyzer reads them.</summary>
    internal GrpcAuthOptions GrpcAuthOptions { get; }

    internal SourceLayout Layout { get; }

    /// <summary>The same for every copy of a linked document.</summary>
    internal string Key { get; }

    internal Compilation Compilation => Model.Compilation;

    /// <summary>The types of gRPC that the project refers to; null when it does not refer to gRPC.</summary>
    internal GrpcSymbols? Symbols => GrpcSymbols.For(Compilation);

    /// <summary>What the engine knows of the project, with its facts files; null when it does not refer to gRPC.</summary>
    internal CompilationFacts? Facts => CompilationFacts.For(Compilation, Document.Project.AnalyzerOptions.AdditionalFiles);

    internal LanguageVersion LanguageVersion => ((CSharpParseOptions)Root.SyntaxTree.Options).LanguageVersion;

    /// <summary>The directives between the two ends of a span.</summary>
    internal IEnumerable<SyntaxTrivia> DirectivesIn(TextSpan span) =>
        Root.ContainsDirectives && !span.IsEmpty
            ? Root.DescendantTrivia(span).Where(t => t.IsDirective && span.Contains(t.Span))
            : Enumerable.Empty<SyntaxTrivia>();

    /// <summary>Whether a comment stands in a span: it would go with what is replaced.</summary>
    internal bool HasComment(TextSpan span) => Root.DescendantTrivia(span).Any(t => span.Contains(t.Span)
        && (t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)));

    /// <summary>Whether code that the preprocessor leaves out names something: it is compiled with other symbols.</summary>
    internal bool LeavesOut(string name) => LeavesOut(Root, name);

    /// <summary>The same for another file.</summary>
    internal static bool LeavesOut(CompilationUnitSyntax root, string name) =>
        root.ContainsDirectives && root.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.DisabledTextTrivia) && IdentifierText.Of(name, t.ToString()));

    internal static string KeyOf(Document document) => document.FilePath ?? document.Id.ToString();

    /// <summary>Null for a document that is not C#.</summary>
    internal static async Task<SourceFile?> OpenAsync(Document document, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) as CompilationUnitSyntax;
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
            return null;

        return new SourceFile(document, root, model, await document.GetTextAsync(cancellation).ConfigureAwait(false));
    }
}
