using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Freshness.Findings;

/// <content>Tokens that a method or getter gives, and keeps.</content>
internal sealed partial class CapturedTokenReader
{
    /// <summary>The members that get what a variable holds, by the mentions of the variable.</summary>
    private static readonly Memo<List<IOperation>, List<IMemberReferenceOperation>> Keepers = new(static (_, references) =>
    {
        var keepers = new List<IMemberReferenceOperation>();
        foreach (var reference in references)
        {
            if (AssignedFrom(reference) is { Target: IMemberReferenceOperation target })
                keepers.Add(target);
        }

        return keepers;
    });

    /// <summary>The cache that a local is put into: <c>_token = token; return token;</c>, <c>_tokens[key] = token; return token;</c></summary>
    private CapturedToken? KeptFrom(ILocalReferenceOperation local)
    {
        foreach (var target in _query.Facts.Get(Keepers, _query.Facts.Bodies.FactsOf(local).ReferencesTo(local.Local)))
        {
            if (Captured(target) is { IsCache: true } cache)
                return new CapturedToken(local, cache.Symbol, cache.Read, isCache: true);
            if (!IsOfObject
                && TokenExpressions.SingleWrite(_query.Facts.Bodies.FactsOf(local).WritesTo(local.Local)) is not null
                && KeptEntry.Of(target, _query) is var (dictionary, kept))
                return new CapturedToken(local, dictionary, kept, isCache: true);
        }

        return KeptEntry.Of(local.Local, _query.Facts.Bodies.FactsOf(local).WritesTo(local.Local), _query) is var (entry, filling)
            ? new CapturedToken(local, entry, filling, isCache: true)
            : null;
    }

    /// <summary>The assignment that a variable is the value of, also where it gets its own value there: <c>_token = token = ...</c>.</summary>
    private static ISimpleAssignmentOperation? AssignedFrom(IOperation reference)
    {
        var outer = Conversions.BuiltInAround(reference).Parent as ISimpleAssignmentOperation;
        return outer is null || outer.Target != reference ? outer : Conversions.BuiltInAround(outer).Parent as ISimpleAssignmentOperation;
    }

    /// <summary>What a local stands for that a pattern declares: <c>_token</c> for <c>if (_token is { } token)</c>; null for other locals.</summary>
    private IOperation? MatchedBy(ILocalReferenceOperation local)
    {
        foreach (var declaration in local.Local.DeclaringSyntaxReferences)
        {
            var pattern = declaration.GetSyntax().FirstAncestorOrSelf<IsPatternExpressionSyntax>() is { } written
                ? _query.Facts.Bodies.OperationOf(written)
                : null;
            if (pattern is not null && NullTests.Of(pattern) is { Declared: { } declared, Value: var value }
                && SymbolEqualityComparer.Default.Equals(declared, local.Local))
                return value;
        }

        return null;
    }

    /// <summary>
    /// The token that a source method or getter gives and keeps, on every way through it. Null when it may give another one, when it is
    /// asked of an object that may be new, and too deep.
    /// </summary>
    private CapturedToken? GivenBy(IOperation reference)
    {
        var giver = TokenExpressions.GiverIn(reference);
        if (KeptEntry.Of(giver, _query) is var (cache, filling))
            return IsOfObject ? null : new CapturedToken(reference, cache, filling, isCache: true);

        var (method, instance) = giver switch
        {
            IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } called } call => (called, call.Instance),
            IPropertyReferenceOperation { Property.GetMethod: { IsImplicitlyDeclared: false } getter } property => (getter, property.Instance),
            _ => default((IMethodSymbol, IOperation?)),
        };
        if (method is null || _depth >= MaxDepth || !IsKept(instance))
            return null;

        CapturedToken? found = null;
        foreach (var body in MethodsFor(method, instance))
        {
            if (GivenBy(body, reference) is not { } token)
                return null;

            found ??= token;
        }

        return found?.GivenBy(reference);
    }

    /// <summary>The method itself, or those that stand for the member of an interface or abstract class; empty when that is not seen.</summary>
    private IReadOnlyList<IMethodSymbol> MethodsFor(IMethodSymbol method, IOperation? instance)
    {
        if (!method.IsAbstract || instance is null)
            return new[] { method };

        var found = new List<IMethodSymbol>();
        foreach (var origin in _query.Origins.Trace(new TracedValue(instance)))
        {
            if (origin is not { IsSeen: true, Operation: IObjectCreationOperation { Type: INamedTypeSymbol type } }
                || Implementations.In(type, method) is not { } body)
                return Implementations.Of(method, _query.Facts);

            found.Add(body);
        }

        return found;
    }

    /// <summary>The token that a method gives on each of its ways, or that an automatic property holds.</summary>
    private CapturedToken? GivenBy(IMethodSymbol method, IOperation reference)
    {
        if (!_entered.Add(method))
            return null;

        if (method.AssociatedSymbol is IPropertySymbol property && OriginTracer.IsAutomatic(property))
            return new CapturedTokenReader(reference, perCall: null, _query, _depth + 1, _entered).OfMember(reference, property);

        if (_query.Facts.Bodies.EnteredBy(method, caller: null) is not { } body)
            return null;

        CapturedToken? found = null;
        var inside = new CapturedTokenReader(body, perCall: null, _query, _depth + 1, _entered);
        foreach (var returned in _query.Facts.Bodies.ReturnsOf(body))
        {
            if (inside.In(returned) is not { } token)
                return null;

            found ??= token;
        }

        return found;
    }

    /// <summary>
    /// Whether an object is the same for each call: this one, what was handed in, a field that only its constructor writes, a local of
    /// the code around, a service that is a singleton. Static members have none.
    /// </summary>
    private bool IsKept(IOperation? instance)
    {
        switch (instance is null ? null : Conversions.BuiltInInside(instance))
        {
            case null or IInstanceReferenceOperation:
                return true;
            case IParameterReferenceOperation parameter:
                return parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
                    || (_perCall is { Consumer: not null } && !TokenExpressions.IsDeclaredInside(parameter.Parameter, _function));
            case IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol } member:
                return (member.Member is not IPropertySymbol property || OriginTracer.IsAutomatic(property))
                    && _query.Facts.Bodies.WritesTo(member.Member) is { IsComplete: true } writes
                    && writes.Writes.All(static w => EnclosingFunction.IsConstruction(w.Site));
            case ILocalReferenceOperation local:
                return TokenExpressions.SingleWrite(_query.Facts.Bodies.FactsOf(local).WritesTo(local.Local)) is { } written
                    && (IsOfFunction(local) ? IsKept(written) : Conversions.BuiltInInside(written) is IObjectCreationOperation || IsKept(written));
            case { } resolved:
                return ServiceResolution.TypeOf(resolved) is { } service
                    && ServiceRegistrations.IsSingleton(service, _query.Facts)
                    && !ServiceRegistrations.IsMadeOften(service, _query.Facts);
        }
    }
}
