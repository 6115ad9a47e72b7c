using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>What a header write fills.</summary>
internal enum HeaderTarget
{
    /// <summary>gRPC metadata.</summary>
    Metadata,

    /// <summary>HTTP headers: <c>AuthenticationHeaderValue</c> and <c>HttpHeaders.Add</c>.</summary>
    Http,

    /// <summary>Call credentials that a factory makes of a fixed token, such as <c>GoogleGrpcCredentials.FromAccessToken</c>.</summary>
    CallCredentials,
}

/// <summary>One place that sets a header: which header it is, which value it gets, and whether it is a credential's.</summary>
internal sealed class HeaderWrite
{
    private const string Authorization = "authorization";

    private ImmutableArray<TracedText> _texts;

    private HeaderWrite(HeaderTarget target, IOperation sink, IOperation? name, IOperation value, IOperation? scheme = null)
    {
        Target = target;
        Sink = sink;
        Name = name;
        Value = value;
        Scheme = scheme;
    }

    /// <summary>What is filled.</summary>
    internal HeaderTarget Target { get; }

    /// <summary>The <c>Add</c> call (a collection initializer's element is one), or the creation of the entry or header value.</summary>
    internal IOperation Sink { get; }

    /// <summary>The expression of the header name; null when it is <c>authorization</c>.</summary>
    internal IOperation? Name { get; }

    /// <summary>The expression of the value.</summary>
    internal IOperation Value { get; }

    /// <summary>The expression of the scheme that stands beside the value; null where the value holds it.</summary>
    internal IOperation? Scheme { get; }

    /// <summary>The credential that is sent; null when the name is not one constant that names a credential.</summary>
    internal CredentialValue? CredentialIn(CredentialQuery query) => CredentialIn(query, new TracedValue(Sink));

    /// <summary>The same for a write that is reached through the calls of <paramref name="site"/>, whose arguments it may take.</summary>
    internal CredentialValue? CredentialIn(CredentialQuery query, TracedValue site) =>
        (Name is null ? Authorization : query.CredentialHeaderNamed(site.With(Name))) is { } header ? new CredentialValue(header, site.With(Value)) : null;

    /// <summary>
    /// Whether a header is set that may authenticate the call, and the credential that it is. A session, a cookie or a ticket has no name in the finding.
    /// Unknown when the name of the header is not one constant.
    /// </summary>
    /// <param name="query">The question.</param>
    /// <param name="site">The write, with the calls that it is reached through.</param>
    /// <param name="metadata">The creation of the metadata that is filled; null when it is not known.</param>
    internal CredentialFinding FindingIn(CredentialQuery query, TracedValue site, Origin? metadata = null)
    {
        var name = Name is null ? Authorization : query.Texts.ConstantOf(site.With(Name));
        if (name is null)
            return query.CountsSomeWay && CopiedNames.MayBeCredential(query, site.With(Name!)) ? CredentialFinding.Present : CredentialFinding.Unknown;

        if ((Name is null ? name : query.CredentialHeaderCalled(name)) is { } header)
            return CredentialFinding.Of(new NamedCredential(new CredentialValue(header, site.With(Value)), metadata));

        if (!CredentialHeaderName.MayAuthenticate(name, query.Options))
            return CredentialFinding.Absent;

        return query.CountsOnlySecrets ? CredentialFinding.Unknown : CredentialFinding.Present;
    }

    /// <summary>The texts that may be sent, those of some callers included. Every rule of a write may ask: it is answered once.</summary>
    internal ImmutableArray<TracedText> TextsIn(CompilationFacts facts)
    {
        if (_texts.IsDefault)
        {
            var origins = new OriginTracer(facts.Bodies, new Budget()) { FollowsSomeCallers = true };
            _texts = new TextTracer(origins, facts.Bodies).Alternatives(new TracedValue(Value));
        }

        return _texts;
    }

    /// <summary>The scheme that is given beside the value; null where the value holds it, unknown when it is not one constant.</summary>
    internal AuthorizationValue? SchemeIn(CredentialQuery query, TracedValue site) =>
        Scheme is null ? null : AuthorizationValue.Given(query.Texts.ConstantOf(site.With(Scheme)));

