using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>Headers that a loop copies into metadata: <c>foreach (var (key, value) in headers) metadata.Add(key, value)</c>.</summary>
internal static class CopiedHeaders
{
    /// <summary>
    /// The credentials among the pairs that the loop goes over, where the pairs are written in this compilation; empty when the name
    /// and value of the entry are not those of one loop.
    /// </summary>
    internal static List<CredentialValue> Of(HeaderWrite entry, CredentialQuery query)
    {
        var credentials = new List<CredentialValue>();
        if (entry.Name is not { } key
            || VariableOf(key) is not { } name
            || VariableOf(entry.Value) is not { } value
            || LoopOver(name, value, entry.Sink) is not { } loop
            || loop.Locals.IndexOf(name) > loop.Locals.IndexOf(value)
            || MemberOf(key) is "Value" or "Item2")
            return credentials;

        foreach (var origin in query.Origins.Trace(new TracedValue(loop.Collection)))
        {
            if (WrittenElements.IsChanged(origin, query.Facts.Bodies) || WrittenElements.PairsOf(origin) is not { } pairs)
                continue;

            foreach (var pair in pairs)
            {
                if (query.CredentialHeaderNamed(pair.Name) is { } header)
                    credentials.Add(new CredentialValue(header, pair.Value));
            }
        }

        return credentials;
    }

    /// <summary>The member of a pair that an expression reads: <c>Key</c>, <c>Item2</c>; null for other expressions.</summary>
    private static string? MemberOf(IOperation expression) => Conversions.BuiltInInside(expression) is IMemberReferenceOperation { Member: var member }
        ? (member as IFieldSymbol)?.CorrespondingTupleField?.Name ?? member.Name
        : null;

    /// <summary>The local of <c>key</c>, <c>pair.Key</c>, <c>pair.Item2</c>.</summary>
    internal static ILocalSymbol? VariableOf(IOperation expression)
    {
        return Conversions.BuiltInInside(expression) switch
        {
            ILocalReferenceOperation local => local.Local,
            IMemberReferenceOperation
            {
                Instance: ILocalReferenceOperation local,
                Member: IFieldSymbol or IPropertySymbol
            } member when member.Member.ContainingType is { IsTupleType: true } || member.Member.ContainingType.Is("System.Collections.Generic.KeyValuePair") =>
                local.Local,
            _ => null,
        };
    }

    /// <summary>The loop around an operation that declares both variables; null when none does.</summary>
    internal static IForEachLoopOperation? LoopOver(ILocalSymbol name, ILocalSymbol value, IOperation inside)
    {
        for (var current = inside.Parent; current is not null; current = current.Parent)
        {
            if (current is IForEachLoopOperation loop && loop.Locals.Contains(name) && loop.Locals.Contains(value))
                return loop;
        }

        return null;
    }
}
