using System;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Operations;

/// <summary>The order of two calls, <c>A()</c> and <c>B()</c>, for each construct of C# that decides about it.</summary>
public sealed class ExecutionOrderTests
{
    private const string Always = "A always precedes B", May = "A may precede B", Back = "B may precede A", Both = "both run";
    private const string Excludes = "A may exclude B", Excluded = "B may exclude A", Branches = "in other branches";

    [Theory]
    [InlineData("A(); B();", Always, May, Both)]
    [InlineData("B(); A();", Back, Both)]
    [InlineData("F(A(), B());", Always, May, Both)]
    [InlineData("{ A(); } B();", May, Both)]
    [InlineData("A(); { B(); }", Always, May, Both)]
    [InlineData("using (D()) A(); B();", Always, May, Both)]
    [InlineData("using (D()) { A(); } B();", May, Both)]
    [InlineData("using var d = D(A()); B();", Always, May, Both)]
    [InlineData("lock (o) { A(); B(); }", Always, May, Both)]
    public void In_a_row(string code, params string[] relations) => Check(code, relations);

    [Theory]
    [InlineData("if (c) A(); B();", May, Both, Branches)]
    [InlineData("if (c) { A(); } B();", May, Both, Branches)]
    [InlineData("A(); if (c) B();", Always, May, Both, Branches)]
    [InlineData("if (A()) B();", Always, May, Excluded, Branches)]
    [InlineData("if (A()) return; B();", Always, May)]
    [InlineData("if (c) A(); else B();", May, Excludes, Excluded, Branches)]
    [InlineData("if (c) A(); if (d) B();", May, Branches)]
    [InlineData("if (c) { A(); return; } B();", May, Excludes, Branches)]
    [InlineData("if (c) { A(); throw null; } B();", May, Excludes, Branches)]
    [InlineData("A(); if (c) return; B();", Always, May)]
    [InlineData("A(); if (c) throw null; B();", Always, May)]
    [InlineData("_ = c ? A() : B();", May, Excludes, Excluded, Branches)]
    [InlineData("_ = (c ? A() : d) & B();", May, Both, Branches)]
    public void Conditions(string code, params string[] relations) => Check(code, relations);

    [Theory]
    [InlineData("_ = A() && B();", Always, May, Excluded, Branches)]
    [InlineData("_ = A() || B();", Always, May, Excluded, Branches)]
    [InlineData("_ = c && A(); B();", May, Both, Branches)]
    [InlineData("_ = A() & B();", Always, May, Both)]
    [InlineData("_ = S(A()) ?? S(B());", Always, May, Excluded, Branches)]
    [InlineData("_ = s ?? S(A()); B();", May, Both, Branches)]
    [InlineData("s ??= S(A()); B();", May, Both, Branches)]
    [InlineData("_ = S(A()) ?? throw null; B();", Always, May)]
    [InlineData("_ = s?.Equals(A()); B();", May, Both)]
    [InlineData("_ = S(A())?.Equals(B());", Always, May, Both)]
    [InlineData("_ = s?.Equals(A()); _ = s?.Equals(B());", May)]
    [InlineData("_ = $\"{A()}\"; B();", Always, May, Both)]
    [InlineData("_ = new char[9].AsSpan().TryWrite($\"{A()}\", out _); B();", May, Both)]
    public void Operators(string code, params string[] relations) => Check(code, relations);

    [Theory]
    [InlineData("switch (n) { case 1: A(); break; default: B(); break; }", May, Excludes, Excluded, Branches)]
    [InlineData("switch (n) { case 1: A(); break; } B();", May, Branches)]
    [InlineData("switch (n) { case 1: A(); B(); break; }", May, Both)]
    [InlineData("A(); switch (n) { case 1: B(); break; }", Always, May, Both, Branches)]
    [InlineData("_ = n switch { 1 => A(), _ => B() };", May, Excludes, Excluded, Branches)]
    [InlineData("_ = (n switch { 1 => A(), _ => c }) & B();", May, Both, Branches)]
    public void Switches(string code, params string[] relations) => Check(code, relations);

    [Theory]
    [InlineData("try { A(); } catch { B(); }", May, Excludes, Excluded, Branches)]
    [InlineData("try { A(); } finally { B(); }", May, Excludes, Branches)]
    [InlineData("try { A(); } catch { } B();", May, Both, Branches)]
    [InlineData("try { A(); return; } catch { } B();", May, Excludes, Branches)]
    [InlineData("try { } catch { A(); } B();", May, Both, Branches)]
    [InlineData("try { } finally { A(); } B();", May, Both)]
    [InlineData("A(); try { B(); } catch { }", Always, May, Both, Branches)]
    [InlineData("try { A(); B(); } catch { }", Always, May, Both)]
    public void Exceptions(string code, params string[] relations) => Check(code, relations);

