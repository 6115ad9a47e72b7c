using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using GrpcAuthAnalyzers.Scanning;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What the scan makes of the facts that its projects show.</summary>
public sealed class LearnedFactsTests
{
    private const string Asks = "RPC:acme.Orders/GetOrder; requires-credentials", Open = "RPC:acme.Orders/GetOrder; anonymous";

    private static readonly string Root = Path.Combine(Path.GetTempPath(), "solution");

    [Fact]
    public void The_first_of_two_servers_that_ask_is_named_by_its_place_in_the_folder() => Assert.Equal(
        [Asks + " // 'Desk' asks for authorization (src/Desk/Desk.cs, line 7)"],
        Learned(Log(Asks, "Office", "src/Office/Office.cs", 3), Log(Asks, "Desk", "src/Desk/Desk.cs", 7)));

    [Fact]
    public void A_file_outside_of_the_folder_is_named_without_its_path() => Assert.Equal(
        [Asks + " // 'Desk' asks for authorization (Desk.cs, line 7)"], Learned(Log(Asks, "Desk", "../shared/Desk.cs", 7)));

    [Theory]
    [InlineData(Asks)]
    [InlineData("RPC:acme.Orders/GetOrder; served")]
    public void A_server_may_ask_where_another_leaves_the_rpc_open(string other) =>
        Assert.Equal(["RPC:acme.Orders/GetOrder; servers-differ"], Learned(Log(other, "Desk", "Desk.cs", 7), Log(Open)));

    [Theory]
    [InlineData("M:A.AddRetry; adds-nothing", "M:A.AddRetry; may-add")]
    [InlineData("M:A.Make; grpc-client adds-nothing", "M:A.Make; may-add")]
    [InlineData("M:A.AddToken; authenticates", "M:A.AddToken; may-add", "M:A.AddToken; authenticates")]
    [InlineData("M:A.AddToken; authenticates", "M:A.AddToken; adds-nothing")]
    [InlineData("M:A.AddDefaults; asks-nothing", "M:A.AddDefaults; may-add", "M:A.AddDefaults; asks-nothing")]
    public void A_member_of_the_same_name_that_may_add_a_credential_is_in_the_way_of_one_that_adds_none(string one, string other, string? learned = null) =>
        Assert.Equal(learned is null ? [] : [learned], Learned(Log(one), Log(other)));

    [Fact]
    public void A_fact_without_a_server_is_its_line() => Assert.Equal([Open], Learned(Log(Open), Log(Open)));

    [Fact]
    public void A_server_that_answers_an_rpc_decides_for_one_that_does_not() =>
        Assert.Equal([Open], Learned(Log(Asks, "Desk", "Desk.cs", 7, isAnswered: false), Log(Open)));

    /// <summary>One answers an RPC, and it is not seen what it asks.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_server_of_which_nothing_is_known_is_in_the_way_of_another(bool isAnswered) =>
        Assert.Empty(Learned(Log("RPC:acme.Orders/GetOrder; served"), Log(Asks, "Desk", "Desk.cs", 7, isAnswered)));

    private static string[] Learned(params JsonNode[] logs) => LearnedFacts.From(logs, Root).ToArray();

    private static JsonNode Log(string line, string? server = null, string file = "", int at = 0, bool isAnswered = true)
    {
        var fact = new JsonObject { ["subject"] = "fact", ["reason"] = line };
        if (server is not null)
            (fact["server"], fact["file"], fact["line"]) = (server, Path.GetFullPath(file, Root), at.ToString());

        if (!isAnswered)
            fact["not-answered"] = "true";

        return new JsonObject { ["results"] = new JsonArray(new JsonObject { ["properties"] = new JsonObject { ["customProperties"] = fact } }) };
    }
}
