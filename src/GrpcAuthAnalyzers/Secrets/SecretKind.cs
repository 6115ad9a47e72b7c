namespace GrpcAuthAnalyzers.Secrets;

/// <summary>What a constant text is.</summary>
internal enum SecretKind
{
    /// <summary>No credential: empty, or nothing but a scheme. Away from a credential header: any text whose form tells nothing.</summary>
    Nothing,

    /// <summary>A placeholder for a credential: <c>your-token</c>, <c>${TOKEN}</c>.</summary>
    Placeholder,

    /// <summary>A fixed credential by its place and not by its format, however weak.</summary>
    Fixed,

    /// <summary><c>Basic</c> with an encoded user and password.</summary>
    Basic,

    /// <summary>A JSON Web Token.</summary>
    Jwt,

    /// <summary>A private key, which in tests is mostly a fixture.</summary>
    PrivateKey,

    /// <summary>A token or key whose form is that of a well-known service.</summary>
    KnownFormat,
}
