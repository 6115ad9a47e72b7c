using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

public sealed class ObsoleteUnencryptedSwitchTests
{
    [Theory]
    [InlineData("""AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true)""")]
    [InlineData("""System.AppContext.SetSwitch(isEnabled: true, switchName: "System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport")""")]
    [InlineData("""AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler." + "Http2UnencryptedSupport", true)""")]
    [InlineData("""AppContext.SetSwitch(Switches.Http2, Switches.On)""")]
    [InlineData("""AppContext.SetSwitch(Http2, isOn)""")]
    [InlineData("ProtoBuf.Grpc.Client.GrpcClientFactory.AllowUnencryptedHttp2 = true")]
    [InlineData("ProtoBuf.Grpc.Client.GrpcClientFactory.AllowUnencryptedHttp2 = isOn")]
    public Task A_switch_that_is_turned_on(string statement) => Verify.Reports($$"""
        public static class Switches
        {
            public const string Http2 = "System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport";
            public const bool On = true;

            public static GrpcChannel Open()
            {
                var isOn = true;
                {|GRPCAUTH5007:{{statement}}|};
                Console.WriteLine(isOn);
                return GrpcChannel.ForAddress("http://localhost:5000");
            }
        }
        """);

    [Theory]
    [InlineData("""AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", false);""")]
    [InlineData("""AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", on);""")]
    [InlineData("""AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2Support", true);""")]
    [InlineData("""Switches.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true);""")]
    [InlineData("ProtoBuf.Grpc.Client.GrpcClientFactory.AllowUnencryptedHttp2 = false;")]
    [InlineData("ProtoBuf.Grpc.Client.GrpcClientFactory.AllowUnencryptedHttp2 = on;")]
    [InlineData("Switches.AllowUnencryptedHttp2 = true;")]
    [InlineData("var isOn = true; if (on) isOn = false; AppContext.SetSwitch(\"System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport\", isOn);")]
    [InlineData("if (Environment.Version.Major < 5) AppContext.SetSwitch(\"System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport\", true);")]
    [InlineData("if (ProtoBuf.Grpc.Client.GrpcClientFactory.AllowUnencryptedHttp2) on = true;")]
    public Task Other_switches(string statement) => Verify.Silent($$"""
        public static class Switches
        {
            public static bool AllowUnencryptedHttp2 { get; set; }

            public static void SetSwitch(string name, bool on)
            {
                {{statement}}
            }
        }
        """);
}
