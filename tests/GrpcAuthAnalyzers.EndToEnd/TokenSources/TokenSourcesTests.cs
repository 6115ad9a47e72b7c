using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.TokenSources;

/// <summary>Each place that a fix can take a token from, with the real package: the fixed client compiles against it, and its token reaches the server.</summary>
public sealed class TokenSourcesTests(TokenSourcesStory story) : IClassFixture<TokenSourcesStory>
{
    public static readonly TheoryData<string, string, string> Sources = new()
    {
        { "AzureCore", "OrderDesk.cs", "var token = await credential.GetTokenAsync(request, context.CancellationToken);" },
        { "EnvironmentVariable", "Program.cs", "var token = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_TOKEN\")" },
        { "GoogleAuth", "Program.cs", ".GetAccessTokenForRequestAsync(" },
        { "HostConfiguration", "Program.cs", "var token = builder.Configuration[\"Grpc:Orders:Token\"]" },
        { "IdentityAbstractions", "Program.cs", ".CreateAuthorizationHeaderForAppAsync(" },
        { "IdentityWeb", "OrderArchive.cs", "await _acquisition.GetAccessTokenForAppAsync(_scope)" },
        { "OwnProvider", "OrderDesk.cs", "await _tokens.GetAccessTokenAsync(context.CancellationToken)" },
        { "TokenProviderOption", "Program.cs", "await Vault.ReadCurrentAsync(context.CancellationToken)" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_fix_takes_the_token_from_it(string client, string file, string read)
    {
        Assert.Contains(story.Reported, finding => finding.File == client + "/" + file);
        Assert.Contains(read, story.Read(client + "/" + file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureCore", null)]
    [InlineData("EnvironmentVariable", "GRPC_ORDERS_TOKEN")]
    [InlineData("GoogleAuth", null)]
    [InlineData("HostConfiguration", "Grpc__Orders__Token")]
    [InlineData("IdentityAbstractions", null)]
    [InlineData("IdentityWeb", null)]
    [InlineData("OwnProvider", null)]
    [InlineData("TokenProviderOption", null)]
    public async Task The_token_reaches_the_server_in_every_call(string client, string? setting)
    {
        var (calls, token, arrived) = await story.RunAsync(client, setting);
        Assert.All(calls, call => Assert.Equal(CallOutcome.Ok, call.Status));
        Assert.Equal(Enumerable.Repeat("Bearer " + token, calls.Count), arrived);
    }

    [Fact]
    public void After_the_fixes_the_build_has_no_warning_and_nothing_is_reported() => Assert.Empty(story.ReportedAfter);

    [Fact]
    public void No_file_is_added_and_none_but_those_that_are_reported_is_touched()
    {
        Assert.Equal(story.FilesBefore.Keys.Order(), story.FilesAfter.Keys.Order());
        Assert.Equal(
            Sources.Select(source => source[0] + "/" + source[1]).Order(),
            story.FilesAfter.Where(file => story.FilesBefore[file.Key] != file.Value).Select(file => file.Key.Replace('\\', '/')).Order());
    }
}
