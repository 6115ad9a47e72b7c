using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// <c>AddGrpcClient&lt;T&gt;(...)</c> or <c>AddCodeFirstGrpcClient&lt;T&gt;(...)</c> with all that is done to its builder; or the registration of a client of a
/// code-first library whose channel comes from a provider.
/// </summary>
internal sealed class ClientRegistration
{
    /// <summary>The methods that register a client and its channel, by name.</summary>
    internal static readonly string[] Names = { Generated, CodeFirst };

    private const int MaxShownName = 64;

    private const string Generated = "AddGrpcClient";

    private const string CodeFirst = "AddCodeFirstGrpcClient";

    private static readonly Memo<(List<ClientRegistration> Known, List<IInvocationOperation> OfAny)> Seen = new(Collect);

    private static readonly Memo<Dictionary<ISymbol, List<ClientRegistration>>> ByClient = new(Group);

    private ClientRegistration(IInvocationOperation operation, INamedTypeSymbol client)
    {
        Operation = operation;
        Client = client;
    }

    /// <summary>Whether the registration makes the channel, too, so that credentials can be added to it.</summary>
    internal bool MakesChannel => Operation.TargetMethod.Name is Generated or CodeFirst;

    /// <summary>The call.</summary>
    internal IInvocationOperation Operation { get; }

    /// <summary>The client type, or the contract of a code-first client.</summary>
    internal INamedTypeSymbol Client { get; }

    /// <summary>Where a report of the registration stands: its name <c>AddGrpcClient&lt;T&gt;</c>, without the chain in front of it.</summary>
    internal SyntaxNode Place => Operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        var other => other,
    };

    /// <summary>
    /// The registrations of the compilation in source order; with a type, only those of that client. A registration in a generic helper counts for
    /// each type that the helper is called with, where all calls are seen.
    /// </summary>
    internal static IReadOnlyList<ClientRegistration> All(CompilationFacts facts, INamedTypeSymbol? client = null)
    {
        if (client is null)
            return facts.Get(Seen).Known;

        return facts.Get(ByClient).TryGetValue(client, out var found) ? found : System.Array.Empty<ClientRegistration>();
    }

    private static Dictionary<ISymbol, List<ClientRegistration>> Group(CompilationFacts facts)
    {
        var clients = new Dictionary<ISymbol, List<ClientRegistration>>(SymbolEqualityComparer.Default);
        foreach (var registration in facts.Get(Seen).Known)
        {
            if (!clients.TryGetValue(registration.Client, out var registrations))
                clients.Add(registration.Client, registrations = new List<ClientRegistration>());

            registrations.Add(registration);
        }

        return clients;
    }

    /// <summary>The registrations in generic code whose type argument is not known: each may be that of any client.</summary>
    internal static IReadOnlyList<IInvocationOperation> OfAnyClient(CompilationFacts facts) => facts.Get(Seen).OfAny;

    /// <summary>An invocation as a registration; null if it is not one, and for one of a type parameter.</summary>
    internal static ClientRegistration? From(IOperation operation, CompilationFacts facts) =>
        Registers(operation, facts) is { } invocation && invocation.TargetMethod.TypeArguments[0] is INamedTypeSymbol client
            ? new ClientRegistration(invocation, client)
            : null;

    /// <summary>An invocation in generic code as a registration of each of its clients; null for others, empty if not all clients are seen.</summary>
    internal static IReadOnlyList<ClientRegistration>? InGenericCode(IOperation operation, CompilationFacts facts)
    {
        if (Registers(operation, facts) is not { } invocation || invocation.TargetMethod.TypeArguments[0] is not ITypeParameterSymbol)
            return null;

        var found = new List<ClientRegistration>();
        foreach (var registration in facts.Get(Seen).Known)
        {
            if (registration.Operation.Syntax == invocation.Syntax)
                found.Add(registration);
        }

        return found;
    }

    private static IInvocationOperation? Registers(IOperation operation, CompilationFacts facts)
    {
        if (operation is not IInvocationOperation { TargetMethod: { TypeArguments.Length: 1 } method } invocation)
            return null;

        if (facts.Symbols.CodeFirst.RegistersClient(method))
            return invocation;

        var isRegistration = method.Name == Generated
            ? GrpcSymbols.Is(method.ContainingType, facts.Symbols.GrpcClientServiceExtensions)
            : method.Name == CodeFirst
                && method.ContainingNamespace?.ToDisplayString().StartsWith("ProtoBuf.Grpc", System.StringComparison.Ordinal) == true;
        return isRegistration ? invocation : null;
    }

    private static (List<ClientRegistration> Known, List<IInvocationOperation> OfAny) Collect(CompilationFacts facts)
    {
        var known = new List<ClientRegistration>();
        var ofAny = new List<IInvocationOperation>();
        foreach (var node in facts.CallsNamed(Names.Concat(facts.Symbols.CodeFirst.RegistrationMethods).ToArray()))
        {
            if (facts.Bodies.OperationOf(node) is not { } operation || Registers(operation, facts) is not { } invocation)
                continue;

            if (TypeArgumentValues.Of(invocation.TargetMethod.TypeArguments[0], invocation, facts) is { } clients)
                known.AddRange(clients.Select(client => new ClientRegistration(invocation, client)));
            else
                ofAny.Add(invocation);
        }

        return (known, ofAny);
    }

    /// <summary>
    /// The name under which the factory keeps what is configured: that of the type when none is given (DefaultGrpcClientFactory
    /// shortens it as <c>TypeNameHelper</c> does). Null when it cannot be read.
    /// </summary>
    internal string? NameIn(TextTracer texts) => NameArgument is { } name ? texts.ConstantOf(new TracedValue(name)) : Client.Name;

    /// <summary>
    /// The given name, by which a message tells a registration from others of the same client. Null if none is given, if it cannot be read, or if it
    /// may not be shown.
    /// </summary>
    internal string? ShownNameIn(TextTracer texts, GrpcAuthOptions options) =>
        NameArgument is not null && NameIn(texts) is { Length: > 0 and <= MaxShownName } name && !SecretText.IsInName(name) ? name : null;

    /// <summary>Whether the registration is given a name of its own.</summary>
    internal bool IsNamed => NameArgument is not null;

    private IOperation? NameArgument
    {
        get
        {
            foreach (var argument in Operation.Arguments)
            {
                if (argument.Parameter is { Name: "name", Type.SpecialType: SpecialType.System_String })
                    return argument.Value;
            }

            return null;
        }
    }
}
