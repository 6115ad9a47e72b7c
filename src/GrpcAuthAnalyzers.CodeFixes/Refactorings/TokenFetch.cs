using System;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>A method that fetches a token each time it is called, such as <c>Task&lt;string&gt; FetchTokenAsync(CancellationToken)</c>.</summary>
internal sealed class TokenFetch
{
    private TokenFetch(IMethodSymbol method, INamedTypeSymbol task, FetchedToken result, TypeDeclarationSyntax outermost)
    {
        Method = method;
        Task = task;
        Result = result;
        Outermost = outermost;
    }

    internal IMethodSymbol Method { get; }

    /// <summary><c>Task</c> or <c>ValueTask</c> of what is fetched.</summary>
    internal INamedTypeSymbol Task { get; }

    internal FetchedToken Result { get; }

    /// <summary>The type declaration that the new class stands behind.</summary>
    internal TypeDeclarationSyntax Outermost { get; }

    /// <summary>The type or method whose name is at the place, if its syntax does not rule it out; null elsewhere.</summary>
    internal static MemberDeclarationSyntax? MayBeAt(SyntaxNode root, TextSpan span)
    {
        if (span.Start > root.FullSpan.End)
            return null;

        var token = root.FindToken(span.Start);
        if (!token.Span.Contains(span) && token.GetPreviousToken() is var before && before.Span.End == span.Start && span.IsEmpty)
            token = before;
        if (!token.IsKind(SyntaxKind.IdentifierToken) || span.End > token.Span.End)
            return null;

        return token.Parent switch
        {
            MethodDeclarationSyntax method when method.Identifier == token && TokenWords.FetchesToken(token.ValueText) => method,
            TypeDeclarationSyntax type
                when type.Identifier == token
                    && type.Members.OfType<MethodDeclarationSyntax>().Any(static m => TokenWords.FetchesToken(m.Identifier.ValueText)) => type,
            _ => null,
        };
    }

    /// <summary>What the method fetches, or the best method of the type; null where nothing fetches a token, or where the type keeps one already.</summary>
    internal static TokenFetch? At(SourceFile file, MemberDeclarationSyntax declaration)
    {
        if (declaration is MethodDeclarationSyntax single)
            return Of(file, single);

        // One that tells the expiry before one that does not, then the one that asks for least.
        return ((TypeDeclarationSyntax)declaration).Members.OfType<MethodDeclarationSyntax>()
            .Select(method => Of(file, method))
            .Where(static fetch => fetch is not null)
            .OrderBy(static fetch => fetch!.Result.KnowsExpiry ? 0 : 1)
            .ThenBy(static fetch => fetch!.Method.Parameters.Length)
            .FirstOrDefault();
    }

    private static TokenFetch? Of(SourceFile file, MethodDeclarationSyntax declaration)
    {
        if (!TokenWords.FetchesToken(declaration.Identifier.ValueText)
            || file.Model.GetDeclaredSymbol(declaration) is not { IsGenericMethod: false } method
            || method.Parameters.Any(static p => p.RefKind != RefKind.None || p.Type.IsRefLikeType)
            || method.ReturnType is not INamedTypeSymbol { TypeArguments.Length: 1 } task
            || !task.IsTask()
            || KeepsAToken(method.ContainingType)
            || !IsVisibleBeside(task.TypeArguments[0])
            || FetchedToken.Of(task.TypeArguments[0], file.Compilation) is not { } result)
        {
            return null;
        }

        return new TokenFetch(method, task, result, declaration.Ancestors().OfType<TypeDeclarationSyntax>().Last());
    }

    /// <summary>A type with an expiry, a lock or a semaphore of its own is a cache, like the class that is written here.</summary>
    private static bool KeepsAToken(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Any(static field =>
        field.Type.Is("System.Threading.SemaphoreSlim", "System.Threading.Lock")
        || FetchedToken.Underlying(field).Is("System.DateTime", "System.DateTimeOffset")
        && (field.Name.IndexOf("expir", StringComparison.OrdinalIgnoreCase) >= 0 || field.Name.IndexOf("refresh", StringComparison.OrdinalIgnoreCase) >= 0));

    // An internal class outside of the type can name it.
    private static bool IsVisibleBeside(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsVisibleBeside(array.ElementType),
        INamedTypeSymbol named => !named.IsFileLocal
            && named.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal or Accessibility.NotApplicable
            && (named.ContainingType is null || IsVisibleBeside(named.ContainingType))
            && (named.IsTupleType ? named.TupleElements.Select(static e => e.Type) : named.TypeArguments).All(IsVisibleBeside),
        _ => false,
    };
}
