using System.Text;
using GrpcAuthAnalyzers.Secrets.Placeholders;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>Reads the members of one JSON object in one pass, without its nested objects. Nothing throws; a malformed object is not one.</summary>
internal sealed class JsonMembers
{
    private readonly string _json;
    private int _at;

    private JsonMembers(string json) => _json = json;

    /// <summary>
    /// What the caller does with a member: its name, its value (of a string the decoded text), and whether that is a string. Null
    /// for an object or array.
    /// </summary>
    internal delegate void Visitor(string name, string? value, bool isString);

    /// <summary>Visits the members of an object; false if the text is not an object. Members may have been visited then.</summary>
    internal static bool Visit(string json, Visitor visitor)
    {
        var reader = new JsonMembers(json);
        return reader.Object(visitor) && reader.IsAtEnd();
    }

    private bool Object(Visitor visitor)
    {
        if (!Take('{'))
            return false;

        if (Take('}'))
            return true;

        do
        {
            if (!Peek('"') || String() is not { } name || !Take(':') || !Value(out var value, out var isString))
                return false;

            visitor(name, value, isString);
        }
        while (Take(','));

        return Take('}');
    }

    private bool Value(out string? value, out bool isString)
    {
        isString = Peek('"');
        value = null;
        if (isString)
            return (value = String()) is not null;

        if (Peek('{') || Peek('['))
            return SkipNested();

        var start = _at;
        while (_at < _json.Length && (char.IsLetterOrDigit(_json[_at]) || _json[_at] is '-' or '+' or '.'))
            _at++;

        value = _json.Substring(start, _at - start);
        return value.Length > 0;
    }

    /// <summary>Skips an object or array.</summary>
    private bool SkipNested()
    {
        var depth = 0;
        while (_at < _json.Length)
        {
            var c = _json[_at];
            if (c == '"')
            {
                if (String() is null)
                    return false;

                continue;
            }

            _at++;
            depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            if (depth == 0)
                return true;
        }

        return false;
    }

    /// <summary>The text of the string at this place, or null when it does not end.</summary>
    private string? String()
    {
        var text = new StringBuilder();
        for (_at++; _at < _json.Length; _at++)
        {
            var c = _json[_at];
            if (c == '"')
            {
                _at++;
                return text.ToString();
            }

            if (c != '\\')
            {
                text.Append(c);
                continue;
            }

            if (++_at == _json.Length)
                return null;

            text.Append(_json[_at] == 'u' ? Unicode() : Unescaped(_json[_at]));
        }

        return null;
    }

    /// <summary>The character of the four digits behind <c>\u</c>; U+FFFD if they are not digits.</summary>
    private char Unicode()
    {
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            if (_at + 1 >= _json.Length || !Alphabet.Hex.Holds(_json[_at + 1]))
                return '\ufffd';

            var digit = _json[++_at];
            value = (value * 16) + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)value;
    }

    private static char Unescaped(char c) => c switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => c,
    };

    private bool Take(char c)
    {
        if (!Peek(c))
            return false;

        _at++;
        return true;
    }

    private bool Peek(char c)
    {
        SkipSpace();
        return _at < _json.Length && _json[_at] == c;
    }

    private bool IsAtEnd()
    {
        SkipSpace();
        return _at == _json.Length;
    }

    private void SkipSpace()
    {
        while (_at < _json.Length && char.IsWhiteSpace(_json[_at]))
            _at++;
    }
}
