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

/// <summary>A fix for the tests of <see cref="FixPromise"/>: it writes any text in place of a shouted name.</summary>
/// <param name="write">Gets the name and the number of names that are shouted in the document.</param>
internal sealed class RewriteShoutedNames(Func<string, int, string> write) : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => [ShoutedNames.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken))!;
        var shouted = root.DescendantNodes().OfType<TypeDeclarationSyntax>().Select(type => type.Identifier.ValueText).Count(name => name == name.ToUpperInvariant());
        var text = await context.Document.GetTextAsync(context.CancellationToken);
        var changed = context.Document.WithText(text.WithChanges(new TextChange(context.Span, write(text.ToString(context.Span), shouted))));
        context.RegisterCodeFix(CodeAction.Create("Rewrite it", _ => Task.FromResult(changed), equivalenceKey: "rewrite"), context.Diagnostics);
    }
}
