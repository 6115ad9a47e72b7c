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
        if (CompilationFacts.For(file.Compilation) is not { } facts
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
            if (invocation.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Intercept" or "AddInterceptor" } member)
                continue;

            var place = invocation;
            for (ExpressionSyntax? chain = member.Expression; member.Name.Identifier.ValueText == "AddInterceptor"
                && chain is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax next } inner; chain = next.Expression)
            {
                if (System.Array.IndexOf(ClientRegistration.Names, next.Name.Identifier.ValueText) >= 0)
                    place = inner;
            }

            return OwnerOf(file, place) is { Transport: ChannelTransport.Tls };
        }

        return false;
    }

    private static ChannelSite? OwnerOf(SourceFile file, InvocationExpressionSyntax place)
    {
        if (CompilationFacts.For(file.Compilation) is not { } facts || facts.Bodies.OperationOf(place) is not IInvocationOperation operation)
            return null;

        var query = QueryOf(file, facts);
        if (ClientRegistration.From(operation, facts) is { } registration)
            return RegistrationLayer.Of(query, registration).OnlyChannel;

        return operation.Arguments.Length > 1
            ? InvokerLayer.OfChannelOrInvoker(query, operation.Arguments[0].Parameter?.Type, new TracedValue(operation.Arguments[0].Value)).OnlyChannel
            : null;
    }

    internal static CredentialQuery QueryOf(SourceFile file, CompilationFacts facts) =>
        new(facts, file.GrpcAuthOptions, until: null);
}
