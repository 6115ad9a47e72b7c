using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>
/// Does code between a call and the wire (an interceptor, a handler, a callback over metadata) add a
/// credential? Every operation of it counts, whether it runs or not.
/// </summary>
internal static class CodeOnTheWay
{
    private const int MaxDepth = 3;

    private static readonly Memo<(INamedTypeSymbol Type, INamedTypeSymbol? Root, GrpcAuthOptions Options, bool OnlySent, bool OnlyHeaders), CredentialPresence>
        Types = new(static (facts, key) => Scan(
            new CredentialQuery(facts, key.Options, until: null) { IgnoresCallCredentials = key.OnlySent, IgnoresCertificates = key.OnlyHeaders },
            key.Type, key.Root).Presence);

    private static readonly Memo<(IMethodSymbol Method, GrpcAuthOptions Options), CredentialPresence> Methods =
        new(static (facts, key) => facts.Bodies.FunctionOf(key.Method) is { } function
            ? OfFunction(new CredentialQuery(facts, key.Options, until: null) { CountsOnlySecrets = true }, function).Presence
            : CredentialPresence.Unknown);

    /// <summary>
    /// The answer for a type and its base types up to <paramref name="root"/>. Unknown for types that are not in source, for
    /// those that derive from one that is not, and for abstract ones: the object is of another type.
    /// </summary>
    internal static CredentialFinding OfType(CredentialQuery query, INamedTypeSymbol type, INamedTypeSymbol? root)
    {
        if (type.IsAbstract || GrpcSymbols.Is(type, root))
            return CredentialFinding.Unknown;

        if (query.Guard.IsScanning)
            return DeclaredCredentials.Or(Scan(query, type, root), type, query.Facts);

        var finding = CredentialFinding.Of(query.Facts.Get(
            Types, (type.OriginalDefinition, root, query.Options, query.IgnoresCallCredentials, query.IgnoresCertificates)));
        finding = finding.Presence == CredentialPresence.Present && AsksForScheme(type)
            ? finding.OfOwnWay()
            : DeclaredCredentials.Or(finding, type, query.Facts);
        return query.Met(MeansOf(root, query.Symbols), finding, type: type);
    }

    private static CredentialMeans MeansOf(INamedTypeSymbol? root, GrpcSymbols symbols) =>
        root is null ? CredentialMeans.Wrapper
        : GrpcSymbols.Is(root, symbols.Interceptor) || root.SpecialType == SpecialType.System_Object ? CredentialMeans.Interceptor
        : GrpcSymbols.Is(root, symbols.DelegatingHandler) ? CredentialMeans.Handler
        : CredentialMeans.Wrapper;

    /// <summary>Whether the code of a type reads the scheme of an address: it may add its credential over https alone.</summary>
    private static bool AsksForScheme(INamedTypeSymbol type) => TypeParts.Mention(type, "Scheme") || TypeParts.Mention(type, "UriSchemeHttps");

    /// <summary>
    /// The answer for one method of an interceptor. Unknown where its body is not in this compilation; sessions, cookies and tickets
    /// are Unknown, too.
    /// </summary>
    internal static CredentialPresence OfMethod(CredentialQuery query, IMethodSymbol method) =>
        query.Facts.Get(Methods, (method.OriginalDefinition, query.Options));

    /// <summary>The answer for a lambda, local function or method.</summary>
    internal static CredentialFinding OfFunction(CredentialQuery query, IOperation function) =>
        query.Guard.InCode(() => OfOperations(query, function, depth: 0));

    /// <summary>A type that is scanned already adds nothing more: what it adds is in the answer of the scan that is under way.</summary>
    private static CredentialFinding Scan(CredentialQuery query, INamedTypeSymbol type, INamedTypeSymbol? root)
    {
        var finding = CredentialFinding.Absent;
        for (var current = type; !GrpcSymbols.Is(current, root); current = current.BaseType)
        {
            if (current is null || !query.Facts.Bodies.IsSeen(current))
                return finding.And(CredentialFinding.Unknown);

            if (!query.Guard.TryScan(current))
                continue;

            foreach (var member in current.GetMembers())
            {
                var code = member is IMethodSymbol method ? query.Facts.Bodies.FunctionOf(method) : query.Facts.Bodies.MemberInitializerOf(member);
                if (code is not null)
                    finding = finding.And(OfFunction(query, code));
            }
        }

        return finding;
    }

