using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>GRPCAUTH2006: credentials that logs, the console, activities, exceptions and statuses show.</summary>
public sealed class CredentialLoggedTests
{
    [Theory]
    [InlineData("_logger.LogInformation(\"Token: {Token}\", {|GRPCAUTH2006:token|});")]
    [InlineData("_logger.LogDebug(0, new Exception(), \"Token: {Token} for {User}\", {|GRPCAUTH2006:token|}, user);")]
    [InlineData("_logger.Log(LogLevel.Debug, $\"Token {{|GRPCAUTH2006:token|}}\");")]
    [InlineData("_logger.LogError(\"Token \" + {|GRPCAUTH2006:token|} + \" is refused\");")]
    [InlineData("_logger.LogError(string.Format(\"Token {0} is refused for {1}\", {|GRPCAUTH2006:token|}, user));")]
    [InlineData("_logger.LogError({|GRPCAUTH2006:token|});")]
    [InlineData("using var scope = _logger.BeginScope(new Dictionary<string, object> { [\"Token\"] = {|GRPCAUTH2006:token|}, [\"User\"] = user });")]
    [InlineData("using var scope = _logger.BeginScope(new Dictionary<string, object> { { \"Token\", {|GRPCAUTH2006:token|} } });")]
    [InlineData("using var scope = _logger.BeginScope(\"call with {Token}\", {|GRPCAUTH2006:token|});")]
    [InlineData("_logger.LogInformation(\"{@Call}\", new { User = user, Token = {|GRPCAUTH2006:token|} });")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("Console.WriteLine($\"Access token: {{|GRPCAUTH2006:token|}}\");")]
    [InlineData("Console.WriteLine(\"{0}: {1}\", user, {|GRPCAUTH2006:token|});")]
    [InlineData("Console.WriteLine(\"{0} {1} {2}: {3}\", user, 1, 2, {|GRPCAUTH2006:token|});")]
    [InlineData("_logger.LogError(string.Format(\"{0} {1} {2}: {3}\", user, 1, 2, {|GRPCAUTH2006:token|}));")]
    [InlineData("_logger.LogError(string.Concat(\"a\", user, \"b\", \"token\", {|GRPCAUTH2006:token|}));")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:string.Join(' ', user, \"token\", token)|});")]
    [InlineData("Console.Error.WriteLine({|GRPCAUTH2006:token.Trim()|});")]
    [InlineData("System.Diagnostics.Debug.WriteLine($\"access token-{{|GRPCAUTH2006:token|}}\");")]
    [InlineData("System.Diagnostics.Trace.TraceInformation(\"token {0}\", {|GRPCAUTH2006:token|});")]
    [InlineData("System.Diagnostics.Activity.Current?.SetTag(\"token\", {|GRPCAUTH2006:token|});")]
    [InlineData("System.Diagnostics.Activity.Current!.AddBaggage(\"token\", {|GRPCAUTH2006:token|});")]
    [InlineData("System.Diagnostics.Activity.Current?.AddEvent(new System.Diagnostics.ActivityEvent(\"call\", tags: new System.Diagnostics.ActivityTagsCollection { [\"token\"] = {|GRPCAUTH2006:token|} }));")]
    [InlineData("var entry = new Metadata.Entry(\"authorization\", token); Console.WriteLine($\"header {{|GRPCAUTH2006:entry|}}\");")]
    [InlineData("throw new InvalidOperationException($\"Token {{|GRPCAUTH2006:token|}} is refused\");")]
    [InlineData("throw new RpcException(new Status(StatusCode.Unauthenticated, $\"Token {{|GRPCAUTH2006:token|}} is refused\"));")]
    [InlineData("throw new RpcException(new Status(StatusCode.Unauthenticated, \"refused\"), \"Token \" + {|GRPCAUTH2006:token|});")]
    [InlineData("throw new RpcException(new(StatusCode.Unauthenticated, {|GRPCAUTH2006:token|}));")]
    [InlineData("var shown = user is null ? \"none\" : $\"{user}/{token}\"; _logger.LogDebug(\"{Shown}\", {|GRPCAUTH2006:shown|});")]
    [InlineData("var text = new System.Text.StringBuilder(); text.Append(\"Token \"); text.Append(token); Console.WriteLine({|GRPCAUTH2006:text.ToString()|});")]
    [InlineData("var text = \"Token \"; text += token; Console.WriteLine({|GRPCAUTH2006:text|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:token ?? \"(none)\"|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(token))|});")]
    public Task A_value_that_the_same_method_sends(string statement) => Verify.Reports($$"""
        using Microsoft.Extensions.Logging;

        public sealed class Caller(Orders.OrdersClient client, ILogger<Caller> logger)
        {
            private readonly ILogger _logger = logger;

            public void Call(string token, string user)
            {
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", $"Bearer {token}" } });
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("_logger.LogInformation(\"{Header}\", {|GRPCAUTH2006:context.RequestHeaders.GetValue(\"authorization\")|});")]
    [InlineData("var token = context.RequestHeaders.Get(\"x-api-key\")?.Value; _logger.LogInformation(\"{Header}\", {|GRPCAUTH2006:token|});")]
    [InlineData("if (context.RequestHeaders.Get(\"authorization\") is { } entry) _logger.LogInformation(\"{Header}\", {|GRPCAUTH2006:entry.Value|});")]
    [InlineData("if (context.RequestHeaders.Get(\"authorization\") is { } entry) _logger.LogInformation(\"{Header}\", {|GRPCAUTH2006:entry|});")]
    [InlineData("var entry = context.RequestHeaders.FirstOrDefault(h => h.Key == \"authorization\"); Console.WriteLine($\"{{|GRPCAUTH2006:entry?.Value|}}\");")]
    [InlineData("var entry = context.RequestHeaders.SingleOrDefault(h => h.Key.Equals(\"authorization\", StringComparison.OrdinalIgnoreCase)); Console.WriteLine({|GRPCAUTH2006:entry!.Value|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Substring(\"Bearer \".Length); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Substring(5); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Substring(6); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Substring(7); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")![7..]; Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Substring(\"SSWS \".Length); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")![\"Bearer \".Length..].Trim(); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Replace(\"Bearer \", \"\"); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Split(' ')[1]; Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")!.Split(' ').Last(); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var parts = context.RequestHeaders.GetValue(\"authorization\")!.Split(' '); if (parts.Length == 2) Console.WriteLine({|GRPCAUTH2006:parts[1]|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:context.GetHttpContext().Request.Headers[\"Authorization\"]|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:context.GetHttpContext().Request.Headers.Authorization.ToString()|});")]
    [InlineData("Console.WriteLine(\"Header \" + {|GRPCAUTH2006:context.GetHttpContext().Request.Headers.Authorization.FirstOrDefault()|});")]
    [InlineData("if (context.GetHttpContext().Request.Headers.TryGetValue(\"Authorization\", out var values)) Console.WriteLine({|GRPCAUTH2006:values|});")]
    [InlineData("throw new RpcException(new Status(StatusCode.Unauthenticated, $\"Bad {{|GRPCAUTH2006:context.RequestHeaders.GetValue(\"authorization\")|}}\"));")]
    [InlineData("var parsed = System.Net.Http.Headers.AuthenticationHeaderValue.Parse(context.RequestHeaders.GetValue(\"authorization\")!); Console.WriteLine({|GRPCAUTH2006:parsed.Parameter|});")]
    [InlineData("if (System.Net.Http.Headers.AuthenticationHeaderValue.TryParse(context.RequestHeaders.GetValue(\"authorization\"), out var parsed)) Console.WriteLine({|GRPCAUTH2006:parsed|});")]
    [InlineData("Show(context.RequestHeaders.GetValue(\"authorization\")); void Show(string? header) => Console.WriteLine({|GRPCAUTH2006:header|});")]
    public Task A_value_that_is_read_from_a_credential_header(string statement) => Verify.Reports($$"""
        using Microsoft.AspNetCore.Http;
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
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:string.Join(\", \", context.RequestHeaders)|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:string.Join(\", \", context.RequestHeaders.Select(h => $\"{h.Key}={h.Value}\"))|});")]
    [InlineData("var all = string.Join(\", \", context.RequestHeaders.Select(h => h.Key + h.Value)); Console.WriteLine($\"Request with {{|GRPCAUTH2006:all|}}\");")]
    [InlineData("Console.WriteLine($\"Request with {{|GRPCAUTH2006:string.Join(\", \", context.RequestHeaders.Select(h => h.ToString()))|}}\");")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.ToDictionary(h => h.Key, h => h.Value)|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:System.Text.Json.JsonSerializer.Serialize(context.RequestHeaders)|});")]
    [InlineData("foreach (var header in context.RequestHeaders) Console.WriteLine($\"{header.Key}: {{|GRPCAUTH2006:header.Value|}}\");")]
    [InlineData("foreach (var header in context.RequestHeaders) if (!header.IsBinary) Console.WriteLine(\"{0}: {1}\", header.Key, {|GRPCAUTH2006:header.Value|});")]
    [InlineData("foreach (var header in context.RequestHeaders) Console.WriteLine({|GRPCAUTH2006:header|});")]
    public Task Every_header_of_a_request_where_the_program_asks_for_a_credential(string statement) => Verify.Reports($$"""
        using Microsoft.Extensions.Logging;

        public sealed class Service(ILogger<Service> logger)
        {
            public void Serve(ServerCallContext context)
            {
                if (context.RequestHeaders.GetValue("authorization") is null)
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "no token"));

                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("string.Join(' ', \"Bearer\", value)")]
    [InlineData("string.Concat(\"Bearer \", value)")]
    [InlineData("string.Concat(\"Bea\", \"rer\", \" \", value.Trim(), \"\")")]
    [InlineData("string.Format(\"Bearer {0}\", value)")]
    public Task A_value_that_a_function_over_texts_puts_into_a_header(string header) => Verify.Reports($$"""
        public sealed class Caller(Orders.OrdersClient client, Func<string> read)
        {
            public Order Get(string id)
            {
                var value = read();
                Console.WriteLine({|GRPCAUTH2006:value|});
                return client.GetOrder(new OrderRequest { Id = id }, new Metadata { { "authorization", {{header}} } });
            }
        }
        """);

    [Theory]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:headers|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:string.Join(';', headers)|});")]
    [InlineData("foreach (var header in headers) Console.WriteLine({|GRPCAUTH2006:header.Value|});")]
    public Task Metadata_with_a_credential(string statement) => Verify.Reports($$"""
        using Microsoft.Extensions.Logging;

        public sealed class Caller(Orders.OrdersClient client, ILogger<Caller> logger)
        {
            public void Made(string token)
            {
                var headers = new Metadata { { "authorization", token } };
                client.GetOrder(new OrderRequest(), headers);
                {{statement}}
            }

            public void Added(Metadata headers, string token)
            {
                headers.Add("authorization", token);
                {{statement}}
            }

            public void Built(string token)
            {
                var headers = Create(token);
                client.GetOrder(new OrderRequest(), headers);
                {{statement}}
            }

            private static Metadata Create(string token) => new() { new Metadata.Entry("authorization", token) };
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:await provider.GetAccessTokenAsync()|});")]
    [InlineData("var token = await provider.GetAccessTokenAsync(); Console.WriteLine($\"Access token: {{|GRPCAUTH2006:token|}}\");")]
    [InlineData("var token = await provider.GetTokenAsync(CancellationToken.None).ConfigureAwait(false); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var token = provider.GetAccessTokenAsync().Result; Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var result = await provider.RequestTokenAsync(); Console.WriteLine({|GRPCAUTH2006:result.AccessToken|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:(await provider.RequestTokenAsync()).AccessToken|});")]
    [InlineData("var result = await provider.RequestTokenAsync(); Console.WriteLine(\"JWT: \" + {|GRPCAUTH2006:result.JWT|} + result.ExpiresIn);")]
    [InlineData("var token = System.Environment.GetEnvironmentVariable(\"GRPC_API_KEY\"); Console.WriteLine($\"Using {{|GRPCAUTH2006:token|}}\");")]
    [InlineData("var token = configuration[\"Grpc:Token\"] ?? throw new InvalidOperationException(); Console.WriteLine({|GRPCAUTH2006:token|});")]
    [InlineData("var key = configuration.GetValue<string>(\"Orders:ApiKey\"); Console.WriteLine({|GRPCAUTH2006:key|});")]
    [InlineData("var key = configuration.GetSection(\"Orders:ApiKey\").Value; Console.WriteLine({|GRPCAUTH2006:key|});")]
    [InlineData("_token = await provider.GetAccessTokenAsync(); Console.WriteLine({|GRPCAUTH2006:_token|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:await ReadHeaderAsync(provider)|});")]
    [InlineData("http.DefaultRequestHeaders.Authorization = new(\"Bearer\", await provider.GetAccessTokenAsync()); Console.WriteLine({|GRPCAUTH2006:http.DefaultRequestHeaders.Authorization|});")]
    public Task A_value_that_a_provider_or_setting_gives(string statement) => Verify.Reports($$"""
        using Microsoft.Extensions.Configuration;

        public sealed record TokenAnswer(string AccessToken, string JWT, int ExpiresIn);

        public interface ITokenProvider
        {
            Task<string> GetAccessTokenAsync();

            ValueTask<string> GetTokenAsync(CancellationToken cancellation);

            Task<TokenAnswer> RequestTokenAsync();
        }

        public sealed class Caller
        {
            private string? _token;

            public async Task CallAsync(ITokenProvider provider, IConfiguration configuration, HttpClient http)
            {
                await Task.Yield();
                {{statement}}
            }

            private static async Task<string> ReadHeaderAsync(ITokenProvider provider) => "Bearer " + await provider.GetAccessTokenAsync();
        }
        """);

    [Fact]
    public Task The_answer_of_a_login() => Verify.Reports("""
        public sealed class Caller(Accounts.AccountsClient accounts)
        {
            public async Task LoginAsync(LoginRequest request)
            {
                var reply = await accounts.LoginAsync(request);
                Console.WriteLine($"token: {{|GRPCAUTH2006:reply.Token|}}");
            }
        }
        """);

    [Fact]
    public Task Methods_and_delegates_of_LoggerMessage() => Verify.Reports("""
        using Microsoft.Extensions.Logging;

        public static partial class Log
        {
            internal static readonly Action<ILogger, string, Exception?> Obtained = LoggerMessage.Define<string>(LogLevel.Debug, new EventId(1), "{Token}");

            [LoggerMessage(Level = LogLevel.Debug, Message = "Token {Token}")]
            public static partial void TokenAcquired(ILogger logger, string token, string user);

            [LoggerMessage(Level = LogLevel.Debug, Message = "Headers {Headers}")]
            public static partial void Sending(this ILogger logger, Metadata headers);
        }

        public sealed class Caller(ILogger<Caller> logger, string user)
        {
            public Metadata Create(string token)
            {
                Log.TokenAcquired(logger, {|GRPCAUTH2006:token|}, user);
                Log.Obtained(logger, {|GRPCAUTH2006:token|}, null);
                Metadata headers = new() { { "authorization", token } };
                logger.Sending({|GRPCAUTH2006:headers|});
                return headers;
            }
        }
        """, Setup.Usual with { CompilerErrors = true });

    [Fact]
    public Task Loggers_of_other_libraries_are_known_by_name() => Verify.Reports("""
        namespace Serilog
        {
            public interface ILogger { void Information(string template, params object[] values); ILogger ForContext(string name, object value); }

            public static class Log { public static void Debug(string template, params object[] values) { } }
        }

        namespace NLog
        {
            public sealed class Logger { public void Info(string template, params object[] values) { } }
        }

        namespace log4net
        {
            public interface ILog { void DebugFormat(string format, object value); }
        }

        namespace Acme
        {
            public sealed class Caller(Serilog.ILogger serilog, NLog.Logger nlog, log4net.ILog log4)
            {
                private string _apiKey = "";

                public Metadata Create() => new() { { "x-api-key", _apiKey } };

                public void Write()
                {
                    serilog.Information("Key {Key}", {|GRPCAUTH2006:_apiKey|});
                    serilog.ForContext("Key", {|GRPCAUTH2006:_apiKey|});
                    Serilog.Log.Debug("Headers {@Headers}", {|GRPCAUTH2006:Create()|});
                    nlog.Info("Key {Key}", {|GRPCAUTH2006:_apiKey|});
                    log4.DebugFormat("Key {0}", {|GRPCAUTH2006:_apiKey|});
                }
            }
        }
        """);

    [Theory]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:token|});", "The value of 'authorization' is written to the console; whoever reads it can make calls with it")]
    [InlineData("logger.LogDebug(\"{Headers}\", {|GRPCAUTH2006:headers|});", "Metadata with 'authorization' is written to a log; whoever reads it can make calls with it")]
    [InlineData("throw new ArgumentException({|GRPCAUTH2006:token|}, nameof(token));", "The value of 'authorization' is written to the message of an exception; whoever reads it can make calls with it")]
    [InlineData("_ = new Status(StatusCode.Unauthenticated, {|GRPCAUTH2006:token|});", "The value of 'authorization' is written to the detail of a gRPC status; whoever reads it can make calls with it")]
    [InlineData("System.Diagnostics.Debug.Print(\"{0}\", {|GRPCAUTH2006:token|});", "The value of 'authorization' is written to a trace; whoever reads it can make calls with it")]
    [InlineData("System.Diagnostics.Activity.Current?.AddTag(\"t\", {|GRPCAUTH2006:token|});", "The value of 'authorization' is written to an activity; whoever reads it can make calls with it")]
    public Task The_message_says_what_is_written_where(string statement, string message) => Verify.Reports($$"""
        using Microsoft.Extensions.Logging;

        public sealed class Caller(Orders.OrdersClient client, ILogger<Caller> logger)
        {
            public void Call(string token)
            {
                var headers = new Metadata { { "authorization", token } };
                client.GetOrder(new OrderRequest(), headers);
                logger.LogDebug("calling");
                {{statement}}
            }
        }
        """, message: message);

    [Fact]
    public Task The_place_that_sends_the_value_is_an_additional_location() => Verify.Reports("""
        public sealed class Caller
        {
            public void Call(Metadata headers, string token)
            {
                {|#0:headers.Add("authorization", $"Bearer {token}")|};
                Console.WriteLine({|GRPCAUTH2006:token|});
            }
        }
        """);

    [Fact]
    public Task Test_code_is_reported_where_the_options_say_so() => Verify.Reports("""
        public sealed class Caller
        {
            public void Call(Metadata headers, string token)
            {
                headers.Add("authorization", token);
                Console.WriteLine({|GRPCAUTH2006:token|});
            }
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true", EditorConfig = "grpc_auth.tests = same" });
}
