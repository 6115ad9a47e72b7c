using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>Any line of an .editorconfig is at most a report, never a crash.</summary>
public sealed class ConfigurationTests
{
    private const string Call = "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example\")).GetOrder(new OrderRequest(), new Metadata { { \"x-key\", \"value\" } });";

    private static readonly string[] Keys =
        ["anonymous_services", "anonymous_methods", "credential_headers", "token_provider", "tests", "unknown", "", "anonymous_services.more"];

    private static readonly string[] Values =
    [
        "", " ", "*", "**", "/", "//", ",", ",,,", "*/*", "a/b/c", "[", "(", "\\", "a.b.c.d.e", ".", "..", "a..b", "x y z", "true", "null", "-1", "99999999999999999999",
        "Ünïcödé/Méthode", "\u0000", "😀", "a=b=c", "a:b", "grpc_auth.tests = same", new('a', 10_000), string.Join(",", Enumerable.Repeat("a.B/C*", 2_000)),
        "Namespace.Type.Method", "System.Environment.GetEnvironmentVariable", "Namespace..Type", "1.2.3", "authorization-bin", "AUTHORIZATION , x-api-key,", "same", "off", "relaxed", "7",
    ];

    [Fact]
    public async Task Every_key_takes_every_value()
    {
        foreach (var value in Values)
            await Hostile.AnalyzeAsync(Call, Setup.Usual with { EditorConfig = string.Join('\n', Keys.Select(key => $"grpc_auth.{key} = {value}")) });
    }

    [Theory]
    [InlineData("[*.cs\ngrpc_auth.tests = off")]
    [InlineData("[{*.cs,\ngrpc_auth.tests")]
    [InlineData("grpc_auth.tests off\n= =\n[]\n[[*]]")]
    [InlineData("[*.cs]\ngrpc_auth.tests = off\ngrpc_auth.tests = same\nGRPC_AUTH.TESTS = Relaxed")]
    [InlineData("[Other.cs]\ngrpc_auth.anonymous_services = *")]
    public Task A_broken_file_is_no_crash(string text) => Hostile.AnalyzeAsync(Hostile.Sample, Setup.Usual with { EditorConfig = text });

    [Theory]
    [InlineData("build_property.GrpcAuthAnalysisMode = \nbuild_property.IsTestProject = maybe\nbuild_property.ProjectDir = ")]
    [InlineData("build_property.GrpcAuthAnalysisMode = strict\nbuild_property.IsTestProject = TRUE\nbuild_property.ProjectDir = //::?*")]
    [InlineData("build_property.ProjectDir = /0/\nbuild_property.GrpcAuthAnalysisMode = 99")]
    public async Task Odd_build_properties_are_no_crash(string text) =>
        // The witness is silent in a test project, the calls of the sample are not.
        Assert.NotEmpty(await Analysis.SameInEveryHostAsync(Hostile.Sample, Setup.Usual with { GlobalConfig = text }, Verify.ProductAnalyzer));
}
