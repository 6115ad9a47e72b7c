using System;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>
/// Projects with a configuration file. <c>«...»</c> in its text is the place of a GRPCAUTH2004, <c>‹...›</c> that of a GRPCAUTH2002: the usual markup would be
/// taken for C# by the tests that read it from the sources of tests.
/// </summary>
internal static class ConfigFileSetup
{
    /// <summary>The usual project with one configuration file.</summary>
    internal static Setup With(string path, string text) => Setup.Usual.With(path, text);

    /// <summary>The setup with one more configuration file.</summary>
    internal static Setup With(this Setup setup, string path, string text) =>
        setup with { AdditionalFiles = [.. setup.AdditionalFiles, (path, Marked(text))] };

    private static string Marked(string text) => text
        .Replace("«", "{|GRPCAUTH2004:", StringComparison.Ordinal).Replace("»", "|}", StringComparison.Ordinal)
        .Replace("‹", "{|GRPCAUTH2002:", StringComparison.Ordinal).Replace("›", "|}", StringComparison.Ordinal);
}
