using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>A change of one file that keeps what the program means. It changes all places of its kind at once; where there is none, nothing.</summary>
internal sealed record Transformation(string Name, Func<SyntaxNode, SemanticModel, SyntaxNode> Apply)
{
    internal static readonly ImmutableArray<Transformation> All =
    [
        new("rename locals", Names.RenameLocals),
        new("name types by aliases", Names.Alias),
        new("name types in full", Names.Qualify),
        new("extract arguments", Variables.Extract),
        new("inline variables", Variables.Inline),
        new("types for var", Variables.ToTypes),
        new("var for types", Variables.ToVar),
        new("target-typed new", Variables.ToTargetTyped),
        new("new with its type", Variables.ToNamedType),
        new("name arguments", Calls.NameArguments),
        new("reorder named arguments", Calls.ReverseArguments),
        new("ConfigureAwait", Calls.ConfigureAwait),
        new("blocks for expressions", Bodies.ToBlocks),
        new("expressions for blocks", Bodies.ToExpressions),
        new("nest in a local function", Bodies.IntoLocalFunction),
        new("nest in a lambda", Bodies.IntoLambda),
        new("reorder members", Layout.Reorder),
        new("split into parts", Layout.Split),
        new("other form of namespace", Layout.Namespaces),
        new("wrap in regions", Layout.Regions),
        new("wrap in #if", Layout.Conditions),
    ];
}
