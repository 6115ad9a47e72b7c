using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Code that looks like GRPCAUTH2006 and is right, or cannot be known.</summary>
public sealed class CredentialLoggedSilentTests
{
    [Theory]
    [InlineData("_logger.LogInformation(\"Token has {Length} characters\", token.Length);")]
    [InlineData("_logger.LogInformation(\"Token has {Length} characters\", token?.Length);")]
    [InlineData("_logger.LogInformation(\"Token is there: {There}\", token is not null);")]
    [InlineData("_logger.LogInformation(\"Token is empty: {Empty}\", string.IsNullOrEmpty(token));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token[..4]);")]
    [InlineData("_logger.LogInformation(\"Token {Token}...\", token[..4] + \"...\" + token[^4..]);")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token.Substring(0, 4) + \"...\");")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token.Substring(token.Length - 4));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token.Substring(4));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token.Substring(8));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token[10..]);")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token.Remove(4));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token[0]);")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token.Split('.')[1]);")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", new string('*', token.Length));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", Mask(token));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", Redact.It(token));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", Fingerprint(token));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token.GetHashCode());")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", nameof(token));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", _verbose ? token : \"***\");")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", _verbose ? token : token[..4]);")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", _verbose ? token : \"[redacted]\");")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token == expected ? \"right\" : \"wrong\");")]
    [InlineData("_logger.LogInformation(\"{Text}\", text.Replace(token, \"***\"));")]
    [InlineData("_logger.LogInformation(\"Token of {User} with {Scheme}\", user, scheme);")]
    [InlineData("_logger.LogInformation(\"Token obtained\");")]
    [InlineData("_logger.LogInformation(\"Token is cancelled: {Cancelled}\", cancellationToken.IsCancellationRequested);")]
    [InlineData("_logger.LogInformation(\"Page {PageToken}\", pageToken);")]
    [InlineData("_logger.LogInformation(\"Expected {Token}\", expected);")]
    [InlineData("_logger.LogInformation(\"Token of type {TokenType}\", tokenType);")]
    [InlineData("var shown = \"***\"; if (_verbose) shown = token; _logger.LogInformation(\"Token {Token}\", shown);")]
    [InlineData("var shown = token; shown = \"***\" + shown.Length; _logger.LogInformation(\"Token {Token}\", shown);")]
    [InlineData("var shown = token; Hide(ref shown); _logger.LogInformation(\"Token {Token}\", shown);")]
    [InlineData("throw new ArgumentNullException(nameof(token));")]
    [InlineData("client.GetOrder(new OrderRequest(), new Metadata { { HeaderName, token } }); _logger.LogInformation(\"Header {HeaderName} is set\", HeaderName);")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", Last4(token));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", Describe(token, _verbose));")]
    [InlineData("_logger.LogInformation(\"Token {Token}\", token switch { null => \"none\", { Length: < 8 } => token, _ => token[..4] });")]
    [InlineData("var entry = new Metadata.Entry(\"authorization\", token); _logger.LogInformation(\"Header {Header}\", entry.Key);")]
    [InlineData("_logger.LogInformation(\"Headers {Headers}\", client.GetOrderAsync(new OrderRequest(), new Metadata { { \"authorization\", token } }).ResponseHeadersAsync.Result);")]
    [InlineData("_logger.LogInformation(\"{Count} tokens: {Tokens}\", 2, new List<string> { token[..2] });")]
    [InlineData("try { } catch (RpcException ex) when (token.Length > 0) { _logger.LogError(ex, \"Token refused: {Detail}\", ex.Status.Detail); }")]
    [InlineData("try { } catch (Exception ex) { throw new RpcException(new Status(StatusCode.Unauthenticated, $\"Token refused: {ex.Message}\")); }")]
    [InlineData("throw new ArgumentException(\"The token is empty\", nameof(token));")]
    [InlineData("throw new TokenException(token);")]
    [InlineData("throw new RpcException(new Status(StatusCode.Unauthenticated, \"The token is refused\"));")]
    [InlineData("throw new RpcException(new Status(StatusCode.Unauthenticated, $\"Token of {user} is refused\"));")]
    [InlineData("System.Diagnostics.Activity.Current?.SetTag(\"token.length\", token.Length);")]
    [InlineData("System.IO.File.WriteAllText(\"token\", token);")]
    [InlineData("var file = new System.IO.StreamWriter(\"token\"); file.WriteLine(token);")]
    [InlineData("using var memory = new System.IO.StringWriter(); memory.WriteLine(token);")]
    [InlineData("Show(token);")]
    [InlineData("_store.Write(token);")]
    [InlineData("_store.Log(token);")]
    [InlineData("_store.LogToken(token);")]
    public Task Values_that_are_not_the_whole_credential(string statement) => Verify.Silent($$"""
        using Microsoft.Extensions.Logging;

        public interface IStore { void Write(string token); void Log(string token); void LogToken(string token); }

        public sealed class TokenException(string token) : Exception("The token is refused") { public int Length => token.Length; }

        public static class Redact { public static string It(string value) => value; }

        public sealed class Caller(Orders.OrdersClient client, ILogger<Caller> logger, IStore store, bool verbose)
        {
            private readonly ILogger _logger = logger;
            private readonly IStore _store = store;
            private readonly bool _verbose = verbose;

            public void Call(string token, string user, string scheme, string text, string expected, string pageToken, string tokenType, CancellationToken cancellationToken)
            {
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"{scheme} {token}" }, { "x-user", user } });
                {{statement}}
            }

            private static readonly string HeaderName = Environment.MachineName + "-token";

            private static string Last4(string token) => token[^4..];

            private static string Describe(string token, bool full) => full ? token : token.Length.ToString();

            private static string Mask(string value) => value.Length > 8 ? value[..4] + "..." : value;

            private static string Fingerprint(string value) => value.GetHashCode().ToString("x8");

            private static void Hide(ref string value) => value = "***";

            private static void Show(string value) => _ = value.Length;
        }
        """);

    [Theory]
    [InlineData("_logger.LogInformation(\"{Header}\", context.RequestHeaders.GetValue(\"x-request-id\"));")]
    [InlineData("_logger.LogInformation(\"{Header}\", context.RequestHeaders.GetValue(\"x-page-token\"));")]
    [InlineData("_logger.LogInformation(\"{Header}\", context.RequestHeaders.GetValue(name));")]
    [InlineData("_logger.LogInformation(\"There: {There}\", context.RequestHeaders.GetValue(\"authorization\") is not null);")]
    [InlineData("_logger.LogInformation(\"Scheme {Scheme}\", context.RequestHeaders.GetValue(\"authorization\")!.Split(' ')[0]);")]
    [InlineData("_logger.LogInformation(\"Key {Key}\", context.RequestHeaders.Get(\"authorization\")?.Key);")]
    [InlineData("_logger.LogInformation(\"{Count} headers\", context.RequestHeaders.Count);")]
    [InlineData("_logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.Select(h => h.Key)));")]
    [InlineData("_logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.Select(h => h.Key == \"authorization\" ? \"authorization=***\" : $\"{h.Key}={h.Value}\")));")]
    [InlineData("_logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.Select(h => $\"{h.Key}={Mask(h.Value)}\")));")]
    [InlineData("_logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.Where(h => h.Key != \"authorization\").Select(h => $\"{h.Key}={h.Value}\")));")]
    [InlineData("_logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.Where(IsHarmless)));")]
    [InlineData("_logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.Select(Describe)));")]
    [InlineData("_logger.LogInformation($\"{context.RequestHeaders}\");")]
    [InlineData("Console.WriteLine(context.RequestHeaders);")]
    [InlineData("Console.WriteLine(\"Headers: \" + context.RequestHeaders);")]
    [InlineData("foreach (var header in context.RequestHeaders) Console.WriteLine(header.Key);")]
    [InlineData("foreach (var header in context.RequestHeaders) if (header.Key != \"authorization\") Console.WriteLine(header.Value);")]
    [InlineData("foreach (var header in context.RequestHeaders) { if (header.Key == \"authorization\") continue; Console.WriteLine(header.Value); }")]
    [InlineData("foreach (var header in context.RequestHeaders) { if (!IsHarmless(header)) continue; Console.WriteLine(header); }")]
    [InlineData("foreach (var header in context.RequestHeaders.Where(IsHarmless)) Console.WriteLine(header);")]
    [InlineData("foreach (var header in context.RequestHeaders) Console.WriteLine($\"{header.Key}: {(header.Key == \"authorization\" ? \"hidden\" : header.Value)}\");")]
    [InlineData("foreach (var header in context.RequestHeaders) { var value = header.Key switch { \"authorization\" => \"hidden\", _ => header.Value }; Console.WriteLine(value); }")]
    [InlineData("var copy = new Metadata(); foreach (var header in context.RequestHeaders) if (IsHarmless(header)) copy.Add(header); _logger.LogInformation(\"{Headers}\", copy);")]
    [InlineData("_logger.LogInformation(\"{Headers}\", context.ResponseTrailers);")]
    [InlineData("_logger.LogInformation(\"{Agent}\", context.GetHttpContext().Request.Headers.UserAgent);")]
    [InlineData("_logger.LogInformation(\"{Scheme}\", System.Net.Http.Headers.AuthenticationHeaderValue.Parse(context.RequestHeaders.GetValue(\"authorization\")!).Scheme);")]
    [InlineData("foreach (var challenge in new HttpResponseMessage().Headers.WwwAuthenticate) _logger.LogInformation(\"{Challenge}\", challenge);")]
    [InlineData("_logger.LogInformation(\"{Challenge}\", new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\"));")]
    public Task Headers_that_are_no_credential_or_are_chosen(string statement) => Verify.Silent($$"""
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Logging;

        public sealed class Service(ILogger<Service> logger)
        {
            private readonly ILogger _logger = logger;

            public void Serve(ServerCallContext context, string name)
            {
                if (context.RequestHeaders.GetValue("authorization") is null)
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "no token"));

                {{statement}}
            }

            private static bool IsHarmless(Metadata.Entry entry) => entry.Key.StartsWith("x-");

            private static string Describe(Metadata.Entry entry) => entry.Key;

            private static string Mask(string value) => value[..2];
        }
        """);

    [Theory]
    [InlineData("_logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.Select(h => $\"{h.Key}={h.Value}\")));")]
    [InlineData("foreach (var header in context.RequestHeaders) Console.WriteLine($\"{header.Key}: {header.Value}\");")]
    [InlineData("_logger.LogInformation(\"{Id}\", context.RequestHeaders.GetValue(\"x-request-id\"));")]
    public Task Every_header_of_a_program_that_asks_for_no_credential(string statement) => Verify.Silent($$"""
        using Microsoft.Extensions.Logging;

        public sealed class Service(ILogger<Service> logger)
        {
            private readonly ILogger _logger = logger;

            public void Serve(ServerCallContext context)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine(lexer.GetToken());")]
    [InlineData("Console.WriteLine(lexer.GetNextToken());")]
    [InlineData("Console.WriteLine(await pages.GetPageTokenAsync());")]
    [InlineData("Console.WriteLine(await pages.GetContinuationTokenAsync());")]
    [InlineData("Console.WriteLine(pages.GetTokenCount());")]
    [InlineData("Console.WriteLine(pages.GetAccessTokenType());")]
    [InlineData("Console.WriteLine(await phones.GetTokenAsync());")]
    [InlineData("Console.WriteLine((await cards.CreateTokenAsync()).Token);")]
    [InlineData("var parts = name.Split(' '); Console.WriteLine($\"token {parts[1]}\");")]
    [InlineData("Console.WriteLine($\"token {args[1]}\");")]
    [InlineData("Console.WriteLine(answer.AccessToken);")]
    [InlineData("Console.WriteLine((await provider.RequestTokenAsync()).ExpiresIn);")]
    [InlineData("Console.WriteLine(await provider.RequestTokenAsync());")]
    [InlineData("var token = Console.ReadLine(); Console.WriteLine($\"token {token}\");")]
    [InlineData("foreach (var token in \"a b\".Split(' ')) Console.WriteLine(token);")]
    [InlineData("Console.WriteLine(configuration[\"Grpc:TokenUrl\"]);")]
    [InlineData("Console.WriteLine(configuration[\"Auth:Mode\"]);")]
    [InlineData("Console.WriteLine(configuration[\"Grpc:Auth\"]);")]
    [InlineData("Console.WriteLine(configuration[\"Grpc:TokenLifetime\"]);")]
    [InlineData("Console.WriteLine(configuration.GetSection(\"Token\"));")]
    [InlineData("Console.WriteLine(Environment.GetEnvironmentVariable(\"TOKEN_FILE\"));")]
    [InlineData("Console.WriteLine(configuration[name]);")]
    [InlineData("Console.WriteLine(string.IsNullOrEmpty(configuration[\"Grpc:Token\"]) ? \"no token\" : \"token is set\");")]
    [InlineData("_ = configuration[\"Grpc:Token\"] ?? throw new InvalidOperationException(\"Set 'Grpc:Token'\");")]
    [InlineData("var token = \"none\"; if (name.Length > 3) token = await provider.GetAccessTokenAsync(); else token = name; Console.WriteLine(token);")]
    [InlineData("var names = new Dictionary<string, string> { [\"token\"] = name }; Console.WriteLine(names[\"token\"]);")]
    public Task Tokens_of_another_kind_or_of_unknown_origin(string statement) => Verify.Silent($$"""
        using Microsoft.Extensions.Configuration;

        public sealed class TokenAnswer { public string AccessToken { get; set; } = ""; public int ExpiresIn { get; set; } }

        public interface ITokenProvider { Task<string> GetAccessTokenAsync(); Task<TokenAnswer> RequestTokenAsync(); }

        public interface ILexer { string GetToken(); string GetNextToken(); }

        public interface IPages { Task<string> GetPageTokenAsync(); Task<string> GetContinuationTokenAsync(); int GetTokenCount(); string GetAccessTokenType(); }

        public interface IPhoneMessaging { Task<string> GetTokenAsync(); }

        public sealed class CardToken { public string Token { get; set; } = ""; }

        public interface ITokens { Task<CardToken> CreateTokenAsync(); }

        public sealed class Caller
        {
            public async Task CallAsync(ITokenProvider provider, ILexer lexer, IPages pages, IPhoneMessaging phones, ITokens cards, string[] args, TokenAnswer answer, IConfiguration configuration, string name)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task A_user_name_beside_a_password() => Verify.Silent("""
        public sealed class Caller(Orders.OrdersClient client)
        {
            public void Call(string user, string password, string apiKeyId, string userName)
            {
                var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}"));
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Basic " + basic }, { "x-auth", userName }, { "x-api-key", $"{apiKeyId}.{password}" } });
                Console.WriteLine($"Authenticated as {user} with the key {apiKeyId}, {userName}");
            }
        }
        """);

    [Fact]
    public Task A_property_of_another_meaning_on_an_object_that_holds_a_credential() => Verify.Silent("""
        public sealed class Setting { public string Name { get; set; } = ""; public string Value { get; set; } = ""; }

        public sealed class Caller
        {
            public Metadata Create(Setting key) => new() { { "x-api-key", key.Value } };

            public void Show(Setting header) => Console.WriteLine($"header {header.Name} is {header.Value}");
        }
        """);

    [Fact]
    public Task A_variable_that_is_used_again() => Verify.Silent("""
        public sealed class Caller(Orders.OrdersClient client)
        {
            public void Call(string token, string region)
            {
                var header = region;
                Console.WriteLine($"header {header}");
                header = $"Bearer {token}";
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", header } });
                header = region + "/orders";
                Console.WriteLine($"header {header}");
            }
        }
        """);

    [Fact]
    public Task A_parameter_that_is_declared_sensitive() => Verify.Silent("""
        using Microsoft.Extensions.Logging;

        namespace Microsoft.Extensions.Compliance.Classification
        {
            public abstract class DataClassificationAttribute : Attribute;
        }

        public sealed class SecretAttribute : Microsoft.Extensions.Compliance.Classification.DataClassificationAttribute;

        public static partial class Log
        {
            [LoggerMessage(Level = LogLevel.Debug, Message = "Token {Token}")]
            public static partial void TokenAcquired(ILogger logger, [Secret] string token);
        }

        public sealed class Caller(ILogger<Caller> logger)
        {
            public Metadata Create(string token)
            {
                Log.TokenAcquired(logger, token);
                return new() { { "authorization", token } };
            }
        }
        """, Setup.Usual with { CompilerErrors = true });

    [Fact]
    public Task A_logger_of_ones_own_is_not_known() => Verify.Silent("""
        public sealed class Audit { public void LogInformation(string text, params object[] values) { } public void WriteLine(string text) { } }

        public sealed class Caller(Audit audit)
        {
            public Metadata Create(string token)
            {
                audit.LogInformation("Token {Token}", token);
                audit.WriteLine(token);
                return new() { { "authorization", token } };
            }
        }
        """);

    [Fact]
    public Task Metadata_from_which_the_credential_is_taken() => Verify.Silent("""
        using Microsoft.Extensions.Logging;

        public sealed class Caller(ILogger<Caller> logger)
        {
            public void Call(string token, Metadata given)
            {
                var headers = new Metadata { { "authorization", token } };
                headers.RemoveAt(0);
                logger.LogInformation("{Headers}", headers);
                logger.LogInformation("{Headers}", given);
                var clean = new Metadata { { "x-region", "eu" } };
                logger.LogInformation("{Headers}", clean);
                clean.Add("authorization", token);
            }
        }
        """, Setup.Usual with { EditorConfig = "dotnet_diagnostic.GRPCAUTH1007.severity = none" });

    [Fact]
    public Task Test_code_may_show_its_tokens() => Verify.Silent("""
        public sealed class Caller
        {
            public void Call(Metadata headers, string token)
            {
                headers.Add("authorization", token);
                Console.WriteLine(token);
            }
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task Without_gRPC_nothing_is_analysed() => Verify.Silent("""
        public sealed class Caller
        {
            public void Call(HttpRequestMessage request, string token)
            {
                request.Headers.Authorization = new("Bearer", token);
                Console.WriteLine(token);
            }
        }
        """, Setup.Usual with { WithoutGrpc = true });

    /// <summary>What stands beside the secret in a header need not be one.</summary>
    [Theory]
    [InlineData("string.Join(':', value, secret)")]
    [InlineData("string.Concat(value, \"/\", secret)")]
    [InlineData("string.Format(\"{0} {1}\", value, secret)")]
    public Task A_part_of_a_header_beside_another(string header) => Verify.Silent($$"""
        public sealed class Caller(Orders.OrdersClient client, Func<string> read)
        {
            public Order Get(string id, string secret)
            {
                var value = read();
                Console.WriteLine(value);
                return client.GetOrder(new OrderRequest { Id = id }, new Metadata { { "authorization", {{header}} } });
            }
        }
        """);
}
