using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>An override for one call type that can be written again for another: it only passes the request on, and only returns the call.</summary>
internal sealed class CallKindOverride
{
    private readonly SourceFile _file;
    private readonly MethodDeclarationSyntax _method;
    private readonly List<InvocationExpressionSyntax> _calls = new();

    private CallKindOverride(SourceFile file, MethodDeclarationSyntax method)
    {
        _file = file;
        _method = method;
    }

    /// <summary>Where the override begins.</summary>
    internal int Start => _method.SpanStart;

    private ParameterSyntax? Request => Parameters.Count == 3 ? Parameters[0] : null;

    private ParameterSyntax Continuation => Parameters[Parameters.Count - 1];

    private SeparatedSyntaxList<ParameterSyntax> Parameters => _method.ParameterList.Parameters;

    /// <summary>Whether a method is, by its name and modifiers, the override of a kind of call.</summary>
    internal static bool IsOne(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.OverrideKeyword) && InterceptorMethods.All.Contains(method.Identifier.ValueText);

    /// <summary>Null when the override does more than can be done for another kind.</summary>
    internal static CallKindOverride? From(SourceFile file, MethodDeclarationSyntax method)
    {
        var found = new CallKindOverride(file, method);
        return found.IsShaped() && found.FindCalls() && found.SpeaksOfNoKind() && !found.KeepsToken() && !found.HasDefect() ? found : null;
    }

    /// <summary>The override for another kind, without a line break around it.</summary>
    internal string TextFor(string kind)
    {
        var edits = new List<TextChange>
        {
            new(_method.ReturnType.Span, ReturnTypeOf(kind)),
            new(_method.Identifier.Span, kind),
            new(NameOf(Continuation.Type!)!.Identifier.Span, kind + "Continuation"),
        };
        var takesRequest = kind is "BlockingUnaryCall" or "AsyncUnaryCall" or "AsyncServerStreamingCall";
        var request = FreshNames.In(_method, "request", "message", "requestMessage", "callRequest");
        if (takesRequest && Request is null)
            edits.Add(new TextChange(
                new TextSpan(Parameters[0].SpanStart, 0),
                TypeParameter(0) + " " + request + _file.Text.ToString(TextSpan.FromBounds(Parameters[0].Span.End, Parameters[1].SpanStart))));
        else if (!takesRequest && Request is not null)
            edits.Add(new TextChange(TextSpan.FromBounds(Parameters[0].SpanStart, Parameters[1].SpanStart), ""));

        foreach (var call in _calls)
        {
            var arguments = call.ArgumentList.Arguments;
            if (call.Expression is MemberAccessExpressionSyntax ofBase)
                edits.Add(new TextChange(ofBase.Name.Span, kind));
            if (takesRequest && Request is null)
                edits.Add(new TextChange(new TextSpan(arguments[0].SpanStart, 0), request + ", "));
            else if (!takesRequest && Request is not null)
                edits.Add(new TextChange(TextSpan.FromBounds(arguments[0].SpanStart, arguments[1].SpanStart), ""));
        }

        edits.Sort(static (a, b) => b.Span.Start.CompareTo(a.Span.Start));
        var text = _method.ToString();
        foreach (var edit in edits)
            text = text.Remove(edit.Span.Start - Start, edit.Span.Length).Insert(edit.Span.Start - Start, edit.NewText ?? "");

        return InheritsDocument() ? "/// <inheritdoc/>" + _file.Layout.BreakAt(Start) + text : text;
    }

