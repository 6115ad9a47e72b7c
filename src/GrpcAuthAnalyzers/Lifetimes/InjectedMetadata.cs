using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>Metadata that classes take in their constructors.</summary>
internal static class InjectedMetadata
{
    /// <summary>
    /// The first class, in the order of the trees, that takes the metadata of the application in its constructor and hands it to
    /// calls: its parameter and the uses. Null if no class does, or if any class changes that metadata.
    /// </summary>
    internal static (ISymbol Parameter, List<IOperation> Uses)? OfServices(CompilationFacts facts)
    {
        (ISymbol, List<IOperation>)? first = null;
        foreach (var tree in facts.Compilation.SyntaxTrees.OrderBy(static t => t.FilePath, System.StringComparer.Ordinal))
        {
            foreach (var mention in TreeIndex.Of(tree).MentionsOf("Metadata"))
            {
                if (ParameterOf(mention) is not { } written
                    || ReferencesTo(written, facts) is not { Count: > 0 } references
                    || ((IParameterReferenceOperation)references[0]).Parameter is not { ContainingSymbol: IMethodSymbol constructor } parameter
                    || constructor.MethodKind != MethodKind.Constructor
                    || !GrpcSymbols.Is(parameter.Type, facts.Symbols.Metadata) || !parameter.GetAttributes().IsEmpty || IsMadeByHand(constructor, facts))
                    continue;

                if (UsesOf(references, facts) is not { } uses)
                    return null;

                if (uses.Count > 0)
                    first ??= (parameter, uses);
            }
        }

        return first;
    }

    /// <summary>
    /// Where a constructor parameter, or the field that it is kept in, is handed to calls; empty when it is not, and when code
    /// changes the metadata.
    /// </summary>
    internal static List<IOperation> UsesOf(IParameterSymbol parameter, CompilationFacts facts) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax written
            ? UsesOf(ReferencesTo(written, facts), facts) ?? new List<IOperation>()
            : new List<IOperation>();

    /// <summary>The parameter of a constructor or type whose type a name is; null for others.</summary>
    private static ParameterSyntax? ParameterOf(SyntaxNode type)
    {
        while (type.Parent is NameSyntax or NullableTypeSyntax)
            type = type.Parent;

        return type.Parent is ParameterSyntax { Parent.Parent: ConstructorDeclarationSyntax or TypeDeclarationSyntax } parameter ? parameter : null;
    }

    /// <summary>What mentions a parameter, in every part of its type: the parts of a class share its primary constructor.</summary>
    private static List<IOperation> ReferencesTo(ParameterSyntax parameter, CompilationFacts facts)
    {
        var references = new List<IOperation>();
        var type = parameter.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        IEnumerable<SyntaxTree> trees = type.Modifiers.Any(SyntaxKind.PartialKeyword) ? facts.Compilation.SyntaxTrees : new[] { parameter.SyntaxTree };
        foreach (var mention in trees.SelectMany(t => TreeIndex.Of(t).MentionsOf(parameter.Identifier.ValueText)))
        {
            if (mention.Ancestors().OfType<TypeDeclarationSyntax>().Any(t => t.Identifier.ValueText == type.Identifier.ValueText)
                && facts.Bodies.OperationOf(mention) is IParameterReferenceOperation { Parameter: var symbol } reference
                && symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == parameter.SyntaxTree && r.Span == parameter.Span))
                references.Add(reference);
        }

        return references;
    }

    /// <summary>Null when code changes the metadata, or may.</summary>
    private static List<IOperation>? UsesOf(List<IOperation> references, CompilationFacts facts)
    {
        var uses = new List<IOperation>();
        foreach (var reference in references)
        {
            if (MetadataUses.IsHandedToCall(reference, facts))
                uses.Add(reference);
            else if (MayChange(reference, facts))
                return null;
            else if (MemberThatKeeps(MetadataHolders.Outermost(reference, facts)) is { } member)
            {
                if (!IsKeptAsItIs(member, facts))
                    return null;

                uses.AddRange(MetadataUses.OfMember(member, facts));
            }
        }

        return uses;
    }

    private static ISymbol? MemberThatKeeps(IOperation value) => value.Parent switch
    {
        IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0],
        IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties } => properties[0],
        IAssignmentOperation
        {
            Target: IMemberReferenceOperation
            {
                Instance: IInstanceReferenceOperation,
                Member: IFieldSymbol or IPropertySymbol
            } target
        } assignment
            when assignment.Value == value =>
            target.Member,
        _ => null,
    };

    private static bool IsKeptAsItIs(ISymbol member, CompilationFacts facts)
    {
        var writes = facts.Bodies.WritesTo(member);
        return writes.IsComplete && writes.Writes.All(static w => EnclosingFunction.IsConstruction(w.Site))
            && !facts.Bodies
                .BodiesMentioning(member)
                .Any(body => body.ReferencesTo(member).Any(reference => MayChange(reference, facts) && !MetadataUses.IsHandedToCall(reference, facts)));
    }

    private static bool MayChange(IOperation reference, CompilationFacts facts) =>
        AssignedOnce.IsChanged(reference) || (reference.Parent is IArgumentOperation argument && !KnownReadOnlyCalls.OnlyReads(argument, facts.Symbols));

    private static bool IsMadeByHand(IMethodSymbol constructor, CompilationFacts facts) =>
        facts.Bodies.IsMentionedTooOften(constructor)
            || facts.Bodies.BodiesMentioning(constructor).Any(body => body.ReferencesTo(constructor).Any(static r => r is IObjectCreationOperation));
}
