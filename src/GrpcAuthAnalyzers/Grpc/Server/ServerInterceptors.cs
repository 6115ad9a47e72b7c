using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>The interceptors that a program adds to its servers: <c>options.Interceptors.Add&lt;T&gt;()</c>.</summary>
internal static class ServerInterceptors
{
    private const string Collection = "Grpc.AspNetCore.Server.InterceptorCollection";

    private static readonly Memo<List<(INamedTypeSymbol? Type, IOperation Call)>> Added = new(Find);

    /// <summary>Their classes, each with the place that adds it; null stands for a class that is not known.</summary>
    internal static IReadOnlyList<(INamedTypeSymbol? Type, IOperation Call)> In(CompilationFacts facts) => facts.Get(Added);

    private static List<(INamedTypeSymbol? Type, IOperation Call)> Find(CompilationFacts facts)
    {
        var found = new List<(INamedTypeSymbol?, IOperation)>();
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf("Interceptors"))
            {
                if (mention.Parent is not MemberAccessExpressionSyntax access || access.Name != mention)
                    continue;

                if (access.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax node }
                    && facts.Bodies.OperationOf(node) is IInvocationOperation call)
                {
                    if (call.TargetMethod.ContainingType.Is(Collection))
                        found.Add((TypeOf(call), call));
                }
                else if (facts.Bodies.OperationOf(access) is IPropertyReferenceOperation { Type: var type } use && type.Is(Collection))
                {
                    found.Add((null, use));
                }
            }
        }

        return found;
    }

    private static INamedTypeSymbol? TypeOf(IInvocationOperation call)
    {
        if (call.TargetMethod.TypeArguments.Length == 1)
            return call.TargetMethod.TypeArguments[0] as INamedTypeSymbol;

        return call.Arguments.Length > 0 && call.Arguments.At(0) is ITypeOfOperation { TypeOperand: INamedTypeSymbol type } ? type : null;
    }
}
