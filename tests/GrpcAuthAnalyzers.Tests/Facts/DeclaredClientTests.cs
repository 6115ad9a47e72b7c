using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>A type of another assembly of which a facts file says that it is a gRPC client: its methods are calls, with what it is given.</summary>
public sealed class DeclaredClientTests
{
    private const string Company = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Grpc.Core;
        using Grpc.Net.Client;

        namespace Acme.Company;

        public enum Kind { None, Fast }

        public class Gateway : IDisposable
        {
            public Gateway(ChannelBase channel) { }

            public Gateway(CallInvoker invoker, TimeSpan timeout = default) { }

            public Gateway(string address) { }

            public Gateway(string address, string token) { }

            public Gateway(ChannelBase channel, Func<string> token) { }

            public Gateway(ChannelBase channel, int retries, bool fast = false) { }

            public Gateway(ChannelBase channel, Kind kind) { }

            public Gateway(ChannelBase channel, string region) { }

            public Gateway(ChannelBase channel, Uri address, string? password) { }

            public Gateway(ChannelBase channel, object settings) { }

            public Gateway(ChannelBase channel, double factor) { }

            public Gateway(ChannelBase channel, bool fast) { }

            public Gateway(ChannelBase channel, decimal price) { }

            public static Gateway ByAddress(ChannelBase channel, string serverAddress) => new(channel);
            public static Gateway ByUrl(ChannelBase channel, string url) => new(channel);
            public static Gateway ByUri(ChannelBase channel, string uri) => new(channel);
            public static Gateway ByHost(ChannelBase channel, string host) => new(channel);
            public static Gateway ByHostname(ChannelBase channel, string hostname) => new(channel);
            public static Gateway ByEndpoint(ChannelBase channel, string endpoint) => new(channel);
            public static Gateway ByTarget(ChannelBase channel, string target) => new(channel);
            public static Gateway ByAuthority(ChannelBase channel, string authority) => new(channel);
            public static Gateway ByName(ChannelBase channel, string name) => new(channel);
            public static Gateway ByService(ChannelBase channel, string service) => new(channel);
            public static Gateway ByTenant(ChannelBase channel, string tenant) => new(channel);

            public static Gateway Open(ChannelBase channel) => new Gateway(channel);

            public string? Session { get; set; }

            public Task<string> GetAsync(string id, Metadata? headers = null) => Task.FromResult(id);

            public Task PingAsync() => Task.CompletedTask;

            public Task SendAsync(string id, string accessToken) => Task.CompletedTask;

            public Task<Gateway> SwitchAsync() => Task.FromResult(this);

            public async IAsyncEnumerable<string> ListAsync() { await Task.Yield(); yield return ""; }

            public string Get(string id) => id;

            public Task<string> LoginAsync(string user) => Task.FromResult(user);

            public void Use(string token) { }

            public Task CloseAsync() => Task.CompletedTask;

            public Task<string> GetTokenAsync() => Task.FromResult("");


            public ValueTask DisposeAsync() => default;

            public void Dispose() { }
        }

        public static class Clients
        {
            public static Acme.Orders.Orders.OrdersClient Create(ChannelBase channel) => new(channel);
        }

        public sealed class CachingGateway : Gateway
        {
            public CachingGateway(ChannelBase channel) : base(channel) { }
        }
        """;

    private const string Client = "T:Acme.Company.Gateway; grpc-client";

    private static Setup With(string facts) => Setup.Usual with { Library = Company, AdditionalFiles = [("GrpcAuth.Facts.txt", facts)] };

    private static string Program(string statements) => $$"""
        using Acme.Company;
        using Grpc.Core;
        using Grpc.Core.Interceptors;
        using Grpc.Net.Client;

        public sealed class Worker
        {
            public async Task RunAsync(CallInvoker unseen)
            {
                var channel = GrpcChannel.ForAddress("https://orders.invalid");
                {{statements}}
                await Task.Yield();
            }
        }

