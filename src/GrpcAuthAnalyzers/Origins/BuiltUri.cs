using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using static GrpcAuthAnalyzers.Origins.TextAlternatives;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// Addresses that are put together by <c>UriBuilder</c> and <c>Uri</c>: scheme and host. The port of a builder is left out, and a hole stands for a path.
/// </summary>
internal sealed class BuiltUri
{
    private const string Delimiter = "://";

    private readonly Origin _read;
    private readonly Func<TracedValue, ImmutableArray<TracedText>> _textsOf;

    private BuiltUri(Origin read, Func<TracedValue, ImmutableArray<TracedText>> textsOf)
    {
        _read = read;
        _textsOf = textsOf;
    }

    /// <summary>The builder whose address an operation reads, by <c>Uri</c> or <c>ToString</c>; null for others.</summary>
    internal static IOperation? BuilderOf(IOperation read) => read switch
    {
        IPropertyReferenceOperation { Property.Name: "Uri", Instance: { } builder } when IsBuilder(builder.Type) => builder,
        IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } builder } when IsBuilder(builder.Type) => builder,
        _ => null,
    };

    /// <summary>The whole address that a property or method of a <c>Uri</c> gives back, at least its beginning; null for others.</summary>
    internal static IOperation? WholeOf(IOperation read) => read switch
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
    internal static IOperation? CreatedFrom(ILocalReferenceOperation local, IReadOnlyList<Write> writes) =>
        IsUri(local.Type)
        && writes.Count == 1
        && writes[0].Site is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "TryCreate", Parameters.Length: 3 } method } call }
        && method.ContainingType.Is("System.Uri")
        && method.Parameters[1].Type.Is("System.UriKind")
            ? call.Arguments.At(0)
            : null;

    /// <summary>
    /// The addresses of <c>new Uri(baseUri, relativeUri)</c>: the second below the first, or alone if it begins with a scheme. Null for other creations.
    /// </summary>
    internal static ImmutableArray<TracedText>? OfRelative(
        Origin origin, IObjectCreationOperation creation, Func<TracedValue, ImmutableArray<TracedText>> textsOf)
    {
        if (!IsUri(creation.Type) || creation.Constructor is not { Parameters: { Length: 2 } parameters } || parameters[1].Name != "relativeUri")
            return null;

        var whole = textsOf(origin.Value.With(creation.Arguments.At(0)));
        var all = ImmutableArray.CreateBuilder<TracedText>();
        foreach (var relative in textsOf(origin.Value.With(creation.Arguments.At(1))))
        {
            if (relative.Prefix.IndexOf(Delimiter, StringComparison.Ordinal) >= 0)
                AddBounded(all, relative, origin);
            else
                AddAll(all, ImmutableArray.CreateRange(whole, address => Below(address, relative, origin)), origin);
        }

        return all.ToImmutable();
    }

    /// <summary>An address below another one; a hole stands for its path where one of the two is not known.</summary>
    private static TracedText Below(TracedText address, TracedText relative, Origin origin)
    {
        if (address.Constant is not { } known
            || relative.Constant is not { } path
            || !Uri.TryCreate(known, UriKind.Absolute, out var start)
            || !Uri.TryCreate(start, path, out var uri))
            return WithUnseenPath(address, origin);

        var authority = uri.GetLeftPart(UriPartial.Authority);
        var rest = uri.AbsoluteUri.Substring(authority.Length);
        return Known(authority, address.Parts[0].Source)[0].Append(Known(rest, relative.Parts[relative.Parts.Length - 1].Source)[0]);
    }

    /// <summary>An address with a path that is not known.</summary>
    private static TracedText WithUnseenPath(TracedText address, Origin origin)
    {
        if (address.Parts[address.Parts.Length - 1].Constant is not { } end)
            return address;

        return (end.EndsWith("/", StringComparison.Ordinal) ? address : address.Append(Known("/", origin)[0])).Append(HoleText(origin));
    }

    /// <summary>The addresses of a builder, read somewhere and made somewhere; null where something may be done to it that is not seen.</summary>
    internal static ImmutableArray<TracedText>? Of(
        Origin read, Origin made, IReadOnlyList<ObjectUse> uses, Func<TracedValue, ImmutableArray<TracedText>> textsOf) =>
        made.Operation is IObjectCreationOperation creation ? new BuiltUri(read, textsOf).Evaluate(made, creation, uses) : null;

    private ImmutableArray<TracedText>? Evaluate(Origin made, IObjectCreationOperation creation, IReadOnlyList<ObjectUse> uses)
    {
        var schemes = Known("http", made);
        var rests = Known("localhost", made);
        var arguments = creation.Arguments;
        var hasPath = arguments.Length > 3;
        var whole = ImmutableArray<TracedText>.Empty;
        if (arguments.Length == 1)
        {
            whole = _textsOf(made.Value.With(arguments.At(0)));
            (schemes, rests) = Split(whole, made);
        }
        else if (!arguments.IsEmpty)
            (schemes, rests) = (_textsOf(made.Value.With(arguments.At(0))), HostOf(made.Value.With(arguments.At(1)), made));

        foreach (var use in uses)
        {
            switch (use)
            {
                case { Kind: TouchKind.SetMember, Member.Name: "Scheme" }:
                    whole = ImmutableArray<TracedText>.Empty;
                    schemes = Joined(schemes, _textsOf(use.WrittenValue), IsCertain(use, creation));
                    break;
                case { Kind: TouchKind.SetMember, Member.Name: "Host" }:
                    whole = ImmutableArray<TracedText>.Empty;
                    rests = Joined(rests, HostOf(use.WrittenValue, made), IsCertain(use, creation));
                    break;
                case { Kind: TouchKind.SetMember, Member.Name: "Path" or "Query" or "Fragment" }:
                    hasPath = true;
                    break;
                case { Kind: TouchKind.SetMember or TouchKind.ReadMember or TouchKind.Call }:
                    break;
                default:
                    return null;
            }
        }

        var addresses = whole.Length == 1 && whole[0].Constant is null ? whole : Product(Product(schemes, Known(Delimiter, made), made), rests, made);
        return hasPath ? ImmutableArray.CreateRange(addresses, address => WithUnseenPath(address, made)) : addresses;
    }

    /// <summary>The host, with an end: what follows is no part of it.</summary>
    private ImmutableArray<TracedText> HostOf(TracedValue host, Origin made) => Product(_textsOf(host), Known("/", made), made);

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
