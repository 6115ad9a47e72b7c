namespace GrpcAuthAnalyzers.Secrets;

/// <summary>What a text was recognised as, in words that reveal none of it.</summary>
internal readonly struct Secret
{
    internal static readonly Secret Nothing = new(SecretKind.Nothing, "");

    internal Secret(SecretKind kind, string name, string detail = "")
    {
        Kind = kind;
        Name = name;
        Detail = detail;
    }

    internal SecretKind Kind { get; }

    /// <summary>For messages: <c>GitHub token</c>, <c>JSON Web Token</c>, <c>pair of Basic credentials</c>, <c>credential</c>.</summary>
    internal string Name { get; }

    /// <summary>For messages, with a blank and parentheses around it: what the public part of a JSON Web Token says. Else empty.</summary>
    internal string Detail { get; }

    /// <summary>Whether the format alone shows that this is a credential.</summary>
    internal bool HasKnownForm => Kind is SecretKind.Basic or SecretKind.Jwt or SecretKind.PrivateKey or SecretKind.KnownFormat;
}
