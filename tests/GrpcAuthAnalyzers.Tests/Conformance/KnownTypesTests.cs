using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>
/// A type is known by its full name, through <c>GrpcSymbols</c> or <c>TypeIdentity</c>: a class of the user with the same simple name is another type. The
/// places that compare a simple name all the same are listed here, each with its reason.
/// </summary>
public sealed partial class KnownTypesTests
{
    /// <summary>How many comparisons a file has, and why they are none of a known type.</summary>
    private static readonly Dictionary<string, (int Count, string Reason)> Allowed = new()
    {
        ["src/GrpcAuthAnalyzers/Credentials/Layers/KnownReadOnlyCalls.cs"] = (3, "the namespace and the assembly are asked in the same expression"),
        ["src/GrpcAuthAnalyzers/Facts/OwnAttributes.cs"] = (1, "attributes of the user's own code, which refers to nothing of ours"),
        ["src/GrpcAuthAnalyzers/Logging/LogMethods.cs"] = (6, "the namespace is asked in the same expression"),
        ["src/GrpcAuthAnalyzers/Rules/Freshness/Findings/TokenVariable.cs"] = (1, "AsyncLazy is of no framework: many projects have one of their own"),
        ["src/GrpcAuthAnalyzers/Rules/MetadataFormat/Findings/BareToken.cs"] = (1, "answers of token services: many projects have one of their own"),
        ["src/GrpcAuthAnalyzers/TokenProviders/TokenProviderMember.cs"] = (1, "answers of token services: many projects have one of their own"),
        ["src/GrpcAuthAnalyzers.CodeFixes/Refactorings/FetchedToken.cs"] = (1, "only members of known types come so far"),
    };

    [Fact]
    public void No_type_is_compared_by_its_simple_name()
    {
        var found = new[] { "src/GrpcAuthAnalyzers", "src/GrpcAuthAnalyzers.CodeFixes" }
            .SelectMany(root => Repository.Files(root, "*.cs"))
            .Select(path => (Path: path, Lines: ComparisonsIn(Repository.Read(path))))
            .Where(file => file.Lines.Count != Allowed.GetValueOrDefault(file.Path).Count)
            .Select(file => $"{file.Path}, {Allowed.GetValueOrDefault(file.Path).Count} allowed:\n  {string.Join("\n  ", file.Lines)}");
        Assert.Empty(found);
    }

    private static List<string> ComparisonsIn(string source) =>
        source.Split('\n').Where(line => !line.TrimStart().StartsWith("//", System.StringComparison.Ordinal) && Comparison().IsMatch(line)).Select(line => line.Trim()).ToList();

    /// <summary>The simple name of something whose name says that it is a type, compared with a text, a pattern or a set of texts.</summary>
    [GeneratedRegex(
        """(?<![A-Za-z])(\w*Type|\w*type|\w*Class|current|contract)[!?]?\.Name( ==| !=| is\b|: ("|not)| switch)"""
        + """|(Contains|switch ?)\((\w+\.)?(\w*Type|type|current)[!?]?\.Name\)"""
        + """|Type(Symbol)?:? \{ (.*, )?Name: |\b(type|current|contract|attribute\.AttributeClass) is (not )?(INamedTypeSymbol )?\{ (.*, )?Name: """)]
    private static partial Regex Comparison();
}