        public sealed class Tracing : Interceptor { }
        """;

    [Theory]
    [InlineData("await «new Gateway(channel).GetAsync»(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); await «gateway.GetAsync»(\"1\"); await «gateway.PingAsync»();", Client)]
    [InlineData("using var gateway = new Gateway(channel.Intercept(new Tracing()), TimeSpan.FromSeconds(1)); await foreach (var id in «gateway.ListAsync»()) Console.WriteLine(id);", Client)]
    [InlineData("await «new CachingGateway(channel).GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel).GetAsync»(\"1\", new Metadata { { \"x-request-id\", \"1\" } });", Client)]
    [InlineData("«new Gateway(channel).Get»(\"1\");", Client + "\nM:Acme.Company.Gateway.Get; grpc-client")]
    [InlineData("await «new Gateway(\"https://orders.invalid\").GetAsync»(\"1\");", "M:Acme.Company.Gateway.#ctor(System.String); grpc-client adds-nothing")]
    [InlineData("await «new Gateway(channel, () => \"\").GetAsync»(\"1\");", "T:Acme.Company.Gateway; grpc-client adds-nothing")]
    [InlineData("await «Gateway.Open(channel).GetAsync»(\"1\");", Client + "\nM:Acme.Company.Gateway.Open; grpc-client")]
    [InlineData("await «Clients.Create(channel).GetOrderAsync»(new OrderRequest());", "M:Acme.Company.Clients.Create; grpc-client adds-nothing")]
    [InlineData("await «new Gateway(channel, 3).GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel, 3, true).GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel, 2.5).GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel, 2m).GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel, true).GetAsync»(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); await «gateway.GetAsync»(\"1\"); await gateway.DisposeAsync();", Client)]
    [InlineData("await «new Gateway(channel, Kind.Fast).GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel, \"eu\").GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel, new Uri(\"https://a.invalid\"), null).GetAsync»(\"1\");", Client)]
    [InlineData("await «new Gateway(channel, new Uri(\"https://a.invalid\"), \"1\").GetAsync»(\"1\");", "T:Acme.Company.Gateway; grpc-client adds-nothing")]
    [InlineData("var gateway = new Gateway(channel); Console.WriteLine(gateway.Session); await «gateway.GetAsync»(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); Console.WriteLine(gateway.ToString()); await «gateway.GetAsync»(\"1\"); gateway.Dispose();", Client)]
    public async Task Its_calls_carry_what_it_is_given(string statements, string fact)
    {
        await Verify.Silent(Program(statements.Replace("«", "").Replace("»", "")), With(""));
        await Verify.Reports(Program(statements.Replace("«", "{|GRPCAUTH1001:").Replace("»", "|}")), With(fact));
    }

    [Theory]
    [InlineData("await new Gateway(channel).GetAsync(\"1\", new Metadata { { \"authorization\", Environment.GetEnvironmentVariable(\"TOKEN\") } });", Client)]
    [InlineData("await new Gateway(unseen).GetAsync(\"1\");", Client)]
    [InlineData("await new Gateway(unseen).GetAsync(\"1\");", "T:Acme.Company.Gateway; grpc-client adds-nothing")]
    [InlineData("await new Gateway(unseen).GetAsync(\"1\");", "M:Acme.Company.Gateway.#ctor; grpc-client\nT:Acme.Company.Gateway; adds-nothing")]
    [InlineData("await new Gateway(\"https://orders.invalid\").GetAsync(\"1\");", Client)]
    [InlineData("await new Gateway(channel, () => \"\").GetAsync(\"1\");", Client)]
    [InlineData("await new Gateway(\"https://orders.invalid\", \"\").GetAsync(\"1\");", Client)]
    [InlineData("await new Gateway(channel).GetAsync(\"1\");", "T:Acme.Company.Gateway; grpc-client authenticates")]
    [InlineData("await new Gateway(channel).GetAsync(\"1\");", "T:Acme.Company.Gateway; grpc-client anonymous")]
    [InlineData("await new Gateway(channel).GetAsync(\"1\");", Client + "\nM:Acme.Company.Gateway.GetAsync; anonymous")]
    [InlineData("await new Gateway(channel) { Session = \"1\" }.GetAsync(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); gateway.Session = \"1\"; await gateway.GetAsync(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); gateway.Use(\"1\"); await gateway.GetAsync(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); await gateway.LoginAsync(\"1\"); await gateway.GetAsync(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); Console.WriteLine(gateway); await gateway.GetAsync(\"1\");", Client)]
    [InlineData("new Gateway(channel).Get(\"1\");", Client)]
    [InlineData("await new Gateway(channel).CloseAsync();", Client)]
    [InlineData("await new Gateway(channel).SendAsync(\"1\", \"\");", Client)]
    [InlineData("await new Gateway(channel).SendAsync(\"1\", \"\");", Client + "\nM:Acme.Company.Gateway.SendAsync; grpc-client")]
    [InlineData("await new Gateway(channel).SwitchAsync();", Client)]
    [InlineData("await Gateway.Open(channel).GetAsync(\"1\");", Client)]
    [InlineData("await Clients.Create(GrpcChannel.ForAddress(\"https://orders.invalid\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, _) => Task.CompletedTask)) })).GetOrderAsync(new OrderRequest());", "M:Acme.Company.Clients.Create; grpc-client adds-nothing")]
    [InlineData("await new Gateway(channel, new Uri(\"https://a.invalid\"), \"1\").GetAsync(\"1\");", Client)]
    [InlineData("await new Gateway(channel, new List<string>()).GetAsync(\"1\");", Client)]
    [InlineData("await Gateway.ByTenant(channel, \"1\").GetAsync(\"1\");", Client + "\nM:Acme.Company.Gateway.ByTenant; grpc-client")]
    [InlineData("var gateway = new Gateway(channel); await gateway.GetTokenAsync(); await gateway.GetAsync(\"1\");", Client)]
    [InlineData("var gateway = new Gateway(channel); var kept = new[] { gateway }; kept[0].Use(\"1\"); await gateway.GetAsync(\"1\");", Client)]
    public Task What_may_bring_one_or_is_no_call(string statements, string fact) => Verify.Silent(Program(statements), With(fact));

    [Fact]
    public Task A_text_that_says_where_the_server_is()
    {
        string[] kinds = ["Address", "Url", "Uri", "Host", "Hostname", "Endpoint", "Target", "Authority", "Name", "Service"];
        return Verify.Reports(
            Program(string.Concat(System.Array.ConvertAll(kinds, kind => $"await {{|GRPCAUTH1001:Gateway.By{kind}(channel, \"a\").GetAsync|}}(\"1\");\n"))),
            With(Client + string.Concat(System.Array.ConvertAll(kinds, kind => $"\nM:Acme.Company.Gateway.By{kind}; grpc-client"))));
    }

    [Fact]
    public async Task A_call_that_misses_the_credential_of_the_others_if_it_can_take_one()
    {
        const string Others = "var gateway = new Gateway(unseen); await gateway.GetAsync(\"1\", new Metadata { { \"authorization\", Environment.MachineName } }); ";
        await Verify.Reports(Program(Others + "await {|GRPCAUTH1003:gateway.GetAsync|}(\"1\");"), With(Client));
        await Verify.Silent(Program(Others + "await gateway.PingAsync();"), With(Client));
    }

    private const string Learned =
        "// learned by the scan\nM:Acme.Company.Gateway.#ctor(Grpc.Core.ChannelBase); adds-nothing\nM:Acme.Company.Gateway.PingAsync; grpc-client";

    /// <summary>The scan names each method that is a call, and no other is one.</summary>
    [Fact]
    public async Task What_the_scan_learned()
    {
        await Verify.Reports(Program("var gateway = new Gateway(channel); await {|GRPCAUTH1001:gateway.PingAsync|}(); await gateway.GetAsync(\"1\");"), With(Learned));
        await Verify.Silent(Program("await new Gateway(unseen).PingAsync();"), With(Learned));
    }

    [Fact]
    public Task What_the_code_shows_is_not_overruled() => Verify.Silent(
        """
        using Grpc.Net.Client;

