using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>Where a value goes that is followed forwards: what still is the value, and the variable, member or registration that gets it.</summary>
internal static class FlowOperations
{
    /// <summary>The outermost expression that still is the channel: around built-in conversions, branches and awaits.</summary>
    internal static IOperation Outermost(IOperation operation)
    {
        while (true)
        {
            operation = Conversions.BuiltInAround(operation);
            var isSame = operation.Parent is ICoalesceOperation or IAwaitOperation
                || operation.Parent is IConditionalOperation conditional && conditional.Condition != operation
                || operation.Parent is IConditionalAccessOperation access && access.WhenNotNull == operation;
            if (!isSame)
                return operation;

            operation = operation.Parent!;
        }
    }

    internal static ISymbol? VariableOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>The method, local function or property whose body returns; null for a lambda, whose callers are not known.</summary>
    internal static ISymbol? ReturningMember(IOperation returned) =>
        returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) switch
        {
            IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => null,
            IMethodSymbol { AssociatedSymbol: { } property } => property,
            IMethodSymbol method when OriginTracer.HasOneBody(method) => method,
            _ => null,
        };

    /// <summary>The expression of an argument; the receiver of an extension method is one itself.</summary>
    internal static SyntaxNode SyntaxOf(IArgumentOperation argument) => argument.Syntax is ArgumentSyntax written ? written.Expression : argument.Syntax;
    /// <summary>The registration whose lambda returns a value; null for other functions.</summary>
    internal static ContainerRegistration? RegistrationWithFactory(IOperation returned) =>
        EnclosingFunction.Enclosing(returned) is IAnonymousFunctionOperation lambda
        && Arguments.Around(lambda) is { Parent: { } call }
            ? ContainerRegistration.From(call)
            : null;
}
