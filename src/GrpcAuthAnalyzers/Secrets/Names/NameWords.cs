using System.Collections.Generic;
using System.Text;

namespace GrpcAuthAnalyzers.Secrets.Names;

/// <summary>The words that a name is made of.</summary>
internal static class NameWords
{
    /// <summary>
    /// The words of an identifier or header name in lower case: <c>GetOAuthTokenAsync</c> is get, oauth, token, async; <c>APIKey</c>
    /// is api, key. Empty when the name has no letter.
    /// </summary>
    internal static List<string> Of(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsLetter(name[i]) || IsStart(name, i))
                Flush();

            if (char.IsLetter(name[i]))
                word.Append(char.ToLowerInvariant(name[i]));
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length == 0)
                return;

            // OAuth is one word.
            if (words.Count > 0 && words[words.Count - 1] == "o" && word.ToString() == "auth")
                words[words.Count - 1] = "oauth";
            else
                words.Add(word.ToString());

            word.Clear();
        }
    }

    /// <summary>An upper-case letter after a lower-case one, or the last of several before a lower-case one (<c>APIKey</c>).</summary>
    private static bool IsStart(string name, int i) =>
        i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1])));
}
