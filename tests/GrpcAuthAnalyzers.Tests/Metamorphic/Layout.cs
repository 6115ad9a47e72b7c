using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>Changes of where members stand, and of what is around them.</summary>
internal static class Layout
{
    /// <summary>What holds no initializer goes to the front, in reverse order; fields and properties keep theirs, as it is the order in which they are made.</summary>
    internal static SyntaxNode Reorder(SyntaxNode root, SemanticModel model) => ReplaceTypes(root, static type =>
    {
        var methods = type.Members.Where(static member => member is BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax).Reverse();
        var others = type.Members.Where(static member => member is not (BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax));
        return type.WithMembers(SyntaxFactory.List(methods.Concat(others)));
    });

    /// <summary>A class becomes two parts.</summary>
    internal static SyntaxNode Split(SyntaxNode root, SemanticModel model) => new Splitter().Visit(root);

    /// <summary>A namespace with a block gets the rest of the file, or the other way round; what has none gets one.</summary>
    internal static SyntaxNode Namespaces(SyntaxNode root, SemanticModel model)
    {
        // No collection expressions of syntax: that of Roslyn 4.8 has no builder for them, and they are empty.
        var unit = (CompilationUnitSyntax)root;
        switch (unit.Members)
        {
            case [FileScopedNamespaceDeclarationSyntax file]:
                return unit.WithMembers(SyntaxFactory.SingletonList<MemberDeclarationSyntax>(SyntaxFactory.NamespaceDeclaration(
                    file.AttributeLists, file.Modifiers, file.NamespaceKeyword, file.Name.WithTrailingTrivia(SyntaxFactory.LineFeed),
                    SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.LineFeed), file.Externs, file.Usings, file.Members,
                    SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.LineFeed), default)));
            case [NamespaceDeclarationSyntax block] when !block.Members.Any(static member => member is BaseNamespaceDeclarationSyntax):
                return unit.WithMembers(SyntaxFactory.SingletonList<MemberDeclarationSyntax>(SyntaxFactory.FileScopedNamespaceDeclaration(
                    block.AttributeLists, block.Modifiers, block.NamespaceKeyword, block.Name.WithoutTrailingTrivia(),
                    SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(SyntaxFactory.LineFeed), block.Externs, block.Usings, block.Members)))
                    .WithEndOfFileToken(unit.EndOfFileToken.WithLeadingTrivia(block.CloseBraceToken.LeadingTrivia));
            case { Count: > 0 } members when members.All(static member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax) && !unit.ContainsDirectives:
                return unit.WithMembers(SyntaxFactory.SingletonList<MemberDeclarationSyntax>(SyntaxFactory.NamespaceDeclaration(
                    default, default, SyntaxFactory.Token(SyntaxKind.NamespaceKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                    SyntaxFactory.ParseName("Wrapped").WithTrailingTrivia(SyntaxFactory.LineFeed),
                    SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.LineFeed), default, default, members,
                    SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.LineFeed), default)));
            default:
                return root;
        }
    }

    /// <summary>Each member and statement is in a region of its own.</summary>
    internal static SyntaxNode Regions(SyntaxNode root, SemanticModel model) => Wrap(root, "#region part", "#endregion");

    /// <summary>Each member and statement is in an <c>#if</c> that holds, with nothing after its <c>#else</c>.</summary>
    internal static SyntaxNode Conditions(SyntaxNode root, SemanticModel model) => Wrap(root, "#if true", "#else\n#error no\n#endif");

    private static SyntaxNode Wrap(SyntaxNode root, string begin, string end)
    {
        var nodes = root.DescendantNodes().Where(static node => node is StatementSyntax { Parent: BlockSyntax } or MemberDeclarationSyntax
            && node is not (GlobalStatementSyntax or EnumMemberDeclarationSyntax or FileScopedNamespaceDeclarationSyntax) && !node.ContainsDirectives).ToList();
        var (open, close) = (SyntaxFactory.ParseLeadingTrivia("\n" + begin + "\n"), SyntaxFactory.ParseLeadingTrivia("\n" + end + "\n"));
        return root.ReplaceNodes(nodes, (_, now) => now
            .WithLeadingTrivia(open.Concat(now.GetLeadingTrivia())).WithTrailingTrivia(now.GetTrailingTrivia().Concat(close)));
    }

    private static SyntaxNode ReplaceTypes(SyntaxNode root, System.Func<TypeDeclarationSyntax, TypeDeclarationSyntax> change) => root.ReplaceNodes(
        root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(static type => type is ClassDeclarationSyntax or RecordDeclarationSyntax && !type.ContainsDirectives
            && type.Members.Count > 1), (_, now) => change(now));

    private sealed class Splitter : CSharpSyntaxRewriter
    {
        public override SyntaxList<TNode> VisitList<TNode>(SyntaxList<TNode> list)
        {
            var result = new List<TNode>();
            foreach (var node in list)
            {
                var visited = Visit(node)!;
                if (visited is not TypeDeclarationSyntax { Members.Count: > 1 } type || type is not (ClassDeclarationSyntax or RecordDeclarationSyntax) || type.ContainsDirectives)
                {
                    result.Add((TNode)visited);
                    continue;
                }

                if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                    type = type.WithModifiers(type.Modifiers, SyntaxFactory.Token(SyntaxKind.PartialKeyword));

                var half = type.Members.Count / 2;
                var first = type.WithMembers(SyntaxFactory.List(type.Members.Take(half))).WithTrailingTrivia(SyntaxFactory.LineFeed);
                var second = type.WithMembers(SyntaxFactory.List(type.Members.Skip(half))).WithAttributeLists(default).WithBaseList(null).WithParameterList(null)
                    .WithConstraintClauses(default).WithLeadingTrivia(SyntaxFactory.LineFeed);
                result.Add((TNode)(SyntaxNode)first);
                result.Add((TNode)(SyntaxNode)second.WithoutAnnotations("report"));
            }

            return SyntaxFactory.List(result);
        }
    }

    private static TypeDeclarationSyntax WithModifiers(this TypeDeclarationSyntax type, SyntaxTokenList modifiers, SyntaxToken partial)
    {
        if (modifiers.Count > 0)
            return (TypeDeclarationSyntax)type.WithModifiers(modifiers.Add(partial.WithTrailingTrivia(SyntaxFactory.Space)));

        var lead = type.Keyword.LeadingTrivia;
        return (TypeDeclarationSyntax)type.WithKeyword(type.Keyword.WithLeadingTrivia())
            .WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(lead).WithTrailingTrivia(SyntaxFactory.Space)));
    }
}