        public sealed class Gateway
        {
            public Gateway(GrpcChannel channel) => Console.WriteLine(channel.Target);

            public Task PingAsync() => Task.CompletedTask;
        }

        public static class Worker
        {
            public static Task RunAsync() => new Gateway(GrpcChannel.ForAddress("https://orders.invalid")).PingAsync();
        }
        """,
        With("T:Gateway; grpc-client adds-nothing"));

    [Fact]
    public Task A_fix_adds_credentials_to_the_channel_that_it_is_given() => Verify.Fixes(
        """
        using Acme.Company;
        using Grpc.Core;
        using Grpc.Net.Client;

        public interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation);
        }

        public sealed class Worker
        {
            public async Task RunAsync(ITokens tokens)
            {
                var gateway = new Gateway(GrpcChannel.ForAddress("https://orders.invalid"));
                await {|GRPCAUTH1001:gateway.GetAsync|}("1");
                await {|GRPCAUTH1001:gateway.PingAsync|}();
            }
        }
        """,
        """
        using Acme.Company;
        using Grpc.Core;
        using Grpc.Net.Client;

        public interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation);
        }

        public sealed class Worker
        {
            public async Task RunAsync(ITokens tokens)
            {
                var gateway = new Gateway(GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await tokens.GetTokenAsync(context.CancellationToken)}"))),
                }));
                await gateway.GetAsync("1");
                await gateway.PingAsync();
            }
        }
        """,
        With(Client));
}
