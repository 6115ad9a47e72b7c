using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>The places that ask a service provider for a service by its type.</summary>
internal static class ServiceRequests
{
    /// <summary>The calls of <c>GetRequiredService</c> and <c>GetService</c>; null where the service may be given in another way, too.</summary>
    internal static List<IOperation>? Of(INamedTypeSymbol service, CompilationFacts facts)
    {
        var requests = new List<IOperation>();
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(service.Name))
            {
                SyntaxNode type = mention;
                while (type.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax)
                    type = type.Parent;

                if (type.Parent is ParameterSyntax or TypeOfExpressionSyntax or PropertyDeclarationSyntax)
                    return null;

                if (type.Parent is not TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: var name } generic }
                    || Array.IndexOf(ServiceRegistrations.AllNames, name) >= 0)
                    continue;

                if (name is not ("GetRequiredService" or "GetService")
                    || generic.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } request
                    || facts.Bodies.OperationOf(request) is not { } given)
                    return null;

                requests.Add(given);
            }
        }

        return requests;
    }
}
