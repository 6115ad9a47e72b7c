using System;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>What an <see cref="OriginWalk"/> does with an operation of some kind.</summary>
internal enum OriginDecision
{
    /// <summary>The walk goes on to the operations that the value comes from.</summary>
    Followed,

    /// <summary>The operation makes the value, or is an element that whoever asked reads: the walk ends, and the origin is seen.</summary>
    Made,

    /// <summary>The value comes from somewhere that the walk does not follow: the walk ends, and the origin is not seen.</summary>
    Unfollowed,

    /// <summary>A statement, pattern or part of one. No walk gets to it.</summary>
    NoValue,
}

/// <summary>Decides for every kind of operation what a walk does with it. An operation kind of a newer compiler has no decision and is not followed.</summary>
internal static class OriginKinds
{
    /// <summary>The kind of a spread in a collection expression, which is newer than Roslyn 4.8.</summary>
    private const OperationKind Spread = (OperationKind)128;

    /// <summary>What stands for the elements of a collection expression with arguments, which is newer, too.</summary>
    private const OperationKind ElementsPlaceholder = (OperationKind)129;

    /// <summary>A kind that compilers no longer use, whose name is obsolete.</summary>
    private const OperationKind ElementInitializer = (OperationKind)52;

    /// <summary>
    /// Called with an operation that no walk should end at: its kind has no decision, no value, or should have been followed. The tests set it, so that
    /// they fail; for users it is null, and the value is unknown.
    /// </summary>
    internal static Action<IOperation>? OnUnexpected { get; set; }

    /// <summary>
    /// Why the value of an operation that a walk ends at is not seen; No when it is. What a conversion operator in source makes is not looked for.
    /// </summary>
    internal static UnseenReason ReasonAt(IOperation operation, MemberBodies bodies)
    {
        if (operation is { Syntax: CollectionExpressionSyntax })
            return UnseenReason.No;

        if (operation is IConversionOperation { OperatorMethod: { } method })
            return bodies.IsSeen(method) ? UnseenReason.NotFollowed : UnseenReason.No;

        var decision = DecisionFor(operation.Kind);
        if (decision == OriginDecision.Made)
            return UnseenReason.No;

        if (decision != OriginDecision.Unfollowed && operation is not IConversionOperation)
            OnUnexpected?.Invoke(operation);

        return UnseenReason.NotFollowed;
    }

    /// <summary>What a walk does with operations of a kind; null when there is no decision.</summary>
    internal static OriginDecision? DecisionFor(OperationKind kind)
    {
        switch (kind)
        {
            case OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.FieldReference or OperationKind.PropertyReference:
            case OperationKind.Invocation or OperationKind.DelegateCreation or OperationKind.Conversion or OperationKind.Parenthesized or OperationKind.Await:
            case OperationKind.Conditional or OperationKind.Coalesce or OperationKind.SwitchExpression or OperationKind.Throw:
            case OperationKind.ConditionalAccess or OperationKind.ConditionalAccessInstance:
            case OperationKind.SimpleAssignment or OperationKind.CoalesceAssignment:
                return OriginDecision.Followed;

            case OperationKind.Literal or OperationKind.Utf8String or OperationKind.DefaultValue:
            case OperationKind.TypeOf or OperationKind.NameOf or OperationKind.SizeOf:
            case OperationKind.ObjectCreation or OperationKind.AnonymousObjectCreation or OperationKind.ArrayCreation or OperationKind.Tuple:
            case OperationKind.AnonymousFunction or OperationKind.FlowAnonymousFunction or OperationKind.MethodReference:
            case OperationKind.InterpolatedString or OperationKind.InterpolatedStringHandlerCreation or OperationKind.InterpolatedStringAddition:
            case OperationKind.Unary or OperationKind.Binary or OperationKind.TupleBinary:
            case OperationKind.IsType or OperationKind.IsPattern or OperationKind.IsNull:
            case OperationKind.Range or Arguments.CollectionExpression:
            case OperationKind.ArrayElementReference or OperationKind.ImplicitIndexerReference:
                return OriginDecision.Made;

            case OperationKind.None or OperationKind.Invalid:
            case OperationKind.InstanceReference or OperationKind.EventReference or OperationKind.TypeParameterObjectCreation:
            case OperationKind.DynamicObjectCreation or OperationKind.DynamicMemberReference:
            case OperationKind.DynamicInvocation or OperationKind.DynamicIndexerAccess:
            case OperationKind.FunctionPointerInvocation or OperationKind.AddressOf or OperationKind.InlineArrayAccess:
            case OperationKind.With or OperationKind.TranslatedQuery or Spread or ElementsPlaceholder or OperationKind.ArrayInitializer:
            case OperationKind.CompoundAssignment or OperationKind.DeconstructionAssignment or OperationKind.Increment or OperationKind.Decrement:
            case OperationKind.DeclarationExpression or OperationKind.Discard or OperationKind.OmittedArgument:
            case OperationKind.InterpolatedStringHandlerArgumentPlaceholder:
            case OperationKind.FlowCaptureReference or OperationKind.CaughtException or OperationKind.StaticLocalInitializationSemaphore:
                return OriginDecision.Unfollowed;

            case OperationKind.Block or OperationKind.VariableDeclarationGroup or OperationKind.VariableDeclaration or OperationKind.VariableDeclarator:
            case OperationKind.Switch or OperationKind.SwitchCase or OperationKind.CaseClause or OperationKind.SwitchExpressionArm:
            case OperationKind.Loop or OperationKind.Labeled or OperationKind.Branch or OperationKind.Empty or OperationKind.ExpressionStatement:
            case OperationKind.Return or OperationKind.YieldBreak or OperationKind.YieldReturn or OperationKind.Stop or OperationKind.End:
            case OperationKind.Lock or OperationKind.Try or OperationKind.CatchClause or OperationKind.Using or OperationKind.UsingDeclaration:
            case OperationKind.LocalFunction or OperationKind.MethodBody or OperationKind.ConstructorBody or OperationKind.Attribute:
            case OperationKind.RaiseEvent or OperationKind.EventAssignment or OperationKind.ReDim or OperationKind.ReDimClause:
            case OperationKind.ObjectOrCollectionInitializer or OperationKind.MemberInitializer or ElementInitializer:
            case OperationKind.FieldInitializer or OperationKind.VariableInitializer:
            case OperationKind.PropertyInitializer or OperationKind.ParameterInitializer:
            case OperationKind.Argument or OperationKind.InterpolatedStringText or OperationKind.Interpolation:
            case OperationKind.InterpolatedStringAppendLiteral or OperationKind.InterpolatedStringAppendFormatted:
            case OperationKind.InterpolatedStringAppendInvalid:
            case OperationKind.ConstantPattern or OperationKind.DeclarationPattern or OperationKind.RecursivePattern or OperationKind.DiscardPattern:
            case OperationKind.PropertySubpattern or OperationKind.NegatedPattern or OperationKind.BinaryPattern or OperationKind.TypePattern:
            case OperationKind.RelationalPattern or OperationKind.ListPattern or OperationKind.SlicePattern:
            case OperationKind.FlowCapture:
                return OriginDecision.NoValue;

            default:
                return null;
        }
    }
}
