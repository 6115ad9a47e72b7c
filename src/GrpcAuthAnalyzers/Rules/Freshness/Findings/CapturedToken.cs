using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Expiry;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <summary>
/// A token that per-call code uses and that was read before: in a captured variable, or in a field that is only written while its
/// object is made.
/// </summary>
internal sealed class CapturedToken
{
    private CapturedToken(IOperation reference, ISymbol symbol, IOperation? read, bool isCache = false, ISymbol? holder = null)
    {
        Reference = reference;
        Symbol = symbol;
        Read = read;
        IsCache = isCache;
        Variable = holder ?? symbol;
        IsPlain = reference.Type?.SpecialType == SpecialType.System_String && holder is null;
    }

    /// <summary>The expression in the per-call code.</summary>
    internal IOperation Reference { get; }

    /// <summary>The variable that holds the token.</summary>
    internal ISymbol Symbol { get; }

    /// <summary>The value of the variable; null for a parameter.</summary>
    internal IOperation? Read { get; }

    /// <summary>Whether the variable holds the token itself, and not a task, a lazy value or an object that does.</summary>
    internal bool IsPlain { get; }

    /// <summary>The variable that is captured: the one that holds the token, or the object with the token in it.</summary>
    private ISymbol Variable { get; }

    /// <summary>Whether the first call reads and keeps it, without a check of its expiry.</summary>
    internal bool IsCache { get; }

