using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// Reads the settings of an XML configuration file. System.Xml has no character positions and stops at the first error; entities
/// that the file declares are not expanded.
/// </summary>
internal sealed class XmlScanner
{
    private readonly string _text;
    private readonly ConfigFileText _found = new();
    private readonly List<(string Name, SettingPath Path, int Start)> _open = new();
    private readonly Dictionary<string, int> _openNames = new(StringComparer.Ordinal);
    private int _at;

    private XmlScanner(string text) => _text = text;

    /// <summary>
    /// The attributes and texts of an XML file. <c>&lt;add key="Token" value="..."/&gt;</c> is the setting <c>Token</c>; any other
    /// has the path of its elements.
    /// </summary>
    internal static ConfigFileText Read(string text)
    {
        var scanner = new XmlScanner(text);
        while (scanner._at < text.Length)
            scanner.Step();

        return scanner._found;
    }

    private void Step()
    {
        if (_text[_at] != '<')
            Content();
        else if (StartsWith("<!--"))
            Comment();
        else if (StartsWith("<![CDATA["))
            CharacterData();
        else if (StartsWith("<?"))
            SkipBehind("?>");
        else if (StartsWith("<!"))
            SkipBehind(">");
        else if (StartsWith("</"))
            EndTag();
        else
            StartTag();
    }

    private bool StartsWith(string mark) => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0;

    /// <summary>Moves behind the next mark, or to the end. Returns the start of the mark, or the end.</summary>
    private int SkipBehind(string mark)
    {
        var end = _text.IndexOf(mark, _at, StringComparison.Ordinal);
        _at = end < 0 ? _text.Length : end + mark.Length;
        return end < 0 ? _text.Length : end;
    }

    private void Comment()
    {
        var start = _at;
        SkipBehind("-->");
        _found.Comments.Add(TextSpan.FromBounds(start, _at));
    }

    private void CharacterData()
    {
        _at += "<![CDATA[".Length;
        var start = _at;
        AddText(start, SkipBehind("]]>"), decode: false);
    }

    private void Content()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] != '<')
            _at++;

        AddText(start, _at, decode: true);
    }

    private void AddText(int start, int end, bool decode)
    {
        while (start < end && char.IsWhiteSpace(_text[start]))
            start++;

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
            end--;

        if (start == end || _open.Count == 0)
            return;

        var (_, path, elementStart) = _open[_open.Count - 1];
        Add(path, start, end, elementStart, decode);
    }

    private void Add(SettingPath path, int start, int end, int elementStart, bool decode)
    {
        var raw = _text.Substring(start, end - start);
        _found.Settings.Add(new Setting(path, decode ? Decoded(raw) : raw, TextSpan.FromBounds(start, end), elementStart));
    }

    /// <summary>Closes the innermost element of its name and what was left open in it; one without a start is skipped.</summary>
    private void EndTag()
    {
        _at += 2;
        var name = Name();
        SkipBehind(">");
        if (!_openNames.TryGetValue(name, out var count) || count == 0)
            return;

        for (var isClosed = false; !isClosed;)
        {
            var last = _open[_open.Count - 1].Name;
            _open.RemoveAt(_open.Count - 1);
            _openNames[last]--;
            isClosed = last == name;
        }
    }

    private void StartTag()
    {
        var start = _at++;
        var name = Name();
        if (name.Length == 0)
            return;

        var attributes = new List<(string Name, int Start, int End)>();
        while (NextAttribute() is { } attribute)
            attributes.Add(attribute);

        var isEmpty = _at < _text.Length && _text[_at] == '/';
        if (isEmpty)
            _at++;

        if (_at < _text.Length && _text[_at] == '>')
            _at++;

        var given = NameIn(attributes);
        var around = _open.Count == 0 ? SettingPath.Root : _open[_open.Count - 1].Path;
        var path = given is null ? around.Child(LocalName(name)) : around.Child(given);
        foreach (var attribute in attributes)
        {
            // The path of a named value is its name alone, as the program asks for it.
            var isNamed = given is not null && attribute.Name is "value" or "connectionString";
            Add(isNamed ? SettingPath.Root.Child(given!) : path.Child(LocalName(attribute.Name)), attribute.Start, attribute.End, start, decode: true);
        }

        if (isEmpty)
            return;

        // The root element is in no path.
        _open.Add((name, _open.Count == 0 ? SettingPath.Root : path, start));
        _openNames[name] = _openNames.TryGetValue(name, out var count) ? count + 1 : 1;
    }

    /// <summary>The <c>key</c> or <c>name</c> of an element; null if it has neither.</summary>
    private string? NameIn(List<(string Name, int Start, int End)> attributes)
    {
        foreach (var (name, start, end) in attributes)
        {
            if (name is "key" or "name" && end > start)
                return Decoded(_text.Substring(start, end - start));
        }

        return null;
    }

    /// <summary>The next attribute of a tag with a value in quotes; null at the end of the tag. Anything else in it is skipped.</summary>
    private (string Name, int Start, int End)? NextAttribute()
    {
        while (_at < _text.Length && _text[_at] is not ('>' or '<') && !(_text[_at] == '/' && _at + 1 < _text.Length && _text[_at + 1] == '>'))
        {
            var name = Name();
            if (name.Length == 0)
            {
                _at++;
                continue;
            }

            SkipBlanks();
            if (_at >= _text.Length || _text[_at] != '=')
                continue;

            _at++;
            SkipBlanks();
            if (_at >= _text.Length || _text[_at] is not ('"' or '\'') || _text.IndexOf(_text[_at], _at + 1) is not (>= 0 and var end))
                continue;

            var start = _at + 1;
            _at = end + 1;
            return (name, start, end);
        }

        return null;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private string Name()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '.' or ':'))
            _at++;

        return _text.Substring(start, _at - start);
    }

    private static string LocalName(string name) => name.Substring(name.IndexOf(':') + 1);

    private static string Decoded(string raw)
    {
        var at = raw.IndexOf('&');
        if (at < 0)
            return raw;

        var text = new StringBuilder(raw, 0, at, raw.Length);
        while (at < raw.Length)
        {
            if (raw[at] == '&' && EntityAt(raw, at) is { } entity)
            {
                text.Append(entity.Text);
                at = entity.End;
            }
            else
            {
                text.Append(raw[at++]);
            }
        }

        return text.ToString();
    }

    /// <summary>The predefined entity or character reference that begins at an ampersand; null for any other.</summary>
    private static (string Text, int End)? EntityAt(string raw, int at)
    {
        const int Longest = 10;
        var end = raw.IndexOf(';', at, Math.Min(Longest, raw.Length - at));
        if (end < 0)
            return null;

        var name = raw.Substring(at + 1, end - at - 1);
        var text = name switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            _ => Character(name),
        };
        return text is null ? null : (text, end + 1);
    }

    private static string? Character(string reference)
    {
        if (reference.Length < 2 || reference[0] != '#')
            return null;

        var isHex = reference[1] is 'x';
        return int.TryParse(
            reference.Substring(isHex ? 2 : 1), isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && code is > 0 and < 0xD800 or >= 0xE000 and <= 0x10FFFF
            ? char.ConvertFromUtf32(code)
            : null;
    }
}
