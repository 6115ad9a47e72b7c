using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Tests.Verification;
using GrpcAuthAnalyzers.Tests.Verification.Promises;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>
/// The edits of a fix that take the last <c>await</c> of a function: here each <c>await ReadAsync()</c> becomes <c>Read()</c>, and a statement
/// <c>await GoneAsync();</c> goes with its line.
/// </summary>
public sealed class LostAwaitTests
{
    [Theory]
    [InlineData("async Task<string> M()\n    {\n        var a = await ReadAsync();\n        return a;\n    }",
        "async Task<string> M()\n    {\n        await Task.CompletedTask;\n        var a = Read();\n        return a;\n    }")]
    [InlineData("async Task M()\n    {\n        await GoneAsync();\n    }", "async Task M()\n    {\n        await Task.CompletedTask;\n    }")]
    [InlineData("async void M() { await GoneAsync(); Read(); }", "async void M() { await Task.CompletedTask; Read(); }")]
    [InlineData("async ValueTask M() // why\n    { // because\n        /* a */ await GoneAsync();\n    }", "async ValueTask M() // why\n    { // because\n        await Task.CompletedTask;\n        /* a */\n    }")]
    [InlineData("async Task M() { /* a\n    */ await GoneAsync(); }", "async Task M() { await Task.CompletedTask; /* a\n    */ }")]
    [InlineData("async Task<int> M() {\n        if (Read() is var a)\n            await ReadAsync();\n        return 1; }", "async Task<int> M() {\n        await Task.CompletedTask;\n        if (Read() is var a)\n            Read();\n        return 1; }")]
    [InlineData("async IAsyncEnumerable<string> M()\n    {\n        yield return await ReadAsync();\n    }", "async IAsyncEnumerable<string> M()\n    {\n        await Task.CompletedTask;\n        yield return Read();\n    }")]
    public Task A_function_that_awaits_nothing_any_more_awaits_a_completed_task(string before, string after) => Becomes(before, after);

    [Theory]
    [InlineData("async Task<string> M() => await ReadAsync();", "async Task<string> M()\n    {\n        await Task.CompletedTask;\n        return Read();\n    }")]
    [InlineData("async Task M() =>\n        Use(\n            await ReadAsync());", "async Task M()\n    {\n        await Task.CompletedTask;\n        Use(\n            Read());\n    }")]
    [InlineData("async ValueTask<string> M() => Use(\n        await ReadAsync(),\n        @\"x\n  y\");", "async ValueTask<string> M()\n    {\n        await Task.CompletedTask;\n        return Use(\n            Read(),\n            @\"x\n  y\");\n    }")]
    [InlineData("async Task<string> M() => // why\n        await ReadAsync();", "async Task<string> M() { await Task.CompletedTask; return // why\n        Read(); }")]
    [InlineData("async Task M() => throw new Exception(await ReadAsync());", "async Task M()\n    {\n        await Task.CompletedTask;\n        throw new Exception(Read());\n    }")]
    [InlineData("async Task<string> M() => throw new Exception(await ReadAsync());", "async Task<string> M()\n    {\n        await Task.CompletedTask;\n        throw new Exception(Read());\n    }")]
    public Task An_expression_body_becomes_a_block(string before, string after) => Becomes(before, after);

    [Theory]
    [InlineData("object M() => Task.Run(async () => await ReadAsync());", "object M() => Task.Run(async () => { await Task.CompletedTask; return Read(); });")]
    [InlineData("Action M() => async () => await ReadAsync();", "Action M() => async () => { await Task.CompletedTask; Read(); };")]
    [InlineData("Func<int, Task<string>> M() => async x => Use(\n        await ReadAsync());", "Func<int, Task<string>> M() => async x =>\n    {\n        await Task.CompletedTask;\n        return Use(\n            Read());\n    };")]
    [InlineData("Func<Task> M() => async delegate { await GoneAsync(); };", "Func<Task> M() => async delegate { await Task.CompletedTask; };")]
    [InlineData("Func<Task> M() => async () => /* a */ await ReadAsync();", "Func<Task> M() => async () => { await Task.CompletedTask; /* a */ Read(); };")]
    [InlineData("Task<string> M()\n    {\n        return One();\n        async Task<string> One() => await ReadAsync();\n    }", "Task<string> M()\n    {\n        return One();\n        async Task<string> One()\n        {\n            await Task.CompletedTask;\n            return Read();\n        }\n    }")]
    public Task So_do_lambdas_and_local_functions(string before, string after) => Becomes(before, after);

    [Theory]
    [InlineData("async Task M()\n    {\n        await GoneAsync();\n        await Task.Yield();\n    }", "async Task M()\n    {\n        await Task.Yield();\n    }")]
    [InlineData("async Task M(IAsyncEnumerable<int> all)\n    {\n        await GoneAsync();\n        await foreach (var one in all)\n            Read();\n    }", "async Task M(IAsyncEnumerable<int> all)\n    {\n        await foreach (var one in all)\n            Read();\n    }")]
    [InlineData("async Task M(IAsyncDisposable one)\n    {\n        await GoneAsync();\n        await using var kept = one;\n    }", "async Task M(IAsyncDisposable one)\n    {\n        await using var kept = one;\n    }")]
    public Task One_that_awaits_something_else_stays(string before, string after) => Becomes(before, after);

