namespace GrpcAuthAnalyzers.Secrets.Placeholders;

/// <summary>Recognises that a text holds something random, whatever words are around it.</summary>
internal static class RandomText
{
    private const int MinLength = 12;

    /// <summary>With fewer digits, letters must change their case as words do not.</summary>
    private const int MinMixed = 16;

    /// <summary>
    /// Whether there are twelve letters and digits in a row with three of each and four changes between them, or sixteen with a digit in
    /// which every second one changes between small letters, capital letters and digits.
    /// </summary>
    internal static bool IsIn(string text)
    {
        int length = 0, digits = 0, letters = 0, changes = 0, caseChanges = 0;
        var last = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var kind = KindOf(text[i]);
            if (kind == 0)
            {
                length = digits = letters = changes = caseChanges = 0;
                continue;
            }

            changes += length > 0 && (kind == 1) != (last == 1) ? 1 : 0;
            caseChanges += length > 0 && kind != last ? 1 : 0;
            last = kind;
            digits += kind == 1 ? 1 : 0;
            letters += kind == 1 ? 0 : 1;
            length++;
            if (length >= MinLength && digits >= 3 && letters >= 3 && changes >= 4)
                return true;

            var isEnd = i + 1 == text.Length || KindOf(text[i + 1]) == 0;
            if (isEnd && length >= MinMixed && digits >= 1 && caseChanges * 2 >= length)
                return true;
        }

        return false;
    }

    private static int KindOf(char c) => char.IsDigit(c) ? 1 : char.IsLower(c) ? 2 : char.IsLetter(c) ? 3 : 0;
}
