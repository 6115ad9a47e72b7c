using System.Text;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>Reads base64 of both alphabets, with or without padding. Nothing throws.</summary>
internal static class Base64Text
{
    /// <summary>The text that a part of a text encodes as UTF-8, or null if that part is not base64. Bytes that are not UTF-8 become U+FFFD.</summary>
    internal static string? Decode(string text, int start, int end)
    {
        for (var padding = 0; padding < 2 && end > start && text[end - 1] == '='; padding++)
            end--;

        var length = end - start;
        if (length <= 0 || length % 4 == 1)
            return null;

        var bytes = new byte[length * 3 / 4];
        int bits = 0, count = 0, written = 0;
        for (var i = start; i < end; i++)
        {
            var value = ValueOf(text[i]);
            if (value < 0)
                return null;

            bits = ((bits << 6) | value) & 0xFFFFFF;
            if (++count % 4 != 1)
                bytes[written++] = (byte)(bits >> ((4 - (((count - 1) % 4) + 1)) * 2));
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private static int ValueOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => -1,
    };
}
