using System;
using System.Globalization;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Refactorings;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>The documents call a refactoring what the menu calls it. They quote no title of a fix: FixPromise checks those.</summary>
public sealed class RefactoringTitleTests
{
    [Fact]
    public void The_document_of_the_refactorings_has_a_section_for_each_title() => Assert.Equal(
        [
            "## " + TokenProviderRefactoring.Title, "## " + DevelopmentLoggingRefactoring.Title,
            "## " + string.Format(CultureInfo.InvariantCulture, DeclareAnonymousRefactoring.TitleFormat, "Greeter"),
        ],
        Repository.Read("docs/refactorings.md").Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
}
