using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

/// <summary>6005: what a server compares the key of a caller with.</summary>
public sealed class ExpectedSecretTests
{
    [Theory]
    [InlineData("section.Value")]
    [InlineData("_expected")]
    [InlineData("(_expected ?? \"\")")]
    [InlineData("_given")]
    [InlineData("_made")]
    [InlineData("_serviceSecret")]
    [InlineData("options.ApiKey")]
    [InlineData("apiKey")]
    [InlineData("pending")]
    [InlineData("await loading")]
    [InlineData("serviceSecret")]
    [InlineData("\"Orders-7f3K9q2Lm4Xw\"")]
    [InlineData("(\"Orders-\" + apiKey)")]
    public Task It_is_a_secret(string expected) => Verify.Reports(
        Program("{|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\") != " + expected + "|}"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("$\"Orders-{request.Id}\"")]
    [InlineData("options.Name")]
    [InlineData("options.GetValue(\"Orders:Key\")")]
    [InlineData("Options.GetEnvironmentVariable(\"ORDERS\")")]
    [InlineData("options.Names[request.Id]")]
    [InlineData("userName")]
    [InlineData("_userName")]
    [InlineData("shown")]
    [InlineData("\"<your-api-key>\"")]
    public Task It_is_no_secret(string expected) => Verify.Silent(Program("context.RequestHeaders.GetValue(\"x-api-key\") != " + expected));

    [Theory]
    [InlineData("new Recorded(context.ResponseTrailers).RequestHeaders.GetValue(\"x-api-key\") != _expected")]
    [InlineData("context.ResponseTrailers.GetValue(\"x-api-key\") != _expected")]
    [InlineData("new Recorded(context.ResponseTrailers).RequestHeaders.FirstOrDefault(e => e.Key == \"x-api-key\")?.Value != _expected")]
    public Task Not_of_a_credential_that_the_server_sends_or_records(string comparison) => Verify.Silent(Program(comparison));

    [Fact]
    public Task A_field_whose_name_is_said_to_be_that_of_a_secret() => Verify.Reports(
        Program("{|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\") != _userName|}"), new Setup { EditorConfig = "grpc_auth.secret_keys = username" });

    private static string Program(string comparison) => Servers.With("", "app.MapGrpcService<KeyService>();", $$"""
        public sealed class KeyService(IConfiguration configuration, IConfigurationSection section, Options options, string userName, string serviceSecret) : Orders.OrdersBase
        {
            private readonly string _expected = configuration["Expected"]!;
            private readonly string _given = Environment.GetEnvironmentVariable("EXPECTED")!;
            private readonly string _made = $"Orders-{configuration["Expected"]}";
            private readonly string _serviceSecret = options.Name;
            private readonly string _userName = options.Name;

            public override async Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
            {
                var loading = Task.FromResult(configuration["Expected"]);
                var apiKey = options.Names["api"];
                var pending = _given;
                var shown = options.Name;
                await Task.Yield();
                if ({{comparison}})
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "unknown key"));

                Console.WriteLine(loading.Status + shown.Length.ToString());
                return new Order { Id = request.Id + apiKey.Length + pending.Length + _serviceSecret.Length + _userName.Length + userName + serviceSecret.Length + section.Key };
            }

            public int Length => _expected.Length + _given.Length + _made.Length;
        }

        public sealed class Options
        {
            public string ApiKey { get; set; } = "";

            public string Name { get; set; } = "";

            public Dictionary<string, string> Names { get; } = new();

            public string GetValue(string name) => name + Name;

            public static string GetEnvironmentVariable(string name) => DateTime.Now + name;
        }

        public sealed record Recorded(Metadata RequestHeaders);
        """);
}
