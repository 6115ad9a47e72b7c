using System;
using GrpcAuthAnalyzers.Scanning.Reports;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>The line of a finding without what may be a secret in it. What is underlined stands between the two bars.</summary>
public sealed class MaskedLineTests
{
    [Theory]
    [InlineData("|orders.Get|(id);", false, "|orders.Get|(id);")]
    [InlineData("|Send|(\"pear\", 'x', \"\");", false, "|Send|(\"...\", 'x', \"\");")]
    [InlineData("Send(|\"pear\"|);", true, "Send(|...|);")]
    [InlineData("Send(\"Bearer \" + |\"pear\"|); // pear", true, "Send(\"...\" + |...|); ...")]
    [InlineData("|Send|(@\"a\"\"pear\", \"b\\\"pear\", \"pear\"u8);", false, "|Send|(@\"...\", \"...\", \"...\"u8);")]
    [InlineData("|Send|($\"Bearer {token} pear {map[\"pear\"]:x}\");", false, "|Send|($\"...{token}...{map[\"...\"]:...}\");")]
    [InlineData("|Send|(\"\"\"a \"pear\" b\"\"\");", false, "|Send|(\"\"\"...\"\"\");")]
    [InlineData("Send($\"Bearer |pear|\");", true, "Send($\"|...|\");")]
    [InlineData("|Send|(/* pear */ id);", false, "|Send|(... id);")]
    [InlineData("|Send(\"pear\");|", false, "|Send(\"...\");|")]
    public void A_text_and_a_comment_are_replaced(string code, bool isSecret, string shown)
    {
        var (start, end) = (code.IndexOf('|'), code.LastIndexOf('|') - 1);
        var (text, from, to) = Of(code.Replace("|", ""), line: 0, start, end, isSecret);
        Assert.Equal(shown, text.Insert(to, "|").Insert(from, "|"));
    }

    [Theory]
    [InlineData(1, "    ...")]
    [InlineData(2, "    ...\"\"\");")]
    public void A_line_inside_a_text_of_several_lines_shows_nothing_of_it(int line, string shown) =>
        Assert.Equal(shown.TrimStart(), Of("Send(\"\"\"\n    pear\n    tree\"\"\");", line, 4, 8, isSecret: true).Text.TrimStart());

    private static (string Text, int Start, int End) Of(string code, int line, int start, int end, bool isSecret)
    {
        var tree = CSharpSyntaxTree.ParseText(code);
        var span = tree.GetText().Lines[line].Span;
        return MaskedLine.Of(tree, span, TextSpan.FromBounds(span.Start + start, Math.Min(span.Start + end, span.End)), isSecret);
    }
}
