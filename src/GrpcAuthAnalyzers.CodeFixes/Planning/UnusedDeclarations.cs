using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Planning;

/// <summary>Removes locals and private fields that are unused after a plan: the token that was read once, the constant that held it.</summary>
internal static class UnusedDeclarations
{
    /// <summary>Asks for the removal of what the node names, when nothing else names it in the end.</summary>
    internal static async Task CleanUpAsync(FixSession session, FixPlanBuilder plan, SourceFile file, SyntaxNode removed)
    {
        foreach (var name in removed.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (file.Model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
                || file.Model.GetSymbolInfo(name).Symbol is not { } symbol)
                continue;
            if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax declarator
                || declarator.SyntaxTree != file.Root.SyntaxTree)
                continue;

            await CleanUpAsync(session, plan, file, symbol, declarator).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// True when a parameter of a primary constructor is named here and nowhere else: without this the compiler would warn that it
    /// is unread (CS9113).
    /// </summary>
    internal static async Task<bool> LeavesUnreadParameterAsync(FixSession session, SourceFile file, SyntaxNode removed, string newText)
    {
        foreach (var name in removed.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (file.Model.GetSymbolInfo(name).Symbol is not IParameterSymbol { DeclaringSyntaxReferences: { Length: 1 } declared } parameter
                || IdentifierText.InCode(parameter.Name, newText)
                || declared[0].GetSyntax().Parent?.Parent is not (ClassDeclarationSyntax or StructDeclarationSyntax))
                continue;

            var references = await References.ToAsync(session, file.Document.Project, parameter).ConfigureAwait(false);
            if (references.All(r => removed.Span.Contains(r.Reference.Span) && r.File == file))
                return true;
        }

        return false;
    }

    private static async Task CleanUpAsync(FixSession session, FixPlanBuilder plan, SourceFile file, ISymbol symbol, VariableDeclaratorSyntax declarator)
    {
        if (declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1 } declaration
            || declaration.Parent is not (LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } or FieldDeclarationSyntax))
            return;

        if (declaration.Parent is LocalDeclarationStatementSyntax { Parent: not (BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax) })
            return;

        if (file.LeavesOut(symbol.Name) || file.DirectivesIn(declaration.Parent.Span).Any())
            return;

        var removals = ImmutableArray.CreateBuilder<TextEdit>();
        removals.Add(new TextEdit(file.Key, file.Layout.Removal(declaration.Parent), ""));
        var others = ImmutableArray.CreateBuilder<(string, TextSpan)>();
        foreach (var (place, reference) in await References.ToAsync(session, file.Document.Project, symbol).ConfigureAwait(false))
        {
            if (reference.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement } assignment
                && assignment.Left == reference
                && symbol is IFieldSymbol)
                removals.Add(new TextEdit(place.Key, place.Layout.Removal(statement), ""));
            else
                others.Add((place.Key, reference.Span));
        }

        plan.RemoveWhenUnused(symbol.Name, removals.ToImmutable(), others.ToImmutable());
        if (declarator.Initializer is { Value: IdentifierNameSyntax or InterpolatedStringExpressionSyntax or BinaryExpressionSyntax } initializer)
            await CleanUpAsync(session, plan, file, initializer.Value).ConfigureAwait(false);
    }
}
