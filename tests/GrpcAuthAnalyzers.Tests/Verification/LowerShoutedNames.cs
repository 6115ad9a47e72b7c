using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>A fix for the tests of the verbs: SHOUTED becomes Shouted; names of two letters are left alone.</summary>
internal sealed class LowerShoutedNames : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => [ShoutedNames.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken))!;
        if (root.FindNode(context.Span) is not TypeDeclarationSyntax type || type.Identifier.ValueText.Length < 3)
            return;

        var name = type.Identifier.ValueText;
        var quiet = type.WithIdentifier(SyntaxFactory.Identifier(name[..1] + name[1..].ToLowerInvariant()).WithTriviaFrom(type.Identifier));
        var changed = context.Document.WithSyntaxRoot(root.ReplaceNode(type, quiet));
        context.RegisterCodeFix(CodeAction.Create("Lower it", _ => Task.FromResult(changed), equivalenceKey: "lower"), context.Diagnostics);
    }
}
