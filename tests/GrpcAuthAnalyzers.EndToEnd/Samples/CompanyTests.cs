using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using GrpcAuthAnalyzers.EndToEnd.Tool;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>
/// A solution is one program. Contracts, a library of the company that hands out tokens, a server with open and closed RPCs, a client that does all right
/// and one that forgets the token: project by project nothing is decided, together everything is, and it is what happens at run time.
/// </summary>
[Collection(ToolCollection.Name)]
public sealed class CompanyTests(CompanyStory story) : IClassFixture<CompanyStory>
{
    private const string Rejected = "Unauthenticated";

    /// <summary>The registration of a client without the token, and a call over a channel without it.</summary>
    private static readonly string[] Forgotten =
    [
        "GRPCAUTH1001 CompanyCourier/ReturnDesk.cs: GetOrderAsync",
        "GRPCAUTH1002 CompanyCourier/Program.cs: RoutesClient",
    ];

    /// <summary>Every call with its service, how it ends, and what the map says of it.</summary>
    private static readonly (string Client, string Call, string Before, string Verdict)[] Calls =
    [
        ("CompanyCourier", "GetRoute, round", Rejected, "mismatch"),
        ("CompanyCourier", "ReportDelivery, round", Rejected, "mismatch"),
        ("CompanyCourier", "TrackParcel, parcels", CallOutcome.Ok, "not-needed"),
        ("CompanyCourier", "GetOrder, parcels", CallOutcome.Ok, "authenticated"),
        ("CompanyCourier", "TrackParcel, returns", CallOutcome.Ok, "not-needed"),
        ("CompanyCourier", "GetOrder, returns", Rejected, "mismatch"),
        ("CompanyDesk", "GetOrder, desk", CallOutcome.Ok, "authenticated"),
        ("CompanyDesk", "ListOrders, desk", CallOutcome.Ok, "authenticated"),
        ("CompanyDesk", "FindShop, desk", CallOutcome.Ok, "not-needed"),
    ];

    [Fact]
    public void Each_project_by_itself_leaves_its_calls_undecided() =>
        Assert.DoesNotContain(story.ReportedAlone, finding => finding.Id.StartsWith("GRPCAUTH1", StringComparison.Ordinal));

    [Fact]
    public void The_scan_of_the_solution_decides_every_call()
    {
        Assert.Equal(Forgotten, Of(story.Scan["findings"]!.AsArray().Select(finding => (
            (string)finding!["rule"]!, (string)finding["file"]!, ((string)finding["message"]!).Split('\'')[1]))));
        foreach (var subject in new[] { "calls", "clients", "registrations" })
            Assert.Equal((int)story.Scan[subject]!["seen"]!, (int)story.Scan[subject]!["decided"]!);
        Assert.Equal(Calls.Length, (int)story.Scan["calls"]!["seen"]!);
    }

    [Fact]
    public void With_the_facts_of_the_scan_a_build_decides_the_same()
    {
        Assert.Contains(
            "M:Acme.Company.Platform.CompanyPlatform.AddCompanyToken(Microsoft.Extensions.DependencyInjection.IHttpClientBuilder); authenticates", story.Facts);
        Assert.Contains("RPC:Acme.Company.Orders/TrackParcel; anonymous", story.Facts);
        Assert.Equal(
            ["CompanyCourier/Program.cs: GRPCAUTH1002", "CompanyCourier/ReturnDesk.cs: GRPCAUTH1001"],
            story.ReportedWithFacts.Where(finding => finding.Id.StartsWith("GRPCAUTH1", StringComparison.Ordinal))
                .Select(finding => finding.File + ": " + finding.Id));
    }

    [Fact]
    public void The_map_shows_the_mismatches_first()
    {
        Assert.Equal("mismatches", story.Map.AsObject().Select(part => part.Key).First(key => story.Map[key] is JsonArray));
        Assert.Equal(3, story.Map["mismatches"]!.AsArray().Count);
        Assert.Equal(
            Calls.Select(call => (call.Client, call.Call.Split(',')[0], call.Verdict)).Order(),
            story.Map["calls"]!.AsArray().Select(call => ((string)call!["project"]!, (string)call["rpc"]!, (string)call["verdict"]!)).Order());
    }

    [Fact]
    public void What_is_reported_is_refused_by_the_server_and_nothing_else() =>
        Assert.Equal(Calls.Select(call => new CallOutcome(call.Client, 1, call.Call, call.Before)).OrderBy(Key), story.RunBefore.OrderBy(Key));

    [Fact]
    public void The_fixes_of_the_scan_mend_the_client_that_forgets()
    {
        Assert.StartsWith("Fixed: 2 of 2 findings in code.", story.Fix, StringComparison.Ordinal);
        Assert.Equal(["CompanyCourier/Program.cs", "CompanyCourier/ReturnDesk.cs"], story.Changed.Order());
        Assert.DoesNotContain(story.ReportedAfter, finding => finding.Id.StartsWith("GRPCAUTH1", StringComparison.Ordinal));
    }

    [Fact]
    public void After_the_fixes_every_call_succeeds() =>
        Assert.Equal(Calls.Select(call => new CallOutcome(call.Client, 1, call.Call, CallOutcome.Ok)).OrderBy(Key), story.RunAfter.OrderBy(Key));

    private static string Key(CallOutcome outcome) => outcome.Client + outcome.Call;

    private static IEnumerable<string> Of(IEnumerable<(string Rule, string File, string Name)> findings) =>
        findings.Where(finding => finding.Rule.StartsWith("GRPCAUTH1", StringComparison.Ordinal))
            .Select(finding => $"{finding.Rule} {finding.File}: {finding.Name}").Order();
}
