using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1005: writes the missing overrides, each with the statements of an existing one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InterceptorMissesCallKindFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1005");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        // A base class that misses the kind, too, is reported and fixed there; an override that adds nothing is the author's to change.
        if (await MissingOverrides.FromAsync(session, document, diagnostic).ConfigureAwait(false) is not { } missing
            || !MayAdd(missing.File, missing.Interceptor, missing.Names)
            || PatternIn(missing.File, missing.Declaration) is not { } pattern)
            return ImmutableArray<FixPlan>.Empty;

        return Plans(missing.Write(CallKindOverride.IsOne, pattern.Start, pattern.TextFor, TitleFor(missing.Names)));
    }

    /// <summary>Up to two methods are named: their names are long.</summary>
    private static string TitleFor(string[] missing) => missing.Length > 2
        ? "Override the " + missing.Length + " missing call types"
        : "Override " + string.Join(" and ", missing.Select(static kind => "'" + kind + "'"));

    private static bool MayAdd(SourceFile file, INamedTypeSymbol interceptor, string[] missing)
    {
        for (INamedTypeSymbol? current = interceptor; current is not null
            && !GrpcSymbols.Is(current, file.Symbols?.Interceptor); current = current.BaseType)
        {
            if (current != (object)interceptor && !current.IsAbstract || missing.Any(kind => !current.GetMembers(kind).IsEmpty))
                return false;
        }

        return true;
    }

    /// <summary>The first override that can be written again for other kinds; the blocking one last, for it may block where the others must not.</summary>
    private static CallKindOverride? PatternIn(SourceFile file, ClassDeclarationSyntax declaration) =>
        declaration.Members.OfType<MethodDeclarationSyntax>()
            .Where(CallKindOverride.IsOne)
            .OrderBy(static m => m.Identifier.ValueText == "BlockingUnaryCall")
            .Select(m => CallKindOverride.From(file, m))
            .FirstOrDefault(static o => o is not null);
}
