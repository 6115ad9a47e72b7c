using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>
/// Generates a class that caches the token and fetches a new one before it expires; offered on types and methods that fetch tokens. Not
/// offered if the project does not reference gRPC.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(TokenProviderRefactoring))]
public sealed class TokenProviderRefactoring : CodeRefactoringProvider
{
    internal const string Title = "Generate an access token provider with refresh";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || TokenFetch.MayBeAt(root, context.Span) is not { } declaration
            || await SourceFile.OpenAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } file
            || TypeNames.TypeOf(file.Compilation, "Grpc.Core.CallCredentials") is null
            || TokenFetch.At(file, declaration) is not { } fetch)
        {
            return;
        }

        context.RegisterRefactoring(CodeAction.Create(Title, cancellation => WriteAsync(file, fetch, cancellation), nameof(TokenProviderRefactoring)));
    }

    private static async Task<Solution> WriteAsync(SourceFile file, TokenFetch fetch, CancellationToken cancellation)
    {
        var targets = await TokenProviderTargets.OfAsync(file, cancellation).ConfigureAwait(false);
        var plan = new FixPlanBuilder();
        var text = new TokenProviderText(file, fetch, targets, plan).Write();
        plan.Insert(file, EndOf(file, fetch), text);

        var edits = new MergedEdits();
        edits.TryAdd(plan.Build(Title)!);
        return await edits.ApplyAsync(file.Document.Project.Solution, cancellation).ConfigureAwait(false);
    }

    // Behind a comment that ends the line of the closing brace, but not behind other code of that line.
    private static int EndOf(SourceFile file, TokenFetch fetch)
    {
        var last = fetch.Outermost.GetLastToken();
        var line = file.Text.Lines.GetLineFromPosition(last.Span.End);
        var next = last.GetNextToken();
        return next.RawKind == 0 || next.SpanStart >= line.End ? line.End : last.Span.End;
    }
}
