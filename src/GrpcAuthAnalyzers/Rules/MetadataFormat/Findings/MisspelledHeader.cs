using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;

/// <summary>Names of headers that are meant to be <c>authorization</c>.</summary>
internal static class MisspelledHeader
{
    private const string Authorization = "authorization";

    /// <summary>So many letters may be missing, doubled, swapped or wrong.</summary>
    private const int MaxMistakes = 2;

    private static readonly HashSet<string> OtherWords = new(StringComparer.OrdinalIgnoreCase) { "authentication", "authentification", "bearer" };

    private static readonly Memo<string, bool> ReadNames = new(IsReadIn, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is another word for <c>authorization</c>, or that word with at most two mistakes; false for the word itself.</summary>
    private static bool Is(string name) =>
        !name.Equals(Authorization, StringComparison.OrdinalIgnoreCase)
        && (OtherWords.Contains(name) || (name.All(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')) && IsNear(name.ToLowerInvariant())));

    /// <summary>
    /// The misspelled name that an entry of metadata or HTTP headers sets; null for one whose name is right or not one constant, whose value has no known
    /// scheme, or that another protocol may want: the options, the code around it or a reader of it know that name.
    /// </summary>
    internal static string? NameIn(HeaderWrite entry, CredentialQuery query) =>
        entry is { Name: { } name, Value.Type.SpecialType: SpecialType.System_String }
        && query.Texts.ConstantOf(new TracedValue(name))?.Trim() is { } written
        && Is(written)
        && !IsConfigured(query.Options.CredentialHeaders, written)
        && !IsConfigured(query.Options.IgnoredHeaders, written)
        && HasScheme(new TracedValue(entry.Value), query)
        && !IsBesideAuthorization(entry, query)
        && !IsRead(written, query.Facts)
            ? written
            : null;

    private static bool IsConfigured(ImmutableArray<string> names, string written) =>
        names.Any(name => name.Equals(written, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether every text that a value may be begins with a known scheme and a blank, and one of them has more: a token may be empty at first.
    /// </summary>
    private static bool HasScheme(TracedValue value, CredentialQuery query)
    {
        var hasMore = false;
        foreach (var text in query.Texts.Alternatives(value))
        {
            if (AuthorizationValue.OfPrefix(text.Prefix) is not { Kind: SchemeKind.Known } scheme)
                return false;

            hasMore |= text.Constant is null || scheme.Credential.Length > 0;
        }

        return hasMore;
    }

    /// <summary>Whether the code around a write also sets <c>authorization</c>: then the other header is another one.</summary>
    private static bool IsBesideAuthorization(HeaderWrite write, CredentialQuery query)
    {
        foreach (var operation in EnclosingFunction.Root(write.Sink).Descendants())
        {
            if (operation is IPropertyReferenceOperation { Property: { Name: "Authorization", ContainingType: var type } }
                && type.IsIn("System.Net.Http.Headers"))
                return true;

            if (HeaderWrite.From(operation, query.Facts) is { Name: { } name }
                && query.Texts.ConstantOf(new TracedValue(name)) is { } other
                && other.Equals(Authorization, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether code of the compilation looks for a header of this name: then a protocol of its own wants it.</summary>
    private static bool IsRead(string name, CompilationFacts facts) => facts.Get(ReadNames, name);

    private static bool IsReadIn(CompilationFacts facts, string name)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var text in TreeIndex.Of(tree).Texts)
            {
                if (text is LiteralExpressionSyntax { Token.ValueText: var written }
                    && written.Equals(name, StringComparison.OrdinalIgnoreCase)
                    && (IsLookup(text) || (HolderOf(text) is { } holder && IsLookedUp(holder, facts))))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The name of the constant, field or property that a text is the value of; null for others.</summary>
    private static string? HolderOf(ExpressionSyntax text) => text.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        _ => null,
    };

    private static bool IsLookedUp(string holder, CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf(holder))
            {
                if (IsLookup(mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention))
                    return true;
            }
        }

        return false;
    }

    private static bool IsLookup(ExpressionSyntax text) => text.Parent switch
    {
        ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax access } } =>
            access.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != access,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => NameSyntaxText.NameOf(call.Expression) is "Get" or "GetValue" or "GetAll"
            or "TryGetValue" or "GetValueBytes" or "GetValues" or "TryGetValues" or "Contains" or "ContainsKey" or "Equals",
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } => true,
        ConstantPatternSyntax or CaseSwitchLabelSyntax => true,
        _ => false,
    };

    /// <summary>The distance of two words, counting swapped neighbours as one mistake, stays in the limit.</summary>
    private static bool IsNear(string name)
    {
        if (Math.Abs(name.Length - Authorization.Length) > MaxMistakes || name[0] != 'a')
            return false;

        var distance = new int[name.Length + 1, Authorization.Length + 1];
        for (var i = 0; i <= name.Length; i++)
        {
            for (var j = 0; j <= Authorization.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                var differs = name[i - 1] == Authorization[j - 1] ? 0 : 1;
                distance[i, j] = Math.Min(Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1, distance[i - 1, j - 1] + differs);
                if (i > 1 && j > 1 && name[i - 1] == Authorization[j - 2] && name[i - 2] == Authorization[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[name.Length, Authorization.Length] <= MaxMistakes;
    }
}
