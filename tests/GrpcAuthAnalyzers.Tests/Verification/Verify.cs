using System;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// The five verbs of every test. Sources hold the markup of Microsoft.CodeAnalysis.Testing: <c>{|GRPCAUTH1001:...|}</c> is the place of a report,
/// <c>{|#0:...|}</c> a place that a report must have as an additional location. Any other report of ours, any exception of the analyzer and
/// (unless the setup allows it) any compiler error is a failure; so is a report that differs between a build and another host (<see cref="OtherHost"/>).
/// </summary>
internal static class Verify
{
    /// <summary>Every fix that the code fix assembly of the product exports.</summary>
    internal static ImmutableArray<CodeFixProvider> ProductFixes { get; } = ExportedFixes();

    /// <summary>The analyzer of the product. One for all tests: what it says of a project is kept with it (<see cref="Analysis.OfAsync"/>).</summary>
    internal static readonly DiagnosticAnalyzer ProductAnalyzer = new GrpcAuthAnalyzer();

    /// <summary>The analyzer of the product with every fix that its code fix assembly exports.</summary>
    internal static readonly Verifier Product = new(ProductAnalyzer, ProductFixes);

    /// <summary>
    /// Who answers the verbs: <see cref="Product"/>, but where mutants of the product are tested and each test runs many times
    /// (tests/GrpcAuthAnalyzers.Mutation).
    /// </summary>
    internal static IVerbs Answering { get; set; } = Product;

    /// <summary>The source has exactly the reports that its markup says.</summary>
    /// <param name="source">C# with markup.</param>
    /// <param name="setup">What differs from the usual project.</param>
    /// <param name="message">The whole message of one of the reports.</param>
    /// <param name="severity">The severity of all reports, for rules that grade.</param>
    /// <param name="withoutPlace">Ids and messages of the reports that have no location, so that no markup can stand for them.</param>
    internal static Task Reports(
        string source, Setup? setup = null, string? message = null, DiagnosticSeverity? severity = null, (string Id, string Message)[]? withoutPlace = null) =>
        Answering.ReportsAsync(source, setup ?? Setup.Usual, message, severity, withoutPlace ?? []);

    /// <summary>The source has no report of ours.</summary>
    internal static Task Silent(string source, Setup? setup = null) => Answering.SilentAsync(source, setup ?? Setup.Usual);

    /// <summary>
    /// The fix turns <paramref name="before"/> into <paramref name="after"/>: one report at a time, and with fix-all in the document, the project and the
    /// solution, in one step. The result compiles, has no new compiler warning, and has no report but those that its own markup says.
    /// </summary>
    /// <param name="before">C# with markup.</param>
    /// <param name="after">C# without markup, unless reports remain.</param>
    /// <param name="setup">What differs from the usual project.</param>
    /// <param name="documentsAfter">The documents of the setup that the fix changes or adds; those that are not named stay.</param>
    /// <param name="choice">Which action; null means the first.</param>
    internal static Task Fixes(
        string before, string after, Setup? setup = null, (string Path, string Source)[]? documentsAfter = null, FixChoice? choice = null) =>
        Answering.FixesAsync(before, after, setup ?? Setup.Usual, After(setup, documentsAfter), choice ?? FixChoice.First);

    /// <summary>
    /// As <see cref="Fixes"/>, for fix-all alone (in the project and the solution, in one step, as <c>dotnet format</c> does it): where many single fixes
    /// would take too long or end in another text.
    /// </summary>
    internal static Task FixesAll(
        string before, string after, Setup? setup = null, (string Path, string Source)[]? documentsAfter = null, FixChoice? choice = null) =>
        Answering.FixesAllAsync(before, after, setup ?? Setup.Usual, After(setup, documentsAfter), choice ?? FixChoice.First);

    /// <summary>The source has the reports that its markup says, and no fix is offered for any of them.</summary>
    internal static Task NotFixable(string source, Setup? setup = null) => Answering.NotFixableAsync(source, setup ?? Setup.Usual);

    /// <summary>The setup with these documents in place of, or beside, those of the same path.</summary>
    internal static Setup After(Setup? setup, (string Path, string Source)[]? changed)
    {
        var before = setup ?? Setup.Usual;
        if (changed is null)
            return before;

        var kept = before.Documents.Select(document => changed.FirstOrDefault(other => other.Path == document.Path) is { Path: not null } found ? found : document);
        var added = changed.Where(document => before.Documents.All(other => other.Path != document.Path));
        return before with { Documents = [.. kept, .. added] };
    }

    private static ImmutableArray<CodeFixProvider> ExportedFixes() =>
        [.. Assembly.Load("GrpcAuthAnalyzers.CodeFixes").GetTypes()
            .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type, nonPublic: true)!)];
}
