using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>What an object has at last, and what certainly happens to it, also through the methods that get it.</summary>
public sealed class ObjectUseOrderTests
{
    [Theory]
    [InlineData("var x = new A(1) { Number = 1 }; x.Number = 2; Use(x);", "x.Number = 2")]
    [InlineData("var x = new A(1) { Number = 1 }; if (c) x.Number = 2; Use(x);", "Number = 1", "x.Number = 2")]
    [InlineData("var x = new A(1) { Number = 1 }; Use(x); x.Number = 2;", "Number = 1")]
    [InlineData("var x = new A(1); for (;;) { x.Number = 1; Use(x); x.Number = 2; }", "x.Number = 1", "x.Number = 2")]
    [InlineData("var x = new A(1); for (;;) { x.Number = 1; x.Number = 2; Use(x); }", "x.Number = 2")]
    [InlineData("var x = new A(1) { Number = 1 }; x.Next = a; Use(x);", "Number = 1", "x.Next = a")]
    public void Last_writes_in_one_body(string code, params string[] expected) => Assert.Equal(expected, UsedValue.After(code).LastWrites());

    [Theory]
    [InlineData("static void Fill(A x) { x.Number = 2; } void M() { var x = new A(1); x.Number = 1; Fill(x); Use(x); }", "x.Number = 2")]
    [InlineData("static void Fill(A x, bool c) { if (c) x.Number = 2; } void M(bool c) { var x = new A(1); x.Number = 1; Fill(x, c); Use(x); }", "x.Number = 1", "x.Number = 2")]
    [InlineData("static void Fill(A x) { x.Number = 2; } void M(bool c) { var x = new A(1); x.Number = 1; if (c) Fill(x); Use(x); }", "x.Number = 1", "x.Number = 2")]
    [InlineData("static void Fill(A x) { x.Number = 2; } void M() { var x = new A(1); Fill(x); x.Number = 3; Use(x); }", "x.Number = 3")]
    [InlineData("static void Fill(A x) { x.Number = 1; x.Number = 2; } void M() { var x = new A(1); Fill(x); Use(x); }", "x.Number = 2")]
    [InlineData("static void Fill(A x) { More(x); } static void More(A x) { x.Number = 2; } void M() { var x = new A(1); x.Number = 1; Fill(x); Use(x); }", "x.Number = 2")]
    [InlineData("static void Fill(A x) { Action f = () => x.Number = 2; } void M() { var x = new A(1); x.Number = 1; Fill(x); Use(x); }", "x.Number = 1", "x.Number = 2")]
    [InlineData("static void One(A x) { x.Number = 1; } static void Two(A x) { x.Number = 2; } void M() { var x = new A(1); One(x); Two(x); Use(x); }", "x.Number = 2")]
    [InlineData("static void Fill(A x) { x.Number = 1; Use(x); x.Number = 2; } void M() { var x = new A(1); Fill(x); }", "x.Number = 2", "x.Number = 1")]
    public void Last_writes_through_methods(string code, params string[] expected) => Assert.Equal(expected, UsedValue.In(code).LastWrites());

    [Theory]
    [InlineData("var x = new A(1); x.Do(1); if (c) x.Do(2); Use(x);", "x.Do(1) in x.Do(1)")]
    public void Certain_touches_in_one_body(string code, params string[] expected) => Assert.Equal(expected, UsedValue.After(code).CertainSites());

    [Theory]
    [InlineData("static void Fill(A x, bool c) { x.Do(1); if (c) x.Do(2); } void M(bool c) { var x = new A(1); Fill(x, c); Use(x); }", "x.Do(1) in Fill(x, c)")]
    [InlineData("static void Fill(A x) { x.Do(1); } void M(bool c) { var x = new A(1); if (c) Fill(x); Use(x); }")]
    [InlineData("static void Fill(A x) { More(x); } static void More(A x) { x.Do(1); } void M() { var x = new A(1); Fill(x); Use(x); }", "x.Do(1) in Fill(x)")]
    [InlineData("static void Fill(A x) { x.Do(1); Action f = () => x.Do(2); } void M() { var x = new A(1); Fill(x); Use(x); }", "x.Do(1) in Fill(x)")]
    public void Certain_touches_through_methods(string code, params string[] expected) => Assert.Equal(expected, UsedValue.In(code).CertainSites());
}
