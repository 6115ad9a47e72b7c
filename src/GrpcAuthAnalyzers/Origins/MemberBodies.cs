using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// Hands out the operations and facts of the member bodies of one compilation, each made once. This is the only file that
/// asks a compilation for semantic models.
/// </summary>
internal sealed class MemberBodies
{
    private readonly Compilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IOperation, BodyFacts> _facts = new();
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<BodyFacts>> _mentioning = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, WriteSet> _writes = new(SymbolEqualityComparer.Default);
    private readonly bool _internalsAreVisible;
    private readonly Lazy<ImmutableArray<SyntaxTree>> _trees;

    internal MemberBodies(Compilation compilation)
    {
        _compilation = compilation;
        _trees = new Lazy<ImmutableArray<SyntaxTree>>(() => compilation.SyntaxTrees.OrderBy(static t => t.FilePath, StringComparer.Ordinal).ToImmutableArray());
        _internalsAreVisible = compilation.Assembly.GetAttributes()
            .Any(static a => a.AttributeClass?.Name == "InternalsVisibleToAttribute");
    }

    /// <summary>How many bodies have been walked so far: the bound that tests assert.</summary>
    internal int BodiesVisited => _facts.Count;

    /// <summary>The operation of a node; null when the node has none.</summary>
    internal IOperation? OperationOf(SyntaxNode node) => ModelOf(node.SyntaxTree).GetOperation(node);

    /// <summary>The facts of the body that an operation stands in.</summary>
    internal BodyFacts FactsOf(IOperation operation) => _facts.GetOrAdd(Function.Root(operation), static root => new BodyFacts(root));

    /// <summary>
    /// Whether a symbol is declared in a tree of this compilation. A project reference in an editor is a source symbol of
    /// another compilation: that one is unseen, like one from an assembly.
    /// </summary>
    internal bool IsSeen(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (_compilation.ContainsSyntaxTree(reference.SyntaxTree))
                return true;
        }

