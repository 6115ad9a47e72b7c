using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>Which interceptor or handler <c>AddInterceptor</c> and <c>AddHttpMessageHandler</c> add, and to what.</summary>
internal static class AddedService
{
    /// <summary>The type argument, or what the factory makes; null when it is not seen, or when there are several.</summary>
    internal static INamedTypeSymbol? Of(IInvocationOperation added, MemberBodies bodies)
    {
        return added.TargetMethod.TypeArguments is { Length: 1 } types ? types[0] as INamedTypeSymbol : MadeBy(added, bodies);
    }

    /// <summary>The type of the one object that the factory makes or resolves; null when it is not seen, or when there are several.</summary>
    internal static INamedTypeSymbol? MadeBy(IInvocationOperation added, MemberBodies bodies)
    {
        if (FactoryOf(added, bodies) is not { } factory || bodies.ReturnsOf(factory) is not { Count: 1 } returns)
            return null;

        var made = Conversions.BuiltInInside(returns[0]);
        return made is IObjectCreationOperation { Type: INamedTypeSymbol type } ? type : ServiceResolution.TypeOf(made);
    }

    /// <summary>The lambda or method that creates what is added; null if none is seen.</summary>
    internal static IOperation? FactoryOf(IInvocationOperation added, MemberBodies bodies)
    {
        foreach (var argument in added.Arguments)
        {
            if (argument.Parameter?.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate })
                return bodies.FunctionGivenBy(argument.Value);
        }

        return null;
    }

    /// <summary>The location of the name of the called method.</summary>
    internal static Location NameOf(IInvocationOperation call) =>
        (call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: var name } } ? name : call.Syntax).GetLocation();

    /// <summary>Whether the builder comes from <c>AddGrpcClient</c> on the same chain, or from a local that holds it.</summary>
    internal static bool IsOnGrpcClient(IInvocationOperation added, CompilationFacts facts) => RegistrationOf(added, facts) is not null;

    /// <summary>The <c>AddGrpcClient</c> of the chain on which something is added, or of the local that holds its builder; null when it is not seen.</summary>
    internal static ClientRegistration? RegistrationOf(IInvocationOperation added, CompilationFacts facts)
    {
        IOperation? current = added;
        while (current is not null)
        {
            current = Conversions.BuiltInInside(current);
            if (ClientRegistration.From(current, facts) is { } registration)
                return registration;

            current = current switch
            {
                IInvocationOperation call => call.Receiver(),
                ILocalReferenceOperation local => facts.Bodies.FactsOf(local).WritesTo(local.Local) is { Count: 1 } writes ? writes[0].Value : null,
                _ => null,
            };
        }

        return null;
    }
}
