using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// What a reader found in a configuration file, in the order of the file. Readers take any text: what is malformed is skipped, what was read
/// before it stays. They loop instead of recursing, and read each character a fixed number of times.
/// </summary>
internal sealed class ConfigFileText
{
    /// <summary>Every text under its path; no numbers, booleans, null or unterminated texts.</summary>
    internal List<Setting> Settings { get; } = new();

    /// <summary>Every comment, from its first mark to its last.</summary>
    internal List<TextSpan> Comments { get; } = new();
}
