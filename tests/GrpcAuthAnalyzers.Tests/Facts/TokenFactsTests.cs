using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>A member of which a facts file says that it gives a token is one wherever a name would say so.</summary>
public sealed class TokenFactsTests
{
    private const string Company = """
        using System.Threading;
        using System.Threading.Tasks;

        namespace Acme.Company;

        public class Session
        {
            public virtual Task<string> FetchAsync(CancellationToken cancellation = default) => Task.FromResult(Current);

            public Task<string?> AskAsync() => Task.FromResult<string?>(Current);

            public Task<Ticket> OpenAsync() => Task.FromResult(new Ticket(Current));

            public string Current { get; } = System.Environment.MachineName;

            public static readonly string Shared = System.Environment.MachineName;
        }

        public sealed class WebSession : Session
        {
            public override Task<string> FetchAsync(CancellationToken cancellation = default) => base.FetchAsync(cancellation);
        }

        public record Ticket(string Token);

        public static class Desk
        {
            public static Task<string> OpenAsync(CancellationToken cancellation) => Task.FromResult(System.Environment.MachineName);

            public static string Open() => System.Environment.MachineName;
        }
        """;

    private const string Fetch = "M:Acme.Company.Session.FetchAsync(System.Threading.CancellationToken); token";

    private static Setup With(string facts) => Setup.Usual with { Library = Company, AdditionalFiles = [("GrpcAuth.Facts.txt", facts)] };

    private static string Bare(string source) => source.Replace("«", "").Replace("»", "");

    private static string Reported(string source, string id) => source.Replace("«", "{|" + id + ":").Replace("»", "|}");

    private static async Task Decides(string source, string id, string fact, DiagnosticSeverity? severity = null)
    {
        await Verify.Silent(Bare(source), With(""));
        await Verify.Reports(Reported(source, id), With(fact), severity: severity);
    }

    [Theory]
    [InlineData("Console.WriteLine(«await session.FetchAsync()»);", Fetch)]
    [InlineData("var first = await session.FetchAsync(); Console.WriteLine($\"got {«first»}\");", Fetch)]
    [InlineData("Console.WriteLine(«await new WebSession().FetchAsync()»);", Fetch)]
    [InlineData("Console.WriteLine(«session.Current»);", "P:Acme.Company.Session.Current; token")]
    [InlineData("Console.WriteLine(«Session.Shared»);", "F:Acme.Company.Session.Shared; token")]
    [InlineData("var ticket = await session.OpenAsync(); Console.WriteLine(«ticket.Token»);", "M:Acme.Company.Session.OpenAsync; token")]
    public Task A_token_is_written_to_a_log(string statements, string fact) => Decides(
        "using Acme.Company; public sealed class Worker { public async Task RunAsync(Session session) { " + statements + " await Task.Yield(); } }",
        "GRPCAUTH2006", fact);

    /// <summary>The code of an override is seen: it gives no token.</summary>
    [Fact]
    public Task What_the_code_of_an_override_shows_is_not_overruled() => Verify.Silent(
        """
        using Acme.Company;

        public sealed class NoSession : Session
        {
            public override Task<string> FetchAsync(CancellationToken cancellation = default) => Task.FromResult("none");

            public async Task RunAsync() => Console.WriteLine(await FetchAsync());
        }
        """,
        With(Fetch));

    [Fact]
    public Task Its_length_is_no_secret() => Verify.Silent(
        "using Acme.Company; public sealed class Worker { public async Task RunAsync(Session session) => Console.WriteLine((await session.FetchAsync()).Length); }",
        With(Fetch));

    [Fact]
    public Task It_is_waited_for_in_a_callback() => Decides(
        """
        using Acme.Company;
        using Grpc.Core;

        public static class Factory
        {
            public static CallCredentials Create(Session session) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("x-forwarded-session", «session.FetchAsync().Result»);
                return Task.CompletedTask;
            });
        }
        """,
        "GRPCAUTH3005", Fetch);

    [Fact]
    public Task A_call_without_it_goes_out() => Decides(
        """
        using Acme.Company;
        using Grpc.Core;

        public static class Factory
        {
            public static CallCredentials Create(Session session) => CallCredentials.FromInterceptor(async (context, metadata) =>
            {
                var found = await session.AskAsync();
                if («found is not null»)
                    metadata.Add("authorization", "Bearer " + found);
            });
        }
        """,
        "GRPCAUTH1010", "M:Acme.Company.Session.AskAsync; token", DiagnosticSeverity.Info);

    /// <summary>A property may be a setting, which stays as it is; what is a token is another one later.</summary>
    [Fact]
    public Task It_is_read_once() => Decides(
        """
        using Acme.Company;
        using Grpc.Core;

        public sealed class Worker
        {
            private readonly string _found;
            private readonly Orders.OrdersClient _client;

            public Worker(Session session, Orders.OrdersClient client) => (_found, _client) = (session.Current, client);

            public async Task RunAsync()
            {
                var headers = new Metadata { { "authorization", $"Bearer {«_found»}" } };
                await _client.GetOrderAsync(new OrderRequest(), headers);
            }
        }
        """,
        "GRPCAUTH3002", "P:Acme.Company.Session.Current; token");

    private const string Call = """
        using Acme.Company;
        using Grpc.Core;
        using Grpc.Net.Client;

        public sealed class Worker
        {
            public async Task RunAsync(PARAMETER)
            {
                var channel = CHANNEL;
                await CALL(new OrderRequest());
            }
        }
        """;

    private const string Bound = """
        GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(
                        ChannelCredentials.SecureSsl,
                        CallCredentials.FromInterceptor(async (context, metadata) =>
                            metadata.Add("authorization", $"Bearer {await TOKEN}"))),
                })
        """;

    [Theory]
    [InlineData("Session session", "session.FetchAsync(context.CancellationToken)", Fetch)]
    [InlineData("WebSession session", "session.FetchAsync(context.CancellationToken)", Fetch)]
    [InlineData("Session session", "session.FetchAsync(context.CancellationToken)", Fetch + "\nM:Acme.Company.Desk.OpenAsync; token")]
    [InlineData("", "Desk.OpenAsync(context.CancellationToken)", "M:Acme.Company.Desk.Open; token\nM:Acme.Company.Desk.OpenAsync; token")]
    public Task A_fix_takes_the_token_from_it(string parameter, string token, string fact) => Verify.Fixes(
        Call.Replace("PARAMETER", parameter).Replace("CHANNEL", "GrpcChannel.ForAddress(\"https://orders.invalid\")")
            .Replace("CALL", "{|GRPCAUTH1001:new Orders.OrdersClient(channel).GetOrderAsync|}"),
        Call.Replace("PARAMETER", parameter).Replace("CHANNEL", Bound.Replace("TOKEN", token)).Replace("CALL", "new Orders.OrdersClient(channel).GetOrderAsync"),
        With(fact));
}
