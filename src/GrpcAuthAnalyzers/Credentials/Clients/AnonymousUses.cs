using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>
/// What the anonymous calls of a compilation go through: the channels and registrations, and the types of the clients. A credential that is added there is
/// sent with them, too, and a login that needs the token which it gives never ends.
/// </summary>
internal sealed class AnonymousUses
{
    private static readonly Memo<GrpcAuthOptions, AnonymousUses> ByOptions = new(static (facts, options) => new AnonymousUses(facts, options));

    private const int MaxInvokers = 8;

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<Found> _found;

    private AnonymousUses(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _found = new Lazy<Found>(Collect);
    }

    /// <summary>The anonymous calls under the options of a tree; they are collected when the first question is asked.</summary>
    internal static AnonymousUses Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>Whether an anonymous call goes over the channel or registration that this operation makes; false where none is seen.</summary>
    internal bool AreOn(IOperation creation) => _found.Value.Channels.Contains(creation.Syntax);

    /// <summary>Whether an anonymous call is made through a client of this type, whatever its channel.</summary>
    internal bool AreOf(ITypeSymbol client) => _found.Value.Clients.Contains(client.OriginalDefinition);

    /// <summary>Whether an anonymous call is made whose channel or registration is not seen.</summary>
    internal bool AreOnUnseenChannels => _found.Value.HasUnseenChannel;

    /// <summary>
    /// Whether an anonymous call goes through code that gRPC runs for each call, so that it must do without the token: by the type of the registered client,
    /// by the channel or invoker of the call, or by the interceptor. True, too, where the channel of such a call is not seen.
    /// </summary>
    internal bool GoThrough(PerCallCode code)
    {
        var found = _found.Value;
        return code.Consumer switch
        {
            null => EnclosingFunction.SymbolOf(code.Function)?.ContainingType is { } interceptor && found.Interceptors.Contains(interceptor),
            IInvocationOperation { TargetMethod.Name: "AddCallCredentials" } added => IsOnRegistration(added, found),
            var consumer => found.HasUnseenChannel || found.Ways.Contains(consumer.Syntax),
        };
    }

    /// <summary>Whether something is added to the registration of a client that makes anonymous calls; one that is not seen may be that of any.</summary>
    private bool IsOnRegistration(IInvocationOperation added, Found found)
    {
        if (AddedService.RegistrationOf(added, _facts) is { } registration)
            return found.Clients.Contains(registration.Client.OriginalDefinition);

        foreach (var any in ClientRegistration.All(_facts))
        {
            if (found.Clients.Contains(any.Client.OriginalDefinition))
                return true;
        }

        return false;
    }

    private Found Collect()
    {
        var found = new Found();
        foreach (var name in RpcNames.Of(_facts).Methods)
        {
            foreach (var node in _facts.CallsNamed(name))
            {
                if (_facts.Bodies.OperationOf(node) is { } operation
                    && GrpcCall.From(operation, _facts) is { } call
                    && AnonymousCalls.MaySignIn(call.Name, _options))
                    Add(call, found);
            }
        }

        AddInterceptors(found);
        return found;
    }

    /// <summary>The interceptors that registrations of those clients add.</summary>
    private void AddInterceptors(Found found)
    {
        foreach (var node in _facts.CallsNamed("AddInterceptor"))
        {
            if (found.Clients.Count > 0
                && _facts.Bodies.OperationOf(node) is IInvocationOperation added
                && AddedService.Of(added, _facts.Bodies) is { } interceptor
                && IsOnRegistration(added, found))
                found.Interceptors.Add(interceptor);
        }
    }

    private void Add(GrpcCall call, Found found)
    {
        found.Clients.Add(call.Operation.TargetMethod.ContainingType.OriginalDefinition);
        if (call.Receiver.Type is { } receiver)
            found.Clients.Add(receiver.OriginalDefinition);

        var query = new CredentialQuery(_facts, _options, call.Operation, ofSomeCallers: true);
        var below = InjectedCall.OrRegistration(CallLayers.Below(query, call), call, query);

        foreach (var channel in below.Channels)
            found.Channels.Add(channel.Creation.Syntax);

        found.HasUnseenChannel |= below.Channels.Count == 0 && !IsRegistered(call);
        foreach (var credentials in below.CallCredentials)
        {
            foreach (var origin in query.Origins.Trace(credentials))
                AddWays(origin.Operation, found);
        }

        AddInvokers(new TracedValue(call.Receiver), query, found, MaxInvokers);
    }

    private bool IsRegistered(GrpcCall call)
    {
        foreach (var registration in ClientRegistration.All(_facts))
        {
            if (SymbolEqualityComparer.Default.Equals(registration.Client, call.Receiver.Type))
                return true;
        }

        return false;
    }

    /// <summary>The <c>Intercept</c> calls that a client or invoker was made through, one inside the other.</summary>
    private void AddInvokers(TracedValue invoker, CredentialQuery query, Found found, int depth)
    {
        if (depth == 0)
            return;

        foreach (var origin in query.Origins.Trace(invoker))
        {
            var arguments = origin.Operation switch
            {
                IObjectCreationOperation creation => creation.Arguments,
                IInvocationOperation invocation => invocation.Arguments,
                _ => ImmutableArray<IArgumentOperation>.Empty,
            };
            if (origin.Operation is IInvocationOperation { TargetMethod: var method } intercept && _facts.Symbols.IsIntercept(method))
                AddWays(intercept, found);
            if (arguments.Length > 0)
                AddInvokers(origin.Value.With(arguments.At(0)), query, found, depth - 1);
        }
    }

    /// <summary>The calls in an expression that take per-call code, and the interceptors in it.</summary>
    private void AddWays(IOperation expression, Found found)
    {
        foreach (var operation in expression.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation)
                found.Ways.Add(operation.Syntax);
            if (operation.Type is INamedTypeSymbol type && GrpcSymbols.IsA(type, _facts.Symbols.Interceptor))
                found.Interceptors.Add(type);
        }
    }

    private sealed class Found
    {
        internal bool HasUnseenChannel { get; set; }

        internal HashSet<SyntaxNode> Ways { get; } = new();

        internal HashSet<ISymbol> Interceptors { get; } = new(SymbolEqualityComparer.Default);

        internal HashSet<SyntaxNode> Channels { get; } = new();

        internal HashSet<ISymbol> Clients { get; } = new(SymbolEqualityComparer.Default);
    }
}
