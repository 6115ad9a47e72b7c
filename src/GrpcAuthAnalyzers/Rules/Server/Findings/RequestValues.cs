using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>The values of a function that come from the request of a caller: headers, the <c>HttpContext</c>, and variables that hold a part of them.</summary>
internal sealed class RequestValues
{
    private const int MaxRounds = 8;

    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);

    /// <summary>The variables, each with the values that are written to it.</summary>
    private readonly List<(ISymbol Variable, IOperation Value)> _writes = new();

    private RequestValues(IOperation function, bool arePlain, IEnumerable<IParameterSymbol> given)
    {
        _variables.UnionWith(given);
        ArePlain = arePlain;
        foreach (var operation in function.DescendantsAndSelf())
        {
            Collect(operation);
            ArePlain &= !IsSource(operation) || IsPlain(operation);
        }

        for (var (round, count) = (0, -1); round < MaxRounds && count != _variables.Count; round++)
        {
            count = _variables.Count;
            foreach (var (variable, value) in _writes)
            {
                if (Contain(value))
                    _variables.Add(variable);
            }
        }
    }

    /// <summary>Whether all of them are values of headers whose names are written there and are those of no credential.</summary>
    internal bool ArePlain { get; }

    /// <summary>The values of a function that a server calls.</summary>
    internal static RequestValues In(IOperation function) => new(function, arePlain: true, Array.Empty<IParameterSymbol>());

    /// <summary>Those of a function that gets some of these by a call.</summary>
    internal RequestValues GivenTo(IInvocationOperation call, IOperation function)
    {
        var given = new List<IParameterSymbol>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { OriginalDefinition: var parameter } && Contain(argument.Value))
                given.Add(parameter);
        }

        return new RequestValues(function, ArePlain, given);
    }

    /// <summary>Whether a value is one of them, or has one in it.</summary>
    internal bool Contain(IOperation value)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (IsSource(operation) || (VariableOf(operation) is { } variable && _variables.Contains(variable)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a call gets one of them, or the context from which it can take one.</summary>
    internal bool AreGivenTo(IInvocationOperation call)
    {
        if (call.Instance is { } instance && Contain(instance))
            return true;

        foreach (var argument in call.Arguments)
        {
            if (Contain(argument.Value) || IsRequest(Conversions.BuiltInInside(argument.Value)))
                return true;
        }

        return false;
    }

    /// <summary>Whether it depends on one of them if an operation is run.</summary>
    internal bool Decide(IOperation operation)
    {
        var (inner, outer) = (operation, operation.Parent);
        for (; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            var decided = outer switch
            {
                IConditionalOperation choice => inner != choice.Condition && Contain(choice.Condition),
                ICoalesceOperation choice => inner == choice.WhenNull && Contain(choice.Value),
                ISwitchOperation choice => inner != choice.Value && Contain(choice.Value),
                ISwitchExpressionOperation choice => inner != choice.Value && Contain(choice.Value),
                IForEachLoopOperation loop => inner == loop.Body && Contain(loop.Collection),
                IWhileLoopOperation { Condition: { } condition } => inner != condition && Contain(condition),
                IForLoopOperation { Condition: { } condition } => inner != condition && Contain(condition),
                ICatchClauseOperation { Filter: { } filter } => Contain(filter),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both =>
                    inner == both.RightOperand && Contain(both.LeftOperand),
                _ => false,
            };
            if (decided)
                return true;
        }

        return false;
    }

    /// <summary>Whether a variable that is returned holds what a condition accepts.</summary>
    internal bool HoldsAnswer(IOperation returned, Func<IOperation, bool> accepts)
    {
        foreach (var operation in returned.DescendantsAndSelf())
        {
            if (VariableOf(operation) is not { } variable)
                continue;

            foreach (var (written, value) in _writes)
            {
                if (SymbolEqualityComparer.Default.Equals(written, variable) && accepts(value))
                    return true;
            }
        }

        return false;
    }

    private void Collect(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer.Value: { } value } declared:
                _writes.Add((declared.Symbol, value));
                break;
            case IAssignmentOperation assignment when VariableOf(assignment.Target) is { } variable:
                _writes.Add((variable, assignment.Value));
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                    _writes.Add((local, loop.Collection));
                break;
            case IPatternOperation pattern when DeclaredBy(pattern) is { } variable && MatchedBy(pattern) is { } matched:
                _writes.Add((variable, matched));
                break;
            case IInvocationOperation call:
                CollectOut(call);
                break;
        }
    }

    /// <summary><c>int.TryParse(value, out var id)</c>, and the parameters of <c>headers.Select(h => ...)</c>.</summary>
    private void CollectOut(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out && VariableOf(Declared(argument.Value)) is { } variable)
                AddAll(variable);
            else if (Conversions.FunctionInside(argument.Value) is IAnonymousFunctionOperation lambda)
            {
                foreach (var parameter in lambda.Symbol.Parameters)
                    AddAll(parameter);
            }
        }

        void AddAll(ISymbol variable)
        {
            if (call.Instance is { } instance)
                _writes.Add((variable, instance));

            foreach (var given in call.Arguments)
            {
                if (given.Parameter?.RefKind != RefKind.Out && Conversions.FunctionInside(given.Value) is not IAnonymousFunctionOperation)
                    _writes.Add((variable, given.Value));
            }
        }
    }

    private static ISymbol? DeclaredBy(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation properties => properties.DeclaredSymbol,
        _ => null,
    };

    /// <summary>The value that a pattern, or the one around it, is matched with.</summary>
    private static IOperation? MatchedBy(IPatternOperation pattern)
    {
        for (var outer = pattern.Parent; outer is not null; outer = outer.Parent)
        {
            if (((outer as IIsPatternOperation)?.Value ?? (outer as ISwitchExpressionOperation)?.Value ?? (outer as ISwitchOperation)?.Value) is { } value)
                return value;
        }

        return null;
    }

    private static IOperation Declared(IOperation value) => value is IDeclarationExpressionOperation declaration ? declaration.Expression : value;

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter.OriginalDefinition,
        _ => null,
    };

    /// <summary>Whether a value is the context of a call, which shows all that the caller brought.</summary>
    internal static bool IsRequest(IOperation value) => value.Type.Is("Grpc.Core.ServerCallContext", "Microsoft.AspNetCore.Http.HttpContext");

    /// <summary>What reads the request: a member of the context that shows what the caller brought, or the request itself.</summary>
    private static bool IsSource(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "RequestHeaders" or "AuthContext" or "UserState" or "Peer", ContainingType: var type } } =>
            type.Is("Grpc.Core.ServerCallContext"),
        IInvocationOperation { TargetMethod.Name: "GetHttpContext" } => true,
        IParameterReferenceOperation { Parent: not IArgumentOperation } parameter => parameter.Type.Is("Microsoft.AspNetCore.Http.HttpContext"),
        IPropertyReferenceOperation { Property: { Name: "HttpContext", Type: var type } } => type.Is("Microsoft.AspNetCore.Http.HttpContext"),
        _ => false,
    };

    /// <summary><c>context.RequestHeaders.GetValue("x-account-id")</c>.</summary>
    private static bool IsPlain(IOperation source) =>
        source is IPropertyReferenceOperation { Property.Name: "RequestHeaders", Parent: { } parent }
        && CallAround(parent) is { TargetMethod.Name: "GetValue" or "Get" or "GetAll" or "GetValueBytes", Arguments: { Length: > 0 } arguments }
        && arguments.Last() is { ConstantValue: { HasValue: true, Value: string header } }
        && !CheckWords.MayBeCredential(header);

    private static IInvocationOperation? CallAround(IOperation parent) =>
        (parent as IInvocationOperation) ?? (parent as IArgumentOperation)?.Parent as IInvocationOperation
        ?? (parent as IConversionOperation)?.Parent as IInvocationOperation
        ?? (parent as IConditionalAccessOperation)?.WhenNotNull as IInvocationOperation;
}
