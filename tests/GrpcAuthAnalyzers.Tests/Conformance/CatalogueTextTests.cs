using System;
using System.Linq;
using System.Text.RegularExpressions;
using GrpcAuthAnalyzers.Rules;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Conformance;

/// <summary>What can be measured of the texts of the catalogue: they fit the one line of an error list and use the field's words.</summary>
public sealed class CatalogueTextTests
{
    /// <summary>Words that sound translated. The plain word is in the texts of the other rules.</summary>
    private static readonly string[] Stilted =
    [
        "kind of call", "kinds of call", "goes out", "as it came", "there is none", "is looked at", "is asked about", "stands in", "of its own",
        "that is none", "is none of", "speaks", "waited for", "leaves out", "one by one",
    ];

    public static TheoryData<string> Ids => Rule.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_title_is_short_in_sentence_case_and_without_a_full_stop(string id)
    {
        var title = Rule.Of(id).Descriptor.Title.ToString();
        Assert.True(title.Length < 70, $"{title.Length} characters: {title}");
        Assert.False(title.EndsWith('.'), title);

        // Sentence case: after the first word, only names of code and of protocols begin with an upper case letter.
        Assert.DoesNotMatch("(?<=[a-z] )[A-Z][a-z]+(?= |$)", title);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_fits_one_line_and_names_what_is_reported(string id)
    {
        var template = Rule.Of(id).Descriptor.MessageFormat.ToString();
        Assert.True(template.Length < 140, $"{template.Length} characters: {template}");
        Assert.False(template.EndsWith('.'), template);
        Assert.Contains("{0}", template, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_description_is_two_or_three_sentences(string id)
    {
        var description = Rule.Of(id).Descriptor.Description.ToString();
        Assert.InRange(Regex.Matches(description, @"[.](?= |$)").Count, 2, 3);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_text_sounds_translated(string id)
    {
        var row = RuleCatalog.Entries.Single(entry => entry.Descriptor.Id == id);
        string[] texts =
        [
            row.Descriptor.Title.ToString(), row.Descriptor.MessageFormat.ToString(), row.Descriptor.Description.ToString(),
            row.Texts.Reports, row.Texts.Fix, row.Texts.Where, row.Texts.Information,
        ];
        var found = Stilted.Where(words => texts.Any(text => Regex.IsMatch(text, $@"\b{words}\b", RegexOptions.IgnoreCase)));
        Assert.True(!found.Any(), $"{id}: {string.Join(", ", found)}");
    }
}
