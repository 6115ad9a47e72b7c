using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>The overrides that an interceptor lacks, as a diagnostic at its class says (1005, 6007).</summary>
internal sealed class MissingOverrides
{
    private MissingOverrides(SourceFile file, ClassDeclarationSyntax declaration, INamedTypeSymbol interceptor, string[] names)
    {
        File = file;
        Declaration = declaration;
        Interceptor = interceptor;
        Names = names;
    }

    /// <summary>The file of the class.</summary>
    internal SourceFile File { get; }

    /// <summary>The class.</summary>
    internal ClassDeclarationSyntax Declaration { get; }

    /// <summary>The class.</summary>
    internal INamedTypeSymbol Interceptor { get; }

    /// <summary>The names of the methods that it does not override.</summary>
    internal string[] Names { get; }

    /// <summary>What a diagnostic says; null where its class is gone.</summary>
    internal static async Task<MissingOverrides?> FromAsync(FixSession session, Document document, Diagnostic diagnostic) =>
        await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is { } at
        && at.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } declaration
        && at.File.Model.GetDeclaredSymbol(declaration) is INamedTypeSymbol interceptor
        && diagnostic.Properties.TryGetValue(FixHints.CallKinds, out var names) && names is not null
            ? new MissingOverrides(at.File, declaration, interceptor, names.Split(','))
            : null;

    /// <summary>Writes the overrides behind the last one that the class has; null if nothing is left to write.</summary>
    /// <param name="isOne">Whether a method is such an override.</param>
    /// <param name="pattern">Where the override begins that the others are laid out like.</param>
    /// <param name="textFor">The text of an override, by its name.</param>
    /// <param name="title">The title of the fix.</param>
    internal FixPlan? Write(Func<MethodDeclarationSyntax, bool> isOne, int pattern, Func<string, string> textFor, string title)
    {
        var plan = new FixPlanBuilder();
        var last = Declaration.Members.Last(m => m is MethodDeclarationSyntax method && isOne(method));
        var line = File.Text.Lines.GetLineFromPosition(last.Span.End);
        var separator = File.Layout.NewLine + File.Layout.BreakAt(pattern);
        var rest = File.Text.ToString(TextSpan.FromBounds(last.Span.End, line.End)).Trim();
        var position = rest.Length == 0 || rest.StartsWith("//", StringComparison.Ordinal) ? line.End : last.Span.End;
        plan.Insert(File, position, string.Concat(Names.Select(name => separator + textFor(name))));
        return plan.Build(title);
    }
}
