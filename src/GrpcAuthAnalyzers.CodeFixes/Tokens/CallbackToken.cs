using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>
/// How a registration callback reads the token that it writes: from its service provider, through local variables, possibly blocking on
/// a task.
/// </summary>
internal sealed class CallbackToken
{
    private readonly SourceFile _file;
    private readonly LambdaExpressionSyntax _callback;
    private readonly HashSet<VariableDeclaratorSyntax> _variables = new();

    // The read, then the initializer of the variable that it names, and so on; each with that name, the last one with the services.
    private readonly List<(ExpressionSyntax Expression, IdentifierNameSyntax Name)> _parts = new();

    private CallbackToken(SourceFile file, LambdaExpressionSyntax callback)
    {
        _file = file;
        _callback = callback;
    }

    /// <summary>The read starts at the services that the callback gets.</summary>
    internal bool UsesServices { get; private set; }

    /// <summary>Follows a token to where the callback reads it; null when it names the services, or variables of the callback, in more than one way.</summary>
    internal static CallbackToken? Of(SourceFile file, ExpressionSyntax token, LambdaExpressionSyntax callback)
    {
        var result = new CallbackToken(file, callback);
        var read = CurrentTokenRead.Bare(token);
        while (read is IdentifierNameSyntax name && result.Variable(name) is { } initializer)
            read = CurrentTokenRead.Bare(initializer);

        return result.Collect(read) ? result : null;
    }

    /// <summary>Whether the callback consists of the write and of the variables that lead to the token.</summary>
    internal bool IsAllThatIsDoneBefore(ExpressionSyntax write)
    {
        if (_callback.Body == write)
            return true;

        return _callback.Body is BlockSyntax { Statements: { Count: > 0 } statements }
            && statements.Last() is ExpressionStatementSyntax { Expression: var last } && last == write
            && statements
                .Take(statements.Count - 1)
                .All(s => s is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables }
                    && _variables.Contains(variables[0]));
    }

    /// <summary>The read with the services of <c>AddCallCredentials</c>; null where it would mean something else there.</summary>
    internal TokenSource? AtRegistration(InvocationExpressionSyntax registration)
    {
        var read = _parts[0].Expression;
        var type = _file.Model.GetTypeInfo(read).Type;
        var isTask = CurrentTokenRead.IsTaskOfText(type);
        if (!isTask && type?.SpecialType != SpecialType.System_String || _parts.Any(part => !CanMove(part.Expression, part.Name, registration)))
            return null;

        var cancellation = read.DescendantNodes().OfType<ArgumentSyntax>()
            .FirstOrDefault(
                a => a.SpanStart > _parts[0].Name.Span.End
                    && _file.Model.GetTypeInfo(a.Expression).ConvertedType is { } argument
                    && argument.IsCancellationToken());
        var cut = cancellation?.Expression.Span ?? new TextSpan(read.Span.End, 0);
        var after = _file.Text.ToString(TextSpan.FromBounds(cut.End, read.Span.End));
        return new TokenSource("the services", Text(0, cut.Start), cancellation?.Expression.ToString(), after, isTask) { UsesServiceProvider = true };
    }

    /// <summary>The text of a part up to a position, with what its name stands for in place of the name.</summary>
    private string Text(int index, int end)
    {
        var (expression, name) = _parts[index];
        var inner = index + 1 < _parts.Count ? Text(index + 1, _parts[index + 1].Expression.Span.End) : TokenSource.ServiceProvider;
        return _file.Text.ToString(TextSpan.FromBounds(expression.SpanStart, name.SpanStart)) + inner
            + _file.Text.ToString(TextSpan.FromBounds(name.Span.End, end));
    }

    // Everything else that it names must mean the same outside of the callback, and nothing in it may block.
    private bool CanMove(ExpressionSyntax expression, IdentifierNameSyntax name, InvocationExpressionSyntax registration) =>
        expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax
        && !expression
            .DescendantNodesAndSelf()
            .Any(static n => n is SimpleNameSyntax { Identifier.ValueText: "Result" or "GetResult" or "Wait" } or LambdaExpressionSyntax)
        && ExpressionTransfer.CanMove(_file, expression, _file, registration, except: name);

    /// <summary>Adds a read and the variables below it; false when something is named twice.</summary>
    private bool Collect(ExpressionSyntax read)
    {
        var services = _callback is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 2 } parameters }
            ? _file.Model.GetDeclaredSymbol(parameters[0])
            : null;
        for (ExpressionSyntax? next = read; next is not null;)
        {
            var names = next.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(n => IsOwn(n, services)).ToList();
            if (names.Count == 0)
                return true;
            if (names.Count > 1 || names[0] == next)
                return false;

            _parts.Add((next, names[0]));
            UsesServices = SymbolEqualityComparer.Default.Equals(_file.Model.GetSymbolInfo(names[0]).Symbol, services);
            next = UsesServices ? null : Variable(names[0]);
        }

        return UsesServices;
    }

    private bool IsOwn(IdentifierNameSyntax name, ISymbol? services) =>
        _file.Model.GetSymbolInfo(name).Symbol is { } symbol
        && (services is not null && SymbolEqualityComparer.Default.Equals(symbol, services) || DeclaratorOf(symbol) is not null);

    private VariableDeclaratorSyntax? DeclaratorOf(ISymbol? symbol) =>
        symbol is ILocalSymbol
            && symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax declarator
            && _callback.Span.Contains(declarator.Span)
            && declarator.SyntaxTree == _callback.SyntaxTree
            ? declarator
            : null;

    /// <summary>The initializer of a variable of the callback; null for other names.</summary>
    private ExpressionSyntax? Variable(IdentifierNameSyntax name)
    {
        if (DeclaratorOf(_file.Model.GetSymbolInfo(name).Symbol) is not { Initializer.Value: { } value } declarator || !_variables.Add(declarator))
            return null;

        return value;
    }
}
