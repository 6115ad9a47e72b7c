using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>
/// Adds the filters that show why a gRPC call fails, in development only and without the value of any header; offered where a channel is created and
/// where a client or a server is registered.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(DevelopmentLoggingRefactoring))]
public sealed class DevelopmentLoggingRefactoring : CodeRefactoringProvider
{
    internal const string Title = "Log gRPC network and metadata in Development";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || LoggedPlace.MayBeAt(root, context.Span) is not { } call
            || await SourceFile.OpenAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } file
            || LoggedPlace.Of(file, call) is not { } place
            || DevelopmentLoggingText.Plan(file, place, Title) is not { } plan)
        {
            return;
        }

        context.RegisterRefactoring(CodeAction.Create(Title, cancellation => WriteAsync(file, plan, cancellation), nameof(DevelopmentLoggingRefactoring)));
    }

    private static async Task<Solution> WriteAsync(SourceFile file, FixPlan plan, CancellationToken cancellation)
    {
        var edits = new MergedEdits();
        edits.TryAdd(plan);
        return await edits.ApplyAsync(file.Document.Project.Solution, cancellation).ConfigureAwait(false);
    }
}
