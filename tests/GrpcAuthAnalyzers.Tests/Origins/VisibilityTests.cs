using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>Who can name, call or fill something: code that is seen, or other code, too.</summary>
public sealed class VisibilityTests
{
    [Theory]
    [InlineData("class Own { } void M(Own o) { Use(o); }", false)]
    [InlineData("class Own { } void M(Own o, List<Own> all) { Use(o); }", true)]
    [InlineData("class Own { } void M(Own o, List<C.Own?> all) { Use(o); }", true)]
    [InlineData("class Own { } void M(Own o) { Use(o); _ = typeof(Own); }", true)]
    [InlineData("class Own { } void M(Own o) { Use(o); Read<Own>(); } static void Read<T>() { }", true)]
    [InlineData("class Own { } void M(Own o) { Use(o); Bind(o); } static void Bind(object o) { }", true)]
    [InlineData("class Own { } void M(Own o) { Use(o); Fill(o); } static void Fill(object o) { }", false)]
    public void A_type_that_a_document_may_fill(string code, bool expected) => Assert.Equal(expected, UsedValue.In(code).IsOfFilledType);

    [Theory]
    [InlineData("public class Own { } void M(Own o) { Use(o); }", true)]
    [InlineData("protected class Own { } void M(Own o) { Use(o); }", true)]
    [InlineData("protected internal class Own { } void M(Own o) { Use(o); }", true)]
    [InlineData("private protected class Own { } void M(Own o) { Use(o); }", false)]
    [InlineData("internal class Own { } void M(Own o) { Use(o); }", false)]
    [InlineData("class Own { } void M(Own o) { Use(o); }", false)]
    [InlineData("class Around { public class Own { } } void M(Around.Own o) { Use(o); }", false)]
    public void A_type_that_a_library_offers(string code, bool expected) => Assert.Equal(expected, UsedValue.In(code).IsOfOfferedType);

    [Theory]
    [InlineData(OutputKind.ConsoleApplication, "new A(1)")]
    [InlineData(OutputKind.WindowsApplication, "new A(1)")]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, "x ?Parameter")]
    public void Nobody_calls_the_methods_of_an_application(OutputKind kind, string expected) =>
        Assert.Equal([expected], UsedValue.InApplication("public void Take(A x) { Use(x); } void M() { Take(new A(1)); }", kind).Origins());

    [Theory]
    [InlineData("Use(true);", true)]
    [InlineData("var x = true; Use(x);", true)]
    [InlineData("const bool K = true; Use(K);", true)]
    [InlineData("Use(c);", false)]
    [InlineData("var x = true; if (c) x = false; Use(x);", false)]
    [InlineData("var x = true; if (n > 1) x = c; Use(x);", false)]
    [InlineData("Use(Thrown()); bool Thrown() => throw new Exception();", false)]
    public void The_constant_true(string code, bool expected) => Assert.Equal(expected, UsedValue.After(code).IsTrue);

    [Theory]
    [InlineData("Take", "x ?Parameter")]
    [InlineData("Other", "y ?Parameter", "new A(1)")]
    [InlineData("M", "new A(1)", "new A(2)")]
    public void Parameters_are_followed_up_to_those_that_are_given(string member, params string[] expected) => Assert.Equal(
        expected,
        UsedValue.In("private void Take(A x) { Use(x); } private void Other(A y) => Take(y); void M() { Take(new A(1)); Other(new A(2)); }").OriginsUpTo(member));

    [Theory]
    [InlineData("A P { get; } = new A(1); void M() { P.Do(1); }", "Call P.Do(1)")]
    [InlineData("A F = new A(1); void M() { F.Do(1); }", "Call F.Do(1)")]
    [InlineData("static void M() { new A(1).Do(2); }", "Call new A(1).Do(2)")]
    [InlineData("static void M() { Console.WriteLine(new A(1)); }", "Argument new A(1)")]
    [InlineData("static A M() { var x = new A(1); x.Do(2); return x; }", "Call x.Do(2)")]
    [InlineData("static A M() => new A(1);")]
    public void What_is_done_to_an_object_at_any_time(string code, params string[] expected) => Assert.Equal(expected, UsedValue.In(code).TouchesOfItself());

    [Fact]
    public void To_return_an_object_is_an_escape_where_that_matters()
    {
        var value = UsedValue.In("static A M() { var x = new A(1); x.Do(2); return x; }");
        Assert.Equal(["Call x.Do(2)", "Escape x"], value.TouchesOfItself(reportsReturns: true));
        Assert.Empty(UsedValue.In("static A M() => new A(1);").TouchesOfItself(reportsReturns: true));
    }
}
