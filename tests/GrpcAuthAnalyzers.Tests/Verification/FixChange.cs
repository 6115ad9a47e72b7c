using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>What a fix made of a project: the offers that were taken, and the project with what a build says of it, before and after.</summary>
internal sealed record FixChange(ImmutableArray<FixOffer> Offers, Project Before, Found Old, Project After, Found Now)
{
    internal CodeFixProvider Fix => Offers[0].Fix;

    /// <summary>The equivalence key of the offers: all have the same.</summary>
    internal string? Key => Offers[0].Action.EquivalenceKey;

    /// <summary>The documents that the fix changed or added.</summary>
    internal async Task<ImmutableArray<(Document? Before, Document After)>> DocumentsAsync()
    {
        var changed = new List<(Document?, Document)>();
        foreach (var after in After.Documents)
        {
            var before = Before.GetDocument(after.Id);
            if (before is null || !(await before.GetTextAsync()).ContentEquals(await after.GetTextAsync()))
                changed.Add((before, after));
        }

        return [.. changed];
    }

    /// <summary>The text of those documents.</summary>
    internal async Task<string> TextAsync() =>
        string.Join("\n----\n", await Task.WhenAll((await DocumentsAsync()).Select(static async document => (await document.After.GetTextAsync()).ToString())));
}