    [Theory]
    [InlineData("async Task M()\n    {\n        await GoneAsync();\n        Func<Task> f = async () => await Task.Yield();\n    }", "async Task M()\n    {\n        await Task.CompletedTask;\n        Func<Task> f = async () => await Task.Yield();\n    }")]
    [InlineData("async Task M()\n    {\n        await Task.Yield();\n        Func<Task> f = async () => { await GoneAsync(); };\n    }", "async Task M()\n    {\n        await Task.Yield();\n        Func<Task> f = async () => { await Task.CompletedTask; };\n    }")]
    [InlineData("async Task M()\n    {\n        await GoneAsync();\n        Func<Task> f = async () => { await GoneAsync(); };\n    }", "async Task M()\n    {\n        await Task.CompletedTask;\n        Func<Task> f = async () => { await Task.CompletedTask; };\n    }")]
    public Task Each_function_has_its_own_awaits(string before, string after) => Becomes(before, after);

    [Fact]
    public Task One_that_awaited_nothing_before_stays() =>
        Becomes("async Task<string> N() => Read();\n    async Task M() { await GoneAsync(); await Task.Yield(); }", "async Task<string> N() => Read();\n    async Task M() { await Task.Yield(); }");

    [Theory]
    [InlineData("await GoneAsync();\n#if OTHER\n        await Task.Yield();\n#endif", "await Task.CompletedTask;\n#if OTHER\n        await Task.Yield();\n#endif")]
    [InlineData("await GoneAsync();\n#if !OTHER\n        await Task.Yield();\n#endif", "await Task.CompletedTask;\n#if !OTHER\n        await Task.Yield();\n#endif")]
    [InlineData("#if !OTHER\n        await GoneAsync();\n        await Task.Yield();\n#endif", "#if !OTHER\n        await Task.Yield();\n#endif")]
    public Task An_await_of_some_builds_is_none_of_all(string before, string after) =>
        Becomes("async Task M()\n    {\n        " + before + "\n    }", "async Task M()\n    {\n        " + after + "\n    }");

    [Theory]
    [InlineData("using System.Threading.Tasks;", "    int Task;", "await global::System.Threading.Tasks.Task.CompletedTask;")]
    [InlineData("using T = System.Threading.Tasks.Task;", "", "await global::System.Threading.Tasks.Task.CompletedTask;")]
    [InlineData("using System.Threading.Tasks;", "    Task N() => Task.Delay(1).ConfigureAwait(false).GetAwaiter() is var x ? Task.CompletedTask : null;", "await Task.CompletedTask.ConfigureAwait(false);")]
    public async Task It_is_written_as_the_file_writes_it(string usings, string member, string expected)
    {
        var text = await AfterAsync("async void M() { await GoneAsync(); }" + "\n" + member, usings + "\n");
        Assert.Contains("{ " + expected + " }", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_end_as_those_of_the_file() =>
        Assert.Contains("\r\n    {\r\n        await Task.CompletedTask;\r\n        return Read();\r\n    }\r\n", await AfterAsync("async Task<string> M() => await ReadAsync();", newLine: "\r\n"), StringComparison.Ordinal);

    private static async Task Becomes(string before, string after) => Assert.Contains("\n    " + after + "\n", await AfterAsync(before), StringComparison.Ordinal);

    private static async Task<string> AfterAsync(string member, string usings = "using System.Threading.Tasks;\n", string newLine = "\n")
    {
        var source = $$"""
            using System;
            using System.Collections.Generic;
            {{usings}}
            class C
            {
                {{member}}

                static System.Threading.Tasks.Task GoneAsync() => null;
                static System.Threading.Tasks.Task<string> ReadAsync() => null;
                static string Read() => "";
                static string Use(string one, string other = "") => one + other;
            }
            """.ReplaceLineEndings(newLine);
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual with { GlobalUsings = false, Nullable = NullableContextOptions.Disable });
        var before = (await project.GetCompilationAsync())!.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.Id).ToList();
        var file = (await new FixSession(project.Solution, CancellationToken.None).OpenAsync(project.Documents.First()))!;
        var plan = new FixPlanBuilder();
        foreach (var awaited in file.Root.DescendantNodes().OfType<AwaitExpressionSyntax>())
        {
            if (awaited.Expression.ToString() == "ReadAsync()")
                plan.Replace(file, awaited.Span, "Read()");
            else if (awaited.Expression.ToString() == "GoneAsync()")
                plan.Replace(file, file.Layout.Removal(awaited.Parent!), "");
        }

        var edits = new MergedEdits();
        Assert.True(edits.TryAdd(plan.Build("Read at once")!));
        var fixedProject = (await edits.ApplyAsync(project.Solution, CancellationToken.None)).GetProject(project.Id)!;
        Assert.Null(await AsyncFunctions.MoreWithoutAwaitAsync(project, fixedProject));
        Assert.DoesNotContain(
            (await fixedProject.GetCompilationAsync())!.GetDiagnostics(), d => d.Severity >= DiagnosticSeverity.Warning && !before.Contains(d.Id));
        return (await fixedProject.Documents.First().GetTextAsync()).ToString();
    }
}
