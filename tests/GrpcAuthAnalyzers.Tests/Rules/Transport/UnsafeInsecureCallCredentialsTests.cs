using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class UnsafeInsecureCallCredentialsTests
{
    [Theory]
    [InlineData("\"http://orders.example.com\"", "orders.example.com")]
    [InlineData("new Uri(\"HTTP://user@orders.example.com:8080/v1?a=b\")", "orders.example.com")]
    [InlineData("$\"http://8.8.8.8:{args[0]}\"", "8.8.8.8")]
    [InlineData("\"http://localhost.example.com\"", "localhost.example.com")]
    [InlineData("\"http://127.x.com\"", "127.x.com")]
    [InlineData("\"http://127.0.0.1.example.com:5000\"", "127.0.0.1.example.com")]
    [InlineData("$\"http://127.example.com:{args[0]}/\"", "127.example.com")]
    public Task A_channel_to_another_machine(string address, string host) => Verify.Reports(
        Channel(address),
        message: $"Call credentials are sent unencrypted to '{host}'; whoever reads them on the way can use them",
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("\"http://orders:8080\"")]
    [InlineData("\"http://orders.acme.svc.cluster.local\"")]
    [InlineData("\"http://orders.acme.svc:80\"")]
    [InlineData("\"http://host.docker.internal:5000\"")]
    [InlineData("\"http://10.1.2.3\"")]
    [InlineData("\"http://172.31.0.1\"")]
    [InlineData("\"http://192.168.0.17:5000\"")]
    [InlineData("\"http://[fd12::1]:5000\"")]
    [InlineData("\"http://\" + args[0]")]
    [InlineData("args[0]")]
    [InlineData("\"https://orders.example.com\"")]
    [InlineData("args.Length > 0 ? \"http://orders.example.com\" : \"http://localhost:5000\"")]
    public Task Information_for_a_private_network_an_unknown_host_and_https(string address) =>
        Verify.Reports(Channel(address), severity: DiagnosticSeverity.Info);

    [Fact]
    public Task A_registration() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static void Add(IServiceCollection services, Func<string> token) => {|#0:services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders.example.com"))|}
                .ConfigureChannel(o => {|GRPCAUTH5002:o.UnsafeUseInsecureChannelCallCredentials = true|})
                .AddCallCredentials((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + token());
                    return Task.CompletedTask;
                });
        }
        """);

    [Fact]
    public Task Options_that_are_made_before() => Verify.Reports("""
        public static class Program
        {
            public static GrpcChannel Open()
            {
                var options = new GrpcChannelOptions();
                {|GRPCAUTH5002:options.UnsafeUseInsecureChannelCallCredentials = true|};
                return {|#0:GrpcChannel.ForAddress("http://orders.example.com", options)|};
            }
        }
        """);

    [Theory]
    [InlineData("var options = new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true }; options.UnsafeUseInsecureChannelCallCredentials = false;")]
    [InlineData("var options = new GrpcChannelOptions(); options.UnsafeUseInsecureChannelCallCredentials = true; Careful(options);")]
    [InlineData("if (address.Length == 0) return null!; var options = Open(); options.UnsafeUseInsecureChannelCallCredentials = false;")]
    [InlineData("var options = new GrpcChannelOptions(); for (var i = 0; i < 2; i++) { options.UnsafeUseInsecureChannelCallCredentials = true; options.UnsafeUseInsecureChannelCallCredentials = false; }")]
    [InlineData("var options = new GrpcChannelOptions(); Reckless(options); Careful(options);")]
    public Task Silent_where_false_replaces_it(string options) => Verify.Silent(Replaced(options));

    [Theory]
    [InlineData("var options = new GrpcChannelOptions(); {|GRPCAUTH5002:options.UnsafeUseInsecureChannelCallCredentials = true|}; if (address.Length > 9) options.UnsafeUseInsecureChannelCallCredentials = false;")]
    [InlineData("var options = new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = false }; {|GRPCAUTH5002:options.UnsafeUseInsecureChannelCallCredentials = true|};")]
    [InlineData("var options = new GrpcChannelOptions(); Careful(options); {|GRPCAUTH5002:options.UnsafeUseInsecureChannelCallCredentials = true|};")]
    public Task Another_value_that_does_not_replace_it(string options) =>
        Verify.Reports(Replaced(options).Replace("GrpcChannel.ForAddress(\"http://orders.example.com\", options)", "{|#0:GrpcChannel.ForAddress(\"http://orders.example.com\", options)|}"));

    [Fact]
    public Task False_that_comes_too_late() => Verify.Reports("""
        public static class Program
        {
            public static GrpcChannel Open()
            {
                var options = new GrpcChannelOptions { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|} };
                var channel = {|#0:GrpcChannel.ForAddress("http://orders.example.com", options)|};
                {|GRPCAUTH1013:options.UnsafeUseInsecureChannelCallCredentials = false|};
                return channel;
            }
        }
        """);

    [Theory]
    [InlineData("o => { o.UnsafeUseInsecureChannelCallCredentials = true; o.UnsafeUseInsecureChannelCallCredentials = false; }", "o => o.MaxRetryAttempts = 3")]
    [InlineData("o => o.UnsafeUseInsecureChannelCallCredentials = true", "o => o.UnsafeUseInsecureChannelCallCredentials = false")]
    public Task A_registration_that_takes_it_back_has_no_opt_in(string first, string second) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static void Add(IServiceCollection services, Func<string> token) => services
                .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders.example.com"))
                .ConfigureChannel({{first}})
                .ConfigureChannel({{second}})
                .{|GRPCAUTH5001:AddCallCredentials|}((context, metadata) =>
                {
                    metadata.Add("authorization", "Bearer " + token());
                    return Task.CompletedTask;
                });
        }
        """);

    [Theory]
    [InlineData("public static GrpcChannel Get() => Open(\"http://orders.example.com\", {|GRPCAUTH5002:true|});")]
    [InlineData("public static GrpcChannel Get() => Open(plain: {|GRPCAUTH5002:true|}, address: \"http://orders.example.com\"); public static GrpcChannel Here() => Open(\"http://localhost:5000\", true);")]
    [InlineData("private const bool Plain = true; public static Orders.OrdersClient Get() => new(Open($\"http://orders.example.com:{Environment.TickCount}\", {|GRPCAUTH5002:Plain|}));")]
    public Task A_flag_that_a_wrapper_passes_on(string callers) => Verify.Reports(
        Wrapper(callers).Replace("GrpcChannel.ForAddress(address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = plain })", "{|#0:GrpcChannel.ForAddress(address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = plain })|}"),
        severity: DiagnosticSeverity.Warning);

    /// <summary>The flag and the address come through a method that passes both on.</summary>
    [Theory]
    [InlineData("Open(\"http://orders.example.com\", {|GRPCAUTH5002:true|})")]
    [InlineData("Named(\"orders.example.com\", plain: {|GRPCAUTH5002:true|})")]
    public Task A_flag_that_comes_through_two_levels(string call) =>
        Verify.Reports(TwoLevels(call).Replace("GrpcChannel.ForAddress(address, options)", "{|#0:GrpcChannel.ForAddress(address, options)|}"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Open(\"http://localhost:5000\", true)")]
    [InlineData("Open(\"https://orders.example.com\", true)")]
    [InlineData("Open(\"http://orders.example.com\", false)")]
    [InlineData("Named(\"localhost\", true)")]
    [InlineData("isDevelopment ? Named(\"orders.example.com\", true) : Open(\"https://orders.example.com\", false)")]
    public Task Silent_for_a_flag_that_comes_through_two_levels(string call) => Verify.Silent(TwoLevels(call));

    private static string TwoLevels(string call) => $$"""
        public static class Channels
        {
            public static GrpcChannel Get(bool isDevelopment) => {{call}};

            private static GrpcChannel Named(string host, bool plain) => Open($"http://{host}", plain);

            private static GrpcChannel Open(string address, bool plain) => Build(plain, address);

            private static GrpcChannel Build(bool plain, string address)
            {
                var options = new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = plain };
                return GrpcChannel.ForAddress(address, options);
            }
        }
        """;

    [Theory]
    [InlineData("var plain = true; return GrpcChannel.ForAddress(\"http://orders.example.com\", new GrpcChannelOptions { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = plain|} });")]
    [InlineData("return GrpcChannel.ForAddress(\"http://orders.example.com\", OptionsFor({|GRPCAUTH5002:true|}));")]
    public Task A_flag_in_a_variable_and_in_a_helper_for_options(string statements) =>
        Verify.Reports(OptionsHelper(statements.Replace("GrpcChannel.ForAddress", "{|#0:GrpcChannel.ForAddress").Replace(");", ")|};")), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("return GrpcChannel.ForAddress(\"http://localhost:5000\", OptionsFor(true));")]
    [InlineData("return GrpcChannel.ForAddress(\"http://orders.example.com\", OptionsFor(plain: false));")]
    [InlineData("var plain = Environment.TickCount > 0; return GrpcChannel.ForAddress(\"http://orders.example.com\", OptionsFor(plain));")]
    public Task Silent_for_a_helper_for_options(string statements) => Verify.Silent(OptionsHelper(statements));

    private static string OptionsHelper(string statements) => $$"""
        public static class Channels
        {
            public static GrpcChannel Get()
            {
                {{statements}}
            }

            private static GrpcChannelOptions OptionsFor(bool plain) => new() { UnsafeUseInsecureChannelCallCredentials = plain };
        }
        """;

    [Theory]
    [InlineData("public static GrpcChannel Get() => Open(\"http://localhost:5000\", true);")]
    [InlineData("public static GrpcChannel Get() => Open(\"http://orders.example.com\", false);")]
    [InlineData("public static GrpcChannel Get(bool plain) => Open(\"http://orders.example.com\", plain);")]
    [InlineData("public static GrpcChannel Get(bool isDevelopment) => isDevelopment ? Open(\"http://orders.example.com\", true) : Open(\"https://orders.example.com\", false);")]
    [InlineData("public static GrpcChannel Get(string address) => Open(address, true);")]
    [InlineData("public static GrpcChannel Get() => Open(\"https://orders.example.com\", true);")]
    public Task Silent_for_a_flag_that_a_wrapper_passes_on(string callers) => Verify.Silent(Wrapper(callers));

    private static string Wrapper(string callers) => $$"""
        public static class Channels
        {
            {{callers}}

            private static GrpcChannel Open(string address, bool plain) =>
                GrpcChannel.ForAddress(address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = plain });
        }
        """;

    [Fact]
    public Task Information_in_tests() => Verify.Reports(
        Channel("\"http://orders.example.com\""), new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("\"http://localhost:5000\"")]
    [InlineData("\"http://LOCALHOST.:5000\"")]
    [InlineData("\"http://orders.localhost\"")]
    [InlineData("\"http://127.0.0.1:5000\"")]
    [InlineData("\"http://127.1\"")]
    [InlineData("\"http://2130706433\"")]
    [InlineData("\"http://[::1]:5000\"")]
    [InlineData("\"http://[0:0:0:0:0:0:0:1]\"")]
    [InlineData("\"http://[::ffff:127.0.0.1]:5000\"")]
    [InlineData("\"http://0.0.0.0:5000\"")]
    [InlineData("$\"http://localhost:{args[0]}\"")]
    [InlineData("$\"http://127.0.0.{args[0]}:5000\"")]
    [InlineData("args.Length > 0 ? \"http://127.0.0.1:5000\" : \"http://localhost:5000\"")]
    [InlineData("\"unix:/tmp/orders.sock\"")]
    public Task Silent_on_this_machine(string address) => Verify.Silent(Channel(address).Replace("{|GRPCAUTH5002:", "").Replace("|}", "").Replace("{|#0:", ""));

    [Theory]
    [InlineData("orders, *.mesh.example.com", "http://orders:8080")]
    [InlineData("orders, *.mesh.example.com", "http://a.b.MESH.example.com")]
    [InlineData("10.*", "http://10.1.2.3:5000")]
    public Task Silent_for_hosts_of_the_options(string hosts, string address) => Verify.Silent(
        Channel("\"" + address + "\"").Replace("{|GRPCAUTH5002:", "").Replace("|}", "").Replace("{|#0:", ""),
        new Setup { EditorConfig = "grpc_auth.plaintext_hosts = " + hosts });

    [Theory]
    [InlineData("if (IsDevelopment()) options.UnsafeUseInsecureChannelCallCredentials = true;")]
    [InlineData("if (!IsDevelopment()) { } else { options.UnsafeUseInsecureChannelCallCredentials = true; }")]
    [InlineData("options.UnsafeUseInsecureChannelCallCredentials = IsDevelopment();")]
    [InlineData("options.UnsafeUseInsecureChannelCallCredentials = false;")]
    [InlineData("\n#if DEBUG\noptions.UnsafeUseInsecureChannelCallCredentials = true;\n#endif\n")]
    public Task Silent_where_it_is_for_development_only(string statement) => Verify.Silent($$"""
        #define DEBUG
        public static class Program
        {
            public static GrpcChannel Open()
            {
                var options = new GrpcChannelOptions();
                {{statement}}
                return GrpcChannel.ForAddress("http://orders.example.com", options);
            }

            private static bool IsDevelopment() => Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development";
        }
        """);

    [Fact]
    public Task Silent_for_options_that_reach_no_channel_that_is_seen() => Verify.Silent("""
        public static class Program
        {
            public static GrpcChannelOptions Options() => new() { UnsafeUseInsecureChannelCallCredentials = true };
        }
        """);

    private static string Replaced(string options) => $$"""
        public static class Program
        {
            public static GrpcChannel Open(string address)
            {
                {{options}}
                return GrpcChannel.ForAddress("http://orders.example.com", options);
            }

            private static GrpcChannelOptions Open() => new() { UnsafeUseInsecureChannelCallCredentials = true };

            private static void Careful(GrpcChannelOptions options) => options.UnsafeUseInsecureChannelCallCredentials = false;

            private static void Reckless(GrpcChannelOptions options) => options.UnsafeUseInsecureChannelCallCredentials = true;
        }
        """;

    private static string Channel(string address) => $$"""
        public static class Program
        {
            public static GrpcChannel Open(string[] args) => {|#0:GrpcChannel.ForAddress({{address}}, new GrpcChannelOptions
            {
                {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|},
            })|};
        }
        """;

    [Theory]
    [InlineData("Allow({|GRPCAUTH5002:true|})", "http://orders.example.com")]
    [InlineData("Allow(false)", "http://orders.example.com")]
    [InlineData("Allow(true)", "http://localhost:5000")]
    public Task A_registration_whose_extension_method_gets_the_flag(string call, string address)
    {
        var source = $$"""
            using Microsoft.Extensions.DependencyInjection;

            public static class Registrations
            {
                public static IHttpClientBuilder Allow(this IHttpClientBuilder builder, bool plaintext) =>
                    builder.ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = plaintext);

                public static void Add(IServiceCollection services, Func<string> token) => {|#0:services
                    .AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("{{address}}"))|}
                    .{{call}}
                    .AddCallCredentials((context, metadata) =>
                    {
                        metadata.Add("authorization", "Bearer " + token());
                        return Task.CompletedTask;
                    });
            }
            """;
        return call.Contains('|') ? Verify.Reports(source, severity: DiagnosticSeverity.Warning) : Verify.Silent(source.Replace("{|#0:", "").Replace("|}", ""));
    }

    [Theory]
    [InlineData("record Target { public required string Address { get; init; } public bool Plain { get; init; } }", "new Target { Address = \"http://orders.example.com\", Plain = true }")]
    [InlineData("record Target(string Address, bool Plain);", "new Target(\"http://orders.example.com\", false) with { Plain = true }")]
    public Task Options_in_a_record(string type, string target) => Verify.Reports($$"""
        internal sealed {{type}}

        internal static class Shop
        {
            public static GrpcChannel Open() => Open({{target}});

            private static GrpcChannel Open(Target target) => {|#0:GrpcChannel.ForAddress(
                target.Address, new GrpcChannelOptions { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = target.Plain|} })|};
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("new Target(\"http://orders.example.com\", true) with { Plain = false }")]
    [InlineData("new Target(\"http://orders.example.com\", true) with { Address = \"http://localhost:5000\" }")]
    public Task Silent_where_a_copy_of_the_record_has_another_value(string target) => Verify.Silent($$"""
        internal sealed record Target(string Address, bool Plain);

        internal static class Shop
        {
            public static GrpcChannel Open() => Open({{target}});

            private static GrpcChannel Open(Target target) =>
                GrpcChannel.ForAddress(target.Address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = target.Plain });
        }
        """);

    [Theory]
    [InlineData("void Allow(IHttpClientBuilder b) => b.ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = true)", "Allow(builder)")]
    [InlineData("void Allow(IHttpClientBuilder b, bool on) => b.ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = on)", "Allow(builder, true)")]
    public Task Silent_where_only_development_calls_a_helper_that_sets_it(string helper, string call) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        internal static class Registrations
        {
            public static void Add(IServiceCollection services, IHostEnvironment environment, Func<string> token)
            {
                var builder = services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders.example.com"))
                    .AddCallCredentials((context, metadata) =>
                    {
                        metadata.Add("authorization", "Bearer " + token());
                        return Task.CompletedTask;
                    });
                if (environment.IsDevelopment())
                    {{call}};
            }

            private static {{helper}};
        }
        """);

    [Fact]
    public Task A_registration_in_generic_code_of_a_library() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Registrations
        {
            public static void Add<T>(IServiceCollection services, string address)
                where T : ClientBase<T> => {|#0:services.AddGrpcClient<T>(o => o.Address = new Uri(address))|}
                .ConfigureChannel(o =>
                {
                    o.Credentials = ChannelCredentials.Insecure;
                    {|GRPCAUTH5002:o.UnsafeUseInsecureChannelCallCredentials = true|};
                });

            public static void AddLocal<T>(IServiceCollection services)
                where T : ClientBase<T> => services.AddGrpcClient<T>(o => o.Address = new Uri("http://localhost:5000"))
                .ConfigureChannel(o => o.UnsafeUseInsecureChannelCallCredentials = true);
        }
        """, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task Silent_where_a_record_struct_is_changed() => Verify.Silent("""
        internal record struct Target(string Address, bool Plain);

        internal static class Shop
        {
            public static GrpcChannel Open()
            {
                var target = new Target("http://orders.example.com", true);
                target.Plain = false;
                return GrpcChannel.ForAddress(target.Address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = target.Plain });
            }
        }
        """);
}
