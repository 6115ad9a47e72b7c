using System;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>
/// The table of rules: one field a rule, one file a band. Presets, release rows, the catalogue and the headers of the documents are generated
/// from it by <c>dotnet run build/generate.cs</c>.
/// </summary>
internal static partial class RuleCatalog
{
    /// <summary>The address of the documents of the rules, in the repository that the package names.</summary>
    internal const string DocumentRoot = "https://github.com/grpc-auth-analyzers/GrpcAuthAnalyzers/blob/main/docs/rules/";

    /// <summary>What every category begins with; the band follows.</summary>
    internal const string CategoryPrefix = "GrpcAuth.";

    private const string Configuration = CategoryPrefix + "Configuration";
    private const string Credentials = CategoryPrefix + "Credentials";
    private const string Secrets = CategoryPrefix + "Secrets";
    private const string Freshness = CategoryPrefix + "Freshness";
    private const string MetadataFormat = CategoryPrefix + "MetadataFormat";
    private const string Transport = CategoryPrefix + "Transport";
    private const string Identity = CategoryPrefix + "Identity";
    private const string Server = CategoryPrefix + "Server";

    [Catalogue(Reports = "an option of this package whose name or value is not valid")]
    internal static readonly DiagnosticDescriptor InvalidConfiguration = new(
        "GRPCAUTH0001",
        "GrpcAuthAnalyzers option is not valid",
        "'{0}' is ignored{1}: {2}",
        Configuration, DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: "A misspelled option has no effect: the default applies. Every grpc_auth.* key is checked, and every line of a facts file.",
        helpLinkUri: DocumentRoot + "GRPCAUTH0001.md",
        customTags: new[] { WellKnownDiagnosticTags.CompilationEnd });

    /// <summary>Every descriptor of the product, by id.</summary>
    internal static ImmutableArray<DiagnosticDescriptor> All => Table.Descriptors;

    /// <summary>Every row of the table, by id.</summary>
    internal static ImmutableArray<CatalogueEntry> Entries => Table.Entries;

    /// <summary>Whether the severity of a rule depends on the evidence or on the project; see <see cref="CatalogueAttribute.IsGraded"/>.</summary>
    internal static bool IsGraded(DiagnosticDescriptor rule) => Table.Graded.Contains(rule);

    /// <summary>Read once, when every part of the catalogue is initialized: the order of the parts of a class is not specified.</summary>
    private static class Table
    {
        internal static readonly ImmutableArray<CatalogueEntry> Entries = typeof(RuleCatalog)
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(static field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(static field => new CatalogueEntry(
                field.Name, (DiagnosticDescriptor)field.GetValue(null)!, field.GetCustomAttribute<CatalogueAttribute>() ?? new CatalogueAttribute()))
            .OrderBy(static entry => entry.Descriptor.Id, StringComparer.Ordinal)
            .ToImmutableArray();

        internal static readonly ImmutableArray<DiagnosticDescriptor> Descriptors = Entries.Select(static entry => entry.Descriptor).ToImmutableArray();

        internal static readonly ImmutableHashSet<DiagnosticDescriptor> Graded =
            Entries.Where(static entry => entry.Texts.IsGraded).Select(static entry => entry.Descriptor).ToImmutableHashSet();
    }
}
