using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>A fix for the tests of <see cref="FixPromise"/>: it writes any text in place of what is reported, and breaks what a test asks it to break.</summary>
/// <param name="write">Gets the reported text and the number of names that are shouted in the document.</param>
internal sealed class RewriteShoutedNames(Func<string, int, string> write) : CodeFixProvider
{
    /// <summary>The rule that it fixes.</summary>
    internal string Id { get; init; } = ShoutedNames.Id;

    /// <summary>Whether it is offered; gets what <c>write</c> gets.</summary>
    internal Func<string, int, bool> IsOffered { get; init; } = static (_, _) => true;

    /// <summary>The title for the reported text.</summary>
    internal Func<string, string> Title { get; init; } = static _ => "Rewrite it";

    /// <summary>What it does to the whole document at last.</summary>
    internal Func<string, string>? Finish { get; init; }

    /// <summary>What it writes elsewhere: the word in the document, and what comes in its place.</summary>
    internal (string Word, string Written)? Elsewhere { get; init; }

    internal FixAllProvider? FixAll { get; init; } = WellKnownFixAllProviders.BatchFixer;

    public override ImmutableArray<string> FixableDiagnosticIds => [Id];

    public override FixAllProvider? GetFixAllProvider() => FixAll;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.Document.GetTextAsync(context.CancellationToken);
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken))!;
        var shouted = root.DescendantNodes().OfType<TypeDeclarationSyntax>().Select(type => type.Identifier.ValueText).Count(name => name == name.ToUpperInvariant());
        var reported = text.ToString(context.Span);
        if (!IsOffered(reported, shouted))
            return;

        var written = text.WithChanges([new TextChange(context.Span, write(reported, shouted)), .. ChangesElsewhere(text)]);
        var changed = context.Document.WithText(Finish is null ? written : SourceText.From(Finish(written.ToString())));
        context.RegisterCodeFix(CodeAction.Create(Title(reported), _ => Task.FromResult(changed), equivalenceKey: "rewrite"), context.Diagnostics);
    }

    private TextChange[] ChangesElsewhere(SourceText text) => Elsewhere is { } other
        ? [new TextChange(new TextSpan(text.ToString().IndexOf(other.Word, StringComparison.Ordinal), other.Word.Length), other.Written)]
        : [];
}
