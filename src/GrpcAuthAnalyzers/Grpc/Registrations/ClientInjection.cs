using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>
/// Which registration a client comes from that is asked for by its type alone. Each <c>AddGrpcClient</c> adds the type once more, with a factory for its
/// own name (GrpcClientServiceExtensions.AddGrpcHttpClient of grpc-dotnet: <c>AddTransient&lt;TClient&gt;</c>), and a service provider gives the last one.
/// </summary>
internal static class ClientInjection
{
    /// <summary>
    /// Whether a client is asked for by its type, and the registration is seen to be the last one of it: all are in one body, and nothing else
    /// registers the type.
    /// </summary>
    internal static bool Gives(ClientRegistration registration, CompilationFacts facts)
    {
        var root = EnclosingFunction.Root(registration.Operation);
        foreach (var other in ClientRegistration.All(facts, registration.Client))
        {
            if (EnclosingFunction.Root(other.Operation) != root || other.Place.SpanStart > registration.Place.SpanStart)
                return false;
        }

        return ContainerRegistration.Of(registration.Client, facts).Count == 0
            && (IsAskedFor(registration.Client, facts) || IsTakenElsewhere(registration.Client, facts));
    }

    /// <summary>Whether a class of another assembly is registered here that has a constructor which takes the type.</summary>
    private static bool IsTakenElsewhere(INamedTypeSymbol client, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(ServiceRegistrations.AllNames))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation call
                && RegistrationMethod.Of(call) is not null
                && ServiceRegistrations.ImplementationOf(call, facts.Bodies) is { } type
                && !facts.Bodies.IsSeen(type)
                && type.InstanceConstructors.Any(constructor =>
                    constructor.Parameters.Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, client))))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a constructor that nobody calls takes the type, without a key, or a call asks a service provider for it. By its name: of clients
    /// whose names are the same, one is enough.
    /// </summary>
    private static bool IsAskedFor(INamedTypeSymbol client, CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(client.Name))
            {
                SyntaxNode type = mention;
                while (type.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax)
                    type = type.Parent;

                if (type.Parent is ParameterSyntax { AttributeLists.Count: 0 } parameter && IsInjected(parameter, facts)
                    || type.Parent is TypeArgumentListSyntax { Parent: GenericNameSyntax { Identifier.ValueText: "GetRequiredService" or "GetService" } })
                    return true;
            }
        }

        return false;
    }

    private static bool IsInjected(ParameterSyntax parameter, CompilationFacts facts)
    {
        var type = parameter.Parent?.Parent switch
        {
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            TypeDeclarationSyntax primary => primary.Identifier.ValueText,
            _ => null,
        };
        return type is not null && !facts.CallsNamed(type).Any() && !IsMadeUnnamed(type, (ParameterListSyntax)parameter.Parent!, facts);
    }

    /// <summary>Whether a <c>new(...)</c> makes an object of a type, by its name.</summary>
    private static bool IsMadeUnnamed(string type, ParameterListSyntax parameters, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(TreeIndex.ImplicitCreation))
        {
            if (node is ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 and var count } creation
                && count <= parameters.Parameters.Count
                && (NameSyntaxText.WrittenTypeOf(creation) is not { } written || NameSyntaxText.NameOf(written) == type)
                && facts.Bodies.OperationOf(node) is { Type: { } made }
                && made.Name == type)
                return true;
        }

        return false;
    }
}
