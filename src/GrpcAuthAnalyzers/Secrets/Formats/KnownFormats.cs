using System;
using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>
/// Finds tokens of well-known services and private keys in a text, by their form. One pass: each place is looked up by its two
/// characters, so that ordinary text costs one look-up a character. Checksums are not tested: they differ by vendor, and would
/// hide a real token with a typing error.
/// </summary>
internal static class KnownFormats
{
    /// <summary>A shorter text is not a token.</summary>
    private const int MinLength = 20;

    private const int Buckets = 1024;

    private static readonly (string Name, TokenTemplate Template)[]?[] Index = MakeIndex();

    /// <summary>
    /// The name, for messages, of the first token or private key in a text, or null. A token that is part of a name (<paramref name="isGlued"/>) may have
    /// characters of the name around it.
    /// </summary>
    internal static string? NameIn(string text, bool isGlued = false)
    {
        for (var i = 0; text.Length >= MinLength && i + 1 < text.Length; i++)
        {
            if (Index[BucketOf(text[i], text[i + 1])] is not { } candidates)
                continue;

            foreach (var (name, template) in candidates)
            {
                if (string.CompareOrdinal(text, i, template.Signature, 0, template.Signature.Length) == 0 && template.Matches(text, i, isGlued))
                    return name;
            }
        }

        return null;
    }

    /// <summary>Every form, for the tests.</summary>
    internal static IEnumerable<(string Name, TokenTemplate Template)> All
    {
        get
        {
            foreach (var (name, patterns) in KnownFormatTable.Rows)
            {
                foreach (var pattern in patterns)
                    yield return (name, new TokenTemplate(pattern));
            }
        }
    }

    private static int BucketOf(char first, char second) => ((first * 31) ^ second) & (Buckets - 1);

    private static (string, TokenTemplate)[]?[] MakeIndex()
    {
        var index = new (string, TokenTemplate)[]?[Buckets];
        foreach (var (name, template) in All)
        {
            ref var bucket = ref index[BucketOf(template.Signature[0], template.Signature[1])];
            var length = bucket?.Length ?? 0;
            Array.Resize(ref bucket, length + 1);
            bucket[length] = (name, template);
        }

        return index;
    }
}
