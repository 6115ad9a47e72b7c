using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>Asks the engine for the channel or registration below an interceptor.</summary>
internal static class ChannelOf
{
    /// <summary>The creation of the one channel that <c>Intercept</c> is called over; null when it is not seen, or when there are several.</summary>
    internal static async Task<ChannelCreation?> InterceptAsync(FixSession session, SourceFile file, InvocationExpressionSyntax intercept)
    {
        if (OwnerOf(file, intercept) is not { } owner
            || await session.NodeAtAsync(file.Document.Project, owner.Creation.Syntax.GetLocation()).ConfigureAwait(false) is not { } place)
            return null;

        FixHints.Of(owner).TryGetValue(FixHints.Transport, out var transport);
        return ChannelCreation.From(place.File, place.Node, transport);
    }

    /// <summary>The creation of the one channel below a call; null when it is not seen, or when there are several.</summary>
    internal static async Task<ChannelCreation?> CallAsync(FixSession session, SourceFile file, InvocationExpressionSyntax call)
    {
        if (file.Facts is not { } facts
            || facts.Bodies.OperationOf(call) is not { } operation
            || GrpcCall.From(operation, facts) is not { } grpc)
            return null;

        if (CallLayers.Below(QueryOf(file, facts), grpc).OnlyChannel is not { } channel
            || await session.NodeAtAsync(file.Document.Project, channel.Creation.Syntax.GetLocation()).ConfigureAwait(false) is not { } place)
            return null;

        FixHints.Of(channel).TryGetValue(FixHints.Transport, out var transport);
        return ChannelCreation.From(place.File, place.Node, transport);
    }

    /// <summary>True when the interceptor that is written here is attached to a channel or registration that is known to be https.</summary>
    internal static bool IsTls(SourceFile file, ExpressionSyntax interceptor)
    {
        foreach (var invocation in interceptor.Ancestors().OfType<InvocationExpressionSyntax>())
        {
            if (GrpcMethods.IsIntercept(file, invocation))
                return OwnerOf(file, invocation) is { Transport: ChannelTransport.Tls };
            if (GrpcMethods.IsOnClientBuilder(file, invocation, "AddInterceptor"))
                return RegistrationIn(file, invocation) is { } registration && OwnerOf(file, registration) is { Transport: ChannelTransport.Tls };
        }

        return false;
    }

    /// <summary>The registration at which the chain of a call begins; null when it begins with a builder.</summary>
    private static InvocationExpressionSyntax? RegistrationIn(SourceFile file, InvocationExpressionSyntax call)
    {
        for (ExpressionSyntax? link = call; link is InvocationExpressionSyntax invocation;
            link = (invocation.Expression as MemberAccessExpressionSyntax)?.Expression)
        {
            if (RegistrationAt(file, invocation) is not null)
                return invocation;
        }

        return null;
    }

    /// <summary>The registration of a client that an invocation is; null when it is none.</summary>
    internal static ClientRegistration? RegistrationAt(SourceFile file, InvocationExpressionSyntax call) =>
        file.Facts is { } facts && facts.Bodies.OperationOf(call) is { } operation
            ? ClientRegistration.From(operation, facts)
            : null;

    private static ChannelSite? OwnerOf(SourceFile file, InvocationExpressionSyntax place)
    {
        if (file.Facts is not { } facts || facts.Bodies.OperationOf(place) is not IInvocationOperation operation)
            return null;

        var query = QueryOf(file, facts);
        if (ClientRegistration.From(operation, facts) is { } registration)
            return RegistrationLayer.Of(query, registration).OnlyChannel;

        return operation.Arguments.Length > 1
            ? InvokerLayer.OfChannelOrInvoker(query, operation.Arguments.TypeAt(0), new TracedValue(operation.Arguments.At(0))).OnlyChannel
            : null;
    }

    internal static CredentialQuery QueryOf(SourceFile file, CompilationFacts facts) =>
        new(facts, file.GrpcAuthOptions, until: null);
}
