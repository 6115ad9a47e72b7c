using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Rules.Secrets;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>The contract of fixes over whole programs with hard-coded credentials, and that a fix writes a secret nowhere.</summary>
public sealed class SecretContractTests
{
    private const string Usings = """
        using System;
        using System.Net.Http;
        using System.Net.Http.Headers;
        using System.Threading;
        using System.Threading.Tasks;
        using Acme.Orders;
        using Grpc.Core;

        """;

    /// <summary>A program in C# 7.3: handlers, providers, constants and pairs in one file.</summary>
    private const string Program = Usings + """
        namespace Desks
        {
            public interface ITokenProvider
            {
                Task<string> GetTokenAsync(CancellationToken cancellation);
            }

            /// <summary>Hands out the token of the desk.</summary>
            public sealed class DeskTokens : ITokenProvider
            {
                public Task<string> GetTokenAsync(CancellationToken cancellation)
                {
                    // renewed by hand
                    return Task.FromResult("desk-writer-88c4"); // until the vault is there
                }
            }

            public sealed class StockHandler : DelegatingHandler
            {
                protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "stock-writer-77b3");
                    return base.SendAsync(request, cancellationToken);
                }
            }

            public static class Settings
            {
        #if DEBUG
                internal const string ArchiveKey = "archive-debug-11a2";
        #else
                internal const string ArchiveKey = "archive-writer-55d6"; // of the archive
        #endif
            }

            public sealed class Desk
            {
                private readonly Orders.OrdersClient _client;

                public Desk(Orders.OrdersClient client)
                {
                    _client = client;
                }

                public Order First()
                {
                    return _client.GetOrder(new OrderRequest(), new Metadata { { "x-api-key", Settings.ArchiveKey } });
                }

                public Order Second()
                {
                    var headers = new Metadata();
                    headers.Add("authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("svc:letmein123")));
                    Console.WriteLine(Settings.ArchiveKey.Length);
                    return _client.GetOrder(new OrderRequest(), headers);
                }
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.CSharp9, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.Latest, NullableContextOptions.Enable)]
    public async Task A_program_with_every_kind_of_hard_coded_credential(LanguageVersion language, NullableContextOptions nullable)
    {
        var text = await FixPromise.HoldsAsync(Program, Setup.Usual with { Language = language, Nullable = nullable, GlobalUsings = false });
        Assert.DoesNotContain("desk-writer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("stock-writer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("letmein", text, StringComparison.Ordinal);
        Assert.DoesNotContain("archive-writer", text, StringComparison.Ordinal);
        Assert.Contains("// until the vault is there", text, StringComparison.Ordinal);
        Assert.Contains("archive-debug-11a2", text, StringComparison.Ordinal);
        Assert.Contains("'GRPC_DESK_TOKEN'", text, StringComparison.Ordinal);
        Assert.Contains("internal static string ArchiveKey => ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_breaks_of_Windows_stay()
    {
        var text = await FixPromise.HoldsAsync(Program.ReplaceLineEndings("\r\n"), Setup.Usual with { GlobalUsings = false });
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Top_level_statements()
    {
        var text = await FixPromise.HoldsAsync("""
            const string key = "archive-writer-88c4";
            using var channel = GrpcChannel.ForAddress("https://orders.example.com");
            var client = new Orders.OrdersClient(channel);
            Console.WriteLine(key.Length);
            await client.GetOrderAsync(new OrderRequest(), new Metadata { { "x-api-key", key } });
            """);
        Assert.Contains("string key = Environment.GetEnvironmentVariable(\"GRPC_ORDERS_API_KEY\")\n    ?? throw", text, StringComparison.Ordinal);
        Assert.DoesNotContain("const", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_takes_the_configuration_that_it_has()
    {
        var text = await FixPromise.HoldsAsync("""
            using Microsoft.Extensions.Configuration;

            public sealed class BillingTokenProvider(IConfiguration configuration)
            {
                public string Region => configuration["Region"] ?? "";

                public async Task<string> GetTokenAsync(CancellationToken cancellation)
                {
                    await Task.Delay(1, cancellation);
                    return "archive-writer-88c4";
                }
            }
            """);
        Assert.Contains("return configuration[\"Grpc:BillingToken\"]\n            ?? throw new InvalidOperationException(\"The setting 'Grpc:BillingToken' is missing.\");", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_does_not_ask_itself()
    {
        var text = await FixPromise.HoldsAsync("""
            public sealed class BillingTokenProvider
            {
                public Task<string> GetTokenAsync() => Task.FromResult(GetToken());

