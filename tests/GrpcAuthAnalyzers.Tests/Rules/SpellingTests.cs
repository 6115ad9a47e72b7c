using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules;

/// <summary>What is found by its name is found by its alias, and where it is not named. Found by the transformations of <c>Metamorphic</c>.</summary>
public sealed class SpellingTests
{
    [Fact]
    public Task An_alias_of_metadata() => Verify.Reports("""
        using Headers = Grpc.Core.Metadata;
        using Entry = Grpc.Core.Metadata.Entry;

        public static class Caller
        {
            public static void Call(Orders.OrdersClient client)
            {
                var headers = new Headers();
                headers.Add(new Entry("x-api-key", {|GRPCAUTH2001:"k-7f3a9c21d4e8b65f"|}));
                client.GetOrder(new OrderRequest(), headers);
            }
        }
        """);

    [Fact]
    public Task An_alias_of_a_client_whose_base_is_called() => Verify.Reports("""
        using Channels = Grpc.Net.Client.GrpcChannel;
        using Root = Base;

        internal abstract class Base(ChannelBase channel) { protected readonly Orders.OrdersClient _client = new(channel); }

        internal sealed class Desk(Channels channel) : Root(channel)
        {
            public Order Get() => {|GRPCAUTH1001:_client.GetOrder|}(new OrderRequest());
        }

        public static class Program
        {
            public static Order Run() => new Desk(Channels.ForAddress("https://orders.example.com")).Get();
        }
        """);

    [Fact]
    public Task An_alias_of_a_service_for_each_request() => Verify.Silent("""
        using Microsoft.Extensions.DependencyInjection;
        using Desk = Service;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddScoped<Desk>();
        }

        public sealed class Service(Orders.OrdersClient client)
        {
            private readonly Metadata _headers = new() { { "authorization", "Bearer " + Environment.MachineName } };

            public Order Get() => client.GetOrder(new OrderRequest(), _headers);
        }
        """);

    [Theory]
    [InlineData("var client = typeof(Orders.OrdersClient); services.AddAcmeClients(client);")]
    [InlineData("services.AddAcmeClients((typeof(Orders.OrdersClient)));")]
    public Task A_client_of_another_container(string code) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;
        using Acme;

        public static class Startup
        {
            public static void Run(IServiceCollection services)
            {
                {{code}}
            }
        }

        public interface ITokens { string Token { get; } }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });

            public object List() => orders.ListOrders(new OrderRequest());
        }
        """, Setup.Usual with
    {
        Library = """
            namespace Acme;

            public static class Setup
            {
                public static void AddAcmeClients(this Microsoft.Extensions.DependencyInjection.IServiceCollection services, params System.Type[] clients) { }
            }
            """,
    });

    [Theory]
    [InlineData("metadata.Remove(new Metadata.Entry(\"authorization\", \"k-7f3a9c21d4e8b65f\"));")]
    [InlineData("var old = new Metadata.Entry(\"authorization\", \"k-7f3a9c21d4e8b65f\"); metadata.Remove(old);")]
    [InlineData("var old = new Metadata.Entry(\"authorization\", \"k-7f3a9c21d4e8b65f\"); var gone = old; metadata.Remove(gone); metadata.Contains(old);")]
    public Task An_entry_that_is_searched_for(string code) => Verify.Silent($$"""
        public static class Caller
        {
            public static void Fill(Metadata metadata) { {{code}} }
        }
        """);

    [Theory]
    [InlineData("Check(reply);")]
    [InlineData("var answer = reply; Check(answer);")]
    public Task An_answer_that_is_looked_at_elsewhere(string code) => Verify.Silent($$"""
        public sealed class TokenResponse
        {
            public string AccessToken { get; set; } = "";
            public int ExpiresIn { get; set; }
        }

        public sealed class TokenCache(Func<Task<TokenResponse>> signIn)
        {
            private string _token = "";
            private DateTime _expires;

            public async Task<string> GetTokenAsync()
            {
                var reply = await signIn();
                _token = reply.AccessToken;
                {{code}}
                _expires = DateTime.UtcNow.AddMinutes(50);
                return _token + _expires;
            }

            private static void Check(TokenResponse reply) => ArgumentOutOfRangeException.ThrowIfLessThan(reply.ExpiresIn, 3600);
        }
        """);

    [Theory]
    [InlineData("new Channel(\"orders\", ChannelCredentials.Create(ChannelCredentials.Insecure, Credentials))")]
    [InlineData("new(\"orders\", ChannelCredentials.Create(ChannelCredentials.Insecure, Credentials))")]
    public Task A_channel_that_is_not_named(string creation) => Verify.Reports($$"""
        public static class Program
        {
            public static CallCredentials Credentials { get; } = CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            });

            public static Channel Open() => {{creation.Replace("ChannelCredentials.Create(", "{|GRPCAUTH5001:ChannelCredentials.Create(").Replace("Credentials))", "Credentials)|})")}};
        }
        """);
}
