using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Handlers;

/// <summary>The code that trusts every server: whether all of it may go, and what nothing needs without it.</summary>
internal static class TrustingCode
{
    /// <summary>
    /// Whether an expression does nothing but trust: a lambda that calls nothing, a method, a delegate, a policy with flags alone. False with a comment, and
    /// for a choice of several.
    /// </summary>
    internal static bool MayGo(SourceFile file, ExpressionSyntax trusting)
    {
        if (trusting.DescendantTrivia().Any(t =>
            trusting.Span.Contains(t.Span) && !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)))
            return false;

        switch (trusting)
        {
            case AnonymousFunctionExpressionSyntax function:
                return !function.Body.DescendantNodesAndSelf().Any(static n =>
                    n is InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or ThrowExpressionSyntax
                        or ThrowStatementSyntax || n.IsKind(SyntaxKind.PostIncrementExpression) || n.IsKind(SyntaxKind.PreIncrementExpression));
            case IdentifierNameSyntax or MemberAccessExpressionSyntax when file.Model.GetTypeInfo(trusting).ConvertedType is { TypeKind: TypeKind.Delegate }:
                return file.Model.GetSymbolInfo(trusting).Symbol is IFieldSymbol or IPropertySymbol or ILocalSymbol
                    or IMethodSymbol { MethodKind: MethodKind.Ordinary };
            case ParenthesizedExpressionSyntax parenthesized:
                return MayGo(file, parenthesized.Expression);
            case CastExpressionSyntax cast:
                return MayGo(file, cast.Expression);
            case BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: { Count: 1 } arguments }
                when file.Model.GetTypeInfo(trusting).Type is { TypeKind: TypeKind.Delegate }:
                return MayGo(file, arguments[0].Expression);
            case BaseObjectCreationExpressionSyntax { Initializer.Expressions: { Count: 1 } flags, ArgumentList: null or { Arguments.Count: 0 } }:
                return flags[0] is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "VerificationFlags" } };
            default:
                return false;
        }
    }

    /// <summary>Asks for the removal of locals, private fields and private methods of the file that only the expression names.</summary>
    internal static async Task RemoveUnusedAsync(FixSession session, FixPlanBuilder plan, SourceFile file, ExpressionSyntax trusting)
    {
        await UnusedDeclarations.CleanUpAsync(session, plan, file, trusting).ConfigureAwait(false);
        foreach (var name in trusting.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            if (file.Model.GetSymbolInfo(name).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method
                || method.DeclaredAccessibility != Accessibility.Private
                || method.DeclaringSyntaxReferences.Length != 1
                || await method.DeclaringSyntaxReferences[0].GetSyntaxAsync(session.Cancellation).ConfigureAwait(false) is not MethodDeclarationSyntax declared
                || declared.SyntaxTree != file.Root.SyntaxTree || file.LeavesOut(method.Name) || file.DirectivesIn(declared.FullSpan).Any())
                continue;

            var references = await References.ToAsync(session, file.Document.Project, method).ConfigureAwait(false);
            plan.RemoveWhenUnused(
                method.Name, ImmutableArray.Create(new TextEdit(file.Key, file.Layout.MemberRemoval(declared), "")),
                references.Select(static r => (r.File.Key, r.Reference.Span)).ToImmutableArray());
        }
    }
}
