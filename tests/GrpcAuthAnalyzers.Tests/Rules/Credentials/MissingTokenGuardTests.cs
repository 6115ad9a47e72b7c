using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1010: a test of the token whose other side sends the call without one.</summary>
public sealed class MissingTokenGuardTests
{
    private const string Token = "var token = await tokens.GetTokenAsync(); ";

    [Theory]
    [InlineData(Token + "if ({|GRPCAUTH1010:token is null|}) { return; } metadata.Add(\"x-api-key\", token);", "token", "x-api-key")]
    [InlineData(Token + "if ({|GRPCAUTH1010:token is null|}) return; metadata.Add(\"x-api-key\", token); metadata.Add(\"authorization\", token);", "token", "x-api-key")]
    [InlineData("string? token = null; token = await tokens.GetTokenAsync(); if ({|GRPCAUTH1010:token != null|}) metadata.Add(\"authorization\", token);", "token", "authorization")]
    [InlineData(Token + "var value = token; if ({|GRPCAUTH1010:value != null|}) metadata.Add(\"authorization\", value);", "value", "authorization")]
    [InlineData("var answer = await tokens.AcquireTokenAsync(); if ({|GRPCAUTH1010:answer.AccessToken != null|}) metadata.Add(\"authorization\", \"Bearer \" + answer.AccessToken);", "AcquireTokenAsync", "authorization")]
    [InlineData("var pending = tokens.GetTokenAsync(); await pending; if ({|GRPCAUTH1010:pending.Result != null|}) metadata.Add(\"authorization\", pending.Result);", "pending", "authorization")]
    [InlineData("var token = (string?)await tokens.GetTokenAsync(); if ({|GRPCAUTH1010:token != null|}) metadata.Add(\"authorization\", token);", "token", "authorization")]
    [InlineData("var pending = tokens.GetTokenAsync(); await pending; var token = pending.GetAwaiter().GetResult(); if ({|GRPCAUTH1010:token != null|}) metadata.Add(\"authorization\", token);", "token", "authorization")]
    [InlineData("string? token; if ({|GRPCAUTH1010:(token = await tokens.GetTokenAsync()) != null|}) metadata.Add(\"authorization\", token);", "GetTokenAsync", "authorization")]
    [InlineData("var token = await tokens.GetTokenAsync().WaitAsync(TimeSpan.FromSeconds(5)); if ({|GRPCAUTH1010:token != null|}) metadata.Add(\"authorization\", token);", "token", "authorization")]
    [InlineData("if ({|GRPCAUTH1010:await tokens.GetTokenAsync() != null|}) metadata.Add(\"authorization\", await tokens.GetTokenAsync());", "GetTokenAsync", "authorization")]
    [InlineData("string? user = null; try { user = await others.GetTokenAsync(); } catch (Exception) { } ApiKey = user; " + Token + "if ({|GRPCAUTH1010:token != null|}) metadata.Add(\"authorization\", token);", "token", "authorization")]
    public Task The_call_is_sent_without_the_token(string statements, string name, string header) => Verify.Reports(
        CredentialsFailOpenTests.Callback(statements), severity: DiagnosticSeverity.Info,
        message: $"A missing '{name}' is ignored, so the call is sent without '{header}' and the server's Unauthenticated hides the cause");

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { var token = await tokens.GetTokenAsync(); if (token != null) { metadata.Add(\"authorization\", token); return; } }")]
    [InlineData("metadata.Add(\"x-api-key\", ApiKey!); " + Token + "if (token != null) metadata.Add(\"authorization\", token);")]
    [InlineData("metadata.Add(\"x-api-key\", ApiKey!); " + Token + "if (token is null) return; metadata.Add(\"authorization\", token);")]
    [InlineData(Token + "if (token != null) metadata.Add(\"authorization\", token); if (metadata.Count == 0) throw new InvalidOperationException();")]
    [InlineData(Token + "if (token is null) logger.LogWarning(\"none\"); metadata.Add(\"authorization\", token!);")]
    [InlineData(Token + "if (token is null) { logger.LogWarning(\"none\"); } metadata.Add(\"authorization\", token!);")]
    [InlineData(Token + "if (token is null) { } metadata.Add(\"authorization\", token!);")]
    [InlineData(Token + "if (token is null) { AddFallback(metadata); return; } metadata.Add(\"authorization\", token);")]
    [InlineData(Token + "if (token is null) return; Attach(); void Attach() => metadata.Add(\"authorization\", token);")]
    [InlineData(Token + "if (token is null) return; metadata.Add(\"x-request-id\", token);")]
    [InlineData(Token + "token = ApiKey ?? token; if (token != null) metadata.Add(\"x-api-key\", token);")]
    [InlineData("new Dictionary<string, string>().TryGetValue(\"a\", out var token); if (context.MethodName == \"Get\") token = await tokens.GetTokenAsync(); if (token != null) metadata.Add(\"authorization\", token);")]
    [InlineData("var answer = await tokens.AcquireTokenAsync(); if (answer.ToString() != null) metadata.Add(\"authorization\", \"Bearer \" + answer.AccessToken);")]
    [InlineData("if (Configured.GetToken(configuration) is { } token) metadata.Add(\"authorization\", token);")]
    [InlineData("if (Configured.GetToken(new Microsoft.AspNetCore.Http.DefaultHttpContext()) is { } token) metadata.Add(\"authorization\", token);")]
    [InlineData("if (new Microsoft.AspNetCore.Http.DefaultHttpContext().GetBearerToken() is { } token) metadata.Add(\"authorization\", token);")]
    [InlineData("if (await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.GetTokenAsync(new Microsoft.AspNetCore.Http.DefaultHttpContext(), \"access_token\") is { } token) metadata.Add(\"authorization\", \"Bearer \" + token);")]
    public Task The_call_has_another_credential_or_the_token_is_optional(string statements) => Verify.Silent(
        CredentialsFailOpenTests.Callback(statements) + """

        public static class Configured
        {
            public static string? GetToken(IConfiguration configuration) => configuration["Token"];

            public static string? GetToken(Microsoft.AspNetCore.Http.HttpContext context) => context.Request.Headers.Authorization;

            public static string? GetBearerToken(this Microsoft.AspNetCore.Http.HttpContext context) => context.Request.Headers.Authorization;
        }
        """);

    [Fact]
    public Task Another_test_behind_it_that_says_nothing_of_the_token() => Verify.Reports(
        CredentialsFailOpenTests.Callback(Token + "if ({|GRPCAUTH1010:token is null|}) { logger.LogError(\"none\"); return; } if (ApiKey is null) logger.LogError(\"no key\"); metadata.Add(\"authorization\", token);"),
        severity: DiagnosticSeverity.Info);
}
