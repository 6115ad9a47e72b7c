using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>
/// Answers the verbs with what each says itself: the reports of a build, and the text after fix-all. Other hosts, other texts of the same meaning and the
/// promises of fixes are left out, so that fewer mutants are killed here than by the tests.
/// </summary>
internal sealed class MutantVerbs : IVerbs
{
    private readonly Dictionary<(string Test, int Call), KeptProgram> _kept = [];
    private string _test = "";
    private int _call;

    /// <summary>Whether fixes are asked for, too.</summary>
    internal bool WithFixes { get; set; }

    /// <summary>Whether a verb since <see cref="Begin"/> is about fixes.</summary>
    internal bool IsAboutFixes { get; private set; }

    /// <summary>A test begins.</summary>
    internal void Begin(string test) => (_test, _call, IsAboutFixes) = (test, 0, false);

    public async Task ReportsAsync(string source, Setup setup, string? message = null, DiagnosticSeverity? severity = null, params (string Id, string Message)[] withoutPlace)
    {
        var reports = await (await KeptAsync(source, setup, withoutPlace)).ReportsAsync();
        Markup.AssertAlso(source, setup, reports);
        if (message is not null)
            Assert.Contains(message, reports.Select(report => report.GetMessage()));

        if (severity is not null)
            Assert.All(reports, report => Assert.Equal(severity, report.Severity));
    }

    public async Task SilentAsync(string source, Setup setup) => await (await KeptAsync(source, setup)).ReportsAsync();

    public async Task FixesAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice)
    {
        IsAboutFixes = true;
        var program = await KeptAsync(before, setup);
        var reports = await program.ReportsAsync();
        if (WithFixes)
            await program.FixesAsync(reports, after, setupAfter, choice);
    }

    public Task FixesAllAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice) => FixesAsync(before, after, setup, setupAfter, choice);

    public async Task NotFixableAsync(string source, Setup setup)
    {
        IsAboutFixes = true;
        var program = await KeptAsync(source, setup);
        var reports = await program.ReportsAsync();
        if (WithFixes)
            await program.NotFixableAsync(reports);
    }

    /// <summary>The program of this call of a verb in this test: a test asks the same each time.</summary>
    private async Task<KeptProgram> KeptAsync(string source, Setup setup, params (string Id, string Message)[] withoutPlace)
    {
        var key = (_test, _call++);
        if (!_kept.TryGetValue(key, out var program))
            _kept.Add(key, program = await KeptProgram.OfAsync(source, setup, withoutPlace));

        return program;
    }
}
