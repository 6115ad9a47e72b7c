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
        foreach (var node in tree.GetRoot().DescendantNodes())
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

    private void Index(SyntaxNode node)
    {
        if (node is SimpleNameSyntax simple)
        {
            Names.Add(simple);
            return;
        }

        if (MayGive(node))
            Givings.Add(node);

        switch (node)
        {
            case InvocationExpressionSyntax invocation when NameSyntaxText.NameOf(invocation.Expression) is { } name:
                Add(Calls, name, invocation);
                break;
            case ObjectCreationExpressionSyntax creation when NameSyntaxText.NameOf(creation.Type) is { } name:
                Add(Calls, name, creation);
                break;
            case ImplicitObjectCreationExpressionSyntax creation:
                Add(Calls, ImplicitCreation, creation);
                break;
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } initializer when initializer.Expressions.Any(IsPair):
                Add(Calls, PairInitializer, initializer);
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.Utf8StringLiteralExpression }
                or InterpolatedStringExpressionSyntax:
                Texts.Add((ExpressionSyntax)node);
                break;
            case ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax:
                ConstructorInitializers.Add(node);
                break;
            case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                Functions.Add(node);
                break;
            case MethodDeclarationSyntax method:
                Functions.Add(method);
                MethodsAndProperties.Add(method);
                break;
            case PropertyDeclarationSyntax property:
                MethodsAndProperties.Add(property);
                break;
            case TypeDeclarationSyntax type:
                Types.Add(type);
                break;
        }
    }

    private static bool MayGive(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer is not null,
        AssignmentExpressionSyntax or ForEachStatementSyntax or SingleVariableDesignationSyntax => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" or "AppendLine" } } => true,
        ArgumentListSyntax list => list.Arguments.Count == 2,
        _ => IsPair(node),
    };

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
