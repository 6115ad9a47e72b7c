using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Origins;

/// <summary>
/// The operations and facts of the member bodies of one compilation, each computed once. This is the only file that
/// asks a compilation for semantic models.
/// </summary>
internal sealed class MemberBodies
{
    private readonly Compilation _compilation;
    private readonly AnswerTable<SyntaxTree, SemanticModel> _models;
    private readonly AnswerTable<IOperation, BodyFacts> _facts = new(static root => new BodyFacts(root));
    private readonly AnswerTable<ISymbol, ImmutableArray<BodyFacts>> _mentioning;
    private readonly AnswerTable<ISymbol, WriteSet> _writes;
    private readonly AnswerTable<TypeDeclarationSyntax, INamedTypeSymbol?> _types;
    private readonly AnswerTable<ISymbol, IOperation?> _functions;
    private readonly AnswerTable<ISymbol, bool> _common;
    private readonly AnswerTable<ISymbol, List<BodyFacts>?> _touching;
    private readonly AnswerTable<INamedTypeSymbol, DeclaredParts> _parts;
    private readonly AnswerTable<string, ILookup<ISymbol, BodyFacts>> _named;
    private readonly Lazy<ImmutableArray<SyntaxTree>> _trees;
    private readonly Lazy<ConstructorCallIndex> _creations;

    internal MemberBodies(Compilation compilation)
    {
        _compilation = compilation;
        _models = new(MakeModel);
        _mentioning = new(CollectBodies, SymbolEqualityComparer.Default);
        _writes = new(CollectWrites, SymbolEqualityComparer.Default);
        _types = new(declaration => _models.Of(declaration.SyntaxTree).GetDeclaredSymbol(declaration) as INamedTypeSymbol);
        _functions = new(FindFunction, SymbolEqualityComparer.Default);
        _common = new(IsCommon, SymbolEqualityComparer.Default);
        _touching = new(CollectTouching, SymbolEqualityComparer.Default);
        _parts = new(type => new DeclaredParts(type, compilation.ContainsSyntaxTree), SymbolEqualityComparer.Default);
        _named = new(BodiesNaming, StringComparer.Ordinal);
        _trees = new Lazy<ImmutableArray<SyntaxTree>>(() => compilation.SyntaxTrees.OrderBy(static t => t.FilePath, StringComparer.Ordinal).ToImmutableArray());
        _creations = new Lazy<ConstructorCallIndex>(() => new ConstructorCallIndex(_trees.Value));
        Visibility = new Visibility(compilation, _trees);
    }

    /// <summary>How many bodies have been walked so far: the bound that tests assert.</summary>
    internal int BodiesVisited => _facts.Count;

    /// <summary>Which symbols unseen code can name.</summary>
    internal Visibility Visibility { get; }

    /// <summary>The operation of a node; null when the node has none.</summary>
    internal IOperation? OperationOf(SyntaxNode node) => BoundOperation.Of(_models.Of(node.SyntaxTree), node);

    /// <summary>The facts of the body that contains an operation.</summary>
    internal BodyFacts FactsOf(IOperation operation) => _facts.Of(EnclosingFunction.Root(operation));

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
    internal IOperation? FunctionOf(IMethodSymbol method) => _functions.Of(CallFrame.BodyOf(method));

