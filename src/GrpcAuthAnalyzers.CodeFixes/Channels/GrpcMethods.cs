using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>Which method of gRPC an invocation calls: by what it binds to, since code may have methods of the same name.</summary>
internal static class GrpcMethods
{
    /// <summary>Whether an invocation is <c>Intercept</c> of a channel or invoker.</summary>
    internal static bool IsIntercept(SourceFile file, InvocationExpressionSyntax call) =>
        MethodOf(file, call) is { } method && file.Symbols?.IsIntercept(method) == true;

    /// <summary>Whether an invocation is a method with this name on the builder of a registered client, such as <c>AddCallCredentials</c>.</summary>
    internal static bool IsOnClientBuilder(SourceFile file, InvocationExpressionSyntax call, string name) =>
        MethodOf(file, call) is { } method && method.Name == name && GrpcSymbols.Is(method.ContainingType, file.Symbols?.ClientBuilderExtensions);

    /// <summary>Whether an invocation is a method with this name of <c>CallOptions</c>, such as <c>WithHeaders</c>.</summary>
    internal static bool IsOnCallOptions(SourceFile file, InvocationExpressionSyntax call, string name) =>
        MethodOf(file, call) is { } method && method.Name == name && GrpcSymbols.Is(method.ContainingType, file.Symbols?.CallOptions);

    /// <summary>Whether the referenced version of a type has a member.</summary>
    internal static bool HasMember(SourceFile file, string type, string member) =>
        TypeNames.TypeOf(file.Compilation, type)?.GetMembers(member).IsEmpty == false;

    private static IMethodSymbol? MethodOf(SourceFile file, InvocationExpressionSyntax call) => file.Model.GetSymbolInfo(call).Symbol as IMethodSymbol;
}
