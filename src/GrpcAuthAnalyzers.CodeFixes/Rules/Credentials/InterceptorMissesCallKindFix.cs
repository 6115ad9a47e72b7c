using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1005: writes the missing overrides, each with the statements of an existing one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InterceptorMissesCallKindFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1005");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || at.File.Model.GetDeclaredSymbol(declaration) is not INamedTypeSymbol interceptor
            || !diagnostic.Properties.TryGetValue(FixHints.CallKinds, out var kinds) || kinds is null)
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        // A base class that misses the kind, too, is reported and fixed there; an override that adds nothing is the author's to change.
        var missing = kinds.Split(',');
        if (!MayAdd(at.File, interceptor, missing) || PatternIn(at.File, declaration) is not { } pattern)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        var last = declaration.Members.Last(static m => m is MethodDeclarationSyntax method && CallKindOverride.IsOne(method));
        var line = at.File.Text.Lines.GetLineFromPosition(last.Span.End);
        var separator = at.File.Layout.NewLine + at.File.Layout.BreakAt(pattern.Start);
        var rest = at.File.Text.ToString(TextSpan.FromBounds(last.Span.End, line.End)).Trim();
        var position = rest.Length == 0 || rest.StartsWith("//", System.StringComparison.Ordinal) ? line.End : last.Span.End;
        plan.Insert(at.File, position, string.Concat(missing.Select(kind => separator + pattern.TextFor(kind))));
        return Plans(plan.Build(TitleFor(missing)));
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
