using System.Collections.Generic;
using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>What the expressions and variables are that a token is read from.</summary>
internal static class TokenExpressions
{
    /// <summary>Whether a property gives what a lazy value or task holds.</summary>
    internal static bool IsLazyValue(IPropertyReferenceOperation property) => property.Property is { Name: "Value" or "Result" };

    /// <summary>The call or property whose result an expression waits for, or is.</summary>
    internal static IOperation GiverIn(IOperation reference)
    {
        var current = Conversions.BuiltInInside(reference);
        while (current is IAwaitOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "WaitAsync" }
            or IPropertyReferenceOperation { Property.Name: "Result" }
            && OriginTracer.PassedOn(current) is { } inner)
            current = Conversions.BuiltInInside(inner);

        return current;
    }

    /// <summary>The type of a field or property.</summary>
    internal static ITypeSymbol? MemberType(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    /// <summary>
    /// A member of an answer that holds one token forever: the result types of MSAL, Azure.Core and IdentityModel, and protobuf
    /// messages. Other objects may give another token at the next read.
    /// </summary>
    internal static bool IsResult(IPropertyReferenceOperation property)
    {
        var type = property.Property.ContainingType;
        return TokenWords.NamesAnswer(type.Name) && TokenWords.IsTokenOfAnswer(property.Property.Name) || TokenTypes.IsMessage(type);
    }

    /// <summary>The one value that is written to a variable, besides null; null when there are several, or one that is not seen.</summary>
    internal static IOperation? SingleWrite(IReadOnlyList<Write> writes)
    {
        IOperation? single = null;
        foreach (var write in writes)
        {
            if (write.Value is { } nothing && NullTests.IsNull(nothing))
                continue;

            if (single is not null || write.Value is null || write.IsCoalesced)
                return null;

            single = write.Value;
        }

        return single;
    }

    /// <summary>Whether a symbol is declared in a function, or nowhere in source.</summary>
    internal static bool IsDeclaredInside(ISymbol symbol, IOperation function)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == function.Syntax.SyntaxTree && function.Syntax.FullSpan.Contains(reference.Span))
                return true;
        }

        return symbol.DeclaringSyntaxReferences.IsEmpty;
    }
}
