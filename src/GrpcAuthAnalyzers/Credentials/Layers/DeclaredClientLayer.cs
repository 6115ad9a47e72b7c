using System.Collections.Immutable;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Layers;

/// <summary>Does a client that is one by a facts file alone (<see cref="DeclaredClient"/>) add a credential, by what it is made of?</summary>
internal static class DeclaredClientLayer
{
    /// <summary>What may be given to a client and brings no credential.</summary>
    private static readonly TypeSet Plain = new(
        "System.String", "System.Uri", "System.TimeSpan", "System.Threading.CancellationToken", "Microsoft.Extensions.Logging.ILogger",
        "Microsoft.Extensions.Logging.ILoggerFactory");

    /// <summary>
    /// What a creation of such a client adds; null for other operations. The channel, invoker or client that it is given decides, unless the facts say that it
    /// authenticates by itself. Unknown where it is given none of these and the facts do not say that it adds nothing, where it is given what may hold a
    /// credential, and where something else than calls is done to it.
    /// </summary>
    internal static CredentialFinding? Of(CredentialQuery query, Origin origin)
    {
        switch (origin.Operation)
        {
            case IObjectCreationOperation { Constructor: { } constructor } creation when DeclaredClient.Is(creation.Type, query.Facts):
                var said = query.Facts.Declared.Of(constructor) | query.Facts.Declared.Of(creation.Type);
                return creation.Initializer is null ? OfMade(query, origin, creation.Arguments, said) : CredentialFinding.Unknown;
            case IInvocationOperation { TargetMethod: var method } call when DeclaredClient.Makes(method, query.Facts):
                return OfMade(query, origin, call.Arguments, query.Facts.Declared.Of(method));
            default:
                return null;
        }
    }

    private static CredentialFinding OfMade(CredentialQuery query, Origin origin, ImmutableArray<IArgumentOperation> arguments, FactKinds said)
    {
        if ((said & FactKinds.Authenticates) != 0)
            return query.Met(CredentialMeans.Declared, CredentialFinding.Present, origin.Value);

        var finding = OfUses(query, origin);
        var addsNothing = (said & FactKinds.AddsNothing) != 0;
        var isGiven = addsNothing;
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || NullTests.IsNull(argument.Value))
                continue;

            if (GivenArgument.Of(query, argument.Parameter?.Type, origin.Value.With(argument.Value)) is { } carried)
            {
                finding = finding.And(carried);
                isGiven = true;
            }
            else if (!addsNothing && !IsPlain(argument.Parameter))
            {
                return finding.And(CredentialFinding.Unknown);
            }
        }

        return isGiven ? finding : finding.And(CredentialFinding.Unknown);
    }

    /// <summary>Whether an argument is an address, a time, a logger or the like, and no text that may be a token.</summary>
    private static bool IsPlain(IParameterSymbol? parameter) =>
        parameter is { Type: var type }
        && (type.TypeKind == TypeKind.Enum
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double
            || Plain.ContainsBaseOf(type))
        && (type.SpecialType != SpecialType.System_String || IsAddress(parameter.Name));

    /// <summary>Whether the name of a text says that it is an address or a name.</summary>
    private static bool IsAddress(string name) => NameWords.Of(name).Exists(static word =>
        word is "address" or "url" or "uri" or "host" or "hostname" or "endpoint" or "target" or "authority" or "name" or "service" or "region");

    /// <summary>
    /// What is done to the client besides calls. A sign-in may give it a token, and so may a property or any other method.
    /// </summary>
    private static CredentialFinding OfUses(CredentialQuery query, Origin origin)
    {
        foreach (var use in query.TouchesOf(origin))
        {
            var isHarmless = use.Kind switch
            {
                TouchKind.ReadMember => true,
                TouchKind.Call when use.Site.Operation is IInvocationOperation { TargetMethod: var method } =>
                    method.Name is "Dispose" or "DisposeAsync" or "ToString"
                    || GrpcSymbols.IsA(method.ContainingType, query.Symbols.ClientBase)
                    || (DeclaredClient.IsCall(method, query.Facts) && !TokenWords.GivesToken(method.Name) && !TokenWords.LogsIn(method.Name)
                        && !TokenWords.MayConcernTokens(method.Name)),
                _ => false,
            };
            if (!isHarmless)
                return CredentialFinding.Unknown;
        }

        return CredentialFinding.Absent;
    }
}