                public string GetToken() => "archive-writer-88c4";
            }
            """);
        Assert.Contains("public string GetToken() => Environment.GetEnvironmentVariable(\"GRPC_BILLING_TOKEN\")\n        ?? throw", text, StringComparison.Ordinal);
    }

    [Fact]
    public Task Of_a_provider_that_keeps_its_token_the_constant_becomes_a_property() => FixPromise.WritesAsync(
        "private static string Value => Environment.GetEnvironmentVariable(\"GRPC_BILLING_TOKEN\")\n        ?? throw",
        """
        public sealed class BillingTokenProvider
        {
            private const string Value = "archive-writer-88c4";

            public string GetToken() => Value;
        }
        """);

    [Theory]
    [InlineData("class Wires { static GrpcChannel Run() => GrpcChannel.ForAddress(\"https://orders.example\", new GrpcChannelOptions { Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, new Bearer(\"archive-writer-88c4\").Make()) }); }")]
    [InlineData("class Wires { static Metadata Make(string token) => new Metadata { { \"authorization\", \"Bearer \" + token } }; static Order Run(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), Make(\"archive-writer-88c4\")); }")]
    [InlineData("class Wires { const string Token = \"archive-writer-88c4\"; static CallCredentials Make() => CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", $\"Bearer {Token}\"); Console.Write(Token.Length); return Task.CompletedTask; }); }")]
    [InlineData("class Wires { static CallCredentials Make() { var token = \"archive-writer-88c4\"; return CallCredentials.FromInterceptor((c, m) => { m.Add(\"authorization\", \"Bearer \" + token); return Task.CompletedTask; }); } }")]
    [InlineData("record Account(string Token); class Wires { static void Fill(Metadata metadata) { var account = new Account(\"archive-writer-88c4\"); metadata.Add(\"authorization\", \"Bearer \" + account.Token); } }")]
    [InlineData("class Wires { static void Fill(Metadata metadata) { foreach (var pair in new Dictionary<string, string> { [\"x-api-key\"] = \"archive-writer-88c4\", [\"x-region\"] = \"eu\" }) metadata.Add(pair.Key, pair.Value); } }")]
    [InlineData("class Wires { static void Fill(Metadata metadata, string region) => metadata.Add(\"x-api-key\", region switch { \"eu\" => \"archive-writer-88c4\", _ => throw new ArgumentException(region) }); }")]
    [InlineData("class Wires { static void Fill(Metadata metadata) => metadata.Add(\"authorization\", \"\"\"Bearer archive-writer-88c4\"\"\"); }")]
    [InlineData("class Wires { static void Fill(Metadata metadata) => metadata.Add(\"authorization\", \"Bearer \" /* of the archive */ + \"archive-writer-88c4\"); }")]
    [InlineData("class Wires { static readonly Metadata s_headers = new() { { \"authorization\", \"Bearer archive-writer-88c4\" } }; static Order Run(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), s_headers); }")]
    [InlineData("class Wires { private readonly string _token; public Wires() { _token = \"archive-writer-88c4\"; } void Fill(Metadata metadata) => metadata.Add(\"authorization\", \"Bearer \" + _token); }")]
    [InlineData("class Wires { static void Fill(Metadata metadata) => metadata.Add(\"authorization\", \"Basic \" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($\"{User}:{Pass}\"))); const string User = \"svc\"; const string Pass = \"archive-writer-88c4\"; }")]
    [InlineData("class FixedTokenProvider { const string Head = \"archive-\"; const string Tail = \"writer-88c4-x\"; public string GetToken() => Head + Tail; }")]
    [InlineData("class FixedTokenProvider { public string GetToken() => \"archive!writer@88c4\"; }")]
    [InlineData("class FixedTokenProvider { public string GetToken() => Values.Token; } static class Values { internal const string Token = \"archive-writer-88c4\"; }")]
    public async Task What_a_fix_does_or_leaves_alone_keeps_the_contract(string source) => await FixPromise.HoldsAsync(Bearer + source);

    private const string Bearer = """
        class Bearer
        {
            private readonly string _token;

            public Bearer(string token) => _token = token;

