using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>
/// A streaming hub of MagicOnion is one call, made by <c>ConnectAsync</c> with the options that it gets (StreamingHubClientBase.cs); what is called on the hub
/// are messages of it, which have no headers.
/// </summary>
public sealed class StreamingHubTests
{
    private const string Hub = """

        public interface IChatReceiver { void OnMessage(string text); }

        public interface IChat : IStreamingHub<IChat, IChatReceiver>
        {
            Task JoinAsync(string room);
            ValueTask SayAsync(string text);
        }

        public static class Token
        {
            public static Metadata Headers => new() { { "authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN") } };
            public static Metadata Trace => new() { { "x-trace", "1" } };
        }
        """;

    private static readonly Setup Setup = MagicOnionTests.Setup with { Documents = [("IChat.cs", Hub)] };

    [Theory]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\").CreateCallInvoker(), receiver")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, option: new CallOptions(Token.Trace)")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, cancellationToken: default")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, StreamingHubClientOptions.CreateWithDefault()")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, StreamingHubClientOptions.CreateWithDefault(callOptions: new CallOptions(Token.Headers)).WithCallOptions(default)")]
    [InlineData("receiver: receiver, channel: GrpcChannel.ForAddress(\"https://chat.example.com\")")]
    public Task A_connection_without_credentials(string arguments) => Verify.Reports($$"""
        public static class Chats
        {
            public static async Task OpenAsync(IChatReceiver receiver)
            {
                var chat = await {|GRPCAUTH1001:StreamingHubClient.ConnectAsync<IChat, IChatReceiver>|}({{arguments}});
                await chat.JoinAsync("a");
                await chat.SayAsync("b");
            }
        }
        """, Setup);

    [Fact]
    public Task A_connection_that_a_facts_file_declares() => Verify.Silent("""
        public static class Chats
        {
            public static async Task OpenAsync(IChatReceiver receiver) =>
                await StreamingHubClient.ConnectAsync<IChat, IChatReceiver>(GrpcChannel.ForAddress("https://chat.example.com"), receiver);
        }
        """, Setup with { AdditionalFiles = [("GrpcAuth.Facts.txt", "T:IChat; anonymous")] });

    [Theory]
    [InlineData("channel, receiver")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, option: new CallOptions(Token.Headers)")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, null, new CallOptions().WithHeaders(Token.Headers)")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, StreamingHubClientOptions.CreateWithDefault(callOptions: new CallOptions(Token.Headers))")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, StreamingHubClientOptions.CreateWithDefault().WithCallOptions(new(Token.Headers)).WithHost(\"a\")")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, options")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\"), receiver, options.WithClientHeartbeatInterval(TimeSpan.Zero)")]
    [InlineData("GrpcChannel.ForAddress(\"https://chat.example.com\", new GrpcChannelOptions { Credentials = credentials }), receiver")]
    public Task A_connection_with_credentials_and_one_that_is_not_seen(string arguments) => Verify.Silent($$"""
        public static class Chats
        {
            public static async Task OpenAsync(
                IChatReceiver receiver, ChannelBase channel, StreamingHubClientOptions options, ChannelCredentials credentials)
            {
                var chat = await StreamingHubClient.ConnectAsync<IChat, IChatReceiver>({{arguments}});
                await chat.JoinAsync("a");
            }
        }
        """, Setup);

    [Theory]
    [InlineData("Acme.StreamingHubClient.ConnectAsync<IChat, IChatReceiver>(GrpcChannel.ForAddress(\"https://chat.example.com\"), null!)")]
    [InlineData("new Acme.Socket().ConnectAsync(GrpcChannel.ForAddress(\"https://chat.example.com\"))")]
    public Task Another_method_of_that_name(string connection) => Verify.Silent($$"""
        await {{connection}};

        namespace Acme
        {
            public static class StreamingHubClient
            {
                public static Task<THub> ConnectAsync<THub, TReceiver>(ChannelBase channel, TReceiver receiver) => throw new NotSupportedException();
            }

            public sealed class Socket
            {
                public Task ConnectAsync(ChannelBase channel) => Task.CompletedTask;
            }
        }
        """, Setup);

    [Theory]
    [InlineData("grpc_auth.anonymous_services = IChat")]
    [InlineData("grpc_auth.anonymous_methods = IChat/Connect")]
    public Task A_hub_that_the_options_name_is_anonymous(string options) => Verify.Silent("""
        var chat = await StreamingHubClient.ConnectAsync<IChat, IChatReceiver>(GrpcChannel.ForAddress("https://chat.example.com"), null!);
        """, Setup with { EditorConfig = options });

    [Fact]
    public Task Call_credentials_are_added_to_the_channel() => Verify.Fixes("""
        public sealed class Chats(IChatReceiver receiver, Func<Task<string>> token)
        {
            private readonly GrpcChannel _channel = {|#0:GrpcChannel.ForAddress("https://chat.example.com")|};

            public Task<IChat> OpenAsync() => {|GRPCAUTH1001:StreamingHubClient.ConnectAsync<IChat, IChatReceiver>|}(_channel, receiver);
        }
        """, """
        public sealed class Chats(IChatReceiver receiver, Func<Task<string>> token)
        {
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://chat.example.com", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(
                    ChannelCredentials.SecureSsl,
                    CallCredentials.FromInterceptor(async (context, metadata) =>
                        metadata.Add("authorization", $"Bearer {await token()}"))),
            });

            public Task<IChat> OpenAsync() => StreamingHubClient.ConnectAsync<IChat, IChatReceiver>(_channel, receiver);
        }
        """, Setup);

    [Theory]
    [InlineData("option: new CallOptions(Token.Headers)")]
    [InlineData("options")]
    public Task A_channel_of_another_connection_that_brings_a_credential_is_left_alone(string options) => Verify.NotFixable($$"""
        public sealed class Chats(IChatReceiver receiver, StreamingHubClientOptions options)
        {
            private readonly GrpcChannel _channel = {|#0:GrpcChannel.ForAddress("https://chat.example.com")|};

            public Task<IChat> OpenAsync() => {|GRPCAUTH1001:StreamingHubClient.ConnectAsync<IChat, IChatReceiver>|}(_channel, receiver);

            public Task<IChat> OpenMineAsync() => StreamingHubClient.ConnectAsync<IChat, IChatReceiver>(_channel, receiver, {{options}});

            public StreamingHubClientOptions Options => options;
        }
        """, Setup);

    [Fact]
    public Task Headers_that_are_made_once_for_every_connection() => Verify.Reports("""
        public sealed class Chats(IChatReceiver receiver)
        {
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://chat.example.com");
            private readonly Metadata _headers = {|GRPCAUTH3001:new() { { "authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN") } }|};

            public Task<IChat> OpenAsync() =>
                StreamingHubClient.ConnectAsync<IChat, IChatReceiver>(_channel, receiver, option: new CallOptions({|#0:_headers|}));
        }
        """, Setup);
}
