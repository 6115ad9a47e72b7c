using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>The arguments of a parameter, from callers of its function that are all seen.</summary>
internal static class Callers
{
    /// <summary>How many calls <see cref="SeenFramesOf"/> gives at most.</summary>
    internal const int MaxSeen = 16;

    /// <summary>
    /// The arguments that a parameter gets; null when nobody is seen to call its function, when somebody may who is not seen, or when a call has no one
    /// argument for it (params, a function that is used as a delegate).
    /// </summary>
    internal static List<TracedValue>? ArgumentsOf(IParameterSymbol parameter, TracedValue reference, MemberBodies bodies)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
            return null;

        return method.MethodKind == MethodKind.AnonymousFunction
            ? OfLambda(parameter, method, reference, bodies)
            : OfMethod(parameter, method, reference, bodies);
    }

    /// <summary>The arguments that a parameter gets from the callers that are seen; there may be others. Empty when none is.</summary>
    internal static List<TracedValue> SeenArgumentsOf(IParameterSymbol parameter, TracedValue reference, MemberBodies bodies)
    {
        var arguments = new List<TracedValue>();
        foreach (var frame in SeenFramesOf(parameter, reference.Operation, bodies))
        {
            if (frame.ArgumentOf(parameter) is { } argument)
                arguments.Add(argument);
        }

        return arguments;
    }

    /// <summary>The calls and creations that are seen of the function that a parameter belongs to, sixteen at most; there may be others.</summary>
    internal static List<CallFrame> SeenFramesOf(IParameterSymbol parameter, IOperation inBody, MemberBodies bodies)
    {
        var frames = new List<CallFrame>();
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.LocalFunction } method
            || (method.MethodKind != MethodKind.LocalFunction && (!bodies.IsSeen(method) || bodies.IsMentionedTooOften(method))))
            return frames;

        foreach (var mention in MentionsOf(method, inBody, bodies))
        {
            var given = ArgumentsOf(mention);
            if (!given.IsEmpty && frames.Count < MaxSeen)
                frames.Add(new CallFrame(method, given, caller: null, mention));
        }

        return frames;
    }

    private static List<TracedValue>? OfMethod(IParameterSymbol parameter, IMethodSymbol method, TracedValue reference, MemberBodies bodies)
    {
        if (Of(method, reference.Operation, bodies) is not { } mentions)
            return null;

        var arguments = new List<TracedValue>();
        foreach (var mention in mentions)
        {
            if (new CallFrame(method, ArgumentsOf(mention), null).ArgumentOf(parameter) is not { } argument)
                return null;

            arguments.Add(argument);
        }

        return arguments;
    }

    /// <summary>
    /// Every call, creation and method group of a method or constructor; null when nobody is seen to mention it, when somebody may who is not seen, or when
    /// its name stands at too many places.
    /// </summary>
    /// <param name="method">The method or constructor.</param>
    /// <param name="inBody">An operation of the body that declares it, for a local function.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    internal static List<IOperation>? Of(IMethodSymbol method, IOperation inBody, MemberBodies bodies)
    {
        if (bodies.Visibility.HasOnlyVisibleCallersThroughContracts(method))
            return OfContracts(method, inBody, bodies);

        if (!bodies.Visibility.HasOnlyVisibleCallers(method) || (method.MethodKind != MethodKind.LocalFunction && bodies.IsMentionedTooOften(method)))
            return null;

        return MentionsOf(method, inBody, bodies) is { Count: > 0 } mentions ? mentions : null;
    }

    /// <summary>The same for a method that stands for members of interfaces and base classes, which are called in its place.</summary>
    private static List<IOperation>? OfContracts(IMethodSymbol method, IOperation inBody, MemberBodies bodies)
    {
        if (bodies.IsMentionedTooOften(method))
            return null;

        var mentions = MentionsOf(method, inBody, bodies);
        foreach (var contract in Visibility.ContractsOf(method))
        {
            if (bodies.IsMentionedTooOften(contract))
                return null;

            mentions.AddRange(MentionsOf(contract, inBody, bodies));
        }

        return mentions.Count > 0 ? mentions : null;
    }

    /// <summary>
    /// The calls and method groups that are seen of a method or local function; there may be others. Empty when its name stands at
    /// too many places.
    /// </summary>
    internal static IReadOnlyList<IOperation> SeenMentionsOf(IMethodSymbol method, IOperation inBody, MemberBodies bodies) =>
        method.MethodKind == MethodKind.LocalFunction || (bodies.IsSeen(method) && !bodies.IsMentionedTooOften(method))
            ? MentionsOf(method, inBody, bodies)
            : ImmutableArray<IOperation>.Empty;

    /// <summary>The same, with the mentions of the members of seen interfaces and base classes that the method stands for.</summary>
    internal static IReadOnlyList<IOperation> SeenMentionsThroughContracts(IMethodSymbol method, IOperation inBody, MemberBodies bodies)
    {
        var mentions = new List<IOperation>(SeenMentionsOf(method, inBody, bodies));
        foreach (var contract in Visibility.ContractsOf(method))
            mentions.AddRange(SeenMentionsOf(contract, inBody, bodies));

        return mentions;
    }

    private static List<IOperation> MentionsOf(IMethodSymbol method, IOperation inBody, MemberBodies bodies)
    {
        var mentions = new List<IOperation>();
        foreach (var facts in method.MethodKind == MethodKind.LocalFunction ? ImmutableArray.Create(bodies.FactsOf(inBody)) : bodies.BodiesMentioning(method))
            mentions.AddRange(facts.ReferencesTo(method));

        return mentions;
    }

    private static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation mention) => mention switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => ImmutableArray<IArgumentOperation>.Empty,
    };

    /// <summary>The parameter of a lambda that is handed to a source method, which does nothing but call it: <c>Run(client => client.Get())</c>.</summary>
    private static List<TracedValue>? OfLambda(IParameterSymbol parameter, IMethodSymbol lambda, TracedValue reference, MemberBodies bodies)
    {
        if (LambdaAround(reference.Operation, lambda) is not { } function
            || Arguments.Around(function) is not { Parameter: { } taken, Parent: IInvocationOperation call })
            return null;

        var method = call.TargetMethod;
        if (bodies.EnteredBy(method, reference.Frame) is not { } body)
            return null;

        var frame = new CallFrame(method, call.Arguments, reference.Frame);
        var arguments = new List<TracedValue>();
        foreach (var mention in bodies.FactsOf(body).ReferencesTo(CallFrame.BodyOf(method).Parameters[taken.Ordinal]))
        {
            if (CallOf(mention) is not { } run || new CallFrame(lambda, run.Arguments, frame).ArgumentOf(parameter) is not { } argument)
                return null;

            arguments.Add(argument);
        }

        return arguments.Count > 0 ? arguments : null;
    }

    private static IOperation? LambdaAround(IOperation operation, IMethodSymbol lambda)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, lambda))
                return function;
        }

        return null;
    }

    /// <summary><c>run(client)</c>, <c>run.Invoke(client)</c> or <c>run?.Invoke(client)</c>.</summary>
    private static IInvocationOperation? CallOf(IOperation mention) => mention.Parent switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call when call.Instance == mention => call,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call } access
            when access.Operation == mention => call,
        _ => null,
    };
}
