using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>The clients whose calls an interceptor or message handler can change, where all of its uses are seen.</summary>
internal sealed class ClientsBehindInterceptor
{
    private readonly CompilationFacts _facts;
    private readonly INamedTypeSymbol _interceptor;
    private readonly List<INamedTypeSymbol> _clients = new();

    private ClientsBehindInterceptor(CompilationFacts facts, INamedTypeSymbol interceptor)
    {
        _facts = facts;
        _interceptor = interceptor;
    }

    /// <summary>
    /// The clients that are made where the interceptor is made, and those of the registrations that it is added to. Null where others may use the
    /// interceptor, where no client is seen at one of its uses, and where it has none.
    /// </summary>
    internal static IReadOnlyList<INamedTypeSymbol>? Of(INamedTypeSymbol interceptor, CompilationFacts facts)
    {
        var found = new ClientsBehindInterceptor(facts, interceptor);
        return Visibility.IsOffered(interceptor) || !found.AddMade() || !found.AddRegistered() || found._clients.Count == 0
            ? null
            : found._clients;
    }

    /// <summary>The types that the rpcs of clients return, by name (<c>AsyncServerStreamingCall</c>).</summary>
    internal static HashSet<string> ResultsOf(IReadOnlyList<INamedTypeSymbol> clients, CompilationFacts facts)
    {
        var results = new HashSet<string>();
        foreach (var client in clients)
        {
            for (var current = client; current is not null && !GrpcSymbols.Is(current, facts.Symbols.ClientBase); current = current.BaseType)
            {
                foreach (var member in current.GetMembers())
                {
                    if (member is IMethodSymbol method && facts.Symbols.TakesCallOptions(method))
                        results.Add(method.ReturnType.Name);
                }
            }
        }

        return results;
    }

    /// <summary>Where the interceptor is created: for a registration, or in a body that makes clients. False when one is neither.</summary>
    private bool AddMade()
    {
        foreach (var constructor in _interceptor.InstanceConstructors)
        {
            if (_facts.Bodies.IsMentionedTooOften(constructor))
                return false;

            foreach (var body in _facts.Bodies.BodiesMentioning(constructor))
            {
                foreach (var made in body.ReferencesTo(constructor))
                {
                    if (AddingTo(made) is { } added ? !AddClientOf(added) : !IsRegistered(made) && !AddClientsIn(body))
                        return false;
                }
            }
        }

        return true;
    }

    /// <summary>
    /// Where the interceptor is a type argument of a call, or in a <c>typeof</c>. False for anything but a call that adds it to a client, and one that
    /// registers it as itself.
    /// </summary>
    private bool AddRegistered()
    {
        foreach (var tree in _facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(_interceptor.Name))
            {
                SyntaxNode named = mention;
                while (named.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax)
                    named = named.Parent;

                if (named.Parent is TypeOfExpressionSyntax)
                    return false;

                if (named.Parent is not TypeArgumentListSyntax { Arguments: { Count: var count }, Parent: GenericNameSyntax method }
                    || (method.Parent is MemberAccessExpressionSyntax access ? access : (SyntaxNode)method).Parent is not InvocationExpressionSyntax written)
                    continue;

                if (_facts.Bodies.OperationOf(written) is not IInvocationOperation call)
                    return false;

                if (RegistrationMethod.Of(call) is not null && count == 1)
                    continue;

                if ((IsAdding(call) ? call : AddingTo(call)) is not { } added || !AddClientOf(added))
                    return false;
            }
        }

        return true;
    }

    /// <summary>The <c>AddInterceptor</c> or <c>AddHttpMessageHandler</c> whose factory gives what an operation makes or resolves; null for others.</summary>
    private static IInvocationOperation? AddingTo(IOperation made) =>
        Arguments.Around(EnclosingFunction.Enclosing(made)) is { Parent: IInvocationOperation added } && IsAdding(added) ? added : null;

    private static bool IsAdding(IInvocationOperation call) =>
        call.TargetMethod.Name is "AddInterceptor" or "AddHttpMessageHandler" or "ConfigurePrimaryHttpMessageHandler";

    /// <summary>Whether the object is only put into the container, from which <c>AddInterceptor</c> takes it.</summary>
    private static bool IsRegistered(IOperation made) =>
        (Conversions.BuiltInAround(made).Parent is IArgumentOperation { Parent: IInvocationOperation given } && RegistrationMethod.Of(given) is not null)
            || (Arguments.Around(EnclosingFunction.Enclosing(made)) is { Parent: IInvocationOperation call } && RegistrationMethod.Of(call) is not null);

    private bool AddClientOf(IInvocationOperation added)
    {
        if (AddedService.RegistrationOf(added, _facts) is not { } registration)
            return false;

        _clients.Add(registration.Client);
        return true;
    }

    private bool AddClientsIn(BodyFacts body)
    {
        var found = false;
        foreach (var operation in body.Root.DescendantsAndSelf())
        {
            if (operation is not IObjectCreationOperation { Type: INamedTypeSymbol client } || !GrpcSymbols.IsA(client, _facts.Symbols.ClientBase))
                continue;

            found = true;
            _clients.Add(client);
        }

        return found;
    }
}
