using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>In a browser project no fix reads configuration or environment: there both are files that every visitor can download, or nothing.</summary>
internal static partial class BrowserReads
{
    /// <summary>The line of a <c>.globalconfig</c> that the SDK of Blazor WebAssembly writes.</summary>
    internal const string Property = "build_property.UsingMicrosoftNETSdkBlazorWebAssembly";

    internal static async Task<string?> NoneComesAsync(FixChange change)
    {
        if (!change.Before.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Property, out var value) || value != "true")
            return null;

        return await CountAsync(change.After) > await CountAsync(change.Before) ? "reads configuration or environment in a browser." : null;
    }

    private static async Task<int> CountAsync(Project project) =>
        (await Task.WhenAll(project.Documents.Select(static document => document.GetTextAsync()))).Sum(static text => Read().Count(text.ToString()));

    [GeneratedRegex("""GetEnvironmentVariable|onfiguration\[|IConfiguration\b|GetValue<string>|GetSection\(""")]
    private static partial Regex Read();
}
