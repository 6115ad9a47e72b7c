using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>What a server compares with the credential of a request: both sides of each comparison in a member that reads such a header.</summary>
internal static class RequestChecks
{
    /// <summary>How code names the headers of a request.</summary>
    private static readonly string[] Headers = { "RequestHeaders", "Headers" };

    /// <summary>The compared values; those that come from the request are among them.</summary>
    internal static IEnumerable<IOperation> In(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var seen = new HashSet<SyntaxNode>();
            foreach (var name in Headers)
            {
                foreach (var mention in TreeIndex.Of(tree).MentionsOf(name))
                {
                    if (mention.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } member
                        || !seen.Add(member)
                        || !ReadsCredential(member)
                        || facts.Bodies.OperationOf(member) is not { } body)
                        continue;

                    foreach (var operation in body.DescendantsAndSelf())
                    {
                        foreach (var compared in ComparedBy(operation))
                            yield return compared;
                    }
                }
            }
        }
    }

    private static bool ReadsCredential(SyntaxNode member)
    {
        foreach (var text in member.DescendantNodes())
        {
            if (text is LiteralExpressionSyntax { Token.ValueText: var name }
                && name.Length is > 0 and <= 64
                && name.IndexOf(':') < 0 // the path of a setting
                && CredentialHeaderName.IsCredential(name, GrpcAuthOptions.None))
                return true;
        }

        return false;
    }

    /// <summary>One side is enough: a header of ASP.NET Core is a <c>StringValues</c>.</summary>
    private static bool IsText(IOperation operand) => operand.Type?.SpecialType == SpecialType.System_String;

    private static IEnumerable<IOperation> ComparedBy(IOperation operation)
    {
        switch (operation)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                when IsText(binary.LeftOperand) || IsText(binary.RightOperand):
                yield return binary.LeftOperand;
                yield return binary.RightOperand;
                break;
            case IInvocationOperation { TargetMethod.Name: "Equals" or "FixedTimeEquals" or "SequenceEqual" } call:
                if (call.Instance is { } instance)
                    yield return instance;

                // Before C# 14 an operator makes the span that such a method takes.
                foreach (var argument in call.Arguments)
                    yield return Conversions.SystemInside(argument.Value);
                break;
        }
    }
}
