using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using GrpcAuthAnalyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>The options of an .editorconfig with a few keys.</summary>
internal static class TestOptions
{
    internal static readonly GrpcAuthOptions Default = With();

    internal static GrpcAuthOptions With(params (string Key, string Value)[] keys)
    {
        var values = new Dictionary<string, string>();
        foreach (var (key, value) in keys)
            values.Add("grpc_auth." + key, value);

        return GrpcAuthOptions.Of(new Provider(new Values(values)), CSharpSyntaxTree.ParseText(""));
    }

    private sealed class Provider(AnalyzerConfigOptions options) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => options;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
