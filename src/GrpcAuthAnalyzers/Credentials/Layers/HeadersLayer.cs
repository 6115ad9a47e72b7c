using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does this <c>Metadata</c> hold a credential?</summary>
internal static class HeadersLayer
{
    /// <summary>
    /// Present when an entry has a credential header. Absent for null, <c>Metadata.Empty</c> and metadata whose entries are all
    /// seen. The headers that an interceptor got from its caller add nothing of their own.
    /// </summary>
    internal static CredentialFinding Of(CredentialQuery query, TracedValue headers) =>
        query.Met(CredentialMeans.Header, query.Either(headers, origin => OfSeen(query, origin)), headers);

    /// <summary>
    /// What a function over metadata returns: the metadata that it got adds nothing, any other is judged as headers are.
    /// </summary>
    internal static CredentialFinding OfReturned(CredentialQuery query, TracedValue returned)
    {
        var finding = CredentialFinding.Absent;
        foreach (var origin in query.Origins.Trace(returned))
        {
            if (query.Guard.IsInCode
                && origin is
                {
                    Unseen: UnseenReason.Parameter,
                    Operation: IParameterReferenceOperation
                    {
                        Parameter.ContainingSymbol: IMethodSymbol
                        {
                            Parameters.Length: 1,
                            MethodKind: not MethodKind.Constructor
                        } owner
                    } mention
                }
                && !IsCaptured(mention, owner, query.Symbols))
                continue;

            finding = finding.And(origin.IsSeen ? OfSeen(query, origin) : CredentialFinding.Unknown);
        }

        return finding;
    }

    /// <summary>Whether a function over metadata uses metadata that the method around it got when the function was made.</summary>
    private static bool IsCaptured(IOperation mention, IMethodSymbol owner, GrpcSymbols symbols)
    {
        for (var current = mention.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation { Symbol: var function }
                && !SymbolEqualityComparer.Default.Equals(function, owner)
                && function.Parameters.Any(parameter => GrpcSymbols.Is(parameter.Type, symbols.Metadata)))
                return true;
        }

        return false;
    }

    /// <summary>What a method does with the metadata that it gets as a parameter.</summary>
    internal static CredentialFinding OfParameter(CredentialQuery query, IParameterSymbol headers, IOperation function)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in ObjectUses.OfVariable(headers, function, query.Facts.Bodies, query.Budget))
            finding = finding.And(OfTouch(query, touch, metadata: null));

        return CredentialFinding.Of(finding.Presence);
    }

    /// <summary>The credentials that are put into metadata by what happens to it; empty when none is seen.</summary>
    internal static IEnumerable<CredentialValue> CredentialsIn(CredentialQuery query, IReadOnlyList<ObjectUse> touches)
    {
        foreach (var touch in touches)
        {
            foreach (var credential in OfTouch(query, touch, metadata: null).Named)
            {
                if (credential.Entry is { } entry)
                    yield return entry;
            }
        }
    }

    private static CredentialFinding OfSeen(CredentialQuery query, Origin origin)
    {
        switch (origin.Operation)
        {
            case var none when NullTests.IsNull(none):
            case IFieldReferenceOperation { Field: { Name: "Empty", IsStatic: true } empty } when GrpcSymbols.Is(empty.ContainingType, query.Symbols.Metadata):
            case IPropertyReferenceOperation { Property.Name: "Headers", Instance: { } options }
                when query.Guard.IsInCode && CallOptionsLayer.IsGivenByCaller(options, query.Symbols):
                return CredentialFinding.Absent;
            case IPropertyReferenceOperation { Property.Name: "Headers", Instance: { } options } when GrpcSymbols.Is(options.Type, query.Symbols.CallOptions):
                return CallOptionsLayer.Of(query, origin.Value.With(options), CallOptionsParts.Headers);
            case IObjectCreationOperation creation when GrpcSymbols.Is(creation.Type, query.Symbols.Metadata):
                return OfTouches(query, origin);
            case { Syntax: CollectionExpressionSyntax { Elements: var written } } expression when written.Count == expression.ChildOperations.Count:
                var finding = OfTouches(query, origin);
                foreach (var entry in expression.ChildOperations)
                    finding = finding.And(OfEntry(query, origin.Value.With(entry), metadata: null));

                return CredentialFinding.Of(finding.Presence);
            default:
                return CredentialFinding.Unknown;
        }
    }

    private static CredentialFinding OfTouches(CredentialQuery query, Origin metadata)
    {
        var finding = CredentialFinding.Absent;
        foreach (var touch in query.TouchesOf(metadata))
            finding = finding.And(OfTouch(query, touch, metadata));

        return finding;
    }

    private static CredentialFinding OfTouch(CredentialQuery query, ObjectUse touch, Origin? metadata) => touch.Kind switch
    {
        TouchKind.Call => OfCall(query, touch.Site, (IInvocationOperation)touch.Site.Operation, metadata),
        TouchKind.SetMember => OfEntry(query, touch.WrittenValue, metadata),
        TouchKind.ReadMember => CredentialFinding.Absent,
        TouchKind.Argument when KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols) => CredentialFinding.Absent,
        TouchKind.Argument
            when touch.Site.Operation.Parent is IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod: var own }
                && query.Guard.HasScanned(own.ContainingType) =>
            CredentialFinding.Absent, // its body is scanned, with every override
        TouchKind.Argument when touch.Site.Operation.Parent is IInvocationOperation filling =>
            query.Met(CredentialMeans.Declared, DeclaredCredentials.Or(CredentialFinding.Unknown, filling.TargetMethod, query.Facts), touch.Site.With(filling)),
        _ => CredentialFinding.Unknown,
    };

    private static CredentialFinding OfCall(CredentialQuery query, TracedValue site, IInvocationOperation call, Origin? metadata)
    {
        if (HeaderWrite.IntoMetadata(call, query.Facts) is { } write)
            return write.FindingIn(query, site, metadata);

        if (call.TargetMethod.Name is not ("Add" or "Insert"))
            return CredentialFinding.Absent;

        foreach (var argument in call.Arguments)
        {
            if (GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.MetadataEntry))
                return OfEntry(query, site.With(argument.Value), metadata);
        }

        return CredentialFinding.Unknown;
    }

    /// <summary>
    /// Present for an entry with a credential header. An entry that a loop copies from other metadata is judged as that metadata, and has no name: its value
    /// is another for each entry.
    /// </summary>
    /// <param name="query">The question.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="metadata">The creation of the metadata that the entry is put into; null when it is not known.</param>
    internal static CredentialFinding OfEntry(CredentialQuery query, TracedValue entry, Origin? metadata) =>
        LoopedOver(entry.Operation) is { } source
            ? CredentialFinding.Of(OfReturned(query, entry.With(source)).Presence)
            : query.Either(entry, origin => HeaderWrite.IntoMetadata(origin.Operation, query.Facts)?.FindingIn(query, origin.Value, metadata)
                ?? CredentialFinding.Unknown);

    /// <summary>The metadata whose entry the variable of a <c>foreach</c> is; null for other values.</summary>
    private static IOperation? LoopedOver(IOperation entry)
    {
        if (entry is not ILocalReferenceOperation { Local: var local })
            return null;

        for (var current = entry.Parent; current is not null; current = current.Parent)
        {
            if (current is not IForEachLoopOperation loop || loop.Locals.IndexOf(local, 0, SymbolEqualityComparer.Default) < 0)
                continue;

            var collection = Conversions.BuiltInInside(loop.Collection);
            return collection.Type.Is("Grpc.Core.Metadata") ? collection : null;
        }

        return null;
    }
}
