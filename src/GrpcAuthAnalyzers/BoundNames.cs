using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers;

/// <summary>The names whose calls are bound, whatever the compilation calls its RPCs, and what of them is left out by its syntax alone.</summary>
internal static class BoundNames
{
    /// <summary>Methods without an effect besides their result.</summary>
    internal static readonly ImmutableArray<string> ToDiscard = ImmutableArray.Create(
        "Intercept", "WithHeaders", "WithCredentials", "WithOptions", "Compose", "Create", "CreateScoped", "CreateWithUser");

    /// <summary>What makes a channel.</summary>
    internal static readonly ImmutableArray<string> OfChannels = ImmutableArray.Create("ForAddress", "Channel");

    /// <summary>Methods that add services that are created once.</summary>
    internal static readonly ImmutableArray<string> OfServices =
        ImmutableArray.Create("AddInterceptor", "AddHttpMessageHandler").AddRange(ServiceRegistrations.SingletonNames);

    /// <summary>Names that are bound, besides those of RPCs.</summary>
    internal static readonly ImmutableHashSet<string> Always = ImmutableHashSet.Create(
        StringComparer.Ordinal, "Add", "Entry", "Metadata", TreeIndex.PairInitializer, TreeIndex.ImplicitCreation,
        "AuthenticationHeaderValue", "Parse", "TryAddWithoutValidation", "FromAccessToken").Union(ClientRegistration.Names);

    /// <summary>
    /// Of the many calls of <c>Add</c> only those with a name and a value are bound, of <c>Parse</c> those of one type, of
    /// <c>new(...)</c> what may be metadata.
    /// </summary>
    internal static bool MayMatter(string name, ExpressionSyntax node) => name switch
    {
        "Add" => node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 },
        "Parse" => IsMemberOf("AuthenticationHeaderValue", node),
        TreeIndex.ImplicitCreation => MayBeMetadata((ImplicitObjectCreationExpressionSyntax)node),
        _ => true,
    };

    /// <summary>
    /// Metadata is made of nothing, an entry and the value of an HTTP header of two arguments, that value also of one; none of them is generic or a keyword.
    /// </summary>
    private static bool MayBeMetadata(ImplicitObjectCreationExpressionSyntax creation) =>
        (creation.ArgumentList.Arguments.Count is 0 or 2
            || (creation.Parent is AssignmentExpressionSyntax { Left: var target } && NameSyntaxText.NameOf(target) is "Authorization" or "ProxyAuthorization"))
        && NameSyntaxText.WrittenTypeOf(creation) is not (PredefinedTypeSyntax or GenericNameSyntax);

    /// <summary>A channel of the retired library is made of two to five arguments.</summary>
    internal static bool MayBeChannel(ExpressionSyntax node) => node is ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 1 and < 6 };

    /// <summary>Many types have a method <c>Create</c>: of these two names only those of the gRPC types are bound.</summary>
    internal static bool MayBeDropped(string name, ExpressionSyntax node) => name switch
    {
        "Create" => IsMemberOf("ChannelCredentials", node),
        "Compose" => IsMemberOf("CallCredentials", node),
        _ => true,
    };

    private static bool IsMemberOf(string type, ExpressionSyntax node) =>
        node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } && NameSyntaxText.NameOf(receiver) == type;
}
