using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary><c>grpc_auth.token_provider = Namespace.Type.Method</c> of the .editorconfig.</summary>
internal static class ConfiguredTokenProvider
{
    internal const string Key = "grpc_auth.token_provider";

    /// <summary>The method that the option of this file names; null when it is not set or names no usable method.</summary>
    internal static IMethodSymbol? Find(SourceFile file)
    {
        if (!file.Options.TryGetValue(Key, out var value))
            return null;

        value = value.Trim();
        var dot = value.LastIndexOf('.');
        if (dot <= 0 || TypeNames.TypeOf(file.Compilation, value.Substring(0, dot)) is not { } type)
            return null;

        return type.GetMembers(value.Substring(dot + 1)).OfType<IMethodSymbol>().FirstOrDefault(static m =>
            !m.IsGenericMethod && TokenMethods.CanBeCalled(m));
    }
}
