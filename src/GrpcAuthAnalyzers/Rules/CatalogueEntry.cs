using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules;

/// <summary>A rule with everything that presets, release rows and documents say about it.</summary>
internal sealed class CatalogueEntry
{
    internal CatalogueEntry(string name, DiagnosticDescriptor descriptor, CatalogueAttribute texts)
    {
        Name = name;
        Descriptor = descriptor;
        Texts = texts;
    }

    /// <summary>The name of the field of <see cref="RuleCatalog"/>, which is the name of the class of the rule.</summary>
    internal string Name { get; }

    internal DiagnosticDescriptor Descriptor { get; }

    internal CatalogueAttribute Texts { get; }

    /// <summary>Its folder and namespace: the category without its prefix.</summary>
    internal string Band => Descriptor.Category.Substring(RuleCatalog.CategoryPrefix.Length);
}
