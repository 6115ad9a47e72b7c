using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Story;

/// <summary>The promise of the package, on four applications and a server that know nothing of it.</summary>
public sealed class SamplesTests(SamplesStory story) : IClassFixture<SamplesStory>
{
    private const string Rejected = "Unauthenticated";

    /// <summary>File, id, and what stands on the line.</summary>
    private static readonly (string File, string Id, string Code)[] Defects =
    [
        ("OrderConsole/OrderHistory.cs", "GRPCAUTH3002", "{_token}"),
        ("OrderConsole/OrderImport.cs", "GRPCAUTH2001", "ImportToken = \""),
        ("OrderConsole/OrderSearch.cs", "GRPCAUTH3001", "Headers = new()"),
        ("OrderConsole/Program.cs", "GRPCAUTH1001", "orders.GetOrder("),
        ("OrderConsole/Program.cs", "GRPCAUTH1001", "orders.GetOrderAsync("),
        ("OrderConsole/Program.cs", "GRPCAUTH1001", "orders.ListOrders("),
        ("OrderConsole/Program.cs", "GRPCAUTH1001", "orders.TrackOrders("),
        ("OrderConsole/Program.cs", "GRPCAUTH1001", "orders.UploadOrders("),
        ("OrderGateway/OrderArchive.cs", "GRPCAUTH2001", "StoreKey = \""),
        ("OrderGateway/OrderArchive.cs", "GRPCAUTH3002", "\"Bearer \" + token)"),
        ("OrderGateway/OrderDesk.cs", "GRPCAUTH1001", "client.GetOrder("),
        ("OrderGateway/OrderDesk.cs", "GRPCAUTH1001", "client.ListOrders("),
        ("OrderGateway/OrdersGateway.cs", "GRPCAUTH3001", "_headers = new Metadata"),
        ("OrderPortal/ArchiveInterceptor.cs", "GRPCAUTH3002", "{_token}"),
        ("OrderPortal/OrderReports.cs", "GRPCAUTH1001", ".GetOrderAsync("),
        ("OrderPortal/OrderReports.cs", "GRPCAUTH2001", "CorrectionKey = \""),
        ("OrderPortal/OrderReports.cs", "GRPCAUTH3001", "_invoiceHeaders ??= new Metadata"),
        ("OrderPortal/Program.cs", "GRPCAUTH1002", ".AddGrpcClient<Orders.OrdersClient>(options"),
        ("OrderTracker/OrderAlerts.cs", "GRPCAUTH1001", "new OrderRequest { Id = id }, cancellationToken"),
        ("OrderTracker/OrderAlerts.cs", "GRPCAUTH2001", "\"Bearer alert"),
        ("OrderTracker/QueueWorker.cs", "GRPCAUTH3001", "headers = new Metadata"),
        ("OrderTracker/TrackingWorker.cs", "GRPCAUTH3002", "{token}"),
    ];

