using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>What the configuration files say about the address of a channel, for 5001 to 5003.</summary>
public sealed class ConfiguredAddressTests
{
    private const string Usings = """
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Options;

        """;

    private const string Http = """{ "Orders": { "Address": "http://orders.example.com", "Host": "orders.example.com" }, "ConnectionStrings": { "orders": "http://orders.example.com" } }""";

    private const string Https = """{ "Orders": { "Address": "https://orders.example.com" } }""";

    private const string Localhost = """{ "Orders": { "Address": "http://localhost:5000" } }""";

    private const string OptionsClass = """

        public sealed class OrdersOptions { public string Address { get; set; } = ""; }
        """;

    [Theory]
    [InlineData("configuration[\"Orders:Address\"]!")]
    [InlineData("configuration[\"ORDERS:address\"] ?? throw new InvalidOperationException()")]
    [InlineData("configuration.GetSection(\"Orders\")[\"Address\"]!")]
    [InlineData("configuration.GetRequiredSection(\"Orders\").GetSection(\"Address\").Value!")]
    [InlineData("configuration.GetValue<string>(\"Orders:Address\")!")]
    [InlineData("configuration.GetValue<Uri>(\"Orders:Address\")!")]
    [InlineData("configuration.GetConnectionString(\"orders\")!")]
    [InlineData("new Uri(configuration[\"Orders:Address\"]!)")]
    [InlineData("new UriBuilder(configuration[\"Orders:Address\"]!).Uri")]
    [InlineData("$\"{configuration[\"Orders:Address\"]}/v1\"")]
    [InlineData("configuration[\"Orders:Address\"]!.TrimEnd('/')")]
    [InlineData("configuration[\"Orders:Address\"]!.Trim().TrimEnd('/', ' ') + \"/v1\"")]
    [InlineData("$\"http://{configuration[\"Orders:Host\"]}/\".TrimEnd('/')")]
    [InlineData("new Uri(configuration.GetValue<string>(\"Orders:Address\")!.TrimEnd('/') + \"/\")")]
    [InlineData("$\"http://{configuration[\"Orders:Host\"]}:5000\"")]
    [InlineData("configuration.GetSection(\"Orders\").Get<OrdersOptions>()!.Address")]
    public Task A_setting_that_is_read(string address) => Verify.Reports(
        Desk("{|#0:GrpcChannel.ForAddress(" + address + ")|}") + OptionsClass, Files(("appsettings.json", Http)),
        message: "'authorization' is sent unencrypted to 'orders.example.com'; whoever reads it on the way can use it",
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("services.Configure<OrdersOptions>(configuration.GetSection(\"Orders\"));")]
    [InlineData("services.AddOptions<OrdersOptions>().Bind(configuration.GetSection(\"Orders\")).ValidateOnStart();")]
    [InlineData("services.AddOptions<OrdersOptions>().BindConfiguration(\"Orders\");")]
    [InlineData("services.AddSingleton(configuration.GetSection(\"Orders\").Get<OrdersOptions>()!);")]
    public Task Options_that_are_bound(string bind) => Verify.Reports(
        Usings + $$"""
        public static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration)
            {
                {{bind}}
                {|#0:services.AddGrpcClient<Orders.OrdersClient>((provider, o) =>
                    o.Address = new Uri(provider.GetRequiredService<IOptions<OrdersOptions>>().Value.Address))|}
                    .{|GRPCAUTH5001:AddCallCredentials|}((_, metadata) => Task.CompletedTask);
            }
        }
        """ + OptionsClass, Files(("appsettings.json", Http)), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Call_credentials_for_this_machine_are_information() => Verify.Reports(
        Usings + """
        public static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration) =>
                {|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(configuration["Orders:Address"]!))|}
                    .{|GRPCAUTH5001:AddCallCredentials|}((_, metadata) => Task.CompletedTask);
        }
        """, Files(("appsettings.json", Localhost)), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Options_that_code_configures() => Verify.Reports(
        Usings + """
        var services = new ServiceCollection();
        services.Configure<OrdersOptions>(o => o.Address = "http://orders.example.com");

        internal sealed class OrdersOptions { public string Address { get; set; } = ""; }

        internal sealed class OrderDesk(IOptions<OrdersOptions> options)
        {
            public Order Get(string token) => new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(options.Value.Address)|})
                .GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH5003:{ "authorization", token }|} });
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("appsettings.json", "appsettings.Development.json")]
    [InlineData("appsettings.Production.json", "launchSettings.json")]
    public Task What_only_development_reads_does_not_count(string name, string development) => Verify.Reports(
        Desk("{|#0:GrpcChannel.ForAddress(configuration[\"Orders:Address\"]!)|}"), Files((name, Http), (development, Localhost)),
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_opt_in_for_an_address_of_a_file() => Verify.Reports(
        Usings + """
        public static class Channels
        {
            public static GrpcChannel Open(IConfiguration configuration) => {|#0:GrpcChannel.ForAddress(
                configuration["Orders:Address"]!, new GrpcChannelOptions { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|} })|};
        }
        """, Files(("appsettings.json", Http)),
        message: "Call credentials are sent unencrypted to 'orders.example.com'; whoever reads them on the way can use them",
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("appsettings.json", Https)]
    [InlineData("appsettings.json", "{}")]
    [InlineData("appsettings.json", Localhost)]
    [InlineData("appsettings.Development.json", Http)]
    [InlineData("appsettings.example.json", Http)]
    [InlineData("other.json", Http)]
    public Task Silent_for_what_the_file_says(string name, string text) => Verify.Silent(
        Desk("GrpcChannel.ForAddress(configuration[\"Orders:Address\"]!)"), Files((name, text)));

    [Theory]
    [InlineData("appsettings.Production.json", Https)]
    [InlineData(".env", "Orders__Address=https://orders.example.com\n")]
    public Task Silent_where_two_files_differ(string name, string text) => Verify.Silent(
        Desk("GrpcChannel.ForAddress(configuration[\"Orders:Address\"]!)"), Files(("appsettings.json", Http), (name, text)));

    [Theory]
    [InlineData("Environment.GetEnvironmentVariable(\"Orders__Address\")!")]
    [InlineData("configuration[\"Orders:Address\"] ?? \"https://orders.example.com\"")]
    [InlineData("configuration[\"Orders:Other\"] ?? \"http://orders.example.com\"")]
    [InlineData("configuration[\"Orders:Address\"]![..4] + \"://localhost\"")]
    [InlineData("configuration[configuration[\"Key\"]!]!")]
    [InlineData("section[\"Address\"]!")]
    [InlineData("$\"https://{configuration[\"Orders:Host\"]}:5000\"")]
    [InlineData("configuration[\"Orders:Address\"]!.Replace(\"http:\", \"https:\")")]
    [InlineData("new UriBuilder(configuration[\"Orders:Address\"]!) { Scheme = \"https\" }.Uri")]
    public Task Silent_for_other_reads(string address) => Verify.Silent(
        Desk($"GrpcChannel.ForAddress({address})"), Files(("appsettings.json", Http)));

    [Theory]
    [InlineData("services.Configure<OrdersOptions>(configuration.GetSection(\"Stock\"));", "\"http://orders.example.com\"")]
    [InlineData("services.Configure<OrdersOptions>(configuration);", "\"http://orders.example.com\"")]
    [InlineData("services.Configure<OrdersOptions>(configuration.GetSection(\"Orders\")).PostConfigure<OrdersOptions>(o => o.Address = \"https://\" + o.Address);", "\"\"")]
    [InlineData("services.Configure<OrdersOptions>(o => { if (configuration[\"a\"] is { } a) o.Address = a; });", "\"http://orders.example.com\"")]
    public Task Silent_for_the_default_of_options(string bind, string initial) => Verify.Silent(
        Usings + $$"""
        internal static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration) { {{bind}} }
        }

        internal sealed class OrdersOptions { public string Address { get; set; } = {{initial}}; }

        internal sealed class OrderDesk(IOptions<OrdersOptions> options, Func<string> token)
        {
            public Order Get() => new Orders.OrdersClient(GrpcChannel.ForAddress(options.Value.Address))
                .GetOrder(new OrderRequest(), new Metadata { { "authorization", token() } });
        }
        """, Files(("appsettings.json", Http)));

    // The credentials of the channel say that it has TLS: with an http address it cannot be made.
    [Theory]
    [InlineData("GrpcChannel.ForAddress(configuration[\"Orders:Address\"]!, new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl })")]
    [InlineData("new Channel(configuration[\"Orders:Address\"]!, ChannelCredentials.SecureSsl)")]
    public Task Silent_where_the_channel_has_TLS(string channel) => Verify.Silent(Desk(channel), Files(("appsettings.json", Http)));

    private static Setup Files(params (string Path, string Text)[] files) => new() { AdditionalFiles = files };

    private static string Desk(string channel)
    {
        var entry = channel.StartsWith("{|", System.StringComparison.Ordinal)
            ? "{|GRPCAUTH5003:{ \"authorization\", token() }|}"
            : "{ \"authorization\", token() }";
        return Usings + $$"""
            public sealed class OrderDesk(IConfiguration configuration, IConfigurationSection section, Func<string> token)
            {
                public Order Get() => new Orders.OrdersClient({{channel}}).GetOrder(new OrderRequest(), new Metadata { {{entry}} });
            }
            """;
    }
}
