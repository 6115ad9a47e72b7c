using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>What the five verbs of <see cref="Verify"/> ask; they say what each means.</summary>
internal interface IVerbs
{
    Task ReportsAsync(string source, Setup setup, string? message = null, DiagnosticSeverity? severity = null, params (string Id, string Message)[] withoutPlace);

    Task SilentAsync(string source, Setup setup);

    Task FixesAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice);

    Task FixesAllAsync(string before, string after, Setup setup, Setup setupAfter, FixChoice choice);

    Task NotFixableAsync(string source, Setup setup);
}
