using System.Collections.Immutable;
using System.Text;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>The sources of a credential's value, to tell whether two places send the same.</summary>
internal static class CredentialIdentity
{
    private const int MaxNesting = 16;

    /// <summary>The names of members with their type and namespace, to compare with others.</summary>
    private static readonly Memo<ISymbol, string> FullNames = new(static (_, symbol) => symbol.ToDisplayString(), SymbolEqualityComparer.Default);

    /// <summary>
    /// A text that is equal for two values that read the same things in the same way, through whatever locals and helpers. Null when that is not
    /// known, and when the value depends on a parameter of the code around the call or on an incoming request. It may hold a secret: it is only compared.
    /// </summary>
    internal static string? KeyOf(CredentialQuery query, TracedValue value)
    {
        var key = new StringBuilder();
        return TryAppend(query, value, key, MaxNesting) ? key.ToString() : null;
    }

    private static bool TryAppend(CredentialQuery query, TracedValue value, StringBuilder key, int nesting)
    {
        var operation = value.Operation;
        if (nesting == 0 || !query.Budget.TryStep() || RequestTypes.GivesRequest(operation.Type))
            return false;

        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            key.Append(constant ?? "null");
            return true;
        }

        if (operation.Type.IsCancellationToken())
        {
            key.Append("{cancellation}");
            return true;
        }

        if (OriginTracer.PassedOn(operation) is { } passedOn)
            return TryAppend(query, value.With(passedOn), key, nesting - 1);

        switch (operation)
        {
            case IInstanceReferenceOperation:
                key.Append("{this}");
                return true;
            case IInterpolatedStringOperation text:
                return TryAppendAll(query, value, text.Parts, key, nesting);
            case IInterpolatedStringTextOperation part:
                return TryAppend(query, value.With(part.Text), key, nesting - 1);
            case IInterpolationOperation { Alignment: null, FormatString: null } hole:
                return TryAppend(query, value.With(hole.Expression), key, nesting - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return TryAppend(query, value.With(sum.LeftOperand), key, nesting - 1) && TryAppend(query, value.With(sum.RightOperand), key, nesting - 1);
            case ICoalesceOperation coalesce when PassesOnThrow(coalesce.WhenNull):
                return TryAppend(query, value.With(coalesce.Value), key, nesting - 1);
            case ILocalReferenceOperation local:
                return query.Facts.Bodies.FactsOf(local).WritesTo(local.Local) is { Count: 1 } writes && writes[0].Value is { } written
                    && TryAppend(query, value.With(written), key, nesting - 1);
            case IParameterReferenceOperation parameter:
                return TryAppendParameter(query, value, parameter, key, nesting);
            case IFieldReferenceOperation field:
                return TryAppendMember(query, value, field.Field, field.Instance, ImmutableArray<IArgumentOperation>.Empty, key, nesting);
            case IPropertyReferenceOperation property:
                return TryAppendMember(query, value, property.Property, property.Instance, property.Arguments, key, nesting);
            case IInvocationOperation invocation:
                return TryAppendMember(query, value, invocation.TargetMethod, invocation.Instance, invocation.Arguments, key, nesting);
            default:
                return false;
        }
    }

    /// <summary>The argument of an entered call, or a parameter of the primary constructor, which lives as long as the object.</summary>
    private static bool TryAppendParameter(CredentialQuery query, TracedValue value, IParameterReferenceOperation reference, StringBuilder key, int nesting)
    {
        var parameter = reference.Parameter;
        for (var frame = value.Frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method, parameter.ContainingSymbol?.OriginalDefinition))
                return frame.ArgumentOf(parameter) is { } argument && TryAppend(query, argument, key, nesting - 1);
        }

        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
            return false;

        key.Append('{').Append(constructor.ContainingType.ToDisplayString()).Append(':').Append(parameter.Name).Append('}');
        return true;
    }

    private static bool TryAppendMember(
        CredentialQuery query, TracedValue value, ISymbol member, IOperation? instance, ImmutableArray<IArgumentOperation> arguments,
        StringBuilder key, int nesting)
    {
        if (RequestTypes.GivesRequest(member.ContainingType) || ReadsOneRequest(query, member))
            return false;

        key.Append('{');
        if (instance is not null && !TryAppend(query, value.With(instance), key, nesting - 1))
            return false;

        key.Append('.').Append(query.Facts.Get(FullNames, member.OriginalDefinition)).Append('(');
        foreach (var argument in arguments)
        {
            if (!TryAppend(query, value.With(argument.Value), key, nesting - 1))
                return false;

            key.Append(',');
        }

        key.Append(")}");
        return true;
    }

    private static bool TryAppendAll(
        CredentialQuery query, TracedValue value, ImmutableArray<IInterpolatedStringContentOperation> parts, StringBuilder key, int nesting)
    {
        foreach (var part in parts)
        {
            if (!TryAppend(query, value.With(part), key, nesting - 1))
                return false;
        }

        return true;
    }

    private static bool PassesOnThrow(IOperation operation) => Conversions.BuiltInInside(operation) is IThrowOperation;

    /// <summary>Whether the source of a method or getter takes something from an incoming request.</summary>
    private static bool ReadsOneRequest(CredentialQuery query, ISymbol member)
    {
        var method = member as IMethodSymbol ?? (member as IPropertySymbol)?.GetMethod;
        if (method is null || query.Facts.Bodies.FunctionOf(method) is not { } body)
            return false;

        foreach (var operation in body.Descendants())
        {
            if (RequestTypes.GivesRequest(operation.Type))
                return true;
        }

        return false;
    }
}
