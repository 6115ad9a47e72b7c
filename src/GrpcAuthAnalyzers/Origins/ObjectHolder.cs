using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>What else holds an object: the variable that it was assigned to, the one of a pattern, and what gives it back that it was handed to.</summary>
internal static class ObjectHolder
{
    /// <summary>
    /// The local, parameter or private field of an assignment. Null for a discard and for a property of a library, whose own uses are
    /// asked for; null, too, for targets that other code may read: then the object <paramref name="escapes"/>.
    /// </summary>
    internal static ISymbol? OfTarget(IOperation target, MemberBodies bodies, out bool escapes)
    {
        escapes = false;
        switch (target)
        {
            case ILocalReferenceOperation local:
                return local.Local;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                return parameter.Parameter;
            case IFieldReferenceOperation { Field.DeclaredAccessibility: Accessibility.Private, Instance: null or IInstanceReferenceOperation } field:
                return field.Field;
            case IDiscardOperation:
            case IPropertyReferenceOperation { Property: var property } when !bodies.IsSeen(property):
                return null;
            default:
                escapes = true;
                return null;
        }
    }

    /// <summary>
    /// The variable of <c>x is { } p</c>, which is the same object. Null for patterns without one: what a deeper pattern holds is another object. The
    /// object <paramref name="escapes"/> in a pattern that is combined of others, which may hold it anywhere.
    /// </summary>
    internal static ISymbol? OfPattern(IPatternOperation pattern, out bool escapes)
    {
        var declared = pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
        escapes = pattern is IBinaryPatternOperation or INegatedPatternOperation;
        return declared as ILocalSymbol;
    }

    /// <summary>
    /// Whether a call gives back the object that it got for a parameter. An extension method that returns the type it extends is fluent: what it returns is
    /// the object again.
    /// </summary>
    internal static bool IsReturnedBy(IMethodSymbol method, IParameterSymbol parameter) =>
        method.IsExtensionMethod && parameter.Ordinal == 0 && SymbolEqualityComparer.Default.Equals(method.ReturnType, parameter.Type);

    /// <summary>
    /// The function that a call runs: of a delegate that the method around was given, the lambda or method group that its caller wrote,
    /// <c>Create(options => ...)</c>. The <c>Invoke</c> of the delegate where that is not seen, and null where the caller gave null: nothing runs.
    /// </summary>
    internal static IMethodSymbol? CalledBy(IInvocationOperation call, CallFrame? frame, MemberBodies bodies)
    {
        if (call is not { TargetMethod: { MethodKind: MethodKind.DelegateInvoke } invoke, Instance: { } instance })
            return call.TargetMethod;

        var given = new TracedValue(OriginTracer.PassedOn(instance) ?? instance, frame);
        while (given.Operation is IParameterReferenceOperation { Parameter: var parameter } reference)
        {
            var entered = given.Frame;
            while (entered is not null && !SymbolEqualityComparer.Default.Equals(entered.Method, parameter.ContainingSymbol?.OriginalDefinition))
                entered = entered.Caller;

            if (entered?.ArgumentOf(parameter) is not { } argument || bodies.FactsOf(reference).WritesTo(parameter).Any())
                return invoke;

            given = argument.With(Conversions.FunctionInside(argument.Operation));
        }

        return given.Operation switch
        {
            var none when NullTests.IsNull(none) => null,
            IAnonymousFunctionOperation lambda => lambda.Symbol,
            IMethodReferenceOperation { Method: var named } => named,
            _ => invoke,
        };
    }

    /// <summary>
    /// The mentions of <c>Headers</c> in the body where metadata is put into call options: they give that metadata again. Empty for other arguments.
    /// </summary>
    internal static IEnumerable<IOperation> HeadersOf(IArgumentOperation argument, MemberBodies bodies)
    {
        if (argument is not { Parameter: { } parameter, Parent.Type: { } options }
            || !parameter.Type.Is("Grpc.Core.Metadata")
            || !options.Is("Grpc.Core.CallOptions"))
            yield break;

        foreach (var member in options.GetMembers("Headers"))
        {
            foreach (var mention in bodies.FactsOf(argument).ReferencesTo(member))
                yield return mention;
        }
    }

    /// <summary>Whether a variable is a field or property, which any body may mention.</summary>
    internal static bool IsMember(ISymbol variable) => variable is IFieldSymbol or IPropertySymbol;

    /// <summary>What stands for the object behind <c>?.</c>; null when nothing does.</summary>
    internal static IOperation? OfAccess(IConditionalAccessOperation access)
    {
        foreach (var operation in access.WhenNotNull.DescendantsAndSelf())
        {
            if (operation is IConditionalAccessInstanceOperation)
                return operation;
        }

        return null;
    }
}
