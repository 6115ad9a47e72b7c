using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>
/// What one syntax tree contains, by name and kind. It is made in one walk over each tree and kept with it, so an edit costs one document.
/// It knows nothing of gRPC: <c>Grpc.GrpcCandidates</c> picks from its lists.
/// </summary>
internal sealed class TreeIndex
{
    /// <summary>The name under which target-typed <c>new(...)</c> is indexed.</summary>
    internal const string ImplicitCreation = "new()";

    /// <summary>
    /// The name under which collection initializers with elements <c>{ a, b }</c> are indexed: those are calls of <c>Add</c> that
    /// are not written.
    /// </summary>
    internal const string PairInitializer = "{,}";

    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> Indexes = new();
    private static readonly List<SimpleNameSyntax> NoMentions = new();
    private static readonly List<ExpressionSyntax> NoCalls = new();

    private readonly Lazy<Dictionary<string, List<SimpleNameSyntax>>> _mentions;

    private TreeIndex(SyntaxTree tree)
    {
        _mentions = new Lazy<Dictionary<string, List<SimpleNameSyntax>>>(IndexMentions);
        Calls = new Dictionary<string, List<ExpressionSyntax>>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes(MayHaveChildren))
            Index(node);
    }

    /// <summary>Invocations and object creations by the name in front of the arguments, and initializers of pairs, in source order.</summary>
    internal Dictionary<string, List<ExpressionSyntax>> Calls { get; }

    /// <summary>Every <c>: this(...)</c> and <c>: base(...)</c> of a constructor, and every <c>: Base(...)</c> of a primary constructor.</summary>
    internal List<SyntaxNode> ConstructorInitializers { get; } = new();

    /// <summary>Every class, struct, interface and record.</summary>
    internal List<TypeDeclarationSyntax> Types { get; } = new();

    /// <summary>Every lambda, local function and method.</summary>
    internal List<SyntaxNode> Functions { get; } = new();

    /// <summary>Every method and property.</summary>
    internal List<MemberDeclarationSyntax> MethodsAndProperties { get; } = new();

    /// <summary>Every name that is written as an expression or type.</summary>
    internal List<SimpleNameSyntax> Names { get; } = new();

    /// <summary>Every string literal and interpolated string.</summary>
    internal List<ExpressionSyntax> Texts { get; } = new();

    /// <summary>
    /// The nodes that may give a value to a name, in source order: declarators, assignments, loops over elements, patterns and out variables, what is
    /// appended to a builder, and pairs of a name and a value.
    /// </summary>
    internal List<SyntaxNode> Givings { get; } = new();

    /// <summary>The index of a tree, made at the first call.</summary>
    internal static TreeIndex Of(SyntaxTree tree) => Indexes.GetValue(tree, static t => new TreeIndex(t));

    /// <summary>Every place where a name, or an alias of the file for the type of that name, is written as an expression or type; may be empty.</summary>
    internal List<SimpleNameSyntax> MentionsOf(string name) => _mentions.Value.TryGetValue(name, out var found) ? found : NoMentions;

    /// <summary>The same inside a part of the tree. Looks at nothing that stands elsewhere.</summary>
    internal IEnumerable<SimpleNameSyntax> MentionsOf(string name, TextSpan inside)
    {
        var mentions = MentionsOf(name);
        var (low, high) = (0, mentions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (mentions[middle].SpanStart < inside.Start)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < mentions.Count && mentions[low].Span.End <= inside.End; low++)
            yield return mentions[low];
    }

    /// <summary>The invocations and creations with this name in front of their arguments, in source order; may be empty.</summary>
    internal List<ExpressionSyntax> CallsOf(string name) => Calls.TryGetValue(name, out var found) ? found : NoCalls;

    /// <summary>Names, literals and the like have no nodes inside: the walk need not look there.</summary>
    private static bool MayHaveChildren(SyntaxNode node) => (SyntaxKind)node.RawKind is not
        (SyntaxKind.IdentifierName or SyntaxKind.PredefinedType or SyntaxKind.StringLiteralExpression or SyntaxKind.NumericLiteralExpression
        or SyntaxKind.NullLiteralExpression or SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression or SyntaxKind.ThisExpression
        or SyntaxKind.InterpolatedStringText or SyntaxKind.SingleVariableDesignation or SyntaxKind.OmittedArraySizeExpression);

    /// <summary>By kind, for most nodes are of none that matters: a test of each type costs more than the walk.</summary>
    private void Index(SyntaxNode node)
    {
        switch ((SyntaxKind)node.RawKind)
        {
            case SyntaxKind.IdentifierName:
            case SyntaxKind.GenericName:
                Names.Add((SimpleNameSyntax)node);
                break;
            case SyntaxKind.InvocationExpression:
                IndexCall((InvocationExpressionSyntax)node);
                break;
            case SyntaxKind.ObjectCreationExpression:
                if (NameSyntaxText.NameOf(((ObjectCreationExpressionSyntax)node).Type) is { } type)
                    Add(Calls, type, (ExpressionSyntax)node);
                break;
            case SyntaxKind.ImplicitObjectCreationExpression:
                Add(Calls, ImplicitCreation, (ExpressionSyntax)node);
                break;
            case SyntaxKind.CollectionInitializerExpression:
                if (((InitializerExpressionSyntax)node).Expressions.Any(IsPair))
                    Add(Calls, PairInitializer, (ExpressionSyntax)node);
                break;
            case SyntaxKind.StringLiteralExpression:
            case SyntaxKind.Utf8StringLiteralExpression:
            case SyntaxKind.InterpolatedStringExpression:
                Texts.Add((ExpressionSyntax)node);
                break;
            case SyntaxKind.ThisConstructorInitializer:
            case SyntaxKind.BaseConstructorInitializer:
            case SyntaxKind.PrimaryConstructorBaseType:
                ConstructorInitializers.Add(node);
                break;
            case SyntaxKind.VariableDeclarator:
                if (((VariableDeclaratorSyntax)node).Initializer is not null)
                    Givings.Add(node);
                break;
            case SyntaxKind.ArgumentList:
                if (((ArgumentListSyntax)node).Arguments.Count == 2)
                    Givings.Add(node);
                break;
            case SyntaxKind.ComplexElementInitializerExpression:
                if (IsPair(node))
                    Givings.Add(node);
                break;
            case SyntaxKind.ForEachStatement:
            case SyntaxKind.SingleVariableDesignation:
                Givings.Add(node);
                break;
            case SyntaxKind.MethodDeclaration:
                Functions.Add(node);
                MethodsAndProperties.Add((MethodDeclarationSyntax)node);
                break;
            case SyntaxKind.PropertyDeclaration:
                MethodsAndProperties.Add((PropertyDeclarationSyntax)node);
                break;
            case SyntaxKind.SimpleLambdaExpression:
            case SyntaxKind.ParenthesizedLambdaExpression:
            case SyntaxKind.AnonymousMethodExpression:
            case SyntaxKind.LocalFunctionStatement:
                Functions.Add(node);
                break;
            case SyntaxKind.Argument:
            case SyntaxKind.SimpleMemberAccessExpression:
            case SyntaxKind.Block:
                break;
            default:
                if (node is AssignmentExpressionSyntax)
                    Givings.Add(node);
                else if (node is TypeDeclarationSyntax declared)
                    Types.Add(declared);
                break;
        }
    }

    private void IndexCall(InvocationExpressionSyntax invocation)
    {
        if (invocation.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" or "AppendLine" })
            Givings.Add(invocation);

        if (NameSyntaxText.NameOf(invocation.Expression) is { } name)
            Add(Calls, name, invocation);
    }

    private static bool IsPair(SyntaxNode element) =>
        element is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions.Count: 2 };

    private Dictionary<string, List<SimpleNameSyntax>> IndexMentions()
    {
        var mentions = new Dictionary<string, List<SimpleNameSyntax>>(StringComparer.Ordinal);
        var aliases = Names.Count == 0 ? null : FileAliases.In(Names[0].SyntaxTree);
        foreach (var name in Names)
        {
            var text = name.Identifier.ValueText;
            if (aliases!.Count == 0 || !FileAliases.Declares(name))
                Add(mentions, text, name);

            if (aliases.Count > 0 && aliases.TryGetValue(text, out var target) && target != text && !FileAliases.Declares(name))
                Add(mentions, target, name);
        }

        return mentions;
    }

    private static void Add<TNode>(Dictionary<string, List<TNode>> index, string name, TNode node)
    {
        if (!index.TryGetValue(name, out var nodes))
            index.Add(name, nodes = new List<TNode>());

        nodes.Add(node);
    }
}
