using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>
/// Whatever a program has twice as many of, the analysis costs at most twice as much. Steps and bytes are counted, so that the tests need no clock.
/// </summary>
[Collection(Work.Counting)]
public sealed class LinearTests
{
    /// <summary>A work that grows with this power of the size is linear, but for what grows by steps (tables that double).</summary>
    private const double Linear = 1.1;

    public static TheoryData<string> Names => [.. Shapes.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Twice_as_much_code_is_twice_the_work(string name)
    {
        var shape = Shapes.All[name];
        var steps = new List<Dictionary<string, long>>();
        var depths = new List<int>();
        await Work.StepsOfAsync(shape.Source(shape.Few), shape.Setup(shape.Few)); // what is made once for the process
        foreach (var count in new[] { shape.Few, 2 * shape.Few, 4 * shape.Few })
        {
            steps.Add(await Work.StepsOfAsync(shape.Source(count), shape.Setup(count)));
            depths.Add(Counter.Deepest);
        }

        Assert.True(depths[2] < depths[1] + 12, $"{depths[1]}, then {depths[2]} methods are on the stack: it must not depend on the size.");

        var (few, twice, fourTimes) = (steps[0].Values.Sum(), steps[1].Values.Sum(), steps[2].Values.Sum());
        Assert.True(few > 0, "Nothing was analysed.");
        var exponent = Math.Max(Math.Log2((double)twice / few), Math.Log2((double)(fourTimes - twice) / Math.Max(1, twice - few)));
        Assert.True(exponent <= Linear, $"{few}, {twice}, {fourTimes} steps: the exponent is {exponent:0.00}. What grows most:\n{Work.Growing(steps[1], steps[2])}");
    }

    /// <summary>Copies are seen in bytes alone: a text that is put together of its parts one by one is copied for each of them.</summary>
    [Theory]
    [InlineData("terms of a text")]
    [InlineData("terms of a text with variables")]
    [InlineData("text of a builder that grows")]
    [InlineData("text that grows")]
    [InlineData("metadata that grows")]
    [InlineData("methods that set one field of metadata")]
    public async Task Twice_as_much_code_needs_twice_the_memory(string name)
    {
        var shape = Shapes.All[name];
        var twice = await Work.BytesOfAsync(shape.Source(2 * shape.Few), shape.Setup(2 * shape.Few));
        var fourTimes = await Work.BytesOfAsync(shape.Source(4 * shape.Few), shape.Setup(4 * shape.Few));
        var exponent = Math.Log2((double)fourTimes / twice);
        Assert.True(exponent <= Linear, $"{twice}, {fourTimes} bytes: the exponent is {exponent:0.00}.");
    }
}
