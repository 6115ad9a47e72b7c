using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1010: what a <c>catch</c> of per-call code may do, and whether the call is still sent without a token.</summary>
public sealed class CaughtTokenErrorTests
{
    private const string Read = "metadata.Add(\"authorization\", await tokens.GetTokenAsync());";

    [Theory]
    [InlineData("using (logger.BeginScope(\"token\")) logger.LogError(ex, \"none\");")]
    [InlineData("System.Diagnostics.Activity.Current?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, ex.Message);")]
    [InlineData("s_failures.Add(1);")]
    [InlineData("await Task.Yield();")]
    [InlineData("Missing(ex);")]
    [InlineData("Told(ex);")]
    [InlineData("Outer(ex);")]
    [InlineData("s_count++;")]
    [InlineData("ApiKey = null;")]
    [InlineData("s_audit.TrackError(ex);")]
    public Task What_only_tells_that_there_is_no_token(string handler) => Verify.Reports(
        Program($"try {{ {Read} }} {{|GRPCAUTH1010:catch (Exception ex)|}} {{ {handler} }}"), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("await Task.FromException(ex);")]
    [InlineData("await Task.FromCanceled(context.CancellationToken);")]
    [InlineData("Environment.FailFast(ex.Message);")]
    [InlineData("Environment.Exit(1);")]
    [InlineData("System.Diagnostics.Debug.Fail(ex.Message);")]
    [InlineData("System.Diagnostics.Debug.Assert(ex is OperationCanceledException);")]
    [InlineData("ThrowLater(ex);")]
    [InlineData("try { logger.LogError(ex, \"none\"); } finally { s_count++; }")]
    [InlineData("s_errors += ex.Message;")]
    [InlineData("s_last ??= ex;")]
    [InlineData("s_last = ex;")]
    [InlineData("OnFailed(ex);")]
    [InlineData("((dynamic)logger).Report(ex);")]
    [InlineData("s_audit.Handle(ex);")]
    [InlineData("s_recover(ex);")]
    [InlineData("Fallback(ex);")]
    [InlineData("Deep(ex);")]
    public Task What_may_do_more_is_silent(string handler) => Verify.Silent(Program($"try {{ {Read} }} catch (Exception ex) {{ {handler} }}"));

