using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>
/// Turns the holder of a constant (a constant, a field that is written once, a property without a setter) into a property that is
/// evaluated at each use.
/// </summary>
internal static class ConstantHolder
{
    /// <summary>
    /// Plans the property around an expression that is the whole value of its holder. False, and nothing is planned, when other assemblies can name the holder,
    /// when a constant is needed somewhere, when it is used where it would be read once, or when it is written elsewhere, too.
    /// </summary>
    internal static async Task<bool> TryMakePropertyAsync(
        FixSession session, FixPlanBuilder plan, SourceFile file, CompilationFacts facts, ExpressionSyntax value)
    {
        switch (value.Parent)
        {
            case EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: FieldDeclarationSyntax field
                    }
                } declarator
            } initializer
                when field is { AttributeLists.Count: 0, Parent: ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax }
                    && file.Model.GetDeclaredSymbol(declarator) is IFieldSymbol { IsVolatile: false } symbol:
                if (!facts.Bodies.Visibility.IsHidden(symbol) || !await IsReadWhereItRunsAsync(session, file, symbol, facts).ConfigureAwait(false))
                    return false;

                MakeProperty(plan, file, field, initializer);
                return true;
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { AccessorList: { Accessors: { Count: 1 } accessors } list } property } initializer
                when accessors[0] is { RawKind: (int)SyntaxKind.GetAccessorDeclaration, Body: null, ExpressionBody: null }
                    && file.Model.GetDeclaredSymbol(property) is { } symbol
                    && HasNoComment(file, TextSpan.FromBounds(list.SpanStart, initializer.EqualsToken.Span.End)):
                if (!await IsReadWhereItRunsAsync(session, file, symbol, facts).ConfigureAwait(false))
                    return false;

                plan.Replace(file, TextSpan.FromBounds(list.SpanStart, initializer.EqualsToken.Span.End), "=>");
                return true;
            default:
                return false;
        }
    }

    /// <summary>Plans a plain local in the place of a constant one. False when a constant is needed somewhere, or when a lambda reads it.</summary>
    internal static bool TryMakeVariable(FixPlanBuilder plan, SourceFile file, ExpressionSyntax value)
    {
        if (value.Parent is not EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax
                {
                    Parent: VariableDeclarationSyntax
                    {
                        Variables.Count: 1,
                        Parent: LocalDeclarationStatementSyntax { IsConst: true } declaration
                    }
                } declarator
            }
            || file.Model.GetDeclaredSymbol(declarator) is not ILocalSymbol local || RunTimePosition.IsCaptured(file, local, declaration))
            return false;

        var scope = declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? (SyntaxNode)file.Root;
        foreach (var name in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(name).Symbol, local)
                && !RunTimePosition.IsAt(file, name))
                return false;
        }

        var keyword = declaration.Modifiers.First(static m => m.IsKind(SyntaxKind.ConstKeyword));
        plan.Replace(file, TextSpan.FromBounds(keyword.SpanStart, keyword.GetNextToken().SpanStart), "");
        return true;
    }

    /// <summary><c>const</c> becomes <c>static</c>, <c>readonly</c> goes, <c>=</c> becomes <c>=></c>: comments and directives stay where they are.</summary>
    private static void MakeProperty(FixPlanBuilder plan, SourceFile file, FieldDeclarationSyntax field, EqualsValueClauseSyntax initializer)
    {
        foreach (var modifier in field.Modifiers)
        {
            if (modifier.IsKind(SyntaxKind.ConstKeyword))
                plan.Replace(file, modifier.Span, "static");
            else if (modifier.IsKind(SyntaxKind.ReadOnlyKeyword))
                plan.Replace(file, TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart), "");
        }

        plan.Replace(file, initializer.EqualsToken.Span, "=>");
    }

    private static async Task<bool> IsReadWhereItRunsAsync(FixSession session, SourceFile file, ISymbol holder, CompilationFacts facts)
    {
        if (holder is not IFieldSymbol { IsConst: true } && facts.Bodies.WritesTo(holder).Writes.Length != 1)
            return false;

        foreach (var (place, reference) in await References.ToAsync(session, file.Document.Project, holder).ConfigureAwait(false))
        {
            var isWrite = reference.Parent is AssignmentExpressionSyntax assignment && assignment.Left == reference;
            if (isWrite || !RunTimePosition.IsAt(place, reference) || (IsInConstructor(reference) && holder is IFieldSymbol) || IsInElsewhereDisabled(place))
                return false;
        }

        return true;
    }

    /// <summary>A constructor reads once, for all the calls of its object; the lambdas in it do not.</summary>
    private static bool IsInConstructor(SyntaxNode reference) =>
        reference
            .Ancestors()
            .FirstOrDefault(
                static n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) is ConstructorDeclarationSyntax;

    /// <summary>Code that the preprocessor leaves out may need the constant.</summary>
    private static bool IsInElsewhereDisabled(SourceFile file) =>
        DroppedExpression.HasDisabledText(file.Root)
            && file.Root.DescendantTrivia().Any(static t => t.IsKind(SyntaxKind.DisabledTextTrivia) && t.ToString().Contains("case "));

    private static bool HasNoComment(SourceFile file, TextSpan span) =>
        !file.Root.DescendantTrivia(span).Any(t => span.Contains(t.Span) && !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));
}
