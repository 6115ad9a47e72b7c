using System.Collections.Generic;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary><c>AddGrpcClient&lt;T&gt;(...)</c> or <c>AddCodeFirstGrpcClient&lt;T&gt;(...)</c> with all that is done to its builder.</summary>
internal sealed class ClientRegistration
{
    /// <summary>The methods that register a client, by name.</summary>
    internal static readonly string[] Names = { Generated, CodeFirst };

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
    internal string? NameIn(TextTracer texts)
    {
        foreach (var argument in Operation.Arguments)
        {
            if (argument.Parameter is { Name: "name", Type.SpecialType: SpecialType.System_String })
                return texts.ConstantOf(new TracedValue(argument.Value));
        }

        return Client.Name;
    }
}
