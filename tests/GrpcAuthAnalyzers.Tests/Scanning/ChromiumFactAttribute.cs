using System;
using System.IO;
using System.Linq;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>A test in a real browser: skipped, and said so, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    public ChromiumFactAttribute()
    {
        if (Browser is null)
            Skip = "no Chromium is on the PATH";
    }

    /// <summary>The path of the browser; null where none is on the PATH.</summary>
    internal static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.SelectMany(name => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })).FirstOrDefault(File.Exists);
}
