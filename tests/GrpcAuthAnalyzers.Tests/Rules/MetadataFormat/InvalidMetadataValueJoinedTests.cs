using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

/// <summary>What GRPCAUTH4004 knows of the parts that a value is put together from.</summary>
public sealed class InvalidMetadataValueJoinedTests
{
    [Theory]
    [InlineData("var text = \"\"; foreach (var part in parts) text = text + part; var end = \"\\n\";", "text + {|GRPCAUTH4004:end|}")]
    [InlineData("var text = \"\"; foreach (var part in parts) text = $\"{text}{part}\"; var end = \"\\n\";", "$\"{text}{{|GRPCAUTH4004:end|}}\"")]
    [InlineData("var text = string.Join(\", \", parts); var end = \"\";", "text + end + {|GRPCAUTH4004:parts|}")]
    [InlineData("Func<string, string> text = static s => s; var end = \"\";", "end + {|GRPCAUTH4004:text|}")]
    [InlineData("Task text = Task.CompletedTask; var end = \"\";", "end + {|GRPCAUTH4004:text|}")]
    [InlineData("ValueTask<string> text = new(Task.FromResult(\"\")); var end = \"\";", "$\"{end}{{|GRPCAUTH4004:text|}}\"")]
    [InlineData("ValueTask text = new(); var end = \"\";", "$\"{end}{{|GRPCAUTH4004:text|}}\"")]
    [InlineData("var text = \"\\n\"; var end = parts[0];", "string.Join({|GRPCAUTH4004:text|}, end, parts[1])")]
    [InlineData("var text = new List<string> { parts[0] }; text.Add(parts[1]); var end = \"\";", "end + string.Join({|GRPCAUTH4004:\"\\n\"|}, text)")]
    public Task A_term_of_a_text(string statements, string value) => Verify.Reports(Joined(statements, value));

    [Theory]
    [InlineData("List<string> text = new(parts); var end = text.Count.ToString();", "end + text")]
    [InlineData("var text = new { parts.Length }; var end = \"\";", "end + text")]
    [InlineData("DayOfWeek? text = DateTime.UtcNow.DayOfWeek; var end = \"\";", "$\"{text}{end}\"")]
    [InlineData("var text = (parts.Length, parts.Rank); var end = \"\";", "$\"{text}{end}\"")]
    [InlineData("var text = string.Join(\"\\u00e4\", parts.Length); var end = \"\";", "text + end")]
    [InlineData("var text = new DateOnly(2026, 1, 1); var end = TimeSpan.Zero;", "$\"{text}{end}{Guid.Empty}\"")]
    [InlineData("ValueTask<string> text = new(parts[0]); var end = \"\";", "$\"{text}{end}\"")]
    [InlineData("var text = ValueTask.FromResult(parts[0]); var end = text.ToString();", "end + text")]
    [InlineData("var text = \"\\n\"; var end = parts[0];", "string.Join(text, end)")]
    [InlineData("var text = \"\\n\"; var end = parts[0];", "string.Join(text, parts) + end")]
    [InlineData("var text = new List<string> { parts[0] }; text.Clear(); var end = \"\";", "end + string.Join(\"\\n\", text)")]
    [InlineData("var text = parts.Length > 3 ? new[] { parts[0] } : new[] { parts[1] }; var end = \"\";", "end + string.Join(\"\\n\", text)")]
    public Task A_term_that_has_a_text_of_its_own(string statements, string value) => Verify.Silent(Joined(statements, value));

    [Theory]
    [InlineData("new AuthenticationHeaderValue(\"Bearer\", $\"{getToken()}\")")]
    [InlineData("AuthenticationHeaderValue.Parse(\"Bearer two\\nlines\")")]
    [InlineData("Add(request, \"x-note\", \"two\\nlines\")")]
    public Task Http_headers_check_themselves(string value) => Verify.Silent($$"""
        using System.Net.Http.Headers;

        public static class Http
        {
            public static object Of(HttpRequestMessage request, Func<Task<string>> getToken) => getToken().IsCompleted ? {{value}} : request;

            private static HttpRequestMessage Add(HttpRequestMessage request, string name, string value)
            {
                request.Headers.Add(name, value);
                request.Headers.Add("x-line", "two\nlines");
                return request;
            }
        }
        """, new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH2001.severity = none" });

    [Theory]
    [InlineData("\"Bearer \" + {|GRPCAUTH4004:GetAsync(path)|}", "\"Bearer \" + (await GetAsync(path)).Trim()")]
    [InlineData("\"Bearer \" + {|GRPCAUTH4004:MakeAsync()|}", "\"Bearer \" + await MakeAsync()")]
    [InlineData("\"Bearer \" + {|GRPCAUTH4004:CachedAsync(path)|}", "\"Bearer \" + (await CachedAsync(path)).Trim()")]
    public Task A_task_is_awaited_and_trimmed_where_it_may_give_the_text_of_a_file(string value, string expected) =>
        Verify.Fixes(Program(value), Program(expected));

    [Theory]
    [InlineData("$\"{{|GRPCAUTH4004:make()|}}\"")]
    [InlineData("{|GRPCAUTH4004:make()|}.ToString()")]
    public Task The_text_of_a_running_ValueTask_is_empty(string value) => Verify.Reports($$"""
        public static class Headers
        {
            public static Metadata Of(Func<ValueTask<string>> make) => new() { { "x-note", {{value}} } };
        }
        """, message: "Value of 'x-note' has a 'ValueTask' in it; its text is empty unless the task has completed");

    [Fact]
    public void Of_a_ValueTask_the_framework_shows_the_result()
    {
        Assert.Equal("a", new ValueTask<string>("a").ToString());
        Assert.Equal("", new ValueTask<string>(new TaskCompletionSource<string>().Task).ToString());
    }

    private static string Joined(string statements, string value) => $$"""
        public static class Headers
        {
            public static Metadata Of(string[] parts)
            {
                {{statements}}
                return new() { { "x-note", {{value}} } };
            }
        }
        """;

    private static string Program(string value) => $$"""
        using System.IO;

        public static class Headers
        {
            private static Task<string>? _made;

            public static async Task<Metadata> OfAsync(string path)
            {
                await Task.Yield();
                return new() { { "authorization", {{value}} } };
            }

            private static Task<string> GetAsync(string path) => File.ReadAllTextAsync(path);

            private static Task<string> MakeAsync() => _made ??= Task.Run(Path.GetRandomFileName);

            private static Task<string> CachedAsync(string path) => path.Length > 3 ? MakeAsync() : File.ReadAllTextAsync(path);
        }
        """;
}
