using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The expression by which the code reads its token today, for another place that reads it again.</summary>
internal static class CurrentTokenRead
{
    private const int MostSteps = 6;

    /// <summary>The token of <c>"Bearer " + token</c> or <c>$"Bearer {token}"</c> and its scheme; the whole value when it has no such form.</summary>
    internal static (ExpressionSyntax Token, string? Scheme) Split(SourceFile file, ExpressionSyntax value)
    {
        value = Bare(value);
        switch (value)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum
                when file.Model.GetConstantValue(sum.Left).Value is string prefix && AuthorizationValue.IsPrefix(prefix):
                return (Bare(sum.Right), prefix.Trim());
            case InterpolatedStringExpressionSyntax { Contents: { Count: 2 } parts } when parts[0] is InterpolatedStringTextSyntax text
                && parts[1] is InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole && AuthorizationValue.IsPrefix(text.TextToken.ValueText):
                return (Bare(hole.Expression), text.TextToken.ValueText.Trim());
            case InterpolatedStringExpressionSyntax { Contents: { Count: 1 } parts }
                when parts[0] is InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole:
                return (Bare(hole.Expression), null);
            case IdentifierNameSyntax name when file.Model.GetSymbolInfo(name).Symbol is ILocalSymbol local && InitializerOf(file, local) is { } initializer
                && initializer is BinaryExpressionSyntax or InterpolatedStringExpressionSyntax:
                return Split(file, initializer);
            default:
                return (value, null);
        }
    }

    /// <summary>
    /// The source that reads the token anew at a place: the call behind a variable, or the property that may answer differently the next time, followed over
    /// locals, fields and constructor parameters. Null when there is only a value, or when the read means something else at the place.
    /// </summary>
    internal static async Task<TokenSource?> AtAsync(FixSession session, SourceFile from, ExpressionSyntax token, SourceFile to, SyntaxNode place)
    {
        var (file, read) = (from, token);
        for (var step = 0; step < MostSteps; step++)
        {
            read = Bare(read);
            if (ReadAnew(from, token, file, read, to, place) is { } source)
                return source;

            if (read is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
                || await WrittenAsync(session, file, file.Model.GetSymbolInfo(read).Symbol).ConfigureAwait(false) is not { } written)
                return null;

            (file, read) = written;
        }

        return null;
    }

    /// <summary>A <c>Task</c> or <c>ValueTask</c> of a text.</summary>
    internal static bool IsTaskOfText(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments: { Length: 1 } results } && type.IsTask() && results[0].SpecialType == SpecialType.System_String;

    /// <summary>Without parentheses, <c>await</c> and the ways to wait for a task.</summary>
    internal static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (true)
        {
            expression = NullSuppression.Inside(expression);
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    break;
                case AwaitExpressionSyntax awaited:
                    expression = awaited.Expression;
                    break;
                case InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax
                    {
                        Name.Identifier.ValueText: "GetResult" or "GetAwaiter"
                    or "ConfigureAwait" or "AsTask"
                    } member
                }:
                    expression = member.Expression;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } member when member.Expression is InvocationExpressionSyntax:
                    expression = member.Expression;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>The source that a read is at another place; null when it only repeats a value, or cannot move there.</summary>
    private static TokenSource? ReadAnew(
        SourceFile user, ExpressionSyntax use, SourceFile from, ExpressionSyntax read, SourceFile to, SyntaxNode place)
    {
        var type = from.Model.GetTypeInfo(read).Type;
        var isTask = IsTaskOfText(type);
        if (!isTask && type?.SpecialType != SpecialType.System_String || !read.DescendantNodesAndSelf().Any(n => MayAnswerDifferently(from, n)))
            return null;

        var cancellation = CancellationArgument.In(from, read);
        if (!ExpressionTransfer.CanMove(from, read, to, place, cancellation.Written) || ComesBack(from, read, to, place))
            return null;

        var awaits = read.DescendantNodes().Any(static n => n is AwaitExpressionSyntax);
        if (awaits && isTask)
            return null;

        var imports = ImmutableArray.CreateBuilder<string>();
        var names = new TypeNames(to, place.SpanStart, imports.Add);
        var fallback = cancellation.Written is not { } written ? cancellation.IsLeftOut ? "" : null
            : ExpressionTransfer.CanMove(from, written, to, place) ? written.ToString()
            : names.Of("System.Threading.CancellationToken") + ".None";
        var check = IsNotNull(user, use) && MayBeNull(from, read, type) ? TokenSources.OrThrow(names, MissingText(from, read)) : "";
        var before = from.Text.ToString(TextSpan.FromBounds(read.SpanStart, cancellation.Position.Start));
        var after = from.Text.ToString(TextSpan.FromBounds(cancellation.Position.End, read.Span.End));
        return new TokenSource(Description(read), before, fallback, after, isTask || awaits)
        {
            AwaitsItself = awaits,
            CancellationPrefix = cancellation.Prefix,
            NullCheck = check,
            Namespaces = imports.ToImmutable(),
        };
    }

    /// <summary>The compiler knows that the token is not null where it is used today.</summary>
    private static bool IsNotNull(SourceFile file, ExpressionSyntax use) => file.Model.GetTypeInfo(use).Nullability.FlowState == NullableFlowState.NotNull;

    private static bool MayBeNull(SourceFile file, ExpressionSyntax read, ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments: { Length: 1 } results }
            ? results[0].NullableAnnotation == NullableAnnotation.Annotated
            : file.Model.GetTypeInfo(read).Nullability.FlowState == NullableFlowState.MaybeNull
                || file.Model.GetSymbolInfo(read).Symbol is IMethodSymbol { ReturnNullableAnnotation: NullableAnnotation.Annotated }
                    or IPropertySymbol { NullableAnnotation: NullableAnnotation.Annotated }; // The flow state below a "!" is that of the whole.

    private static string MissingText(SourceFile file, ExpressionSyntax read) => read switch
    {
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments }
            when file.Model.GetConstantValue(arguments[0].Expression).Value is string key => TokenSources.MissingSetting(key),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
            when file.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "GetEnvironmentVariable" }
            && file.Model.GetConstantValue(arguments[0].Expression).Value is string variable => TokenSources.MissingVariable(variable),
        _ => "There is no token.",
    };

    private static bool ComesBack(SourceFile from, ExpressionSyntax expression, SourceFile to, SyntaxNode place)
    {
        var loop = new CredentialLoop(to, place, System.Threading.CancellationToken.None);
        return expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Select(n => from.Model.GetSymbolInfo(n).Symbol)
            .Any(s => s is IMethodSymbol method ? loop.IsClosedBy(method.ReducedFrom ?? method, null) : s is not null && loop.Holds(s));
    }

    /// <summary>For titles: what the expression calls.</summary>
    private static string Description(ExpressionSyntax expression) =>
        TokenSource.Named((expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault()?.Expression ?? expression).ToString());

    // Something that may answer differently the next time, and not only a new form of the same text.
    private static bool MayAnswerDifferently(SourceFile file, SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax =>
            file.Model.GetSymbolInfo(node).Symbol is IMethodSymbol { ContainingType: { SpecialType: not SpecialType.System_String } type }
                && !type.Is("System.Text.Encoding", "System.Convert"),
        ElementAccessExpressionSyntax =>
            file.Model.GetSymbolInfo(node).Symbol is IPropertySymbol { ContainingType.SpecialType: not SpecialType.System_String },
        MemberAccessExpressionSyntax or IdentifierNameSyntax =>
            file.Model.GetSymbolInfo(node).Symbol is IPropertySymbol property && MayAnswerDifferently(property),
        _ => false,
    };

    /// <summary>
    /// A static property that is set again or computed, a property of an interface, or one whose body calls something. The property of an object at hand
    /// (the answer of a sign-in, a settings object) is only a value: to read it again gives the same token.
    /// </summary>
    private static bool MayAnswerDifferently(IPropertySymbol property)
    {
        if (property.IsStatic)
            return property.SetMethod is not null || !property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => IsBehind(f, property));

        return property.ContainingType.TypeKind == TypeKind.Interface
            || property.DeclaringSyntaxReferences.Any(static r => r.GetSyntax() is PropertyDeclarationSyntax declaration && BodyCalls(declaration));

        static bool IsBehind(IFieldSymbol field, IPropertySymbol property) => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property);

        static bool BodyCalls(PropertyDeclarationSyntax property) =>
            ((SyntaxNode?)property.ExpressionBody ?? property.AccessorList?.Accessors.FirstOrDefault(static a => a.IsKind(SyntaxKind.GetAccessorDeclaration)))
                ?.DescendantNodes().Any(static n => n is InvocationExpressionSyntax) == true;
    }

    private static ExpressionSyntax? InitializerOf(SourceFile file, ISymbol local) =>
        local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
            && declarator.SyntaxTree == file.Root.SyntaxTree
            ? value
            : null;

    /// <summary>The one value that a variable gets; null when there are several, or none that is seen.</summary>
    private static async Task<(SourceFile File, ExpressionSyntax Value)?> WrittenAsync(FixSession session, SourceFile file, ISymbol? symbol)
    {
        if (symbol is not (ILocalSymbol or IFieldSymbol or IPropertySymbol or IParameterSymbol)
            || symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared
            || file.Document.Project.GetDocument(declared.SyntaxTree) is not { } document
            || await session.OpenAsync(document).ConfigureAwait(false) is not { } home)
            return null;

        if (symbol is IParameterSymbol parameter)
            return parameter.ContainingSymbol is IMethodSymbol method ? await ArgumentAsync(session, home, method, parameter).ConfigureAwait(false) : null;

        var written = declared.GetSyntax() switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
            PropertyDeclarationSyntax { Initializer: { } initializer } => initializer.Value,
            PropertyDeclarationSyntax { ExpressionBody: { } body } => body.Expression,
            _ => null,
        };
        var found = written is null ? ((SourceFile, ExpressionSyntax)?)null : (home, written);
        foreach (var (place, reference) in await References.ToAsync(session, home.Document.Project, symbol).ConfigureAwait(false))
        {
            if (reference.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != reference)
                continue;
            if (found is not null)
                return null;

            found = (place, assignment.Right);
        }

        return found;
    }

    private static async Task<(SourceFile File, ExpressionSyntax Value)?> ArgumentAsync(
        FixSession session, SourceFile home, IMethodSymbol method, IParameterSymbol parameter)
    {
        (SourceFile, ExpressionSyntax)? found = null;
        var documents = References.DocumentsThatMayName(method, home.Document.Project);
        foreach (var reference in await SymbolFinder.FindReferencesAsync(method, session.Solution, documents, session.Cancellation).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                if (await session.OpenAsync(location.Document).ConfigureAwait(false) is not { } file)
                    continue;

                var node = file.Root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true);
                var list = node.AncestorsAndSelf().Select(static n => n switch
                {
                    BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
                    InvocationExpressionSyntax invocation => invocation.ArgumentList,
                    ConstructorInitializerSyntax initializer => initializer.ArgumentList,
                    _ => null,
                }).FirstOrDefault(static l => l is not null);
                var argument = list?.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter.Name)
                    ?? (list?.Arguments.Count > parameter.Ordinal && list.Arguments[parameter.Ordinal].NameColon is null
                        ? list.Arguments[parameter.Ordinal]
                        : null);
                if (argument is null || found is not null)
                    return null;

                found = (file, argument.Expression);
            }
        }

        return found;
    }
}
