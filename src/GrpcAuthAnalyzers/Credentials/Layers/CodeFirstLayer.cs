using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
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
        made.Instance is null ? OfArguments(query, site, made.Arguments, parts) : CredentialFinding.Unknown;

    /// <summary>What a client that a method of the library makes, or its connection, adds by itself, whatever its channel or invoker adds.</summary>
    internal static CredentialFinding OfClientItself(CredentialQuery query, IInvocationOperation made) =>
        made.Instance is null ? OfArguments(query, new TracedValue(made), made.Arguments, CallOptionsParts.All, ofChannel: false) : CredentialFinding.Unknown;

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

    private static CallOptionsParts ReplacedBy(IInvocationOperation change) => change.TargetMethod.Name switch
    {
        "WithHeaders" => CallOptionsParts.Headers,
        "WithOptions" or "WithCallOptions" => CallOptionsParts.All,
        _ => default,
    };

    /// <summary>What a method or constructor of the library gets, each argument by its type; those that carry no credential add none.</summary>
    private static CredentialFinding OfArguments(
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
        }

        return finding;
    }
}
