using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Classes around a channel or client that other projects can make: which of their methods are gRPC calls that carry only what the object is given. Other
/// projects do not see that code.
/// </summary>
internal static class WrapperFacts
{
    /// <summary>
    /// Lines of a facts file: <c>grpc-client</c> for each public method of a class that makes such a call, and <c>adds-nothing</c> for its constructors and
    /// for the static methods that make an object.
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

            if (methods.Count == 0 || !type.InstanceConstructors.All(constructor => OwnWrapper.MakesNothing(constructor, facts, options)))
                continue;

            foreach (var line in methods)
                yield return line;

            foreach (var constructor in type.InstanceConstructors)
            {
                if (constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: > 0 } && constructor.GetDocumentationCommentId() is { } id)
                    yield return id + LearnedKinds.AddsNothing;
            }

            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: true, DeclaredAccessibility: Accessibility.Public } maker
                    && MakesOfGiven(maker, type, facts, options)
                    && maker.GetDocumentationCommentId() is { } id)
                    yield return id + LearnedKinds.MakesOfGiven;
            }
        }
    }

    /// <summary>Whether a static method gives new objects of the class alone, made of what it is given and of nothing that adds a credential.</summary>
    private static bool MakesOfGiven(IMethodSymbol maker, INamedTypeSymbol type, CompilationFacts facts, GrpcAuthOptions options)
    {
        if (facts.Bodies.FunctionOf(maker) is not { } function || facts.Bodies.ReturnsOf(function) is not { Count: > 0 } returns)
            return false;

        var query = new CredentialQuery(facts, options, until: null, givenTo: maker);
        foreach (var origin in returns.SelectMany(returned => query.Origins.Trace(new TracedValue(returned))))
        {
            if (!origin.IsSeen
                || origin.Operation is not IObjectCreationOperation { Initializer: null } creation
                || !SymbolEqualityComparer.Default.Equals(creation.Type, type)
                || creation.Arguments.Any(given =>
                    GivenArgument.Of(query, given.Parameter?.Type, origin.Value.With(given.Value)) is { Presence: not CredentialPresence.Absent }))
                return false;
        }

        return true;
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
