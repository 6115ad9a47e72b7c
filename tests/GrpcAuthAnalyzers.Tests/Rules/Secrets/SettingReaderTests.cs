using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>A password that code reads into a credential is a warning that names the reader; others stay information.</summary>
public sealed class SettingReaderTests
{
    private const string Usings = """
        using System.Text;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Options;

        """;

    private const string Filled = "private static object? Filled(ClientCredentialsTokenRequest? request, string? secret) => request?.ClientSecret = secret;";

    private const string File = """{ "A": { "B": { "Password": "«k9Xw4fQz»" } } }""";

    [Theory]
    [InlineData("configuration[\"A:B:Password\"]")]
    [InlineData("configuration[\"a:b:PASSWORD\"]!")]
    [InlineData("configuration.GetSection(\"A\")[\"B:Password\"]")]
    [InlineData("configuration.GetSection(\"A\").GetSection(\"B\")[\"Password\"]")]
    [InlineData("configuration.GetRequiredSection(\"A:B\")[\"Password\"] ?? throw new InvalidOperationException()")]
    [InlineData("configuration.GetSection(\"A:B:Password\").Value")]
    [InlineData("configuration.GetSection(\"A\").GetSection(\"B:Password\").Get<string>()")]
    [InlineData("configuration.GetValue<string>(\"A:B:Password\")")]
    [InlineData("configuration.GetSection(\"A\").GetValue(\"B:Password\", \"\")")]
    [InlineData("Environment.GetEnvironmentVariable(\"A__B__Password\")")]
    [InlineData("$\"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(\"svc:\" + configuration[\"A:B:Password\"]))}\"")]
    [InlineData("\"Bearer \" + Section(configuration)[Name]")]
    public Task A_setting_that_is_sent(string value) => Reports($$"""
        public sealed class Caller(IConfiguration configuration, Orders.OrdersClient client)
        {
            private const string Name = "Password";

            private static IConfigurationSection Section(IConfiguration root) => root.GetSection("A").GetSection("B");

            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", {{value}} } });
        }
        """, 11, "sent as 'authorization'");

    [Theory]
    [InlineData("services.Configure<ServerOptions>(configuration.GetSection(\"A:B\"));")]
    [InlineData("services.Configure<ServerOptions>(\"north\", configuration.GetSection(\"A\").GetSection(\"B\"));")]
    [InlineData("services.AddOptions<ServerOptions>().Bind(configuration.GetSection(\"A:B\")).Validate(o => o.Password != \"\");")]
    [InlineData("services.AddOptions<ServerOptions>().BindConfiguration(\"A:B\");")]
    [InlineData("services.AddSingleton(configuration.GetSection(\"A:B\").Get<ServerOptions>(o => o.BindNonPublicProperties = true)!);")]
    [InlineData("services.AddOptions<ServerOptions>(\"north\").Bind(configuration.GetSection(\"A:B\"), o => o.ErrorOnUnknownConfiguration = true);")]
    [InlineData("services.Configure<ServerOptions>(configuration.GetSection(\"A:B\"), o => o.BindNonPublicProperties = true);")]
    [InlineData("services.AddOptions<ServerOptions>().BindConfiguration(\"A:\" + \"B\");")]
    [InlineData("OptionsConfigurationServiceCollectionExtensions.Configure<ServerOptions>(services, configuration.GetSection(\"A:B\"));")]
    [InlineData("var o = new ServerOptions(); configuration.GetSection(\"A:B\").Bind(o); services.AddSingleton(o);")]
    [InlineData("var o = new ServerOptions(); ConfigurationBinder.Bind(configuration, \"A:B\", o); services.AddSingleton(o);")]
    [InlineData("services.AddSingleton(configuration.GetSection(\"A:B\").Get<ServerOptions>()!);")]
    [InlineData("var o = new ServerOptions(); configuration.GetSection(\"A\").Bind(\"B\", o); services.AddSingleton(o);")]
    [InlineData("var o = new ServerOptions(); configuration.Bind(\"A:B\", o); services.AddSingleton(o);")]
    public Task Options_that_are_bound_to_the_section(string bind) => Reports($$"""
        public sealed class ServerOptions
        {
            public string Password { get; set; } = "";
        }

        public static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration) { {{bind}} }
        }

        public sealed class Caller(IOptions<ServerOptions> options, Orders.OrdersClient client)
        {
            public Order Get()
            {
                var headers = new Metadata();
                headers.Add("x-api-key", options.Value.Password);
                return client.GetOrder(new OrderRequest(), headers);
            }
        }
        """, 20, "sent as 'x-api-key'");

