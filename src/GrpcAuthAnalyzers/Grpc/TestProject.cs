using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>Recognises test code: many tests call without credentials, or with a fixed token, on purpose.</summary>
internal static class TestProject
{
    private static readonly HashSet<string> Frameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
    };

    /// <summary>What runs tests: a project that refers to one is run by it.</summary>
    private static readonly HashSet<string> Runners = new(StringComparer.OrdinalIgnoreCase)
    {
        "testhost", "xunit.v3.runner.common", "xunit.v3.runner.inproc.console", "TUnit.Engine", "NUnit3.TestAdapter", "MSTest.TestAdapter",
        "Microsoft.VisualStudio.TestPlatform.MSTest.TestAdapter",
    };

    private static readonly Memo<bool> RunsTests = new(static facts =>
        Refers(facts.Compilation, Runners) || (Refers(facts.Compilation, Frameworks) && HasTestAttribute(facts)));

    private static readonly char[] Separators = { '/', '\\' };

    /// <summary>
    /// Whether a tree is test code: the build says so (as the SDKs of test frameworks and runners make it do), a runner is referenced, the code has an
    /// attribute of a test framework, or the file lies in a folder <c>test</c> or <c>tests</c> of its project. A framework alone may come with a library.
    /// </summary>
    internal static bool IsTest(SyntaxTree tree, GrpcAuthOptions options, CompilationFacts facts) => IsTest(tree.FilePath, options, facts);

    /// <summary>The same for a file that is not code.</summary>
    internal static bool IsTest(string path, GrpcAuthOptions options, CompilationFacts facts) =>
        options.IsTestProject || facts.Get(RunsTests) || IsInTestFolder(path, options.ProjectDirectory);

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

    private static bool Refers(Compilation compilation, HashSet<string> assemblies)
    {
        foreach (var assembly in compilation.ReferencedAssemblyNames)
        {
            if (assemblies.Contains(assembly.Name))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether code has an attribute of a test framework, or one that derives from it. Of attributes with one name in a file, the first is bound.
    /// </summary>
    private static bool HasTestAttribute(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            var bound = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in TreeIndex.Of(tree).Names)
            {
                if (name.FirstAncestorOrSelf<NameSyntax>(static n => n.Parent is not NameSyntax) is { Parent: AttributeSyntax attribute }
                    && bound.Add(attribute.Name.ToString())
                    && facts.Bodies.OperationOf(attribute) is IAttributeOperation { Operation.Type: var type }
                    && IsOfTestFramework(type))
                    return true;
            }
        }

        return false;
    }

    private static bool IsOfTestFramework(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Frameworks.Contains(current.ContainingAssembly?.Name ?? "") && IsTestNamespace(current.ContainingNamespace))
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
