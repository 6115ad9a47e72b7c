using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Server;

/// <summary>GRPCAUTH6007: writes the missing handlers, each with the statements of the unary one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ServerInterceptorMissesMethodTypeFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH6007");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || at.File.Model.GetDeclaredSymbol(declaration) is not INamedTypeSymbol interceptor
            || !diagnostic.Properties.TryGetValue(FixHints.CallKinds, out var kinds) || kinds is null)
            return ImmutableArray<FixPlan>.Empty;

        // An override that only lets calls go on is the author's to change.
        var missing = kinds.Split(',');
        if (missing.Any(handler => handler == "UnaryServerHandler" || IsDeclared(interceptor, handler)) || PatternIn(at.File, declaration) is not { } pattern)
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        var last = declaration.Members.Last(static m => m is MethodDeclarationSyntax method && ServerHandlerOverride.IsOne(method));
        var line = at.File.Text.Lines.GetLineFromPosition(last.Span.End);
        var separator = at.File.Layout.NewLine + at.File.Layout.BreakAt(pattern.Start);
        var rest = at.File.Text.ToString(TextSpan.FromBounds(last.Span.End, line.End)).Trim();
        var position = rest.Length == 0 || rest.StartsWith("//", System.StringComparison.Ordinal) ? line.End : last.Span.End;
        plan.Insert(at.File, position, string.Concat(missing.Select(handler => separator + pattern.TextFor(handler))));
        return Plans(plan.Build(missing.Length > 1 ? $"Override the {missing.Length} missing handlers" : $"Override '{missing[0]}'"));
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
