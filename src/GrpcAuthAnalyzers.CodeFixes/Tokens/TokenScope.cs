using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The scope that a token is requested for: one that the code names, or one that a setting names.</summary>
internal sealed class TokenScope
{
    private readonly string _text;
    private readonly bool _isArray;

    /// <summary><paramref name="text"/> is an expression of type <c>string</c> or <c>string[]</c>.</summary>
    internal TokenScope(string text, bool isArray)
    {
        _text = text;
        _isArray = isArray;
    }

    /// <summary>An expression of type <c>string[]</c>.</summary>
    internal string Array => _isArray ? _text : "new[] { " + _text + NullCheck + " }";

    /// <summary>An expression of type <c>string</c>; null when the code names an array.</summary>
    internal string? Single => _isArray ? null : _text + NullCheck;

    /// <summary><c> ?? throw ...</c> behind a scope that a setting names; else empty.</summary>
    internal string NullCheck { get; init; } = "";

    /// <summary>The scope as a local of its own, where a setting names it.</summary>
    internal ImmutableArray<TokenPart> Parts =>
        NullCheck.Length == 0 ? ImmutableArray<TokenPart>.Empty : ImmutableArray.Create(new TokenPart("scope", _text, NullCheck));

    /// <summary>A setting that must be made before the program runs; null if the code names the scope.</summary>
    internal string? Setting { get; init; }

    /// <summary>For titles: what is added to the description of the source; empty if the code names the scope.</summary>
    internal string Description { get; init; } = "";

    /// <summary>The scope is a constant that ends in <c>/.default</c>: the only form that is granted to an application itself.</summary>
    internal bool IsOfApplication { get; init; }

    /// <summary>The same, and the array around it.</summary>
    internal ImmutableArray<TokenPart> PartsOfArray => _isArray ? Parts : Parts.Add(new TokenPart("scopes", Array));
}
