namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Which of the offered code actions is applied, and what it must be called.</summary>
internal sealed record FixChoice
{
    internal static readonly FixChoice First = new();

    /// <summary>The place in the menu; the first one is what <c>dotnet format</c> takes.</summary>
    public int? Action { get; init; }

    public string? Title { get; init; }

    /// <summary>The equivalence key.</summary>
    public string? Key { get; init; }
}
