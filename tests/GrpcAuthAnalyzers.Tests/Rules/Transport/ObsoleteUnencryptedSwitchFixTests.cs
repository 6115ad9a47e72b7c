using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class ObsoleteUnencryptedSwitchFixTests
{
    [Fact]
    public Task The_statement_goes() => Verify.Fixes(
        """
        // h2c
        {|GRPCAUTH5007:AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true)|};

        using var channel = GrpcChannel.ForAddress("http://localhost:5000");
        """,
        """
        // h2c

        using var channel = GrpcChannel.ForAddress("http://localhost:5000");
        """);

    [Fact]
    public Task In_a_method() => Verify.Fixes(
        """
        public static class Startup
        {
            public static GrpcChannel Open()
            {
                {|GRPCAUTH5007:ProtoBuf.Grpc.Client.GrpcClientFactory.AllowUnencryptedHttp2 = true|};
                return GrpcChannel.ForAddress("http://localhost:5000");
            }
        }
        """,
        """
        public static class Startup
        {
            public static GrpcChannel Open()
            {
                return GrpcChannel.ForAddress("http://localhost:5000");
            }
        }
        """);

    [Fact]
    public Task A_variable_that_nothing_else_reads_goes_too() => Verify.Fixes(
        """
        var isOn = true;
        {|GRPCAUTH5007:AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", isOn)|};
        using var channel = GrpcChannel.ForAddress("http://localhost:5000");
        """,
        """
        using var channel = GrpcChannel.ForAddress("http://localhost:5000");
        """);

    [Theory]
    [InlineData("""if (local) {|GRPCAUTH5007:AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true)|};""")]
    [InlineData("""Action setup = () => {|GRPCAUTH5007:AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true)|}; setup();""")]
    public Task Not_where_something_would_be_missing(string statement) => Verify.NotFixable($$"""
        public static class Startup
        {
            public static void Run(bool local)
            {
                {{statement}}
            }
        }
        """);
}
