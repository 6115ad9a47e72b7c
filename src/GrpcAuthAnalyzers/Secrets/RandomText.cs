namespace GrpcAuthAnalyzers.Secrets;

/// <summary>Tells text that nobody would choose as a name.</summary>
internal static class RandomText
{
    private const int MinLength = 12;

    /// <summary>Whether a row of letters and digits is long and mixed enough to be a secret: at least twelve, three of each, and four changes between them.</summary>
    internal static bool IsIn(string text)
    {
        int length = 0, digits = 0, changes = 0;
        var wasDigit = false;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
            {
                length = digits = changes = 0;
                continue;
            }

            var isDigit = char.IsDigit(c);
            changes += length > 0 && isDigit != wasDigit ? 1 : 0;
            digits += isDigit ? 1 : 0;
            wasDigit = isDigit;
            if (++length >= MinLength && digits >= 3 && length - digits >= 3 && changes >= 4)
                return true;
        }

        return false;
    }
}
