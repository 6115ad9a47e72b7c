using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>Recognises test code: many tests call without credentials, or with a fixed token, on purpose.</summary>
internal static class TestProject
{
    private static readonly HashSet<string> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
    };

    private static readonly Memo<bool> RefersToFramework = new(static facts => ReferencesTestFramework(facts.Compilation));

    private static readonly char[] Separators = { '/', '\\' };

    /// <summary>
    /// Whether a tree is test code: the build says so, a test framework is referenced, or the file lies in a folder
    /// <c>test</c> or <c>tests</c> of its project.
    /// </summary>
    internal static bool IsTest(SyntaxTree tree, GrpcAuthOptions options, CompilationFacts facts) => IsTest(tree.FilePath, options, facts);

    /// <summary>The same for a file that is not code.</summary>
    internal static bool IsTest(string path, GrpcAuthOptions options, CompilationFacts facts) =>
        options.IsTestProject || facts.Get(RefersToFramework) || IsInTestFolder(path, options.ProjectDirectory);

    /// <summary>Whether a namespace is that of a test framework or an assertion library: a lambda passed to it may throw on purpose.</summary>
    internal static bool IsTestNamespace(INamespaceSymbol space)
    {
        var name = space.ToDisplayString();
        var dot = name.IndexOf('.');
        return (dot < 0
            ? name
            : name.Substring(
                0,
                dot)) is "Xunit" or "NUnit" or "TUnit" or "FluentAssertions" or "AwesomeAssertions" or "Shouldly" or "Moq" or "NSubstitute" or "FakeItEasy"
            || name == "Microsoft.VisualStudio.TestTools.UnitTesting";
    }

    /// <summary>Whether an assembly of a test framework is referenced.</summary>
    private static bool ReferencesTestFramework(Compilation compilation)
    {
        foreach (var assembly in compilation.ReferencedAssemblyNames)
        {
            if (Frameworks.Contains(assembly.Name))
                return true;
        }

        return false;
    }

    /// <summary>False without the project's folder: folders above a project are no evidence.</summary>
    private static bool IsInTestFolder(string path, string? projectDirectory)
    {
        if (projectDirectory is not { Length: > 0 } || !path.StartsWith(projectDirectory, StringComparison.OrdinalIgnoreCase))
            return false;

        foreach (var segment in path.Substring(projectDirectory.Length).Split(Separators))
        {
            if (segment.Equals("test", StringComparison.OrdinalIgnoreCase) || segment.Equals("tests", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
