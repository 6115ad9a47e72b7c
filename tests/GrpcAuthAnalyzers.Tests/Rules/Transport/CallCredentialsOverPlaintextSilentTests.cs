using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class CallCredentialsOverPlaintextSilentTests
{
    private const string Tokens = CallCredentialsOverPlaintextTests.Tokens;

    [Theory]
    [InlineData("GrpcChannel.ForAddress(\"https://orders.example.com\")")]
    [InlineData("GrpcChannel.ForAddress(args[0])")]
    [InlineData("GrpcChannel.ForAddress(Environment.GetEnvironmentVariable(\"ORDERS\") ?? \"http://localhost:5000\")")]
    [InlineData("GrpcChannel.ForAddress(args.Length > 0 ? \"https://orders.example.com\" : \"http://localhost:5000\")")]
    [InlineData("GrpcChannel.ForAddress(\"https+http://orders\")")]
    [InlineData("GrpcChannel.ForAddress(\"http://orders\", Options(args))")]
    [InlineData("GrpcChannel.ForAddress(\"http://orders\", new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = args.Length > 0 })")]
    public Task Channels_that_send_them_or_may(string channel) => Verify.Silent(Tokens + $$"""
        public static class Program
        {
            public static Order Get(string[] args)
            {
                var orders = new Orders.OrdersClient({{channel}});
                return orders.GetOrder(new OrderRequest { Id = "1" }, new CallOptions(credentials: Tokens.Credentials));
            }

            public static GrpcChannelOptions Options(string[] args)
            {
                var options = new GrpcChannelOptions();
                Configure(args, options);
                return options;
            }

            private static void Configure(string[] args, object options) => options.GetType().GetProperty(args[0])!.SetValue(options, true);
        }
        """);

    [Theory]
    [InlineData("isSecure ? new CallOptions(credentials: Tokens.Credentials) : new CallOptions()")]
    [InlineData("new CallOptions(credentials: isSecure ? Tokens.Credentials : null)")]
    [InlineData("new CallOptions(new Metadata { { \"authorization\", token } }, credentials: Tokens.Credentials)")]
    [InlineData("new CallOptions(new Metadata { { \"authorization\", token } })")]
    public Task Calls_that_may_have_none_or_have_a_header(string options) => Verify.Silent(
        Tokens + $$"""
        public static class Program
        {
            public static Order Get(string token, bool isSecure)
            {
                var orders = new Orders.OrdersClient(GrpcChannel.ForAddress("http://localhost:5000"));
                return orders.GetOrder(new OrderRequest { Id = "1" }, {{options}});
            }
        }
        """);

    [Theory]
    [InlineData("if (isSecure) options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials);")]
    [InlineData("options.Credentials = isSecure ? ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials) : ChannelCredentials.Insecure;")]
    [InlineData("options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials); Reset(options);")]
    [InlineData("options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials); options.Credentials = null;")]
    public Task Compositions_that_may_not_be_used(string code) => Verify.Silent(Tokens + $$"""
        public static class Program
        {
            public static Action<object> Reset { get; set; } = _ => { };

            public static GrpcChannel Open(bool isSecure)
            {
                var options = new GrpcChannelOptions();
                {{code}}
                return GrpcChannel.ForAddress("http://localhost:5000", options);
            }
        }
        """);

    [Fact]
    public Task A_composition_for_https() => Verify.Silent(Tokens + """
        public static class Program
        {
            public static GrpcChannel Open(string address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials),
            });

            public static Channel OpenOld() => new("orders", ChannelCredentials.Create(new SslCredentials(), Tokens.Credentials));
        }
        """);

    [Theory]
    [InlineData("AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://localhost:5001\")).AddCallCredentials(Tokens.AddAsync)")]
    [InlineData("AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(address)).AddCallCredentials(Tokens.AddAsync)")]
    [InlineData("AddGrpcClient<Orders.OrdersClient>().AddCallCredentials(Tokens.AddAsync)")]
    [InlineData("AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"http://orders\")).AddCallCredentials(Tokens.AddAsync).AddOthers()")]
    public Task Registrations_that_send_them_or_may(string registration) => Verify.Silent(
        Tokens + $$"""
        public static class Program
        {
            public static void Add(IServiceCollection services, string address) => services.{{registration}};
        }
        """,
        new Setup
        {
            Library = """
                using Microsoft.Extensions.DependencyInjection;

                namespace Microsoft.Extensions.DependencyInjection;

                public static class Others
                {
                    public static IHttpClientBuilder AddOthers(this IHttpClientBuilder builder) => builder;
                }
                """,
        });

    [Fact]
    public Task A_registration_whose_options_are_set_elsewhere() => Verify.Silent(Tokens + """
        public static class Program
        {
            public static void Add(IServiceCollection services, string address)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://localhost")).AddCallCredentials(Tokens.AddAsync);
                services.Configure<GrpcClientFactoryOptions>(nameof(Orders.OrdersClient), o => o.Address = new Uri(address));
            }
        }
        """);

    [Fact]
    public Task A_registration_whose_address_is_set_twice() => Verify.Silent(Tokens + """
        public static class Program
        {
            public static void Add(IServiceCollection services, bool isLocal)
            {
                var builder = services.AddGrpcClient<Orders.OrdersClient>(o =>
                {
                    o.Address = new Uri("http://localhost:5000");
                    if (!isLocal)
                        o.Address = new Uri("https://orders.example.com");
                });
                builder.AddCallCredentials(Tokens.AddAsync);
            }
        }
        """);

    [Theory]
    [InlineData("if (address is not null) builder.AddCallCredentials(Tokens.AddAsync); return builder;")]
    [InlineData("if (address is null) return builder; return builder.AddMore();")]
    [InlineData("return address is null ? builder : builder.AddMore();")]
    [InlineData("return builder.AddCallCredentials(Tokens.AddAsync).ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = true);")]
    [InlineData("return builder.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(5));")]
    public Task An_own_extension_method_that_may_add_none_or_opts_in(string body) => Verify.Silent(
        Tokens + CallCredentialsOverPlaintextTests.Extension(body) + """
        public static class Program
        {
            public static void Add(IServiceCollection services) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://localhost:5000"))
                .AddToken();
        }
        """,
        Setup.Usual with { EditorConfig = "dotnet_diagnostic.GRPCAUTH5002.severity = none\ndotnet_diagnostic.GRPCAUTH1002.severity = none" });

    [Fact]
    public Task Credentials_that_are_added_for_another_address_only() => Verify.Silent(Tokens + """
        public static class Program
        {
            public static void Add(IServiceCollection services, string address)
            {
                var builder = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://localhost:5000"));
                if (address.StartsWith("https"))
                    builder.AddCallCredentials(Tokens.AddAsync);
            }
        }
        """);
}
