using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// Finds the captured token in the value of a header: in the function that writes it, and in the source methods and getters that give
/// the token, three deep.
/// </summary>
internal sealed partial class CapturedTokenReader
{
    private const int MaxDepth = 3;

    private readonly IOperation _function;
    private readonly PerCallCode? _perCall;
    private readonly CredentialQuery _query;
    private readonly int _depth;
    private readonly HashSet<ISymbol> _entered;

    private CapturedTokenReader(IOperation function, PerCallCode? perCall, CredentialQuery query, int depth, HashSet<ISymbol> entered)
    {
        _function = function;
        _perCall = perCall;
        _query = query;
        _depth = depth;
        _entered = entered;
    }

    /// <summary>Whether the code is not per-call code, and runs with what its object keeps.</summary>
    private bool IsOfObject => _perCall is null && _depth == 0;

    /// <summary>
    /// The captured token that a value consists of, besides constants. Null when anything in the value is read by the per-call
    /// code itself (a call, an await, a member of a provider), when the variable may be renewed, and when the value is constant.
    /// </summary>
    internal static CapturedToken? In(IOperation value, PerCallCode perCall, CredentialQuery query) =>
        new CapturedTokenReader(perCall.Function, perCall, query, depth: 0, new HashSet<ISymbol>(SymbolEqualityComparer.Default)).In(value);

    /// <summary>
    /// The same for other code of an object, which uses what the object keeps: a field is only taken if it is read by a call
    /// (<see cref="TokenReads"/>), for a text that the object was given, or a setting, need not expire.
    /// </summary>
    internal static CapturedToken? In(IOperation value, IOperation function, CredentialQuery query) =>
        new CapturedTokenReader(function, perCall: null, query, depth: 0, new HashSet<ISymbol>(SymbolEqualityComparer.Default)).In(value);

    private CapturedToken? In(IOperation value)
    {
        CapturedToken? found = null;
        var pending = new Stack<IOperation>();
        pending.Push(value);
        while (pending.Count > 0 && _query.Budget.TryStep())
        {
            var current = Conversions.BuiltInInside(pending.Pop());
            switch (current)
            {
                case { ConstantValue.HasValue: true }:
                    break;
                case IInterpolatedStringOperation or IInterpolationOperation
                    or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } or ICoalesceOperation or IArgumentOperation
                    or IArrayCreationOperation or IArrayInitializerOperation
                    or IInterpolatedStringTextOperation or IThrowOperation:
                case var given when Arguments.IsParamsCollection(given):
                    TokenText.PushChildren(current, pending);
                    break;
                case IInvocationOperation invocation when TokenText.IsPure(invocation.TargetMethod):
                    TokenText.PushChildren(current, pending);
                    break;
                case IInvocationOperation { TargetMethod.Name: "FromResult" } or IObjectCreationOperation when OriginTracer.PassedOn(current) is { } completed:
                    pending.Push(completed);
                    break;
                case IPropertyReferenceOperation { Property: { Name: "UTF8" or "ASCII", IsStatic: true, ContainingType: var type } }
                    when type.Is("System.Text.Encoding"):
                    break;
                case ILocalReferenceOperation local when IsOfFunction(local):
                    if (KeptFrom(local) is { } kept)
                    {
                        found ??= kept;
                        break;
                    }

                    if (!_entered.Add(local.Local)
                        || (TokenExpressions.SingleWrite(_query.Facts.Bodies.FactsOf(local).WritesTo(local.Local)) ?? MatchedBy(local)) is not { } written)
                        return null;
                    pending.Push(written);
                    break;
                default:
                    if ((Captured(current) ?? GivenBy(current)) is not { } token)
                        return null;
                    found ??= token;
                    break;
            }
        }

