using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>Collects vectors, and numbers each sort from one.</summary>
internal sealed class VectorList(FakeSecrets secrets)
{
    private readonly List<Vector> _all = [];
    private readonly Dictionary<string, int> _counts = [];

    internal ImmutableArray<Vector> All => [.. _all];

    /// <summary>Statements of a method that are to be reported.</summary>
    internal void FlagStatement(string sink, string statements, bool known = false) =>
        Add("CSP", VectorKind.CSharp, InMethod(statements), sink, flag: true, known);

    /// <summary>Types that are to be reported.</summary>
    internal void FlagSource(string sink, string source, bool known = false) => Add("CSP", VectorKind.CSharp, source + "\n", sink, flag: true, known);

    internal void IgnoreStatement(string sink, string statements, bool isTest = false) =>
        Add("CSN", VectorKind.CSharp, InMethod(statements), sink, flag: false, isTest: isTest);

    internal void IgnoreSource(string sink, string source, bool isTest = false) => Add("CSN", VectorKind.CSharp, source + "\n", sink, flag: false, isTest: isTest);

    /// <summary>A configuration file whose setting of this path is to be reported.</summary>
    internal void FlagFile(string file, string path, string sink, string text, bool known = false) =>
        Add("JSP", VectorKind.Config, text + "\n", sink, flag: true, known, file, path);

    internal void IgnoreFile(string file, string sink, string text) => Add("JSN", VectorKind.Config, text + "\n", sink, flag: false, file: file);

    /// <summary>Constants whose form tells that they are secrets.</summary>
    internal void FlagAnywhere(string[] values) => AddValues("VAP", "any", flag: true, known: true, values);

    /// <summary>Constants that are fixed credentials where they are sent as one.</summary>
    internal void FlagAtCredential(string[] values) => AddValues("VAP", "auth-sink", flag: true, known: false, values);

    internal void IgnoreAtCredential(string[] values) => AddValues("VAN", "auth-sink", flag: false, known: false, values);

    internal void IgnoreAnywhere(string[] values) => AddValues("VAN", "any", flag: false, known: false, values);

    private static string InMethod(string statements) =>
        $$"""
        static class V
        {
            static async Task M(Metadata metadata, HttpClient http, HttpRequestMessage request, IHttpClientBuilder builder, IConfiguration config, CallInvoker invoker, string input)
            {
        {{string.Join("\n", statements.Split('\n').Select(line => "        " + line))}}
            }
        }

        """;

    private void AddValues(string sort, string sink, bool flag, bool known, string[] values)
    {
        foreach (var value in values)
            Add(sort, VectorKind.Value, value, sink, flag, known);
    }

    private void Add(string sort, VectorKind kind, string text, string sink, bool flag, bool known = false, string file = "", string path = "", bool isTest = false)
    {
        _counts[sort] = _counts.GetValueOrDefault(sort) + 1;
        _all.Add(new Vector($"{sort}-{_counts[sort]:000}", kind, text, sink, flag, known, file, path, isTest, secrets.In(text)));
    }
}
