using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class SslCredentialsArgumentsSilentTests
{
    [Theory]
    [InlineData("new SslCredentials()")]
    [InlineData("new SslCredentials(null)")]
    [InlineData("""new SslCredentials("")""")]
    [InlineData("new SslCredentials(string.Empty, null, null)")]
    [InlineData("new SslCredentials(maybe)")]
    [InlineData("""new SslCredentials(Environment.GetEnvironmentVariable("ROOTS"))""")]
    [InlineData("""new SslCredentials(settings["Roots"])""")]
    [InlineData("new SslCredentials(System.IO.File.Exists(\"ca.pem\") ? System.IO.File.ReadAllText(\"ca.pem\") : null)")]
    [InlineData("new SslCredentials(null, pair)")]
    [InlineData("ChannelCredentials.SecureSsl")]
    [InlineData("ChannelCredentials.Create(new SslCredentials(), token)")]
    public Task No_arguments_or_such_as_may_be_missing(string credentials) => Verify.Silent($$"""
        public static class Shop
        {
            public static GrpcChannel Open(string? maybe, KeyCertificatePair? pair, Microsoft.Extensions.Configuration.IConfiguration settings, CallCredentials token) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { Credentials = {{credentials}} });
        }
        """);

    /// <summary>Where the compiler follows no nulls, the annotations say what may be missing.</summary>
    [Theory]
    [InlineData("maybe")]
    [InlineData("_maybe")]
    [InlineData("settings[\"Roots\"]")]
    [InlineData("Environment.GetEnvironmentVariable(\"ROOTS\")")]
    public Task What_may_be_missing_by_annotations_alone(string roots) => Verify.Silent(
        $$"""
        public sealed class Shop
        {
            private readonly string? _maybe = Environment.GetEnvironmentVariable("ROOTS");

            public bool HasRoots => _maybe != null;

            public GrpcChannel Open(string? maybe, Microsoft.Extensions.Configuration.IConfiguration settings) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { Credentials = new SslCredentials({{roots}}) });
        }
        """,
        new() { Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Annotations });

    [Theory]
    [InlineData("new CompanyCredentials(\"orders\")")]
    [InlineData("CompanyCredentials.Create(new SslCredentials(pem))")]
    public Task Credentials_that_other_code_makes(string credentials) => Verify.Silent(
        $$"""
        public static class Shop
        {
            public static GrpcChannel Open(string pem) =>
                GrpcChannel.ForAddress("https://orders.example", new GrpcChannelOptions { Credentials = {{credentials}} });
        }
        """,
        new()
        {
            Library = """
                public sealed class CompanyCredentials(string name) : ChannelCredentials
                {
                    public static ChannelCredentials Create(ChannelCredentials native) => SecureSsl;

                    public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object state) => Console.WriteLine(name);
                }
                """,
        });

    [Fact]
    public Task The_native_library_supports_them() => Verify.Silent("""
        public static class Shop
        {
            public static Channel Open(string pem, KeyCertificatePair pair) =>
                new Channel("orders.example", 443, new SslCredentials(pem, pair));

            public static Channel OpenWith(string pem, CallCredentials token) =>
                new Channel("orders.example:443", ChannelCredentials.Create(new SslCredentials(pem), token));
        }
        """);

    [Fact]
    public Task Credentials_that_no_channel_options_get() => Verify.Silent("""
        public sealed class Shop
        {
            public ChannelCredentials Credentials { get; set; } = new SslCredentials("pem");

            public static ChannelCredentials Tls(string pem) => new SslCredentials(pem);
        }
        """);

    [Fact]
    public Task A_value_that_is_overwritten() => Verify.Silent("""
        public static class Shop
        {
            public static GrpcChannel Open(string pem)
            {
                var options = new GrpcChannelOptions { Credentials = new SslCredentials(pem) };
                options.Credentials = ChannelCredentials.SecureSsl;
                return GrpcChannel.ForAddress("https://orders.example", options);
            }
        }
        """);
}
