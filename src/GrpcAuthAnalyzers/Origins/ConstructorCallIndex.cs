using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// Where constructors may be called in some trees: by the name of their type, by <c>new(...)</c>, and by <c>: this(...)</c> and <c>:
/// base(...)</c>. Made once for a compilation, so that the constructors of a thousand types do not look through a thousand trees
/// each.
/// </summary>
internal sealed class ConstructorCallIndex
{
    /// <summary>The name under which the <c>: base(...)</c> of partial classes are kept: another part may name the base.</summary>
    private const string AnyBase = "";

    private static readonly List<Place> None = new();

    private readonly Dictionary<string, List<Place>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<Place>> _implicit = new();
    private readonly Dictionary<string, List<Place>> _initializers = new(StringComparer.Ordinal);

    /// <param name="trees">The trees to look through, in the order of the answers.</param>
    internal ConstructorCallIndex(IEnumerable<SyntaxTree> trees)
    {
        var order = 0;
        foreach (var tree in trees)
            Add(TreeIndex.Of(tree), order++);
    }

    /// <summary>The places that may call a constructor, by names and by the number of arguments, in source order.</summary>
    internal IEnumerable<SyntaxNode> Of(IMethodSymbol constructor) =>
        ListsOf(constructor)
            .SelectMany(static list => list)
            .OrderBy(static p => p.Tree)
            .ThenBy(static p => p.Node.SpanStart)
            .Select(static p => p.Node);

    /// <summary>How many places may call a constructor, without binding any.</summary>
    internal int CountOf(IMethodSymbol constructor) => ListsOf(constructor).Sum(static list => list.Count);

    private IEnumerable<List<Place>> ListsOf(IMethodSymbol constructor)
    {
        var type = constructor.ContainingType.Name;
        yield return PlacesIn(_named, type);
        foreach (var places in _implicit)
        {
            if (MayTake(constructor, places.Key))
                yield return places.Value;
        }

        yield return PlacesIn(_initializers, type).FindAll(place => MayTake(constructor, place.Arguments));
        yield return PlacesIn(_initializers, AnyBase).FindAll(place => MayTake(constructor, place.Arguments));
    }

    private static List<Place> PlacesIn(Dictionary<string, List<Place>> index, string name) => index.TryGetValue(name, out var places) ? places : None;

    /// <summary>Whether a number of arguments may be those of a constructor: <c>new(...)</c> does not name its type.</summary>
    private static bool MayTake(IMethodSymbol constructor, int arguments)
    {
        var takesAny = constructor.Parameters.Any(static p => p.IsParams);
        return arguments >= constructor.Parameters.Count(static p => !p.IsOptional && !p.IsParams) && (takesAny || arguments <= constructor.Parameters.Length);
    }

    private void Add(TreeIndex index, int tree)
    {
        foreach (var calls in index.Calls)
        {
            foreach (var node in calls.Value)
            {
                if (node is ObjectCreationExpressionSyntax creation)
                    Add(_named, calls.Key, new Place(tree, creation, creation.ArgumentList));
                else if (node is ImplicitObjectCreationExpressionSyntax unnamed)
                    AddUnnamed(unnamed, new Place(tree, unnamed, unnamed.ArgumentList));
            }
        }

        foreach (var initializer in index.ConstructorInitializers)
            AddInitializer(initializer, tree);
    }

    /// <summary>Mostly the declaration beside it names the type: then only that type has to look at it.</summary>
    private void AddUnnamed(ImplicitObjectCreationExpressionSyntax creation, Place place)
    {
        if (NameSyntaxText.NameOf(NameSyntaxText.WrittenTypeOf(creation)) is { } name)
            Add(_named, name, place);
        else
            Add(_implicit, place.Arguments, place);
    }

    /// <summary><c>: this(...)</c> calls the type itself, <c>: base(...)</c> what the base list names.</summary>
    private void AddInitializer(SyntaxNode initializer, int tree)
    {
        switch (initializer)
        {
            case PrimaryConstructorBaseTypeSyntax primary when NameSyntaxText.NameOf(primary.Type) is { } name:
                Add(_initializers, name, new Place(tree, primary, primary.ArgumentList));
                break;
            case ConstructorInitializerSyntax { Parent.Parent: TypeDeclarationSyntax declaring } written:
                var place = new Place(tree, written, written.ArgumentList);
                if (written.IsKind(SyntaxKind.ThisConstructorInitializer))
                    Add(_initializers, declaring.Identifier.ValueText, place);
                else if (declaring.Modifiers.Any(SyntaxKind.PartialKeyword))
                    Add(_initializers, AnyBase, place);
                else
                    AddBases(declaring, place);

                break;
        }
    }

    private void AddBases(TypeDeclarationSyntax declaring, Place place)
    {
        var names = declaring.BaseList?.Types.Select(static type => NameSyntaxText.NameOf(type.Type)).OfType<string>() ?? Enumerable.Empty<string>();
        foreach (var name in names.Distinct())
            Add(_initializers, name, place);
    }

    private static void Add<TKey>(Dictionary<TKey, List<Place>> index, TKey key, Place place)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var places))
            index.Add(key, places = new List<Place>());

        places.Add(place);
    }

    private readonly struct Place
    {
        internal Place(int tree, SyntaxNode node, ArgumentListSyntax? arguments)
        {
            Tree = tree;
            Node = node;
            Arguments = arguments?.Arguments.Count ?? 0;
        }

        internal int Tree { get; }

        internal SyntaxNode Node { get; }

        internal int Arguments { get; }
    }
}
