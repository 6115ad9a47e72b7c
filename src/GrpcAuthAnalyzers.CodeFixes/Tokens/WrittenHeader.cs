using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// A header as the code writes it: an <c>Add</c> call, an element <c>{ name, value }</c> or a new entry. The engine decides what these are, so that
/// named arguments count by their parameter, and other methods with two arguments do not count.
/// </summary>
internal sealed class WrittenHeader
{
    private WrittenHeader(ExpressionSyntax? name, ExpressionSyntax value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The expression of the name; null for the type that always writes <c>authorization</c>.</summary>
    internal ExpressionSyntax? Name { get; }

    /// <summary>The expression of the value, without the scheme where that is an argument beside it.</summary>
    internal ExpressionSyntax Value { get; }

    /// <summary>The header that a node writes, also as an <c>Add</c> call that gets a new entry; null when it writes none.</summary>
    internal static WrittenHeader? At(SourceFile file, SyntaxNode node)
    {
        if (file.Facts is not { } facts || OperationOf(facts, node) is not { } operation)
            return null;

        if (operation is IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } arguments } add
            && GrpcSymbols.Is(add.TargetMethod.ContainingType, facts.Symbols.Metadata))
            operation = arguments[0].Value;

        // AuthenticationHeaderValue.Parse has no value apart from the scheme, and a factory of call credentials adds it.
        return HeaderWrite.From(operation, facts) is { } write && (write.Name ?? write.Scheme) is not null ? Of(write.Name, write.Value) : null;
    }

    /// <summary>The call, creation or element that writes an expression as the value of a header; null when none does.</summary>
    internal static SyntaxNode? Writing(SourceFile file, ExpressionSyntax value)
    {
        var sink = value.Parent switch
        {
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } call } } => call,
            InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression } element => element,
            _ => null,
        };
        return sink is not null && At(file, sink)?.Value == value ? sink : null;
    }

    /// <summary>The operation of a node; that of an element <c>{ name, value }</c> hangs on the initializer around it. Null when there is none.</summary>
    internal static IOperation? OperationOf(CompilationFacts facts, SyntaxNode node) =>
        node is { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Parent: { } outer }
            ? (facts.Bodies.OperationOf(outer) as IObjectOrCollectionInitializerOperation)?.Initializers.FirstOrDefault(i => i.Syntax == node)
            : facts.Bodies.OperationOf(node);

    private static WrittenHeader? Of(IOperation? name, IOperation value) =>
        WholeOf(value) is { } written ? new WrittenHeader(WholeOf(name), written) : null;

    /// <summary>Operations leave out parentheses and <c>!</c>.</summary>
    private static ExpressionSyntax? WholeOf(IOperation? operation)
    {
        var expression = operation?.Syntax as ExpressionSyntax;
        while (expression?.Parent is ParenthesizedExpressionSyntax
            or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            expression = (ExpressionSyntax)expression.Parent;

        return expression;
    }
}
