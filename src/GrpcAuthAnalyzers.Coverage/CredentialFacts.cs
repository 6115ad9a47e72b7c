using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Interceptors, handlers, members that make call options, headers, handlers, channels, invokers or clients, and methods that fill the headers or set up
/// the client of another project, as <c>CallOptionsFactory.Create(settings)</c>, <c>headers.AddToken(token)</c> and <c>AddAuthToken()</c> of a shared
/// project do. Other projects do not see their code, and would have to leave the calls behind them undecided.
/// </summary>
internal static class CredentialFacts
{
    /// <summary>
    /// A line of a facts file for each such member that another project can name: <c>authenticates</c> where its code adds a credential on one of its ways
    /// at least, <c>adds-nothing</c> for handlers, channels, invokers and clients to which nothing adds one, and for extensions of headers and of client
    /// builders that put none into them. (Headers that are made without one may get it afterwards.)
    /// </summary>
    internal static IEnumerable<string> In(SemanticModel model, CompilationFacts facts, GrpcAuthOptions options, CancellationToken cancellation)
    {
        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes(static node => node is not BlockSyntax))
        {
            if (node is ClassDeclarationSyntax { BaseList: not null } && OfClass(node, model, new CredentialQuery(facts, options, until: null)) is { } line)
                yield return line;

            if (node is not (MethodDeclarationSyntax or PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax })
                || model.GetDeclaredSymbol(node, cancellation) is not { } member
                || !IsNamedByOthers(member)
                || member.GetDocumentationCommentId() is not { } id)
                continue;

