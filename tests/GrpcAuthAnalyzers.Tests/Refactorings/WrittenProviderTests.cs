using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Refactorings;

/// <summary>The providers that the behaviour tests and the live test run are what the refactoring writes, to the character.</summary>
public sealed class WrittenProviderTests
{
    [Theory]
    [InlineData("PlainTokens")]
    [InlineData("TimedTokens")]
    public async Task The_provider_that_the_tests_run_is_the_one_that_is_written(string file)
    {
        var whole = Repository.Read($"tests/GrpcAuthAnalyzers.Tests/Refactorings/Written/{file}.cs");
        var provider = whole.IndexOf("\n/// <summary>\n/// Keeps the access token", StringComparison.Ordinal);
        var before = whole[..(provider < 0 ? whole.Length : provider)].Replace("class TokenClient(", "class [|TokenClient|](", StringComparison.Ordinal);

        Assert.Equal(whole, await RefactoringRun.WritesAsync(before, Setup.Usual with { GlobalUsings = false }));
    }
}
