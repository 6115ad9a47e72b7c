using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class ChannelOptionsChangedTooLateTests
{
    private const string Start = """
        public sealed class Shop
        {
            private static CallCredentials Token() => CallCredentials.FromInterceptor((context, metadata) => Task.CompletedTask);


        """;

    [Theory]
    [InlineData("Credentials", "ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token())")]
    [InlineData("HttpHandler", "new SocketsHttpHandler()")]
    [InlineData("HttpClient", "new HttpClient()")]
    [InlineData("DisposeHttpClient", "true")]
    [InlineData("HttpVersion", "new Version(2, 0)")]
    [InlineData("MaxReceiveMessageSize", "null")]
    public Task Behind_the_channel(string option, string value) => Verify.Reports(Start + $$"""
            public static GrpcChannel Open(string address)
            {
                var options = new GrpcChannelOptions();
                var channel = {|#0:GrpcChannel.ForAddress(address, options)|};
                {|GRPCAUTH1013:options.{{option}} = {{value}}|};
                return channel;
            }
        }
        """,
        message: $"'{option}' is set after 'ForAddress' has read the options; the channel does not use it", severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("var channel = {|#0:GrpcChannel.ForAddress(address, options)|}; {|GRPCAUTH1013:options.HttpHandler = handler|}; Console.WriteLine(options.Credentials); return channel;")]
    [InlineData("Console.WriteLine(options.HttpHandler); var channel = {|#0:GrpcChannel.ForAddress(address, options)|}; {|GRPCAUTH1013:options.HttpHandler = handler|}; return channel;")]
    [InlineData("GrpcChannel.ForAddress(address, options).Dispose(); var channel = {|#0:GrpcChannel.ForAddress(address, options)|}; {|GRPCAUTH1013:options.HttpHandler = handler|}; return channel;")]
    [InlineData("var channel = {|#0:GrpcChannel.ForAddress(channelOptions: options, address: address)|}; {|GRPCAUTH1013:options.HttpHandler = handler ?? options.HttpHandler|}; return channel;")]
    [InlineData("var channel = {|#0:GrpcChannel.ForAddress(new Uri(address), options)|}; if (handler is not null) { {|GRPCAUTH1013:options.HttpHandler = handler|}; } return channel;")]
    public Task Whatever_else_reads_the_options(string statements) => Verify.Reports(Start + $$"""
            public static GrpcChannel Open(string address, HttpMessageHandler? handler)
            {
                var options = new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token()) };
                {{statements}}
            }
        }
        """);

    [Fact]
    public Task Of_each_channel_of_a_loop() => Verify.Reports(Start + """
            public static void Open(List<string> addresses, List<GrpcChannel> channels)
            {
                foreach (var address in addresses)
                {
                    var options = new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler() };
                    channels.Add({|#0:GrpcChannel.ForAddress(address, options)|});
                    if (address.StartsWith("https"))
                        {|GRPCAUTH1013:options.Credentials ??= ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token())|};
                }
            }
        }
        """);

    [Fact]
    public Task In_a_constructor() => Verify.Reports(Start + """
            private readonly GrpcChannelOptions _options = new();
            private readonly GrpcChannel _channel;

            public Shop(Uri address)
            {
                _channel = {|#0:GrpcChannel.ForAddress(address, _options)|};
                {|GRPCAUTH1013:_options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token())|};
            }

            public Orders.OrdersClient Client => new(_channel);
        }
        """);

    [Fact]
    public Task Where_a_method_makes_the_channel() => Verify.Reports(Start + """
            public static GrpcChannel Open(string address)
            {
                var options = new GrpcChannelOptions();
                using var channel = {|#0:Create(address, options)|};
                {|GRPCAUTH1013:options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token())|};
                return channel;
            }

            private static GrpcChannel Create(string address, GrpcChannelOptions options) => GrpcChannel.ForAddress(address, options);
        }
        """);

    [Fact]
    public Task Through_another_variable() => Verify.Reports(Start + """
            public static GrpcChannel Open(string address)
            {
                var options = new GrpcChannelOptions();
                var same = options;
                var channel = {|#0:GrpcChannel.ForAddress(address, options)|};
                {|GRPCAUTH1013:same.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token())|};
                return channel;
            }
        }
        """);

    [Fact]
    public Task Test_projects_get_information() => Verify.Reports(Start + """
            public static GrpcChannel Open(string address)
            {
                var options = new GrpcChannelOptions();
                var channel = {|#0:GrpcChannel.ForAddress(address, options)|};
                {|GRPCAUTH1013:options.HttpHandler = new SocketsHttpHandler()|};
                return channel;
            }
        }
        """, new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}
