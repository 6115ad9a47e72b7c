using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class HeaderKeyComparedByCaseFixTests
{
    [Theory]
    [InlineData("""headers.FirstOrDefault(e => e.Key == {|GRPCAUTH4007:"Authorization"|})?.Value""", """headers.GetValue("Authorization")""")]
    [InlineData("""headers.FirstOrDefault(e => {|GRPCAUTH4007:Name|} == e.Key)?.Value?.Trim()""", """headers.GetValue(Name)?.Trim()""")]
    [InlineData(
        """headers.FirstOrDefault(e => e.Key == {|GRPCAUTH4007:"Authorization"|})?.Value.Trim()""",
        """headers.FirstOrDefault(e => e.Key == "authorization")?.Value.Trim()""")]
    [InlineData(
        """headers.FirstOrDefault(e => e.Key == {|GRPCAUTH4007:Name|} && e.Value != "")?.Value""",
        """headers.FirstOrDefault(e => e.Key == "authorization" && e.Value != "")?.Value""")]
    [InlineData(
        """headers.ToList().FirstOrDefault(e => e.Key == {|GRPCAUTH4007:@"X-Key"|})?.Value""",
        """headers.ToList().FirstOrDefault(e => e.Key == "x-key")?.Value""")]
    [InlineData("""headers.First(e => e.Key.Equals({|GRPCAUTH4007:"Authorization"|})).Value""", """headers.First(e => e.Key.Equals("authorization")).Value""")]
    [InlineData(
        """headers.FirstOrDefault(e => e.Key == /* kept */ {|GRPCAUTH4007:"X-Key"|})?.Value""",
        """headers.FirstOrDefault(e => e.Key == /* kept */ "x-key")?.Value""")]
    [InlineData("""headers.First(e => e is { Key: {|GRPCAUTH4007:"X-Key"|} }).Value""", """headers.First(e => e is { Key: "x-key" }).Value""")]
    [InlineData(
        """headers.First(e => e.Key is {|GRPCAUTH4007:"X-Key"|} or {|GRPCAUTH4007:"X-Id"|}).Value""",
        """headers.First(e => e.Key is "x-key" or "x-id").Value""")]
    public Task GetValue_or_lower_case(string value, string expected) => Verify.Fixes(Program(value), Program(expected));

    [Fact]
    public Task A_text_that_is_no_constant_stays() => Verify.NotFixable(Program("""headers.First(e => e.Key == {|GRPCAUTH4007:Other|}).Value"""));

    private static string Program(string value) => $$"""
        public static class Incoming
        {
            private static readonly string Other = "X-Other";

            private const string Name = "Authorization";

            public static string? Read(ServerCallContext context)
            {
                var headers = context.RequestHeaders;
                return headers.Count == Name.Length + Other.Length ? null : {{value}};
            }
        }
        """;
}
