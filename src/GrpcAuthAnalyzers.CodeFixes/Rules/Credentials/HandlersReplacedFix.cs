using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>
/// GRPCAUTH1011: moves the handler to <c>ConfigurePrimaryHttpMessageHandler</c>, so that the message handlers of the registration stay.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class HandlersReplacedFix : GrpcAuthFixProvider
{
    private const string Primary = "ConfigurePrimaryHttpMessageHandler";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1011");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(
            document.Project, diagnostic.Location).ConfigureAwait(false) is not { Node: AssignmentExpressionSyntax assignment, File: var file }
            || assignment.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not { Parent: ArgumentSyntax argument } callback
            || argument.Parent?.Parent is not InvocationExpressionSyntax call
            || call.Expression is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name }
            || !GrpcMethods.IsOnClientBuilder(file, call, "ConfigureChannel")
            || call.ArgumentList.Arguments.Count != 1
            || HasPrimary(file, call, diagnostic))
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        if (HandlerInStatements.Of(file, callback, assignment) is { } made)
            return Plans(made.TryMove(plan, call, name, Primary, LineBefore(file, name)) ? plan.Build("Move the handler to '" + Primary + "'") : null);

        if (HandlerIn(assignment) is not { } handler || ParametersFor(file, callback, new[] { handler }) is not { } parameters)
            return ImmutableArray<FixPlan>.Empty;

        if (assignment.Parent == callback
            || assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Statements.Count: 1 } only } && only.Parent == callback)
        {
            plan.Replace(file, name.Span, Primary);
            plan.Replace(file, callback.Span, parameters + " => " + TextAt(file, handler, callback.SpanStart));
        }
        else if (assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax block } statement && block.Parent == callback)
        {
            plan.Replace(file, file.Layout.Removal(statement), "");
            var lineBreak = LineBefore(file, name);
            plan.Insert(
                file, call.Span.End,
                lineBreak + "." + Primary + "(" + parameters + " => " + TextAt(file, handler, lineBreak.Length > 0 ? name.SpanStart : call.Span.End) + ")");
        }

        return Plans(plan.Build("Move the handler to '" + Primary + "'"));
    }

    /// <summary>
    /// Whether the registration has a primary handler already: with two of them, one is lost again. Chains that register another name
    /// do not count.
    /// </summary>
    private static bool HasPrimary(SourceFile file, InvocationExpressionSyntax call, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.TryGetValue(FixHints.Lost, out var lost) && lost is not (null or "AddHttpMessageHandler"))
            return true;

        var registered = RegisteredBy(file, call);
        return (call.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax)
            ?? (SyntaxNode)call.SyntaxTree.GetRoot()).DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Any(n => n.Identifier.ValueText is Primary or "UseSocketsHttpHandler"
                && (registered is null
                    || n.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax other }
                    || RegisteredBy(file, other) is not { } another
                    || another == registered));
    }

    /// <summary>The name that the chain of a call registers a client under; null when the chain begins with a builder, or the name is not constant.</summary>
    private static string? RegisteredBy(SourceFile file, InvocationExpressionSyntax call)
    {
        if (file.Facts is not { } facts)
            return null;

        for (ExpressionSyntax? link = call; link is InvocationExpressionSyntax invocation;
            link = (invocation.Expression as MemberAccessExpressionSyntax)?.Expression)
        {
            if (ChannelOf.RegistrationAt(file, invocation) is { } registration)
                return registration.NameIn(ChannelOf.QueryOf(file, facts).Texts);
        }

        return null;
    }

    /// <summary>The handler that is created for the channel, or for its client; null for a client that brings more than a handler.</summary>
    private static ExpressionSyntax? HandlerIn(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Left is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var property }
            || assignment.Right is not (ObjectCreationExpressionSyntax or InvocationExpressionSyntax))
            return null;

        if (property == "HttpHandler")
            return assignment.Right;

        return assignment.Right is ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: { Count: 1 } arguments }
            && arguments[0].Expression is ObjectCreationExpressionSyntax inner
            ? inner
            : null;
    }

    /// <summary>The parameters of the new callback: the service provider where the handler needs it; null when the handler needs more.</summary>
    internal static string? ParametersFor(SourceFile file, AnonymousFunctionExpressionSyntax callback, IReadOnlyCollection<SyntaxNode> moved)
    {
        var parameters = "()";
        foreach (var name in moved.SelectMany(static m => m.DescendantNodes()).OfType<IdentifierNameSyntax>())
        {
            if (file.Model.GetSymbolInfo(name).Symbol is not (ILocalSymbol or IParameterSymbol)
                || file.Model.GetSymbolInfo(name).Symbol is not { DeclaringSyntaxReferences: { Length: 1 } declared } symbol)
                continue;

            var place = declared[0].Span;
            if (!callback.Span.Contains(place) || moved.Any(m => m.Span.Contains(place)))
                continue;
            if (symbol is not IParameterSymbol { Type: var type } || !type.Is("System.IServiceProvider"))
                return null;

            parameters = symbol.Name;
        }

        return parameters;
    }

    /// <summary>The handler with the indentation of the line where it comes to stand.</summary>
    private static string TextAt(SourceFile file, ExpressionSyntax handler, int position) =>
        handler.ToString().Replace(file.Layout.NewLine + file.Layout.IndentAt(handler.SpanStart), file.Layout.NewLine + file.Layout.IndentAt(position));

    /// <summary>The line break before the dot, where the chain has one call in each line.</summary>
    private static string LineBefore(SourceFile file, SimpleNameSyntax name)
    {
        var dot = ((MemberAccessExpressionSyntax)name.Parent!).OperatorToken.SpanStart;
        var line = file.Text.Lines.GetLineFromPosition(dot);
        return string.IsNullOrWhiteSpace(file.Text.ToString(TextSpan.FromBounds(line.Start, dot))) ? file.Layout.BreakAt(dot) : "";
    }
}
