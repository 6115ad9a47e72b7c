using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>Any text in a configuration file is at most a report in it, never a crash: cut off, damaged, deep, long, or no text at all.</summary>
public sealed class ConfigFileTests
{
    private const int Seed = 20_262;
    private const int Depth = 100_000;
    private const string Signs = "{}[]\"'\\/*:,<>&#=!-\n\r\ud800";

    private static readonly (string File, string Text)[] Samples =
    [
        ("appsettings.json", """
            {
              // comment
              "Grpc": { "Auth": { "To\u006ben": "s3cr\\\"\u00e9t", /* another */ "Keys:0": [ "a", [ 1.5e3, null ], { "Name": "x-api-key", "Value": "b" } ] } },
              "ConnectionStrings": { "Orders": "Server=x;Password=y;=;;a=b=c" }, "Url": "amqp://user:pass@host:1/?q#f",
            }
            """),
        ("web.config", """
            <?xml version="1.0"?><!DOCTYPE c [ <!ENTITY e "x"> ]>
            <c xmlns:x="u"><!-- grpc-auth-ignore: reason --><add key="Token" value='s&#x41;&amp;&e;&#xD800;&#99999999;' /><a:b x:token="y"/><token> t <![CDATA[<s>]]></token></c>
            """),
        (".env", "# grpc-auth-ignore: reason\nexport TOKEN=\"a\\\"\\n\nb\" # c\nAPI_KEY='x'\nPASSWORD = y#z # w\r\n`'\"=\n"),
    ];

    [Fact]
    public async Task Every_file_may_end_anywhere()
    {
        foreach (var (file, text) in Samples)
            await AnalyzeAsync(file, Enumerable.Range(0, text.Length).Select(length => text[..length]));
    }

    [Fact]
    public async Task Every_file_may_hold_anything()
    {
        var random = new Random(Seed);
        foreach (var (file, text) in Samples)
        {
            await AnalyzeAsync(file, Enumerable.Range(0, 400).Select(_ => Damaged(text, random)));
            await AnalyzeAsync(file, Enumerable.Range(0, 200).Select(_ => Bytes(random)));
        }
    }

    [Fact]
    public Task No_depth_is_too_deep()
    {
        var objects = new StringBuilder().Insert(0, "{\"Tokens\":[", Depth).Append("\"s3cr3t\"").ToString();
        var closed = objects + new StringBuilder().Insert(0, "]}", Depth);
        var arrays = new string('[', Depth) + "\"x\"" + new string(']', Depth) + new string('}', Depth);
        return AnalyzeAsync("appsettings.json", [objects, closed, arrays, new string('}', Depth), new string('"', Depth), new StringBuilder().Insert(0, "/*", Depth).ToString()]);
    }

    [Fact]
    public Task No_depth_of_XML_is_too_deep()
    {
        var open = new StringBuilder().Insert(0, "<token>", Depth).Append("s3cr3t").ToString();
        return AnalyzeAsync("web.config", [
            open, open + new StringBuilder().Insert(0, "</token>", Depth), open + new StringBuilder().Insert(0, "</other>", Depth),
            new string('<', Depth), new StringBuilder().Insert(0, "<a b=", Depth).ToString(), "<a " + new StringBuilder().Insert(0, "b='c' ", Depth), "<a b='" + new string('&', Depth) + "'/>",
        ]);
    }

    [Fact]
    public Task No_env_file_is_too_odd() => AnalyzeAsync(".env", [
        new StringBuilder().Insert(0, "A=\"\\\n", Depth).ToString(), new StringBuilder().Insert(0, "A='\nB=\"\n", Depth).ToString(), new string('#', Depth), new string('=', Depth), new string('\r', Depth),
    ]);

    [Fact]
    public async Task Ten_megabytes_are_read_to_the_end()
    {
        var text = new StringBuilder("{");
        for (var i = 0; text.Length < 10_000_000; i++)
            text.Append("\n  \"Setting").Append(i).Append("\": \"value ").Append(i).Append("\",");

        text.Append("\n  \"Token\": \"s3cr3t\"\n}");
        var report = Assert.Single(await AnalyzeAsync("appsettings.json", [text.ToString()]));
        Assert.Equal(text.ToString().IndexOf("s3cr3t", StringComparison.Ordinal), report.Location.SourceSpan.Start);
    }

    /// <summary>Twice the text is twice the settings: what a reader gives is bound by what it gets.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void A_deep_file_gives_one_setting_for_each_text(int depth)
    {
        var text = new StringBuilder().Insert(0, "{\"Token\":\"s3cr3t\",\"Next\":", depth).ToString();
        var settings = JsonScanner.Read(text).Settings;
        Assert.Equal(depth, settings.Count);
        Assert.All(settings, setting => Assert.True(setting.Path.ToText(_ => false).Length < 100));
    }

    private static string Damaged(string text, Random random)
    {
        var characters = text.ToList();
        for (var times = random.Next(1, 8); times > 0; times--)
        {
            var at = random.Next(characters.Count);
            switch (random.Next(4))
            {
                case 0:
                    characters.RemoveAt(at);
                    break;
                case 1:
                    characters.Insert(at, characters[random.Next(characters.Count)]);
                    break;
                case 2:
                    characters[at] = (char)random.Next(0x10000);
                    break;
                default:
                    characters[at] = Signs[random.Next(Signs.Length)];
                    break;
            }
        }

        return string.Concat(characters);
    }

    private static string Bytes(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>
    /// Every report of the texts. Fails when the analyzer throws, when it says anything that is not at its own text, or when it does not report the secret of
    /// a harmless file beside them.
    /// </summary>
    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string file, IEnumerable<string> texts)
    {
        var project = await ProjectUnderTest.CreateAsync("", Setup.Usual);
        var compilation = (await project.GetCompilationAsync())!;
        var all = new List<Diagnostic>();
        foreach (var batch in texts.Chunk(100))
        {
            var witness = new Additional("/witness/appsettings.json", "{ \"Token\": \"s3cr3t\" }");
            var files = batch.Select((text, i) => new Additional($"/{i}/{file}", text)).Append(witness).ToArray();
            var options = new AnalyzerOptions([.. files], project.AnalyzerOptions.AnalyzerConfigOptionsProvider);
            var reports = await Analysis.WholeAsync(compilation, options, Verify.ProductAnalyzer);
            Assert.All(reports, report => Assert.InRange(
                report.Location.SourceSpan.End, report.Location.SourceSpan.Start + 1, files.Single(each => each.Path == report.Location.GetLineSpan().Path).Text.Length));
            all.AddRange(reports.Remove(Assert.Single(reports, report => report.Location.GetLineSpan().Path == witness.Path)));
        }

        return all;
    }

    private sealed class Additional(string path, string text) : AdditionalText
    {
        public override string Path => path;

        internal string Text => text;

        public override SourceText GetText(System.Threading.CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
