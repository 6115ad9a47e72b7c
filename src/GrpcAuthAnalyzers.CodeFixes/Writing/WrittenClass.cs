using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Writing;

/// <summary>
/// A class that a fix adds to the project, written at the end of the namespace that first needs it or into a new file. It is valid C# 7.3.
/// </summary>
internal abstract class WrittenClass
{
    private readonly SourceFile _home;
    private readonly BaseNamespaceDeclarationSyntax? _space;
    private readonly bool _inNewFile;

    /// <summary>The class gets <paramref name="name"/>, with a number where the project has that name already.</summary>
    protected WrittenClass(SourceFile home, SyntaxNode place, bool inNewFile, string name)
    {
        _home = home;
        _space = place.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>();
        _inNewFile = inNewFile;
        Name = FreshNames.FirstFree(
            free => !home.Compilation.ContainsSymbolsWithName(free, SymbolFilter.TypeAndMember)
                && home.Model.LookupSymbols(place.SpanStart, name: free).IsEmpty,
            name);
    }

    internal string Name { get; }

    /// <summary>The namespaces that a file of its own imports.</summary>
    protected abstract string[] Namespaces { get; }

    /// <summary>The lines of the class; the types in it are named by <paramref name="name"/>, which gets metadata names.</summary>
    protected abstract IEnumerable<string> Lines(Func<string, string> name);

    // Inside of the namespace, and of nothing that is in it.
    private int EndOfHome => _space is NamespaceDeclarationSyntax block ? block.CloseBraceToken.SpanStart : _home.Text.Length;

    /// <summary>Null outside of namespaces, and in one whose name is not written yet.</summary>
    private string? Namespace
    {
        get
        {
            var declared = _space is null ? null : _home.Model.GetDeclaredSymbol(_space) as INamespaceSymbol;
            for (var space = declared; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            {
                if (space.Name.Length == 0)
                    return null;
            }

            return declared?.ToDisplayString();
        }
    }

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
        foreach (var space in Namespaces)
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

    /// <summary>With its namespaces imported; in full where the namespace of the class has a type of that name.</summary>
    private string NameInFile(string metadataName)
    {
        var full = TypeNames.WithoutArguments(metadataName);
        var simple = full.Substring(full.LastIndexOf('.') + 1);
        var isHidden = _home.Model.LookupNamespacesAndTypes(EndOfHome, name: simple)
            .Any(s => !Namespaces.Contains(s.ContainingNamespace?.ToDisplayString()));
        return isHidden ? "global::" + full : simple;
    }

    private bool IsGlobal(string space) => _home.Compilation.SyntaxTrees.Any(tree => tree.GetRoot() is CompilationUnitSyntax unit
        && unit.Usings.Any(
            u => u.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword)
                && u.Alias is null
                && u.StaticKeyword.IsKind(SyntaxKind.None)
                && u.Name?.ToString() == space));

    private string Text(Func<string, string> name, string indent) => _home.Layout.Block(Lines(name), indent);
}
