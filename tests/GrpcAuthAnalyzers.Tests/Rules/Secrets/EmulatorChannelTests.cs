using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Over which channels the word of an emulator is sent: those of the calls that pass it, else those that its class makes.</summary>
public sealed class EmulatorChannelTests
{
    private const string Owner = "{ \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} }";

    private const string Local = "GrpcChannel.ForAddress(\"http://localhost:8080\")";

    private const string Remote = "GrpcChannel.ForAddress(\"https://orders.example.com\")";

    [Theory]
    [InlineData("var headers = new Metadata(); headers.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|}); new Orders.OrdersClient(" + Local + ").GetOrder(new OrderRequest(), headers); new Orders.OrdersClient(" + Remote + ").GetOrder(new OrderRequest(), given);")]
    [InlineData("Send(new Metadata { " + Owner + " }); _ = new Channel(\"localhost:5000\", ChannelCredentials.Insecure);")]
    [InlineData("Send(new Metadata { " + Owner + " }); _ = " + Local + "; _ = Pages.ForAddress(\"https://pages.example.com\"); _ = new Pages.Channel(\"https://pages.example.com\");")]
    [InlineData("Send(new Metadata { " + Owner + " }); _ = GrpcChannel.ForAddress(channelOptions: new(), address: \"https://localhost:5001\");")]
    [InlineData("new Orders.OrdersClient(" + Local + ").GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer EMULATOR\"|} } }, deadline: DateTime.UtcNow);")]
    public Task Only_local_ones(string statements) => Verify.Reports(Program(statements), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("var headers = isLocal ? new Metadata() : given; headers.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|}); new Orders.OrdersClient(" + Local + ").GetOrder(new OrderRequest(), headers); new Orders.OrdersClient(" + Remote + ").GetOrder(new OrderRequest(), given);")]
    [InlineData("Send(new Metadata { " + Owner + " }); _ = " + Remote + "; _ = " + Local + ";")]
    [InlineData("Send(new Metadata { " + Owner + " }); _ = Pages.ForAddress(\"http://localhost:8080\");")]
    [InlineData("var headers = new Metadata { " + Owner + " }; new Orders.OrdersClient(" + Remote + ").GetOrder(new OrderRequest(), headers); new Orders.OrdersClient(" + Local + ").GetOrder(new OrderRequest(), headers);")]
    [InlineData("var owner = CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|}); return Task.CompletedTask; }); _ = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, owner) }); _ = GrpcChannel.ForAddress(\"https://localhost:5001\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, owner) });")]
    public Task One_that_is_not_local(string statements) => Verify.Reports(Program(statements), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Channels_of_another_class_do_not_count() => Verify.Reports(
        Program("Send(new Metadata { " + Owner + " }); _ = " + Local + ";") + "\npublic static class Others { public static GrpcChannel Open() => " + Remote + "; }",
        severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Top_level_statements() => Verify.Reports(
        "_ = " + Local + "; Send(new Metadata { " + Owner + " }); static void Send(Metadata headers) => Console.WriteLine(headers.Count);", severity: DiagnosticSeverity.Info);

    private static string Program(string statements) => $$"""
        public static class Emulated
        {
            public static void Run(Metadata given, bool isLocal)
            {
                {{statements}}
            }

            public static Metadata Send(Metadata headers) => headers;
        }

        public static class Pages
        {
            public sealed class Channel(string address) { public override string ToString() => address; }

            public static Uri ForAddress(string address) => new(address);
        }
        """;
}
