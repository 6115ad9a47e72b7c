using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>
/// The clients over a channel that may get a credential. A channel that carries a login or another anonymous call gets none itself, and of its clients only
/// those get one that make no such call: the sign-in would be sent with a token, or would wait for the token that it gives.
/// </summary>
internal sealed class ClientsOverChannel
{
    private readonly AnonymousUses? _anonymous;

    private ClientsOverChannel(AnonymousUses? anonymous, bool signIn, IReadOnlyList<(SourceFile File, ExpressionSyntax Invoker)> authenticated)
    {
        _anonymous = anonymous;
        CarryAnonymousCalls = signIn;
        Invokers = InterceptPlaces.For(authenticated);
    }

    /// <summary>An anonymous call goes over the channel, or may go where it is not seen.</summary>
    internal bool CarryAnonymousCalls { get; }

    /// <summary>
    /// The expressions that hand the channel to the clients that may get a credential; what is attached there works behind the interceptors of these clients.
    /// </summary>
    internal IReadOnlyList<(SourceFile File, ExpressionSyntax Invoker)> Invokers { get; }

    /// <summary>The name of the service that is called over the channel, for the name of its setting; null when there are several.</summary>
    internal string? Service { get; private init; }

    internal static ClientsOverChannel Of(ChannelCreation channel, ChannelUses uses)
    {
        if (channel.File.Facts is not { } facts)
            return new ClientsOverChannel(null, signIn: true, uses.Invokers);

        var anonymous = AnonymousUses.Under(facts, channel.File.GrpcAuthOptions);
        var carries = uses.Calls.Any(c => IsAnonymous(c.File, c.Call, facts))
            || facts.Bodies.OperationOf(channel.Creation) is { } operation && anonymous.AreOn(operation)
            || !uses.IsCompleteOutsideContainer && anonymous.AreOnUnseenChannels
            || uses.RegisteredClients.Any(anonymous.AreOf);
        return new ClientsOverChannel(
            anonymous, carries,
            carries ? uses.Invokers.Where(i => ClientOf(i.File, i.Argument) is { } client && !anonymous.AreOf(client)).ToList() : uses.Invokers)
        {
            Service = ServiceOf(uses),
        };
    }

    /// <summary>Whether a call is made through one of the clients that may get a credential.</summary>
    internal bool Include(SourceFile file, InvocationExpressionSyntax call) =>
        !CarryAnonymousCalls || file.Model.GetSymbolInfo(call).Symbol?.ContainingType is { } client && _anonymous?.AreOf(client) == false;

    private static string? ServiceOf(ChannelUses uses)
    {
        var names = uses.Calls
            .Select(static c => c.File.Model.GetSymbolInfo(c.Call).Symbol?.ContainingType)
            .Concat(uses.RegisteredClients)
            .Select(static client => SettingNames.ServiceOf(client))
            .Distinct()
            .Take(2)
            .ToList();
        return names.Count == 1 ? names[0] : null;
    }

    private static bool IsAnonymous(SourceFile file, InvocationExpressionSyntax call, CompilationFacts facts) =>
        facts.Bodies.OperationOf(call) is { } operation && GrpcCall.From(operation, facts) is { } grpc
            ? AnonymousCalls.MaySignIn(grpc.Name, file.GrpcAuthOptions)
            : file.Model.GetSymbolInfo(call).Symbol is { } method && TokenWords.LogsIn(method.Name);

    private static ITypeSymbol? ClientOf(SourceFile file, ExpressionSyntax invoker) => invoker.Parent switch
    {
        ArgumentSyntax { Parent.Parent: ExpressionSyntax made } => file.Model.GetTypeInfo(made).Type,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax made } => file.Model.GetTypeInfo(made).Type,
        _ => null,
    };
}