    [Theory]
    [InlineData("again: try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (TimeoutException) { goto again; }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (TimeoutException) { s_count++; } if (metadata.Count == 0) await Task.FromException(new InvalidOperationException());")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } if (token != null) metadata.Add(\"authorization\", token); metadata.Add(\"x-api-key\", ApiKey!);")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } if (token is null) AddFallback(metadata); else metadata.Add(\"authorization\", token);")]
    [InlineData("string? token = null; if (ApiKey != null) { metadata.Add(\"x-api-key\", ApiKey); } try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } ApiKey = token;")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { token ??= ApiKey; } if (token != null) metadata.Add(\"authorization\", token);")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } if (token is null) { AddFallback(metadata); return; } metadata.Add(\"authorization\", token);")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } if (token is null) throw new InvalidOperationException(); metadata.Add(\"authorization\", token);")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } if (token is null) token = ApiKey; metadata.Add(\"authorization\", token!);")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } metadata.Add(\"x-api-key\", ApiKey!); if (token is null) return; metadata.Add(\"authorization\", token);")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } if (token != null) metadata.Add(\"authorization\", token); else AddFallback(metadata);")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (TimeoutException) { s_count++; } if (token != null) metadata.Add(\"authorization\", token); else metadata.Add(\"x-api-key\", ApiKey!);")]
    public Task An_error_after_which_the_call_has_a_token_or_fails(string statements) => Verify.Silent(Program(statements));

    [Theory]
    [InlineData("try { metadata.Add(\"x-api-key\", await tokens.GetTokenAsync()); } {|GRPCAUTH1010:catch (Exception)|} { }", "x-api-key")]
    [InlineData("try { AddFallback(metadata); } {|GRPCAUTH1010:catch (Exception)|} { }", "authorization")]
    [InlineData("string? key = null; try { key = await tokens.GetTokenAsync(); } {|GRPCAUTH1010:catch (Exception)|} { s_count++; } if (key != null) metadata.Add(\"x-api-key\", key);", "x-api-key")]
    [InlineData("string? key = null; try { key = await tokens.GetTokenAsync(); } {|GRPCAUTH1010:catch (Exception)|} { s_count++; } if (ApiKey == null) logger.LogError(\"none\"); if (key != null) metadata.Add(\"x-api-key\", key);", "x-api-key")]
    [InlineData("string? key = null; try { key = await tokens.GetTokenAsync(); } {|GRPCAUTH1010:catch (Exception)|} { s_count++; } if (key is null) return; metadata.Add(\"x-api-key\", key);", "x-api-key")]
    [InlineData("string? key = null; try { key = await tokens.GetTokenAsync(); } {|GRPCAUTH1010:catch (Exception)|} { } if (string.IsNullOrEmpty(key)) { logger.LogError(\"none\"); return; } metadata.Add(\"x-api-key\", key);", "x-api-key")]
    [InlineData("string? key = null; try { key = await tokens.GetTokenAsync(); } {|GRPCAUTH1010:catch (Exception)|} { } if (key is null) logger.LogError(\"none\"); else metadata.Add(\"x-api-key\", key);", "x-api-key")]
    public Task The_message_names_the_header(string statements, string header) => Verify.Reports(
        Program(statements), message: $"The exception is swallowed, so the call is sent without '{header}' and the server's Unauthenticated hides the cause");

    [Theory]
    [InlineData("return Task.CompletedTask;")]
    [InlineData("return Task.FromResult(0);")]
    [InlineData("s_count++; return Task.FromResult(false);")]
    public Task A_callback_that_returns_a_finished_task(string handler) => Verify.Reports(
        Returning("{|GRPCAUTH1010:catch (Exception)|} { " + handler + " }").Replace("CallCredentials.FromInterceptor(", "{|#0:CallCredentials.FromInterceptor(", System.StringComparison.Ordinal)
            .Replace("/* end */", "|}", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("return s_recover(metadata);")]
    [InlineData("return Failed;")]
    [InlineData("return Failing.FromResult(metadata);")]
    [InlineData("return Failing.CompletedTask;")]
    [InlineData("return Task.Run(() => s_recover(metadata));")]
    public Task A_callback_that_returns_another_task_is_silent(string handler) => Verify.Silent(Returning("catch (Exception) { " + handler + " }"));

    [Fact]
    public Task A_function_over_metadata_that_returns_it_unchanged() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public static class Invokers
        {
            public static CallInvoker Of(GrpcChannel channel, Func<string> read) => channel.Intercept(metadata =>
            {
                try
                {
                    metadata.Add("authorization", "Bearer " + read());
                }
                {|GRPCAUTH1010:catch (InvalidOperationException)|}
                {
                    return metadata;
                }

                return metadata;
            });
        }
        """);

    [Fact]
    public Task A_method_that_two_callbacks_use_is_reported_once() => Verify.Reports("""
        public class Credentials(Func<Task<string>> read)
        {
            public CallCredentials First() => {|#0:CallCredentials.FromInterceptor((context, metadata) => AddAsync(metadata))|};

            public CallCredentials Second() => CallCredentials.FromInterceptor((context, metadata) => AddAsync(metadata));

            private async Task AddAsync(Metadata metadata)
            {
                try
                {
                    metadata.Add("authorization", await read());
                }
                {|GRPCAUTH1010:catch (Exception)|}
                {
                }
            }
        }
        """);

    [Fact]
    public Task A_method_in_another_document_is_not_reported_from_here() => Verify.Silent("""
        public static class Credentials
        {
            public static CallCredentials Create(Func<Task<string>> read) => CallCredentials.FromInterceptor((context, metadata) => Tokens.AddAsync(metadata, read));
        }
        """, Setup.Usual with
    {
        Documents = [("/0/Tokens.cs", """
            internal static class Tokens
            {
                internal static async Task AddAsync(Metadata metadata, Func<Task<string>> read)
                {
                    try
                    {
                        metadata.Add("authorization", await read());
                    }
                    catch (Exception)
                    {
                    }
                }
            }
            """)],
    });

    private static string Program(string statements) => CredentialsFailOpenTests.Callback(statements).Replace("public class Credentials", """
        public interface IAudit
        {
            void TrackError(Exception ex);

            void Handle(Exception ex);
        }

        public partial class Credentials
        """, System.StringComparison.Ordinal).Replace("    private static void LogFailure(", """
            private static readonly System.Diagnostics.Metrics.Counter<int> s_failures = new System.Diagnostics.Metrics.Meter("orders").CreateCounter<int>("failures");
            private static readonly IAudit s_audit = null!;
            private static readonly Action<Exception> s_recover = null!;
            private static int s_count;
            private static string s_errors = "";
            private static Exception? s_last;

            public static string State => s_errors + s_last + s_count;

            [LoggerMessage(1, LogLevel.Error, "no token")]
            static partial void Missing(Exception ex);

            private static bool Told(Exception ex)
            {
                Console.Error.WriteLine(ex);
                return false;
            }

            private static void Outer(Exception ex) => LogFailure(ex);

            private static void Deep(Exception ex) => Deeper(ex);

            private static void Deeper(Exception ex) => Outer(ex);

            private static void ThrowLater(Exception ex) => s_last = ex;

            protected virtual void OnFailed(Exception ex) => LogFailure(ex);

            private static void Fallback(Exception ex) => s_recover(ex);

            private static void LogFailure(
        """, System.StringComparison.Ordinal);

    private static string Returning(string handler) => $$"""
        public static class Failing
        {
            public static Task CompletedTask => Task.FromException(new InvalidOperationException());

            public static Task FromResult(Metadata metadata) => Task.FromException(new InvalidOperationException(metadata.ToString()));
        }

        public static class Credentials
        {
            private static readonly Func<Metadata, Task> s_recover = null!;
            private static int s_count;

            public static int Count => s_count++;

            private static Task Failed => Task.FromException(new InvalidOperationException());

            public static CallCredentials Create(Func<string> read) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                try
                {
                    metadata.Add("authorization", read());
                }
                {{handler}}

                return Task.CompletedTask;
            })/* end */;
        }
        """;
}