    /// <summary>For what may precede, a loop counts as a whole: what it runs only once is not told from what it repeats.</summary>
    [Theory]
    [InlineData("foreach (var x in X) A(); B();", May, Both)]
    [InlineData("foreach (var x in F(A())) B();", Always, May, Back, Both)]
    [InlineData("foreach (var x in X) { A(); B(); }", Always, May, Back, Both)]
    [InlineData("foreach (var x in X) { B(); A(); }", May, Back, Both)]
    [InlineData("foreach (var x in X) { if (c) { A(); continue; } B(); }", May, Back, Excludes, Branches)]
    [InlineData("while (A()) B();", Always, May, Back, Both)]
    [InlineData("while (c) A(); B();", May, Both)]
    [InlineData("do { A(); } while (c); B();", May, Both)]
    [InlineData("do { if (c) break; } while (A()); B();", May, Both)]
    [InlineData("do { B(); } while (A());", May, Back)]
    [InlineData("for (A(); c; ) B();", Always, May, Back, Both)]
    [InlineData("for (; c; A()) B();", May, Back)]
    [InlineData("foreach (var x in X) A(); foreach (var x in X) B();", May)]
    public void Loops(string code, params string[] relations) => Check(code, relations);

    [Theory]
    [InlineData("again: B(); A(); if (c) goto again;", May, Back, Both)]
    [InlineData("again: A(); B(); if (c) goto again;", May, Back, Both)]
    [InlineData("A(); if (c) goto end; B(); end: ;", May, Back)]
    public void Jumps(string code, params string[] relations) => Check(code, relations);

    [Theory]
    [InlineData("Action a = () => A(); B();", May, Back)]
    [InlineData("A(); Action a = () => B();", May, Back)]
    [InlineData("Action a = () => { A(); B(); };", Always, May, Both)]
    [InlineData("L(); B(); void L() { A(); }", May, Back)]
    [InlineData("A(); Action a = () => { return; }; B();", Always, May, Both)]
    [InlineData("A(); Action a = () => { again: ; goto again; }; B();", Always, May, Both)]
    public void Functions(string code, params string[] relations) => Check(code, relations);

    [Theory]
    [InlineData("A();", true)]
    [InlineData("using (D()) { A(); }", true)]
    [InlineData("try { A(); } catch { }", true)]
    [InlineData("foreach (var x in F(A())) { }", true)]
    [InlineData("if (c) A();", false)]
    [InlineData("if (c) return; A();", false)]
    [InlineData("_ = s ?? S(A());", false)]
    [InlineData("_ = s?.Equals(A());", false)]
    [InlineData("_ = c && A();", false)]
    [InlineData("foreach (var x in X) A();", false)]
    [InlineData("try { } finally { A(); }", true)]
    [InlineData("try { } catch { A(); }", false)]
    [InlineData("while (A()) { }", true)]
    [InlineData("do { if (c) break; } while (A());", false)]
    public void In_every_run_of_the_function(string code, bool always)
    {
        var (place, _) = Called(code + " B();");
        Assert.Equal(always, ExecutionOrder.AlwaysRuns(place, EnclosingFunction.Enclosing(place)));
    }

    private static void Check(string code, string[] relations)
    {
        var (a, b) = Called(code);
        string[] found =
        [
            .. ExecutionOrder.AlwaysPrecedes(a, b) ? [Always] : Array.Empty<string>(),
            .. ExecutionOrder.MayPrecede(a, b) ? [May] : Array.Empty<string>(),
            .. ExecutionOrder.MayPrecede(b, a) ? [Back] : Array.Empty<string>(),
            .. (ExecutionOrder.ComesBefore(b, a) ? ExecutionOrder.BothRun(b, a) : ExecutionOrder.BothRun(a, b)) ? [Both] : Array.Empty<string>(),
            .. ExecutionOrder.MayExclude(a, b) ? [Excludes] : Array.Empty<string>(),
            .. ExecutionOrder.MayExclude(b, a) ? [Excluded] : Array.Empty<string>(),
            .. ExecutionOrder.AreInOtherBranches(a, b) ? [Branches] : Array.Empty<string>(),
        ];
        Assert.Equal(string.Join(", ", relations), string.Join(", ", found));
    }

    /// <summary>The calls of <c>A</c> and <c>B</c> in a method with this body.</summary>
    private static (IOperation A, IOperation B) Called(string body)
    {
        var tree = CSharpSyntaxTree.ParseText($$"""
            using System;
            class C
            {
                bool A() => true;
                bool B() => true;
                string? S(bool b) => null;
                int[] F(params bool[] b) => [];
                IDisposable D(bool b = false) => null!;
                int[] X = [];
                object o = new();
                void M(bool c, bool d, int n, string? s) { {{body}} }
            }
            """);
        var compilation = CSharpCompilation.Create("order", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
        var model = compilation.GetSemanticModel(tree);
        IOperation Call(string name) => model.GetOperation(tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Single(call => call.Expression.ToString() == name))!;
        return (Call("A"), Call("B"));
    }
}
