using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>The unary handler of a server interceptor that can be written again for streams: it only passes the request on.</summary>
internal sealed class ServerHandlerOverride
{
    private const string Suffix = "ServerHandler";

    private readonly SourceFile _file;
    private readonly MethodDeclarationSyntax _method;
    private readonly List<InvocationExpressionSyntax> _calls = new();

    private ServerHandlerOverride(SourceFile file, MethodDeclarationSyntax method)
    {
        _file = file;
        _method = method;
    }

    /// <summary>Where the override begins.</summary>
    internal int Start => _method.SpanStart;

    private SeparatedSyntaxList<ParameterSyntax> Parameters => _method.ParameterList.Parameters;

    /// <summary>Whether a method is, by its name and modifiers, the override of a handler.</summary>
    internal static bool IsOne(MethodDeclarationSyntax method) =>
        method.Modifiers.Any(SyntaxKind.OverrideKeyword) && InterceptorMethods.OfServer.Contains(method.Identifier.ValueText);

    /// <summary>Null when the method is not the unary handler, or does more than can be done for a stream.</summary>
    internal static ServerHandlerOverride? From(SourceFile file, MethodDeclarationSyntax method)
    {
        var found = new ServerHandlerOverride(file, method);
        return found.IsShaped() && found.FindCalls() && !found.SpeaksOfUnary() && !found.ReadsCertificate() ? found : null;
    }

    /// <summary>The override for another handler, without a line break around it.</summary>
    internal string TextFor(string handler)
    {
        var reads = handler is "ClientStreamingServerHandler" or "DuplexStreamingServerHandler";
        var writes = handler is "ServerStreamingServerHandler" or "DuplexStreamingServerHandler";
        var request = reads ? FreshName("requestStream", "requests") : Parameters[0].Identifier.ValueText;
        var separator = _file.Text.ToString(TextSpan.FromBounds(Parameters[0].Span.End, Parameters[1].SpanStart));
        var response = FreshName("responseStream", "responses");
        var leading = (reads ? $"{TypeName("IAsyncStreamReader")}<{TypeParameter(0)}> {request}" : Parameters[0].ToString()) + separator
            + (writes ? $"{TypeName("IServerStreamWriter")}<{TypeParameter(1)}> {response}{separator}" : "");
        var edits = new List<TextChange>
        {
            new(_method.Identifier.Span, handler),
            new(TextSpan.FromBounds(Parameters[0].SpanStart, Parameters[1].SpanStart), leading),
            new(((GenericNameSyntax)Parameters[2].Type!).Identifier.Span, handler.Replace(Suffix, "ServerMethod")),
        };
        if (writes && _method.ReturnType is GenericNameSyntax result)
            edits.Add(new TextChange(result.Span, result.Identifier.Text));

        foreach (var call in _calls)
        {
            if (call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } ofBase)
                edits.Add(new TextChange(ofBase.Name.Span, handler));

            edits.Add(new TextChange(call.ArgumentList.Arguments[0].Span, writes ? request + ", " + response : request));
            if (writes && StatementOf(call) is { Expression: AwaitExpressionSyntax } returned)
                edits.Add(new TextChange(TextSpan.FromBounds(returned.SpanStart, returned.Expression.SpanStart), ""));
        }

        edits.Sort(static (a, b) => b.Span.Start.CompareTo(a.Span.Start));
        var text = _method.ToString();
        foreach (var edit in edits)
            text = text.Remove(edit.Span.Start - Start, edit.Span.Length).Insert(edit.Span.Start - Start, edit.NewText ?? "");

