using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Formats;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>A constant text that is sent under a credential header: a fixed credential, a known format, or a placeholder.</summary>
internal sealed class SentConstant
{
    private const string Cookie = "cookie";

    private readonly HeaderWrite _write;

    private SentConstant(Secret secret, TracedText text, TextPart part, CredentialValue credential, HeaderWrite write, bool isWhole)
    {
        _write = write;
        Secret = secret;
        Text = text;
        Part = part;
        Credential = credential;
        IsWhole = isWhole;
    }

    /// <summary>What the text is.</summary>
    internal Secret Secret { get; }

    /// <summary>The header and the expression of its value.</summary>
    internal CredentialValue Credential { get; }

    /// <summary>What sends it.</summary>
    internal IOperation Sink => _write.Sink;

    /// <summary>For messages: <c>gRPC metadata 'authorization'</c> or <c>HTTP header 'authorization'</c>.</summary>
    internal string Where => $"{(_write.Target == HeaderTarget.Http ? "HTTP header" : "gRPC metadata")} '{Credential.Header}'";

    /// <summary>Whether the value in the sink is sent unchanged: only then a fix may replace it.</summary>
    internal bool IsWhole { get; }

    /// <summary>Where the secret part is written: a literal, or the mention of a constant of an assembly.</summary>
    internal SyntaxNode Literal => DefaultParameterValues.SyntaxOf(Part.Operation) ?? Part.Operation.Syntax;

    /// <summary>Whether the format of the literal alone shows what it is, so that it is found wherever it is used.</summary>
    internal bool IsKnownAlone(CredentialQuery query) => SecretText.Anywhere(Part.Constant!, query.Options).HasKnownForm;

    /// <summary>Where to report: the literal, or the value in the tree under analysis if the literal is in another.</summary>
    internal SyntaxNode Place
    {
        get
        {
            var tree = Sink.Syntax.SyntaxTree;
            return Literal.SyntaxTree == tree ? Literal : Credential.Value.Operation.Syntax is { } value && value.SyntaxTree == tree ? value : Sink.Syntax;
        }
    }

    /// <summary>The sink, and the other literals that the text is put together from.</summary>
    internal IEnumerable<Location> Also
    {
        get
        {
            yield return Sink.Syntax.GetLocation();
            foreach (var part in Text.Parts)
            {
                if (part.Operation.Syntax != Literal && AuthorizationValue.Of(part.Constant!).Credential.Length > 0)
                    yield return part.Operation.Syntax.GetLocation();
            }
        }
    }

    /// <summary>The whole text, in its parts; every part is constant.</summary>
    internal TracedText Text { get; }

    /// <summary>The part that is more than a scheme.</summary>
    internal TextPart Part { get; }

    /// <summary>
    /// The constants that a header write sends: under its own name; into metadata also under the name that a caller gives, or copied
    /// from pairs that are written elsewhere.
    /// </summary>
    internal static IEnumerable<SentConstant> Of(HeaderWrite write, CredentialQuery query)
    {
        if (write.CredentialIn(query) is { } own)
            return Of(own, write, query);

        if (write.Name is { } name && IsCookie(new TracedValue(name), query))
            return Of(new CredentialValue(Cookie, new TracedValue(write.Value)), write, query);

        return CredentialsOf(write, query).SelectMany(credential => Of(credential, write, query, isWhole: false));
    }

    /// <summary>
    /// The credentials that a header write sends: under its own name; into metadata also under the name that a caller gives, or copied from pairs that are
    /// written elsewhere.
    /// </summary>
    internal static IReadOnlyList<CredentialValue> CredentialsOf(HeaderWrite write, CredentialQuery query)
    {
        if (write.CredentialIn(query) is { } own)
            return new[] { own };

        return write is { Name: { } name, Target: HeaderTarget.Metadata } ? GivenTo(write, name, query) : Array.Empty<CredentialValue>();
    }

    private static List<CredentialValue> GivenTo(HeaderWrite write, IOperation name, CredentialQuery query)
    {
        var credentials = CopiedHeaders.Of(write, query);
        if (name is not IParameterReferenceOperation { Parameter: var parameter })
            return credentials;

        foreach (var caller in Callers.SeenFramesOf(parameter, write.Sink, query.Facts.Bodies))
        {
            if (write.CredentialIn(query, new TracedValue(write.Sink, caller)) is { } given)
                credentials.Add(given);
            else if (IsCookie(new TracedValue(name, caller), query))
                credentials.Add(new CredentialValue(Cookie, new TracedValue(write.Value, caller)));
        }

        return credentials;
    }

