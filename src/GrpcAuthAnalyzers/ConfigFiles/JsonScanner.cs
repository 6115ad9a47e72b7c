using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// Reads JSON as <c>AddJsonFile</c> does, with comments and trailing commas. System.Text.Json is not in every host, gives no
/// places in characters, and stops at the first error.
/// </summary>
internal sealed class JsonScanner
{
    private readonly string _text;
    private readonly ConfigFileText _found = new();
    private readonly List<Container> _open = new();
    private int _objects;
    private int _at;
    private string? _key;
    private int _keyStart;
    private bool _isValue;

    private JsonScanner(string text) => _text = text;

    /// <summary>The texts and comments of a JSON file; of a malformed one those that can be read.</summary>
    internal static ConfigFileText Read(string text)
    {
        var scanner = new JsonScanner(text);
        while (scanner._at < text.Length)
            scanner.Step();

        while (scanner._open.Count > 0)
            scanner.Close();

        return scanner._found;
    }

    private bool IsInObject => _open.Count > 0 && !_open[_open.Count - 1].IsArray;

    private void Step()
    {
        switch (_text[_at])
        {
            case '{' or '[':
                Open(isArray: _text[_at++] == '[');
                break;
            case '}' or ']':
                CloseUpTo(isArray: _text[_at++] == ']');
                break;
            case ',':
                _at++;
                Forget();
                if (_open.Count > 0)
                    _open[_open.Count - 1].Index++;
                break;
            case ':':
                _at++;
                _isValue = _key is not null;
                break;
            case '"':
                Text();
                break;
            case '/' when _at + 1 < _text.Length && _text[_at + 1] is '/' or '*':
                Comment();
                break;
            default:
                Word();
                break;
        }
    }

    private void Forget() => (_key, _isValue) = (null, false);

    /// <summary>The path of the value that begins here.</summary>
    private SettingPath PathOfValue()
    {
        if (_open.Count == 0)
            return SettingPath.Root;

        var inside = _open[_open.Count - 1];
        return inside.IsArray ? inside.Path.Child(inside.Index) : inside.Path.Child(_key ?? "");
    }

    private void Open(bool isArray)
    {
        _open.Add(new Container(PathOfValue(), isArray));
        _objects += isArray ? 0 : 1;
        Forget();
    }

    /// <summary>A bracket closes the innermost container of its kind and what was left open in it; one without such a container is skipped.</summary>
    private void CloseUpTo(bool isArray)
    {
        Forget();
        if ((isArray ? _open.Count - _objects : _objects) == 0)
            return;

        while (_open[_open.Count - 1].IsArray != isArray)
            Close();

        Close();
    }

    private void Close()
    {
        var closed = _open[_open.Count - 1];
        _open.RemoveAt(_open.Count - 1);
        _objects -= closed.IsArray ? 0 : 1;

        // { "Name": "Authorization", "Value": "..." } is the setting Authorization; so is { "RequestHeader": ..., "Set": ... } of a reverse proxy.
        if (closed is { Name: { Length: > 0 } name, Value: >= 0 })
            _found.Settings[closed.Value] = _found.Settings[closed.Value].Under(closed.Path.Child(name));
    }

    private void Text()
    {
        var start = _at;
        if (ReadText() is not { } value)
            return;

        if (IsInObject && !_isValue)
        {
            (_key, _keyStart) = (value, start);
            return;
        }

        if (IsInObject)
            NoteName(_open[_open.Count - 1], value);

        _found.Settings.Add(new Setting(PathOfValue(), value, TextSpan.FromBounds(start + 1, _at - 1), IsInObject ? _keyStart : start));
        Forget();
    }

    /// <summary>Of an object like <c>{ "Name": ..., "Value": ... }</c> the name is kept until it closes.</summary>
    private void NoteName(Container container, string value)
    {
        switch (_key!.ToLowerInvariant())
        {
            case "name" or "key" or "header" or "headername" or "requestheader":
                container.Name = value;
                break;
            case "value" or "set" or "append":
                container.Value = _found.Settings.Count;
                break;
        }
    }

    /// <summary>The text that begins at a quote; null when its line ends first.</summary>
    private string? ReadText()
    {
        var from = ++_at;
        StringBuilder? decoded = null;
        for (; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '"':
                    _at++;
                    return decoded is null ? _text.Substring(from, _at - 1 - from) : decoded.ToString();
                case '\n' or '\r':
                    Forget();
                    return null;
                case '\\' when _at + 1 < _text.Length && _text[_at + 1] is not ('\n' or '\r'):
                    decoded ??= new StringBuilder(_text, from, _at - from, Math.Max(16, _at - from + 16));
                    _at++;
                    decoded.Append(Escaped());
                    break;
                default:
                    decoded?.Append(_text[_at]);
                    break;
            }
        }

        return null;
    }

    /// <summary>The character of an escape sequence; an unknown letter is itself.</summary>
    private char Escaped()
    {
        switch (_text[_at])
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'u' when _at + 4 < _text.Length
                && ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                return _text[_at];
        }
    }

    private void Comment()
    {
        var start = _at;
        if (_text[_at + 1] == '*')
        {
            var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
            _at = end < 0 ? _text.Length : end + 2;
        }
        else
        {
            while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
                _at++;
        }

        _found.Comments.Add(TextSpan.FromBounds(start, _at));
    }

    /// <summary>Numbers, <c>true</c>, <c>null</c>, and text that is not JSON: a value, but not a text.</summary>
    private void Word()
    {
        if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\ufeff')
        {
            _at++;
            return;
        }

        do
            _at++;
        while (_at < _text.Length && _text[_at] is not ('{' or '}' or '[' or ']' or ',' or ':' or '"' or '/') && !char.IsWhiteSpace(_text[_at]));

        Forget();
    }

    private sealed class Container
    {
        internal Container(SettingPath path, bool isArray)
        {
            Path = path;
            IsArray = isArray;
        }

        internal SettingPath Path { get; }

        internal bool IsArray { get; }

        internal int Index { get; set; }

        /// <summary>The text of its member <c>Name</c> or <c>Key</c>.</summary>
        internal string? Name { get; set; }

        /// <summary>The number of the setting that its member <c>Value</c> is, or -1.</summary>
        internal int Value { get; set; } = -1;
    }
}
