using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>
/// Where an open brace stands: on the line before it or on its own. <c>csharp_new_line_before_open_brace</c> decides; without it, what most braces of the same
/// kind do in the file, then what most of all braces do.
/// </summary>
internal sealed class BraceStyle
{
    private const string Option = "csharp_new_line_before_open_brace";
    private readonly SourceText _text;
    private readonly AnalyzerConfigOptions _options;
    private readonly Dictionary<string, int> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string>? _configured;
    private int _all;

    /// <summary><paramref name="root"/> is the file as it was before the fix.</summary>
    internal BraceStyle(CompilationUnitSyntax root, SourceText text, AnalyzerConfigOptions options)
    {
        _text = text;
        _options = options;
        if (options.TryGetValue(Option, out var value))
            _configured = new HashSet<string>(value.Split(':')[0].Split(',').Select(static v => v.Trim()), StringComparer.Ordinal);
        else
            Count(root);
    }

    /// <summary>The changes that put the written braces, and what follows a closing one, in their places.</summary>
    internal IReadOnlyList<TextChange> Changes(WrittenText written)
    {
        var changes = new List<TextChange>();
        foreach (var span in written.Spans)
        {
            foreach (var token in written.Root.DescendantTokens(span))
            {
                if (span.Contains(token.Span) && IsJoined(token) && GapBefore(written.Text, token) is { } gap && !changes.Any(c => c.Span == gap))
                    changes.Add(new TextChange(gap, " "));
            }
        }

        changes.Sort(static (a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return changes;
    }

    private bool IsJoined(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.OpenBraceToken => KindOf(token.Parent) is { } kind && !HasOwnLine(kind),
        SyntaxKind.ElseKeyword => !HasOwnLine("csharp_new_line_before_else", token),
        SyntaxKind.CatchKeyword => !HasOwnLine("csharp_new_line_before_catch", token),
        SyntaxKind.FinallyKeyword => !HasOwnLine("csharp_new_line_before_finally", token),
        _ => false,
    };

    private bool HasOwnLine(string kind)
    {
        if (_configured is not null)
            return _configured.Contains("all") || _configured.Contains(kind);

        return _own.TryGetValue(kind, out var own) && own != 0 ? own > 0 : _all >= 0;
    }

    private bool HasOwnLine(string option, SyntaxToken keyword) =>
        !keyword.GetPreviousToken().IsKind(SyntaxKind.CloseBraceToken)
        || (_options.TryGetValue(option, out var value) ? !value.TrimStart().StartsWith("false", StringComparison.Ordinal) : HasOwnLine("control_blocks"));

    /// <summary>The line break and the blanks between a token and the one before it; null where there is more, or no line break.</summary>
    private static TextSpan? GapBefore(SourceText text, SyntaxToken token)
    {
        var gap = TextSpan.FromBounds(token.GetPreviousToken().Span.End, token.SpanStart);
        var between = text.ToString(gap);
        return between.Trim().Length == 0 && between.IndexOf('\n') >= 0 ? gap : null;
    }

    private void Count(CompilationUnitSyntax root)
    {
        foreach (var token in root.DescendantTokens())
        {
            if (!token.IsKind(SyntaxKind.OpenBraceToken) || KindOf(token.Parent) is not { } kind || !EndsItsLine(token))
                continue;

            var own = GapBefore(_text, token) is not null ? 1 : -1;
            _own[kind] = (_own.TryGetValue(kind, out var before) ? before : 0) + own;
            _all += own;
        }
    }

    private bool EndsItsLine(SyntaxToken brace) =>
        string.IsNullOrWhiteSpace(_text.ToString(TextSpan.FromBounds(brace.Span.End, _text.Lines.GetLineFromPosition(brace.SpanStart).End)));

    /// <summary>The word of the option for what a brace opens; null for braces that the option does not concern.</summary>
    private static string? KindOf(SyntaxNode? node) => node switch
    {
        BlockSyntax { Parent: AnonymousMethodExpressionSyntax } => "anonymous_methods",
        BlockSyntax { Parent: LambdaExpressionSyntax } => "lambdas",
        BlockSyntax { Parent: LocalFunctionStatementSyntax } => "local_functions",
        BlockSyntax { Parent: AccessorDeclarationSyntax } => "accessors",
        BlockSyntax { Parent: BaseMethodDeclarationSyntax } => "methods",
        BlockSyntax or SwitchStatementSyntax => "control_blocks",
        InitializerExpressionSyntax => "object_collection_array_initializers",
        AnonymousObjectCreationExpressionSyntax => "anonymous_types",
        AccessorListSyntax { Parent: IndexerDeclarationSyntax } => "indexers",
        AccessorListSyntax { Parent: EventDeclarationSyntax } => "events",
        AccessorListSyntax => "properties",
        BaseTypeDeclarationSyntax or NamespaceDeclarationSyntax => "types",
        _ => null,
    };
}
