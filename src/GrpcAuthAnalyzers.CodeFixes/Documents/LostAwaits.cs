using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>
/// The async functions whose last <c>await</c> goes with what a fix replaces. Compilers before Roslyn 5.0 warn about them (CS1998), which breaks a build that
/// treats warnings as errors. Such a function begins with <c>await Task.CompletedTask;</c>.
/// <para>
/// To remove <c>async</c> and wrap what is returned would look better, but it is another function: exceptions reach whoever calls it and no longer whoever
/// awaits the task, a lambda may become another delegate, and an async iterator cannot do without. A fix changes where the token is read, nothing else.
/// </para>
/// </summary>
internal sealed class LostAwaits
{
    private readonly SourceFile _file;
    private readonly SourceText _text;
    private readonly SyntaxNode _root;
    private readonly SourceLayout _layout;
    private readonly HashSet<TextChange> _found;

    private LostAwaits(SourceFile file, SourceText text, HashSet<TextChange> found)
    {
        _file = file;
        _text = text;
        _root = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)file.Root.SyntaxTree.Options).GetRoot();
        _layout = new SourceLayout(text, SourceLayout.ConfiguredIndent(file.Options));
        _found = found;
    }

    /// <summary>
    /// What to change, sorted, in the text after the changes of a fix, which are sorted and do not overlap. All copies of a file are asked, because each may
    /// leave out another part of it.
    /// </summary>
    internal static async Task<IReadOnlyList<TextChange>> AnswersAsync(
        IEnumerable<Document> copies, IReadOnlyList<TextChange> changes, CancellationToken cancellation)
    {
        var found = new HashSet<TextChange>();
        foreach (var copy in copies)
        {
            var text = await copy.GetTextAsync(cancellation).ConfigureAwait(false);
            if (await copy.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
                && AwaitingIn(root, text, changes) is { Count: > 0 } functions
                && await SourceFile.OpenAsync(copy, cancellation).ConfigureAwait(false) is { } file)
                new LostAwaits(file, text.WithChanges(changes), found).Compare(functions, changes);
        }

        return found.OrderBy(static c => c.Span.Start).ThenBy(static c => c.Span.Length).ToList();
    }

    /// <summary>The async functions one of whose own awaits is replaced, by the place of <c>async</c>.</summary>
    private static SortedDictionary<int, SyntaxNode> AwaitingIn(SyntaxNode root, SourceText text, IReadOnlyList<TextChange> changes)
    {
        const string Await = "await";
        var functions = new SortedDictionary<int, SyntaxNode>();
        foreach (var span in changes.Select(static c => c.Span).Where(static s => s.Length >= Await.Length))
        {
            var replaced = text.ToString(span);
            for (var at = replaced.IndexOf(Await, StringComparison.Ordinal); at >= 0; at = replaced.IndexOf(Await, at + 1, StringComparison.Ordinal))
            {
                if (root.FindToken(span.Start + at) is { RawKind: (int)SyntaxKind.AwaitKeyword, Parent: { } parent }
                    && parent.FirstAncestorOrSelf<SyntaxNode>(AsyncFunction.Is) is { } function
                    && AsyncFunction.Keyword(function) is { RawKind: not 0 } keyword)
                    functions[keyword.SpanStart] = function;
            }
        }

        return functions;
    }

    /// <summary>Looks at each function after the changes; one whose <c>async</c> is written anew is the fix's own.</summary>
    private void Compare(SortedDictionary<int, SyntaxNode> functions, IReadOnlyList<TextChange> changes)
    {
        var (next, moved) = (0, 0);
        foreach (var pair in functions)
        {
            for (; next < changes.Count && changes[next].Span.End <= pair.Key; next++)
                moved += changes[next].NewText!.Length - changes[next].Span.Length;
            if (next < changes.Count && changes[next].Span.Start <= pair.Key
                || _root.FindToken(pair.Key + moved) is not { RawKind: (int)SyntaxKind.AsyncKeyword, Parent: { } after }
                || !AsyncFunction.Is(after))
                continue;

            // An await under #if is not there for every build. One that always was must be replaced by one that always is.
            if (!AsyncFunction.Awaits(after, inEveryBuild: AsyncFunction.Awaits(pair.Value, inEveryBuild: true)))
                Await(pair.Value, after);
        }
    }

    private void Await(SyntaxNode before, SyntaxNode after)
    {
        if (AsyncFunction.Block(after) is { } block)
            Await(block, Statement(before));
        else if (AsyncFunction.Expression(after) is { } value)
            Await(after, value, Statement(before), Returns(before) && value is not ThrowExpressionSyntax ? "return " : "");
    }

    private void Await(BlockSyntax block, string statement)
    {
        var (open, next) = (block.OpenBraceToken, block.OpenBraceToken.GetNextToken());
        var line = _text.Lines.GetLineFromPosition(open.SpanStart);
        var rest = _text.ToString(TextSpan.FromBounds(open.Span.End, line.End)).Trim();
        if (rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal))
        {
            var indent = next == block.CloseBraceToken ? _layout.IndentAt(open.SpanStart) + _layout.Indent : _layout.IndentAt(next.SpanStart);
            _found.Add(new TextChange(new TextSpan(line.End, 0), _layout.NewLine + indent + statement));
        }
        else
        {
            _found.Add(new TextChange(new TextSpan(open.Span.End, 0), " " + statement + (open.Span.End == next.SpanStart ? " " : "")));
        }
    }

    /// <summary>An expression body becomes a block.</summary>
    private void Await(SyntaxNode function, ExpressionSyntax value, string statement, string returns)
    {
        var arrow = value.GetFirstToken().GetPreviousToken();
        var isLambda = function is AnonymousFunctionExpressionSyntax;
        var gap = TextSpan.FromBounds(isLambda ? arrow.Span.End : arrow.GetPreviousToken().Span.End, value.SpanStart);
        var (start, end) = (_text.Lines.GetLineFromPosition(function.SpanStart), _text.Lines.GetLineFromPosition(value.Span.End));
        var length = end.Span.Length + statement.Length + returns.Length;
        var isShort = isLambda && start.Start == end.Start && length < SourceLayout.LongestLine;
        if (isShort || _text.ToString(gap).Replace(arrow.Text, "").Trim().Length > 0 || value.ContainsDirectives)
        {
            // Comments and directives stay where they are.
            _found.Add(isLambda
                ? new TextChange(new TextSpan(arrow.Span.End, 0), " { " + statement + (returns.Length > 0 ? " return" : ""))
                : new TextChange(arrow.Span, "{ " + statement + (returns.Length > 0 ? " return" : "")));
            _found.Add(new TextChange(new TextSpan(EndOf(function, value), 0), isLambda ? "; }" : " }"));
            return;
        }

        var outer = _layout.BreakAt(function.SpanStart);
        _found.Add(new TextChange(gap, outer + "{" + outer + _layout.Indent + statement + outer + _layout.Indent + returns));
        if (_text.Lines.GetLineFromPosition(arrow.SpanStart).Start == _text.Lines.GetLineFromPosition(value.SpanStart).Start)
            Indent(value);
        _found.Add(new TextChange(new TextSpan(EndOf(function, value), 0), (isLambda ? ";" : "") + outer + "}"));
    }

    /// <summary>The value began in the line of the arrow: its other lines move with it. Texts over several lines do not.</summary>
    private void Indent(ExpressionSyntax value)
    {
        var lines = _text.Lines;
        for (var number = lines.GetLineFromPosition(value.SpanStart).LineNumber + 1; number <= lines.GetLineFromPosition(value.Span.End).LineNumber; number++)
        {
            var start = lines[number].Start;
            var token = _root.FindToken(start);
            var isInHole = token.Parent!.AncestorsAndSelf().Any(n => n is InterpolationSyntax && n.SpanStart < start);
            if (!lines[number].Span.IsEmpty && token.SpanStart >= start && !isInHole)
                _found.Add(new TextChange(new TextSpan(start, 0), _layout.Indent));
        }
    }

    private static int EndOf(SyntaxNode function, ExpressionSyntax value) =>
        function is AnonymousFunctionExpressionSyntax ? value.Span.End : value.GetLastToken().GetNextToken().Span.End;

    /// <summary>Whether the function has a result besides its task.</summary>
    private bool Returns(SyntaxNode function)
    {
        var symbol = function is AnonymousFunctionExpressionSyntax ? _file.Model.GetSymbolInfo(function).Symbol : _file.Model.GetDeclaredSymbol(function);
        return symbol is IMethodSymbol { ReturnType: INamedTypeSymbol { Arity: 1 } };
    }

    private string Statement(SyntaxNode function)
    {
        const string Task = "Task";
        var position = AsyncFunction.Block(function)?.OpenBraceToken.Span.End ?? AsyncFunction.Expression(function)?.SpanStart ?? function.SpanStart;
        var type = _file.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        var named = _file.Model.LookupSymbols(position, name: Task).Where(static s => s is not INamedTypeSymbol { Arity: > 0 }).ToList();
        var name = named.Count == 1 && SymbolEqualityComparer.Default.Equals(named[0], type) ? Task : "global::System.Threading.Tasks.Task";

        // .NET Framework 4.5 has no completed task.
        var member = type is not null && type.GetMembers("CompletedTask").IsEmpty ? ".FromResult(0)" : ".CompletedTask";
        return "await " + name + member + AwaitStyle.Suffix(_file) + ";";
    }
}
