namespace GrpcAuthAnalyzers.Secrets;

/// <summary>What a constant text is.</summary>
internal enum SecretKind
{
    /// <summary>No credential: empty, or nothing but a scheme. Away from a credential header: any text whose form tells nothing.</summary>
    Nothing,

    /// <summary>Text that stands for a credential that was never put in: <c>your-token</c>, <c>${TOKEN}</c>.</summary>
    Placeholder,

    /// <summary>A fixed credential, told by where it stands and not by its form, however weak.</summary>
    Fixed,

    /// <summary><c>Basic</c> with an encoded user and password.</summary>
    Basic,

    /// <summary>A JSON Web Token.</summary>
    Jwt,

    /// <summary>A private key: in tests a fixture more often than not.</summary>
    PrivateKey,

    /// <summary>A token or key whose form is that of a well-known service.</summary>
    KnownFormat,
}
