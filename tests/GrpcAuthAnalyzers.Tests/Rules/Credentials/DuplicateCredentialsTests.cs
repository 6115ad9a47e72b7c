using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class DuplicateCredentialsTests
{
    [Theory]
    [InlineData("var headers = new Metadata(); {|#0:headers.Add(\"authorization\", token)|}; {|GRPCAUTH1009:headers.Add(\"Authorization\", \"Bearer \" + token)|};")]
    [InlineData("var headers = new Metadata { {|#0:{ \"authorization\", token }|} }; {|GRPCAUTH1009:headers.Add(\"authorization\", token)|};")]
    [InlineData("var headers = new Metadata { {|#0:{ \"authorization\", token }|}, {|GRPCAUTH1009:{ \"authorization\", token }|} };")]
    [InlineData("var headers = new Metadata(); {|#0:headers.Add(\"authorization\", token)|}; if (token.Length > 3) { {|GRPCAUTH1009:headers.Add(\"authorization\", token)|}; }")]
    [InlineData("var headers = new Metadata(); {|#0:headers.Add(new Metadata.Entry(\"authorization\", token))|}; {|GRPCAUTH1009:headers.Add(\"authorization\", token)|};")]
    public Task Two_entries_of_one_metadata(string statements) => Verify.Reports($$"""
        public static class Calls
        {
            public static async Task CallAsync(Orders.OrdersClient orders, string token)
            {
                {{statements}}
                await orders.GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Two_entries_of_a_callback() => Verify.Reports("""
        public static class Credentials
        {
            public static CallCredentials Create(Func<Task<string>> read) => CallCredentials.FromInterceptor(async (context, metadata) =>
            {
                {|#0:metadata.Add("authorization", await read())|};
                {|GRPCAUTH1009:metadata.Add("authorization", "Bearer " + await read())|};
            });
        }
        """, message: "'authorization' is added here and by another entry; both are sent, and a server that accepts one value answers Unauthenticated");

    [Fact]
    public Task An_entry_beside_the_call_credentials_of_the_channel() => Verify.Reports("""
        public static class Calls
        {
            public static async Task CallAsync(Func<Task<string>> read)
            {
                var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                        {|#0:metadata.Add("authorization", await read())|})),
                });
                var headers = new Metadata { {|GRPCAUTH1009:{ "authorization", await read() }|} };
                await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """, message: "'authorization' is added here and by the call credentials of the channel; both are sent, and a server that accepts one value answers Unauthenticated");

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync).{|GRPCAUTH1009:AddCallCredentials|}(async (context, metadata) => metadata.Add(\"authorization\", await Task.FromResult(Environment.MachineName)));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"a\", o => o.Address = address).AddCallCredentials(ApplyAsync); services.AddGrpcClient<Orders.OrdersClient>(\"a\", o => o.Address = address).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync);")]
    [InlineData("var app = new Apps { Services = services }; app.Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); app.Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync);")]
    [InlineData("s_services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); s_services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync);")]
    [InlineData("var orders = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).EnableCallContextPropagation().{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync); _ = orders;")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials((context, metadata) => { metadata.Add(\"authorization\", Environment.MachineName); {|GRPCAUTH1009:metadata.Add(\"authorization\", Environment.MachineName)|}; return Task.CompletedTask; });")]
    public Task Call_credentials_that_are_registered_twice(string statements) => Verify.Reports(Startup(statements), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_and_the_place_of_the_other_registration() => Verify.Reports(
        Startup("{|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync)|}; services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).{|GRPCAUTH1009:AddCallCredentials|}(ApplyAsync);"),
        message: "'authorization' is added here and by another AddCallCredentials; both are sent, and a server that accepts one value answers Unauthenticated");

    [Theory]
    [InlineData("http://orders.example.com")]
    [InlineData("http://localhost:5000")]
    public Task Over_http_call_credentials_are_not_sent_at_all(string address) => Verify.Reports(Startup(
        $"services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"{address}\")).{{|GRPCAUTH5001:AddCallCredentials|}}(ApplyAsync).{{|GRPCAUTH5001:AddCallCredentials|}}(ApplyAsync);"));

    [Fact]
    public Task Other_headers_are_information() => Verify.Reports("""
        public static class Calls
        {
            public static async Task CallAsync(Orders.OrdersClient orders, string key)
            {
                var headers = new Metadata { { "x-api-key", key }, {|GRPCAUTH1009:{ "x-api-key", key }|} };
                await orders.GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """, severity: DiagnosticSeverity.Info);

    internal static string Startup(string statements) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public class Apps
        {
            public IServiceCollection Services { get; set; } = null!;
        }

        public static class Startup
        {
            public static void Add(IServiceCollection services, IServiceCollection others, Uri address, bool archive)
            {
                {{statements}}
            }

            private static readonly IServiceCollection s_services = new ServiceCollection();

            private static IHttpClientBuilder Beside(this IHttpClientBuilder builder, IHttpClientBuilder other) => builder;

            private static Apps Make() => new Apps { Services = s_services };

            private static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, string header) => builder.SetHandlerLifetime(TimeSpan.FromMinutes(header.Length));

            private static Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }

            private static Task ApplyKeyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                metadata.Add("x-api-key", Environment.MachineName);
                return Task.CompletedTask;
            }

            private static Task ApplyOnceAsync(AuthInterceptorContext context, Metadata metadata)
            {
                if (metadata.Get("authorization") is null)
                    metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }
        }
        """;
}
