using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// Metadata that a local or private field holds, and that code only fills and looks at: no call, option, method or other variable
/// ever gets it.
/// </summary>
internal static class UnsentMetadata
{
    /// <summary>The variable that holds what a creation makes, if nothing else receives it; null if something may.</summary>
    internal static ISymbol? HolderOf(IOperation creation, CompilationFacts facts)
    {
        if (VariableOf(creation) is not { } holder)
            return null;

        if (holder is IFieldSymbol field && (field.DeclaredAccessibility != Accessibility.Private || !field.GetAttributes().IsEmpty))
            return null;

        foreach (var body in facts.Bodies.BodiesWith(holder, creation))
        {
            foreach (var reference in body.ReferencesTo(holder))
            {
                if (!StaysInside(reference, facts))
                    return null;
            }
        }

        return MayBeSentWithOtherSymbols(holder, creation) ? null : holder;
    }

    /// <summary>The local or field that a creation is assigned to, alone or as one of two alternatives.</summary>
    private static ISymbol? VariableOf(IOperation creation)
    {
        var current = Conversions.BuiltInAround(creation);
        for (var nesting = 0; nesting < Budget.MaxAlternatives && current.Parent is (ICoalesceOperation or IConditionalOperation); nesting++)
            current = Conversions.BuiltInAround(current.Parent!);

        return current.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => local,
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0],
            IAssignmentOperation { Target: ILocalReferenceOperation { Local: { IsRef: false } local } } => local,
            IAssignmentOperation { Target: IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field } } => field,
            _ => null,
        };
    }

    /// <summary>Whether a mention of the variable only fills the metadata, writes the variable, or reads: a <c>foreach</c> may copy it.</summary>
    private static bool StaysInside(IOperation reference, CompilationFacts facts)
    {
        var current = Conversions.BuiltInAround(reference);
        return current.Parent switch
        {
            IInvocationOperation call => IsOwnMethod(call),
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation { Instance: IConditionalAccessInstanceOperation } call } => IsOwnMethod(call),
            IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation assignment } element => assignment.Target == element,
            IPropertyReferenceOperation { Property.Name: "Count" or "IsReadOnly" } => true,
            IAssignmentOperation assignment => assignment.Target == current && assignment.Parent is IExpressionStatementOperation,
            IBinaryOperation or IIsPatternOperation or IIsTypeOperation => IsCompared(current),
            INameOfOperation => true,
            IArgumentOperation argument => KnownReadOnlyCalls.OnlyShows(argument) || IsCompared(current),
            IArrayInitializerOperation { Parent: IArrayCreationOperation { Parent: IArgumentOperation argument } } => KnownReadOnlyCalls.OnlyShows(argument),
            _ => false,
        };
    }

    /// <summary>A method of <c>Metadata</c> itself; its result is only compared.</summary>
    private static bool IsOwnMethod(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Add" or "Insert" or "Clear" or "Remove" or "RemoveAt" or "Contains" or "IndexOf" => true,
        "Get" or "GetValue" => IsCompared(call),
        _ => false,
    };

    /// <summary>Whether a value is compared, or tested for null, and no pattern gives it another name.</summary>
    private static bool IsCompared(IOperation value)
    {
        value = Conversions.BuiltInAround(value);
        var condition = value.Parent is IArgumentOperation { Parent: { } call } ? call : value.Parent;
        return condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }
            or IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }
            || (condition is not null && NullTests.Of(condition) is { IsExact: true, Declared: null });
    }

    /// <summary>Whether the preprocessor leaves out code that can see the variable.</summary>
    private static bool MayBeSentWithOtherSymbols(ISymbol holder, IOperation creation)
    {
        if (holder is ILocalSymbol)
        {
            var member = creation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax);
            return DroppedExpression.HasDisabledText(member is null or BaseNamespaceDeclarationSyntax ? creation.Syntax.SyntaxTree.GetRoot() : member);
        }

        foreach (var part in holder.ContainingType.DeclaringSyntaxReferences)
        {
            if (DroppedExpression.HasDisabledText(part.GetSyntax()))
                return true;
        }

        return false;
    }
}
