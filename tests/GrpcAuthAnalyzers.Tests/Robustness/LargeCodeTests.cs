using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>Size alone does not stop the analyzer.</summary>
public sealed class LargeCodeTests
{
    private const string Channel = """var channel = GrpcChannel.ForAddress("https://orders.example"); var client = new Orders.OrdersClient(channel);""" + "\n";

    [Fact]
    public async Task Four_thousand_calls_in_one_method_are_all_reported()
    {
        var reports = await Hostile.AnalyzeAsync(Channel + Hostile.Repeat(4_000, i => $"client.GetOrder(new OrderRequest {{ Id = \"{i}\" }});"));
        Assert.Equal(4_000, reports.Count(report => report.Id == "GRPCAUTH1001"));
    }

    [Fact]
    public async Task Two_thousand_calls_with_credentials_in_one_method_are_silent()
    {
        var reports = await Hostile.AnalyzeAsync(
            Channel + "var headers = new Metadata { { \"authorization\", \"Bearer \" + Environment.GetEnvironmentVariable(\"TOKEN\") } };\n"
            + Hostile.Repeat(2_000, i => "client.GetOrder(new OrderRequest(), headers);"));
        Assert.Empty(reports.Where(report => report.Id == "GRPCAUTH1001"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_sum_of_two_thousand_terms_reaches_a_metadata_value(int unknownTerms)
    {
        var terms = string.Join(" + ", Enumerable.Repeat("\"part\"", 2_000).Concat(Enumerable.Repeat("Environment.MachineName", unknownTerms)));
        await Hostile.AnalyzeAsync(Channel + $"var value = {terms};\nclient.GetOrder(new OrderRequest(), new Metadata {{ {{ \"authorization\", value }} }});");
    }

    [Fact]
    public Task A_sum_of_two_thousand_variables_reaches_a_metadata_value() => Hostile.AnalyzeAsync(
        Channel
        + Hostile.Repeat(2_000, i => $"var part{i} = args.Length > {i} ? \"a\" : \"b\";")
        + "\nvar value = " + string.Join(" + ", Enumerable.Range(0, 2_000).Select(i => "part" + i))
        + ";\nclient.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", value } });");

    [Fact]
    public Task A_chain_of_two_thousand_assignments_reaches_a_metadata_value() => Hostile.AnalyzeAsync(
        Channel + "var v0 = \"secret\";\n" + Hostile.Repeat(2_000, i => $"var v{i + 1} = v{i};")
        + "\nclient.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", v2000 } });");

    [Fact]
    public Task A_chain_of_five_hundred_option_calls_reaches_a_call() => Hostile.AnalyzeAsync(
        Channel + "var options = new CallOptions();\n"
        + Hostile.Repeat(500, _ => "options = options.WithDeadline(DateTime.UtcNow);") + "\nclient.GetOrder(new OrderRequest(), options);");

    [Fact]
    public Task A_fluent_chain_of_five_hundred_calls_reaches_a_call() => Hostile.AnalyzeAsync(
        Channel + "client.GetOrder(new OrderRequest(), new CallOptions()" + string.Concat(Enumerable.Repeat(".WithDeadline(DateTime.UtcNow)", 500)) + ");");

    [Fact]
    public Task Five_hundred_nested_choices_reach_a_call() => Hostile.AnalyzeAsync(
        Channel + "Metadata? headers = "
        + string.Concat(Enumerable.Range(0, 500).Select(i => $"args.Length == {i} ? new Metadata() : ")) + "null;\nclient.GetOrder(new OrderRequest(), headers);");

    [Fact]
    public Task A_coalesce_of_five_hundred_values_reaches_a_call() => Hostile.AnalyzeAsync(
        Channel + "Metadata? none = null;\nclient.GetOrder(new OrderRequest(), " + string.Concat(Enumerable.Repeat("none ?? ", 500)) + "new Metadata());");

    [Fact]
    public Task A_hundred_nested_lambdas_make_a_call() => Hostile.AnalyzeAsync(
        Channel + string.Concat(Enumerable.Range(0, 100).Select(i => $"Action a{i} = () => {{ "))
        + "client.GetOrder(new OrderRequest());" + string.Concat(Enumerable.Repeat(" };", 100)));

    [Fact]
    public Task Five_hundred_writes_to_one_field_in_fifty_methods_reach_a_call() => Hostile.AnalyzeAsync(
        "class Caller { Metadata? _headers; Orders.OrdersClient _client = new(GrpcChannel.ForAddress(\"https://orders.example\"));\n"
        + Hostile.Repeat(50, i => $"void M{i}() {{ {string.Concat(Enumerable.Repeat("_headers = new Metadata(); ", 10))} _client.GetOrder(new OrderRequest(), _headers); }}") + "}");

    [Fact]
    public Task A_thousand_entries_in_one_metadata_reach_a_call() => Hostile.AnalyzeAsync(
        Channel + "var headers = new Metadata {\n" + Hostile.Repeat(1_000, i => $"{{ \"x-header-{i}\", \"value\" }},")
        + "};\n" + Hostile.Repeat(1_000, i => $"headers.Add(\"x-more-{i}\", \"value\");") + "\nclient.GetOrder(new OrderRequest(), headers);");
}
