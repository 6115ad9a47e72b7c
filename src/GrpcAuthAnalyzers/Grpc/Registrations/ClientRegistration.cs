using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary><c>AddGrpcClient&lt;T&gt;(...)</c> or <c>AddCodeFirstGrpcClient&lt;T&gt;(...)</c> with all that is done to its builder.</summary>
internal sealed class ClientRegistration
{
    /// <summary>The methods that register a client, by name.</summary>
    internal static readonly string[] Names = { Generated, CodeFirst };

    private const int MaxShownName = 64;

    private const string Generated = "AddGrpcClient";

    private const string CodeFirst = "AddCodeFirstGrpcClient";

    private ClientRegistration(IInvocationOperation operation, INamedTypeSymbol client)
    {
        Operation = operation;
        Client = client;
    }

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

    /// <summary>The registrations of the compilation in source order; with a type, only those whose call names it.</summary>
    internal static IEnumerable<ClientRegistration> All(CompilationFacts facts, INamedTypeSymbol? client = null)
    {
        foreach (var node in facts.CallsNamed(Names))
        {
            if ((client is null || ServiceRegistrations.Names(node, client.Name))
                && facts.Bodies.OperationOf(node) is { } operation
                && From(operation, facts) is { } registration
                && (client is null || SymbolEqualityComparer.Default.Equals(registration.Client, client)))
                yield return registration;
        }
    }

    /// <summary>An invocation as a registration; null if it is not one.</summary>
    internal static ClientRegistration? From(IOperation operation, CompilationFacts facts)
    {
        if (operation is not IInvocationOperation { TargetMethod: { TypeArguments: { Length: 1 } types } method } invocation
            || types[0] is not INamedTypeSymbol client)
            return null;

        var isRegistration = method.Name == Generated
            ? GrpcSymbols.Is(method.ContainingType, facts.Symbols.GrpcClientServiceExtensions)
            : method.Name == CodeFirst
                && method.ContainingNamespace?.ToDisplayString().StartsWith("ProtoBuf.Grpc", System.StringComparison.Ordinal) == true;
        return isRegistration ? new ClientRegistration(invocation, client) : null;
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
        NameArgument is not null && NameIn(texts) is { Length: > 0 and <= MaxShownName } name && !SecretText.IsInName(name, options) ? name : null;

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