    private static CredentialFinding OfOperations(CredentialQuery query, IOperation function, int depth)
    {
        var finding = CredentialFinding.Absent;
        foreach (var operation in function.DescendantsAndSelf())
        {
            if (!query.Budget.TryStep())
                return finding.And(CredentialFinding.Unknown);

            finding = finding.And(OfOperation(query, operation, depth));
            if (finding.Presence == CredentialPresence.Present)
                return finding;
        }

        return finding;
    }

    /// <summary>What one operation adds, with the source methods that it calls; Absent for most.</summary>
    /// <param name="query">The question.</param>
    /// <param name="operation">Any operation of the code.</param>
    /// <param name="depth">How many methods were entered on the way to it.</param>
    internal static CredentialFinding OfOperation(CredentialQuery query, IOperation operation, int depth)
    {
        switch (operation)
        {
            case IObjectCreationOperation creation:
                return OfCreation(query, creation);
            case IAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } }
                when HeaderWrite.HeaderOf(property.Name) is not null && GrpcSymbols.IsA(property.ContainingType, query.Symbols.HttpHeaders):
                return CredentialFinding.Present;
            case IAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } assignment when HttpPipeline.IsInner(property):
                return HandlerLayer.OfInner(query, new TracedValue(assignment.Value));
            case IMemberReferenceOperation member when GrpcSymbols.Is(member.Type, query.Symbols.CallOptions):
                return CallOptionsLayer.Of(query, new TracedValue(member));
            case IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter
                when GrpcSymbols.Is(parameter.Type, query.Symbols.CallOptions):
                return CredentialFinding.Unknown;
            case IInvocationOperation invocation:
                return OfInvocation(query, invocation, depth);
            default:
                return CredentialFinding.Absent;
        }
    }

    private static CredentialFinding OfCreation(CredentialQuery query, IObjectCreationOperation creation)
    {
        if (HeaderWrite.IntoMetadata(creation, query.Facts) is { } entry)
            return entry.FindingIn(query, new TracedValue(creation));

        if (GrpcSymbols.Is(creation.Type, query.Symbols.CallOptions))
            return CallOptionsLayer.Of(query, new TracedValue(creation));

        if (GrpcSymbols.IsA(creation.Type, query.Symbols.HttpMessageHandler))
            return HandlerLayer.Of(query, new TracedValue(creation));

        // An object that keeps the call may change it later, by a method that gets nothing.
        return HandsOnCall(query, creation.Arguments) && creation.Constructor is { } constructor && !KnownReadOnlyCalls.IsLibrary(constructor.ContainingType)
            ? CredentialFinding.Unknown
            : CredentialFinding.Absent;
    }

    private static CredentialFinding OfInvocation(CredentialQuery query, IInvocationOperation invocation, int depth)
    {
        var method = invocation.TargetMethod;
        var receiver = invocation.Instance?.Type;
        var isExtension = method.IsOfExtensionBlock();
        if (!isExtension && (GrpcSymbols.Is(receiver, query.Symbols.Metadata) || GrpcSymbols.IsA(receiver, query.Symbols.HttpHeaders)))
            return OfHeaderCall(query, invocation);

        if (!isExtension && GrpcSymbols.Is(receiver, query.Symbols.CallOptions))
        {
            return method.Name switch
            {
                // Credentials that are not seen are credentials, too; except null and the caller's own.
                "WithCredentials"
                    when CallOptionsLayer.OfCallCredentials(query, new TracedValue(invocation.Arguments.At(0))).Presence == CredentialPresence.Absent =>
                    CredentialFinding.Absent,
                "WithCredentials" => CredentialFinding.Present,
                "WithHeaders" => HeadersLayer.Of(query, new TracedValue(invocation.Arguments.At(0))),
                _ => CredentialFinding.Absent,
            };
        }

        if (method.MethodKind == MethodKind.Constructor)
            return OfBaseConstructor(query, invocation);

        if ((!HandsOnCall(query, invocation.Arguments) && !GivesCall(query, method.ReturnType) && !(isExtension && CarriesCall(query, receiver)))
            || Continuation.IsCalledBy(invocation, query.Symbols))
            return CredentialFinding.Absent;

        if (invocation.Instance is IInstanceReferenceOperation && (!query.Facts.Bodies.IsSeen(method) || query.Guard.HasScanned(method.ContainingType)))
            return CredentialFinding.Absent;

        return depth < MaxDepth && OriginTracer.HasOneBody(method) && query.Facts.Bodies.FunctionOf(method) is { } function
            ? OfOperations(query, function, depth + 1)
            : OfUnseen(query, method);
    }

    /// <summary><c>: base(new SocketsHttpHandler())</c>: what a handler of a type wraps whatever it is given.</summary>
    private static CredentialFinding OfBaseConstructor(CredentialQuery query, IInvocationOperation constructor)
    {
        var finding = CredentialFinding.Absent;
        foreach (var argument in constructor.Arguments)
        {
            if (HttpPipeline.IsInner(argument, query.Symbols))
                finding = finding.And(HandlerLayer.OfInner(query, new TracedValue(argument.Value)));
        }

        return finding;
    }

    /// <summary><c>Add("authorization", ...)</c> on metadata or HTTP headers; entries are creations of their own.</summary>
    private static CredentialFinding OfHeaderCall(CredentialQuery query, IInvocationOperation invocation)
    {
        if (HeaderWrite.From(invocation, query.Facts) is { } write)
            return write.FindingIn(query, new TracedValue(invocation));

        return invocation.TargetMethod.Name is "Add" or "Insert" && invocation.Arguments.Length > 0
            ? HeadersLayer.OfEntry(query, new TracedValue(invocation.Arguments.Last()), metadata: null)
            : CredentialFinding.Absent;
    }

    /// <summary>Whether code gets anything through which the credentials of the outgoing call can be changed.</summary>
    internal static bool HandsOnCall(CredentialQuery query, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (CarriesCall(query, argument.Parameter?.Type) || CarriesCall(query, Conversions.Inside(argument.Value).Type))
                return true;
        }

        return false;
    }

    private static bool CarriesCall(CredentialQuery query, ITypeSymbol? type) =>
        GrpcSymbols.Is(type, query.Symbols.Metadata)
            || GivesCall(query, type)
            || query.Symbols.CodeFirst.IsFilterContext(type)
            || type.Is("System.Net.Http.HttpRequestMessage")
            || GrpcSymbols.IsA(type, query.Symbols.HttpHeaders);

    /// <summary>Whether a result is what a call is made with.</summary>
    private static bool GivesCall(CredentialQuery query, ITypeSymbol? type) =>
        GrpcSymbols.Is(type, query.Symbols.CallOptions) || GrpcSymbols.Is(type, query.Symbols.ClientInterceptorContext);

    /// <summary>
    /// Handlers and loggers of the framework pass a request on; extension methods in their namespaces may be anybody's
    /// (IdentityModel's are).
    /// </summary>
    private static CredentialFinding OfUnseen(CredentialQuery query, IMethodSymbol method) =>
        GrpcSymbols.IsA(method.ContainingType, query.Symbols.CallInvoker) || GrpcSymbols.IsA(method.ContainingType, query.Symbols.ClientBase)
        || ((GrpcSymbols.IsA(method.ContainingType, query.Symbols.HttpMessageHandler)
            || method.ContainingNamespace?.ToDisplayString() is "System.Net.Http" or "Microsoft.Extensions.Logging")
            && KnownReadOnlyCalls.IsLibrary(method.ContainingType))
            ? CredentialFinding.Absent
            : CredentialFinding.Unknown;
}
