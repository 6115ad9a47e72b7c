using System.Collections.Generic;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Credentials;

/// <summary>What puts a credential into a call.</summary>
internal enum CredentialMeans
{
    /// <summary>Metadata that the call gets.</summary>
    Header,

    /// <summary><c>CallCredentials</c>, of the call, its channel or its registration.</summary>
    CallCredentials,

    /// <summary>An interceptor, or a function over metadata.</summary>
    Interceptor,

    /// <summary>An <c>HttpMessageHandler</c>.</summary>
    Handler,

    /// <summary>A default request header of an <c>HttpClient</c>.</summary>
    DefaultHeader,

    /// <summary>The certificate of the client.</summary>
    Certificate,

    /// <summary>A class around the client or invoker.</summary>
    Wrapper,

    /// <summary>Code that is not seen, of which a facts file or an attribute says so.</summary>
    Declared,
}

/// <summary>One place at which a question found a credential.</summary>
internal readonly struct CredentialStep
{
    internal CredentialStep(CredentialMeans means, CredentialFinding finding, TracedValue? value, INamedTypeSymbol? type)
    {
        Means = means;
        Finding = finding;
        Value = value;
        Type = type;
    }

    internal CredentialMeans Means { get; }

    /// <summary>What the layer found; names the headers.</summary>
    internal CredentialFinding Finding { get; }

    /// <summary>The credentials, the headers or the function; null where only a type is known.</summary>
    internal TracedValue? Value { get; }

    /// <summary>The class of the interceptor, handler or wrapper; null for others.</summary>
    internal INamedTypeSymbol? Type { get; }
}

/// <summary>By what a question found credentials, in the order in which they were met. The map of the scan asks so; rules ask without one.</summary>
internal sealed class CredentialTrail
{
    private readonly List<CredentialStep> _steps = new();

    internal IReadOnlyList<CredentialStep> Steps => _steps;

    internal void Add(CredentialStep step) => _steps.Add(step);
}
