using System;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Which part of call options a question is about.</summary>
[Flags]
internal enum CallOptionsParts
{
    /// <summary>Only the headers.</summary>
    Headers = 1,

    /// <summary>Only the call credentials.</summary>
    Credentials = 2,

    /// <summary>Both.</summary>
    All = Headers | Credentials,
}

/// <summary>Do these <c>CallOptions</c> (or <c>CallContext</c>) hold a credential?</summary>
internal static class CallOptionsLayer
{
    /// <summary>So many <c>With...</c> calls are followed.</summary>
    private const int MaxDerived = 8;

    /// <summary>Present when headers or call credentials are in them; Absent for <c>default</c> and options whose parts are seen.</summary>
    internal static CredentialFinding Of(CredentialQuery query, TracedValue options, CallOptionsParts parts = CallOptionsParts.All) =>
        query.Either(options, origin => OfOrigin(query, origin, parts));

    /// <summary>
    /// Present for any call credentials, which are named as such; Absent for null. Those that an interceptor got from its caller add nothing of their own.
    /// </summary>
    internal static CredentialFinding OfCallCredentials(CredentialQuery query, TracedValue credentials)
    {
        if (query.IgnoresCallCredentials)
            return CredentialFinding.Absent;

        var presence = query.Either(credentials, origin => origin.Operation switch
        {
            var none when NullTests.IsNull(none) => CredentialFinding.Absent,
            IPropertyReferenceOperation { Property.Name: "Credentials", Instance: { } options } when GrpcSymbols.Is(options.Type, query.Symbols.CallOptions) =>
                Of(query, origin.Value.With(options), CallOptionsParts.Credentials),
            _ => CredentialFinding.Present,
        }).Presence;
        return presence == CredentialPresence.Present
            ? query.Met(CredentialMeans.CallCredentials, CredentialFinding.Of(NamedCredential.CallCredentials), credentials)
            : CredentialFinding.Of(presence);
    }

    /// <summary>
    /// <c>context.Options</c>, where the context is what an interceptor got, and <c>context.CallOptions</c> of a filter or of an action of the client
    /// factory: in their code that adds nothing of its own.
    /// </summary>
    internal static bool IsGivenByCaller(IOperation options, GrpcSymbols symbols) => options is IPropertyReferenceOperation { Property: var property }
        && (property.Name == "Options" && GrpcSymbols.Is(property.ContainingType, symbols.ClientInterceptorContext)
            || property.Name == "CallOptions"
                && (symbols.CodeFirst.IsFilterContext(property.ContainingType) || property.ContainingType.Is("Grpc.Net.ClientFactory.CallOptionsContext")));

    /// <summary>The metadata that options are seen to hold; null where they are not one object, or hold none.</summary>
    internal static TracedValue? HeadersIn(TracedValue options, CredentialQuery query)
    {
        for (var derived = 0; derived < MaxDerived; derived++)
        {
            if (query.Origins.Trace(options) is not { Length: 1 } origins || !origins[0].IsSeen)
                return null;

            switch (origins[0].Operation)
            {
                case IObjectCreationOperation creation when GrpcSymbols.IsCallOptions(creation.Type, query.Symbols):
                    TracedValue? wrapped = null;
                    foreach (var argument in creation.Arguments)
                    {
                        if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.Metadata))
                            return origins[0].Value.With(argument.Value);

                        if (GrpcSymbols.IsCallOptions(argument.Parameter?.Type, query.Symbols) && argument.ArgumentKind == ArgumentKind.Explicit)
                            wrapped = origins[0].Value.With(argument.Value);
                    }

                    if (wrapped is not { } inner)
                        return null;

                    options = inner;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "WithHeaders", ContainingType: var type }, Arguments: var arguments }
                    when GrpcSymbols.Is(type, query.Symbols.CallOptions):
                    return origins[0].Value.With(arguments.At(0));
                case IInvocationOperation { Instance: { } receiver, TargetMethod.ContainingType: var type }
                    when GrpcSymbols.Is(type, query.Symbols.CallOptions):
                    options = origins[0].Value.With(receiver);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static CredentialFinding? OfOrigin(CredentialQuery query, Origin origin, CallOptionsParts parts)
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
            case { Type: { } type } when type.IsCancellationToken():
            case IMemberReferenceOperation { Member: { Name: "Default", IsStatic: true } member }
                when query.Symbols.CodeFirst.IsCallContext(member.ContainingType):
            case IPropertyReferenceOperation options when query.Guard.IsInCode && IsGivenByCaller(options, query.Symbols):
                return CredentialFinding.Absent;
            case IObjectCreationOperation creation
                when GrpcSymbols.IsCallOptions(creation.Type, query.Symbols):
                return OfCreation(query, origin.Value, creation, parts);
            case IInvocationOperation { Instance: { } receiver, TargetMethod.ContainingType: var made } derived
                when GrpcSymbols.Is(made, query.Symbols.CallOptions):
                return OfDerived(query, origin.Value, receiver, derived, parts);
            default:
                return CredentialFinding.Unknown;
        }
    }

    private static CredentialFinding OfCreation(CredentialQuery query, TracedValue site, IObjectCreationOperation creation, CallOptionsParts parts)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in creation.Arguments)
        {
            var type = argument.Parameter?.Type;
            var value = site.With(argument.Value);
            if (GrpcSymbols.Is(type, query.Symbols.Metadata) && parts.HasFlag(CallOptionsParts.Headers))
                finding = finding.And(HeadersLayer.Of(query, value));
            else if (GrpcSymbols.Is(type, query.Symbols.CallCredentials) && parts.HasFlag(CallOptionsParts.Credentials))
                finding = finding.And(OfCallCredentials(query, value));
            else if (GrpcSymbols.Is(type, query.Symbols.CallOptions))
                finding = finding.And(Of(query, value, parts));
            else if (type.Is("Grpc.Core.ServerCallContext") || query.Symbols.CodeFirst.IsCallContext(type))
                finding = finding.And(CredentialFinding.Unknown);
        }

        return finding;
    }

    /// <summary><c>WithHeaders</c> and <c>WithCredentials</c> replace; the other <c>With...</c> methods keep both.</summary>
    private static CredentialFinding OfDerived(
        CredentialQuery query, TracedValue site, IOperation receiver, IInvocationOperation derived, CallOptionsParts parts)
    {
        var replaced = derived.TargetMethod.Name switch
        {
            "WithHeaders" => CallOptionsParts.Headers,
            "WithCredentials" => CallOptionsParts.Credentials,
            _ => default,
        };
        var finding = CredentialFinding.Absent;
        if (replaced == CallOptionsParts.Headers && parts.HasFlag(replaced))
            finding = HeadersLayer.Of(query, site.With(derived.Arguments.At(0)));
        else if (replaced == CallOptionsParts.Credentials && parts.HasFlag(replaced))
            finding = OfCallCredentials(query, site.With(derived.Arguments.At(0)));

        var kept = parts & ~replaced;
        return kept == default ? finding : finding.And(Of(query, site.With(receiver), kept));
    }
}
