using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Handlers;

/// <summary>
/// Follows a handler or <c>HttpClient</c> that is given to gRPC to everything that is set on it and on the handlers inside it. What is not seen is left
/// out.
/// </summary>
internal sealed class HandlerWalk
{
    private const int MaxDepth = 16;

    private readonly CompilationFacts _facts;
    private readonly Budget _budget = new();
    private readonly OriginTracer _origins;
    private readonly List<HandlerSetting> _found;
    private readonly HashSet<ISymbol> _constructors = new(SymbolEqualityComparer.Default);
    private ImmutableArray<TracedValue> _way;
    private bool _isForWeb;

    /// <param name="facts">The facts of the compilation.</param>
    /// <param name="given">The place that gives the handler to gRPC.</param>
    /// <param name="isForWeb">Whether the calls are gRPC-Web, as far as the place says.</param>
    /// <param name="found">Gets the settings.</param>
    internal HandlerWalk(CompilationFacts facts, IOperation given, bool isForWeb, List<HandlerSetting> found)
    {
        _facts = facts;
        _origins = new OriginTracer(facts.Bodies, _budget) { FollowsSomeCallers = true };
        _way = ImmutableArray.Create(new TracedValue(given));
        _isForWeb = isForWeb;
        _found = found;
    }

    /// <summary>Follows an expression that gives a handler or a client.</summary>
    internal void Follow(IOperation value) => Follow(new TracedValue(value));

    /// <summary>The same, seen from the calls that were entered.</summary>
    internal void Follow(TracedValue value)
    {
        if (_way.Length >= MaxDepth)
            return;

        foreach (var origin in _origins.Trace(value))
        {
            if (origin.IsSeen && ServiceResolution.TypeOf(origin.Operation) is { } resolved)
                FollowType(resolved);

            if (origin is { IsSeen: true, Operation: IObjectCreationOperation { Type: INamedTypeSymbol type } creation })
                FollowCreation(origin, creation, type);
            else if (origin.Operation is IInvocationOperation { TargetMethod: { IsAbstract: true } contract })
                FollowContract(origin, contract);
            else if (GrpcSymbols.IsA(origin.Operation.Type, _facts.Symbols.HttpMessageHandler))
                FollowUnseen(origin);
        }
    }

    /// <summary>What the only class gives that stands for a contract. One of several may be that of development.</summary>
    private void FollowContract(Origin origin, IMethodSymbol contract)
    {
        if (Implementations.Of(contract, _facts) is not { Count: 1 } only || _facts.Bodies.FunctionOf(only[0]) is not { } function)
            return;

        var way = _way;
        _way = _way.Add(origin.Value);
        foreach (var returned in _facts.Bodies.ReturnsOf(function))
            Follow(TracedValue.Returned(returned, function));

        _way = way;
    }

    /// <summary>What the constructors of a handler class set, whoever creates it.</summary>
    internal void FollowType(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
            FollowConstructor(constructor);
    }

    /// <summary>What a callback does to the handler that it gets.</summary>
    internal void FollowVariable(IParameterSymbol handler, IOperation function) =>
        AddAll(ObjectUses.OfVariable(handler, function, _facts.Bodies, _budget));

    /// <summary>What this code does to a handler that other code makes.</summary>
    private void FollowUnseen(Origin origin)
    {
        if (origin.Operation is IParameterReferenceOperation { Parameter: var parameter })
            AddAll(ObjectUses.OfVariable(parameter, EnclosingFunction.Root(origin.Operation), _facts.Bodies, _budget));

        AddAll(ObjectUses.Of(origin, until: null, _facts.Bodies, _budget));
    }

    private void FollowCreation(Origin origin, IObjectCreationOperation creation, INamedTypeSymbol type)
    {
        var isClient = GrpcSymbols.IsA(type, _facts.Symbols.HttpClient);
        if (!isClient && !GrpcSymbols.IsA(type, _facts.Symbols.HttpMessageHandler))
            return;

        var (way, isForWeb) = (_way, _isForWeb);
        _way = _way.Add(origin.Value);
        _isForWeb |= GrpcSymbols.IsA(type, _facts.Symbols.GrpcWebHandler) || MayWrapWeb(type);
        var uses = ObjectUses.Of(origin, until: null, _facts.Bodies, _budget);
        foreach (var inner in HttpPipeline.InnerOf(origin, uses, _facts.Symbols))
            Follow(inner);

        if (!isClient)
            AddAll(uses);

        if (creation.Constructor is { } constructor)
            FollowConstructor(constructor);

        (_way, _isForWeb) = (way, isForWeb);
    }

