using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Options that something may still read, or that were not read before.</summary>
public sealed class ChannelOptionsChangedTooLateSilentTests
{
    private const string Start = """
        public sealed class Shop
        {
            private static readonly List<object> Kept = new();
            internal static GrpcChannelOptions? Last;
            private readonly GrpcChannelOptions _shared = new();

            private static CallCredentials Token() => CallCredentials.FromInterceptor((context, metadata) => Task.CompletedTask);


        """;

    [Theory]
    [InlineData("var first = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; return GrpcChannel.ForAddress(address, options);")]
    [InlineData("Func<GrpcChannel> open = () => GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; return open();")]
    [InlineData("var lazy = new Lazy<GrpcChannel>(() => GrpcChannel.ForAddress(address, options)); options.HttpHandler = handler; return lazy.Value;")]
    [InlineData("Kept.Add(options); var channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; return channel;")]
    [InlineData("var channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; Last = options; return channel;")]
    [InlineData("var channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; Use(options); return channel;")]
    [InlineData("var channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; Kept.Add(options.HttpHandler); return channel;")]
    [InlineData("if (handler is null) return GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; return GrpcChannel.ForAddress(address, options);")]
    [InlineData("GrpcChannel? channel = null; if (handler is null) channel = GrpcChannel.ForAddress(address, options); else options.HttpHandler = handler; return channel!;")]
    [InlineData("GrpcChannel? channel = null; for (var i = 0; i < 2; i++) { channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; } return channel!;")]
    [InlineData("var channel = GrpcChannel.ForAddress(address, options); options = new GrpcChannelOptions(); options.HttpHandler = handler; return channel;")]
    [InlineData("var channel = GrpcChannel.ForAddress(address, options); options.ServiceProvider = null; return channel;")]
    [InlineData("var channel = GrpcChannel.ForAddress(address); options.HttpHandler = handler; return channel;")]
    [InlineData("options.HttpHandler = handler; return GrpcChannel.ForAddress(address, options);")]
    [InlineData("GrpcChannel? channel = null; if (handler is null) channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; return channel!;")]
    [InlineData("options = handler is null ? new GrpcChannelOptions() : new GrpcChannelOptions { HttpHandler = handler }; var channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; return channel;")]
    [InlineData("var made = handler is null ? new GrpcChannelOptions() : options; var channel = GrpcChannel.ForAddress(address, made); made.HttpHandler = handler; return channel;")]
    [InlineData("var made = Make(); var channel = GrpcChannel.ForAddress(address, made); made.HttpHandler = handler; return channel;")]
    [InlineData("var channel = Channels.ForAddress(address, options); options.HttpHandler = handler; return channel;")]
    [InlineData("var channel = GrpcChannel.ForAddress(address, options); Action change = () => options.HttpHandler = handler; change(); return channel;")]
    [InlineData("GrpcChannel? channel = null; while (channel is null) { channel = GrpcChannel.ForAddress(address, options); Console.WriteLine(options.HttpHandler); options.HttpHandler = handler; } return channel;")]
    [InlineData("again: var channel = GrpcChannel.ForAddress(address, options); options.HttpHandler = handler; if (address.Length > 80) goto again; return channel;")]
    public Task Of_a_local(string statements) => Verify.Silent(Start + $$"""
            public static GrpcChannel Open(string address, HttpMessageHandler? handler)
            {
                var options = new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Token()) };
                {{statements}}
            }

            private static void Use(GrpcChannelOptions options) => Last = options;

            private static GrpcChannelOptions Make() => new() { HttpHandler = new SocketsHttpHandler() };

            public static IChannels Channels { get; set; } = null!;
        }

        public interface IChannels
        {
            GrpcChannel ForAddress(string address, GrpcChannelOptions options);
        }
        """);

    [Fact]
    public Task Of_a_parameter_a_field_of_many_methods_and_a_callback() => Verify.Silent(Start + """
            public static GrpcChannel Open(string address, GrpcChannelOptions options)
            {
                var channel = GrpcChannel.ForAddress(address, options);
                options.HttpHandler = new SocketsHttpHandler();
                return channel;
            }

            public GrpcChannel Open(string address)
            {
                var channel = GrpcChannel.ForAddress(address, _shared);
                _shared.HttpHandler = new SocketsHttpHandler();
                return channel;
            }

            public static GrpcChannelOptions Build(string address, out GrpcChannel channel)
            {
                var options = new GrpcChannelOptions();
                channel = GrpcChannel.ForAddress(address, options);
                options.HttpHandler = new SocketsHttpHandler();
                return options;
            }

            public static void Set(GrpcChannelOptions options) => options.HttpHandler = new SocketsHttpHandler();
        }
        """);
}
