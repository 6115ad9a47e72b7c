using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// What a reader found in a configuration file, in the order of the file. Readers take any text: what is malformed is skipped, what was read
/// before it stays. They are loops and no recursion, and look at each character a fixed number of times.
/// </summary>
internal sealed class ConfigFileText
{
    /// <summary>Every text under its path. Numbers, booleans, null and texts without an end are none.</summary>
    internal List<Setting> Settings { get; } = new();

    /// <summary>Every comment, from its first mark to its last.</summary>
    internal List<TextSpan> Comments { get; } = new();
}
