using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>One local function, at the end of a block, for the call credentials that several registrations of the block get.</summary>
internal sealed class SharedCallback
{
    private readonly SourceFile _file;
    private readonly StatementSyntax _last;

    private SharedCallback(SourceFile file, StatementSyntax last)
    {
        _file = file;
        _last = last;
    }

    /// <summary>The body of the function with a registration, or the file for a top-level one; null where an expression is the body.</summary>
    internal static SyntaxNode? BodyOf(InvocationExpressionSyntax registration)
    {
        foreach (var ancestor in registration.Ancestors())
        {
            if (ancestor is GlobalStatementSyntax global)
                return global.Parent;
            if (ancestor is BlockSyntax { Parent: var owner }
                && owner is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)
                return ancestor;
            if (ancestor is AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax or MemberDeclarationSyntax)
                return null;
        }

        return null;
    }

    /// <summary>
    /// Null unless there are several in one function, in a block that is not on one line, at the end of which the names in <paramref name="lambda"/>, which all
    /// are to get, mean what they mean at each of them.
    /// </summary>
    internal static SharedCallback? Of(SourceFile file, IReadOnlyList<InvocationExpressionSyntax> registrations, string lambda)
    {
        if (registrations.Count < 2
            || registrations[0].Ancestors().FirstOrDefault(n => n is BlockSyntax or CompilationUnitSyntax && registrations.All(r => n.Span.Contains(r.Span)))
                is not { } block)
            return null;

        var last = block is BlockSyntax { Statements: var statements }
            ? statements.Last()
            : block.ChildNodes().OfType<GlobalStatementSyntax>().Last().Statement;
        return (block is CompilationUnitSyntax || IsAlone(file, block, last)) && MeansTheSame(file, lambda, registrations, last)
            ? new SharedCallback(file, last)
            : null;
    }

    /// <summary>Whether the last statement of a block stands on other lines than the braces.</summary>
    private static bool IsAlone(SourceFile file, SyntaxNode block, StatementSyntax last)
    {
        var lines = file.Text.Lines;
        return lines.IndexOf(block.SpanStart) != lines.IndexOf(last.SpanStart) && lines.IndexOf(last.Span.End) != lines.IndexOf(block.Span.End);
    }

    private static bool MeansTheSame(SourceFile file, string lambda, IReadOnlyList<InvocationExpressionSyntax> registrations, StatementSyntax last)
    {
        foreach (var name in SyntaxFactory.ParseExpression(lambda).DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            var there = Visible(last.SpanStart, name);
            if (registrations.Any(registration => !SymbolEqualityComparer.Default.Equals(Visible(registration.SpanStart, name), there)))
                return false;
        }

        return true;

        ISymbol? Visible(int position, IdentifierNameSyntax name) =>
            file.Model.LookupSymbols(position, name: name.Identifier.ValueText).FirstOrDefault(static s => s is ILocalSymbol or IParameterSymbol);
    }

    /// <summary>
    /// Declares the function and returns its name. <paramref name="lambda"/> gets the line break with the indentation of the block and gives the lambda of
    /// <see cref="CallCredentialsText"/> as it would stand there.
    /// </summary>
    internal string Declare(FixPlanBuilder plan, Func<string, string> lambda)
    {
        var line = _file.Layout.BreakAt(_last.SpanStart);
        var text = lambda(line);
        var written = (ParenthesizedLambdaExpressionSyntax)SyntaxFactory.ParseExpression(text);
        var isAsync = !written.AsyncKeyword.IsKind(SyntaxKind.None);
        var names = new TypeNames(_file, _last.SpanStart, plan);
        var types = new[] { names.Of("Grpc.Core.AuthInterceptorContext"), names.Of("Grpc.Core.Metadata"), names.Of("System.IServiceProvider") };
        var parameters = written.ParameterList.Parameters.Select((parameter, index) => types[index] + " " + parameter.Identifier.Text);
        var name = FreshNames.ForLocal(_file, _last, isAsync ? "AddTokenAsync" : "AddToken", isAsync ? "AddCallTokenAsync" : "AddCallToken");
        var body = text.Substring(written.ArrowToken.Span.End);
        plan.Insert(
            _file, _file.Text.Lines.GetLineFromPosition(_last.Span.End).End,
            _file.Layout.NewLine + line + (isAsync ? "async " : "") + names.Of("System.Threading.Tasks.Task") + " " + name
                + "(" + string.Join(", ", parameters) + ")" + (written.Block is null ? " =>" + body + ";" : body));
        return name;
    }
}
