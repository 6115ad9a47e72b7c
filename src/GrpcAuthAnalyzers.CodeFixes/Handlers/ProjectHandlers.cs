using System;
using System.Collections.Generic;
using System.Threading;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Handlers;

/// <summary>The message handlers of a project that add a credential, and the one that the plans of a session write.</summary>
internal sealed class ProjectHandlers
{
    internal ProjectHandlers(SourceFile file) => Classes = new CredentialClasses(In(file), ReadsHeader);

    /// <summary>The handlers; what gives the credential is a function that reads the header.</summary>
    internal CredentialClasses Classes { get; }

    /// <summary>Null until a plan has needed a class that the project does not have.</summary>
    internal WrittenHandler? Written { get; set; }

    /// <summary><c>Func&lt;CancellationToken, Task&lt;AuthenticationHeaderValue&gt;&gt;</c>.</summary>
    private static bool ReadsHeader(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { Parameters: { Length: 1 } given } read }
        && given[0].Type.IsCancellationToken()
        && read.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } result }
        && result[0].Is("System.Net.Http.Headers.AuthenticationHeaderValue");

    private static List<INamedTypeSymbol> In(SourceFile file)
    {
        var found = new List<INamedTypeSymbol>();
        if (file.Facts is not { Symbols.DelegatingHandler: { } root } facts)
            return found;

        foreach (var type in WrittenTypes.WithBases(file.Compilation, CancellationToken.None))
        {
            if (type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false }
                && GrpcSymbols.IsA(type, root)
                && CodeOnTheWay.OfType(ChannelOf.QueryOf(file, facts), type, root).Presence == CredentialPresence.Present
                && !ServesOthers(type, facts))
                found.Add(type);
        }

        return found;
    }

    /// <summary>Whether a handler is attached to something that is no gRPC client: what it sends is the token of another service.</summary>
    private static bool ServesOthers(INamedTypeSymbol handler, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed("AddHttpMessageHandler"))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation added
                && SymbolEqualityComparer.Default.Equals(AddedService.Of(added, facts.Bodies), handler)
                && !AddedService.IsOnGrpcClient(added, facts))
                return true;
        }

        foreach (var node in facts.CallsNamed(handler.Name))
        {
            if (node.Parent is ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax { Type: var made } }
                && made.ToString().EndsWith("HttpClient", StringComparison.Ordinal)
                && node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { Left: IdentifierNameSyntax { Identifier.ValueText: "HttpClient" } })
                return true;
        }

        return false;
    }
}
