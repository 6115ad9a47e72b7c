using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>The names of the authentication schemes of a server, and which of them is the default.</summary>
internal sealed class SchemeNames
{
    /// <summary>The names of schemes that are added without one.</summary>
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["AddJwtBearer"] = "Bearer",
        ["AddMicrosoftIdentityWebApi"] = "Bearer",
        ["AddCookie"] = "Cookies",
        ["AddOpenIdConnect"] = "OpenIdConnect",
        ["AddCertificate"] = "Certificate",
        ["AddNegotiate"] = "Negotiate",
    };

    private readonly Dictionary<string, IInvocationOperation> _added = new(StringComparer.Ordinal);

    private SchemeNames()
    {
    }

    /// <summary>Whether a scheme has this name.</summary>
    internal bool Contains(string name) => _added.ContainsKey(name);

    /// <summary>The number of schemes.</summary>
    internal int Count => _added.Count;

    /// <summary>The default scheme that the code names; null if it names none.</summary>
    internal string? Default { get; private set; }

    /// <summary>Whether people sign in to a website with a scheme, which reads no token. False for a name that no scheme has.</summary>
    internal bool IsOfWebsite(string name) => _added.TryGetValue(name, out var call) && AuthenticationSchemes.IsOfWebsite(call);

    /// <summary>The names; null if one of them, or the default, is not known.</summary>
    internal static SchemeNames? Of(AuthenticationSchemes schemes, CredentialQuery query)
    {
        var names = new SchemeNames();
        foreach (var call in schemes.Added)
        {
            if (NameOf(call, query) is not { } name)
                return null;

            names._added[name] = call;
        }

        foreach (var start in schemes.Starts)
        {
            if (!names.ReadDefault(start, query))
                return null;
        }

        return names;
    }

    private static string? NameOf(IInvocationOperation call, CredentialQuery query)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Type.SpecialType: SpecialType.System_String, Name: "authenticationScheme" or "jwtBearerScheme" }
                && argument.ArgumentKind == ArgumentKind.Explicit)
                return query.Texts.ConstantOf(new TracedValue(argument.Value));
        }

        return Usual.TryGetValue(call.TargetMethod.Name, out var name) ? name : null;
    }

    /// <summary>False where the default is set, but not known.</summary>
    private bool ReadDefault(IInvocationOperation start, CredentialQuery query)
    {
        foreach (var argument in start.Arguments)
        {
            if (argument.Parameter is not { Ordinal: > 0 } parameter || argument.ArgumentKind == ArgumentKind.DefaultValue)
                continue;

            if (parameter.Type.SpecialType == SpecialType.System_String)
            {
                Default = query.Texts.ConstantOf(new TracedValue(argument.Value));
                if (Default is null)
                    return false;
            }
            else if (query.Facts.Bodies.FunctionGivenBy(argument.Value) is not { } configure || !ReadOptions(configure, query))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadOptions(IOperation configure, CredentialQuery query)
    {
        string? authenticate = null;
        foreach (var operation in configure.Descendants())
        {
            if (operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }
                || !property.ContainingType.Is("Microsoft.AspNetCore.Authentication.AuthenticationOptions")
                || property.Name is not ("DefaultScheme" or "DefaultAuthenticateScheme"))
                continue;

            if (query.Texts.ConstantOf(new TracedValue(value)) is not { } scheme)
                return false;

            if (property.Name == "DefaultScheme")
                Default = scheme;
            else
                authenticate = scheme;
        }

        Default = authenticate ?? Default;
        return true;
    }
}
