using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.CodeFixes.Documents;

/// <summary>Names in text that is no part of a tree: what a plan writes, and what the preprocessor leaves out.</summary>
internal static class IdentifierText
{
    /// <summary>Whether the text has the name in it as a whole word, in strings and comments, too.</summary>
    internal static bool Of(string name, string text) => Regex.IsMatch(text, @"(?<!\w)" + Regex.Escape(name) + @"(?!\w)");

    /// <summary>
    /// Whether code names something: <c>configuration["Grpc:Token"]</c> does not name <c>Token</c>. Holes of an interpolated string count. The code may be any
    /// part of a file.
    /// </summary>
    internal static bool InCode(string name, string code) =>
        Of(name, code)
        && CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot()
            .DescendantTokens(descendIntoTrivia: true)
            .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);
}
