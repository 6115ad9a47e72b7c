using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CallbackNotAwaitedFixTests
{
    [Theory]
    [InlineData("_ = {|GRPCAUTH1012:FillAsync(metadata)|};", "await FillAsync(metadata);")]
    [InlineData("var fill = {|GRPCAUTH1012:FillAsync(metadata)|};", "await FillAsync(metadata);")]
    [InlineData("_ = {|GRPCAUTH1012:FillAsync(metadata).ConfigureAwait(true)|}; // later", "await FillAsync(metadata).ConfigureAwait(true); // later")]
    [InlineData("_ = {|GRPCAUTH1012:Task.Run(() => FillAsync(metadata))|};", "await Task.Run(() => FillAsync(metadata));")]
    [InlineData("_ = {|GRPCAUTH1012:tokens.GetTokenAsync().ContinueWith(t => metadata.Add(\"authorization\", t.Result))|};", "await tokens.GetTokenAsync().ContinueWith(t => metadata.Add(\"authorization\", t.Result));")]
    public Task The_work_is_awaited_and_the_lambda_becomes_asynchronous(string before, string after) => Verify.Fixes(
        Program($$"""
                (context, metadata) =>
                    {
                        // the token of today
                        {{before}}
                        return Task.CompletedTask;
                    }
            """),
        Program($$"""
                async (context, metadata) =>
                    {
                        // the token of today
                        {{after}}
                    }
            """));

    [Fact]
    public Task Work_over_several_lines_and_two_returns() => Verify.Fixes(
        Program("""
                (context, metadata) =>
                    {
                        if (context.ServiceUrl.EndsWith("/public", StringComparison.Ordinal))
                            return Task.CompletedTask;

                        _ = {|GRPCAUTH1012:Task.Run(async () =>
                        {
                            var token = await tokens.GetTokenAsync();
                            metadata.Add("authorization", token);
                        })|};
                        return Task.CompletedTask;
                    }
            """),
        Program("""
                async (context, metadata) =>
                    {
                        if (context.ServiceUrl.EndsWith("/public", StringComparison.Ordinal))
                            return;

                        await Task.Run(async () =>
                        {
                            var token = await tokens.GetTokenAsync();
                            metadata.Add("authorization", token);
                        });
                    }
            """));

    [Fact]
    public Task A_callback_that_is_asynchronous_already() => Verify.Fixes(
        Program("""
                async (context, metadata) =>
                    {
                        await Task.Yield();
                        _ = {|GRPCAUTH1012:FillAsync(metadata)|};
                    }
            """),
        Program("""
                async (context, metadata) =>
                    {
                        await Task.Yield();
                        await FillAsync(metadata);
                    }
            """));

    [Fact]
    public Task A_method_in_an_old_language_version() => Verify.Fixes(
        Old("private Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)", "{|GRPCAUTH1012:FillAsync(metadata)|};\n        return Task.FromResult(0);"),
        Old("private async Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)", "await FillAsync(metadata);"),
        Setup.Usual with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable });

    [Theory]
    [InlineData("(context, metadata) => { {|GRPCAUTH1012:FillLater(metadata)|}; return Task.CompletedTask; }")]
    [InlineData("(context, metadata) => { lock (Gate) { _ = {|GRPCAUTH1012:FillAsync(metadata)|}; } return Task.CompletedTask; }")]
    [InlineData("(context, metadata) => { _ = {|GRPCAUTH1012:FillAsync(metadata)|}; return RefreshAsync(); }")]
    [InlineData("(context, metadata) => { _ = {|GRPCAUTH1012:FillAsync(metadata)|}; Trace(metadata); return Task.CompletedTask; Task Trace(Metadata traced) => Task.FromResult(traced.Count); }")]
    [InlineData("(context, metadata) => { Span<int> counts = stackalloc int[1]; _ = {|GRPCAUTH1012:FillAsync(metadata)|}; return Task.FromResult(counts[0]); }")]
    [InlineData("(context, metadata) => { ThreadPool.QueueUserWorkItem(_ => metadata.Add(\"authorization\", tokens.GetTokenAsync().Result)); return Task.CompletedTask; }", "ThreadPool.QueueUserWorkItem(_ => metadata.Add(\"authorization\", tokens.GetTokenAsync().Result))")]
    public Task Work_that_cannot_be_awaited_there(string callback, string? reported = null) =>
        Verify.NotFixable(Program("    " + (reported is null ? callback : callback.Replace(reported, "{|GRPCAUTH1012:" + reported + "|}"))));

    [Theory]
    [InlineData("_ = {|GRPCAUTH1012:ApplyAsync(metadata)|};", "_ = {|GRPCAUTH1012:ApplyAsync(metadata)|};", "await ApplyAsync(metadata);", "await ApplyAsync(metadata);")]
    [InlineData("{|GRPCAUTH1012:ApplyAsync(metadata)|};", "_ = {|GRPCAUTH1012:ApplyAsync(metadata)|};", "await ApplyAsync(metadata);", "await ApplyAsync(metadata);")]
    [InlineData("{|GRPCAUTH1012:ApplyAsync(metadata)|};", "{|GRPCAUTH1012:ApplyAsync(metadata)|};", "await ApplyAsync(metadata);", "await ApplyAsync(metadata);")]
    [InlineData("_ = {|GRPCAUTH1012:ApplyAsync(metadata)|};", "Trace();", "await ApplyAsync(metadata);", "_ = Trace();")]
    public Task The_caller_of_a_method_that_drops_the_work_awaits_it_too(string first, string second, string firstAfter, string secondAfter)
    {
        return Verify.Fixes(
            Nested("{|GRPCAUTH1012:FillAsync(metadata)|}", $"(context, metadata) =>\n    {{\n        {first}\n        {second}\n        return Task.CompletedTask;\n    }}"),
            Nested("", $"async (context, metadata) =>\n    {{\n        {firstAfter}\n        {secondAfter}\n    }}"));

        static string Nested(string work, string callback) => $$"""
            public class Credentials(ITokens tokens)
            {
                public CallCredentials Create() => CallCredentials.FromInterceptor({{callback}});

                private static Task Trace() => Task.CompletedTask;

                private {{(work.Length == 0 ? "async " : "")}}Task ApplyAsync(Metadata metadata)
                {
                    {{(work.Length == 0 ? "await FillAsync(metadata);" : "_ = " + work + ";\n        return Task.CompletedTask;")}}
                }

                private async Task FillAsync(Metadata metadata) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());
            }
            """ + CallbackNotAwaitedTests.Tokens;
    }

    [Fact]
    public Task An_interceptor_cannot_await() => Verify.NotFixable("""
        using Grpc.Core.Interceptors;

        public abstract class Auth : Interceptor
        {
            private readonly ITokens _tokens = null!;

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);
                _ = {|GRPCAUTH1012:AddTokenAsync(headers)|};
                return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }

            private async Task AddTokenAsync(Metadata headers) => headers.Add("authorization", await _tokens.GetTokenAsync());
        }
        """ + CallbackNotAwaitedTests.Tokens);

    private static string Program(string callback) => $$"""
        public class Credentials
        {
            private static readonly object Gate = new object();

            public CallCredentials Create(ITokens tokens)
            {
                return CallCredentials.FromInterceptor({{callback.TrimStart()}});

                async Task FillAsync(Metadata metadata) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());

                async void FillLater(Metadata metadata) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());

                async Task RefreshAsync() => await tokens.GetTokenAsync();
            }
        }
        """ + CallbackNotAwaitedTests.Tokens;

    private static string Old(string signature, string statements) => $$"""
        using System.Threading.Tasks;
        using Grpc.Core;

        public class Credentials
        {
            public CallCredentials Create()
            {
                return CallCredentials.FromInterceptor(ApplyAsync);
            }

            {{signature}}
            {
                {{statements}}
            }

            private async Task FillAsync(Metadata metadata)
            {
                await Task.Yield();
                metadata.Add("authorization", "Bearer " + System.Environment.MachineName);
            }
        }
        """;
}
