using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>
/// The types of the variables that a fix has written, in place of <c>var</c>, where the options of the file ask for them:
/// <c>csharp_style_var_for_built_in_types</c>, <c>csharp_style_var_when_type_is_apparent</c> and <c>csharp_style_var_elsewhere</c>. Without an option
/// <c>var</c> stays.
/// </summary>
internal sealed class ExplicitTypes
{
    private const string BuiltIn = "csharp_style_var_for_built_in_types";
    private const string Apparent = "csharp_style_var_when_type_is_apparent";
    private const string Elsewhere = "csharp_style_var_elsewhere";

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly SemanticModel _model;
    private readonly AnalyzerConfigOptions _options;

    private ExplicitTypes(SemanticModel model, AnalyzerConfigOptions options)
    {
        _model = model;
        _options = options;
    }

    /// <summary>The solution with the types; the spans are those that were written into each copy of a file.</summary>
    internal static async Task<Solution> InAsync(
        Solution solution, IEnumerable<(IReadOnlyList<DocumentId> Copies, IReadOnlyList<TextSpan> Spans)> written, CancellationToken cancellation)
    {
        var typed = solution;
        foreach (var (copies, spans) in written)
        {
            if (solution.GetDocument(copies[0]) is not { } document
                || await document.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false) is not { } tree
                || document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree) is not { } options
                || !new[] { BuiltIn, Apparent, Elsewhere }.Any(option => IsOff(options, option))
                || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
                continue;

            var root = await tree.GetRootAsync(cancellation).ConfigureAwait(false);
            var changes = new ExplicitTypes(model, options).Changes(root, spans);
            if (changes.Count == 0)
                continue;

            var text = (await document.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(changes);
            foreach (var copy in copies)
                typed = typed.WithDocumentText(copy, text);
        }

        return typed;
    }

    private static bool IsOff(AnalyzerConfigOptions options, string option) =>
        options.TryGetValue(option, out var value) && value.TrimStart().StartsWith("false", StringComparison.OrdinalIgnoreCase);

    private List<TextChange> Changes(SyntaxNode root, IReadOnlyList<TextSpan> spans)
    {
        var changes = new List<TextChange>();
        foreach (var name in root.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.IsVar && spans.Any(span => span.Contains(name.Span)) && TextFor(name) is { } type)
                changes.Add(new TextChange(name.Span, type));
        }

        return changes;
    }

    /// <summary>The type in place of a <c>var</c>; null where it stays, and where the type has no name.</summary>
    private string? TextFor(IdentifierNameSyntax var)
    {
        var value = var.Parent switch
        {
            VariableDeclarationSyntax { Variables: { Count: 1 } variables } => variables[0].Initializer?.Value,
            ForEachStatementSyntax or DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax } => null,
            _ => var,
        };
        if (value == var || _model.GetTypeInfo(var).Type is not { } type || !HasName(type))
            return null;

        var option = type.SpecialType is SpecialType.System_Object or >= SpecialType.System_Boolean and <= SpecialType.System_String
            ? BuiltIn
            : value is not null && IsApparent(value, type) ? Apparent : Elsewhere;
        return IsOff(_options, option) ? Annotated(type, var, value).ToMinimalDisplayString(_model, var.SpanStart, Format) : null;
    }

    /// <summary>A reference that is known to be there needs no question mark; every other <c>var</c> stands for the type with one.</summary>
    private ITypeSymbol Annotated(ITypeSymbol type, SyntaxNode var, ExpressionSyntax? value)
    {
        if (type.IsValueType)
            return type;

        var isThere = value is not null && _model.GetTypeInfo(value).Nullability.FlowState == NullableFlowState.NotNull
            || var.Parent is ForEachStatementSyntax loop
            && _model.GetForEachStatementInfo(loop).ElementType?.NullableAnnotation == NullableAnnotation.NotAnnotated;
        return type.WithNullableAnnotation(
            !isThere && _model.GetNullableContext(var.SpanStart).AnnotationsEnabled() ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated);
    }

    private static bool HasName(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HasName(array.ElementType),
        INamedTypeSymbol named => !named.IsAnonymousType && named.TypeArguments.All(HasName),
        ITypeParameterSymbol => true,
        _ => false,
    } && type.TypeKind != TypeKind.Error;

    /// <summary>As the compiler's own rule sees it: the value names its type.</summary>
    private bool IsApparent(ExpressionSyntax value, ITypeSymbol type) => value switch
    {
        ObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or CastExpressionSyntax or DefaultExpressionSyntax or LiteralExpressionSyntax => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } => true,
        InvocationExpressionSyntax call => _model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: true } made
            && SymbolEqualityComparer.Default.Equals(made.ContainingType, type),
        _ => false,
    };
}
