using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>Where what is read from a tuple, record, object with an initializer or lazy value comes from.</summary>
public sealed class HeldValuesTests
{
    [Theory]
    [InlineData("void M() { var t = (new A(1), new A(2)); Use(t.Item2); }", "new A(2)")]
    [InlineData("void M() { var t = (one: new A(1), two: new A(2)); Use(t.two); }", "new A(2)")]
    [InlineData("void M() { (A one, A two) t = (new A(1), new A(2)); Use(t.one); }", "new A(1)")]
    [InlineData("void M((A, A) t) { Use(t.Item1); }", "t.Item1 ?Member")]
    [InlineData("static (A, A) Pair() => (new A(1), new A(2)); void M() { var (x, y) = Pair(); Use(y); }", "new A(2)")]
    [InlineData("static (A, A) Pair() => (new A(1), new A(2)); void M() { A x, y; (x, y) = Pair(); Use(x); }", "new A(1)")]
    [InlineData("void M() { var (x, y) = (new A(1), new A(2)); Use(x); }", "new A(1)")]
    [InlineData("void M() { A x, y; (x, y) = (new A(1), new A(2)); Use(y); }", "new A(2)")]
    [InlineData("void M() { A x = new A(1), y = new A(2); (x, y) = (y, x); Use(x); }", "new A(1)", "new A(2)")]
    [InlineData("void M() { var (x, (y, z)) = (new A(1), (new A(2), new A(3))); Use(y); }", "y ?Local")]
    [InlineData("void M(KeyValuePair<string, A> p) { var (k, v) = p; Use(v); }", "v ?Local")]
    [InlineData("void M() { var (x, _) = (new A(1), new A(2)); (_, x) = (new A(3), new A(4)); Use(x); }", "new A(1)", "new A(4)")]
    [InlineData("static (A, A) Pair(bool c) => c ? (new A(1), new A(2)) : default; void M(bool c) { Use(Pair(c).Item1); }", "Pair(c).Item1 ?Member", "new A(1)")]
    [InlineData("void M() { var t = ValueTuple.Create(new A(1), new A(2)); Use(t.Item1); }", "t.Item1 ?Member")]
    [InlineData("void M() { var t = (one: new A(1), two: new A(2)); Use(t.Item1); }", "new A(1)")]
    [InlineData("void M() { var t = (one: new A(1), two: new A(2)); Use(t.Item2); }", "new A(2)")]
    [InlineData("void M() { var t = (1, 2, 3, 4, 5, 6, 7, new A(1)); Use(t.Rest); }", "t.Rest ?Member")]
    [InlineData("void M() { var t = (1, 2, 3, 4, 5, 6, 7, new A(1)); Use(t.Item8); }", "new A(1)")]
    public void Tuples(string code, params string[] expected) => Assert.Equal(expected, UsedValue.In(code).Origins());

    [Theory]
    [InlineData("record R(A X, A Y); void M() { var r = new R(new A(1), new A(2)); Use(r.Y); }", "new A(2)")]
    [InlineData("record R(A X, A Y); void M() { var r = new R(Y: new A(1), X: new A(2)); Use(r.Y); }", "new A(1)")]
    [InlineData("record R(A X, A Y); void M() { var r = new R(new A(1), new A(2)) { X = new A(3) }; Use(r.X); }", "new A(3)")]
    [InlineData("record R(A X, A Y); void M() { var r = new R(new A(1), new A(2)); var q = r with { X = new A(3) }; Use(q.X); }", "new A(3)")]
    [InlineData("record R(A X, A Y); void M() { var r = new R(new A(1), new A(2)); var q = r with { X = new A(3) }; Use(q.Y); }", "new A(2)")]
    [InlineData("record R(A X, A Y); void M() { var r = new R(new A(1), new A(2)); var q = r with { X = new A(3) } with { X = new A(4) } with { X = new A(5) }; Use(q.Y); }", "new A(2)")]
    [InlineData("record R(A X, A Y); void M() { var r = new R(new A(1), new A(2)); var q = r with { X = new A(3) } with { X = new A(4) } with { X = new A(5) } with { X = new A(6) }; Use(q.Y); }", "q.Y ?Member")]
    [InlineData("record R(A X, A Y); void M(R r) { Use(r.X); }", "r.X ?Member")]
    [InlineData("record R(A X, A Y); void M(bool c) { var r = c ? new R(new A(1), new A(2)) : new R(new A(3), new A(4)); var q = r with { X = new A(3) }; Use(q.Y); }", "q.Y ?Member")]
    [InlineData("record R(A X) { public R() : this(new A(1)) { } } void M() { var r = new R(); Use(r.X); }", "r.X ?Member")]
    [InlineData("record R(A X) { public R() : this(new A(1)) { } } void M() { var r = new R() { X = new A(2) }; Use(r.X); }", "new A(2)")]
    [InlineData("record R(A X) { public A X { get; } = X; } void M() { var r = new R(new A(1)); Use(r.X); }", "new A(1)")]
    [InlineData("record struct R(A X); void M() { var r = new R(new A(1)); r.X = new A(2); Use(r.X); }", "r.X ?Member", "new A(2)")]
    [InlineData("readonly record struct R(A X); void M() { var r = new R(new A(1)); Use(r.X); }", "new A(1)")]
    [InlineData("record Base(A X); record R(A X, A Y) : Base(X); void M() { var r = new R(new A(1), new A(2)); Use(r.X); }", "r.X ?Member")]
    [InlineData("record Base(A X); record R(A Z) : Base(Z); void M() { var r = new R(new A(1)); Use(r.X); }", "r.X ?Member")]
    [InlineData("record R<T>(T X); void M() { var r = new R<A>(new A(1)); Use(r.X); }", "new A(1)")]
    public void Records(string code, params string[] expected) => Assert.Equal(expected, UsedValue.In(code).Origins());

