using System;
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
    private static readonly TypeSet Configurations = new(
        "Microsoft.Extensions.Configuration.IConfiguration", "Microsoft.Extensions.Configuration.IConfigurationRoot",
        "Microsoft.Extensions.Configuration.IConfigurationSection", "Microsoft.Extensions.Configuration.ConfigurationManager");

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
    /// The source that reads the token anew at a place: the call behind a variable, followed over locals, fields and constructor parameters. Null when no
    /// call is found, or when it means something else at the place.
    /// </summary>
    internal static async Task<TokenSource?> AtAsync(FixSession session, SourceFile from, ExpressionSyntax token, SourceFile to, SyntaxNode place) =>
        (await BehindAsync(session, from, token, (file, read) => Fresh(file, read, to, place)).ConfigureAwait(false))?.Source;

    /// <summary>
    /// True when a setting in place of the read of today would lose something: the configuration that the code reads, or a token
    /// that a task gave. A token that comes from nowhere in sight, a parameter or constant, is not lost.
    /// </summary>
    internal static async Task<bool> IsLostToAsync(FixSession session, TokenSource source, SourceFile from, ExpressionSyntax token)
    {
        if (source.Setting is null
            || await BehindAsync(session, from, token, static (file, read) => Fresh(file, read, file, read)).ConfigureAwait(false) is not var (read, today))
            return false;

        return today.IsAsync && !source.IsAsync || read.DescendantNodesAndSelf().Any(static n => n is ElementAccessExpressionSyntax);
    }

    /// <summary>
    /// The first expression behind a token, over the variables that hold it, that is a source for <paramref name="fresh"/>; null
    /// when there is none.
    /// </summary>
    private static async Task<(ExpressionSyntax Read, TokenSource Source)?> BehindAsync(
        FixSession session, SourceFile from, ExpressionSyntax token, Func<SourceFile, ExpressionSyntax, TokenSource?> fresh)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            token = Bare(token);
            if (fresh(from, token) is { } source)
                return (token, source);

            if (token is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
                || await WrittenAsync(session, from, from.Model.GetSymbolInfo(token).Symbol).ConfigureAwait(false) is not { } written)
                return null;

            (from, token) = written;
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
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    break;
                case AwaitExpressionSyntax awaited:
                    expression = awaited.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                    expression = suppressed.Operand;
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

    private static TokenSource? Fresh(SourceFile from, ExpressionSyntax expression, SourceFile to, SyntaxNode place)
    {
        var type = from.Model.GetTypeInfo(expression).Type;
        var isTask = IsTaskOfText(type);
        if (!isTask && type?.SpecialType != SpecialType.System_String || !expression.DescendantNodesAndSelf().Any(n => IsRead(from, n)))
            return null;

        var cancellation = expression.DescendantNodes().OfType<ArgumentSyntax>()
            .FirstOrDefault(a => from.Model.GetTypeInfo(a.Expression).ConvertedType is { } argument && argument.IsCancellationToken());
        if (!ExpressionTransfer.CanMove(from, expression, to, place, cancellation) || ComesBack(from, expression, to, place))
            return null;

        var end = cancellation?.Expression.SpanStart ?? expression.Span.End;
        var before = from.Text.ToString(TextSpan.FromBounds(expression.SpanStart, end));
        var after = cancellation is null ? "" : from.Text.ToString(TextSpan.FromBounds(cancellation.Expression.Span.End, expression.Span.End));
        var imports = ImmutableArray.CreateBuilder<string>();
        var fallback = cancellation is null ? null
            : ExpressionTransfer.CanMove(from, cancellation.Expression, to, place) ? cancellation.Expression.ToString()
            : new TypeNames(to, place.SpanStart, imports.Add).Of("System.Threading.CancellationToken") + ".None";
        var awaits = expression.DescendantNodes().Any(static n => n is AwaitExpressionSyntax);
        if (awaits && isTask)
            return null;

        return new TokenSource(Description(expression), before, fallback, after, isTask || awaits)
        {
            AwaitsItself = awaits,
            Namespaces = imports.ToImmutable(),
        };
    }

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
    private static bool IsRead(SourceFile file, SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax =>
            file.Model.GetSymbolInfo(node).Symbol is IMethodSymbol { ContainingType: { SpecialType: not SpecialType.System_String } type }
                && !type.Is("System.Text.Encoding", "System.Convert"),
        ElementAccessExpressionSyntax =>
            file.Model.GetSymbolInfo(node).Symbol is IPropertySymbol { ContainingType: var type } && Configurations.Contains(type),
        _ => false,
    };

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
        var documents = ImmutableHashSet.CreateRange(home.Document.Project.Documents);
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
