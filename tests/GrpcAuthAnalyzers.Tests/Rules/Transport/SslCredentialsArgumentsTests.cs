using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class SslCredentialsArgumentsTests
{
    [Theory]
    [InlineData("""new SslCredentials(System.IO.File.ReadAllText("ca.pem"))""")]
    [InlineData("new SslCredentials(Pem)")]
    [InlineData("new SslCredentials(null, new KeyCertificatePair(Pem, Pem))")]
    [InlineData("new SslCredentials(keyCertificatePair: new KeyCertificatePair(Pem, Pem), rootCertificates: null)")]
    [InlineData("new SslCredentials(null, null, context => true)")]
    [InlineData("new SslCredentials(Pem, null, Verify)")]
    [InlineData("new SslCredentials(Environment.GetEnvironmentVariable(\"ROOTS\") ?? Pem)")]
    [InlineData("new SslCredentials(Environment.GetEnvironmentVariable(\"ROOTS\")!)")]
    public Task Arguments_in_the_options_of_a_channel(string credentials) => Verify.Reports($$"""
        public sealed class Shop
        {
            private const string Pem = "-----BEGIN CERTIFICATE-----";

            public GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:Credentials = {|GRPCAUTH5006:{{credentials}}|}|} });

            private static bool Verify(VerifyPeerContext context) => context.TargetName == "orders.example";
        }
        """);

    [Fact]
    public Task Inside_a_composition() => Verify.Reports("""
        public static class Shop
        {
            public static GrpcChannel Open(string pem, CallCredentials token)
            {
                var tls = {|GRPCAUTH5006:new SslCredentials(pem)|};
                var all = ChannelCredentials.Create(ChannelCredentials.Create(tls, token), token);
                return GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:Credentials = all|} });
            }
        }
        """);

    [Fact]
    public Task In_ConfigureChannel_by_a_helper_and_by_a_statement() => Verify.Reports("""
        using Microsoft.Extensions.DependencyInjection;

        public static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example"))
                    .ConfigureChannel(o => {|#0:o.Credentials = Tls(System.IO.File.ReadAllText("ca.pem"))|})
                    .AddCallCredentials((context, metadata) => Task.CompletedTask);
            }

            public static GrpcChannelOptions Options(KeyCertificatePair pair)
            {
                var options = new GrpcChannelOptions();
                {|#1:options.Credentials = {|GRPCAUTH5006:new SslCredentials("", pair)|}|};
                return options;
            }

            private static ChannelCredentials Tls(string pem) => {|GRPCAUTH5006:new SslCredentials(pem)|};
        }
        """);

    [Fact]
    public Task One_branch_is_enough() => Verify.Reports("""
        public static class Shop
        {
            public static GrpcChannel Open(bool tls, string pem) => GrpcChannel.ForAddress(
                "https://orders.example",
                new GrpcChannelOptions { {|#0:Credentials = tls ? {|GRPCAUTH5006:new SslCredentials(pem)|} : ChannelCredentials.Insecure|} });
        }
        """);

    [Fact]
    public Task A_text_that_may_be_missing_and_was_tested() => Verify.Reports("""
        public static class Shop
        {
            public static GrpcChannel Open(string? pem) => GrpcChannel.ForAddress(
                "https://orders.example",
                new GrpcChannelOptions { {|#0:Credentials = pem is null ? ChannelCredentials.SecureSsl : {|GRPCAUTH5006:new SslCredentials(pem)|}|} });
        }
        """);

    /// <summary>One helper for the native library and for GrpcChannel.</summary>
    [Theory]
    [InlineData("Tls(native: false)", "bool native", "native")]
    [InlineData("Tls(true)", "bool managed", "!managed")]
    [InlineData("Tls(false)", "bool? native", "native ?? FromSettings")]
    [InlineData("Tls(null)", "string? file", "file != null")]
    [InlineData("Tls(null)", "string? file", "file is not null")]
    [InlineData("Tls()", "bool native = false", "native")]
    [InlineData("Tls(1)", "int version", "version == 2")]
    public Task A_branch_of_a_helper_that_the_call_does_not_take(string call, string parameter, string condition) => Verify.Silent(Helper(call, parameter, condition, "", ""));

    [Theory]
    [InlineData("Tls(false)", "bool native", "Inner(); ChannelCredentials Inner() => native ? Pinned() : new SslCredentials()")]
    [InlineData("Tls(false)", "bool native", "((Func<ChannelCredentials>)(() => native ? Pinned() : new SslCredentials()))()")]
    [InlineData("Tls(Library.Managed)", "Library library", "library switch { Library.Native => Pinned(), _ => new SslCredentials() }")]
    [InlineData("Tls(Library.Managed)", "Library library", "library is not Library.Native ? new SslCredentials() : Pinned()")]
    public Task A_value_of_a_helper_that_the_call_does_not_get(string call, string parameter, string value) => Verify.Silent(Returning(call, parameter, value, "", ""));

    [Theory]
    [InlineData("Tls(true)", "bool native", "Inner(); ChannelCredentials Inner() => native ? Pinned() : new SslCredentials()")]
    [InlineData("Tls(Library.Native)", "Library library", "library switch { Library.Native => Pinned(), _ => new SslCredentials() }")]
    [InlineData("Tls(Library.Native)", "Library library", "library switch { Library.Managed => new SslCredentials(), _ => Pinned() }")]
    public Task A_value_of_a_helper_that_the_call_gets(string call, string parameter, string value) =>
        Verify.Reports(Returning(call, parameter, value, "{|GRPCAUTH5006:", "|}"));

    private static string Returning(string call, string parameter, string value, string start, string end) => $$"""
        public enum Library
        {
            Native,
            Managed,
        }

        public static class Shop
        {
            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{(start.Length > 0 ? "{|#0:" : "")}}Credentials = {{call}}{{(start.Length > 0 ? "|}" : "")}} });

            private static ChannelCredentials Tls({{parameter}})
            {
                return {{value}};
            }

            private static ChannelCredentials Pinned() => {{start}}new SslCredentials(System.IO.File.ReadAllText("ca.pem")){{end}};
        }
        """;

    [Theory]
    [InlineData("false", "if (!native) return new SslCredentials();")]
    [InlineData("false", "if (!native) { Console.WriteLine(); throw new NotSupportedException(); }")]
    public Task A_helper_that_returns_before(string native, string guard) => Verify.Silent($$"""
        public static class Shop
        {
            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { Credentials = Tls({{native}}) });

            private static ChannelCredentials Tls(bool native)
            {
                {{guard}}
                return new SslCredentials(System.IO.File.ReadAllText("ca.pem"));
            }
        }
        """);

    [Theory]
    [InlineData("Tls(native: true)", "bool native", "native")]
    [InlineData("Tls(false)", "bool managed", "!managed")]
    [InlineData("Tls(FromSettings)", "bool native", "native")]
    [InlineData("Tls(2)", "int version", "version == 2")]
    [InlineData("Tls(2)", "int version", "FromSettings")]
    public Task A_branch_of_a_helper_that_the_call_takes(string call, string parameter, string condition) =>
        Verify.Reports(Helper(call, parameter, condition, "{|GRPCAUTH5006:", "|}"));

    private static string Helper(string call, string parameter, string condition, string start, string end) => $$"""
        public static class Shop
        {
            private static readonly bool FromSettings = Environment.GetEnvironmentVariable("NATIVE") == "1";

            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {{(start.Length > 0 ? "{|#0:" : "")}}Credentials = {{call}}{{(start.Length > 0 ? "|}" : "")}} });

            private static ChannelCredentials Tls({{parameter}})
            {
                var credentials = ChannelCredentials.Insecure;
                if ({{condition}})
                {
                    credentials = Pinned();
                }
                else
                {
                    credentials = new SslCredentials();
                }

                return credentials;
            }

            private static SslCredentials Pinned() => {{start}}new SslCredentials(System.IO.File.ReadAllText("ca.pem")){{end}};
        }
        """;

    [Fact]
    public Task A_helper_in_another_file_is_reported_where_it_is_used() => Verify.Reports(
        """
        public static class Shop
        {
            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:Credentials = {|GRPCAUTH5006:Tls.Of("pem")|}|} });
        }
        """,
        new Setup { Documents = [("Tls.cs", "public static class Tls { public static ChannelCredentials Of(string pem) => new SslCredentials(pem); }")] });

    [Fact]
    public Task Test_projects_get_information() => Verify.Reports(
        """
        public static class Shop
        {
            public static GrpcChannel Open(string pem) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { {|#0:Credentials = {|GRPCAUTH5006:new SslCredentials(pem)|}|} });
        }
        """,
        new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}
