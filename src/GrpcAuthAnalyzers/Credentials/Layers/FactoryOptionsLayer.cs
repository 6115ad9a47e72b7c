using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// Does what a callback puts into <c>GrpcClientFactoryOptions</c> add a credential? The factory uses all of it: the channel actions and the interceptor
/// registrations (GrpcCallInvokerFactory.CreateInvoker), the interceptors, call options actions and creator (DefaultGrpcClientFactory.CreateClient).
/// </summary>
internal static class FactoryOptionsLayer
{
    /// <summary>What the callback of a registration does to its options, and the texts that it sets the address to.</summary>
    internal static CredentialFinding Of(CredentialQuery query, IOperation configure, ref ImmutableArray<TracedText> address)
    {
        var written = address;
        var finding = SetupCallback.OfConfigured(query, configure, (q, uses) =>
        {
            var found = CredentialFinding.Absent;
            ObjectUse? only = null;
            var count = 0;
            foreach (var use in uses)
            {
                if (use is not { Kind: TouchKind.SetMember, Member.Name: "Address" })
                {
                    found = found.And(OfUse(q, use));
                    continue;
                }

                written = written.AddRange(q.Texts.Alternatives(use.WrittenValue));
                only = use;
                count++;
            }

            // An address that only some runs set has another value in the others.
            if (count == 1 && only is { Site.Operation: var site } && ExecutionOrder.IsConditional(site, EnclosingFunction.Enclosing(site)))
                written = written.Add(TextAlternatives.HoleText(new Origin(only.Value.WrittenValue, ImmutableStack<Alias>.Empty)));

            return found;
        });
        address = written;
        return finding;
    }

    /// <summary>
    /// What a function that makes the client adds. Absent where it creates a generated client over the invoker that it is given; Unknown for any other
    /// client.
    /// </summary>
    internal static CredentialFinding OfCreator(CredentialQuery query, IOperation creator)
    {
        if (query.Facts.Bodies.FunctionGivenBy(creator) is not { } function)
            return CredentialFinding.Unknown;

        var parameters = PerCallCode.ParametersOf(function);
        return SetupCallback.OfMade(query, creator, (q, made) => q.Either(made, client =>
            client.Operation is IObjectCreationOperation { Arguments: { Length: 1 } arguments } creation && ClientLayer.IsGenerated(q.Symbols, creation.Type)
                ? OfGivenInvoker(q, arguments.At(0), parameters)
                : CredentialFinding.Unknown));
    }

    /// <summary>The given invoker itself, or what is intercepted around it.</summary>
    private static CredentialFinding OfGivenInvoker(CredentialQuery query, IOperation invoker, IReadOnlyList<IParameterSymbol> given)
    {
        var finding = CredentialFinding.Absent;
        var current = Conversions.BuiltInInside(invoker);
        while (current is IInvocationOperation intercept && query.Symbols.IsIntercept(intercept.TargetMethod))
        {
            foreach (var argument in intercept.Arguments)
            {
                if (argument.Parameter?.Ordinal > 0)
                    finding = finding.And(InterceptorLayer.Of(query, new TracedValue(argument.Value)));
            }

            current = Conversions.BuiltInInside(intercept.Arguments.At(0));
        }

        foreach (var parameter in given)
        {
            if (current is IParameterReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter)
                && query.Facts.Bodies.FactsOf(reference).WritesTo(parameter).Count == 0)
                return finding;
        }

        return finding.And(CredentialFinding.Unknown);
    }

    private static CredentialFinding OfUse(CredentialQuery query, ObjectUse use) => use switch
    {
        { Kind: TouchKind.SetMember, Member.Name: "Creator" } => OfCreator(query, use.WrittenValue.Operation),
        { Kind: TouchKind.ReadMember, Member.Name: "Creator" } => CredentialFinding.Unknown,
        { Kind: TouchKind.ReadMember, Member.Name: "Interceptors" or "InterceptorRegistrations" or "CallOptionsActions" or "ChannelOptionsActions" } =>
            OfList(query, use),
        { Kind: TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call } => CredentialFinding.Absent,
        _ => CredentialFinding.Unknown,
    };

    /// <summary>What is added to one of the lists; Unknown where the list goes elsewhere.</summary>
    private static CredentialFinding OfList(CredentialQuery query, ObjectUse list)
    {
        var finding = CredentialFinding.Absent;
        foreach (var use in query.TouchesOf(list))
        {
            finding = finding.And(use.Kind switch
            {
                TouchKind.Call when use.Site.Operation is IInvocationOperation { TargetMethod.Name: "Add" or "Insert", Arguments: { Length: > 0 } arguments } =>
                    OfElement(query, list.Member!.Name, use.Site.With(arguments.Last())),
                TouchKind.Call when use.Site.Operation is IInvocationOperation { TargetMethod.Name: "Clear" or "Remove" or "RemoveAt" or "Contains" } =>
                    CredentialFinding.Absent,
                TouchKind.ReadMember when use.Member!.Name == "Count" => CredentialFinding.Absent,
                _ => CredentialFinding.Unknown,
            });
        }

        return finding;
    }

    private static CredentialFinding OfElement(CredentialQuery query, string list, TracedValue element) => list switch
    {
        "Interceptors" => InterceptorLayer.Of(query, element),
        "InterceptorRegistrations" => OfInterceptorRegistration(query, element),
        "ChannelOptionsActions" => SetupCallback.OfConfigured(query, element.Operation, ChannelLayer.OfOptionsTouches),
        _ => OfCallOptionsAction(query, element.Operation),
    };

    /// <summary><c>new InterceptorRegistration(scope, services => ...)</c>.</summary>
    private static CredentialFinding OfInterceptorRegistration(CredentialQuery query, TracedValue registration) => query.Either(registration, origin =>
        origin.Operation is IObjectCreationOperation { Arguments: { Length: 2 } arguments, Type: var type }
            && type.Is("Grpc.Net.ClientFactory.InterceptorRegistration")
            ? SetupCallback.OfMade(query, arguments.At(1), InterceptorLayer.Of)
            : CredentialFinding.Unknown);

    private static CredentialFinding OfCallOptionsAction(CredentialQuery query, IOperation action)
    {
        if (query.Facts.Bodies.FunctionGivenBy(action) is not { } function)
            return CredentialFinding.Unknown;

        return CodeOnTheWay.OfFunction(query, function).And(SetupCallback.OfConfigured(query, action, static (q, uses) =>
        {
            var finding = CredentialFinding.Absent;
            foreach (var use in uses)
            {
                finding = finding.And(use.Kind switch
                {
                    TouchKind.SetMember => q.Guard.InCode(() => CallOptionsLayer.Of(q, use.WrittenValue)),
                    TouchKind.ReadMember or TouchKind.Call => CredentialFinding.Absent,
                    _ => CredentialFinding.Unknown,
                });
            }

            return finding;
        }));
    }
}
