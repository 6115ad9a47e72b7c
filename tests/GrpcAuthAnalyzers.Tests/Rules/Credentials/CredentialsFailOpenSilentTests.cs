using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CredentialsFailOpenSilentTests
{
    [Theory]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception ex) { logger.LogError(ex, \"no token\"); throw; }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception ex) { throw new RpcException(new Status(StatusCode.Unauthenticated, \"no token\", ex)); }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception ex) { if (ex is not TimeoutException) throw; }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception) { metadata.Add(\"authorization\", await others.GetTokenAsync()); }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception) { AddFallback(metadata); }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception ex) { Rethrow(ex); }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception ex) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(ex).Throw(); }")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception ex) when (ex is TimeoutException && Seen(ex)) { } static bool Seen(Exception ex) => false;")]
    [InlineData("try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } finally { logger.LogInformation(\"done\"); }")]
    [InlineData("Exception? error = null; try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception ex) { error = ex; } if (error != null) throw error;")]
    [InlineData("for (var i = 0; i < 3; i++) { try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); return; } catch (Exception) { await Task.Delay(10); } }")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (Exception) { } metadata.Add(\"authorization\", token ?? throw new InvalidOperationException());")]
    [InlineData("string? token = null; try { token = await tokens.GetTokenAsync(); } catch (Exception) { token = await others.GetTokenAsync(); } if (token is null) throw new InvalidOperationException(); metadata.Add(\"authorization\", token);")]
    [InlineData("string? token; try { token = await tokens.GetTokenAsync(); } catch (Exception) { token = await others.GetTokenAsync(); } metadata.Add(\"authorization\", token);")]
    [InlineData("metadata.Add(\"x-api-key\", ApiKey!); try { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); } catch (Exception) { }")]
    [InlineData("metadata.Add(\"authorization\", await tokens.GetTokenAsync()); try { metadata.Add(\"x-user\", Environment.UserName); } catch (Exception) { }")]
    [InlineData("try { logger.LogInformation(\"call\"); } catch (Exception) { } metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    public Task Errors_that_are_not_swallowed_or_do_not_cost_the_token(string statements) => Verify.Silent(CredentialsFailOpenTests.Callback(statements));

    [Theory]
    [InlineData("if (ApiKey is { } key) metadata.Add(\"x-api-key\", key);")]
    [InlineData("if (!string.IsNullOrEmpty(ApiKey)) metadata.Add(\"x-api-key\", ApiKey);")]
    [InlineData("var token = configuration[\"Token\"]; if (token != null) metadata.Add(\"authorization\", token);")]
    [InlineData("var token = Environment.GetEnvironmentVariable(\"API_TOKEN\"); if (token != null) metadata.Add(\"authorization\", token);")]
    [InlineData("if (metadata.Get(\"authorization\") is null) metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("if (context.ServiceUrl.StartsWith(\"https://orders\")) metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("var token = await tokens.GetTokenAsync(); if (token != null && context.MethodName != \"Login\") metadata.Add(\"authorization\", token);")]
    [InlineData("var token = await tokens.GetTokenAsync(); if (token is null) throw new InvalidOperationException(); metadata.Add(\"authorization\", token);")]
    [InlineData("var token = await tokens.GetTokenAsync(); if (token != null) metadata.Add(\"authorization\", token); else throw new InvalidOperationException();")]
    [InlineData("var token = await tokens.GetTokenAsync(); if (token != null) metadata.Add(\"authorization\", token); else metadata.Add(\"authorization\", await others.GetTokenAsync());")]
    [InlineData("var token = await tokens.GetTokenAsync(); if (token is null) token = await others.GetTokenAsync(); metadata.Add(\"authorization\", token);")]
    [InlineData("var token = await tokens.GetTokenAsync(); if (token != null) logger.LogInformation(\"token\"); metadata.Add(\"authorization\", token);")]
    [InlineData("if (await tokens.GetTokenAsync() is var token) metadata.Add(\"authorization\", token);")]
    [InlineData("var token = await tokens.GetTokenAsync(); if (token is null || context.MethodName == \"Login\") return; metadata.Add(\"authorization\", token);")]
    public Task Guards_that_are_no_missing_token(string statements) => Verify.Silent(CredentialsFailOpenTests.Callback(statements));

    [Fact]
    public Task Interceptors_that_attach_no_credential_and_those_that_watch_the_call() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public abstract class Tracing : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);
                try
                {
                    headers.Add("x-trace", Environment.MachineName);
                }
                catch (Exception)
                {
                }

                return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }
        }

        public abstract class Auth : Interceptor
        {
            private readonly Func<string> _read = null!;

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);
                headers.Add("authorization", _read());
                try
                {
                    return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
                }
                catch (RpcException ex)
                {
                    Console.Error.WriteLine(ex);
                    throw;
                }
            }
        }

        public static class NotPerCall
        {
            public static async Task<Metadata> HeadersAsync(Func<Task<string>> read)
            {
                var headers = new Metadata();
                try
                {
                    headers.Add("authorization", await read());
                }
                catch (Exception)
                {
                }

                return headers;
            }
        }
        """);
}
