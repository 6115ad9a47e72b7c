using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>
/// An interceptor class that adds its call credentials to every call, written at the end of the namespace that first needs it or into a
/// new file. It is valid C# 7.3.
/// </summary>
internal sealed class WrittenInterceptor
{
    private readonly SourceFile _home;
    private readonly BaseNamespaceDeclarationSyntax? _space;
    private readonly bool _inNewFile;

    internal WrittenInterceptor(SourceFile home, SyntaxNode place, bool inNewFile)
    {
        _home = home;
        _space = place.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>();
        _inNewFile = inNewFile;
        Name = FreshNames.FirstFree(
            name => !home.Compilation.ContainsSymbolsWithName(name, SymbolFilter.TypeAndMember)
                && home.Model.LookupSymbols(place.SpanStart, name: name).IsEmpty,
            "CallCredentialsInterceptor");
    }

    internal string Name { get; }

    // Inside of the namespace, and of nothing that is in it.
    private int EndOfHome => _space is NamespaceDeclarationSyntax block ? block.CloseBraceToken.SpanStart : _home.Text.Length;

    private string? Namespace => _space is null ? null : _home.Model.GetDeclaredSymbol(_space)?.ToDisplayString();

    /// <summary>The name of the class at a place, with a using directive where the place needs one.</summary>
    internal string NameAt(SourceFile file, SyntaxNode place, FixPlanBuilder plan)
    {
        if (Namespace is not { } space)
            return Name;

        var around = file.Model.GetEnclosingSymbol(place.SpanStart)?.ContainingNamespace?.ToDisplayString() ?? "";
        if (around != space && !around.StartsWith(space + ".", StringComparison.Ordinal))
            plan.Using(file, space);
        return Name;
    }

    /// <summary>Adds the class to the plan; two plans that add it are one edit.</summary>
    internal void WriteInto(FixPlanBuilder plan)
    {
        if (_inNewFile)
            plan.Add(new NewFile(_home, Name + ".cs", FileText()));
        else if (_space is NamespaceDeclarationSyntax block)
            InsertBefore(plan, block.CloseBraceToken);
        else
            plan.Insert(
                _home, _home.Text.Length,
                (EndsLine(_home.Text.Length) ? "" : _home.Layout.NewLine) + _home.Layout.NewLine + Text(Names(plan), "") + _home.Layout.NewLine);
    }

    private void InsertBefore(FixPlanBuilder plan, SyntaxToken brace)
    {
        var start = _home.Text.Lines.GetLineFromPosition(brace.SpanStart).Start;
        var isAlone = string.IsNullOrWhiteSpace(_home.Text.ToString(TextSpan.FromBounds(start, brace.SpanStart)));
        var outer = _home.Layout.IndentAt(brace.SpanStart);
        var text = _home.Layout.NewLine + Text(Names(plan), outer + _home.Layout.Indent) + _home.Layout.NewLine;
        if (isAlone)
            plan.Insert(_home, start, text);
        else
            plan.Insert(_home, brace.SpanStart, _home.Layout.NewLine + text + outer);
    }

    private bool EndsLine(int position) => position > 0 && _home.Text[position - 1] is '\n' or '\r';

    private Func<string, string> Names(FixPlanBuilder plan) => new TypeNames(_home, EndOfHome, plan).OfGeneric;

    private string FileText()
    {
        var line = _home.Layout.NewLine;
        var isBlock = Namespace is not null && _space is NamespaceDeclarationSyntax;
        var body = Text(NameInFile, isBlock ? _home.Layout.Indent : "");
        var text = new StringBuilder();
        foreach (var space in new[] { "Grpc.Core", "Grpc.Core.Interceptors" })
        {
            if (!IsGlobal(space))
                text.Append("using ").Append(space).Append(';').Append(line);
        }

        if (text.Length > 0)
            text.Append(line);
        if (Namespace is { } own)
            text.Append("namespace ").Append(own).Append(isBlock ? line + "{" : ";" + line).Append(line);
        text.Append(body).Append(line);
        if (isBlock)
            text.Append('}').Append(line);
        return text.ToString();
    }

    /// <summary>With the two namespaces imported; in full where the namespace of the class has a type of that name.</summary>
    private string NameInFile(string metadataName)
    {
        var full = TypeNames.WithoutArguments(metadataName);
        var simple = full.Substring(full.LastIndexOf('.') + 1);
        var isHidden = _home.Model.LookupNamespacesAndTypes(EndOfHome, name: simple)
            .Any(static s => s.ContainingNamespace?.ToDisplayString() is not ("Grpc.Core" or "Grpc.Core.Interceptors"));
        return isHidden ? "global::" + full : simple;
    }

    private bool IsGlobal(string space) => _home.Compilation.SyntaxTrees.Any(tree => tree.GetRoot() is CompilationUnitSyntax unit
        && unit.Usings.Any(
            u => u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)
                && u.Alias is null
                && u.StaticKeyword.IsKind(SyntaxKind.None)
                && u.Name?.ToString() == space));

    private string Text(Func<string, string> name, string indent) => _home.Layout.Block(Lines(name), indent);

    private IEnumerable<string> Lines(Func<string, string> name)
    {
        var credentials = name("Grpc.Core.CallCredentials");
        var context = name("Grpc.Core.Interceptors.ClientInterceptorContext`2") + "<TRequest, TResponse>";
        yield return "/// <summary>Sends call credentials with every call of a client, beside those that the call has.</summary>";
        yield return $"internal sealed class {Name} : {name("Grpc.Core.Interceptors.Interceptor")}";
        yield return "{";
        yield return $"    private readonly {credentials} _credentials;";
        yield return "";
        yield return $"    public {Name}({credentials} credentials)";
        yield return "    {";
        yield return "        _credentials = credentials;";
        yield return "    }";
        foreach (var (kind, result, takesRequest) in Kinds(name))
        {
            yield return "";
            yield return $"    public override {result} {kind}<TRequest, TResponse>(";
            yield return $"        {(takesRequest ? "TRequest request, " : "")}{context} context, {kind}Continuation<TRequest, TResponse> continuation)";
            yield return "    {";
            yield return $"        return continuation({(takesRequest ? "request, " : "")}WithCredentials(context));";
            yield return "    }";
        }

        yield return "";
        yield return $"    private {context} WithCredentials<TRequest, TResponse>({context} context)";
        yield return "        where TRequest : class";
        yield return "        where TResponse : class";
        yield return "    {";
        yield return "        var present = context.Options.Credentials;";
        yield return $"        var credentials = present == null ? _credentials : {credentials}.Compose(present, _credentials);";
        yield return $"        return new {context}(context.Method, context.Host, context.Options.WithCredentials(credentials));";
        yield return "    }";
        yield return "}";
    }

    private static IEnumerable<(string Kind, string Result, bool TakesRequest)> Kinds(Func<string, string> name)
    {
        yield return ("BlockingUnaryCall", "TResponse", true);
        yield return ("AsyncUnaryCall", name("Grpc.Core.AsyncUnaryCall`1") + "<TResponse>", true);
        yield return ("AsyncServerStreamingCall", name("Grpc.Core.AsyncServerStreamingCall`1") + "<TResponse>", true);
        yield return ("AsyncClientStreamingCall", name("Grpc.Core.AsyncClientStreamingCall`2") + "<TRequest, TResponse>", false);
        yield return ("AsyncDuplexStreamingCall", name("Grpc.Core.AsyncDuplexStreamingCall`2") + "<TRequest, TResponse>", false);
    }
}