        return InheritsDocument() ? "/// <inheritdoc/>" + _file.Layout.BreakAt(Start) + text : text;
    }

    private bool IsShaped() =>
        _method is { Identifier.ValueText: "UnaryServerHandler", ParameterList.Parameters.Count: 3, TypeParameterList.Parameters.Count: 2 }
        && (_method.Body is not null || _method.ExpressionBody is not null)
        && _method.ReturnType is GenericNameSyntax
        && Parameters[2].Type is GenericNameSyntax
        && Parameters.All(static p => p.Modifiers.Count == 0 && p.AttributeLists.Count == 0)
        && !_method.DescendantTrivia().Any(static t => t.IsDirective)
        && !_method.ParameterList.DescendantTrivia().Any(static t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));

    /// <summary>Finds where the call goes on; false when the continuation, the request or the answer is used for anything else.</summary>
    private bool FindCalls()
    {
        foreach (var name in MentionsOf(Parameters[2]))
        {
            if (CallOf(name) is not { } call || !IsReturned(call) || call.ArgumentList.Arguments.Any(static a => a.NameColon is not null))
                return false;

            _calls.Add(call);
        }

        return _calls.Count > 0
            && MentionsOf(Parameters[0]).All(name => _calls.Any(call => call.ArgumentList.Arguments[0].Expression == name))
            && _method.DescendantNodes().OfType<ReturnStatementSyntax>().All(r => _calls.Any(call => StatementOf(call) == r));
    }

    /// <summary><c>continuation(request, context)</c>, or <c>base.UnaryServerHandler(request, context, continuation)</c>.</summary>
    private InvocationExpressionSyntax? CallOf(IdentifierNameSyntax continuation) => continuation.Parent switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 } call => call,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 3 } call }
            when call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name.Identifier.ValueText: "UnaryServerHandler" } => call,
        _ => null,
    };

    /// <summary>At the end of the method: what stands before it has decided, and no statement behind it would run for a stream only.</summary>
    private bool IsReturned(InvocationExpressionSyntax call) => Awaited(call).Parent switch
    {
        ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax } => true,
        ReturnStatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax } block } returned => block.Statements.Last() == returned,
        _ => false,
    };

    private static ReturnStatementSyntax? StatementOf(InvocationExpressionSyntax call) => Awaited(call).Parent as ReturnStatementSyntax;

    /// <summary>The expression around a call that awaits it: <c>await continuation(request, context).ConfigureAwait(false)</c>.</summary>
    private static ExpressionSyntax Awaited(InvocationExpressionSyntax call)
    {
        ExpressionSyntax outer = call;
        if (outer.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
            outer = configured;

        return outer.Parent as AwaitExpressionSyntax ?? outer;
    }

    /// <summary>Whether a text names the method type: it would be wrong in another.</summary>
    private bool SpeaksOfUnary() => _method.DescendantTokens().Any(static token =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        && token.ValueText.IndexOf("unary", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether the method itself reads the certificate of the client, which may never come (6009): that is not written again.</summary>
    private bool ReadsCertificate() => _method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name =>
        name.Identifier.ValueText is "AuthContext" or "ClientCertificate" or "GetClientCertificateAsync");

    private IEnumerable<IdentifierNameSyntax> MentionsOf(ParameterSyntax parameter)
    {
        var symbol = _file.Model.GetDeclaredSymbol(parameter);
        return _method.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == parameter.Identifier.ValueText
                && SymbolEqualityComparer.Default.Equals(_file.Model.GetSymbolInfo(n).Symbol, symbol));
    }

    private string FreshName(string name, string other) =>
        _method.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name) ? other : name;

    private string TypeParameter(int index) => _method.TypeParameterList!.Parameters[index].Identifier.Text;

    private string TypeName(string name)
    {
        var isNamed = _file.Model
            .LookupNamespacesAndTypes(Start, name: name)
            .OfType<INamedTypeSymbol>()
            .Any(static t => t.ContainingNamespace?.ToDisplayString() == "Grpc.Core");
        return isNamed ? name : "global::Grpc.Core." + name;
    }

    private bool InheritsDocument() =>
        _method
            .GetLeadingTrivia()
            .Any(static t => t.GetStructure() is DocumentationCommentTriviaSyntax document && document.ToFullString().Contains("<inheritdoc"));
}
