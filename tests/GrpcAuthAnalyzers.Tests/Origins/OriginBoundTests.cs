using System.Linq;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>What costs too much is unknown, and what only just fits is followed.</summary>
public sealed class OriginBoundTests
{
    private static string Times(int count, string code) => string.Concat(Enumerable.Range(0, count).Select(i => code.Replace("#", i.ToString())));

    [Theory]
    [InlineData("internal void Take(A x) { Use(x); } void M() { Take(new A(1)); }", "int O#(int Take) => Take;")]
    [InlineData("interface I { void Take(A x); } class D : I { void I.Take(A x) { Use(x); } } void M(I i) { i.Take(new A(1)); }", "int O#(int Take) => Take;")]
    [InlineData("class Desk { public Desk(A x) { Use(x); } } void M() { new Desk(new A(1)); }", "class O# { class Desk(int n); object P = new Desk(1); }")]
    public void A_name_that_is_everywhere_is_not_followed_to_the_callers(string code, string other)
    {
        Assert.Equal(["new A(1)"], UsedValue.In(code + Times(190, other)).Origins());
        Assert.Equal(["x ?Parameter"], UsedValue.In(code + Times(201, other)).Origins());
        Assert.Equal(["x ?Parameter"], UsedValue.In(code + Times(201, other)).Origins(followsSomeCallers: true));
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(33, 1)]
    public void A_list_of_few_objects(int objects, int origins) =>
        Assert.Equal(origins, UsedValue.In($"List<A> L = new() {{ {Times(objects, "new A(#),")} }}; void M() {{ Use(L[0]); }}").Origins().Count());

    [Theory]
    [InlineData(32, 32)]
    [InlineData(33, 1)]
    public void An_array_of_few_objects(int objects, int origins) =>
        Assert.Equal(origins, UsedValue.In($"A[] L = {{ {Times(objects, "new A(#),")} }}; void M(int n) {{ var x = L[n]; Use(x); }}").Origins().Count());

    [Theory]
    [InlineData(20, true)]
    [InlineData(30, false)]
    public void Tuples_in_tuples(int depth, bool isSeen)
    {
        var tuples = string.Concat(Enumerable.Range(1, depth).Select(i => $"var t{i} = (t{i - 1}, 1);"));
        var origins = UsedValue.After($"var t0 = new A(1); {tuples} Use(t{depth}{Times(depth, ".Item1")});").Origins().ToList();
        Assert.Equal(isSeen, origins.Contains("new A(1)"));
        Assert.NotEqual(isSeen, origins.Exists(static origin => origin.Contains('?')));
    }

    [Fact]
    public void What_was_done_to_another_object_does_not_count_among_many_mentions() =>
        Assert.Equal(["Call x.Do(2)"], UsedValue.After($"var x = a; {Times(40, "x.Do(1);")} x = new A(2); x.Do(2); Use(x);").Touches().Distinct());

    [Fact]
    public void A_jump_back_is_a_loop_among_many_mentions() => Assert.Equal(
        ["Call x.Do(1)", "Call x.Do(2)"],
        UsedValue.After($"var x = a; again: {Times(40, "x.Do(1);")} x = new A(2); x.Do(2); Use(x); if (c) goto again;").Touches().Distinct());

    [Fact]
    public void A_loop_around_many_mentions() => Assert.Equal(
        ["Call x.Do(1)", "Call x.Do(2)"],
        UsedValue.After($"var x = a; var y = new A(2); while (c) {{ {Times(40, "x.Do(1);")} x = y; x.Do(2); Use(x); }}").Touches().Distinct());

    [Fact]
    public void A_text_of_many_pieces() =>
        Assert.Equal([new string('a', 41)], UsedValue.After($"var x = \"a\"; {Times(40, "x += \"a\";")} Use(x);").Texts());

    [Fact]
    public void The_last_of_many_texts() => Assert.Equal(["b"], UsedValue.After($"var x = \"a\"; {Times(40, "x = \"a\";")} x = \"b\"; Use(x);").Texts());

    [Fact]
    public void Too_many_texts_that_may_be_the_last() =>
        Assert.Equal(["x ?TooDeep"], UsedValue.After($"var x = \"a\"; {Times(300, "if (c) x = \"b#\";")} Use(x);").Origins());

    [Theory]
    [InlineData("void M() { void Take(A x) { Use(x); } Take(new A(1)); }", "new A(1)")]
    [InlineData("void M() { void Take(A x) { Use(x); } Take(new A(1)); Action<A> f = Take; f(a: new A(2)); }", "x ?Parameter", "new A(1)")]
    public void The_callers_of_a_local_function_are_all_in_one_body(string code, params string[] expected) => Assert.Equal(
        expected, UsedValue.In(code.Replace("a: ", "") + Times(201, "int O#(int Take) => Take;")).Origins(followsSomeCallers: true));

    [Fact]
    public void Sixteen_callers_are_followed() => Assert.Equal(
        17,
        UsedValue.In("public void Take(A x) { Use(x); } void M() { " + Times(20, "Take(new A(#));") + " }").Origins(followsSomeCallers: true).Count());
}