    /// <summary>Whether a handler class may create a <c>GrpcWebHandler</c> around the handler that it gets: a file of the class names it.</summary>
    private bool MayWrapWeb(INamedTypeSymbol type)
    {
        if (!GrpcSymbols.IsA(type, _facts.Symbols.DelegatingHandler) || !_facts.Bodies.IsSeen(type))
            return false;

        foreach (var part in type.DeclaringSyntaxReferences)
        {
            if (TreeIndex.Of(part.SyntaxTree).MentionsOf("GrpcWebHandler").Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>What a constructor in source sets on its own object, and those that it calls. Each is followed once.</summary>
    private void FollowConstructor(IMethodSymbol constructor)
    {
        if (!_facts.Bodies.IsSeen(constructor.ContainingType) || !_constructors.Add(constructor.OriginalDefinition))
            return;

        if (_facts.Bodies.InitializerOf(constructor) is { } initializer)
        {
            foreach (var argument in initializer.Arguments)
            {
                if (HttpPipeline.IsInner(argument, _facts.Symbols))
                    Follow(argument.Value);
            }

            FollowConstructor(initializer.TargetMethod);
        }
        else if (constructor.ContainingType.BaseType is { } parent)
        {
            foreach (var inherited in parent.InstanceConstructors)
            {
                if (inherited.Parameters.IsEmpty)
                    FollowConstructor(inherited);
            }
        }

        if (constructor.IsImplicitlyDeclared || _facts.Bodies.FunctionOf(constructor) is not { } function)
            return;

        var uses = new List<ObjectUse>();
        foreach (var operation in function.Descendants())
        {
            if (operation is not IPropertyReferenceOperation { Instance: IInstanceReferenceOperation self } own
                || self.ReferenceKind != InstanceReferenceKind.ContainingTypeInstance)
                continue;

            if (own.Parent is ISimpleAssignmentOperation assignment && assignment.Target == own)
                uses.Add(new ObjectUse(TouchKind.SetMember, new TracedValue(assignment), own.Property, assignment.Value));
            else
                uses.Add(new ObjectUse(TouchKind.ReadMember, new TracedValue(own), own.Property));
        }

        foreach (var use in uses)
        {
            if (use.Kind == TouchKind.SetMember && HttpPipeline.IsInner(use.Member!))
                Follow(use.WrittenValue);
        }

        AddAll(uses);
    }

    private void AddAll(IReadOnlyList<ObjectUse> uses) => AddAll(uses, beside: uses);

    /// <param name="uses">The settings.</param>
    /// <param name="beside">They, and those of the same object that another mention of it leads to.</param>
    private void AddAll(IReadOnlyList<ObjectUse> uses, IReadOnlyList<ObjectUse> beside)
    {
        var options = new List<(TracedValue Place, IReadOnlyList<ObjectUse> Uses)>();
        foreach (var use in uses)
        {
            switch (use.Kind)
            {
                case TouchKind.SetMember when use.Member!.Name == "SslOptions":
                    foreach (var origin in _origins.Trace(use.WrittenValue))
                    {
                        if (origin.IsSeen && origin.Operation is IObjectCreationOperation)
                            options.Add((origin.Value, ObjectUses.Of(origin, until: null, _facts.Bodies, _budget)));
                    }

                    break;
                case TouchKind.ReadMember when use.Member!.Name == "SslOptions":
                    options.Add((use.Site, ObjectUses.OfMember(use.Site, until: null, _facts.Bodies, _budget)));
                    break;
                case TouchKind.SetMember when !use.IsReplacedIn(beside):
                    Add(use, use.WrittenValue, beside);
                    break;
                case TouchKind.ReadMember when use.Site.Operation.Parent is ICompoundAssignmentOperation compound && compound.Target == use.Site.Operation:
                    Add(use, use.Site.With(compound.Value), beside);
                    break;
                case TouchKind.ReadMember when use.Site.Operation.Parent is ICoalesceAssignmentOperation coalesce && coalesce.Target == use.Site.Operation:
                    Add(use, use.Site.With(coalesce.Value), beside);
                    break;
            }
        }

        var all = options.SelectMany(static option => option.Uses).ToList();
        foreach (var (place, inner) in options)
            Within(place, inner, all);
    }

    private void Within(TracedValue place, IReadOnlyList<ObjectUse> uses, IReadOnlyList<ObjectUse> beside)
    {
        if (_way.Length >= MaxDepth)
            return;

        var way = _way;
        _way = _way.Add(place);
        AddAll(uses, beside);
        _way = way;
    }

    private void Add(ObjectUse use, TracedValue value, IReadOnlyList<ObjectUse> beside) =>
        _found.Add(new HandlerSetting(use, value, beside, _way.Add(use.Site), _isForWeb));
}
