using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Identity.Findings;

/// <summary>
/// The creation of a Google credential that reaches a request for a token without scopes, where the request names no address either: a service account
/// signs a token itself for an address, and asks Google for one with scopes, and has neither to go by.
/// </summary>
internal sealed class UnscopedCredential
{
    private const string Library = "Google.Apis.Auth.OAuth2";
    private const string ServiceAccount = Library + ".ServiceAccountCredential";
    private const int MaxDepth = 8;

    private UnscopedCredential(IInvocationOperation creation, bool isServiceAccount)
    {
        Creation = creation;
        IsServiceAccount = isServiceAccount;
    }

    /// <summary><c>GoogleCredential.FromFile(...)</c> and its like.</summary>
    internal IInvocationOperation Creation { get; }

    /// <summary>Whether it can only be a service account; a file may also hold a user or another kind, which needs no scopes.</summary>
    internal bool IsServiceAccount { get; }

    /// <summary>Empty for other requests, with an address, and where one way to the request sets scopes or is not seen.</summary>
    internal static IReadOnlyList<UnscopedCredential> In(IInvocationOperation request, CredentialQuery query)
    {
        var found = new List<UnscopedCredential>();
        return request is { Instance: { } credential, TargetMethod: { ContainingType: var type } }
            && type.IsIn(Library)
            && NullTests.IsNull(request.Arguments.At(0))
            && TryCollect(new TracedValue(credential), query, found, isServiceAccount: false, MaxDepth)
            ? found
            : Array.Empty<UnscopedCredential>();
    }

    private static bool TryCollect(TracedValue credential, CredentialQuery query, List<UnscopedCredential> found, bool isServiceAccount, int depth)
    {
        if (depth == 0)
            return false;

        isServiceAccount |= credential.Operation.Type.Is(ServiceAccount);
        var origins = query.Origins.Trace(credential);
        foreach (var origin in origins)
        {
            var before = origin.Operation switch
            {
                IPropertyReferenceOperation { Property.Name: "UnderlyingCredential", Instance: { } whole } => whole,
                IInvocationOperation { TargetMethod.Name: "FromServiceAccountCredential", Arguments: { Length: 1 } arguments } => arguments.At(0),
                IInvocationOperation call when KeepsScopes(call.TargetMethod.Name) => call.Receiver(),
                _ => null,
            };
            if (before is not null)
            {
                if (!TryCollect(origin.Value.With(before), query, found, isServiceAccount, depth - 1))
                    return false;
            }
            else if (origin.Operation is IInvocationOperation creation && IsCreation(creation))
                found.Add(new UnscopedCredential(creation, isServiceAccount || IsOfServiceAccount(creation, query)));
            else
                return false;
        }

        return !origins.IsEmpty;
    }

    private static bool KeepsScopes(string method) =>
        method is "ToGoogleCredential" or "CreateWithUser" or "CreateWithQuotaProject" or "CreateWithEnvironmentQuotaProject"
            or "CreateWithHttpClientFactory" or "CreateWithUniverseDomain";

    private static bool IsCreation(IInvocationOperation call) =>
        call.TargetMethod.ContainingType.IsIn(Library)
        && (call.TargetMethod.TypeArguments.IsEmpty
            || call.TargetMethod.TypeArguments[0].Is(ServiceAccount, Library + ".GoogleCredential"))
        && call.TargetMethod.Name is "FromFile" or "FromFileAsync" or "FromStream" or "FromStreamAsync" or "FromJson" or "FromServiceAccountData";

    private static bool IsOfServiceAccount(IInvocationOperation creation, CredentialQuery query)
    {
        var method = creation.TargetMethod;
        if (method.Name == "FromServiceAccountData")
            return true;

        foreach (var type in method.TypeArguments)
        {
            if (type.Is(ServiceAccount))
                return true;
        }

        foreach (var argument in creation.Arguments)
        {
            if (argument.Value.Type?.SpecialType == Microsoft.CodeAnalysis.SpecialType.System_String
                && query.Texts.ConstantOf(new TracedValue(argument.Value)) is { } text
                && (text == "service_account" || (method.Name == "FromJson" && text.IndexOf("\"service_account\"", StringComparison.Ordinal) >= 0)))
                return true;
        }

        return false;
    }
}
