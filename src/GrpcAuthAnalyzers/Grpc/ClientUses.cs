using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc.Layers;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// What the rest of the compilation says of a registered client type. Candidates are found by the names that are written, and
/// only those are bound.
/// </summary>
internal sealed class ClientUses
{
    private readonly ClientRegistration _registration;
    private readonly GrpcFacts _facts;
    private readonly GrpcAuthOptions _options;

    internal ClientUses(ClientRegistration registration, GrpcFacts facts, GrpcAuthOptions options)
    {
        _registration = registration;
        _facts = facts;
        _options = options;
    }

    /// <summary>Whether every rpc of the client is anonymous by nature or by configuration.</summary>
    internal bool AreAnonymous
    {
        get
        {
            var found = false;
            foreach (var method in Rpcs())
            {
                found = true;
                if (!AnonymousCalls.Contains(NameOf(method), _options))
                    return false;
            }

            return found;
        }
    }

    /// <summary>Whether a referenced assembly refers to the one that declares the client: its calls are unseen and may pass headers.</summary>
    internal bool MayBeElsewhere
    {
        get
        {
            var declaring = _registration.Client.ContainingAssembly;
            if (SymbolEqualityComparer.Default.Equals(declaring, _facts.Compilation.Assembly))
                return false;

            foreach (var module in _facts.Compilation.Assembly.Modules)
            {
                foreach (var assembly in module.ReferencedAssemblySymbols)
                {
                    if (RefersTo(assembly, declaring.Name))
                        return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether another registration of the same client, or defaults for all clients, may add a credential.</summary>
    internal bool MayBeConfiguredElsewhere()
    {
        foreach (var node in CallsNamed("AddGrpcClient", "AddCodeFirstGrpcClient"))
        {
            if (node == _registration.Operation.Syntax || _facts.Bodies.OperationOf(node) is not { } operation || ClientRegistration.From(operation, _facts) is not { } other)
                continue;

            var query = Ask();
            if (SymbolEqualityComparer.Default.Equals(other.Client, _registration.Client)
                && other.NameIn(query) == _registration.NameIn(query)
                && other.CredentialsOf(query) != Presence.Absent)
                return true;
        }

        foreach (var node in CallsNamed("ConfigureHttpClientDefaults"))
        {
            if (_facts.Bodies.OperationOf(node) is IInvocationOperation { Arguments: { Length: > 0 } arguments }
                && RegistrationLayer.OfBuilderCallback(Ask(), arguments[arguments.Length - 1]) != Presence.Absent)
                return true;
        }

        foreach (var node in CallsNamed("Configure", "ConfigureAll", "PostConfigure", "PostConfigureAll", "AddOptions"))
        {
            if (_facts.Bodies.OperationOf(node) is IInvocationOperation { TargetMethod.TypeArguments: { Length: > 0 } types } && types[0].Name == "GrpcClientFactoryOptions")
                return true;
        }

        return false;
    }

    /// <summary>Whether a call of this client type passes a credential, or headers that cannot be seen.</summary>
    internal bool MayPassCredentials()
    {
        foreach (var rpc in Rpcs())
        {
            foreach (var node in CallsNamed(rpc.Name))
            {
                if (_facts.Bodies.OperationOf(node) is { } operation
                    && GrpcCall.From(operation, _facts) is { } call
                    && SymbolEqualityComparer.Default.Equals(call.Receiver.Type, _registration.Client)
                    && MayBeInjected(call)
                    && call.OwnCredentialsOf(new CredentialQuery(_facts, _options, call.Operation)) != Presence.Absent)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the client of a call may come from the registration: not where every origin of it is a <c>new</c> that is seen.</summary>
    private bool MayBeInjected(GrpcCall call)
    {
        foreach (var origin in Ask().Origins.Trace(new Value(call.Receiver)))
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation)
                return true;
        }

        return false;
    }

    private CredentialQuery Ask() => new(_facts, _options, until: null);

    private RpcName NameOf(IMethodSymbol method) =>
        (_registration.Client.TypeKind == TypeKind.Interface ? RpcName.OfContract(method) : null) ?? RpcName.OfClient(method, _facts);

    private IEnumerable<IMethodSymbol> Rpcs()
    {
        var isContract = _registration.Client.TypeKind == TypeKind.Interface;
        foreach (var member in _registration.Client.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method && (isContract || _facts.Symbols.TakesCallOptions(method)))
                yield return method;
        }
    }

    private IEnumerable<ExpressionSyntax> CallsNamed(params string[] names)
    {
        foreach (var tree in _facts.Compilation.SyntaxTrees)
        {
            foreach (var name in names)
            {
                if (!TreeIndex.Of(tree).Calls.TryGetValue(name, out var nodes))
                    continue;

                foreach (var node in nodes)
                    yield return node;
            }
        }
    }

    private static bool RefersTo(IAssemblySymbol assembly, string name)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var referenced in module.ReferencedAssemblies)
            {
                if (referenced.Name == name)
                    return true;
            }
        }

        return false;
    }
}
