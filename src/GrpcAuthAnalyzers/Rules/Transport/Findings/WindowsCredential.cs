using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>A credential of a handler that only Negotiate or NTLM can use: that of the signed-in Windows user, or one with a domain.</summary>
internal static class WindowsCredential
{
    /// <summary>What a message calls the credential that a setting gives; null for other settings, and where the credential is not seen.</summary>
    internal static string? In(HandlerSetting setting, CredentialQuery query)
    {
        switch (setting.Name)
        {
            case "UseDefaultCredentials":
                return query.Origins.IsTrue(setting.Value) ? "UseDefaultCredentials" : null;
            case "Credentials" or "ServerCredentials":
                break;
            default:
                return null;
        }

        foreach (var origin in query.Origins.Trace(setting.Value))
        {
            if (origin.IsSeen && NameOf(origin, query) is { } name)
                return name;
        }

        return null;
    }

    private static string? NameOf(Origin origin, CredentialQuery query)
    {
        switch (origin.Operation)
        {
            case IPropertyReferenceOperation { Property: { Name: "DefaultCredentials" or "DefaultNetworkCredentials", IsStatic: true } known }
                when known.ContainingType.Is("System.Net.CredentialCache"):
                return known.Name;
            case IObjectCreationOperation creation when creation.Type.Is("System.Net.NetworkCredential"):
                return HasDomain(origin, creation, query) ? "NetworkCredential" : null;
            case IObjectCreationOperation creation when creation.Type.Is("System.Net.CredentialCache"):
                return HoldsOnlyWindows(origin, query) ? "CredentialCache" : null;
            default:
                return null;
        }
    }

    /// <summary>A domain that is not empty, as an argument, as a property, or in front of the user's name.</summary>
    private static bool HasDomain(Origin origin, IObjectCreationOperation creation, CredentialQuery query)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument is { Parameter: { Name: "domain" }, ArgumentKind: ArgumentKind.Explicit } && IsText(origin.Value.With(argument.Value), query))
                return true;

            if (argument is { Parameter: { Name: "userName" } }
                && query.Texts.ConstantOf(origin.Value.With(argument.Value)) is { } user && user.IndexOf('\\') > 0)
                return true;
        }

        foreach (var touch in query.TouchesOf(origin))
        {
            if (touch is { Kind: TouchKind.SetMember, Member.Name: "Domain" } && IsText(touch.WrittenValue, query))
                return true;
        }

        return false;
    }

    private static bool IsText(TracedValue value, CredentialQuery query)
    {
        var origins = query.Origins.Trace(value);
        foreach (var origin in origins)
        {
            if (NullTests.IsNullOrEmpty(origin.Operation))
                return false;
        }

        return !origins.IsEmpty;
    }

    /// <summary>
    /// Whether all entries of a cache are for Negotiate, NTLM or Kerberos. False where an entry is not seen: with Basic beside, the call works.
    /// </summary>
    private static bool HoldsOnlyWindows(Origin cache, CredentialQuery query)
    {
        var isFound = false;
        foreach (var touch in query.TouchesOf(cache))
        {
            if (touch.Kind == TouchKind.ReadMember)
                continue;

            if (touch.Kind != TouchKind.Call || touch.Site.Operation is not IInvocationOperation { TargetMethod.Name: "Add" } add)
                return false;

            var scheme = add.Arguments.Of(add.Arguments.Length - 2) is { Parameter.Type.SpecialType: SpecialType.System_String } argument
                ? query.Texts.ConstantOf(touch.Site.With(argument.Value))
                : null;
            if (!IsWindows(scheme))
                return false;

            isFound = true;
        }

        return isFound;
    }

    private static bool IsWindows(string? scheme) =>
        string.Equals(scheme, "Negotiate", StringComparison.OrdinalIgnoreCase)
        || string.Equals(scheme, "NTLM", StringComparison.OrdinalIgnoreCase)
        || string.Equals(scheme, "Kerberos", StringComparison.OrdinalIgnoreCase);
}
