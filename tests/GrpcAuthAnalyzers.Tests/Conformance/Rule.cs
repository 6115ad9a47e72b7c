using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Generation;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>A rule as its descriptor says it should be found everywhere else: one name and one band for every file about it.</summary>
/// <param name="Descriptor">Its descriptor.</param>
/// <param name="Name">The name of the descriptor's field: the name of the rule's class.</param>
internal sealed record Rule(DiagnosticDescriptor Descriptor, string Name)
{
    /// <summary>Every rule, in the order of the catalogue.</summary>
    internal static readonly IReadOnlyList<Rule> All =
        [.. RuleCatalog.Entries.Select(entry => new Rule(entry.Descriptor, entry.Name))];

    internal string Id => Descriptor.Id;

    /// <summary>The folder, namespace and category of its thousand.</summary>
    internal string Band => RuleBand.Of(Id).Name;

    /// <summary>0001 is about options and files, not about code: it has no place to fix.</summary>
    internal bool IsAboutCode => Band != "Configuration";

    /// <summary>The ids, for theories.</summary>
    internal static TheoryData<string> Ids => new(All.Select(rule => rule.Id));

    internal static Rule Of(string id) => All.Single(rule => rule.Id == id);
}
