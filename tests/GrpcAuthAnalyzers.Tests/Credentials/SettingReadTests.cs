using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Settings;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>Which settings an expression reads, and what the files of a project say of an address that is made of them.</summary>
public sealed class SettingReadTests
{
    [Theory]
    [InlineData("configuration[\"A:B\"]", "A:B")]
    [InlineData("root[\"A:B\"]", "A:B")]
    [InlineData("manager[\"A:B\"]", "A:B")]
    [InlineData("configuration[\"A__B\"]", "A:B")]
    [InlineData("configuration[\"\"]", "")]
    [InlineData("configuration[key]", "")]
    [InlineData("configuration[\"A\"] + configuration[\"B\"]", "A B")]
    [InlineData("key == \"\" ? configuration[\"A\"] : configuration[\"B\"]", "A B")]
    [InlineData("section[\"A\"]", "")]
    [InlineData("section.Value", "")]
    [InlineData("configuration.GetSection(\"A\")[\"B\"]", "A:B")]
    [InlineData("configuration.GetSection(\"A\").GetSection(\"B\").Value", "A:B")]
    [InlineData("configuration.GetRequiredSection(\"A\")[\"B\"]", "A:B")]
    [InlineData("ConfigurationExtensions.GetRequiredSection(configuration, \"A\")[\"B\"]", "A:B")]
    [InlineData("configuration.GetSection(key)[\"B\"]", "")]
    [InlineData("(key == \"\" ? configuration.GetSection(\"A\") : configuration.GetSection(\"C\"))[\"B\"]", "A:B C:B")]
    [InlineData("source.GetSection()[\"B\"]", "B")]
    [InlineData("source.GetSection(\"A\")[\"B\"]", "")]
    [InlineData("source[\"B\"]", "")]
    [InlineData("source.Value", "")]
    [InlineData("System.Environment.GetEnvironmentVariable(\"A__B\")", "A:B")]
    [InlineData("source.GetEnvironmentVariable(\"A\")", "")]
    [InlineData("configuration.GetConnectionString(\"A\")", "ConnectionStrings:A")]
    [InlineData("configuration.GetSection(\"A\").GetConnectionString(\"B\")", "A:ConnectionStrings:B")]
    [InlineData("source.GetConnectionString(\"A\")", "")]
    [InlineData("Other.GetConnectionString(key, \"A\")", "")]
    [InlineData("configuration.GetValue<string>(\"A\")", "A")]
    [InlineData("configuration.GetValue<string>(\"A\", \"x\")", "A")]
    [InlineData("(string?)configuration.GetValue(typeof(string), \"A\")", "A")]
    [InlineData("source.GetValue(\"A\")", "")]
    [InlineData("configuration.GetSection(\"A\").Get<string>()", "A")]
    [InlineData("source.Get(\"A\")", "")]
    [InlineData("kept", "Kept")]
    [InlineData("\"A\"", "")]
    public async Task The_setting_that_is_read(string expression, string expected)
    {
        var program = await BoundProgram.OfAsync($$"""
            using Microsoft.Extensions.Configuration;

            public interface ISource
            {
                IConfiguration GetSection();
                Dictionary<string, string> GetSection(string name);
                string this[string key] { get; }
                string Value { get; }
                string GetConnectionString(string name);
                string GetEnvironmentVariable(string name);
                string GetValue(string name);
                string Get(string name);
            }

            public static class Other { public static string GetConnectionString(string root, string name) => root + name; }

            public static class Program
            {
                public static string? Run(IConfiguration configuration, IConfigurationRoot root, ConfigurationManager manager, IConfigurationSection section, ISource source, string key)
                {
                    var kept = configuration["Kept"];
                    return /*here*/({{expression}}) + kept;
                }
            }
            """);
        var sum = (Microsoft.CodeAnalysis.Operations.IBinaryOperation)Assert.Single(program.Marked);
        var read = SettingRead.In(new TracedValue(sum.LeftOperand), Asking(program));
        Assert.Equal(expected, string.Join(" ", read.Select(static setting => setting.Path)));
    }

