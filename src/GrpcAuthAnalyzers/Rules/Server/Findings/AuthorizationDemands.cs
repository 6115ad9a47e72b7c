using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>The policies and schemes that a service names where it asks for authorization: in attributes, and in <c>RequireAuthorization</c>.</summary>
internal sealed class AuthorizationDemands
{
    private AuthorizationDemands()
    {
    }

    /// <summary>The names of policies.</summary>
    internal List<string> Policies { get; } = new();

    /// <summary>The names of schemes.</summary>
    internal List<string> Schemes { get; } = new();

    /// <summary>Whether something is asked that is not known.</summary>
    internal bool HasUnknown { get; private set; }

    /// <summary>Whether only the default scheme can authenticate a caller: no demand names a scheme, or a policy that may name one.</summary>
    internal bool NeedDefaultScheme => !HasUnknown && Policies.Count == 0 && Schemes.Count == 0;

    /// <summary>The demands of a service.</summary>
    internal static AuthorizationDemands Of(ServedService service, CredentialQuery query)
    {
        var demands = new AuthorizationDemands();
        foreach (var attribute in service.Attributes.Asking)
            demands.Read(attribute);

        foreach (var call in FluentCalls.On(service.Mapping, query.Facts.Bodies).All)
        {
            if (call.TargetMethod.Name == "RequireAuthorization")
                demands.Read(call, query);
        }

        demands.HasUnknown |= IsAskedOfGroup(query.Facts);
        return demands;
    }

    /// <summary>Whether the code names a policy or scheme for a group of endpoints: it is not read which groups a service is in.</summary>
    private static bool IsAskedOfGroup(CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed("MapGroup"))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation group
                && FluentCalls.On(group, facts.Bodies).All.Any(static call => call is { TargetMethod.Name: "RequireAuthorization", Arguments.Length: > 1 }))
                return true;
        }

        return false;
    }

    private void Read(AttributeData attribute)
    {
        if (!attribute.AttributeClass.Is("Microsoft.AspNetCore.Authorization.AuthorizeAttribute"))
        {
            HasUnknown = true;
            return;
        }

        if (attribute.ConstructorArguments.Length == 1)
            AddPolicy(attribute.ConstructorArguments[0].Value as string);

        foreach (var named in attribute.NamedArguments)
        {
            if (named.Key == "Policy")
                AddPolicy(named.Value.Value as string);
            else if (named.Key == "AuthenticationSchemes" && named.Value.Value is string schemes)
                Schemes.AddRange(schemes.Split(',').Select(static scheme => scheme.Trim()));
        }
    }

    private void Read(IInvocationOperation call, CredentialQuery query)
    {
        if (call.Arguments.Length < 2)
            return;

        if (call.Arguments.At(1) is not IArrayCreationOperation { Initializer.ElementValues: var names, Type: IArrayTypeSymbol array }
            || array.ElementType.SpecialType != SpecialType.System_String)
        {
            HasUnknown = true;
            return;
        }

        foreach (var name in names)
            AddPolicy(query.Texts.ConstantOf(new TracedValue(name)));
    }

    private void AddPolicy(string? name)
    {
        if (name is null)
            HasUnknown = true;
        else
            Policies.Add(name);
    }
}
