using System;
using GrpcAuthAnalyzers.Tests.Robustness;
using GrpcAuthAnalyzers.Tests.Verification;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>Code of any size: what is asked is how the work grows with it.</summary>
/// <param name="Few">The smallest size at which what grows outweighs what is always there.</param>
/// <param name="Source">The main document of a size.</param>
internal sealed record Shape(int Few, Func<int, string> Source)
{
    /// <summary>The project of a size.</summary>
    public Func<int, Setup> Setup { get; init; } = static _ => Verification.Setup.Usual;

    /// <summary>Statements of one method, which has a client <c>c</c>, a request <c>r</c>, a token <c>tok</c> and a logger <c>log</c>.</summary>
    internal static Shape OfStatements(int few, Func<int, string> statement, string before = "") => new(few, count => $$"""
        public sealed class Caller
        {
            public void Call(string tok, Orders.OrdersClient c, OrderRequest r, Action<string, Metadata> log)
            {
                {{before}}
                {{Hostile.Repeat(count, statement)}}
            }
        }
        """);

    /// <summary>The same, with all statements of a size at once.</summary>
    internal static Shape OfBody(int few, Func<int, string> statements) => new(few, count => OfStatements(few, _ => "", statements(count)).Source(0));

    /// <summary>Methods of one class, which has a client in the field <c>_c</c>.</summary>
    internal static Shape OfMethods(int few, Func<int, string> method, string before = "") => new(few, count => $$"""
        public sealed class Caller(OrderRequest r, string tok)
        {
            private readonly Orders.OrdersClient _c = new(GrpcChannel.ForAddress("https://orders.example"));
            {{before}}
            {{Hostile.Repeat(count, method)}}
        }
        """);
}
