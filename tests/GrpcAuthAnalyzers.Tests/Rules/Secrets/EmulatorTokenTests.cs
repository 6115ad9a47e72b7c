using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>The word that an emulator takes for a token is information where no real server is called.</summary>
public sealed class EmulatorTokenTests
{
    [Theory]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://localhost:8080\")); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://127.0.0.1:8080\")); var headers = new Metadata(); headers.Add(value: {|GRPCAUTH2001:\"Bearer owner\"|}, key: \"Authorization\"); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("var client = new Orders.OrdersClient(new Channel(Environment.GetEnvironmentVariable(\"FIRESTORE_EMULATOR_HOST\"), ChannelCredentials.Insecure)); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(Environment.MachineName, new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure })); client.GetOrder(new OrderRequest(), new CallOptions(new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } }));")]
    [InlineData("var emulator = GrpcChannel.ForAddress(\"http://localhost:9000\"); var client = new Orders.OrdersClient(Grpc.Core.Interceptors.ChannelExtensions.Intercept(emulator, m => { m.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer admin\"|}); return m; })); client.GetOrder(new OrderRequest());")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", Environment.MachineName } }); new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://localhost:8080\")).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://localhost:8081\")); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://[::1]:8081\")); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://host.docker.internal:8081\")); client.GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH5003:{ \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} }|} });")]
    [InlineData("_ = GrpcChannel.ForAddress(\"https://orders.example.com\"); var owner = CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|}); return Task.CompletedTask; }); _ = GrpcChannel.ForAddress(\"http://\" + Environment.GetEnvironmentVariable(\"FIRESTORE_EMULATOR_HOST\"), new GrpcChannelOptions { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|}, Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, owner) });")]
    public Task On_a_channel_to_an_emulator_it_is_information(string statements) => Verify.Reports(Program(statements), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(Environment.MachineName)); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://localhost:8080\")); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer k9Xw4fQz7bN2\"|} } });")]
    [InlineData("var headers = new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } }; new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://localhost:8080\")).GetOrder(new OrderRequest(), headers); new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")).GetOrder(new OrderRequest(), headers);")]
    [InlineData("_ = GrpcChannel.ForAddress(\"http://localhost:8080\"); _ = GrpcChannel.ForAddress(\"https://orders.example.com\"); Use(new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("Use(new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("var client = new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://localhost.example.com\")); client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|} } });")]
    [InlineData("_ = GrpcChannel.ForAddress(\"http://localhost:8080\"); var owner = CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer owner\"|}); return Task.CompletedTask; }); _ = GrpcChannel.ForAddress(\"https://orders.example.com\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, owner) });")]
    public Task Elsewhere_and_for_other_tokens_it_is_a_warning(string statements) => Verify.Reports(Program(statements), severity: DiagnosticSeverity.Warning);

    private static string Program(string statements) => $$"""
        public static class Emulated
        {
            public static void Run()
            {
                {{statements}}
            }

            public static Metadata Use(Metadata headers) => headers;
        }
        """;
}
