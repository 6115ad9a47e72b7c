using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Refactorings;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Refactorings;

/// <summary>Where the provider is offered, and that it compiles without a warning wherever it is written.</summary>
public sealed class TokenProviderRefactoringTests
{
    private static readonly Setup Old = Setup.Usual with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable };

    [Theory]
    [InlineData("class [|Accounts|] { public Task<string> GetTokenAsync(CancellationToken cancellationToken) => throw null!; }")]
    [InlineData("class Accounts { public ValueTask<string> [|RequestAccessTokenAsync|]() => throw null!; }")]
    [InlineData("class Accounts { private static async Task<string> Acquire[||]BearerTokenAsync(string scope) { await Task.Yield(); return scope; } }")]
    [InlineData("interface [|IAccounts|] { Task<string?> FetchToken(string scope, CancellationToken cancellationToken = default); }")]
    [InlineData("class [|Accounts|]<T> where T : new() { public Task<string> GetTokenAsync() => throw null!; }")]
    [InlineData("record struct [|Accounts|](string Url) { public Task<(string Token, DateTimeOffset ExpiresOn)> GetTokenAsync() => throw null!; }")]
    [InlineData("record Answer(string? access_token, long? expires_in); class [|Accounts|] { public Task<Answer?> GetTokenAsync() => throw null!; }")]
    [InlineData("record Answer(string Token, DateTime ExpiresAt); class [|Accounts|] { public Task<Answer> GetTokenAsync() => throw null!; } // the end")]
    [InlineData("record Answer(string Token, DateTime? ValidTo); class [|Accounts|] { public Task<Answer> GetTokenAsync() => throw null!; } class Next { }")]
    [InlineData("record Answer(string Token, DateTimeOffset? Expiry); class [|Accounts|] { public Task<Answer> GetTokenAsync() => throw null!; }")]
    [InlineData("record Answer(string Token, TimeSpan? ExpiresIn); class [|Accounts|] { public Task<Answer> GetTokenAsync() => throw null!; }")]
    [InlineData("class Accounts { internal sealed class Answer { public string Token = \"\"; public TimeSpan ExpiresIn = TimeSpan.Zero; } class [|Inner|] { public Task<Answer> GetTokenAsync() => throw null!; } }")]
    [InlineData("#nullable disable\nclass [|Accounts|] { public Task<string> GetTokenAsync() => throw null; }")]
    [InlineData("class Task { } class Func { } class [|Accounts|] { public System.Threading.Tasks.Task<string> GetTokenAsync() => throw null!; }")]
    [InlineData("class TimeSpan { } class [|Accounts|] { public Task<string> GetTokenAsync() => throw null!; }")]
    public async Task What_is_written_compiles_without_a_warning(string source)
    {
        var written = await RefactoringRun.WritesAsync(source);

        Assert.Contains("internal sealed class CachingTokenProvider\n", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class [|Accounts|] { public Task<string> GetNameAsync() => throw null!; }")]
    [InlineData("class [|Accounts|] { public string GetToken() => throw null!; }")]
    [InlineData("class [|Accounts|] { public Task<int> GetTokenCountAsync() => throw null!; }")]
    [InlineData("class [|Accounts|] { public Task<string> GetRefreshTokenAsync() => throw null!; }")]
    [InlineData("class [|Accounts|] { public Task<string> GetPageTokenAsync() => throw null!; }")]
    [InlineData("class [|Accounts|] { public Task<T> GetTokenAsync<T>() => throw null!; }")]
    [InlineData("class [|Accounts|]<T> { public Task<T> GetTokenAsync() => throw null!; }")]
    [InlineData("class [|Accounts|] { public Task<string> GetTokenAsync(in int id) => throw null!; }")]
    [InlineData("class [|Accounts|] { private record Answer(string Token); private Task<Answer> GetTokenAsync() => throw null!; }")]
    [InlineData("file record Answer(string Token); file class [|Accounts|] { public Task<Answer> GetTokenAsync() => throw null!; }")]
    [InlineData("class [|Accounts|] { private readonly SemaphoreSlim _one = new(1); public Task<string> GetTokenAsync() => throw null!; }")]
    [InlineData("class [|Accounts|] { private DateTime? _expiresAt = null; public Task<string> GetTokenAsync() => throw null!; }")]
    [InlineData("class Accounts { public Task<string> GetTokenAsync() { [|return|] Task.FromResult(\"\"); } }")]
    [InlineData("class Accounts { public Task<string> GetTokenAsync([|int|] id) => throw null!; }")]
    public async Task Nothing_is_offered_elsewhere(string source) => Assert.Empty(await RefactoringRun.OffersAsync(source));

    [Fact]
    public async Task Nothing_is_offered_without_grpc()
    {
        const string Source = "class [|Accounts|] { public Task<string> GetTokenAsync() => throw null!; }";

        Assert.Empty(await RefactoringRun.OffersAsync(Source, Setup.Usual with { WithoutGrpc = true }));
        Assert.Equal([TokenProviderRefactoring.Title], await RefactoringRun.OffersAsync(Source));
    }

    [Fact]
    public async Task Nothing_is_offered_on_what_was_written()
    {
        var written = await RefactoringRun.WritesAsync("class [|Accounts|] { public Task<string> GetTokenAsync() => throw null!; }");

        Assert.Empty(await RefactoringRun.OffersAsync(written.Replace("class CachingTokenProvider", "class [|CachingTokenProvider|]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number()
    {
        var written = await RefactoringRun.WritesAsync(
            "class [|Accounts|] { public Task<string> GetTokenAsync() => throw null!; } class CachingTokenProvider { } namespace Other { class CachingTokenProvider2 { } }");

        Assert.Contains("internal sealed class CachingTokenProvider3\n", written, StringComparison.Ordinal);
        Assert.Contains("public CachingTokenProvider3(", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_an_old_project_it_is_old_code_with_its_usings_indentation_and_line_ends()
    {
        const string Before = "using System.Threading.Tasks;\r\n\r\nnamespace Acme\r\n{\r\n\tpublic class [|Accounts|]\r\n\t{\r\n\t\tpublic Task<string> GetTokenAsync() { return null; }\r\n\t}\r\n}\r\n";

        var written = await RefactoringRun.WritesAsync(Before, Old);

        Assert.StartsWith("using System;\r\nusing System.Threading;\r\nusing System.Threading.Tasks;\r\n\r\nnamespace Acme\r\n{\r\n\tpublic class Accounts\r\n", written, StringComparison.Ordinal);
        Assert.Contains("\r\n\t}\r\n\r\n\t/// <summary>\r\n\t/// Keeps", written, StringComparison.Ordinal);
        Assert.Contains("\r\n\tinternal sealed class CachingTokenProvider\r\n\t{\r\n\t\tprivate static readonly TimeSpan FetchTimeout", written, StringComparison.Ordinal);
        Assert.Contains("cancellationToken => accounts.GetTokenAsync()", written, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\t}\r\n}\r\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain("? _token", written, StringComparison.Ordinal);
        Assert.All(written.Split('\n').SkipLast(1), line => Assert.EndsWith("\r", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "")]
    [InlineData(LanguageVersion.Latest, "?")]
    public async Task In_a_file_of_several_targets_it_uses_what_all_of_them_have_and_without_TimeProvider_the_clock_is_a_function(LanguageVersion language, string nullable)
    {
        const string Source = "class Accounts { public System.Threading.Tasks.Task<string> GetTokenAsync() => throw new System.NotSupportedException(); }";
        var project = await ProjectUnderTest.CreateAsync(Source, Setup.Usual with { Language = language });
        var document = project.Documents.Single(d => d.FilePath == ProjectUnderTest.MainPath);
        var other = ProjectId.CreateNewId();
        var linked = DocumentId.CreateNewId(other);
        var solution = project.Solution.AddProject(other, "Old", "Old", LanguageNames.CSharp)
            .AddDocument(linked, "Test0.cs", SourceText.From(Source), filePath: document.FilePath);

        var actions = await RefactoringRun.ActionsAsync(solution.GetDocument(document.Id)!, new TextSpan(Source.IndexOf("Accounts", StringComparison.Ordinal), 0));
        var changed = await RefactoringRun.ChangedAsync(Assert.Single(actions), document.Id);

        var text = (await changed.GetTextAsync()).ToString();
        Assert.Contains($"Func<DateTimeOffset>{nullable} clock = null", text, StringComparison.Ordinal);
        Assert.Contains("_clock = clock ?? (() => DateTimeOffset.UtcNow);", text, StringComparison.Ordinal);
        Assert.Equal(text, (await changed.Project.Solution.GetDocument(linked)!.GetTextAsync()).ToString());
        await RefactoringRun.AssertCleanAsync(changed.Project);
    }

    [Fact]
    public async Task Of_several_methods_the_one_that_tells_the_expiry_is_taken()
    {
        var written = await RefactoringRun.WritesAsync(
            "record Answer(string AccessToken, int ExpiresIn); class [|Accounts|] { public Task<string> GetTokenAsync() => throw null!; public Task<Answer> FetchTokenAsync(string scope) => throw null!; }");

        Assert.Contains("accounts.FetchTokenAsync(scope)", written, StringComparison.Ordinal);
        Assert.DoesNotContain("lifetime", written, StringComparison.Ordinal);
    }
}
