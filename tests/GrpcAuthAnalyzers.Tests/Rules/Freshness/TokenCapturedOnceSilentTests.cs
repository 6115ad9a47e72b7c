using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Rules.Credentials;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>Code that looks like GRPCAUTH3002 and is right, or cannot be known.</summary>
public sealed class TokenCapturedOnceSilentTests
{
    [Theory]
    [InlineData("await tokens.GetTokenAsync(context.CancellationToken)")]
    [InlineData("tokens.Current")]
    [InlineData("options.Value.Token")]
    [InlineData("Environment.GetEnvironmentVariable(\"TOKEN\")")]
    [InlineData("Read()")]
    [InlineData("renewed")]
    [InlineData("(context.ServiceUrl)")]
    [InlineData("signer.Replace(kept)")]
    [InlineData("signer.ToBase64String(kept)")]
    [InlineData("Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(signer.GetString(kept)))")]
    [InlineData("new string(signer.GetString(kept).ToCharArray())")]
    [InlineData("session")]
    [InlineData("text.Value")]
    public Task A_token_that_is_read_for_each_call(string token) => Verify.Silent($$"""
        using Microsoft.Extensions.Options;

        public static class Clients
        {
            public static GrpcChannel Create(Tokens tokens, IOptions<Settings> options, ISigner signer)
            {
                var kept = tokens.Current;
                var session = Guid.NewGuid();
                var text = new Lazy<Uri>(() => new Uri(tokens.Current));
                var renewed = tokens.Current;
                void Renew() => renewed = tokens.Current;
                string Read() => tokens.Current;
                using var timer = new Timer(_ => Renew());
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor(async (context, metadata) =>
                    {
                        await Task.Yield();
                        metadata.Add("authorization", $"Bearer {{{token}}}");
                    })),
                });
            }
        }

        public sealed class Settings { public string Token { get; set; } = ""; }

        public interface ISigner
        {
            string Replace(string token);

            string GetString(string token);

            string ToBase64String(string token);
        }

        """ + TokenCapturedOnceTests.Provider);

    [Fact]
    public Task A_constant_that_is_captured_is_the_matter_of_another_rule() => Verify.Reports("""
        var token = {|GRPCAUTH2001:"c7d1f0a9e2b4"|};
        var channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + token);
                return Task.CompletedTask;
            })),
        });
        """);

    [Theory]
    [InlineData("private string _token = \"\"; public void Renew(string token) => _token = token;", "_token")]
    [InlineData("public string Token { get; set; } = \"\";", "Token")]
    [InlineData("private readonly Func<string> _token = () => Environment.MachineName;", "_token()")]
    [InlineData("private static string Token => Environment.MachineName;", "Token")]
    [InlineData("private readonly Lazy<string> _other = new(() => \"\"); private string Token() => _other.Value;", "Token()")]
    public Task An_interceptor_whose_token_may_be_renewed(string member, string token) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public sealed class Auth : Interceptor
        {
            {{member}}

            {{EveryKind.Overrides}}
            {
                var headers = new Metadata { { "authorization", "Bearer " + {{token}} } };
                {{EveryKind.Copy}}
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }
        """);

    [Fact]
    public Task A_helper_of_an_interceptor_that_gets_a_fresh_token() => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public sealed class Auth(Tokens tokens) : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                Add(headers, tokens.Current);
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }

            private static void Add(Metadata headers, string token) => headers.Add("authorization", "Bearer " + token);
        }

        """ + TokenCapturedOnceTests.Provider);

    [Fact]
    public Task Credentials_that_are_made_for_each_call() => Verify.Silent("""
        public sealed class Service(Orders.OrdersClient client)
        {
            private static CallCredentials For(string token) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + token);
                return Task.CompletedTask;
            });

            public Order Get(string token) => client.GetOrder(new OrderRequest(), new CallOptions(credentials: For(token)));

            public Order GetToo(string token) => client.GetOrder(new OrderRequest(), new CallOptions(credentials: CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + token);
                return Task.CompletedTask;
            })));
        }
        """);

    [Fact]
    public Task Metadata_of_one_call_with_a_parameter() => Verify.Silent("""
        public sealed class Service(Orders.OrdersClient client, string token)
        {
            public Order Get() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });

            public Task<Order> GetLater(string other) => Task.Run(() => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + other } }));
        }
        """);

    [Fact]
    public Task A_captured_value_that_is_no_credential() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public static class Clients
        {
            public static CallInvoker Create(ChannelBase channel, string tenant) =>
                channel.Intercept(metadata => { metadata.Add("x-tenant", tenant); return metadata; });
        }
        """);
}
