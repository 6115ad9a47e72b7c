using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// Do the clients of a code-first library, by what they are made from and by the options that they keep, add a credential? The parts of call options that
/// are asked for are those that nothing later replaces.
/// </summary>
internal static class CodeFirstLayer
{
    /// <summary>What a client that a method of the library makes adds: its channel or invoker, its options and its filters.</summary>
    internal static CredentialFinding OfClient(CredentialQuery query, TracedValue site, IInvocationOperation made, CallOptionsParts parts) =>
        OfArguments(query, site, made.Arguments, parts).And(OfFactory(query, site, made));

    /// <summary>What a client that a method of the library makes, or its connection, adds by itself, whatever its channel or invoker adds.</summary>
    internal static CredentialFinding OfClientItself(CredentialQuery query, IInvocationOperation made) =>
        OfArguments(query, new TracedValue(made), made.Arguments, CallOptionsParts.All, ofChannel: false).And(OfFactory(query, new TracedValue(made), made));

    /// <summary>
    /// What <c>WithHeaders</c> or <c>WithOptions</c> gives to the client that it returns, of the parts that are asked for; it takes those that it replaces out
    /// of them. Absent for the other methods that give the same client again.
    /// </summary>
    internal static CredentialFinding OfDerivation(CredentialQuery query, TracedValue site, IInvocationOperation derivation, ref CallOptionsParts parts)
    {
        var finding = OfArguments(query, site, derivation.Arguments, parts);
        parts &= ~ReplacedBy(derivation);
        return finding;
    }

    /// <summary>The parts of the options of a client that none of these methods replaces.</summary>
    internal static CallOptionsParts LeftBy(ImmutableArray<IInvocationOperation> derivations)
    {
        var parts = CallOptionsParts.All;
        foreach (var derivation in derivations)
            parts &= ~ReplacedBy(derivation);

        return parts;
    }