            var kind = member is IFieldSymbol or IPropertySymbol { GetMethod: not null } && KindOfKept(member, facts, options) is { } kept ? kept
                : ((member as IPropertySymbol)?.GetMethod ?? member as IMethodSymbol) is { } method ? KindOf(method, facts, options)
                : null;
            if (kind is not null)
                yield return id + kind;
        }
    }

    /// <summary>What is said of a member; null where nothing is, since it may get its credential afterwards (<paramref name="isWhole"/> is false).</summary>
    private static string? Kind(CredentialPresence presence, bool isWhole) => presence switch
    {
        CredentialPresence.Present => LearnedKinds.Authenticates,
        _ when !isWhole => null,
        CredentialPresence.Absent => LearnedKinds.AddsNothing,
        _ => LearnedKinds.MayAdd,
    };

    /// <summary>The fact of an interceptor or handler that other projects can attach; null for other classes.</summary>
    private static string? OfClass(SyntaxNode declaration, SemanticModel model, CredentialQuery query)
    {
        if (model.GetDeclaredSymbol(declaration) is not INamedTypeSymbol type
            || !IsNamedByOthers(type)
            || !TypeParts.IsFirst(type, (ClassDeclarationSyntax)declaration)
            || type.GetDocumentationCommentId() is not { } id)
            return null;

        var root = GrpcSymbols.IsA(type, query.Symbols.Interceptor) ? query.Symbols.Interceptor
            : GrpcSymbols.IsA(type, query.Symbols.DelegatingHandler) ? query.Symbols.DelegatingHandler
            : null;
        return root is null ? null : id + Kind(CodeOnTheWay.OfType(query, type, root).Presence, isWhole: true);
    }

    private static bool IsNamedByOthers(ISymbol member)
    {
        for (ISymbol? current = member; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The fact of a field or property that keeps a client, channel or invoker, by all that is written to it. Null where it keeps none, where its code makes
    /// one each time, and where others may write it.
    /// </summary>
    private static string? KindOfKept(ISymbol member, CompilationFacts facts, GrpcAuthOptions options)
    {
        var query = new CredentialQuery(facts, options, until: null);
        var type = (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type;
        if ((!InvokerLayer.IsChannelOrInvoker(query.Symbols, type) && !GrpcSymbols.IsA(type, query.Symbols.ClientBase))
            || (member is IPropertySymbol property && (!OriginTracer.IsAutomatic(property) || !OriginTracer.HasOneBody(property.GetMethod!)))
            || facts.Bodies.WritesTo(member) is not { IsComplete: true } writes)
            return null;

        return Kind(PresenceOf(writes.Writes.Select(static write => write.Value!), type, query), isWhole: true);
    }

    private static string? KindOf(IMethodSymbol method, CompilationFacts facts, GrpcAuthOptions options)
    {
        var query = new CredentialQuery(facts, options, until: null);
        var type = method.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } results } task && task.IsTask() ? results[0] : method.ReturnType;
        var isChannel = InvokerLayer.IsChannelOrInvoker(query.Symbols, type);
        var isHandler = GrpcSymbols.IsA(type, query.Symbols.HttpMessageHandler);
        var isKept = isChannel || isHandler || GrpcSymbols.IsA(type, query.Symbols.ClientBase);
        var isHeaders = GrpcSymbols.Is(type, query.Symbols.Metadata);
        var isBuilder = method.Parameters.Length > 0 && method.Parameters[0].Type.Is("Microsoft.Extensions.DependencyInjection.IHttpClientBuilder");
        var isFilling = !isKept && !isHeaders && !isBuilder && !GrpcSymbols.IsCallOptions(type, query.Symbols);
        var filled = isFilling ? FilledBy(method, query.Symbols) : null;
        if (isFilling && filled is null)
            return null;

        var isWhole = isKept || isBuilder || (filled is { Ordinal: 0 } && method.IsExtensionMethod);
        if (!OriginTracer.HasOneBody(method) || query.Facts.Bodies.FunctionOf(method) is not { } function)
            return Kind(CredentialPresence.Unknown, isWhole);

        if (filled is not null)
            return Kind(HeadersLayer.OfParameter(query, filled, function).Presence, isWhole);

        // What is done with the builder that it returns is seen where it is called. Through its services any client can be set up.
        if (isBuilder)
        {
            var added = RegistrationLayer.OfBuilderParameter(query, method.Parameters[0], function).Presence;
            return Kind(added == CredentialPresence.Absent && MentionsServices(function) ? CredentialPresence.Unknown : added, isWhole);
        }

        var presence = OfReturned(query);
        return presence != CredentialPresence.Absent
            && method.IsStatic
            && GrpcSymbols.IsA(type, query.Symbols.ClientBase)
            && method.Parameters.Any(parameter => query.JudgesGiven(parameter.Type))
            && OfReturned(new CredentialQuery(facts, options, until: null, givenTo: method)) == CredentialPresence.Absent
                ? LearnedKinds.MakesOfGiven
                : Kind(presence, isWhole);

        CredentialPresence OfReturned(CredentialQuery query) => PresenceOf(query.Facts.Bodies.ReturnsOf(function), type, query);
    }

    /// <summary>The credential that all values of a member together add; Unknown where it has no value.</summary>
    private static CredentialPresence PresenceOf(IEnumerable<IOperation> values, ITypeSymbol type, CredentialQuery query)
    {
        CredentialPresence? all = null;
        foreach (var value in values)
        {
            var next = GivenArgument.Of(query, type, new TracedValue(value))?.Presence ?? CredentialPresence.Unknown;
            all = all?.Or(next) ?? next;
        }

        return all ?? CredentialPresence.Unknown;
    }

    private static bool MentionsServices(IOperation function) =>
        function.Syntax.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == "Services");

    /// <summary>The one parameter of a method that is metadata, and whose entries stay in it; null without one.</summary>
    private static IParameterSymbol? FilledBy(IMethodSymbol method, GrpcSymbols symbols)
    {
        IParameterSymbol? filled = null;
        foreach (var parameter in method.Parameters)
        {
            if (!GrpcSymbols.Is(parameter.Type, symbols.Metadata))
                continue;

            if (filled is not null || parameter.RefKind != RefKind.None)
                return null;

            filled = parameter;
        }

        return filled;
    }
}
