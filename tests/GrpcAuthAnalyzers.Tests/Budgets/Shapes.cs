using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Tests.Robustness;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>Everything that a program can have many of.</summary>
internal static partial class Shapes
{
    private const string Channel = """var c = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example"));""";

    internal static readonly Dictionary<string, Shape> All = new()
    {
        ["metadata per call in one variable"] = Shape.OfStatements(
            300, _ => """h = new Metadata(); h.Add("authorization", tok); c.GetOrder(r, h);""", "Metadata h;"),
        ["methods that set one field of metadata"] = Shape.OfMethods(
            300, i => $$"""public Order Get{{i}}() { _h = new Metadata { { "authorization", tok } }; return _c.GetOrder(r, _h); }""", "private Metadata? _h;"),
        ["options that are made of themselves"] = Shape.OfStatements(
            300, _ => "o = o.WithDeadline(DateTime.UtcNow.AddSeconds(5)); c.GetOrder(r, o);", "var o = new CallOptions();"),
        ["methods that make a field of options of itself"] = Shape.OfMethods(
            60, i => $$"""public Order Get{{i}}(Metadata h) { _o = _o.WithHeaders(h); return _c.GetOrder(r, _o); }""", "private CallOptions _o;"),
        ["text per call in one variable"] = Shape.OfStatements(
            300, i => $$"""t = "Bearer abcdefghijklmnop{{i}}"; c.GetOrder(r, new Metadata { { "authorization", t } });""", "string t;"),
        ["classes with properties of one name"] = new(60, count => Hostile.Repeat(count, i => $$"""
            public sealed class Holder{{i}}(Orders.OrdersClient client, string tok)
            {
                public Orders.OrdersClient Client { get; } = client;
                public Metadata Headers { get; } = new() { { "authorization", tok } };
                public Order Get(OrderRequest r) => Client.GetOrder(r, Headers);
            }
            """)),
        ["terms of a text"] = Shape.OfBody(
            375, count => $$"""var t = {{string.Join(" + ", Enumerable.Repeat("\"part\"", count))}}; c.GetOrder(r, new Metadata { { "authorization", t } });"""),
        ["terms of a text with variables"] = Shape.OfBody(
            375, count => $$"""var t = {{string.Join(" + ", Enumerable.Repeat("\"part\" + tok", count / 2))}}; c.GetOrder(r, new Metadata { { "authorization", t } });"""),
        ["text of a builder that grows"] = Shape.OfStatements(
            300, i => $$"""b.Append("{{i}}"); c.GetOrder(r, new Metadata { { "authorization", b.ToString() } });""", "var b = new System.Text.StringBuilder();"),
        ["text that grows"] = Shape.OfStatements(
            300, i => $$"""b += "{{i}}"; c.GetOrder(r, new Metadata { { "authorization", b } });""", "var b = \"Bearer \";"),
        ["calls with headers and without"] = Shape.OfStatements(
            250, _ => "c.GetOrder(r, h); c.GetOrder(r);", Channel.Replace("var c", "c") + """ var h = new Metadata { { "authorization", tok } };"""),
        ["metadata that grows"] = Shape.OfStatements(
            300, i => $$"""h.Add("x-{{i}}", tok); c.GetOrder(r, h);""", "var h = new Metadata();"),
        ["prints of a token and its headers"] = Shape.OfStatements(
            300, _ => "log(tok, h); Console.WriteLine(tok);", """var h = new Metadata { { "authorization", tok } };"""),
    };
}
