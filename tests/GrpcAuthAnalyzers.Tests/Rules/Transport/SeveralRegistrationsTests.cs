using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>Call credentials over http (5001) where something else may set the address of the same client, and channels that may be either.</summary>
public sealed class SeveralRegistrationsTests
{
    private const string Again = "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.example.com\"));";

    [Theory]
    [InlineData("")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"b\", o => o.Address = new Uri(\"https://orders.example.com\"));")]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>(o => o.Address = new Uri(\"https://orders.example.com\")).AddCallCredentials(Tokens.Credentials);")]
    [InlineData("services.Configure<Other>(o => { });")]
    public Task Only_the_registration_sets_the_address(string more) => Verify.Reports(Program(
        "{|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"http://localhost:5000\"))|}.{|GRPCAUTH5001:AddCallCredentials|}(Tokens.Credentials);", more));

    [Theory]
    [InlineData(Again)]
    [InlineData(Again + Again)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(name, o => o.Address = new Uri(\"https://orders.example.com\"));")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(\"OrdersClient\", o => o.Address = new Uri(\"https://orders.example.com\"));")]
    [InlineData("services.Configure<GrpcClientFactoryOptions>(\"OrdersClient\", o => o.Address = new Uri(\"https://orders.example.com\"));")]
    [InlineData("services.ConfigureAll<GrpcClientFactoryOptions>(o => o.Address = new Uri(\"https://orders.example.com\"));")]
    public Task Something_else_may_set_it(string more) => Verify.Silent(Program(
        "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"http://localhost:5000\")).AddCallCredentials(Tokens.Credentials);", more));

    [Theory]
    [InlineData("o => { o.Address = new Uri(\"http://localhost:5000\"); if (name == \"\") o.Address = new Uri(\"http://orders.example.com\"); }", true)]
    [InlineData("o => { o.Address = new Uri(\"http://localhost:5000\"); if (name == \"\") o.Address = new Uri(\"https://orders.example.com\"); }", false)]
    [InlineData("o => { if (name == \"\") o.Address = new Uri(\"http://localhost:5000\"); }", false)]
    [InlineData("o => { if (name == \"\") o.Address = new Uri(\"http://localhost:5000\"); else o.Address = new Uri(\"http://orders.example.com\"); }", true)]
    public Task An_address_that_only_some_runs_set(string configure, bool isReported) => isReported
        ? Verify.Reports(Program("{|#0:services.AddGrpcClient<Orders.OrdersClient>(" + configure + ")|}.{|GRPCAUTH5001:AddCallCredentials|}(Tokens.Credentials);", ""))
        : Verify.Silent(Program("services.AddGrpcClient<Orders.OrdersClient>(" + configure + ").AddCallCredentials(Tokens.Credentials);", ""));

    /// <summary>A registration whose name is not known may be that of the other one.</summary>
    [Fact]
    public Task A_name_that_is_not_known() => Verify.Silent(Program(
        "services.AddGrpcClient<Orders.OrdersClient>(name, o => o.Address = new Uri(\"http://localhost:5000\")).AddCallCredentials(Tokens.Credentials);",
        "services.AddGrpcClient<Orders.OrdersClient>(\"b\", o => o.Address = new Uri(\"https://orders.example.com\"));"));

    private static string Program(string registration, string more) => CallCredentialsOverPlaintextTests.Tokens + $$"""
        public sealed class Other;

        public static class Program
        {
            public static void Add(IServiceCollection services, string name)
            {
                {{registration}}
                {{more}}
            }
        }
        """;

    // Whether the channel has TLS is not known: one of the two has none.
    [Theory]
    [InlineData("first ? new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure } : new GrpcChannelOptions { Credentials = Sealed() }")]
    [InlineData("first ? new GrpcChannelOptions { Credentials = Sealed() } : new GrpcChannelOptions()")]
    [InlineData("first ? new GrpcChannelOptions { Credentials = Sealed() } : Given.Options")]
    public Task Channel_options_that_may_be_without_TLS(string options) => Verify.Silent(Sealed(options, "{ \"authorization\", token }"));

    [Theory]
    [InlineData("first ? new GrpcChannelOptions { Credentials = Sealed() } : new GrpcChannelOptions { Credentials = Sealed(), MaxRetryAttempts = 2 }")]
    public Task Channel_options_that_have_TLS_either_way_are_two_credentials(string options) => Verify.Silent(Sealed(options, "{ \"authorization\", token }"));

    [Fact]
    public Task Channel_options_that_have_TLS() => Verify.Reports(
        Sealed("new GrpcChannelOptions { Credentials = Sealed() }", "{|GRPCAUTH1009:{ \"authorization\", token }|}"));

    private static string Sealed(string options, string entry) => $$"""
        public static class Given { public static GrpcChannelOptions Options { get; set; } = null!; }

        public sealed class Shop
        {
            public Order Get(string token, bool first)
            {
                var channel = GrpcChannel.ForAddress(Environment.MachineName, {{options}});
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest { Id = first.ToString() }, new Metadata { {{entry}} });
            }

            private static ChannelCredentials Sealed() => ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            }));
        }
        """;
}