    [Fact]
    public Task A_nested_property_of_options_that_a_field_keeps() => Reports("""
        public sealed class Nested { [ConfigurationKeyName("Password")] public required string Word { get; init; } }

        internal sealed class ServerOptions { public Nested B { get; set; } = null!; }

        internal static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration) => services.Configure<ServerOptions>(configuration.GetSection("A"));
        }

        internal sealed class Caller
        {
            private readonly string _word;

            public Caller(IOptionsMonitor<ServerOptions> options) => _word = options.CurrentValue.B.Word;

            public Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {_word}" } });
        }
        """, 18, "sent as 'authorization'");

    [Theory]
    [InlineData("new ClientSecretCredential(tenantId: \"t\", clientSecret: configuration[\"A:B:Password\"], clientId: \"c\")", "used to request a token")]
    [InlineData("new ClientCredentialsTokenRequest { ClientId = \"c\", ClientSecret = configuration[\"A:B:Password\"] }", "used to request a token")]
    [InlineDataFromCSharp(14, "Filled(null, configuration[\"A:B:Password\"])", "used to request a token")]
    [InlineData("new PasswordTokenRequest { Password = configuration[\"A:B:Password\"] }", "used to request a token")]
    [InlineData("new FormUrlEncodedContent(new Dictionary<string, string?> { { \"client_secret\", configuration[\"A:B:Password\"] } })", "used to request a token")]
    [InlineData("new Dictionary<string, string?> { [\"grant_type\"] = \"password\", [\"password\"] = configuration[\"A:B:Password\"] }", "used to request a token")]
    [InlineData("new[] { new KeyValuePair<string, string?>(\"client_secret\", configuration[\"A:B:Password\"]) }", "used to request a token")]
    [InlineData("new StringContent($\"grant_type=client_credentials&client_secret={configuration[\"A:B:Password\"]}\")", "used to request a token")]
    [InlineData("new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", configuration[\"A:B:Password\"])", "sent as 'authorization'")]
    [InlineData("new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration[\"A:B:Password\"]!))", "used to validate tokens")]
    public Task A_setting_that_gets_or_checks_a_token(string expression, string use) => Reports(
        $$"""
        public static class Startup
        {
            public static object? Run(IConfiguration configuration) => {{expression}};

            {{(expression.StartsWith("Filled", StringComparison.Ordinal) ? Filled : "")}}
        }

        public sealed class ClientSecretCredential(string tenantId, string clientId, string? clientSecret);

        public class ClientCredentialsTokenRequest { public string? ClientId { get; set; } public string? ClientSecret { get; set; } }

        public class PasswordTokenRequest { public string? Password { get; set; } }

        namespace Microsoft.IdentityModel.Tokens
        {
            public sealed class SymmetricSecurityKey(byte[] key);
        }
        """, 7, use);

    [Theory]
    [InlineData("context.RequestHeaders.GetValue(\"x-api-key\") != configuration[\"A:B:Password\"]")]
    [InlineData("!string.Equals(context.RequestHeaders.GetValue(\"authorization\"), configuration[\"A:B:Password\"], StringComparison.Ordinal)")]
    [InlineData("!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(\"x-api-key\")!), Encoding.UTF8.GetBytes(configuration[\"A:B:Password\"]!))")]
    [InlineData("!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(\"x-api-key\")!), Encoding.UTF8.GetBytes(configuration[\"A:B:Password\"]!))", LanguageVersion.CSharp12)]
    public Task A_setting_that_a_server_compares_with_a_request(string test, LanguageVersion language = LanguageVersion.Latest) => Reports($$"""
        public sealed class Checks(IConfiguration configuration)
        {
            public void Check(ServerCallContext context)
            {
                if ({{test}})
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "wrong key"));
            }
        }
        """, 9, "used to validate tokens", language);

    [Theory]
    [InlineData("_ = client.GetOrder(new OrderRequest { Id = configuration[\"A:B:Password\"] });")]
    [InlineData("_ = new Metadata { { \"x-trace\", configuration[\"A:B:Password\"] } };")]
    [InlineData("_ = new Metadata { { \"authorization\", configuration[\"A:Password\"]! } };")]
    [InlineData("_ = new Metadata { { \"authorization\", configuration.GetSection(\"B\")[\"Password\"]! } };")]
    [InlineData("_ = new Metadata { { \"authorization\", section[\"A:B:Password\"]! } };")]
    [InlineData("_ = new Dictionary<string, string?> { [\"password\"] = configuration[\"A:B:Password\"] };")]
    [InlineData("_ = new SmtpClient { Password = configuration[\"A:B:Password\"] };")]
    [InlineData("_ = new NetworkCredential(\"svc\", configuration[\"A:B:Password\"]);")]
    [InlineData("if (configuration[\"A:B:Password\"] == \"\") throw new InvalidOperationException();")]
    public Task A_setting_that_is_read_for_something_else_stays_information(string statement) => Verify.Reports(
        Usings + $$"""
        public static class Startup
        {
            public static void Run(IConfiguration configuration, IConfigurationSection section, Orders.OrdersClient client)
            {
                {{statement}}
            }
        }

        public sealed class SmtpClient { public string? Password { get; set; } }

        public sealed class NetworkCredential(string user, string? password);
        """,
        ConfigFileSetup.With("appsettings.json", File),
        "Setting 'A:B:Password' contains a credential, and the file is part of the project",
        DiagnosticSeverity.Info);

    [Fact]
    public Task Options_that_are_not_bound_or_bound_to_another_section_stay_information() => Verify.Reports(
        Usings + """
        public sealed class ServerOptions { public string Password { get; set; } = ""; }

        public sealed class OtherOptions { public string Password { get; set; } = ""; }

        public static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration)
            {
                services.Configure<ServerOptions>(configuration.GetSection("A:C"));
                services.Configure<OtherOptions>(configuration.GetSection("A:B"));
            }

            public static Metadata Headers(ServerOptions options) => new() { { "authorization", options.Password } };
        }
        """,
        ConfigFileSetup.With("appsettings.json", File),
        "Setting 'A:B:Password' contains a credential, and the file is part of the project",
        DiagnosticSeverity.Info);

    [Fact]
    public Task A_token_names_its_reader_too() => Verify.Reports(
        Usings + """
        public static class Startup
        {
            public static Metadata Headers(IConfiguration configuration) => new() { { "authorization", "Bearer " + configuration["Grpc:Token"] } };
        }
        """,
        ConfigFileSetup.With(".env", "Grpc__Token=«k9Xw4fQz»\n"),
        "Setting 'Grpc__Token' contains a credential that is read by Test0.cs:7 and sent as 'authorization', and the file is part of the project",
        DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("services.AddOptions<ServerOptions>().BindConfiguration(Environment.MachineName);")]
    [InlineData("var o = new ServerOptions(); configuration.Bind(Environment.MachineName, o);")]
    [InlineData("var o = new ServerOptions(); configuration.GetSection(Environment.MachineName).Bind(o);")]
    [InlineData("Tools.Bind<ServerOptions>(configuration.GetSection(\"A:B\"));")]
    [InlineData("_ = configuration.GetSection(\"A:B\").Get(typeof(ServerOptions));")]
    [InlineData("services.Configure<ServerOptions>(o => o.Password = \"\");")]
    [InlineData("object o = new object(); configuration.GetSection(\"A:B\").Bind(o);")]
    public Task Options_that_are_bound_in_another_way_stay_information(string bind) => Verify.Reports(
        Usings + $$"""
        public sealed class ServerOptions { public string Password { get; set; } = ""; }

        public static class Tools { public static void Bind<T>(IConfiguration configuration) => Console.WriteLine(configuration); }

        public static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration) { {{bind}} }

            public static Metadata Headers(ServerOptions options) => new() { { "authorization", options.Password } };
        }
        """,
        ConfigFileSetup.With("appsettings.json", File),
        "Setting 'A:B:Password' contains a credential, and the file is part of the project",
        DiagnosticSeverity.Info);

    [Theory]
    [InlineData("source.GetSection(\"A\")[\"B:Password\"]")]
    [InlineData("tenant[\"A:B:Password\"]")]
    [InlineData("section[\"A:B:Password\"]")]
    [InlineData("section.Value")]
    [InlineData("source.GetConnectionString(\"A:B:Password\")")]
    [InlineData("source.GetEnvironmentVariable(\"A:B:Password\")")]
    [InlineData("source.GetValue(\"A:B:Password\")")]
    [InlineData("source[\"A:B:Password\"]")]
    public Task Other_ways_to_get_at_the_configuration(string value) => Verify.Reports(
        Usings + $$"""
        public interface ITenant : IConfiguration;

        public interface ISource
        {
            IConfiguration Root { get; }
            string this[string key] { get; }
            IConfiguration GetSection();
            Dictionary<string, string> GetSection(string name);
            string GetConnectionString(string name);
            string GetEnvironmentVariable(string name);
            string GetValue(string name);
        }

        public sealed class Caller(ISource source, ITenant tenant, IConfigurationSection section)
        {
            public Metadata Headers() => new() { { "authorization", {{value}}! } };

            public override string ToString() => source.ToString() + tenant + section;
        }
        """,
        ConfigFileSetup.With("appsettings.json", File), "Setting 'A:B:Password' contains a credential, and the file is part of the project", DiagnosticSeverity.Info);

    [Fact]
    public Task The_settings_of_an_old_application() => Verify.Reports(
        Usings + """
        public static class Caller
        {
            public static Metadata Headers() => new() { { "authorization", System.Configuration.ConfigurationManager.AppSettings["ApiPassword"] } };
        }

        namespace System.Configuration
        {
            public static class ConfigurationManager { public static System.Collections.Specialized.NameValueCollection AppSettings { get; } = new(); }
        }
        """,
        ConfigFileSetup.With("appsettings.json", """{ "ApiPassword": "«k9Xw4fQz»" }""") with { Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable },
        "Setting 'ApiPassword' contains a credential that is read by Test0.cs:7 and sent as 'authorization', and the file is part of the project",
        DiagnosticSeverity.Warning);

    [Fact]
    public Task A_name_that_is_not_written_yet() => Verify.Reports(
        Usings + """
        public sealed class ServerOptions { [ConfigurationKeyName] public string Password { get; set; } = ""; }

        public static class Startup
        {
            public static void Run(IServiceCollection services, IConfiguration configuration) => services.Configure<ServerOptions>(configuration.GetSection("A:B"));

            public static Metadata Headers(ServerOptions options) => new() { { "authorization", options.Password } };
        }
        """,
        ConfigFileSetup.With("appsettings.json", File) with { CompilerErrors = true },
        severity: DiagnosticSeverity.Warning);

    private static Task Reports(string code, int line, string use, LanguageVersion language = LanguageVersion.Latest) => Verify.Reports(
        Usings + code,
        ConfigFileSetup.With("appsettings.json", File) with { Language = language },
        $"Setting 'A:B:Password' contains a credential that is read by Test0.cs:{line} and {use}, and the file is part of the project",
        DiagnosticSeverity.Warning);
}