    /// <summary>What the options add that a client is made with. Unknown for those that are not seen to be made.</summary>
    internal static CredentialFinding OfOptions(CredentialQuery query, TracedValue options, CallOptionsParts parts) => query.Either(options, origin =>
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
                return CredentialFinding.Absent;
            case IObjectCreationOperation creation when query.Symbols.CodeFirst.IsClientOptions(creation.Type):
                return OfArguments(query, origin.Value, creation.Arguments, parts);
            case IInvocationOperation { TargetMethod.ContainingType: var type } made when query.Symbols.CodeFirst.IsClientOptions(type):
                var finding = OfArguments(query, origin.Value, made.Arguments, parts);
                return made.Instance is { } changed ? finding.And(OfOptions(query, origin.Value.With(changed), parts & ~ReplacedBy(made))) : finding;
            default:
                return CredentialFinding.Unknown;
        }
    });

    /// <summary>
    /// What the factory of a client adds to all of its clients, and to those of this contract. Absent where the client has no factory, Unknown where that is
    /// not seen to be made.
    /// </summary>
    private static CredentialFinding OfFactory(CredentialQuery query, TracedValue site, IInvocationOperation made) => made.Instance is not { } factory
        ? CredentialFinding.Absent
        : query.Either(site.With(factory), origin =>
        {
            if (origin.Operation is not IObjectCreationOperation creation || !query.Symbols.CodeFirst.IsClientMaker(creation.Type))
                return NullTests.IsNull(origin.Operation) ? null : CredentialFinding.Unknown;

            var finding = OfArguments(query, origin.Value, creation.Arguments, CallOptionsParts.All);
            foreach (var touch in query.TouchesOf(origin))
            {
                if (touch.Kind is not (TouchKind.Call or TouchKind.ReadMember) && !IsOnlyRead(query, touch))
                    return CredentialFinding.Unknown;

                if (touch.Site.Operation is IInvocationOperation call && !query.Symbols.CodeFirst.MakesClient(call.TargetMethod) && IsOfContract(call, made))
                    finding = finding.And(OfArguments(query, touch.Site, call.Arguments, CallOptionsParts.All));
            }

            return finding;
        });

    /// <summary>Whether what a call sets up may be for the clients of the contract that is made: a type parameter may be any.</summary>
    private static bool IsOfContract(IInvocationOperation setup, IInvocationOperation made) =>
        setup.TargetMethod.TypeArguments is not { Length: 1 } contracts
        || contracts[0] is ITypeParameterSymbol
        || made.TargetMethod.TypeArguments is not { Length: 1 } wanted
        || wanted[0] is ITypeParameterSymbol
        || SymbolEqualityComparer.Default.Equals(contracts[0], wanted[0]);

    private static CredentialFinding OfFactoryOptions(CredentialQuery query, TracedValue options, CodeFirstLibrary library) => query.Either(options, origin =>
        NullTests.IsNull(origin.Operation) ? CredentialFinding.Absent
            : origin.Operation is IObjectCreationOperation creation && creation.Type.Is(library.FactoryOptions!)
                ? OfFactoryOptions(query, query.TouchesOf(origin))
                : CredentialFinding.Unknown);

    /// <summary>What is done to the options of a factory or of one of its clients: the function that gives call options, and the filters.</summary>
    private static CredentialFinding OfFactoryOptions(CredentialQuery query, IReadOnlyList<ObjectUse> touches)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
        {
            if (IsOnlyRead(query, touch))
                continue;

            if (touch.Kind is not (TouchKind.SetMember or TouchKind.ReadMember)
                || query.Symbols.CodeFirst.LibraryOfFactoryOptions(touch.Member!.ContainingType) is not { } library)
                return CredentialFinding.Unknown;

            if (touch.Member.Name == library.OptionsFunction)
                finding = finding.And(touch.Kind == TouchKind.SetMember ? OfOptionsFunction(query, touch.WrittenValue) : CredentialFinding.Unknown);
            else if (touch.Member.Name == library.FiltersProperty)
                finding = finding.And(touch.Kind == TouchKind.ReadMember ? OfFilters(query, query.TouchesOf(touch)) : CredentialFinding.Unknown);
        }

        return finding;
    }

    private static bool IsOnlyRead(CredentialQuery query, ObjectUse touch) =>
        touch is { Kind: TouchKind.Argument, Site.Operation: IArgumentOperation argument } && KnownReadOnlyCalls.OnlyReads(argument, query.Symbols);

    /// <summary>The call options that a function gives for every call.</summary>
    private static CredentialFinding OfOptionsFunction(CredentialQuery query, TracedValue given) => query.Either(given, origin =>
        NullTests.IsNull(origin.Operation)
            ? CredentialFinding.Absent
            : SetupCallback.OfMade(query, origin.Operation, static (q, value) => CallOptionsLayer.Of(q, value)));

    /// <summary>What is done to the collection of filters: <c>Add(order, filter)</c>, where the filter may be made by a function.</summary>
    private static CredentialFinding OfFilters(CredentialQuery query, IReadOnlyList<ObjectUse> touches)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in touches)
        {
            if (touch is not { Kind: TouchKind.Call, Site.Operation: IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 2 } arguments } })
                return CredentialFinding.Unknown;

            finding = finding.And(arguments.TypeAt(1)?.TypeKind == TypeKind.Delegate
                ? SetupCallback.OfMade(query, arguments.At(1), InterceptorLayer.OfFilter)
                : InterceptorLayer.OfFilter(query, touch.Site.With(arguments.At(1))));
        }

        return finding;
    }

    private static CallOptionsParts ReplacedBy(IInvocationOperation change) => change.TargetMethod.Name switch
    {
        "WithHeaders" => CallOptionsParts.Headers,
        "WithOptions" or "WithCallOptions" => CallOptionsParts.All,
        _ => default,
    };

    /// <summary>What a method or constructor of the library gets, each argument by its type; those that carry no credential add none.</summary>
    internal static CredentialFinding OfArguments(
        CredentialQuery query, TracedValue site, ImmutableArray<IArgumentOperation> arguments, CallOptionsParts parts, bool ofChannel = true)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in arguments)
        {
            var type = argument.Parameter?.Type;
            var value = site.With(argument.Value);
            if (InvokerLayer.IsChannelOrInvoker(query.Symbols, type))
                finding = ofChannel ? finding.And(InvokerLayer.OfChannelOrInvoker(query, type, value)) : finding;
            else if (GrpcSymbols.Is(type, query.Symbols.Metadata) && parts.HasFlag(CallOptionsParts.Headers))
                finding = finding.And(HeadersLayer.Of(query, value));
            else if (GrpcSymbols.IsCallOptions(type, query.Symbols) && parts != default)
                finding = finding.And(CallOptionsLayer.Of(query, value, parts));
            else if (query.Symbols.CodeFirst.IsClientOptions(type))
                finding = finding.And(OfOptions(query, value, parts));
            else if (query.Symbols.CodeFirst.IsFilters(type))
                finding = finding.And(InterceptorLayer.OfFilter(query, value));
            else if (query.Symbols.CodeFirst.LibraryOfFactoryOptions(type) is { } library)
                finding = finding.And(OfFactoryOptions(query, value, library));
            else if (query.Symbols.CodeFirst.IsFactorySetup(type) && !NullTests.IsNull(argument.Value))
                finding = finding.And(SetupCallback.OfConfigured(query, argument.Value, OfFactoryOptions));
        }

        return finding;
    }
}
