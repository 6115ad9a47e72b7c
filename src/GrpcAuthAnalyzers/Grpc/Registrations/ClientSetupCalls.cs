using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Registrations;

/// <summary>Calls that tell a service collection or builder about a client type: <c>services.AddAcmeClient&lt;Orders.OrdersClient&gt;()</c>.</summary>
internal static class ClientSetupCalls
{
    /// <summary>
    /// Whether such a call may register or configure the client in a way that is not seen: it is neither a registration that is known, nor a
    /// source method in which one is seen.
    /// </summary>
    internal static bool MayConfigure(INamedTypeSymbol client, CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(client.Name))
            {
                if (IsKept(mention))
                    return true;

                if (CallThatGets(mention) is { } node
                    && facts.Bodies.OperationOf(node) is IInvocationOperation call
                    && TakesServices(call)
                    && !IsKnown(call, facts)
                    && !(facts.Bodies.IsSeen(call.TargetMethod) && IsRegisteredInGenericCode(client, facts)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The call that has a type among its type arguments, or its <c>typeof</c> among its arguments; null for other mentions.</summary>
    private static InvocationExpressionSyntax? CallThatGets(SimpleNameSyntax mention) =>
        Whole(mention).Parent switch
        {
            TypeOfExpressionSyntax type => Around(type) is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } ? call : null,
            TypeArgumentListSyntax { Parent: GenericNameSyntax method } => method.Parent switch
            {
                InvocationExpressionSyntax call => call,
                MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } => call,
                MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax call } => call,
                _ => null,
            },
            _ => null,
        };

    /// <summary>Whether the <c>typeof</c> of a type is in a variable or a list: which call gets it is not followed.</summary>
    private static bool IsKept(SimpleNameSyntax mention) =>
        Whole(mention).Parent is TypeOfExpressionSyntax type
        && Around(type) is EqualsValueClauseSyntax or AssignmentExpressionSyntax or InitializerExpressionSyntax or ExpressionElementSyntax
            or ArrowExpressionClauseSyntax;

    /// <summary>What an expression stands in, without the parentheses around it.</summary>
    private static SyntaxNode? Around(ExpressionSyntax expression)
    {
        var parent = expression.Parent;
        while (parent is ParenthesizedExpressionSyntax)
            parent = parent.Parent;

        return parent;
    }

    private static SyntaxNode Whole(SimpleNameSyntax mention)
    {
        SyntaxNode type = mention;
        while (type.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax or NullableTypeSyntax)
            type = type.Parent;

        return type;
    }

    private static bool TakesServices(IInvocationOperation call)
    {
        if (IsServicesOrBuilder(call.Instance?.Type))
            return true;

        foreach (var argument in call.Arguments)
        {
            if (IsServicesOrBuilder(Conversions.BuiltInInside(argument.Value).Type))
                return true;
        }

        return false;
    }

    private static bool IsServicesOrBuilder(ITypeSymbol? type) =>
        type.Is("Microsoft.Extensions.DependencyInjection.IServiceCollection", "Microsoft.Extensions.DependencyInjection.ServiceCollection")
        || type?.Name.EndsWith("Builder", System.StringComparison.Ordinal) == true;

    private static bool IsKnown(IInvocationOperation call, CompilationFacts facts) =>
        ClientRegistration.From(call, facts) is not null || facts.Symbols.CodeFirst.SetsUpClient(call.TargetMethod) || RegistrationMethod.Of(call) is not null;

    private static bool IsRegisteredInGenericCode(INamedTypeSymbol client, CompilationFacts facts)
    {
        foreach (var registration in ClientRegistration.All(facts, client))
        {
            if (registration.Operation.TargetMethod.TypeArguments[0] is ITypeParameterSymbol)
                return true;
        }

        return false;
    }
}