    /// <summary>Calls by what is wrong with them; nothing is wrong with the first.</summary>
    private static readonly SampleCalls[] Calls =
    [
        new("OrderTracker", "", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, raise"]),
        new("OrderConsole", "GRPCAUTH1001", Rejected, Rejected, ["GetOrder", "GetOrder, blocking", "ListOrders", "TrackOrders", "UploadOrders"]),
        new("OrderConsole", "GRPCAUTH2001", Rejected, Rejected, ["UploadOrders, import"]),
        new("OrderConsole", "GRPCAUTH3001", CallOutcome.Ok, Rejected, ["GetOrder, search", "ListOrders, search"]),
        new("OrderConsole", "GRPCAUTH3002", CallOutcome.Ok, Rejected, ["GetOrder, history"]),
        new("OrderGateway", "GRPCAUTH1001", Rejected, Rejected, ["GetOrder, audit", "ListOrders, audit"]),
        new("OrderGateway", "GRPCAUTH2001", Rejected, Rejected, ["UploadOrders, archive"]),
        new("OrderGateway", "GRPCAUTH3001", CallOutcome.Ok, Rejected, ["Get", "GetAsync", "ListAsync", "TrackAsync", "UploadAsync"]),
        new("OrderGateway", "GRPCAUTH3002", CallOutcome.Ok, Rejected, ["GetOrder, archive", "GetOrder, blocking, archive"]),
        new("OrderPortal", "GRPCAUTH1001", Rejected, Rejected, ["GetOrder, latest"]),
        new("OrderPortal", "GRPCAUTH1002", Rejected, Rejected, ["GetOrder", "GetOrder, blocking", "ListOrders", "TrackOrders", "UploadOrders"]),
        new("OrderPortal", "GRPCAUTH2001", Rejected, Rejected, ["UploadOrders, corrections"]),
        new("OrderPortal", "GRPCAUTH3001", CallOutcome.Ok, Rejected, ["GetInvoice, totals"]),
        new("OrderPortal", "GRPCAUTH3002", CallOutcome.Ok, Rejected,
            ["GetOrder, archive", "GetOrder, blocking, archive", "ListOrders, archive", "TrackOrders, archive", "UploadOrders, archive"]),
        new("OrderTracker", "GRPCAUTH1001", Rejected, Rejected, ["GetOrder, lift"]),
        new("OrderTracker", "GRPCAUTH2001", Rejected, Rejected, ["UploadOrders, clear"]),
        new("OrderTracker", "GRPCAUTH3001", CallOutcome.Ok, Rejected, ["GetOrder, queue"]),
        new("OrderTracker", "GRPCAUTH3002", CallOutcome.Ok, Rejected, ["GetOrder", "ListOrders", "TrackOrders"]),
    ];

    [Fact]
    public void The_build_reports_every_defect_at_its_place_and_nothing_else() =>
        AreReported(Defects, story.Reported);

    [Fact]
    public void Before_the_fixes_calls_fail_as_Unauthenticated_at_once_or_when_their_first_token_has_expired() =>
        Same(Calls.SelectMany(calls => calls.Outcomes()), story.RunBefore);

    [Fact]
    public void The_fixes_edit_code_and_neither_add_a_file_nor_touch_a_project()
    {
        Same(story.FilesBefore.Keys, story.FilesAfter.Keys);
        Same(
            Defects.Select(defect => defect.File).Distinct(),
            story.FilesAfter.Where(file => story.FilesBefore[file.Key] != file.Value).Select(file => file.Key.Replace('\\', '/')));
    }

    [Fact]
    public void After_the_fixes_the_build_reports_nothing() =>
        AreReported([], story.ReportedAfter);

    [Fact]
    public void After_the_fixes_every_call_of_every_kind_succeeds_also_when_the_first_token_has_expired() =>
        Same(Calls.SelectMany(calls => (calls with { First = CallOutcome.Ok, Second = CallOutcome.Ok }).Outcomes()), story.RunAfter);

    private static void AreReported(IEnumerable<(string File, string Id, string Code)> defects, IEnumerable<Finding> findings) =>
        Same(
            defects.Select(defect => $"{defect.File}: {defect.Id} at {defect.Code}"),
            findings.Select(finding =>
            {
                var code = Defects.FirstOrDefault(defect => defect.File == finding.File && finding.Code.Contains(defect.Code, StringComparison.Ordinal)).Code;
                return $"{finding.File}: {finding.Id} at {code ?? finding.Code}";
            }));

    private static void Same(IEnumerable<CallOutcome> expected, IEnumerable<CallOutcome> actual) =>
        Same(expected.Select(outcome => $"{outcome}"), actual.Select(outcome => $"{outcome}"));

    /// <summary>The same texts as often, in any order; a failure lists all that is missing and all that is too much.</summary>
    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var tooMuch = actual.ToList();
        var missing = expected.Where(text => !tooMuch.Remove(text)).ToList();
        Assert.True(
            missing.Count + tooMuch.Count == 0,
            string.Join(Environment.NewLine, missing.Select(text => "missing: " + text).Concat(tooMuch.Select(text => "too much: " + text)).Prepend("")));
    }

    /// <summary>Calls of a client that have the same defect, and how they end with a new token and when that token has expired.</summary>
    private sealed record SampleCalls(string Client, string Id, string First, string Second, string[] Calls)
    {
        internal IEnumerable<CallOutcome> Outcomes() =>
            Calls.SelectMany(call => new[] { new CallOutcome(Client, 1, call, First), new CallOutcome(Client, 2, call, Second) });
    }
}