            public CallCredentials Make() => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + _token);
                return Task.CompletedTask;
            });
        }

        """;

    [Theory]
    [InlineData("_ = new Options { AccessToken = [|{0}|] };", "var token = Environment.GetEnvironmentVariable(\"DESK_TOKEN\")\n            ?? throw|_ = new Options { AccessToken = token };")]
    [InlineData("_ = new Options { ClientSecret = [|{0}|] };", "var clientSecret = Environment.GetEnvironmentVariable(\"DESK_CLIENT_SECRET\")\n            ?? throw|_ = new Options { ClientSecret = clientSecret };")]
    [InlineData("Use(apiKey: [|{0}|]);", "var apiKey = Environment.GetEnvironmentVariable(\"DESK_API_KEY\")\n            ?? throw|Use(apiKey: apiKey);")]
    [InlineData("Use(\"Bearer \" + [|{0}|]);", "var token = Environment.GetEnvironmentVariable(\"DESK_RUN_TOKEN\")\n            ?? throw|Use($\"Bearer {token}\");")]
    public async Task A_known_form_that_nothing_is_seen_to_send(string statement, string expected)
    {
        var text = await new MarkedFix(new HardCodedCredentialFix()).ApplyAsync(Unsent(statement, "archive.writer-88c4"));
        foreach (var part in expected.Split('|'))
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Obsolete([|{0}|])] void Old() { } Old();")]
    [InlineData("void Old(string key = [|{0}|]) { } Old();")]
    [InlineData("_ = Environment.MachineName is [|{0}|];")]
    [InlineData("switch (Environment.MachineName) { case [|{0}|]: break; }")]
    [InlineData("System.Linq.Expressions.Expression<Func<string>> e = () => [|{0}|]; _ = e;")]
    [InlineData("_ = $@\"{[|{0}|]}\";")]
    public async Task A_known_form_where_a_constant_is_needed(string statement) =>
        Assert.Null(await new MarkedFix(new HardCodedCredentialFix()).TitleAsync(Unsent(statement, "archive.writer-88c4")));

    [Fact]
    public async Task A_text_that_is_more_than_the_token_has_no_fix() =>
        Assert.Null(await new MarkedFix(new HardCodedCredentialFix()).TitleAsync(Unsent("Use([|{0}|]);", "https://svc:archive-88c4@example.com")));

    [Fact]
    public async Task No_piece_of_a_secret_is_in_a_title_a_key_or_new_text()
    {
        for (var round = 0; round < 8; round++)
        {
            var secret = Guid.NewGuid().ToString("N");
            var pair = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Guid.NewGuid().ToString("N") + ":" + secret));
            foreach (var statement in new[] { "metadata.Add(\"authorization\", \"Bearer {0}\");", "metadata.Add(\"x-api-key\", \"{0}\");", "var token = \"{0}\"; metadata.Add(\"authorization\", $\"Bearer {token}\");", "metadata.Add(\"authorization\", \"Basic {1}\");", "metadata.Add(\"x-api-key\", Environment.GetEnvironmentVariable(\"TOKEN\") ?? \"{0}\");" })
            {
                var source = "public static class Program { public static void Fill(Metadata metadata) { " + statement.Replace("{0}", secret, StringComparison.Ordinal).Replace("{1}", pair, StringComparison.Ordinal) + " } }";
                var texts = await TextsOfFixesAsync(source);
                Assert.NotEmpty(texts);
                foreach (var text in texts)
                {
                    Assert.All(PiecesOf(secret).Concat(PiecesOf(pair)), piece => Assert.DoesNotContain(piece, text, StringComparison.OrdinalIgnoreCase));
                }
            }
        }
    }

    private static IEnumerable<string> PiecesOf(string secret) => Enumerable.Range(0, secret.Length - 5).Select(i => secret.Substring(i, 6));

    private static async Task<List<string>> TextsOfFixesAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        var reports = (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports;
        var texts = new List<string>();
        foreach (var offer in await FixHost.OffersAsync([new HardCodedCredentialFix()], project, reports))
        {
            texts.Add(offer.Action.Title);
            texts.Add(offer.Action.EquivalenceKey!);
            foreach (var after in (await FixHost.ApplyAsync(offer)).Documents)
                texts.Add((await after.GetTextAsync()).ToString());
        }

        return texts;
    }

    private static string Unsent(string statement, string text) => $$"""
        public sealed class Options
        {
            public string? AccessToken { get; set; }
            public string? ClientSecret { get; set; }
        }

        public static class Desk
        {
            public static void Use(string apiKey) => Console.WriteLine(apiKey.Length);

            public static void Run()
            {
                {{statement.Replace("{0}", "\"" + text + "\"", StringComparison.Ordinal)}}
            }
        }
        """;
}
