namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>A piece of the expression of a <see cref="TokenSource"/> that becomes a local of its own where one line would be too long.</summary>
internal sealed class TokenPart
{
    /// <summary><paramref name="inline"/> is the piece as it stands in the expression; null where nothing but <see cref="NullCheck"/> is added to it.</summary>
    internal TokenPart(string name, string text, string nullCheck = "", string? inline = null)
    {
        Name = name;
        Text = text;
        NullCheck = nullCheck;
        Inline = inline ?? text + nullCheck;
    }

    /// <summary>What the local is called, if the name is free.</summary>
    internal string Name { get; }

    internal string Text { get; }

    /// <summary><c> ?? throw ...</c> where the piece may be null; else empty.</summary>
    internal string NullCheck { get; }

    internal string Inline { get; }
}
