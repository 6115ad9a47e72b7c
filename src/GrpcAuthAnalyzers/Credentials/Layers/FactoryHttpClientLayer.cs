using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does an <c>HttpClient</c> of the client factory add a credential: the one of a name, or the one that a typed client gets?</summary>
internal static class FactoryHttpClientLayer
{
    /// <summary>The names of gRPC clients, whose registrations set up the <c>HttpClient</c> of that name, too; null for those that are written.</summary>
    private static readonly Memo<HashSet<string?>> GrpcNames = new(static facts =>
    {
        var names = new HashSet<string?>();
        foreach (var registration in ClientRegistration.All(facts))
            names.Add(registration.IsNamed ? null : registration.Client.Name);

        return names;
    });

    /// <summary>What <c>factory.CreateClient("name")</c> gives, with what is done to it there; null for other operations.</summary>
    internal static CredentialFinding? OfMade(CredentialQuery query, Origin origin)
    {
        if (origin.Operation is not IInvocationOperation { TargetMethod: { Name: "CreateClient", ContainingType: var type }, Arguments: var arguments }
            || !type.Is("System.Net.Http.IHttpClientFactory", "System.Net.Http.HttpClientFactoryExtensions"))
            return null;

        var name = arguments.TypeAt(arguments.Length - 1)?.SpecialType == SpecialType.System_String
            ? query.Texts.ConstantOf(origin.Value.With(arguments.Last()))
            : string.Empty;
        return OfName(query, name).And(HttpClientLayer.OfTouches(query, query.TouchesOf(origin)));
    }

    /// <summary>
    /// What the <c>HttpClient</c> adds that is not seen in the constructor of a typed client, or in the function that makes one. Unknown where the class may
    /// get another one, and null for values that are none.
    /// </summary>
    internal static CredentialFinding? OfTyped(CredentialQuery query, Origin unseen)
    {
        if (unseen.Operation is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } reference)
            return null;

        if (method.MethodKind == MethodKind.AnonymousFunction)
            return RegistrationThatCalls(method, reference) is { } making ? OfRegistration(query, making) : null;

        if (method.MethodKind != MethodKind.Constructor
            || HttpClientRegistration.Of(method.ContainingType, query.Facts) is not { Count: > 0 } registrations)
            return null;

        if (query.Facts.Bodies.IsMentionedTooOften(method)
            || Callers.SeenFramesOf(parameter, reference, query.Facts.Bodies) is not { Count: < Callers.MaxSeen } creations
            || ServiceResolution.IsKeyed(parameter)
            || ServiceRegistrations.IsRegisteredOtherwise(method.ContainingType, "AddHttpClient", query.Facts))
            return CredentialFinding.Unknown;

        CredentialFinding? all = null;
        foreach (var registration in registrations)
        {
            var next = OfRegistration(query, registration);
            all = all?.Or(next) ?? next;
        }

        foreach (var creation in creations)
            all = all!.Or(creation.ArgumentOf(parameter) is { } argument ? HttpClientLayer.Of(query, argument) : CredentialFinding.Unknown);

        return all;
    }

    /// <summary><c>AddHttpClient&lt;T&gt;(client => new T(client))</c>: the registration that a lambda is given to; null for other lambdas.</summary>
    private static HttpClientRegistration? RegistrationThatCalls(IMethodSymbol lambda, IOperation inBody)
    {
        for (var current = inBody; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, lambda))
                return HttpClientRegistration.From(Arguments.Around(function)?.Parent);
        }

        return null;
    }

    private static CredentialFinding OfRegistration(CredentialQuery query, HttpClientRegistration registration) =>
        OfName(query, registration.NameIn(query.Texts));

    /// <summary>What every registration of a name adds together. Unknown where none is seen, and where something else may add a credential.</summary>
    private static CredentialFinding OfName(CredentialQuery query, string? name)
    {
        if (name is null || HttpClientRegistration.Of(name, query.Facts) is not { Count: > 0 } registrations)
            return CredentialFinding.Unknown;

        var all = CredentialFinding.Absent;
        var isWhole = !ClientFactoryDefaults.Under(query.Facts, query.Options).MayAuthenticate
            && !UnseenSetup.MayReplaceServices(query.Facts)
            && query.Facts.Get(GrpcNames) is var names && !names.Contains(name) && !names.Contains(null);
        foreach (var registration in registrations)
        {
            all = all.And(RegistrationLayer.OfHttpClient(query, registration.Operation));
            isWhole = isWhole && !UnseenSetup.Calls(registration.Operation, query.Facts);
        }

        foreach (var registration in HttpClientRegistration.OfAnyName(query.Facts))
            isWhole = isWhole && RegistrationLayer.OfHttpClient(query, registration.Operation).Presence == CredentialPresence.Absent;

        return isWhole ? all : all.And(CredentialFinding.Unknown);
    }
}
