using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.Samples;

/// <summary>The promise of the package, on eight applications, a library and a server that know nothing of it.</summary>
public sealed class SamplesTests(SamplesStory story) : IClassFixture<SamplesStory>
{
    private const string Rejected = "Unauthenticated";

    /// <summary>A server accepted a token that it should refuse.</summary>
    private const string Accepted = "InvalidOperationException";

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
        ("OrderHarbor/Ferry.cs", "GRPCAUTH6001", "app.MapGrpcService<FerryOrders>("),
        ("OrderHarbor/Gatehouse.cs", "GRPCAUTH6009", ".AddCertificate(options"),
        ("OrderHarbor/Lighthouse.cs", "GRPCAUTH6004", "ClockSkew = "),
        ("OrderHarbor/Locker.cs", "GRPCAUTH6005", ".GetValue(\"authorization\") != "),
        ("OrderHarbor/PierInterceptor.cs", "GRPCAUTH6007", "class PierInterceptor"),
        ("OrderHarbor/Pilot.cs", "GRPCAUTH6002", "app.MapGrpcService<HarborOrders>("),
        ("OrderHarbor/Quay.cs", "GRPCAUTH6003", "RequireSignedTokens = "),
        ("OrderHarbor/Warehouse.cs", "GRPCAUTH6006", ".AddJwtBearer(options"),
        ("OrderHarbor/Window.cs", "GRPCAUTH6008", "app.UseCors()"),
        ("OrderKiosk/Badge.cs", "GRPCAUTH4006", "\"kiosk_token\""),
        ("OrderKiosk/Basket.cs", "GRPCAUTH4004", "{tokens.GetTokenAsync("),
        ("OrderKiosk/Coupon.cs", "GRPCAUTH4001", "accessToken }"),
        ("OrderKiosk/Queue.cs", "GRPCAUTH4003", "\"grpc-timeout\""),
        ("OrderKiosk/Receipt.cs", "GRPCAUTH4002", "\"Bearer\" + token"),
        ("OrderKiosk/Screen.cs", "GRPCAUTH4005", "\"authorisation\""),
        ("OrderKiosk/TokenCheck.cs", "GRPCAUTH4007", "entry.Key == "),
        ("OrderPortal/ArchiveInterceptor.cs", "GRPCAUTH3002", "{_token}"),
        ("OrderPortal/OrderReports.cs", "GRPCAUTH1001", ".GetOrderAsync("),
        ("OrderPortal/OrderReports.cs", "GRPCAUTH2001", "CorrectionKey = \""),
        ("OrderPortal/OrderReports.cs", "GRPCAUTH3001", "_invoiceHeaders ??= new Metadata"),
        ("OrderPortal/Program.cs", "GRPCAUTH1002", ".AddGrpcClient<Orders.OrdersClient>(options"),
        ("OrderPortal/Program.cs", "GRPCAUTH3006", ".AddInterceptor<CustomerInterceptor>("),
        ("OrderRelay/Depot.cs", "GRPCAUTH5001", "orders.GetOrderAsync("),
        ("OrderRelay/Outpost.cs", "GRPCAUTH5002", "UnsafeUseInsecureChannelCallCredentials = true"),
        ("OrderRelay/Ferry.cs", "GRPCAUTH5003", "\"authorization\""),
        ("OrderRelay/Branch.cs", "GRPCAUTH5007", "AppContext.SetSwitch("),
        ("OrderRelay/Courier.cs", "GRPCAUTH5004", "ServerCertificateCustomValidationCallback = "),
        ("OrderRelay/Scale.cs", "GRPCAUTH5005", "HttpVersion = HttpVersion.Version11"),
        ("OrderRelay/Customs.cs", "GRPCAUTH5008", "handler.Credentials = "),
        ("OrderRelay/Barge.cs", "GRPCAUTH1013", "options.Credentials = "),
        ("OrderRelay/Quay.cs", "GRPCAUTH3007", "_expires = "),
        ("OrderRelay/Harbor.cs", "GRPCAUTH7001", "api://orders/"),
        ("OrderRelay/Canal.cs", "GRPCAUTH7002", "CredentialFactory.FromJson"),
        ("OrderRelay/Warehouse.cs", "GRPCAUTH5006", "new SslCredentials("),
        ("OrderShop/Cashier.cs", "GRPCAUTH1003", "Id = returned }"),
        ("OrderShop/DeliveryInterceptor.cs", "GRPCAUTH1005", "class DeliveryInterceptor"),
        ("OrderShop/Program.cs", "GRPCAUTH1009", ".AddCallCredentials(AddTokenAsync)"),
        ("OrderShop/Program.cs", "GRPCAUTH1011", "options.HttpHandler = "),
        ("OrderShop/Program.cs", "GRPCAUTH3003", "http.DefaultRequestHeaders.Authorization = "),
        ("OrderShop/Program.cs", "GRPCAUTH3005", ".Result"),
        ("OrderShop/RequestIdInterceptor.cs", "GRPCAUTH1008", "new CallOptions("),
        ("OrderShop/ShopTokens.cs", "GRPCAUTH3004", "DateTime.Now"),
        ("OrderTracker/OrderAlerts.cs", "GRPCAUTH1001", "new OrderRequest { Id = id }, cancellationToken"),
        ("OrderTracker/OrderAlerts.cs", "GRPCAUTH2001", "\"Bearer alert"),
        ("OrderTracker/OrderAudit.cs", "GRPCAUTH1010", "catch (RpcException"),
        ("OrderTracker/OrderAudit.cs", "GRPCAUTH1012", "_ = LogInAsync("),
        ("OrderTracker/OrderLabels.cs", "GRPCAUTH1001", "Id = id }, options"),
        ("OrderTracker/OrderLabels.cs", "GRPCAUTH1001", "Id = id }, cancellationToken"),
        ("OrderTracker/OrderLabels.cs", "GRPCAUTH1006", "options.WithHeaders("),
        ("OrderTracker/OrderLabels.cs", "GRPCAUTH1007", "headers = new Metadata"),
        ("OrderTracker/OrderNotes.cs", "GRPCAUTH1004", "_orders.GetOrderAsync("),
        ("OrderTracker/QueueWorker.cs", "GRPCAUTH3001", "headers = new Metadata"),
        ("OrderTracker/ReturnsWorker.cs", "GRPCAUTH3002", "{token}"),
        ("OrderTracker/TrackingWorker.cs", "GRPCAUTH3002", "{token}"),
        ("OrderTracker/WatchWorker.cs", "GRPCAUTH3001", "headers = new Metadata"),
    ];

    /// <summary>Calls by what is wrong with them; the first ones work, whether by luck or because nothing is wrong.</summary>
    private static readonly SampleCalls[] Calls =
    [
        new("OrderTracker", "", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, raise"]),
        new("OrderHarbor", "GRPCAUTH6001", Accepted, Accepted, ["no token, ferry"]),
        new("OrderHarbor", "GRPCAUTH6002", Rejected, Rejected, ["good token, pilot"]),
        new("OrderHarbor", "GRPCAUTH6003", Accepted, Accepted, ["forged token, quay"]),
        new("OrderHarbor", "GRPCAUTH6004", Accepted, Accepted, ["old token, lighthouse"]),
        new("OrderHarbor", "GRPCAUTH6006", Rejected, Rejected, ["good token, warehouse"]),
        new("OrderHarbor", "GRPCAUTH6005", CallOutcome.Ok, CallOutcome.Ok, ["right key, locker"]),
        new("OrderHarbor", "GRPCAUTH6007", Accepted, Accepted, ["no key, pier"]),
        new("OrderHarbor", "GRPCAUTH6008", "InvalidOperationException", "InvalidOperationException", ["preflight, window"]),
        new("OrderHarbor", "GRPCAUTH6009", "PermissionDenied", "PermissionDenied", ["certificate, gatehouse"]),
        new("OrderKiosk", "GRPCAUTH4006", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, badge"]),
        new("OrderKiosk", "GRPCAUTH4001", Rejected, Rejected, ["GetOrder, coupon"]),
        new("OrderKiosk", "GRPCAUTH4002", Rejected, Rejected, ["GetOrder, receipt"]),
        new("OrderKiosk", "GRPCAUTH4003", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, queue"]),
        new("OrderKiosk", "GRPCAUTH4004", Rejected, Rejected, ["GetOrder, basket"]),
        new("OrderKiosk", "GRPCAUTH4005", Rejected, Rejected, ["GetOrder, screen"]),
        new("OrderKiosk", "GRPCAUTH4007", Rejected, Rejected, ["GetOrder, check"]),
        new("OrderRelay", "GRPCAUTH5007", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, branch"]),
        new("OrderRelay", "GRPCAUTH5002", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, outpost"]),
        new("OrderRelay", "GRPCAUTH5001", Rejected, Rejected, ["GetOrder, depot"]),
        new("OrderRelay", "GRPCAUTH5004", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, courier"]),
        new("OrderRelay", "GRPCAUTH5005", "Internal", "Internal", ["GetOrder, scale"]),
        new("OrderRelay", "GRPCAUTH5008", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, customs"]),
        new("OrderRelay", "GRPCAUTH1013", Rejected, Rejected, ["GetOrder, barge"]),
        new("OrderRelay", "GRPCAUTH3007", CallOutcome.Ok, Rejected, ["GetOrder, quay"]),
        new("OrderRelay", "GRPCAUTH7001", "Internal", "Internal", ["GetOrder, harbor"]),
        new("OrderRelay", "GRPCAUTH7002", "Internal", "Internal", ["GetOrder, canal"]),
        new("OrderRelay", "GRPCAUTH5006", "InvalidOperationException", "InvalidOperationException", ["GetOrder, warehouse"]),
        new("OrderTracker", "GRPCAUTH1004", CallOutcome.Ok, CallOutcome.Ok, ["GetOrder, note", "ListOrders, notes"]),
        new("OrderTracker", "GRPCAUTH1010", CallOutcome.Ok, CallOutcome.Ok, ["ListOrders, audit"]),
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
        new("OrderPortal", "GRPCAUTH3006", CallOutcome.Ok, Rejected, ["GetOrder, acme"]),
        new("OrderPortal", "GRPCAUTH3006", "PermissionDenied", Rejected, ["GetOrder, birch"]),
        new("OrderShop", "GRPCAUTH3004", CallOutcome.Ok, Rejected, ["AddAsync", "Get", "GetAsync", "ListAsync", "TrackAsync"]),
        new("OrderShop", "GRPCAUTH1003", Rejected, Rejected, ["GetInvoice, cashier"]),
        new("OrderShop", "GRPCAUTH1005", Rejected, Rejected, ["ListOrders, delivery"]),
        new("OrderShop", "GRPCAUTH1008", Rejected, Rejected, ["GetOrder, catalogue"]),
        new("OrderShop", "GRPCAUTH1009", Rejected, Rejected, ["GetOrder, supplies"]),
        new("OrderShop", "GRPCAUTH1011", Rejected, Rejected, ["GetOrder, repairs"]),
        new("OrderShop", "GRPCAUTH3003", CallOutcome.Ok, Rejected, ["GetOrder, stock"]),
        new("OrderShop", "GRPCAUTH3004", CallOutcome.Ok, Rejected, ["GetOrder, delivery", "GetOrder, returns"]),
        new("OrderTracker", "GRPCAUTH1001", Rejected, Rejected, ["GetOrder, lift"]),
        new("OrderTracker", "GRPCAUTH1006", Rejected, Rejected, ["GetOrder, print"]),
        new("OrderTracker", "GRPCAUTH1007", Rejected, Rejected, ["GetOrder, cancel"]),
        new("OrderTracker", "GRPCAUTH1012", Rejected, Rejected, ["GetOrder, audit"]),
        new("OrderTracker", "GRPCAUTH2001", Rejected, Rejected, ["UploadOrders, clear"]),
        new("OrderTracker", "GRPCAUTH3001", CallOutcome.Ok, Rejected, ["GetOrder, queue", "WatchOrders"]),
        new("OrderTracker", "GRPCAUTH3002", CallOutcome.Ok, Rejected, ["GetOrder", "ListOrders", "TrackOrders", "WatchOrders, returns"]),
    ];

    [Fact]
    public void Every_rule_but_those_of_secrets_is_broken_by_a_sample() =>
        Same(
            Directory.GetFiles(RepositoryFolder.PathTo("docs", "rules"), "GRPCAUTH*.md")
                .Select(document => Path.GetFileNameWithoutExtension(document))
                .Where(id => !id.StartsWith("GRPCAUTH0", StringComparison.Ordinal) && !id.StartsWith("GRPCAUTH2", StringComparison.Ordinal)),
            Defects.Select(defect => defect.Id).Distinct().Where(id => !id.StartsWith("GRPCAUTH2", StringComparison.Ordinal)));

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
            Defects.Where(defect => !SamplesStory.ByHand.Any(step => step.Id == defect.Id)).Select(defect => defect.File).Distinct(),
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
