using Xunit;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>A theory whose every row is in a version of C# that older compilers do not know: there it is skipped, as a theory without a row fails.</summary>
internal sealed class TheoryFromCSharpAttribute : TheoryAttribute
{
    public TheoryFromCSharpAttribute(int version) => Skip = KnownCSharp.Has(version) ? null : $"this compiler does not know C# {version}";
}
