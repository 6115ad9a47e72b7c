using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Scanning;
using GrpcAuthAnalyzers.Scanning.Explaining;
using GrpcAuthAnalyzers.Scanning.Reports;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary><c>scan explain</c>.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void Every_rule_has_a_document_in_the_tool() =>
        Assert.Equal(
            RuleCatalog.All.Select(rule => (rule.Id, rule.Title.ToString(null))).OrderBy(rule => rule.Id),
            RuleDocument.All.Select(rule => (rule.Id, rule.Title)));

    [Theory]
    [InlineData("GRPCAUTH1001")]
    [InlineData("grpcauth1001")]
    [InlineData("1001")]
    [InlineData("CallWithoutCredentials")]
    public void A_rule_is_found_by_id_digits_or_name(string name) => Assert.StartsWith("GRPCAUTH1001: gRPC call is sent without credentials\n", Explain(name));

    [Fact]
    public void The_document_reads_as_text()
    {
        var text = Explain("1001");
        Assert.Contains("  Category    GrpcAuth.Credentials\n", text);
        Assert.Contains("\n    var client = new Orders.OrdersClient(channel);\n", text);
        Assert.Contains("see token sources <https://github.com/grpc-auth-analyzers/GrpcAuthAnalyzers/blob/main/docs/token-sources.md>", text);
        Assert.DoesNotContain("```", text);
        Assert.DoesNotContain("<!-- generated", text);
        Assert.DoesNotContain("](", text);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void No_document_leaves_a_mark_of_its_page_behind() => Assert.All(RuleDocument.All, rule =>
    {
        var text = Explain(rule.Id);
        Assert.DoesNotContain("```", text);
        Assert.DoesNotContain("<!-- generated", text);
        Assert.DoesNotContain("](GRPC", text);
        Assert.DoesNotContain("](../", text);
    });

    [Fact]
    public void Without_a_name_it_lists_all() => Assert.Equal(RuleCatalog.All.Length, Explain(null).TrimEnd().Split('\n').Length);

    [Fact]
    public void A_rule_that_does_not_exist_is_an_error() =>
        Assert.Equal("no rule is called 'nope'; 'explain' without a name lists them", Assert.Throws<ScanException>(() => Explain("nope")).Message);

    private static string Explain(string? name)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Explanation.Write(name, output, Ink.None);
        return output.ToString();
    }
}