        return false;
    }

    /// <summary>The function operation of a source method, local function or accessor; null when it has no body in this compilation.</summary>
    internal IOperation? FunctionOf(IMethodSymbol method)
    {
        var symbol = method.OriginalDefinition;
        symbol = symbol.PartialImplementationPart ?? symbol;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (!_compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;

            switch (OperationOf(reference.GetSyntax()))
            {
                case null:
                    break;
                case ILocalFunctionOperation localFunction:
                    return localFunction;
                case { } operation:
                    return Function.Root(operation);
            }
        }

        return null;
    }

    /// <summary>What a function returns; empty for <c>void</c>, and for functions that only throw.</summary>
    internal IReadOnlyList<IOperation> ReturnsOf(IOperation function) => FactsOf(function).ReturnsOf(function);

    /// <summary>
    /// The facts of the bodies that mention a field, property, method or (by what makes objects) constructor by name: within the type that declares it for private
    /// members, else within the compilation.
    /// </summary>
    internal ImmutableArray<BodyFacts> BodiesMentioning(ISymbol symbol) =>
        _mentioning.GetOrAdd(symbol.OriginalDefinition, CollectBodies);

    /// <summary>The facts of the bodies that can mention a variable: the one of a reference to a local or parameter, every one that names a member.</summary>
    internal ImmutableArray<BodyFacts> BodiesWith(ISymbol variable, IOperation reference) =>
        variable is IFieldSymbol or IPropertySymbol ? BodiesMentioning(variable) : ImmutableArray.Create(FactsOf(reference));

    /// <summary>
    /// Every write to a field or property, and whether that is all of them: false where code outside this compilation, or
    /// something that is no assignment (a positional record, an out argument), may write too.
    /// </summary>
    internal WriteSet WritesTo(ISymbol symbol) => _writes.GetOrAdd(symbol.OriginalDefinition, CollectWrites);

    private WriteSet CollectWrites(ISymbol symbol)
    {
        if (!IsSeen(symbol))
            return WriteSet.Unseen;

        var writes = ImmutableArray.CreateBuilder<Write>();
        foreach (var facts in BodiesMentioning(symbol))
            writes.AddRange(facts.WritesTo(symbol));

        var isComplete = writes.Count > 0 && IsWrittenOnlyHere(symbol);
        foreach (var write in writes)
            isComplete &= write.Value is not null;

        return new WriteSet(writes.ToImmutable(), isComplete);
    }

    private bool IsWrittenOnlyHere(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } => true,
        IPropertySymbol property when property.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is ParameterSyntax) => false,
        IPropertySymbol { SetMethod: null } => true,
        IPropertySymbol { SetMethod: { } setter } => IsHidden(setter),
        _ => IsHidden(symbol),
    };

    /// <summary>Whether no code of another assembly can name the symbol.</summary>
    private bool IsHidden(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            switch (current.DeclaredAccessibility)
            {
                case Accessibility.Private:
                case Accessibility.Internal or Accessibility.ProtectedAndInternal when !_internalsAreVisible:
                    return true;
            }
        }

        return false;
    }

    private ImmutableArray<BodyFacts> CollectBodies(ISymbol symbol)
    {
        var scope = symbol.DeclaredAccessibility == Accessibility.Private && symbol.ContainingType is { } type ? type.DeclaringSyntaxReferences : default;
        IEnumerable<SyntaxTree> trees = _trees.Value;
        if (!scope.IsDefault)
            trees = scope.Select(static r => r.SyntaxTree).Distinct().Where(_compilation.ContainsSyntaxTree).OrderBy(static t => t.FilePath, StringComparer.Ordinal);

        var bodies = ImmutableArray.CreateBuilder<BodyFacts>();
        var seen = new HashSet<BodyFacts>();
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (_compilation.ContainsSyntaxTree(reference.SyntaxTree) && InitializerOf(reference.GetSyntax()) is { } initializer)
                AddBodyOf(initializer);
        }

        foreach (var tree in trees)
        {
            foreach (var mention in MentionsOf(symbol, tree))
            {
                if (scope.IsDefault || scope.Any(r => r.SyntaxTree == tree && r.Span.Contains(mention.Span)))
                    AddBodyOf(mention);
            }
        }

        return bodies.ToImmutable();

        void AddBodyOf(SyntaxNode node)
        {
            for (var current = node; current is not null and not BaseTypeDeclarationSyntax; current = current.Parent)
            {
                if (OperationOf(current) is not { } operation)
                    continue;

                if (FactsOf(operation) is var facts && seen.Add(facts))
                    bodies.Add(facts);
                return;
            }
        }
    }

    /// <summary>A constructor is mentioned by the name of its type, by <c>new(...)</c>, and by <c>: this(...)</c> and <c>: base(...)</c>.</summary>
    private static IEnumerable<SyntaxNode> MentionsOf(ISymbol symbol, SyntaxTree tree)
    {
        var index = TreeIndex.Of(tree);
        if (symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor })
            return index.MentionsOf(symbol.Name);

        index.Calls.TryGetValue(TreeIndex.ImplicitCreation, out var implicitCreations);
        return index.MentionsOf(symbol.ContainingType.Name).Concat<SyntaxNode>(implicitCreations ?? Enumerable.Empty<SyntaxNode>()).Concat(index.ConstructorInitializers);
    }

    /// <summary>The initializer of a field or property: it does not mention the name that it initializes.</summary>
    private static EqualsValueClauseSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030:Do not invoke Compilation.GetSemanticModel() method within a diagnostic analyzer",
        Justification = "Bodies of other members are asked for on demand; the analyzer driver serves this call from its own cache.")]
    private SemanticModel ModelOf(SyntaxTree tree) => _models.GetOrAdd(tree, t => _compilation.GetSemanticModel(t));
}
