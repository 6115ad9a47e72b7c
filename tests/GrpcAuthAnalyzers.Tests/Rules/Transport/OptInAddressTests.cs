using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>GRPCAUTH5002: where the calls go, and who decides.</summary>
public sealed class OptInAddressTests
{
    private const string Unknown = "Call credentials are sent unencrypted where the address is http";

    [Fact]
    public Task A_socket_that_the_handler_chooses() => Verify.Reports("""
        public static class Channels
        {
            public static GrpcChannel Open() => {|#0:GrpcChannel.ForAddress("http://orders.example.com", new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler { ConnectCallback = (_, _) => new(System.IO.Stream.Null) },
                {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|},
            })|};
        }
        """, severity: DiagnosticSeverity.Info, message: Unknown);

    [Fact]
    public Task An_address_of_a_debug_build() => Verify.Reports(
        Debug("http://orders.dev.example.com").Replace("GrpcChannel.ForAddress(Address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true })",
            "{|#0:GrpcChannel.ForAddress(Address, new GrpcChannelOptions { {|GRPCAUTH5002:UnsafeUseInsecureChannelCallCredentials = true|} })|}"),
        severity: DiagnosticSeverity.Info, message: Unknown);

    [Theory]
    [InlineData("http://localhost:5000")]
    [InlineData("unix:/tmp/orders.sock")]
    public Task A_debug_build_on_this_machine(string address) => Verify.Silent(Debug(address));

    private static string Debug(string address) => $$"""
        public static class Channels
        {
        #if !RELEASE
            private const string Address = "{{address}}";
        #else
            private const string Address = "https://orders.example.com";
        #endif

            public static GrpcChannel Open() => GrpcChannel.ForAddress(Address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });
        }
        """;

    [Fact]
    public Task A_flag_of_a_debug_build() => Verify.Silent("""
        public static class Channels
        {
        #if !RELEASE
            private static readonly bool Plain = true;
        #else
            private static readonly bool Plain = false;
        #endif

            public static GrpcChannel Open() =>
                GrpcChannel.ForAddress("http://orders.example.com", new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = Plain });
        }
        """);

    [Fact]
    public Task A_wrapper_that_calls_itself() => Verify.Reports("""
        public static class Channels
        {
            public static GrpcChannel Get() => Open("http://orders.example.com", {|GRPCAUTH5002:true|}, 3);

            private static GrpcChannel Open(string address, bool plain, int attempts)
            {
                try
                {
                    return {|#0:GrpcChannel.ForAddress(address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = plain })|};
                }
                catch (InvalidOperationException) when (attempts > 0)
                {
                    return Open(address, plain, attempts - 1);
                }
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Silent_for_a_flag_that_only_development_passes() => Verify.Silent("""
        using Microsoft.Extensions.Hosting;

        public static class Channels
        {
            public static GrpcChannel Get(IHostEnvironment environment)
            {
                if (environment.IsDevelopment())
                    return Open("http://orders.dev.example.com", true);

                return Open("https://orders.example.com", false);
            }

            public static GrpcChannel Open(string address, bool plain) =>
                GrpcChannel.ForAddress(address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = plain });
        }
        """);
}
