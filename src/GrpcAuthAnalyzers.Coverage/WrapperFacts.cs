using System;
using System.Collections.Generic;
using System.Threading;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Classes around a channel or client that other projects can make: which of their methods are gRPC calls that carry only what the object is given. Other
/// projects do not see that code.
/// </summary>
internal static class WrapperFacts
{
    /// <summary>
    /// Lines of a facts file: <c>grpc-client</c> for each public method of a class that makes such a call, and <c>adds-nothing</c> for its constructors.
    /// </summary>
    internal static IEnumerable<string> In(SemanticModel model, CompilationFacts facts, GrpcAuthOptions options, CancellationToken cancellation)
    {
        foreach (var written in TreeIndex.Of(model.SyntaxTree).Types)
        {
            if (written is not ClassDeclarationSyntax declaration
                || model.GetDeclaredSymbol(declaration, cancellation) is not { IsAbstract: false } type
                || !IsPublic(type)
                || !TypeParts.IsFirst(type, declaration))
                continue;

            var methods = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var call in OwnWrapper.CallsOf(type, facts, options))
            {
                if (EnclosingFunction.SymbolOf(EnclosingFunction.Root(call.Operation)) is IMethodSymbol
                    {
                        MethodKind: MethodKind.Ordinary, IsStatic: false, DeclaredAccessibility: Accessibility.Public
                    } method
                    && method.GetDocumentationCommentId() is { } id)
                    methods.Add(id + LearnedKinds.GrpcClient);
            }

            if (methods.Count == 0)
                continue;

            foreach (var line in methods)
                yield return line;

            foreach (var constructor in type.InstanceConstructors)
            {
                if (constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 } && constructor.GetDocumentationCommentId() is { } id)
                    yield return id + LearnedKinds.AddsNothing;
            }
        }
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
                return false;
        }

        return true;
    }
}
