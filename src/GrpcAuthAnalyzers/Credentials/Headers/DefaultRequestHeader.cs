using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>
/// A credential that code puts among the <c>DefaultRequestHeaders</c> of an <c>HttpClient</c>: <c>headers.Authorization = ...</c>, or <c>Add</c> and
/// <c>TryAddWithoutValidation</c> with the name of a credential header.
/// </summary>
internal sealed class DefaultRequestHeader
{
    private DefaultRequestHeader(ObjectUse write, IOperation client, CredentialValue credential, AuthorizationValue? scheme)
    {
        Write = write;
        Client = client;
        Credential = credential;
        Scheme = scheme;
    }

    /// <summary>The assignment or call.</summary>
    internal ObjectUse Write { get; }

    /// <summary>The expression of the <c>HttpClient</c>; its creation where the headers stand in its initializer.</summary>
    internal IOperation Client { get; }

    /// <summary>The header and its value; for an <c>AuthenticationHeaderValue</c> that is created here, the part behind the scheme.</summary>
    internal CredentialValue Credential { get; }

    /// <summary>The scheme that is given beside the value; null where the value holds it.</summary>
    private AuthorizationValue? Scheme { get; }

    /// <summary>The scheme in front of the token.</summary>
    internal AuthorizationValue SchemeIn(CredentialQuery query) => Scheme ?? Credential.SchemeIn(query);

    /// <summary>Whether the value is known to expire, as <see cref="CredentialValue.Expires"/> says.</summary>
    internal bool Expires(CredentialQuery query) => Scheme is { } scheme ? scheme.IsBearer && Credential.Header == "authorization" : Credential.Expires(query);

    /// <summary>Whether the value is a constant, or may be one that the rules of band 2 report.</summary>
    internal bool IsConstant(CredentialQuery query)
    {
        foreach (var text in query.Texts.Alternatives(Credential.Value))
        {
            if (text.Constant is { Length: > 0 })
                return true;
        }

        return false;
    }

    /// <summary>The credentials that are written through one mention of <c>DefaultRequestHeaders</c>; empty when none is.</summary>
    internal static IEnumerable<DefaultRequestHeader> WrittenThrough(IPropertyReferenceOperation headers, CredentialQuery query)
    {
        if (!GrpcSymbols.IsA(headers.Property.ContainingType, query.Symbols.HttpClient) || ClientOf(headers) is not { } client)
            yield break;

        foreach (var touch in ObjectUses.OfMember(new TracedValue(headers), query.Until, query.Facts.Bodies, query.Budget))
        {
            if (NameOf(touch, query) is { } name
                && CredentialHeaderName.IsCredential(name, query.Options)
                && ValueOf(touch, query) is var (value, scheme)
                && value is not null)
                yield return new DefaultRequestHeader(touch, client, new CredentialValue(name, value.Value), scheme);
        }
    }

    /// <summary>The lower-case name of the header that code writes or removes; empty when it may be any; null when it changes none.</summary>
    internal static string? NameOf(ObjectUse touch, CredentialQuery query)
    {
        switch (touch.Kind)
        {
            case TouchKind.SetMember:
                return HeaderWrite.HeaderOf(touch.Member!.Name);
            case TouchKind.Call
                when touch.Site.Operation is IInvocationOperation
                {
                    TargetMethod.Name: "Add" or "TryAddWithoutValidation" or "Remove",
                    Arguments: { Length: > 0 } arguments
                }:
                return query.Texts.ConstantOf(touch.Site.With(arguments.At(0)))?.Trim().ToLowerInvariant() ?? "";
            case TouchKind.Call:
                return touch.Site.Operation is IInvocationOperation { TargetMethod.Name: "Clear" } ? "" : null;
            case TouchKind.ReadMember:
                return null;
            default:
                return "";
        }
    }

    /// <summary><c>client.DefaultRequestHeaders</c>, or <c>new HttpClient { DefaultRequestHeaders = { ... } }</c>.</summary>
    private static IOperation? ClientOf(IPropertyReferenceOperation headers)
    {
        if (headers.Instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
            return headers.Instance;

        IOperation? current = headers;
        while (current is not (null or IObjectCreationOperation))
            current = current.Parent;

        return current;
    }

    private static (TracedValue? Value, AuthorizationValue? Scheme) ValueOf(ObjectUse touch, CredentialQuery query)
    {
        if (touch.Kind == TouchKind.Call)
            return HeaderWrite.From(touch.Site.Operation, query.Facts) is { } added ? (touch.Site.With(added.Value), null) : (null, null);

        if (touch.Written is null || NullTests.IsNull(touch.Written))
            return (null, null);

        var written = Conversions.BuiltInInside(touch.Written);

        return written is IObjectCreationOperation creation && HeaderWrite.From(creation, query.Facts) is { } sent
            ? (touch.Site.With(sent.Value), sent.SchemeIn(query, touch.Site))
            : (touch.Site.With(written), null);
    }
}
