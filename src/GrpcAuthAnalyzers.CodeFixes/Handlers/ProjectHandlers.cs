using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
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
    private readonly List<INamedTypeSymbol> _own;

    internal ProjectHandlers(SourceFile file) => _own = In(file);

    /// <summary>Null until a plan has needed a class that the project does not have.</summary>
    internal WrittenHandler? Written { get; set; }

    /// <summary>A class whose constructor takes what reads the header, and nothing else; null when there is none that the place may name.</summary>
    internal INamedTypeSymbol? ReadingHeader(SourceFile file, int position) => _own.FirstOrDefault(type =>
        file.Model.IsAccessible(position, type)
        && type.InstanceConstructors.Any(c => c.Parameters.Length == 1 && ReadsHeader(c.Parameters[0]) && file.Model.IsAccessible(position, c)));

    /// <summary>
    /// The one class that finds its token by itself, with what its constructor gets by <paramref name="argumentOf"/>; null when there is none, when there are
    /// several, and when a parameter gets nothing.
    /// </summary>
    internal (INamedTypeSymbol Type, IReadOnlyList<string> Arguments)? OwnAt(SourceFile file, int position, Func<IParameterSymbol, string?> argumentOf)
    {
        var own = _own
            .Where(type => file.Model.IsAccessible(position, type) && !type.InstanceConstructors.Any(static c => c.Parameters.Any(ReadsHeader)))
            .ToList();
        if (own.Count != 1 || own[0].InstanceConstructors.Length != 1 || !file.Model.IsAccessible(position, own[0].InstanceConstructors[0]))
            return null;

        var arguments = own[0].InstanceConstructors[0].Parameters.Select(argumentOf).ToList();
        return arguments.Contains(null) ? null : (own[0], arguments!);
    }

    /// <summary><c>Func&lt;CancellationToken, Task&lt;AuthenticationHeaderValue&gt;&gt;</c>.</summary>
    private static bool ReadsHeader(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { Parameters: { Length: 1 } given } read }
        && given[0].Type.IsCancellationToken()
        && read.ReturnType is INamedTypeSymbol { TypeArguments: { Length: 1 } result }
        && result[0].Is("System.Net.Http.Headers.AuthenticationHeaderValue");

    private static List<INamedTypeSymbol> In(SourceFile file)
    {
        var found = new List<INamedTypeSymbol>();
        if (CompilationFacts.For(file.Compilation) is not { Symbols.DelegatingHandler: { } root } facts)
            return found;

        foreach (var tree in file.Compilation.SyntaxTrees.OrderBy(static t => t.FilePath, StringComparer.Ordinal))
        {
            foreach (var declaration in tree.GetRoot().DescendantNodes(static n => n is not StatementSyntax).OfType<ClassDeclarationSyntax>())
            {
                if (declaration is { BaseList: not null, TypeParameterList: null }
                    && file.Compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration) is INamedTypeSymbol { IsAbstract: false } type
                    && GrpcSymbols.IsA(type, root)
                    && !found.Contains(type, SymbolEqualityComparer.Default)
                    && CodeOnTheWay.OfType(ChannelOf.QueryOf(file, facts), type, root).Presence == CredentialPresence.Present
                    && !ServesOthers(type, facts))
                    found.Add(type);
            }
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
