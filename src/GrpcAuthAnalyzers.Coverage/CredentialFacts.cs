using System.Collections.Generic;
using System.Threading;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Members that make call options, headers, channels, invokers or clients for other projects, and methods that set up the client of another project, as
/// <c>CallOptionsFactory.Create(settings)</c> and <c>AddAuthToken()</c> of a shared project do. Other projects do not see their code, and would have to
/// leave the calls behind them undecided.
/// </summary>
internal static class CredentialFacts
{
    /// <summary>
    /// A line of a facts file for each such member that another project can name: <c>authenticates</c> where its code adds a credential on one of its ways
    /// at least, <c>adds-nothing</c> for channels, invokers and clients to which nothing adds one. (Headers without one may get it afterwards.)
    /// </summary>
    internal static IEnumerable<string> In(SemanticModel model, CompilationFacts facts, GrpcAuthOptions options, CancellationToken cancellation)
    {
        foreach (var node in model.SyntaxTree.GetRoot(cancellation).DescendantNodes(static node => node is not BlockSyntax))
        {
            if (node is not (MethodDeclarationSyntax or PropertyDeclarationSyntax)
                || model.GetDeclaredSymbol(node, cancellation) is not { } member
                || !IsNamedByOthers(member)
                || ((member as IPropertySymbol)?.GetMethod ?? member as IMethodSymbol) is not { } method
                || !OriginTracer.HasOneBody(method)
                || member.GetDocumentationCommentId() is not { } id)
                continue;

            var presence = PresenceIn(method, new CredentialQuery(facts, options, until: null));
            if (presence == CredentialPresence.Present)
                yield return id + "; authenticates";
            else if (presence == CredentialPresence.Absent)
                yield return id + "; adds-nothing";
        }
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

    private static CredentialPresence PresenceIn(IMethodSymbol method, CredentialQuery query)
    {
        var type = method.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } results } task && task.IsTask() ? results[0] : method.ReturnType;
        var isChannel = InvokerLayer.IsChannelOrInvoker(query.Symbols, type);
        var isKept = isChannel || GrpcSymbols.IsA(type, query.Symbols.ClientBase);
        var isHeaders = GrpcSymbols.Is(type, query.Symbols.Metadata);
        var isBuilder = method.Parameters.Length > 0 && method.Parameters[0].Type.Is("Microsoft.Extensions.DependencyInjection.IHttpClientBuilder");
        if ((!isKept && !isHeaders && !isBuilder && !GrpcSymbols.IsCallOptions(type, query.Symbols))
            || query.Facts.Bodies.FunctionOf(method) is not { } function)
            return CredentialPresence.Unknown;

        // What is done with the builder that it returns is seen where it is called.
        if (isBuilder)
            return OnlyPresent(RegistrationLayer.OfBuilderParameter(query, method.Parameters[0], function).Presence);

        CredentialPresence? all = null;
        foreach (var returned in query.Facts.Bodies.ReturnsOf(function))
        {
            var value = new TracedValue(returned);
            var finding = isChannel ? InvokerLayer.OfChannelOrInvoker(query, type, value)
                : isKept ? ClientLayer.Of(query, value)
                : isHeaders ? HeadersLayer.Of(query, value)
                : CallOptionsLayer.Of(query, value);
            all = all is { } others ? others.Or(finding.Presence) : finding.Presence;
        }

        return all is not { } presence ? CredentialPresence.Unknown : isKept ? presence : OnlyPresent(presence);
    }

    private static CredentialPresence OnlyPresent(CredentialPresence presence) =>
        presence == CredentialPresence.Absent ? CredentialPresence.Unknown : presence;
}
