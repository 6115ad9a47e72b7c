using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.ConfigFiles;

/// <summary>
/// Reads the assignments of an <c>.env</c> file: <c>[export] NAME=value</c>, with values in single, double or back quotes (which may go over several
/// lines) or in none, and comments behind <c>#</c>.
/// </summary>
internal sealed class EnvScanner
{
    private const string Export = "export";
    private const string Quotes = "\"'`";

    private readonly string _text;
    private readonly ConfigFileText _found = new();
    private readonly bool[] _hasNoMore = new bool[Quotes.Length];
    private int _at;

    private EnvScanner(string text) => _text = text;

    /// <summary>The assignments and comments of the file; a line that is neither is skipped.</summary>
    internal static ConfigFileText Read(string text)
    {
        var scanner = new EnvScanner(text);
        while (scanner._at < text.Length)
            scanner.Line();

        return scanner._found;
    }

    private void Line()
    {
        SkipBlanks();
        var start = _at;
        if (Name() is { } name)
            Value(name, start);

        RestOfLine();
    }

    /// <summary>Reads the name and the <c>=</c> behind it; null if the line is not an assignment.</summary>
    private string? Name()
    {
        if (string.CompareOrdinal(_text, _at, Export, 0, Export.Length) == 0 && _at + Export.Length < _text.Length && _text[_at + Export.Length] is ' ' or '\t')
        {
            _at += Export.Length;
            SkipBlanks();
        }

        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.' or '-' or ':'))
            _at++;

        var name = _text.Substring(start, _at - start);
        SkipBlanks();
        if (name.Length == 0 || _at >= _text.Length || _text[_at] != '=')
            return null;

        _at++;
        return name;
    }

    private void Value(string name, int start)
    {
        SkipBlanks();
        var path = SettingPath.Root.Child(name);
        if (_at < _text.Length && Quotes.IndexOf(_text[_at]) is >= 0 and var quote && EndOfQuoted(quote) is { } end)
        {
            var from = _at + 1;
            var raw = _text.Substring(from, end - from);
            _at = end + 1;
            _found.Settings.Add(new Setting(path, Quotes[quote] == '"' ? Unescaped(raw) : raw, TextSpan.FromBounds(from, end), start));
            return;
        }

        var (first, last) = (_at, _at);
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r') && !IsComment())
        {
            if (!char.IsWhiteSpace(_text[_at]))
                last = _at + 1;

            _at++;
        }

        if (first < last && Quotes.IndexOf(_text[first]) >= 0)
            first++;

        if (first < last)
            _found.Settings.Add(new Setting(path, _text.Substring(first, last - first), TextSpan.FromBounds(first, last), start));
    }

    /// <summary>Where the text in quotes that begins here ends; null when it does not. What is known of the rest of the file is not searched again.</summary>
    private int? EndOfQuoted(int quote)
    {
        for (var i = _at + 1; i < _text.Length && !_hasNoMore[quote]; i++)
        {
            if (_text[i] == Quotes[quote])
                return i;

            if (_text[i] == '\\' && Quotes[quote] == '"')
                i++;
        }

        _hasNoMore[quote] = true;
        return null;
    }

    private bool IsComment() => _text[_at] == '#' && (_at == 0 || char.IsWhiteSpace(_text[_at - 1]) || Quotes.IndexOf(_text[_at - 1]) >= 0);

    /// <summary>Reads to the end of the line, and notes its comment.</summary>
    private void RestOfLine()
    {
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r') && !IsComment())
            _at++;

        var start = _at;
        while (_at < _text.Length && _text[_at] is not ('\n' or '\r'))
            _at++;

        if (_at > start)
            _found.Comments.Add(TextSpan.FromBounds(start, _at));

        if (_at < _text.Length)
            _at++;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\ufeff')
            _at++;
    }

    private static string Unescaped(string raw)
    {
        if (raw.IndexOf('\\') < 0)
            return raw;

        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 == raw.Length)
            {
                text.Append(raw[i]);
                continue;
            }

            text.Append(raw[++i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
        }

        return text.ToString();
    }
}
