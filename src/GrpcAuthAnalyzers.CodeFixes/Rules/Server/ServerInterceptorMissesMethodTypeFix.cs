using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Server;

/// <summary>GRPCAUTH6007: writes the missing handlers, each with the statements of the unary one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ServerInterceptorMissesMethodTypeFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH6007");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        // An override that only lets calls go on is the author's to change.
        if (await MissingOverrides.FromAsync(session, document, diagnostic).ConfigureAwait(false) is not { } missing
            || missing.Names.Any(handler => handler == "UnaryServerHandler" || IsDeclared(missing.Interceptor, handler))
            || PatternIn(missing.File, missing.Declaration) is not { } pattern)
            return ImmutableArray<FixPlan>.Empty;

        var title = missing.Names.Length > 1 ? $"Override the {missing.Names.Length} missing handlers" : $"Override '{missing.Names[0]}'";
        return Plans(missing.Write(ServerHandlerOverride.IsOne, pattern.Start, pattern.TextFor, title));
    }

    private static bool IsDeclared(INamedTypeSymbol interceptor, string handler)
    {
        for (var current = interceptor; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.ContainingNamespace.ToDisplayString() != "Grpc.Core.Interceptors" && !current.GetMembers(handler).IsEmpty)
                return true;
        }

        return false;
    }

    private static ServerHandlerOverride? PatternIn(SourceFile file, ClassDeclarationSyntax declaration) =>
        declaration.Members.OfType<MethodDeclarationSyntax>()
            .Where(ServerHandlerOverride.IsOne)
            .Select(m => ServerHandlerOverride.From(file, m))
            .FirstOrDefault(static o => o is not null);
}
