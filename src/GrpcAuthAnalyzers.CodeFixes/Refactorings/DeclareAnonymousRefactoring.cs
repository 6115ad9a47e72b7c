using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>
/// Writes a service that needs no credentials into <c>grpc_auth.anonymous_services</c> of the nearest <c>.editorconfig</c>; offered at a call and at a
/// registration. It is no fix: <c>dotnet format</c> must not decide that a server is open.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(DeclareAnonymousRefactoring))]
public sealed class DeclareAnonymousRefactoring : CodeRefactoringProvider
{
    internal const string TitleFormat = "Declare '{0}' as anonymous";

    private const string FileName = ".editorconfig";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var project = context.Document.Project;
        var workspace = project.Solution.Workspace;
        if (!workspace.CanApplyChange(ApplyChangesKind.ChangeAnalyzerConfigDocument)
            || !workspace.CanApplyChange(ApplyChangesKind.AddAnalyzerConfigDocument)
            || await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || CalledName.At(root, context.Span) is not { } call
            || await SourceFile.OpenAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } file
            || ServiceAt(file, call) is not { IsDefaultOrEmpty: false } service)
            return;

        var title = string.Format(TitleFormat, service[service.Length - 1]);
        context.RegisterRefactoring(CodeAction.Create(title, stop => DeclareAsync(file, service[0], stop), nameof(DeclareAnonymousRefactoring)));
    }

    /// <summary>The names of the service that is called or whose client is registered, the fullest first; default for others and for anonymous ones.</summary>
    private static ImmutableArray<string> ServiceAt(SourceFile file, InvocationExpressionSyntax call)
    {
        // Of the many calls of a file only those that gRPC may make are looked at.
        if (file.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || (!MayBeCall(method) && !method.Name.StartsWith("Add", StringComparison.Ordinal))
            || file.Facts is not { } facts
            || facts.Bodies.OperationOf(call) is not { } operation)
            return default;

        var services = GrpcCall.From(operation, facts) is { } grpc
            ? AnonymousCalls.Contains(grpc.Name, file.GrpcAuthOptions) ? default : grpc.Name.Services
            : ClientRegistration.From(operation, facts) is { } registration ? RpcName.ServicesOf(registration.Client, facts) : default;
        return services.IsDefaultOrEmpty || AnonymousCalls.ContainService(services, file.GrpcAuthOptions) ? default : services;
    }

    private static bool MayBeCall(IMethodSymbol method) =>
        method.ContainingType.DerivesFrom("Grpc.Core.ClientBase") || RpcName.OfContract(method) is not null;

    private static async Task<Solution> DeclareAsync(SourceFile file, string service, CancellationToken cancellation)
    {
        var services = string.Join(", ", file.GrpcAuthOptions.AnonymousServices.Add(service));
        var project = file.Document.Project;
        TextDocument? nearest = null;
        foreach (var config in project.AnalyzerConfigDocuments.Where(config => IsAround(config, file.Document))
            .OrderByDescending(static config => config.FilePath!.Length))
        {
            var text = await config.GetTextAsync(cancellation).ConfigureAwait(false);
            if (EditorConfigText.Replace(text, GrpcAuthOptions.AnonymousServicesKey, services) is { } changed)
                return project.Solution.WithAnalyzerConfigDocumentText(config.Id, changed);

            nearest ??= config;
        }

        if (nearest is not null)
        {
            var added = EditorConfigText.Add(await nearest.GetTextAsync(cancellation).ConfigureAwait(false), GrpcAuthOptions.AnonymousServicesKey, services);
            return project.Solution.WithAnalyzerConfigDocumentText(nearest.Id, added);
        }

        var folder = Path.GetDirectoryName(project.FilePath ?? file.Document.FilePath) ?? "";
        return project.Solution.AddAnalyzerConfigDocument(
            DocumentId.CreateNewId(project.Id), FileName, EditorConfigText.Add(SourceText.From(""), GrpcAuthOptions.AnonymousServicesKey, services),
            filePath: Path.Combine(folder, FileName));
    }

    /// <summary>Whether a file is an <c>.editorconfig</c> in the folder of a document or above.</summary>
    private static bool IsAround(TextDocument config, Document document) =>
        config.FilePath is { } path
        && Path.GetFileName(path) == FileName
        && document.FilePath?.StartsWith(path.Substring(0, path.Length - FileName.Length), StringComparison.Ordinal) == true;
}
