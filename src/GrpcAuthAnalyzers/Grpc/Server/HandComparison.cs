using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>A comparison of two texts that stops at the first difference: <c>==</c>, <c>Equals</c>, <c>SequenceEqual</c>, <c>StartsWith</c>.</summary>
internal sealed class HandComparison
{
    private HandComparison(IOperation operation, string name, IOperation left, IOperation right)
    {
        Operation = operation;
        Name = name;
        Left = Conversions.BuiltInInside(left);
        Right = Conversions.BuiltInInside(right);
    }

    /// <summary>The comparison.</summary>
    internal IOperation Operation { get; }

    /// <summary>How it is written, for messages.</summary>
    internal string Name { get; }

    /// <summary>One text.</summary>
    internal IOperation Left { get; }

    /// <summary>The other one.</summary>
    internal IOperation Right { get; }

    /// <summary>Whether the beginning of one text is enough.</summary>
    internal bool IsPrefix => Name == "StartsWith";

    /// <summary>
    /// The comparisons in a tree whose code gets calls of a gRPC server. Those in a condition that a look-up runs for each element (<c>Any</c>, <c>Where</c>, a
    /// database) are left out.
    /// </summary>
    internal static IEnumerable<HandComparison> In(SyntaxTree tree, CompilationFacts facts)
    {
        var index = TreeIndex.Of(tree);
        if (index.MentionsOf("ServerCallContext").Count == 0)
            yield break;

        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is ExpressionSyntax expression && MayBeOne(expression) && From(facts.Bodies.OperationOf(expression)) is { } comparison)
                yield return comparison;
        }
    }

    private static bool MayBeOne(ExpressionSyntax node) => node switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } equality =>
            !IsPlain(equality.Left) && !IsPlain(equality.Right),
        InvocationExpressionSyntax call => NameSyntaxText.NameOf(call.Expression) is "Equals" or "SequenceEqual" or "StartsWith",
        _ => false,
    };

    /// <summary>Numbers, booleans and null are compared with what is no credential.</summary>
    private static bool IsPlain(ExpressionSyntax operand) =>
        operand is LiteralExpressionSyntax { RawKind: not (int)SyntaxKind.StringLiteralExpression };

    private static HandComparison? From(IOperation? operation)
    {
        var found = operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equality =>
                new HandComparison(equality, "==", equality.LeftOperand, equality.RightOperand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } equality =>
                new HandComparison(equality, "!=", equality.LeftOperand, equality.RightOperand),
            IInvocationOperation call when IsOfTexts(call.TargetMethod) => FromCall(call),
            _ => null,
        };
        return found is not null && HoldsText(found.Left) && HoldsText(found.Right) && !IsPartOfLookUp(found.Operation) ? found : null;
    }

    private static HandComparison? FromCall(IInvocationOperation call)
    {
        var arguments = call.Arguments;
        if (call.Instance is { } instance)
            return arguments.Length > 0 ? new HandComparison(call, call.TargetMethod.Name, instance, arguments.At(0)) : null;

        return arguments.Length > 1 ? new HandComparison(call, call.TargetMethod.Name, arguments.At(0), arguments.At(1)) : null;
    }

    private static bool IsOfTexts(IMethodSymbol method) => method.Name switch
    {
        "Equals" => method.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Object,
        "StartsWith" => method.ContainingType.SpecialType == SpecialType.System_String,
        _ => method.ContainingType.Is("System.Linq.Enumerable", "System.MemoryExtensions"),
    };

    private static bool HoldsText(IOperation operand) =>
        operand.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char }
            || operand.Type?.SpecialType == SpecialType.System_String
            || operand.Type.Is("Microsoft.Extensions.Primitives.StringValues");

    private static bool IsPartOfLookUp(IOperation comparison)
    {
        for (IOperation? current = comparison; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation { Symbol.ReturnType.SpecialType: SpecialType.System_Boolean })
                return true;
        }

        return false;
    }
}
