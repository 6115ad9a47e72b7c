namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>The scope that a token is requested for: one that the code names, or one that a setting names.</summary>
internal sealed class TokenScope
{
    private readonly string _text;
    private readonly bool _isArray;

    internal TokenScope(string text, bool isArray)
    {
        _text = text;
        _isArray = isArray;
    }

    /// <summary>An expression of type <c>string[]</c>.</summary>
    internal string Array => _isArray ? _text : "new[] { " + _text + " }";

    /// <summary>An expression of type <c>string</c>; null when the code names an array.</summary>
    internal string? Single => _isArray ? null : _text;

    /// <summary>A setting that must be made before the program runs; null if the code names the scope.</summary>
    internal string? Setting { get; init; }

    /// <summary>For titles: what is added to the description of the source; empty if the code names the scope.</summary>
    internal string Description { get; init; } = "";

    /// <summary>The scope is a constant that ends in <c>/.default</c>: the only form that is granted to an application itself.</summary>
    internal bool IsOfApplication { get; init; }
}