    [Theory]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\"));", "options.Value.Name", "A:Name")]
    [InlineData("services.Configure<Own>(\"n\", configuration.GetSection(\"A\"));", "options.Value.Name", "A:Name")]
    [InlineData("services.Configure<Own>(configuration);", "options.Value.Name", "Name")]
    [InlineData("services.Configure<Own>(o => o.Name = \"a\");", "options.Value.Name", "")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\")); services.Configure<Own>(configuration.GetSection(\"A\"));", "options.Value.Name", "A:Name")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\")); services.Configure<Own>(\"b\", configuration.GetSection(\"B\"));", "options.Value.Name", "A:Name B:Name")]
    [InlineData("services.AddOptions<Own>().Bind(configuration.GetSection(\"A\"));", "options.Value.Name", "A:Name")]
    [InlineData("services.AddOptions<Own>().BindConfiguration(\"A\");", "options.Value.Name", "A:Name")]
    [InlineData("services.AddOptions<Own>().BindConfiguration(key);", "options.Value.Name", "")]
    [InlineData("configuration.Bind(\"A\", own);", "own.Name", "A:Name")]
    [InlineData("configuration.GetSection(\"A\").Bind(\"B\", own);", "own.Name", "A:B:Name")]
    [InlineData("configuration.Bind(key, own);", "own.Name", "")]
    [InlineData("configuration.Bind(own);", "own.Name", "Name")]
    [InlineData("configuration.Bind(\"A\", (object)own);", "own.Name", "A:Name")]
    [InlineData("_ = configuration.GetSection(\"A\").Get<Own>();", "own.Name", "A:Name")]
    [InlineData("_ = configuration.GetSection(\"A\").Get<Own>(b => b.BindNonPublicProperties = true);", "own.Name", "A:Name")]
    [InlineData("_ = configuration.GetSection(\"A\").Get(typeof(Own));", "own.Name", "")]
    [InlineData("Other.Get<Own>(configuration.GetSection(\"A\"));", "own.Name", "")]
    [InlineData("Other.Bind<Own>(configuration.GetSection(\"A\"));", "own.Name", "")]
    [InlineData("Other.Configure<Own>(configuration.GetSection(\"A\"));", "own.Name", "")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\"));", "own.Inner.Word", "A:Inner:secret-word")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\"));", "own.Inner!.Other", "A:Inner:Other")]
    [InlineData("services.Configure<Inner>(configuration.GetSection(\"B\"));", "own.Inner.Other", "B:Other")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\")); services.Configure<Inner>(configuration.GetSection(\"B\"));", "own.Inner.Other", "B:Other A:Inner:Other")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\"));", "Own.Shared", "A:Shared")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\"));", "other.Name", "")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\"));", "own[0]", "")]
    [InlineData("services.Configure<Derived>(configuration.GetSection(\"A\"));", "derived.Name", "A:Name")]
    [InlineData("services.Configure<Derived>(configuration.GetSection(\"A\"));", "own.Name", "")]
    [InlineData("services.Configure<Own>(configuration.GetSection(\"A\"));", "derived.Name", "A:Name")]
    public async Task Options_that_are_bound(string bind, string expression, string expected)
    {
        var program = await BoundProgram.OfAsync($$"""
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Options;

            public class Own
            {
                public string Name { get; set; } = "";
                public Inner Inner { get; set; } = new();
                public static string Shared { get; set; } = "";
                public string this[int index] => Name + index;
            }

            public sealed class Derived : Own;

            public sealed class Inner
            {
                [Obsolete("x"), ConfigurationKeyName("secret-word")] public string Word { get; set; } = "";
                public string Other { get; set; } = "";
            }

            public sealed class OtherOptions { public string Name { get; set; } = ""; }

            public static class Other
            {
                public static void Get<T>(IConfiguration config) => Console.WriteLine(config);
                public static void Bind<T>(IConfiguration config) => Console.WriteLine(config);
                public static void Configure<T>(IConfiguration config) => Console.WriteLine(config);
            }

            public static class Program
            {
            #pragma warning disable CS0618
                public static object Run(IServiceCollection services, IConfiguration configuration, IOptions<Own> options, Own own, Derived derived, OtherOptions other, string key)
                {
                    {{bind}}
                    return /*here*/{{expression}};
                }
            }
            """);
        var read = BoundOptions.Of(program.Facts).PathsOf(Assert.Single(program.Marked));
        Assert.Equal(expected, string.Join(" ", read));
    }

    private const string Files = """
        { "Url": "http://a.example.com", "Secure": "https://a.example.com", "Host": "a.example.com", "Own": { "Address": "http://b.example.com", "Initial": "http://c.example.com", "Written": "http://d" } }
        """;

    /// <summary>The texts of the address; a star for what no file says. And whether that is http.</summary>
    [Theory]
    [InlineData("configuration[\"Url\"]!", "http://a.example.com", "Plaintext")]
    [InlineData("configuration[\"Secure\"]!", "https://a.example.com", "Tls")]
    [InlineData("configuration[\"None\"]!", "*", "Unknown")]
    [InlineData("\"http://x\"", "http://x", "Plaintext")]
    [InlineData("key", "*", "Unknown")]
    [InlineData("\"http://\" + configuration[\"Host\"] + \":80\"", "http://a.example.com:80", "Plaintext")]
    [InlineData("\"http://\" + configuration[\"None\"] + \":80\"", "http://*:80", "Plaintext")]
    [InlineData("key + configuration[\"Host\"]", "*a.example.com", "Unknown")]
    [InlineData("configuration[\"Url\"] ?? \"https://x\"", "http://a.example.com https://x", "Unknown")]
    [InlineData("configuration[\"Url\"] ?? \"\"", "http://a.example.com", "Plaintext")]
    [InlineData("configuration[\"Url\"] ?? null!", "http://a.example.com", "Plaintext")]
    [InlineData("key == \"\" ? configuration[\"Url\"]! : configuration[\"Secure\"]!", "http://a.example.com https://a.example.com", "Unknown")]
    [InlineData("configuration[\"Url\"]!.Substring(1)", "*", "Unknown")]
    [InlineData("Environment.GetEnvironmentVariable(\"Url\")!", "*", "Unknown")]
    [InlineData("own.Address", "http://b.example.com", "Plaintext")]
    [InlineData("own.Initial", "http://c.example.com", "Plaintext")]
    [InlineData("own.Written", "*", "Unknown")]
    [InlineData("unbound.Address", "*", "Unknown")]
    public async Task The_address_of_a_channel(string address, string expected, string transport)
    {
        var (program, channel) = await ChannelAsync(address);
        var filled = ConfiguredAddress.Of(channel, Asking(program, new VisibleSettings(Settings())));
        Assert.Equal((expected, transport), (Shown(filled), filled.Transport.ToString()));
    }

    /// <summary>What any run may get: developers have an environment variable in a file, and another project may bind the options.</summary>
    [Theory]
    [InlineData("Environment.GetEnvironmentVariable(\"Url\")!", "http://a.example.com")]
    [InlineData("unbound.Address", "http://b.example.com")]
    [InlineData("unbound.Nothing", "*")]
    [InlineData("key", "*")]
    public async Task The_address_of_a_channel_in_some_run(string address, string expected)
    {
        var (program, channel) = await ChannelAsync(address);
        Assert.Equal(expected, Shown(ConfiguredAddress.Of(channel, Asking(program, VisibleSettings.OfAllRuns(Settings())))));
    }

    private static string Shown(ChannelSite channel) =>
        string.Join(" ", channel.Address.Select(static text => string.Concat(text.Parts.Select(static part => part.Constant ?? "*"))).Distinct());

    private static async Task<(BoundProgram Program, ChannelSite Channel)> ChannelAsync(string address)
    {
        var program = await BoundProgram.OfAsync($$"""
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;

            public sealed class Own
            {
                public string Address { get; set; } = "";
                public string Initial { get; set; } = null!;
                public string Written { get; set; } = "";
            }

            public sealed class Unbound
            {
                public string Address { get; set; } = "";
                public string Nothing { get; set; } = "";
            }

            public static class Program
            {
                public static object Run(IServiceCollection services, IConfiguration configuration, Own own, Unbound unbound, string key)
                {
                    services.Configure<Own>(configuration.GetSection("Own"));
                    own.Written = key;
                    return /*here*/new Uri({{address}});
                }
            }
            """);
        var value = new TracedValue(((Microsoft.CodeAnalysis.Operations.IObjectCreationOperation)Assert.Single(program.Marked)).Arguments[0].Value);
        var texts = Asking(program).Texts.Alternatives(value);
        return (program, new ChannelSite(value.Operation, ChannelSiteKind.Channel, ChannelAddress.TransportOf(texts), texts));
    }

    private static ImmutableArray<AdditionalText> Settings() => [new SettingsFile()];

    private static CredentialQuery Asking(BoundProgram program, VisibleSettings? settings = null) =>
        new(program.Facts, GrpcAuthOptions.None, until: null, ofSomeCallers: true) { Settings = settings ?? VisibleSettings.None };

    private sealed class SettingsFile : AdditionalText
    {
        public override string Path => "/0/appsettings.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(Files);
    }
}
