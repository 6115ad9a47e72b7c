using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.MetadataFormat;

public sealed class HeaderKeyComparedByCaseTests
{
    [Theory]
    [InlineData("""headers.FirstOrDefault(e => e.Key == {|GRPCAUTH4007:"Authorization"|})?.Value""")]
    [InlineData("""headers.SingleOrDefault(e => {|GRPCAUTH4007:"X-Api-Key"|} == e.Key)?.Value""")]
    [InlineData("""headers.Where(e => e.Key.Equals({|GRPCAUTH4007:"Authorization"|})).Select(e => e.Value).FirstOrDefault()""")]
    [InlineData("""headers.First(e => e.Key.Equals({|GRPCAUTH4007:"Authorization"|}, StringComparison.Ordinal)).Value""")]
    [InlineData("""headers.First(e => string.Equals(e.Key, {|GRPCAUTH4007:"Authorization"|})).Value""")]
    [InlineData("""headers.First(e => {|GRPCAUTH4007:"Authorization"|}.Equals(e.Key)).Value""")]
    [InlineData("""headers.First(e => e.Key == {|GRPCAUTH4007:Names.Authorization|}).Value""")]
    [InlineData("""headers.First(e => e.Key == {|GRPCAUTH4007:Names.ApiKey|}).Value""")]
    [InlineData("""headers.First(e => e.Key is {|GRPCAUTH4007:"Authorization"|}).Value""")]
    [InlineData("""headers.First(e => e.Key is {|GRPCAUTH4007:"Authorization"|} or {|GRPCAUTH4007:"X-Api-Key"|}).Value""")]
    [InlineData("""headers.First(e => e is { Key: {|GRPCAUTH4007:"Authorization"|} }).Value""")]
    [InlineData("""headers.First(e => e.Key == {|GRPCAUTH4007:"Authorization"|} && e.Value == Names.Tenant + "authorizations").Value""")]
    [InlineData("""headers.First(e => e.Key == {|GRPCAUTH4007:"x-Api"|} || e.Key == {|GRPCAUTH4007:"ZONE"|}).Value""")]
    [InlineData("""headers.Any(e => e?.Key == {|GRPCAUTH4007:"Authorization"|}) ? "" : null""")]
    [InlineData("""(from e in headers where e.Key == {|GRPCAUTH4007:"Authorization"|} select e.Value).FirstOrDefault()""")]
    [InlineData("""headers.First(e => (e.Key) == {|GRPCAUTH4007:"Authorization"|}).Value""")]
    [InlineData("""headers.First(e => e.Key != {|GRPCAUTH4007:"Authorization"|}).Value""")]
    [InlineData("""headers.First(e => e.Key is not {|GRPCAUTH4007:"Authorization"|}).Value""")]
    [InlineData("""headers.First(e => e.Key.Equals({|GRPCAUTH4007:"Authorization"|}, StringComparison.CurrentCulture)).Value""")]
    [InlineData("""headers.First(e => string.Equals({|GRPCAUTH4007:"Authorization"|}, e.Key, StringComparison.InvariantCulture)).Value""")]
    [InlineData("""headers.First(e => object.Equals(e.Key, {|GRPCAUTH4007:"Authorization"|})).Value""")]
    [InlineData("""headers.First(e => Equals(e.Key, {|GRPCAUTH4007:"Authorization"|})).Value""")]
    [InlineData("""headers.First(e => e is { Key: {|GRPCAUTH4007:"Authorization"|} or {|GRPCAUTH4007:"X-Api-Key"|} }).Value""")]
    [InlineData("""headers.First(e => e is { Key: not {|GRPCAUTH4007:"Authorization"|}, IsBinary: false }).Value""")]
    [InlineData("""headers.First(e => !(e.Key == {|GRPCAUTH4007:"Authorization"|} || e.Key == "x-api-key")).Value""")]
    [InlineData("""headers.First(e => e.Key switch { {|GRPCAUTH4007:"Authorization"|} => true, _ => false }).Value""")]
    [InlineData("""headers.First(e => e.Key switch { {|GRPCAUTH4007:"Authorization"|} or "x-key" => true, { Length: > 3 } => true, _ => false }).Value""")]
    [InlineData("""headers.First(e => e.Value == "authorization" ? true : e.Key == {|GRPCAUTH4007:"Authorization"|}).Value""")]
    public Task A_key_that_is_looked_for_in_upper_case(string value) => Verify.Reports($$"""
        public static class Names
        {
            public const string Authorization = "Authorization", Tenant = "acme";

            public static readonly string ApiKey = "X-Api-Key";
        }

        public static class Incoming
        {
            public static string? Read(ServerCallContext context)
            {
                var headers = context.RequestHeaders;
                return {{value}};
            }
        }
        """);

    [Fact]
    public Task In_loops_and_switches_of_the_client() => Verify.Reports("""
        public static class Outgoing
        {
            public static Metadata Without(Metadata headers)
            {
                var others = new Metadata();
                foreach (var entry in headers)
                {
                    if (entry.Key != {|GRPCAUTH4007:"Authorization"|})
                        others.Add(entry);

                    var key = entry.Key;
                    if (key == {|GRPCAUTH4007:"X-Api-Key"|} || string.Equals(key, {|GRPCAUTH4007:"X-Token"|}))
                        continue;

                    switch (entry.Key)
                    {
                        case {|GRPCAUTH4007:"X-Request-Id"|}:
                        case "x-other":
                        case {|GRPCAUTH4007:"X-Kind"|} or {|GRPCAUTH4007:"X-Sort"|} when others.Count > 0:
                            others.Clear();
                            break;
                    }

                    var kind = entry.Key switch
                    {
                        {|GRPCAUTH4007:"X-Tenant"|} => 1,
                        "x-region" => 2,
                        _ => 0,
                    };
                    if (kind > 1)
                        break;
                }

                return others;
            }
        }
        """);

    [Fact]
    public Task The_message_has_the_text_as_it_is_written() => Verify.Reports(
        """
        public static class Incoming
        {
            public static bool Has(Metadata.Entry entry) => entry.Key == {|GRPCAUTH4007:"X-Api-Key"|};
        }
        """,
        message: "'X-Api-Key' never equals the key of a metadata entry: keys are in lower case, so this header is not found");
}
