using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>
/// Discarded results (GRPCAUTH1006) that would give a call its credential. Their own fix uses them, so no other fix may add a second
/// credential.
/// </summary>
internal static class DroppedResults
{
    /// <summary>Whether the call's channel was intercepted, or its options were given headers, for nothing.</summary>
    internal static bool AreBehind(SourceFile file, InvocationExpressionSyntax call, ChannelUses uses) =>
        uses.Intercepts.Any(static i => DroppedExpression.IsDiscarded(i.Intercept)) || AreBehindOptions(file, call) || AreBesideCredentials(file, call);

    /// <summary>Whether <c>ChannelCredentials.Create</c> or <c>CallCredentials.Compose</c> was called for nothing in the member that makes the call.</summary>
    private static bool AreBesideCredentials(SourceFile file, InvocationExpressionSyntax call)
    {
        var member = call.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? (SyntaxNode)file.Root;
        return member.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(i =>
            i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" or "Compose" }
            && DroppedExpression.IsDiscarded(i)
            && file.Model.GetSymbolInfo(i).Symbol?.ContainingType is { } type
            && (GrpcSymbols.Is(type, file.Symbols?.ChannelCredentials) || GrpcSymbols.Is(type, file.Symbols?.CallCredentials)));
    }

    /// <summary>Whether the options that the call passes were given headers or credentials for nothing.</summary>
    internal static bool AreBehindOptions(SourceFile file, InvocationExpressionSyntax call)
    {
        if (HeadersArgument.Of(file, call)?.Expression is not IdentifierNameSyntax options || file.Model.GetSymbolInfo(options).Symbol is not { } variable)
            return false;

        return file.Root.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n =>
            n.Identifier.ValueText == variable.Name
            && n.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax derived } access
            && access.Expression == n
            && (GrpcMethods.IsOnCallOptions(file, derived, "WithHeaders") || GrpcMethods.IsOnCallOptions(file, derived, "WithCredentials"))
            && DroppedExpression.IsDiscarded(derived)
            && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(n).Symbol, variable));
    }
}
