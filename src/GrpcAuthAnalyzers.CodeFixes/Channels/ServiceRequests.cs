using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>The places that ask a service provider for a service by its type.</summary>
internal sealed class ServiceRequests
{
    private readonly List<IOperation> _calls = new();
    private readonly List<IParameterSymbol> _parameters = new();

    private ServiceRequests()
    {
    }

    /// <summary>The calls of <c>GetRequiredService</c> and <c>GetService</c>.</summary>
    internal IReadOnlyList<IOperation> Calls => _calls;

    /// <summary>The parameters of constructors that have this type: a service provider fills them, unless code does.</summary>
    internal IReadOnlyList<IParameterSymbol> Parameters => _parameters;

    /// <summary>Whether the calls are all: nothing else names the type in a way that may give the service.</summary>
    internal bool AreAllCalls { get; private set; } = true;

    /// <summary>The requests of a service.</summary>
    internal static ServiceRequests Of(INamedTypeSymbol service, CompilationFacts facts)
    {
        var requests = new ServiceRequests();
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(service.Name))
            {
                SyntaxNode type = mention;
                while (type.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax)
                    type = type.Parent;

                requests.Add(type, facts);
            }
        }

        return requests;
    }

    private void Add(SyntaxNode type, CompilationFacts facts)
    {
        switch (type.Parent)
        {
            case ParameterSyntax parameter:
                AreAllCalls = false;
                _parameters.AddRange(OfConstructor(parameter, facts));
                break;
            case TypeOfExpressionSyntax or PropertyDeclarationSyntax:
                AreAllCalls = false;
                break;
            case TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: var name } generic }
                when Array.IndexOf(ServiceRegistrations.AllNames, name) < 0:
                if (name is "GetRequiredService" or "GetService"
                    && generic.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } request
                    && facts.Bodies.OperationOf(request) is { } given)
                    _calls.Add(given);
                else
                    AreAllCalls = false;
                break;
        }
    }

    private static IEnumerable<IParameterSymbol> OfConstructor(ParameterSyntax parameter, CompilationFacts facts) =>
        parameter.Parent?.Parent is ConstructorDeclarationSyntax or TypeDeclarationSyntax
        && parameter.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
        && facts.Bodies.TypeDeclaredBy(declaration) is { } type
            ? type.InstanceConstructors.SelectMany(static constructor => constructor.Parameters)
                .Where(declared => declared.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() == parameter))
            : Enumerable.Empty<IParameterSymbol>();
}
