using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>
/// What the attributes of a service class ask for. ASP.NET Core reads those of the class, its base classes, and of the methods
/// (ProviderServiceBinder.cs of Grpc.AspNetCore.Server); those of interfaces count only for some code-first libraries.
/// </summary>
internal sealed class AuthorizationAttributes
{
    private AuthorizationAttributes()
    {
    }

    /// <summary>The attributes of the class and its methods that ask for authorization.</summary>
    internal List<AttributeData> Asking { get; } = new();

    /// <summary>The first attribute of the class that asks; null where none does.</summary>
    internal AttributeData? AskingOnType { get; private set; }

    /// <summary>What the class asks for; Unknown if only an interface of it does.</summary>
    internal ServiceDemand OfType { get; private set; } = ServiceDemand.Nothing;

    /// <summary>Whether a method asks for authorization.</summary>
    internal bool HasMethodThatAsks { get; private set; }

    /// <summary>Whether a method is anonymous.</summary>
    internal bool HasMethodThatIsOpen { get; private set; }

    /// <summary>The name of an attribute of the class that is an authorization filter of MVC; null if there is none.</summary>
    internal string? MvcFilter { get; private set; }

    /// <summary>The attributes of a class and its members.</summary>
    internal static AuthorizationAttributes Of(INamedTypeSymbol type)
    {
        var found = new AuthorizationAttributes();
        for (var current = type; current is not null; current = current.BaseType)
        {
            found.ReadType(current);
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary })
                    found.ReadMethod(member);
            }
        }

        foreach (var contract in type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Add(type) : type.AllInterfaces)
        {
            if (found.OfType == ServiceDemand.Nothing && HasAny(contract))
                found.OfType = ServiceDemand.Unknown;
        }

        return found;
    }

    /// <summary>What the attributes of one method ask for; <see cref="ServiceDemand.Nothing"/> where it has none.</summary>
    internal static ServiceDemand OfMethod(IMethodSymbol method)
    {
        var found = new AuthorizationAttributes();
        found.ReadMethod(method);
        return found.HasMethodThatIsOpen ? ServiceDemand.Anonymous : found.HasMethodThatAsks ? ServiceDemand.Required : ServiceDemand.Nothing;
    }

    /// <summary>The first attribute of a method that asks; null where none does.</summary>
    internal static AttributeData? AskingOn(IMethodSymbol method)
    {
        var found = new AuthorizationAttributes();
        found.ReadMethod(method);
        return found.Asking.Count == 0 ? null : found.Asking[0];
    }

    private static bool HasAny(INamedTypeSymbol contract)
    {
        var found = new AuthorizationAttributes();
        found.ReadType(contract);
        foreach (var member in contract.GetMembers())
            found.ReadMethod(member);

        return found.OfType != ServiceDemand.Nothing || found.HasMethodThatAsks || found.HasMethodThatIsOpen;
    }

    private void ReadType(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (Implements(attribute.AttributeClass, "Microsoft.AspNetCore.Authorization.IAllowAnonymous"))
                OfType = ServiceDemand.Anonymous;
            else if (Asks(attribute))
                (OfType, AskingOnType) = (OfType == ServiceDemand.Anonymous ? OfType : ServiceDemand.Required, AskingOnType ?? attribute);
            else if (Implements(attribute.AttributeClass, "Microsoft.AspNetCore.Authorization.IAuthorizationRequirementData"))
                OfType = ServiceDemand.Unknown;
            else if (Implements(attribute.AttributeClass, "Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter")
                || Implements(attribute.AttributeClass, "Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter"))
                MvcFilter = attribute.AttributeClass!.Name;
        }
    }

    private void ReadMethod(ISymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            HasMethodThatAsks |= Asks(attribute);
            HasMethodThatIsOpen |= Implements(attribute.AttributeClass, "Microsoft.AspNetCore.Authorization.IAllowAnonymous");
        }
    }

    private bool Asks(AttributeData attribute)
    {
        if (!Implements(attribute.AttributeClass, "Microsoft.AspNetCore.Authorization.IAuthorizeData"))
            return false;

        Asking.Add(attribute);
        return true;
    }

    private static bool Implements(INamedTypeSymbol? attribute, string contract)
    {
        if (attribute is null)
            return false;

        foreach (var implemented in attribute.AllInterfaces)
        {
            if (implemented.Is(contract))
                return true;
        }

        return false;
    }
}