    private bool IsShaped() =>
        _method is { ParameterList.Parameters.Count: 2 or 3, TypeParameterList.Parameters.Count: 2 }
            && (_method.Body is not null || _method.ExpressionBody is not null)
        && !_method.Modifiers.Any(SyntaxKind.AsyncKeyword)
        && Parameters.All(static p => p.Type is not null && p.Modifiers.Count == 0)
        && NameOf(Continuation.Type!)?.Identifier.ValueText == _method.Identifier.ValueText + "Continuation"
        && !_method.DescendantTrivia().Any(static t => t.IsDirective)
        && !_method.ParameterList
            .DescendantTrivia()
            .Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia))
        && !_method.DescendantNodes().Any(static n => n is UsingStatementSyntax || n is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 });

    /// <summary>Finds where the call goes on; false when the call or the request is used for anything else.</summary>
    private bool FindCalls()
    {
        foreach (var name in MentionsOf(Continuation))
        {
            var call = name.Parent as InvocationExpressionSyntax ?? name.Parent?.Parent?.Parent as InvocationExpressionSyntax;
            if (call is null || !GoesOn(call, name) || !IsReturned(call))
                return false;

            _calls.Add(call);
        }

        return _calls.Count > 0 && (Request is null || MentionsOf(Request).All(name => _calls.Any(call => call.ArgumentList.Arguments[0].Expression == name)));
    }

    /// <summary><c>continuation(request, context)</c>, or <c>base.AsyncUnaryCall(request, context, continuation)</c>.</summary>
    private bool GoesOn(InvocationExpressionSyntax call, IdentifierNameSyntax continuation)
    {
        var arguments = call.ArgumentList.Arguments;
        var isBase = call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name: IdentifierNameSyntax { } name }
            && name.Identifier.ValueText == _method.Identifier.ValueText;
        if (isBase
            ? arguments.Count != Parameters.Count || arguments[arguments.Count - 1].Expression != continuation
            : call.Expression != continuation || arguments.Count != Parameters.Count - 1)
            return false;

        return arguments.All(static a => a.NameColon is null)
            && (Request is null || arguments[0].Expression is IdentifierNameSyntax first && first.Identifier.ValueText == Request.Identifier.ValueText);
    }

    private bool IsReturned(ExpressionSyntax call)
    {
        SyntaxNode outer = call;
        while (outer.Parent is ParenthesizedExpressionSyntax || outer.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != outer)
            outer = outer.Parent;

        if (outer.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true } } local })
        {
            var uses = _method.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == local.Identifier.ValueText).ToList();
            return uses.Count > 0 && uses.All(n => n.Parent is ReturnStatementSyntax && IsInPlainCode(n)) && IsInPlainCode(outer);
        }

        return outer.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax && IsInPlainCode(outer);
    }

    /// <summary>Not in a retry, a handler of errors or a function of its own: what these do with a call depends on its kind.</summary>
    private bool IsInPlainCode(SyntaxNode node) => node.Ancestors().TakeWhile(n => n != _method)
        .All(static n =>
            n is not (TryStatementSyntax or CatchClauseSyntax or LockStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
            or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax));

    /// <summary>Whether neither a type, a text nor a call names the kind: those would be wrong in another.</summary>
    private bool SpeaksOfNoKind()
    {
        foreach (var token in (_method.Body ?? (SyntaxNode)_method.ExpressionBody!).DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken)
                && InterceptorMethods.All.Contains(token.ValueText)
                && !_calls.Any(c => c.Expression is MemberAccessExpressionSyntax ofBase && ofBase.Name.Identifier == token))
                return false;

            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                && (Says(token, "unary") || Says(token, "stream") || Says(token, "block")))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether the override itself reads a text that the object keeps: GRPCAUTH3002 is about that, and its fix needs the only place
    /// that reads it.
    /// </summary>
    private bool KeepsToken() => _method.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(n => _file.Model.GetSymbolInfo(n).Symbol is IFieldSymbol { IsConst: false, IsStatic: false, Type.SpecialType: SpecialType.System_String });

    /// <summary>
    /// Whether a copy would have a defect that is reported in the override itself: options that are made and dropped (GRPCAUTH1006), headers that are lost or
    /// are the caller's (GRPCAUTH1008), a blocking read of the token (GRPCAUTH3005), a hard-coded credential (GRPCAUTH2001): no fix writes a secret once more.
    /// Once that is fixed, the override can be written again.
    /// </summary>
    private bool HasDefect()
    {
        if (_method.DescendantNodes().OfType<ExpressionStatementSyntax>()
            .Any(s => s.Expression is InvocationExpressionSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } }
                && IsOptions(s.Expression)))
            return true;

        if (_file.Facts is not { } facts
            || _file.Model.GetDeclaredSymbol(_method) is not { } symbol
            || facts.Bodies.FunctionOf(symbol) is not { } function)
            return false;

        var query = ChannelOf.QueryOf(_file, facts);
        return SentLiterals.Under(facts, _file.GrpcAuthOptions).All
                .Any(sent => sent.Literal.SyntaxTree == _method.SyntaxTree && _method.Span.Contains(sent.Literal.Span))
            || BlockingTokenWaits
            .In(function, query)
            .Any(w => w.Wait.Operation.Syntax.SyntaxTree == _method.SyntaxTree && _method.Span.Contains(w.Wait.Operation.Syntax.Span))
            || PerCallCode.From(function, facts) is { } perCall && InterceptorCode.Of(perCall, facts) is { } code
                && LostHeaders.In(code, () => query).Any(l => l.Place.SyntaxTree == _method.SyntaxTree && _method.Span.Contains(l.Place.Span));
    }

    private bool IsOptions(ExpressionSyntax expression) => GrpcSymbols.Is(_file.Model.GetTypeInfo(expression).Type, _file.Symbols?.CallOptions);

    private static bool Says(SyntaxToken text, string word) => text.ValueText.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private IEnumerable<IdentifierNameSyntax> MentionsOf(ParameterSyntax parameter)
    {
        var symbol = _file.Model.GetDeclaredSymbol(parameter);
        return _method.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == parameter.Identifier.ValueText
                && SymbolEqualityComparer.Default.Equals(_file.Model.GetSymbolInfo(n).Symbol, symbol));
    }

    private string ReturnTypeOf(string kind) => kind switch
    {
        "BlockingUnaryCall" => TypeParameter(1),
        "AsyncUnaryCall" or "AsyncServerStreamingCall" => TypeName(kind, 1) + "<" + TypeParameter(1) + ">",
        _ => TypeName(kind, 2) + "<" + TypeParameter(0) + ", " + TypeParameter(1) + ">",
    };

    private string TypeParameter(int index) => _method.TypeParameterList!.Parameters[index].Identifier.Text;

    // The methods of the class have the names of these types; only types and namespaces count where a type is written.
    private string TypeName(string kind, int arity)
    {
        var isNamed = _file.Model
            .LookupNamespacesAndTypes(Start, name: kind)
            .OfType<INamedTypeSymbol>()
            .Any(t => t.Arity == arity && t.ContainingNamespace?.ToDisplayString() == "Grpc.Core");
        return isNamed ? kind : "global::Grpc.Core." + kind;
    }

    private bool InheritsDocument() =>
        _method
            .GetLeadingTrivia()
            .Any(static t => t.GetStructure() is DocumentationCommentTriviaSyntax document && document.ToFullString().Contains("<inheritdoc"));

    private static SimpleNameSyntax? NameOf(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple,
        QualifiedNameSyntax qualified => qualified.Right,
        _ => null,
    };
}
