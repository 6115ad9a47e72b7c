using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Generation;

/// <summary>The severities of each <c>GrpcAuthAnalysisMode</c>.</summary>
internal static class Presets
{
    internal static IEnumerable<GeneratedFile> All =>
    [
        Preset("All", "# GrpcAuthAnalysisMode = All: every rule is a warning, also those that are off or information by default.", "warning", _ => true,
            "grpc_auth.config_secrets = all\n"),
        Preset("None", "# GrpcAuthAnalysisMode = None: no rule reports, except those that your own .editorconfig or .globalconfig sets.", "none", _ => true),
        Preset(
            "Strict",
            """
            # GrpcAuthAnalysisMode = Strict: every rule that is a warning by default is an error.
            # Graded rules are not listed: they also report information (on weaker evidence, in test projects), which a severity here would raise,
            # too. They read the mode themselves and raise their warnings only.
            """,
            "error",
            rule => rule.Descriptor.DefaultSeverity == DiagnosticSeverity.Warning && !rule.Texts.IsGraded),
    ];

    /// <summary>A global level below zero, so that any configuration of the user wins.</summary>
    private static GeneratedFile Preset(string mode, string comment, string severity, Func<CatalogueEntry, bool> isListed, string options = "") => new(
        $"build/presets/{mode}.globalconfig",
        $"is_global = true\nglobal_level = -100\n\n{comment}\n\n"
            + string.Concat(RuleCatalog.Entries.Where(isListed).Select(rule => $"dotnet_diagnostic.{rule.Descriptor.Id}.severity = {severity}\n")) + (options.Length == 0 ? "" : "\n" + options));
}