    private static bool IsCookie(TracedValue name, CredentialQuery query) =>
        query.Texts.ConstantOf(name) is { } constant && constant.Equals(Cookie, StringComparison.OrdinalIgnoreCase);

    /// <summary>A scheme that is given beside the value, with a blank behind it; empty when none is known.</summary>
    private static string SchemeOf(HeaderWrite write, CredentialQuery query) =>
        write.SchemeIn(query, new TracedValue(write.Sink)) is { Scheme: { } scheme } ? scheme + " " : "";

    private static IEnumerable<SentConstant> Of(CredentialValue credential, HeaderWrite write, CredentialQuery query, bool isWhole = true)
    {
        var scheme = SchemeOf(write, query);
        isWhole &= write.Target == HeaderTarget.Metadata && credential.Header != Cookie;
        var texts = credential.Value.Equals(new TracedValue(write.Value)) ? write.TextsIn(query.Facts) : query.Texts.Alternatives(credential.Value);
        foreach (var text in texts)
        {
            var whole = DefaultParameterValues.FillInto(text);
            if (whole.Constant is { } constant
                && (credential.Header == Cookie ? CookieText.SessionIn(constant) : constant) is { } sent
                && SecretText.AtCredential(scheme + sent, query.Options) is { Kind: not SecretKind.Nothing } secret
                && SecretPart(whole) is { } part
                && IsFixed(part.Source, query)
                && !DisabledByCaller.Is(part.Source, write.Sink))
            {
                yield return new SentConstant(secret, whole, part, credential, write, isWhole && whole == text);
            }
        }
    }

    /// <summary>The longest part that is more than a scheme; the others are put around it.</summary>
    internal static TextPart? SecretPart(TracedText text)
    {
        TextPart? longest = null;
        var length = 0;
        foreach (var part in text.Parts)
        {
            if (AuthorizationValue.Of(part.Constant!).Credential.Length is var next && next > length)
                (longest, length) = (part, next);
        }

        return longest;
    }

    /// <summary>
    /// Whether every field and property that held the secret is always constant. One that is also written by other code, or with other values, only
    /// starts with the constant; an argument of a caller counts as it is.
    /// </summary>
    internal static bool IsFixed(Origin secret, CredentialQuery query)
    {
        foreach (var alias in secret.Aliases)
        {
            if (alias.Symbol is not (IFieldSymbol { IsConst: false } or IPropertySymbol))
                continue;

            var writes = query.Facts.Bodies.WritesTo(alias.Symbol);
            if (IsOnlyInitial(secret, alias.Symbol, query) || (!writes.IsComplete && alias.Symbol is not IPropertySymbol))
                return false;

            foreach (var write in writes.Writes)
            {
                if (write.Value is null || (!IsGivenBy(secret, write.Value) && query.Texts.ConstantOf(new TracedValue(write.Value)) is null))
                    return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether the constant is what a property starts with that code which is not seen may set: its initializer, or what a constructor of its type assigns. A
    /// constant that other code assigns (<c>new Options { Token = "..." }</c>) is more.
    /// </summary>
    private static bool IsOnlyInitial(Origin secret, ISymbol holder, CredentialQuery query) =>
        holder is IPropertySymbol { SetMethod: { DeclaredAccessibility: not Accessibility.Private } setter }
        && IsStartOf(holder, EnclosingFunction.Root(secret.Operation))
        && (!query.Facts.Bodies.Visibility.IsHidden(setter) || query.Facts.Bodies.Visibility.IsFilledByReflection(holder.ContainingType));

    private static bool IsStartOf(ISymbol property, IOperation body) => body switch
    {
        IPropertyInitializerOperation initializer => initializer.InitializedProperties.Contains(property, SymbolEqualityComparer.Default),
        IConstructorBodyOperation constructor =>
            SymbolEqualityComparer.Default.Equals(EnclosingFunction.SymbolOf(constructor)?.ContainingType, property.ContainingType),
        _ => false,
    };

    private static bool IsGivenBy(Origin secret, IOperation written)
    {
        if (written is not IParameterReferenceOperation { Parameter: var parameter })
            return false;

        foreach (var alias in secret.Aliases)
        {
            if (SymbolEqualityComparer.Default.Equals(alias.Symbol, parameter))
                return true;
        }

        return false;
    }

    /// <summary>For messages, with a blank before it: which symbol holds the secret; empty when none does.</summary>
    internal string Holder
    {
        get
        {
            if (Part.Operation is IParameterReferenceOperation { Parameter.Name: { } defaulted })
                return $" in the default of parameter '{defaulted}'";

            foreach (var alias in Part.Source.Aliases)
                return " in " + SymbolDisplay.Of(alias.Symbol);

            return "";
        }
    }
}
