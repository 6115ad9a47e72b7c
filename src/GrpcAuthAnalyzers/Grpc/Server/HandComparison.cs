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
    private const string Context = "ServerCallContext";

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

    /// <summary>The names of what code calls that gets the calls of a server: it may hand a credential on.</summary>
    private static readonly Memo<HashSet<string>> CalledByServices = new(static facts =>
    {
        var names = new HashSet<string>(System.StringComparer.Ordinal);
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var index = TreeIndex.Of(tree);
            if (index.MentionsOf(Context).Count > 0)
                names.UnionWith(index.Calls.Keys);
        }

        return names;
    });

    /// <summary>
    /// The comparisons in a tree whose code gets calls of a gRPC server, and in the methods that such code may call. Those in a condition that a look-up runs
    /// for each element (<c>Any</c>, <c>Where</c>, a database) are left out.
    /// </summary>
    internal static IEnumerable<HandComparison> In(SyntaxTree tree, CompilationFacts facts)
    {
        var index = TreeIndex.Of(tree);
        foreach (var code in index.MentionsOf(Context).Count > 0 ? new[] { tree.GetRoot() } : CalledMethodsIn(index, facts))
        {
            foreach (var node in code.DescendantNodes())
            {
                if (node is ExpressionSyntax expression && MayBeOne(expression) && From(facts.Bodies.OperationOf(expression)) is { } comparison)
                    yield return comparison;
            }
        }
    }

    /// <summary>The methods of a tree that get a text and may be called by code that gets the calls of a server.</summary>
    private static IEnumerable<SyntaxNode> CalledMethodsIn(TreeIndex index, CompilationFacts facts)
    {
        foreach (var member in index.MethodsAndProperties)
        {
            if (member is MethodDeclarationSyntax { ParameterList.Parameters: { Count: > 0 } parameters } method
                && facts.Get(CalledByServices).Contains(method.Identifier.ValueText)
                && HaveText(parameters))
                yield return method;
        }
    }

    private static bool HaveText(SeparatedSyntaxList<ParameterSyntax> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Type?.ToString().TrimEnd('?') is "string" or "String" or "StringValues")
                return true;
        }

        return false;
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