        return _query.Budget.IsSpent ? null : found;
    }

    private bool IsOfFunction(ILocalReferenceOperation local) => EnclosingFunction.IsInside(DeclarationOf(local) ?? local, _function);

    private CapturedToken? Captured(IOperation reference)
    {
        var isToken = reference.Type is { SpecialType: SpecialType.System_String };
        switch (reference)
        {
            case IAssignmentOperation { Target: var target } and (ICoalesceAssignmentOperation or ISimpleAssignmentOperation):
                return (Captured(target) ?? (IsOfObject ? null : GivenBy(target))) is { IsCache: true } cache ? cache : null;
            case IInvocationOperation { TargetMethod: { Name: "EnsureInitialized", ContainingType: var filler }, Arguments: { Length: > 1 } arguments }
                when filler.Is("System.Threading.LazyInitializer"):
                return Captured(arguments.At(0)) is { IsCache: true } filled ? filled : null;
            case IPropertyReferenceOperation { Instance: { } held } member
                when isToken && member.Instance is not (null or IInstanceReferenceOperation) && !TokenExpressions.IsLazyValue(member):
                return TokenExpressions.IsResult(member) ? InAnswer(member, held) ?? InHolder(member, held) : InHolder(member, held);
            case IFieldReferenceOperation { Instance: { } held } member when isToken && held is not IInstanceReferenceOperation:
                return InHolder(member, held);
            default:
                return OfVariable(TokenVariable.VariableOf(reference));
        }
    }

    /// <summary>A variable that holds the token, a task of it, or a lazy value.</summary>
    private CapturedToken? OfVariable(IOperation? variable) => variable switch
    {
        ILocalReferenceOperation local => IsOfFunction(local) || IsOfObject ? null : OfLocal(local, local.Local),
        IParameterReferenceOperation parameter => OfParameter(parameter),
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => OfMember(field, field.Field),
        IPropertyReferenceOperation
        {
            Instance: null or IInstanceReferenceOperation,
            Property.SetMethod: null or { DeclaredAccessibility: Accessibility.Private }
        } property =>
            OfMember(property, property.Property),
        ICoalesceAssignmentOperation kept => Captured(kept),
        _ => null,
    };

    /// <summary>The token in an answer that a variable of the code around holds, or that a field keeps: <c>_reply.Token</c>.</summary>
    private CapturedToken? InAnswer(IPropertyReferenceOperation member, IOperation held)
    {
        held = Conversions.BuiltInInside(held);
        if (held is IAssignmentOperation { Target: var target } and (ICoalesceAssignmentOperation or ISimpleAssignmentOperation))
            held = target;

        return held switch
        {
            ILocalReferenceOperation local => IsOfFunction(local) || IsOfObject ? null : OfLocal(member, local.Local),
            IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } kept =>
                OfMember(member, kept.Member),
            _ => null,
        };
    }

    /// <summary>
    /// The token in an object that was captured and cannot get another one: <c>session.Token</c>, where the class writes it while it
    /// is made.
    /// </summary>
    private CapturedToken? InHolder(IMemberReferenceOperation member, IOperation held)
    {
        if (member.Member is { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true } or { IsStatic: true }
            || held.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
            || !_query.Facts.Bodies.IsSeen(type)
            || InKept(held) is not { } kept)
            return null;

        if (member is IPropertyReferenceOperation { Property: { SetMethod: null or { IsInitOnly: true } } property }
            && HeldValues.ComponentOf(property) is { } component)
        {
            return kept.Read is not null
                && TokenReads.IsRead(kept.Read, _query.Facts)
                && (Conversions.BuiltInInside(kept.Read) is not IObjectCreationOperation { Arguments: var arguments }
                    || (arguments.Of(component.Ordinal) is { } argument && TokenVariable.MayExpire(argument.Value, _query)))
                ? new CapturedToken(member, member.Member, kept.Read, kept.IsCache, holder: kept.Symbol)
                : null;
        }

        return _perCall is null
            || kept.IsCache
            || OfMember(member, member.Member) is not { IsCache: false } token
            || RequestLifetime.OfObjects(type, _query.Facts)
            ? null
            : new CapturedToken(member, member.Member, token.Read, holder: kept.Symbol);
    }

    /// <summary>The variable that keeps an object; <c>(_session ??= ...)</c> is the variable, too.</summary>
    private CapturedToken? InKept(IOperation held)
    {
        held = Conversions.BuiltInInside(held);
        return held is IAssignmentOperation { Target: var target } and (ICoalesceAssignmentOperation or ISimpleAssignmentOperation)
            ? OfVariable(target) is { IsCache: true } cache ? cache : null
            : OfVariable(held);
    }

    /// <summary>A captured local that is written once, and not by a constant.</summary>
    private CapturedToken? OfLocal(IOperation reference, ILocalSymbol local)
    {
        var writes = _query.Facts.Bodies.FactsOf(reference).WritesTo(local);
        if (LazyAssignment.In(writes, local, _query.Facts.Bodies) is { } kept)
            return new CapturedToken(reference, local, kept, isCache: true);

        var written = TokenExpressions.SingleWrite(writes);
        return written is null || !TokenVariable.MayExpire(written, _query) || TokenVariable.IsRenewed(local, reference, _query.Facts)
            ? null
            : new CapturedToken(reference, local, written, TokenVariable.IsLazy(local.Type));
    }

    /// <summary>
    /// A parameter of the function around, or of the primary constructor, that nothing writes; the parameters of per-call code are
    /// new for each call.
    /// </summary>
    private CapturedToken? OfParameter(IParameterReferenceOperation reference)
    {
        var parameter = reference.Parameter;
        if (_perCall is null || _query.Facts.Bodies.FactsOf(reference).WritesTo(parameter).Count > 0)
            return null;

        var isOfConstructor = parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
        return isOfConstructor || (_perCall.Consumer is not null && !TokenExpressions.IsDeclaredInside(parameter, _function))
            ? new CapturedToken(reference, parameter, null)
            : null;
    }

    /// <summary>A field or get-only property whose writes are all seen, all in constructors and initializers, and not constant.</summary>
    private CapturedToken? OfMember(IOperation reference, ISymbol member)
    {
        if (member is IPropertySymbol property && !OriginTracer.IsAutomatic(property))
            return null;

        var writes = _query.Facts.Bodies.WritesTo(member);
        if (!writes.IsComplete)
            return null;

        if (LazyAssignment.In(writes.Writes, member, _query.Facts.Bodies) is { } kept)
            return new CapturedToken(reference, member, kept, isCache: true);

        IOperation? read = null;
        foreach (var write in writes.Writes)
        {
            if (write.IsCoalesced || !EnclosingFunction.IsConstruction(write.Site))
                return null;

            if (NullTests.IsNull(write.Value!))
                continue;

            if (!TokenVariable.MayExpire(write.Value!, _query) || (_perCall is null && !TokenReads.IsRead(write.Value!, _query.Facts)))
                return null;

            read ??= write.Value;
        }

        return read is null || TokenVariable.IsRenewed(member, reference, _query.Facts)
            ? null
            : new CapturedToken(reference, member, read, TokenVariable.IsLazy(TokenExpressions.MemberType(member)));
    }

    private IOperation? DeclarationOf(ILocalReferenceOperation local)
    {
        if (_query.Facts.Bodies.FactsOf(local).WritesTo(local.Local) is { Count: > 0 } writes && writes[0].Site is IVariableDeclaratorOperation declarator)
            return declarator;

        foreach (var reference in local.Local.DeclaringSyntaxReferences)
        {
            if (_query.Facts.Bodies.OperationOf(reference.GetSyntax()) is { } declaration)
                return declaration;
        }

        return null;
    }
}
