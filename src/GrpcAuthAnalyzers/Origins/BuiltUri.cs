using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static GrpcAuthAnalyzers.Origins.TextAlternatives;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// Addresses that are put together by <c>UriBuilder</c> and <c>Uri</c>, as far as scheme and host go: port and path of a builder are left out.
/// </summary>
internal sealed class BuiltUri
{
    private const string Delimiter = "://";

    private readonly TextTracer _texts;
    private readonly Origin _read;
    private readonly int _depth;

    private BuiltUri(TextTracer texts, Origin read, int depth)
    {
        _texts = texts;
        _read = read;
        _depth = depth;
    }

    /// <summary>The addresses that an operation reads from a <c>UriBuilder</c> or <c>Uri</c>; null for other operations.</summary>
    internal static ImmutableArray<TracedText>? ReadBy(Origin read, TextTracer texts, OriginTracer origins, MemberBodies bodies, int depth)
    {
        if (BuilderOf(read.Operation) is { } builder)
            return Of(read, builder, texts, origins, bodies, depth) ?? Hole(read);

        return WholeOf(read.Operation) is { } whole ? texts.At(read.Value.With(whole), read, depth) : null;
    }

    /// <summary>The builder whose address an operation reads, by <c>Uri</c> or <c>ToString</c>; null for others.</summary>
    private static IOperation? BuilderOf(IOperation read) => read switch
    {
        IPropertyReferenceOperation { Property.Name: "Uri", Instance: { } builder } when IsBuilder(builder.Type) => builder,
        IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } builder } when IsBuilder(builder.Type) => builder,
        _ => null,
    };

    /// <summary>The whole address that a property or method of a <c>Uri</c> gives back, at least its beginning; null for others.</summary>
    private static IOperation? WholeOf(IOperation read) => read switch
    {
        IPropertyReferenceOperation { Property.Name: "AbsoluteUri" or "OriginalString", Instance: { } uri } when IsUri(uri.Type) => uri,
        IInvocationOperation { TargetMethod.Name: "GetLeftPart", Instance: { } uri } when IsUri(uri.Type) => uri,
        _ => null,
    };

    /// <summary>What gives back a part of an address, and of which; null for others.</summary>
    internal static (Func<IReadOnlyList<string>, string?> Part, IOperation Uri)? PartOf(IOperation read) =>
        read is IPropertyReferenceOperation { Property.Name: "Scheme" or "Host" or "DnsSafeHost" or "Authority", Instance: { } uri } property && IsUri(uri.Type)
            ? (terms => Part(terms[0], property.Property.Name), uri)
            : null;

    /// <summary>The text of a field such as <c>Uri.UriSchemeHttps</c>, which is no constant for the compiler; null for others.</summary>
    internal static string? FieldText(IFieldSymbol field) => !field.ContainingType.Is("System.Uri") ? null : field.Name switch
    {
        "UriSchemeHttp" => "http",
        "UriSchemeHttps" => "https",
        "SchemeDelimiter" => Delimiter,
        _ => null,
    };

    /// <summary>The text that <c>Uri.TryCreate</c> makes a local of; null where another write is seen.</summary>
    internal static IOperation? CreatedFrom(ILocalReferenceOperation local, MemberBodies bodies) =>
        IsUri(local.Type)
        && bodies.FactsOf(local).WritesTo(local.Local) is { Count: 1 } writes
        && writes[0].Site is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "TryCreate", Parameters.Length: 3 } method } call }
        && method.ContainingType.Is("System.Uri")
        && method.Parameters[1].Type.Is("System.UriKind")
            ? call.Arguments.At(0)
            : null;

    /// <summary>The addresses of <c>new Uri(baseUri, relativeUri)</c>: the base, unless the other begins with a scheme. Null for other creations.</summary>
    internal static ImmutableArray<TracedText>? OfRelative(Origin origin, IObjectCreationOperation creation, TextTracer texts, int depth)
    {
        if (!IsUri(creation.Type) || creation.Constructor is not { Parameters: { Length: 2 } parameters } || parameters[1].Name != "relativeUri")
            return null;

        var whole = texts.At(origin.Value.With(creation.Arguments.At(0)), origin, depth);
        var all = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var relative in texts.At(origin.Value.With(creation.Arguments.At(1)), origin, depth))
        {
            if (relative.Prefix.IndexOf(Delimiter, StringComparison.Ordinal) >= 0)
                AddBounded(all, relative, origin);
            else
                AddAll(all, whole, origin);
        }

        return all.ToImmutable();
    }

    /// <summary>The addresses of a builder; null where it is not seen, or where something may be done to it that is not.</summary>
    private static ImmutableArray<TracedText>? Of(Origin read, IOperation builder, TextTracer texts, OriginTracer origins, MemberBodies bodies, int depth)
    {
        var all = ImmutableArray.CreateBuilder<TracedText>();
        var built = new BuiltUri(texts, read, depth);
        foreach (var made in origins.Trace(read.Value.With(builder), read.Aliases))
        {
            if (!made.IsSeen
                || made.Operation is not IObjectCreationOperation creation
                || built.Evaluate(made, creation, ObjectUses.Of(made, read.Operation, bodies, origins.Budget)) is not { } next)
                return null;

            AddAll(all, next, read);
        }

        return all.Count > 0 ? all.ToImmutable() : null;
    }

    private ImmutableArray<TracedText>? Evaluate(Origin made, IObjectCreationOperation creation, IReadOnlyList<ObjectUse> uses)
    {
        var schemes = Known("http", made);
        var rests = Known("localhost", made);
        var arguments = creation.Arguments;
        var whole = ImmutableArray<TracedText>.Empty;
        if (arguments.Length == 1)
        {
            whole = _texts.At(made.Value.With(arguments.At(0)), made, _depth);
            (schemes, rests) = Split(whole, made);
        }
        else if (arguments.Length > 1)
            (schemes, rests) = (_texts.At(made.Value.With(arguments.At(0)), made, _depth), HostOf(made.Value.With(arguments.At(1)), made));

        foreach (var use in uses)
        {
            switch (use)
            {
                case { Kind: TouchKind.SetMember, Member.Name: "Scheme" }:
                    whole = ImmutableArray<TracedText>.Empty;
                    schemes = Joined(schemes, _texts.At(use.WrittenValue, made, _depth), IsCertain(use, creation));
                    break;
                case { Kind: TouchKind.SetMember, Member.Name: "Host" }:
                    whole = ImmutableArray<TracedText>.Empty;
                    rests = Joined(rests, HostOf(use.WrittenValue, made), IsCertain(use, creation));
                    break;
                case { Kind: TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call }:
                    break;
                default:
                    return null;
            }
        }

        return whole.Length == 1 && whole[0].Constant is null ? whole : Product(Product(schemes, Known(Delimiter, made), made), rests, made);
    }

    /// <summary>The host, with an end: what follows is no part of it.</summary>
    private ImmutableArray<TracedText> HostOf(TracedValue host, Origin made) => Product(_texts.At(host, made, _depth), Known("/", made), made);

    /// <summary>Whether an assignment has always run when the address is read.</summary>
    private bool IsCertain(ObjectUse use, IOperation creation) =>
        EnclosingFunction.IsInside(use.Site.Operation, creation) || ExecutionOrder.AlwaysPrecedes(use.Site.Operation, _read.Operation);

    private ImmutableArray<TracedText> Joined(ImmutableArray<TracedText> before, ImmutableArray<TracedText> after, bool isCertain)
    {
        if (isCertain)
            return after;

        var all = ImmutableArray.CreateBuilder<TracedText>();
        AddAll(all, before, _read);
        AddAll(all, after, _read);
        return all.ToImmutable();
    }

    /// <summary>The schemes of addresses, and what follows; a builder takes http where there is none.</summary>
    private static (ImmutableArray<TracedText> Schemes, ImmutableArray<TracedText> Rests) Split(ImmutableArray<TracedText> addresses, Origin made)
    {
        var schemes = ImmutableArray.CreateBuilder<TracedText>();
        var rests = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var address in addresses)
        {
            var end = address.Prefix.IndexOf(Delimiter, StringComparison.Ordinal);
            var hasNone = end < 0 && address.Constant is not null;
            AddBounded(schemes, end >= 0 ? Known(address.Prefix.Substring(0, end), made)[0] : hasNone ? Known("http", made)[0] : HoleText(made), made);
            AddBounded(rests, end >= 0 ? Known(address.Prefix.Substring(end + Delimiter.Length), made)[0] : hasNone ? address : HoleText(made), made);
            if (end >= 0 && address.Constant is null)
                rests[rests.Count - 1] = rests[rests.Count - 1].Append(HoleText(made));
        }

        return (schemes.ToImmutable(), rests.ToImmutable());
    }

    private static string? Part(string address, string name)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return null;

        return name switch
        {
            "Scheme" => uri.Scheme,
            "Authority" => uri.Authority,
            _ => uri.Host,
        };
    }

    private static void AddAll(ImmutableArray<TracedText>.Builder all, ImmutableArray<TracedText> texts, Origin origin)
    {
        foreach (var text in texts)
            AddBounded(all, text, origin);
    }

    private static bool IsUri(ITypeSymbol? type) => type.Is("System.Uri");

    private static bool IsBuilder(ITypeSymbol? type) => type.Is("System.UriBuilder");
}
