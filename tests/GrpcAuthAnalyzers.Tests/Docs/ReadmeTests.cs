using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Conformance;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Docs;

/// <summary>What the README shows to a new user is what the package does.</summary>
public sealed class ReadmeTests
{
    /// <summary>The types around the example: a token provider that is in scope as <c>tokens</c>.</summary>
    private const string Before = "IAccessTokens tokens = new AccessTokens();\n";

    private const string After = """


        public interface IAccessTokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellationToken);
        }

        public sealed class AccessTokens : IAccessTokens
        {
            public Task<string> GetTokenAsync(CancellationToken cancellationToken) => Task.FromResult(Guid.NewGuid().ToString());
        }
        """;

    [Fact]
    public void The_warning_in_the_terminal_has_the_message_of_its_rule()
    {
        var line = Regex.Match(Repository.Read("README.md"), @": warning (GRPCAUTH\d{4}): (.*)");
        var format = Rule.Of(line.Groups[1].Value).Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, format, "GetOrderAsync", ""), line.Groups[2].Value);
    }

    [Fact]
    public async Task The_code_after_is_what_the_fix_writes_for_the_code_before()
    {
        var fences = Fence.In(Repository.Read("README.md")).ToArray();
        Assert.Equal(2, fences.Length);

        var before = Regex.Replace(fences[0].Code, @" +// GRPCAUTH1001$", "", RegexOptions.Multiline);
        Assert.NotEqual(fences[0].Code, before);
        var written = await FixPromise.HoldsAsync(Before + before + After);
        Assert.Equal((Before + fences[1].Code + After).ReplaceLineEndings("\n"), written.ReplaceLineEndings("\n"));
    }
}
