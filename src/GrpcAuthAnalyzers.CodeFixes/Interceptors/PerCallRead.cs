using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>
/// Reads a token in a function that runs for each call, where the function names a variable from outside today. One use is replaced by the read. Where the
/// read does not fit into the text around it, or the function names the variable more than once (a guard), the read becomes a local of the function.
/// </summary>
internal sealed class PerCallRead
{
    private readonly FixSession _session;
    private readonly SourceFile _file;
    private readonly PerCallFunction _function;
    private readonly TokenSource _source;

    internal PerCallRead(FixSession session, SourceFile file, PerCallFunction function, TokenSource source)
    {
        _session = session;
        _file = file;
        _function = function;
        _source = source;
    }

    /// <summary>
    /// The plan for a token in the value of a header. Null when the function cannot await and the read must, when a parameter of a primary constructor would
    /// be left unread, when the function has no block for the local, and when the read gives the scheme, too, but the function uses the token elsewhere.
    /// </summary>
    internal async Task<FixPlan?> PlanAsync(ExpressionSyntax token, ExpressionSyntax value, string? scheme)
    {
        var plan = new FixPlanBuilder();
        if (_source.IsAsync && !_function.TryMakeAsync(plan))
            return null;

        var cancellation = _source.TakesCancellation ? _function.Cancellation(plan) : null;
        if (await UnusedDeclarations.LeavesUnreadParameterAsync(_session, _file, value, _source.Read(cancellation)).ConfigureAwait(false))
            return null;

        var uses = UsesOf(token);
        if (_source.HoldsScheme && uses.Count > 1)
            return null;

        if (_source.HoldsScheme)
            plan.Replace(_file, value.Span, _source.Value(scheme, cancellation));
        else if (uses.Count == 1 && Fits(token, _source.Read(cancellation)))
            plan.Replace(_file, token.Span, _source.Read(cancellation));
        else if (!await TryAsLocalAsync(plan, token, uses, cancellation).ConfigureAwait(false))
            return null;

        _source.ImportInto(plan, _file);
        await UnusedDeclarations.CleanUpAsync(_session, plan, _file, token).ConfigureAwait(false);
        return plan.Build("Read the token for each call from " + _source.Description);
    }

    /// <summary>The places where the function names what the token is, the token among them.</summary>
    private List<ExpressionSyntax> UsesOf(ExpressionSyntax token) =>
        _function.Node.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(e => e == token || e.RawKind == token.RawKind && e is IdentifierNameSyntax or MemberAccessExpressionSyntax
                && e.IsEquivalentTo(token, topLevel: false)
                && SymbolEqualityComparer.Default.Equals(_file.Model.GetSymbolInfo(e).Symbol, _file.Model.GetSymbolInfo(token).Symbol))
            .ToList();

    /// <summary>The read can stand where the token stands, and the line stays readable.</summary>
    private bool Fits(ExpressionSyntax token, string read)
    {
        const int Longest = 140;
        return TokenSource.Fits(token, read) && read.IndexOf('\n') < 0
            && _file.Text.Lines.GetLineFromPosition(token.SpanStart).Span.Length - token.Span.Length + read.Length <= Longest;
    }

    private async Task<bool> TryAsLocalAsync(FixPlanBuilder plan, ExpressionSyntax token, List<ExpressionSyntax> uses, string? cancellation)
    {
        if (_function.Body() is not { } body || _file.Model.GetSymbolInfo(token).Symbol is not { } variable
            || body.Statements.FirstOrDefault(s => uses.Any(u => s.Span.Contains(u.Span))) is not { } first
            || uses.Any(static u => u.Parent is AssignmentExpressionSyntax assignment && assignment.Left == u))
            return false;

        var name = variable.Name;
        if (await DeclarationToMoveAsync(variable, uses).ConfigureAwait(false) is { } declaration)
        {
            plan.Replace(_file, _file.Layout.Removal(declaration), "");
        }
        else
        {
            var bare = name.TrimStart('_');
            name = FreshNames.ForLocal(_file, first, char.ToLowerInvariant(bare[0]) + bare.Substring(1), "currentToken");
            foreach (var use in uses)
                plan.Replace(_file, use.Span, name);
        }

        var guarded = uses.Any(IsTested);
        var read = guarded ? _source.UncheckedRead(cancellation) : _source.Read(cancellation);
        plan.Insert(_file, first.SpanStart, "var " + name + " = " + read + ";" + (IsOnOneLine(body, first) ? " " : _file.Layout.BreakAt(first.SpanStart)));
        return true;
    }

    /// <summary>The declaration of a local that only this function names; null for others.</summary>
    private async Task<LocalDeclarationStatementSyntax?> DeclarationToMoveAsync(ISymbol variable, List<ExpressionSyntax> uses)
    {
        if (variable is not ILocalSymbol || variable.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration },
            }
            || declaration.Parent is not (BlockSyntax or GlobalStatementSyntax) || _file.DirectivesIn(declaration.Span).Any())
            return null;

        var references = await References.ToAsync(_session, _file.Document.Project, variable).ConfigureAwait(false);
        return references.All(r => r.File == _file && uses.Any(u => u.Span.Contains(r.Reference.Span))) ? declaration : null;
    }

    private bool IsOnOneLine(BlockSyntax body, StatementSyntax first)
    {
        var lines = _file.Text.Lines;
        return lines.GetLineFromPosition(first.SpanStart).LineNumber == lines.GetLineFromPosition(body.OpenBraceToken.SpanStart).LineNumber;
    }

    /// <summary>The function itself asks whether the token is there.</summary>
    private bool IsTested(ExpressionSyntax use) =>
        use.Parent.IsKind(SyntaxKind.CoalesceExpression)
        || _file.Facts is { } facts
            && use.Ancestors().TakeWhile(static n => n is not StatementSyntax).OfType<ExpressionSyntax>()
                .Any(e => facts.Bodies.OperationOf(e) is { } condition && NullTests.Of(condition)?.Value.Syntax == use);
}
