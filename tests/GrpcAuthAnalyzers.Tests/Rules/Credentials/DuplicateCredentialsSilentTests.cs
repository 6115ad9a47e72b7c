using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class DuplicateCredentialsSilentTests
{
    [Theory]
    [InlineData("var headers = new Metadata { { \"authorization\", token }, { \"x-api-key\", token }, { \"x-trace\", \"1\" }, { \"x-trace\", \"2\" } };")]
    [InlineData("var headers = new Metadata(); if (basic) headers.Add(\"authorization\", \"Basic \" + token); else headers.Add(\"authorization\", \"Bearer \" + token);")]
    [InlineData("var headers = new Metadata(); switch (token.Length) { case 1: headers.Add(\"authorization\", \"Basic \" + token); break; default: headers.Add(\"authorization\", token); break; }")]
    [InlineData("var headers = new Metadata(); if (basic) headers.Add(\"authorization\", \"Basic \" + token); if (!basic) headers.Add(\"authorization\", token);")]
    [InlineData("var headers = new Metadata(); if (basic) { headers.Add(\"authorization\", \"Basic \" + token); await orders.GetOrderAsync(new OrderRequest(), headers); return; } headers.Add(\"authorization\", token);")]
    [InlineData("var headers = new Metadata { { \"authorization\", token } }; headers.RemoveAt(0); headers.Add(\"authorization\", token);")]
    [InlineData("var headers = new Metadata { { \"authorization\", token } }; headers.Clear(); headers.Add(\"authorization\", token);")]
    [InlineData("var headers = new Metadata { { \"authorization\", token } }; if (headers.Get(\"authorization\") is null) headers.Add(\"authorization\", token);")]
    [InlineData("var headers = new Metadata { { \"authorization\", token } }; headers[0] = new Metadata.Entry(\"authorization\", token);")]
    [InlineData("var headers = new Metadata { { \"authorization\", token } }; await orders.GetOrderAsync(new OrderRequest(), headers); headers = new Metadata(); headers.Add(\"authorization\", token);")]
    [InlineData("var headers = new Metadata(); try { headers.Add(\"authorization\", token); } catch (InvalidOperationException) { headers.Add(\"authorization\", \"Basic \" + token); }")]
    [InlineData("var headers = new Metadata { { basic ? \"authorization\" : \"x-trace\", token } }; headers.Add(\"authorization\", token);")]
    [InlineData("var headers = new Metadata { { \"authorization\", token } }; var others = new Metadata { { \"authorization\", token } }; await orders.GetOrderAsync(new OrderRequest(), others);")]
    public Task Entries_that_are_not_both_sent(string statements) => Verify.Silent($$"""
        public static class Calls
        {
            public static async Task CallAsync(Orders.OrdersClient orders, string token, bool basic)
            {
                {{statements}}
                await orders.GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """);

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync).AddCallCredentials(ApplyKeyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync).AddCallCredentials(ApplyOnceAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); services.AddGrpcClient<Orders.OrdersClient>(\"archive\", o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); others.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("if (archive) services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); else services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("var a = new Apps { Services = services }; var b = new Apps { Services = others }; a.Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); b.Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(Environment.GetCommandLineArgs()[0], o => o.Address = address).AddCallCredentials(ApplyAsync); services.AddGrpcClient<Orders.OrdersClient>(Environment.GetCommandLineArgs()[1], o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync).AddCallCredentials(\"x-api-key\");")]
    [InlineData("Make().Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); Make().Services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync); s_services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);")]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = address).AddCallCredentials(ApplyKeyAsync).Beside(services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync)).AddCallCredentials(ApplyAsync);")]
    public Task Registrations_that_send_one_value(string statements) => Verify.Silent(DuplicateCredentialsTests.Startup(statements));

    [Theory]
    [InlineData("var headers = new Metadata { { \"x-api-key\", await read() } };", "https://orders.example.com", "metadata.Add(\"authorization\", await read())")]
    [InlineData("var headers = new Metadata { { \"authorization\", await read() } };", "https://orders.example.com", "{ if (metadata.Get(\"authorization\") is null) metadata.Add(\"authorization\", await read()); }")]
    [InlineData("var headers = new Metadata { { \"authorization\", await read() } };", "https://orders.example.com", "{ if (context.MethodName == \"GetAccount\") metadata.Add(\"authorization\", await read()); }")]
    [InlineData("var headers = new Metadata(); if (Environment.MachineName == \"a\") headers.Add(\"authorization\", await read());", "https://orders.example.com", "metadata.Add(\"authorization\", await read())")]
    public Task Layers_that_send_one_value(string headers, string address, string body) => Verify.Silent($$"""
        public static class Calls
        {
            public static async Task CallAsync(Func<Task<string>> read)
            {
                var channel = GrpcChannel.ForAddress("{{address}}", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) => {{body}})),
                });
                {{headers}}
                await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """);

    [Fact]
    public Task A_registration_beside_one_of_a_property_of_the_same_object() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Hosts
        {
            public IServiceCollection Public { get; } = new ServiceCollection();

            public IServiceCollection Internal { get; } = new ServiceCollection();
        }

        public static class Startup
        {
            public static void Add(Hosts hosts, Uri address)
            {
                hosts.Public.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);
                hosts.Internal.AddGrpcClient<Orders.OrdersClient>(o => o.Address = address).AddCallCredentials(ApplyAsync);
            }

            private static Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task A_channel_that_cannot_be_made() => Verify.Reports("""
        public static class Calls
        {
            public static async Task CallAsync(Func<Task<string>> read)
            {
                var channel = GrpcChannel.ForAddress("http://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) => metadata.Add("authorization", await read())))|},
                });
                var headers = new Metadata { { "authorization", await read() } };
                await new Orders.OrdersClient(channel).GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """);
}
