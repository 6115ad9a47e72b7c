using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>What a server expects a credential to be: a secret that it holds, by its name, its setting, or its text.</summary>
internal static class ExpectedSecret
{
    private const int MaxNesting = 8;

    /// <summary>Whether a value is one. False for a hash, a scheme, an element of a list, and where it is not known.</summary>
    internal static bool Is(TracedValue value, CredentialQuery query) => Is(value, query, MaxNesting);

    /// <summary>Whether a text is what all keys of one kind begin with: <c>sk_</c>.</summary>
    private static bool IsBeginning(string text) => text.Length is > 0 and <= 16 && text[text.Length - 1] is ('_' or '-' or '.' or ':');

    private static bool Is(TracedValue value, CredentialQuery query, int nesting)
    {
        var operation = Conversions.BuiltInInside(value.Operation);
        if (nesting == 0 || !query.Budget.TryStep())
            return false;

        if (query.Texts.ConstantOf(value.With(operation)) is { } text)
            return !IsBeginning(text) && SecretText.AtCredential(text, query.Options).Kind is not (SecretKind.Nothing or SecretKind.Placeholder);

        if (UnmaskedValue.PartsOf(operation) is { } parts)
        {
            foreach (var part in parts)
            {
                if (!part.ConstantValue.HasValue && Is(value.With(part), query, nesting - 1))
                    return true;
            }
        }

        switch (operation)
        {
            case IAwaitOperation { Operation: var awaited }:
                return Is(value.With(awaited), query, nesting - 1);
            case ICoalesceOperation { Value: var first }:
                return Is(value.With(first), query, nesting - 1);
            case ILocalReferenceOperation { Local: var local }:
                return !IsElement(local) && (IsNamed(local.Name, query) || HasSecretOrigin(value.With(operation), query, nesting));
            case IParameterReferenceOperation { Parameter: var parameter }:
                return IsNamed(parameter.Name, query);
            case IFieldReferenceOperation { Field: var field }:
                return IsNamed(field.Name, query) || HasSecretOrigin(value.With(operation), query, nesting);
            case IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: var type } }:
                return SettingRead.IsConfiguration(type);
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: var type } }
                when type.Is("Microsoft.Extensions.Configuration.IConfigurationSection"):
                return true;
            case IPropertyReferenceOperation { Property: var property }:
                return IsNamed(property.Name, query);
            case IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable", ContainingType: var type } } when type.Is("System.Environment"):
                return true;
            case IInvocationOperation { TargetMethod: { Name: "GetValue", ContainingType: var type } }:
                return type.Is("Microsoft.Extensions.Configuration.ConfigurationBinder");
            default:
                return false;
        }
    }

    private static bool HasSecretOrigin(TracedValue value, CredentialQuery query, int nesting)
    {
        foreach (var origin in query.Origins.Trace(value))
        {
            if (origin.IsSeen && origin.Operation is not (ILocalReferenceOperation or IFieldReferenceOperation) && Is(origin.Value, query, nesting - 1))
                return true;
        }

        return false;
    }

    private static bool IsNamed(string name, CredentialQuery query) => SecretName.IsSecret(name.TrimStart('_'), query.Options);

    /// <summary>The variable of a loop: to look for a credential in a list is a look-up.</summary>
    private static bool IsElement(ILocalSymbol local)
    {
        foreach (var reference in local.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is CommonForEachStatementSyntax)
                return true;
        }

        return false;
    }
}