    /// <summary>
    /// The captured token that a value consists of, besides constants. Null when anything in the value is read by the per-call
    /// code itself (a call, an await, a member of a provider), when the variable may be renewed, and when the value is constant.
    /// </summary>
    internal static CapturedToken? In(IOperation value, PerCallCode perCall, CredentialQuery query)
    {
        CapturedToken? found = null;
        var pending = new Stack<IOperation>();
        var entered = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        pending.Push(value);
        while (pending.Count > 0 && query.Budget.TryStep())
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
                    TokenText.PushChildren(current, pending);
                    break;
                case IInvocationOperation invocation when TokenText.IsPure(invocation.TargetMethod):
                    TokenText.PushChildren(current, pending);
                    break;
                case IPropertyReferenceOperation { Property: { Name: "UTF8" or "ASCII", IsStatic: true, ContainingType: var type } }
                    when type.Is("System.Text.Encoding"):
                    break;
                case ILocalReferenceOperation local when EnclosingFunction.IsInside(DeclarationOf(local, query) ?? local, perCall.Function):
                    if (!entered.Add(local.Local) || SingleWrite(query.Facts.Bodies.FactsOf(local).WritesTo(local.Local)) is not { } written)
                        return null;
                    pending.Push(written);
                    break;
                default:
                    if (Captured(current, perCall, query) is not { } token)
                        return null;
                    found ??= token;
                    break;
            }
        }

        return query.Budget.IsSpent ? null : found;
    }

    /// <summary>
    /// Whether what is captured lives no longer than one request, or one call of the method that makes the client, or nobody can say
    /// how long: the token is as fresh as that. False for static variables, and when it is not seen.
    /// </summary>
    internal bool MayBeFresh(PerCallCode perCall, CompilationFacts facts)
    {
        if (Variable.IsStatic)
            return false;

        var isOfObject =
            Variable is IFieldSymbol or IPropertySymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };
        return isOfObject
            ? RequestLifetime.OfObjects(Variable.ContainingType, facts) || RequestLifetime.IsUnseen(Variable.ContainingType, facts)
            : CallCredentialsLifetime.IsOfShortCode(perCall, facts)
                || TokenText.IsGiven(Read, Variable) && CallCredentialsLifetime.IsOfUnseenCode(perCall, facts);
    }

    private static CapturedToken? Captured(IOperation reference, PerCallCode perCall, CredentialQuery query)
    {
        var isToken = reference.Type is { SpecialType: SpecialType.System_String };
        switch (reference)
        {
            case IAssignmentOperation { Target: var target } kept when isToken && kept is ICoalesceAssignmentOperation or ISimpleAssignmentOperation:
                return Captured(target, perCall, query) is { IsCache: true } cache ? cache : null;
            case IPropertyReferenceOperation { Instance: { } held } member
                when isToken && member.Instance is not (null or IInstanceReferenceOperation) && !IsLazyValue(member):
                return IsResult(member) && held is ILocalReferenceOperation result
                    ? (EnclosingFunction.IsInside(DeclarationOf(result, query) ?? result, perCall.Function) ? null : OfLocal(member, result.Local, query))
                    : InHolder(member, held, perCall, query);
            case IFieldReferenceOperation { Instance: { } held } member when isToken && held is not IInstanceReferenceOperation:
                return InHolder(member, held, perCall, query);
            default:
                return isToken ? OfVariable(TokenVariable.VariableOf(reference), perCall, query) : null;
        }
    }

    private static bool IsLazyValue(IPropertyReferenceOperation property) => property.Property is { Name: "Value" or "Result" };

    /// <summary>A variable that holds the token, a task of it, or a lazy value.</summary>
    private static CapturedToken? OfVariable(IOperation? variable, PerCallCode perCall, CredentialQuery query) => variable switch
    {
        ILocalReferenceOperation local =>
            EnclosingFunction.IsInside(DeclarationOf(local, query) ?? local, perCall.Function) ? null : OfLocal(local, local.Local, query),
        IParameterReferenceOperation parameter => OfParameter(parameter, perCall, query),
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => OfMember(field, field.Field, query),
        IPropertyReferenceOperation
        {
            Instance: null or IInstanceReferenceOperation,
            Property.SetMethod: null or { DeclaredAccessibility: Accessibility.Private }
        } property =>
            OfMember(property, property.Property, query),
        _ => null,
    };

    /// <summary>
    /// The token in an object that was captured and cannot get another one: <c>session.Token</c>, where the class writes it while it
    /// is made.
    /// </summary>
    private static CapturedToken? InHolder(IMemberReferenceOperation member, IOperation held, PerCallCode perCall, CredentialQuery query)
    {
        if (member.Member is { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true } or { IsStatic: true }
            || held.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class } type
            || !query.Facts.Bodies.IsSeen(type)
            || OfVariable(held, perCall, query) is not { IsCache: false } captured
            || OfMember(member, member.Member, query) is not { IsCache: false } token
            || RequestLifetime.OfObjects(type, query.Facts))
            return null;

        return new CapturedToken(member, member.Member, token.Read, holder: captured.Symbol);
    }

    /// <summary>A captured local that is written once, and not by a constant.</summary>
    private static CapturedToken? OfLocal(IOperation reference, ILocalSymbol local, CredentialQuery query)
    {
        var writes = query.Facts.Bodies.FactsOf(reference).WritesTo(local);
        if (LazyAssignment.In(writes, local) is { } kept)
            return new CapturedToken(reference, local, kept, isCache: true);

        var written = SingleWrite(writes);
        return written is null || !TokenVariable.MayExpire(written, query) || TokenVariable.IsRenewed(local, reference, query.Facts)
            ? null
            : new CapturedToken(reference, local, written, TokenVariable.IsLazy(local.Type));
    }

    /// <summary>
    /// A parameter of the function around, or of the primary constructor, that nothing writes; the parameters of per-call code are
    /// new for each call.
    /// </summary>
    private static CapturedToken? OfParameter(IParameterReferenceOperation reference, PerCallCode perCall, CredentialQuery query)
    {
        var parameter = reference.Parameter;
        if (query.Facts.Bodies.FactsOf(reference).WritesTo(parameter).Count > 0)
            return null;

        var owner = parameter.ContainingSymbol;
        var isPrimary = owner is IMethodSymbol { MethodKind: MethodKind.Constructor } && perCall.Consumer is null;
        return isPrimary || (perCall.Consumer is not null && !IsDeclaredInside(parameter, perCall.Function))
            ? new CapturedToken(reference, parameter, null)
            : null;
    }

    /// <summary>A field or get-only property whose writes are all seen, all in constructors and initializers, and not constant.</summary>
    private static CapturedToken? OfMember(IOperation reference, ISymbol member, CredentialQuery query)
    {
        if (member is IPropertySymbol property && !OriginTracer.IsAutomatic(property))
            return null;

        var writes = query.Facts.Bodies.WritesTo(member);
        if (!writes.IsComplete)
            return null;

        if (LazyAssignment.In(writes.Writes, member) is { } kept)
            return new CapturedToken(reference, member, kept, isCache: true);

        foreach (var write in writes.Writes)
        {
            if (write.IsCoalesced || !EnclosingFunction.IsConstruction(write.Site))
                return null;

            if (!TokenVariable.MayExpire(write.Value!, query))
                return null;
        }

        return TokenVariable.IsRenewed(member, reference, query.Facts)
            ? null
            : new CapturedToken(reference, member, writes.Writes[0].Value, TokenVariable.IsLazy(reference.Type));
    }

    /// <summary>
    /// A member of an answer that holds one token forever: the result types of MSAL, Azure.Core and IdentityModel, and protobuf
    /// messages. Other objects may give another token at the next read.
    /// </summary>
    private static bool IsResult(IPropertyReferenceOperation property)
    {
        var type = property.Property.ContainingType;
        return TokenWords.NamesAnswer(type.Name) && TokenWords.IsTokenOfAnswer(property.Property.Name) || TokenTypes.IsMessage(type);
    }

    private static IOperation? DeclarationOf(ILocalReferenceOperation local, CredentialQuery query)
    {
        foreach (var write in query.Facts.Bodies.FactsOf(local).WritesTo(local.Local))
        {
            if (write.Site is IVariableDeclaratorOperation)
                return write.Site;
        }

        foreach (var reference in local.Local.DeclaringSyntaxReferences)
        {
            if (query.Facts.Bodies.OperationOf(reference.GetSyntax()) is { } declaration)
                return declaration;
        }

        return null;
    }

    private static IOperation? SingleWrite(IReadOnlyList<Write> writes)
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

    private static bool IsDeclaredInside(ISymbol symbol, IOperation function)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == function.Syntax.SyntaxTree && function.Syntax.FullSpan.Contains(reference.Span))
                return true;
        }

        return symbol.DeclaringSyntaxReferences.IsEmpty;
    }
}
