using Microsoft.CodeAnalysis.CSharp;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>Which versions of C# the compiler knows that the tests run on: build/hosts.cs runs them on older ones.</summary>
internal static class KnownCSharp
{
    internal static bool Has(int version) => (int)LanguageVersion.Latest.MapSpecifiedToEffectiveVersion() >= version * 100;
}