    /// <summary>The type whose code contains an operation, or null.</summary>
    internal INamedTypeSymbol? TypeAround(IOperation operation) => operation.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
        ? TypeDeclaredBy(declaration)
        : operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart)?.ContainingType;

    /// <summary>The type that a declaration declares.</summary>
    internal INamedTypeSymbol? TypeDeclaredBy(TypeDeclarationSyntax declaration) => _types.Of(declaration);

    private IOperation? FindFunction(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (!_compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;

            switch (OperationOf(reference.GetSyntax()))
            {
                case ILocalFunctionOperation localFunction:
                    return localFunction;
                case { } operation:
                    return EnclosingFunction.Root(operation);
            }
        }

        return null;
    }

    /// <summary>
    /// The function that a call of a method from a frame enters; null when it is not seen, may be another, is entered already, or
    /// lies too deep.
    /// </summary>
    internal IOperation? EnteredBy(IMethodSymbol method, CallFrame? caller) =>
        IsSeen(method)
            && OriginTracer.HasOneBody(method)
            && !CallFrame.IsEntered(caller, method)
            && (caller?.Depth ?? 0) < Budget.MaxDepth
            ? FunctionOf(method)
            : null;

    /// <summary>The function that a lambda, or a method group with one body, stands for; null for other delegates.</summary>
    internal IOperation? FunctionGivenBy(IOperation @delegate) => Conversions.FunctionInside(@delegate) switch
    {
        IAnonymousFunctionOperation lambda => lambda,
        IMethodReferenceOperation { Method: var method } when OriginTracer.HasOneBody(method) => FunctionOf(method),
        _ => null,
    };

    /// <summary>The <c>: base(...)</c> or <c>: this(...)</c> of a constructor in source; null when none is written or seen.</summary>
    internal IInvocationOperation? InitializerOf(IMethodSymbol constructor)
    {
        foreach (var reference in constructor.OriginalDefinition.DeclaringSyntaxReferences)
        {
            if (!_compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;

            SyntaxNode? initializer = reference.GetSyntax() switch
            {
                ConstructorDeclarationSyntax declaration => declaration.Initializer,
                TypeDeclarationSyntax type => type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault(),
                _ => null,
            };
            if (initializer is not null)
                return OperationOf(initializer) as IInvocationOperation;
        }

        return null;
    }

    /// <summary>The initializer of a field or property; null when it has none in this compilation.</summary>
    internal IOperation? MemberInitializerOf(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (_compilation.ContainsSyntaxTree(reference.SyntaxTree) && InitializerOf(reference.GetSyntax()) is { } initializer)
                return OperationOf(initializer);
        }

        return null;
    }

    /// <summary>What a function returns; empty for <c>void</c>, and for functions that only throw.</summary>
    internal List<IOperation> ReturnsOf(IOperation function) => FactsOf(function).ReturnsOf(function);

    /// <summary>
    /// The facts of the bodies that mention a field, property, method or (by what makes objects) constructor by name: within the
    /// type that declares it for private members, else within the compilation.
    /// </summary>
    internal ImmutableArray<BodyFacts> BodiesMentioning(ISymbol symbol) => _mentioning.Of(symbol.OriginalDefinition);

    /// <summary>Whether so many places of the compilation have the name of a member that is not private that to bind them all would cost too much.</summary>
    internal bool IsMentionedTooOften(ISymbol s) => s.DeclaredAccessibility != Accessibility.Private && _common.Of(s.OriginalDefinition);

    private bool IsCommon(ISymbol symbol) =>
        (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            ? _creations.Value.CountOf(constructor)
            : _trees.Value.Sum(tree => TreeIndex.Of(tree).MentionsOf(symbol.Name).Count)) > Budget.MaxMentions;

    /// <summary>
    /// The bodies that may change what a field or property holds; null where so many places may that one question cannot look at them all.
    /// </summary>
    internal List<BodyFacts>? BodiesTouching(ISymbol member) => _touching.Of(member.OriginalDefinition);

    private List<BodyFacts>? CollectTouching(ISymbol member)
    {
        var bodies = BodiesMentioning(member).Where(facts => facts.TouchingReferencesTo(member).Count > 0).ToList();
        return bodies.Sum(facts => facts.TouchingReferencesTo(member).Count) > OrderedPlaces.Most ? null : bodies;
    }

    /// <summary>The facts of the bodies that can mention a variable: the one of a reference to a local or parameter, every one that names a member.</summary>
    internal ImmutableArray<BodyFacts> BodiesWith(ISymbol variable, IOperation reference) =>
        ObjectHolder.IsMember(variable) ? BodiesMentioning(variable) : ImmutableArray.Create(FactsOf(reference));

    /// <summary>
    /// Every write to a field or property, and whether that is all of them: false where code outside this compilation, or
    /// something that is no assignment (a positional record, an out argument), may write too.
    /// </summary>
    internal WriteSet WritesTo(ISymbol symbol) => _writes.Of(symbol.OriginalDefinition);

    private WriteSet CollectWrites(ISymbol symbol)
    {
        if (!IsSeen(symbol))
            return WriteSet.Unseen;

        var writes = ImmutableArray.CreateBuilder<Write>();
        foreach (var write in BodiesMentioning(symbol).SelectMany(facts => facts.WritesTo(symbol)))
            writes.Add(Filled(write, symbol));

        var isComplete = writes.Count > 0 && IsWrittenOnlyHere(symbol) && writes.All(static write => write.Value is not null);

        return new WriteSet(writes.ToImmutable(), isComplete);
    }

    /// <summary>
    /// A write by <c>LazyInitializer.EnsureInitialized</c> with what its method or lambda returns; the same write where that is not seen, and where something
    /// else may clear its flag.
    /// </summary>
    private Write Filled(Write write, ISymbol symbol)
    {
        if (write.Filler is not { Arguments: var given }
            || FunctionGivenBy(given.At(given.Length - 1)) is not { } factory
            || ReturnsOf(factory) is not { Count: 1 } returns
            || (given.Length == 4 && !IsFlagOf(given.At(1), symbol)))
            return write;

        return new Write(write.Site, returns[0], isCoalesced: true);
    }

    private bool IsFlagOf(IOperation flag, ISymbol variable) =>
        flag is IFieldReferenceOperation { Field: var field }
        && (variable as IFieldSymbol)?.Type is { SpecialType: not SpecialType.System_Boolean }
        && IsWrittenOnlyHere(field)
        && WritesTo(field).Writes.Length == 1;

    private bool IsWrittenOnlyHere(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsConst: true } => true,
        IPropertySymbol property when property.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is ParameterSyntax) => false,
        IPropertySymbol { SetMethod: null } => true,
        IPropertySymbol { SetMethod: { } setter } => Visibility.IsHidden(setter),
        _ => Visibility.IsHidden(symbol),
    };

    private ImmutableArray<BodyFacts> CollectBodies(ISymbol symbol)
    {
        var initializers = symbol.DeclaringSyntaxReferences
            .Where(reference => _compilation.ContainsSyntaxTree(reference.SyntaxTree))
            .Select(static reference => InitializerOf(reference.GetSyntax()));
        var parts = symbol.DeclaredAccessibility == Accessibility.Private && symbol.ContainingType is { } type
            ? _parts.Of(type) : null;
        var mentioning = (symbol, parts) switch
        {
            (IMethodSymbol { MethodKind: MethodKind.Constructor } constructor, null) => BodiesOf(_creations.Value.Of(constructor)),
            (IMethodSymbol { MethodKind: MethodKind.Constructor } constructor, _) =>
                BodiesOf(new ConstructorCallIndex(parts.Trees).Of(constructor).Where(parts.Contains)),
            (_, null) => _named.Of(symbol.Name)[symbol],
            _ => BodiesOf(parts.MentionsOf(symbol.Name)),
        };

        return BodiesOf(initializers).Concat(mentioning).Distinct().ToImmutableArray();
    }

    /// <summary>The facts of the bodies that nodes stand in; none for those that stand in no body.</summary>
    private IEnumerable<BodyFacts> BodiesOf(IEnumerable<SyntaxNode?> nodes)
    {
        foreach (var node in nodes)
        {
            for (var current = node; current is not null and not BaseTypeDeclarationSyntax; current = current.Parent)
            {
                if (OperationOf(current) is not { } operation)
                    continue;

                yield return FactsOf(operation);
                break;
            }
        }
    }

    /// <summary>The bodies of the compilation that mention a name, by what it means there: of a thousand members of one name each has its own few.</summary>
    private ILookup<ISymbol, BodyFacts> BodiesNaming(string name) => _trees.Value
        .SelectMany(tree => BodiesOf(TreeIndex.Of(tree).MentionsOf(name)))
        .Distinct()
        .SelectMany(facts => facts.ReferencedAs(name), static (facts, symbol) => (Facts: facts, Symbol: symbol))
        .ToLookup(static mention => mention.Symbol, static mention => mention.Facts, SymbolEqualityComparer.Default);

    /// <summary>The initializer of a field or property: it does not mention the name that it initializes.</summary>
    private static EqualsValueClauseSyntax? InitializerOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030:Do not invoke Compilation.GetSemanticModel() method within a diagnostic analyzer",
        Justification = "Bodies of other members are asked for on demand; the analyzer driver serves this call from its own cache.")]
    private SemanticModel MakeModel(SyntaxTree tree) => _compilation.GetSemanticModel(tree);
}
