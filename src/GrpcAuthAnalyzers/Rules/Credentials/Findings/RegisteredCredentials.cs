using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>
/// What <c>AddCallCredentials</c> adds on the chain of a registration, and on the chains before it that register the same client and name: the factory runs all
/// of them for each call (DefaultGrpcClientFactory.cs of grpc-dotnet).
/// </summary>
internal static class RegisteredCredentials
{
    /// <summary>The registrations of one body by their names, from the calls of one method.</summary>
    private static readonly Memo<(List<IOperation> References, GrpcAuthOptions Options), Dictionary<string, List<ClientRegistration>>> Named =
        new(static (facts, key) => ByName(key.References, facts, key.Options));

    /// <summary>Each <c>AddCallCredentials</c> of the chain that adds a header which an earlier one adds, too.</summary>
    internal static IEnumerable<(string Header, IInvocationOperation Second, IInvocationOperation First)> AddedTwice(
        ClientRegistration registration, CredentialQuery query)
    {
        var known = new Dictionary<string, IInvocationOperation>();
        foreach (var earlier in EarlierThan(registration, query))
        {
            foreach (var (header, call) in OnChain(earlier, query))
                known[header] = call;
        }

        foreach (var (header, call) in OnChain(registration.Operation, query))
        {
            if (!known.TryGetValue(header, out var first))
                known.Add(header, call);
            else if (first != call)
                yield return (header, call, first);
        }
    }

    /// <summary>
    /// The headers that <c>AddCallCredentials</c> adds on the chain of the only registration of a client, each with that call; empty where there is none
    /// or another one, and where the address is not known to be https: over http they are not sent.
    /// </summary>
    internal static IReadOnlyList<(string Header, IOperation Place)> OfOnlyRegistration(INamedTypeSymbol client, CredentialQuery query)
    {
        var added = new List<(string Header, IOperation Place)>();
        if (ClientRegistration.All(query.Facts, client) is { Count: 1 } only
            && RegistrationLayer.Of(query, only[0]).OnlyChannel is { Transport: ChannelTransport.Tls })
        {
            foreach (var (header, call) in OnChain(only[0].Operation, query))
                added.Add((header, call));
        }

        return added;
    }

    private static Dictionary<string, List<ClientRegistration>> ByName(List<IOperation> references, CompilationFacts facts, GrpcAuthOptions options)
    {
        var names = new Dictionary<string, List<ClientRegistration>>(StringComparer.Ordinal);
        foreach (var reference in references)
        {
            if (ClientRegistration.From(reference, facts) is not { } registration
                || registration.NameIn(new CredentialQuery(facts, options, until: null).Texts) is not { } name)
                continue;

            if (!names.TryGetValue(name, out var registrations))
                names.Add(name, registrations = new List<ClientRegistration>());

            registrations.Add(registration);
        }

        return names;
    }

    private static IEnumerable<IInvocationOperation> EarlierThan(ClientRegistration registration, CredentialQuery query)
    {
        var operation = registration.Operation;
        if (registration.NameIn(query.Texts) is not { } name || CollectionOf(operation) is not { } services)
            yield break;

        var named = query.Facts.Get(Named, (query.Facts.Bodies.FactsOf(operation).ReferencesTo(operation.TargetMethod), query.Options));
        if (!named.TryGetValue(name, out var registrations))
            yield break;

        foreach (var other in registrations.Count > OrderedPlaces.Most ? new List<ClientRegistration>() : registrations)
        {
            if (other.Operation.Syntax.SpanStart < operation.Syntax.SpanStart
                && SymbolEqualityComparer.Default.Equals(other.Client, registration.Client)
                && CollectionOf(other.Operation) is { } others
                && SymbolEqualityComparer.Default.Equals(others.Variable, services.Variable)
                && SymbolEqualityComparer.Default.Equals(others.Property, services.Property)
                && ExecutionOrder.BothRun(other.Operation, operation))
                yield return other.Operation;
        }
    }

    private static IEnumerable<(string Header, IInvocationOperation Call)> OnChain(IInvocationOperation registration, CredentialQuery query)
    {
        var current = Conversions.BuiltInAround(registration);
        while (current.Parent is IArgumentOperation { Parameter.Ordinal: 0 } or IInvocationOperation { TargetMethod.IsExtensionMethod: true })
        {
            var outer = current.Parent;
            current = Conversions.BuiltInAround(outer);
            if (outer is not IInvocationOperation { TargetMethod: { Name: "AddCallCredentials" } method, Arguments: { Length: > 1 } arguments } call
                || !GrpcSymbols.Is(method.ContainingType, query.Symbols.ClientBuilderExtensions))
                continue;

            foreach (var (header, _) in CertainHeaders.OfCredentials(new TracedValue(arguments.At(1)), query))
                yield return (header, call);
        }
    }

    /// <summary>The variable of the service collection, or the property of the builder in a variable; null for others.</summary>
    private static (ISymbol Variable, ISymbol? Property)? CollectionOf(IInvocationOperation registration)
    {
        if (registration.Arguments.Length == 0)
            return null;

        var services = registration.Arguments.At(0);
        if (services is IPropertyReferenceOperation { Instance: { } builder, Property: var property })
            return VariableOf(builder) is { } holder ? (holder, property) : null;

        return VariableOf(services) is { } variable ? (variable, null) : null;
    }

    private static ISymbol? VariableOf(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        _ => null,
    };
}
