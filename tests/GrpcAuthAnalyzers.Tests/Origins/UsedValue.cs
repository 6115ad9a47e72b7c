using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>
/// The argument of the first <c>Use(...)</c> in some code, or the first creation where there is none, and what the engine says of it. A row of a test is the body of a method, or (with
/// <see cref="In"/>) the members of a class; both have the classes <c>A</c> and <c>B</c>.
/// </summary>
internal sealed class UsedValue
{
    private static readonly string Known = $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using static Mark;

        static class Mark { public static void Use<T>(T value) {{(KnownCSharp.Has(13) ? "where T : allows ref struct" : "")}} { } }
        public class A
        {
            public A(int n = 0) { }
            public int Number;
            public A? Next { get; set; }
            public B Part { get; } = new();
            public List<A> All { get; } = new();
            public event Action? Changed;
            public void Do(int n = 0) { }
            public A Again(int n = 0) => this;
        }
        public class B { public int Size { get; set; } public void Do(int n = 0) { } }

        """;

    private static readonly CSharpCompilation References = CSharpCompilation.Create("Snippet", references: CompileReferences.For(Setup.Usual));

    private readonly MemberBodies _bodies;
    private readonly TracedValue _value;

    private UsedValue(string source, OutputKind kind)
    {
        var tree = CSharpSyntaxTree.ParseText(source, path: "Snippet.cs");
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
        var compilation = References.WithOptions(options).AddSyntaxTrees(tree);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        _bodies = new MemberBodies(compilation);
        var call = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(static call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "Use" });
        _value = new TracedValue(call is null
            ? _bodies.OperationOf(tree.GetRoot().DescendantNodes().OfType<ObjectCreationExpressionSyntax>().First())!
            : ((IInvocationOperation)_bodies.OperationOf(call)!).Arguments[0].Value);
    }

    /// <summary>The value in a method with this body.</summary>
    internal static UsedValue After(string statements) => In($"void M(bool c, int n, string s, A a) {{ {statements} }}");

    /// <summary>The value in a public class of a library with these members.</summary>
    internal static UsedValue In(string members, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, string attributes = "") =>
        new(Known.Replace("\n\n", attributes + "\n") + $"public partial class C\n{{\n{members}\n}}", kind);

    /// <summary>The value in an application, whose members nobody else can call.</summary>
    internal static UsedValue InApplication(string members, OutputKind kind = OutputKind.ConsoleApplication) => In("static void Main() { }\n" + members, kind);

    /// <summary>Where it comes from: the code, and with a question mark why that is not known.</summary>
    internal IEnumerable<string> Origins(bool followsSomeCallers = false) =>
        new OriginTracer(_bodies, new Budget()) { FollowsSomeCallers = followsSomeCallers }.Trace(_value)
            .Select(static origin => Code(origin.Operation) + (origin.IsSeen ? "" : " ?" + origin.Unseen));

    /// <summary>The texts that it may be, with the code of what is not known in guillemets, and a tilde where only something is made of that.</summary>
    internal IEnumerable<string> Texts(bool followsSomeCallers = false) =>
        new TextTracer(new OriginTracer(_bodies, new Budget()) { FollowsSomeCallers = followsSomeCallers }, _bodies).Alternatives(_value)
            .Select(static text => string.Concat(text.Parts.Select(static part => part.Constant ?? $"«{Code(part.Operation)}{(part.IsChanged ? "~" : "")}»")));

    /// <summary>Where it comes from, if the parameters of a method of the class, or of the constructors of a type in it, are followed no further.</summary>
    internal IEnumerable<string> OriginsUpTo(string member) =>
        new OriginTracer(_bodies, new Budget()) { StopsAtArgumentsOf = _bodies.TypeAround(_value.Operation)!.GetMembers(member)[0] }.Trace(_value)
            .Select(static origin => Code(origin.Operation) + (origin.IsSeen ? "" : " ?" + origin.Unseen));

    /// <summary>Whether it is the constant true.</summary>
    internal bool IsTrue => new OriginTracer(_bodies, new Budget()).IsTrue(_value);

    /// <summary>Whether the properties of its type may be filled from configuration or a document.</summary>
    internal bool IsOfFilledType => _bodies.Visibility.IsFilledByReflection((INamedTypeSymbol)_value.Operation.Type!);

    /// <summary>Whether others get its type with the library.</summary>
    internal bool IsOfOfferedType => Visibility.IsOffered((INamedTypeSymbol)_value.Operation.Type!);

    /// <summary>What is done at any time to the expression itself, which makes an object; to return it is an escape where that is asked for.</summary>
    internal IEnumerable<string> TouchesOfItself(bool reportsReturns = false) =>
        ObjectUses.Of(new Origin(_value, ImmutableStack<Alias>.Empty), until: null, _bodies, new Budget(), reportsReturns)
            .Select(static touch => $"{touch.Kind} {Code(touch.Site.Operation)}");

    /// <summary>What is done, before, to the objects that it may be.</summary>
    internal IEnumerable<string> Touches() =>
        from origin in new OriginTracer(_bodies, new Budget()).Trace(_value)
        from touch in ObjectUses.Before(_value, origin, _bodies, new Budget())
        select $"{touch.Kind} {Code(touch.Site.Operation)}";

    /// <summary>The members that the object has at last: the writes that no later one always replaces before the object is read.</summary>
    internal IEnumerable<string> LastWrites() =>
        from origin in new OriginTracer(_bodies, new Budget()).Trace(_value)
        let touches = ObjectUses.Before(_value, origin, _bodies, new Budget())
        from touch in touches
        where touch.Kind == TouchKind.SetMember && !touch.IsReplacedIn(touches, _value)
        select Code(touch.Site.Operation);

    /// <summary>Which of the touches happen in every run of the function that they happen in at last, and the call there that leads to them.</summary>
    internal IEnumerable<string> CertainSites() =>
        from origin in new OriginTracer(_bodies, new Budget()).Trace(_value)
        from touch in ObjectUses.Before(_value, origin, _bodies, new Budget())
        where touch.Site.AlwaysRuns
        select $"{Code(touch.Site.Operation)} in {Code(touch.Site.OutermostSite)}";

    /// <summary>Where it comes from if a member of an interface or base class is each member of that name in a class beside it.</summary>
    internal IEnumerable<string> OriginsThroughContracts() =>
        new OriginTracer(_bodies, new Budget())
        {
            Implementations = static contract => [.. contract.ContainingType.ContainingType.GetTypeMembers()
                .SelectMany(type => type.GetMembers(contract.Name)).OfType<IMethodSymbol>().Where(static method => !method.IsAbstract)],
        }.Trace(_value).Select(static origin => Code(origin.Operation) + (origin.IsSeen ? "" : " ?" + origin.Unseen));

    /// <summary>The value that is tested by the pattern whose variable it is.</summary>
    internal string? Tested => PatternInput.Of(((ILocalReferenceOperation)_value.Operation).Local, _bodies) is { } tested ? Code(tested) : null;

    private static string Code(IOperation operation) => string.Join(' ', operation.Syntax.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
