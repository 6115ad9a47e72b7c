using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>One variable for what <c>channel.Intercept(...)</c> returns, where a block makes several clients from one channel.</summary>
internal sealed class SharedInvoker
{
    private readonly IReadOnlyList<ExpressionSyntax> _channels;
    private readonly StatementSyntax _first;

    private SharedInvoker(SourceFile file, IReadOnlyList<ExpressionSyntax> channels, StatementSyntax first)
    {
        File = file;
        _channels = channels;
        _first = first;
    }

    internal SourceFile File { get; }

    /// <summary>The first mention of the channel: what the interceptor names must be visible there.</summary>
    internal ExpressionSyntax Place => _channels[0];

    /// <summary>The start of the statement that makes the first client: the variable is declared before it.</summary>
    internal int Position => _first.SpanStart;

    /// <summary>The line break with the indentation of the block.</summary>
    internal string LineBreak => File.Layout.BreakAt(Position);

    /// <summary>Null unless there are several clients, and all are made in statements of one block from one variable or parameter.</summary>
    internal static SharedInvoker? Of(IReadOnlyList<(SourceFile File, ExpressionSyntax Invoker)> invokers)
    {
        if (invokers.Count < 2)
            return null;

        var file = invokers[0].File;
        var ordered = invokers.Select(static i => i.Invoker).OrderBy(static i => i.SpanStart).ToList();
        if (invokers.Any(i => i.File != file) || ordered[0] is not IdentifierNameSyntax
            || file.Model.GetSymbolInfo(ordered[0]).Symbol is not (ILocalSymbol or IParameterSymbol)
            || file.Model.GetSymbolInfo(ordered[0]).Symbol is not { } channel
            || ordered.Any(i => i.FirstAncestorOrSelf<StatementSyntax>()?.Parent is not (BlockSyntax or GlobalStatementSyntax)
                || i.Ancestors().TakeWhile(static n => n is not StatementSyntax).Any(static n => n is AnonymousFunctionExpressionSyntax)
                || BlockOf(i) != BlockOf(ordered[0]) || !SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(i).Symbol, channel)))
            return null;

        var first = ordered[0].FirstAncestorOrSelf<StatementSyntax>()!;
        return file.Text.Lines.GetLineFromPosition(first.SpanStart).LineNumber
            != file.Text.Lines.GetLineFromPosition(ordered[1].FirstAncestorOrSelf<StatementSyntax>()!.SpanStart).LineNumber
            ? new SharedInvoker(file, ordered, first)
            : null;
    }

    /// <summary>Declares the variable with the call, from its dot, and makes the clients from it.</summary>
    internal void Declare(FixPlanBuilder plan, string call)
    {
        InterceptText.Import(plan, File, Position);
        var name = FreshNames.ForLocal(File, _first, "invoker", Place + "Invoker");
        plan.Insert(File, Position, "var " + name + " = " + Place + call + ";" + LineBreak);
        foreach (var channel in _channels)
            plan.Replace(File, channel.Span, name);
    }

    private static SyntaxNode? BlockOf(ExpressionSyntax channel)
    {
        var parent = channel.FirstAncestorOrSelf<StatementSyntax>()?.Parent;
        return parent is GlobalStatementSyntax global ? global.Parent : parent;
    }
}