    [Theory]
    [InlineData("class R { public A X { get; init; } = new A(1); } void M() { var r = new R { X = new A(2) }; Use(r.X); }", "new A(2)")]
    [InlineData("class R { public A X { get; init; } = new A(1); } void M() { var r = new R(); Use(r.X); }", "new A(1)")]
    [InlineData("class R { public A X { get; init; } = new A(1); } void M(R r) { Use(r.X); }", "new A(1)")]
    [InlineData("class R { public A X { get; init; } = new A(1); } void M(bool c) { var r = c ? new R { X = new A(2) } : new R { X = new A(3) }; Use(r.X); }", "new A(2)", "new A(3)")]
    [InlineData("class R { public A X { get; init; } = new A(1); } void M(bool c) { var r = c ? new R { X = new A(2) } : new R(); Use(r.X); }", "new A(1)", "new A(2)")]
    [InlineData("class R { public A X { get; set; } = new A(1); } void M() { var r = new R { X = new A(2) }; Use(r.X); }", "new A(1)", "new A(2)")]
    [InlineData("class R { public A? X { get; init; } public A? Y { get; init; } } void M() { var r = new R { Y = new A(1), X = new A(2) }; Use(r.Y); }", "new A(1)")]
    [InlineData("struct S { public A X { get; init; } } void M() { var s = new S { X = new A(1) }; var q = s with { X = new A(2) }; Use(q.X); }", "new A(2)")]
    public void Initializers(string code, params string[] expected) => Assert.Equal(expected, UsedValue.In(code).Origins());

    [Theory]
    [InlineData("void M() { var l = new Lazy<A>(() => new A(1)); Use(l.Value); }", "new A(1)")]
    [InlineData("static A Make() => new A(1); void M() { var l = new Lazy<A>(Make, true); Use(l.Value); }", "new A(1)")]
    [InlineData("void M() { var l = new Lazy<A>(); Use(l.Value); }", "l.Value ?Member")]
    [InlineData("void M() { var l = new Lazy<A>(new A(1)); Use(l.Value); }", "l.Value ?Member")]
    [InlineData("void M(Func<A> f) { var l = new Lazy<A>(f); Use(l.Value); }", "l.Value ?Member")]
    [InlineData("void M(Lazy<A> l) { Use(l.Value); }", "l.Value ?Member")]
    [InlineData("void M() { var l = new Lazy<A>(() => throw new Exception()); Use(l.Value); }")]
    [InlineData("class Lazy { public A Value { get; } = new A(1); } void M(Lazy l) { Use(l.Value); }", "new A(1)")]
    [InlineData("static Lazy<A> Wrap(A x) => new(() => x); void M() { Use(Wrap(new A(1)).Value); }", "new A(1)")]
    [InlineData("void M(bool c) { var l = new Lazy<A>(() => { if (c) return new A(1); return new A(2); }); Use(l.Value); }", "new A(1)", "new A(2)")]
    public void Lazy_values(string code, params string[] expected) => Assert.Equal(expected, UsedValue.In(code).Origins());
}