    /// <summary>The header that a property of HTTP headers sets, in lower case; null for a property that holds no credential.</summary>
    internal static string? HeaderOf(string property) => property switch
    {
        "Authorization" => Authorization,
        "ProxyAuthorization" => "proxy-authorization",
        _ => null,
    };

    /// <summary>The write into metadata that an operation is; null when it is none, or one into HTTP headers.</summary>
    internal static HeaderWrite? IntoMetadata(IOperation operation, CompilationFacts facts) =>
        From(operation, facts) is { Target: HeaderTarget.Metadata } write ? write : null;

    /// <summary>The write that an operation is; null when it is none. An entry that is only searched for or removed is none.</summary>
    internal static HeaderWrite? From(IOperation operation, CompilationFacts facts) => operation switch
    {
        IObjectCreationOperation { Arguments.Length: 2 } creation => OfCreation(creation, facts),
        IInvocationOperation { Arguments.Length: 1 or 2 } call => OfCall(call, facts.Symbols),
        _ => null,
    };

    /// <summary>The scheme of <c>new AuthenticationHeaderValue(scheme)</c>, which has no credentials behind it; null for other operations.</summary>
    internal static IOperation? LoneSchemeOf(IOperation operation, CompilationFacts facts) =>
        operation is IObjectCreationOperation { Arguments: { Length: 1 } arguments } && GrpcSymbols.Is(operation.Type, facts.Symbols.AuthenticationHeaderValue)
            ? arguments.At(0)
            : null;

    private static HeaderWrite? OfCreation(IObjectCreationOperation creation, CompilationFacts facts)
    {
        var (arguments, symbols) = (creation.Arguments, facts.Symbols);
        if (GrpcSymbols.Is(creation.Type, symbols.MetadataEntry))
        {
            return IsProbe(creation) || IsKeptAsProbe(creation, facts)
                ? null
                : new HeaderWrite(HeaderTarget.Metadata, creation, arguments.At(0), arguments.At(1));
        }

        return GrpcSymbols.Is(creation.Type, symbols.AuthenticationHeaderValue)
            ? new HeaderWrite(HeaderTarget.Http, creation, name: null, arguments.At(1), scheme: arguments.At(0))
            : null;
    }

    private static HeaderWrite? OfCall(IInvocationOperation call, GrpcSymbols symbols)
    {
        var (arguments, type) = (call.Arguments, call.TargetMethod.ContainingType);
        return (call.TargetMethod.Name, arguments.Length) switch
        {
            ("Add", 2) when GrpcSymbols.Is(type, symbols.Metadata) => new HeaderWrite(HeaderTarget.Metadata, call, arguments.At(0), arguments.At(1)),
            ("Add" or "TryAddWithoutValidation", 2) when GrpcSymbols.IsA(type, symbols.HttpHeaders) =>
                new HeaderWrite(HeaderTarget.Http, call, arguments.At(0), arguments.At(1)),
            ("Parse", 1) when GrpcSymbols.Is(type, symbols.AuthenticationHeaderValue) =>
                new HeaderWrite(HeaderTarget.Http, call, name: null, arguments.At(0)),
            ("FromAccessToken", 1) when type.Is("Grpc.Auth.GoogleGrpcCredentials", "Grpc.Auth.GoogleAuthInterceptors") =>
                new HeaderWrite(HeaderTarget.CallCredentials, call, name: null, arguments.At(0)),
            ("FromAccessToken", _) when type.Is("Google.Apis.Auth.OAuth2.GoogleCredential") =>
                new HeaderWrite(HeaderTarget.CallCredentials, call, name: null, arguments.At(0)),
            _ => null,
        };
    }

    /// <summary>Whether all that is done with the variable of an entry, and with those that get it from there, is to look for it.</summary>
    private static bool IsKeptAsProbe(IOperation entry, CompilationFacts facts, int depth = 0) =>
        depth < Budget.MaxDepth
        && Conversions.BuiltInAround(entry).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
        && facts.Bodies.FactsOf(entry).ReferencesTo(local) is { Count: > 0 } uses
        && uses.TrueForAll(use => IsProbe(use) || IsKeptAsProbe(use, facts, depth + 1));

    private static bool IsProbe(IOperation creation) =>
        Conversions.BuiltInAround(creation).Parent is IArgumentOperation
        {
            Parent: IInvocationOperation { TargetMethod.Name: "Remove" or "Contains" or "IndexOf" }
        };
}
