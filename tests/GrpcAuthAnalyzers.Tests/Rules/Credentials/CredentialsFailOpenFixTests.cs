using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CredentialsFailOpenFixTests
{
    private const string Throw = "throw new RpcException(new Status(StatusCode.Unauthenticated, \"The token could not be obtained.\", ex));";

    private const string ManyNames =
        "int ex = 1, exception = 2, cause = 3, tokenError = 4, credentialError = 5; Console.Write(ex + exception + cause + tokenError + credentialError);";

    [Theory]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|}\n        {\n            Console.Error.WriteLine(ex); // why\n        }", "catch (Exception ex) when (ex is not (OperationCanceledException or RpcException))\n        {\n            Console.Error.WriteLine(ex); // why\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception)|}\n        {\n            // nothing\n        }", "catch (Exception ex) when (ex is not (OperationCanceledException or RpcException))\n        {\n            // nothing\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch|}\n        {\n            return;\n        }", "catch (Exception ex) when (ex is not (OperationCanceledException or RpcException))\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch|} { }", "catch (Exception ex) when (ex is not (OperationCanceledException or RpcException))\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (RpcException)|}\n        {\n        }", "catch (RpcException)\n        {\n            throw;\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (SystemException)|} { }", "catch (SystemException ex) when (ex is not OperationCanceledException)\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|} when (ex.Message.Length > 3 || ex.HelpLink is null) { }", "catch (Exception ex) when ((ex.Message.Length > 3 || ex.HelpLink is null)\n            && ex is not (OperationCanceledException or RpcException))\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (System.Net.Http.HttpRequestException)|} { }", "catch (System.Net.Http.HttpRequestException ex)\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (OperationCanceledException)|}\n        {\n        }", "catch (OperationCanceledException)\n        {\n            throw;\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|} when (ex is System.Net.Http.HttpRequestException or TimeoutException) { }", "catch (Exception ex) when (ex is System.Net.Http.HttpRequestException or TimeoutException)\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|} when (ex is TimeoutException && ex.HelpLink is null) { }", "catch (Exception ex) when (ex is TimeoutException && ex.HelpLink is null)\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|} when (ex is not OperationCanceledException) { }", "catch (Exception ex) when (ex is not OperationCanceledException && ex is not RpcException)\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|} when (ex is not (OperationCanceledException or RpcException)) { }", "catch (Exception ex) when (ex is not (OperationCanceledException or RpcException))\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|} when (ex is SystemException) { }", "catch (Exception ex) when (ex is SystemException && ex is not OperationCanceledException)\n        {\n            " + Throw + "\n        }")]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|} when (ex is not TaskCanceledException) { }", "catch (Exception ex) when (ex is not TaskCanceledException && ex is not (OperationCanceledException or RpcException))\n        {\n            " + Throw + "\n        }")]
    [InlineData("catch (OperationCanceledException)\n        {\n            throw;\n        }\n        {|GRPCAUTH1010:catch (Exception)|} { }", "catch (OperationCanceledException)\n        {\n            throw;\n        }\n        catch (Exception ex) when (ex is not RpcException)\n        {\n            " + Throw + "\n        }")]
    [InlineData("catch (OperationCanceledException) when (DateTime.Now.Year < 2000)\n        {\n            throw;\n        }\n        {|GRPCAUTH1010:catch (Exception)|} { }", "catch (OperationCanceledException) when (DateTime.Now.Year < 2000)\n        {\n            throw;\n        }\n        catch (Exception ex) when (ex is not (OperationCanceledException or RpcException))\n        {\n            " + Throw + "\n        }")]
    public Task A_swallowed_error_fails_the_call(string before, string after) => Verify.Fixes(Swallowing(before), Swallowing(after));

    [Fact]
    public Task The_new_variable_takes_no_name_that_is_there() => Verify.Fixes(
        Swallowing("{|GRPCAUTH1010:catch (Exception)|}\n        {\n        }", "var ex = 1; Console.Write(ex);"),
        Swallowing("catch (Exception exception) when (exception is not (OperationCanceledException or RpcException))\n        {\n            " + Throw.Replace(", ex)", ", exception)") + "\n        }", "var ex = 1; Console.Write(ex);"));

    [Fact]
    public Task The_new_variable_takes_none_of_many_names_that_are_there() => Verify.Fixes(
        Swallowing("{|GRPCAUTH1010:catch|} { }", ManyNames),
        Swallowing("catch (Exception credentialError2) when (credentialError2 is not (OperationCanceledException or RpcException))\n        {\n            " + Throw.Replace(", ex)", ", credentialError2)") + "\n        }", ManyNames));

    [Theory]
    [InlineData("if ({|GRPCAUTH1010:token is null|})\n            return;\n\n        metadata.Add(\"authorization\", token);", "if (token is null)\n            throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\"));\n\n        metadata.Add(\"authorization\", token);")]
    [InlineData("if ({|GRPCAUTH1010:token != null|})\n            metadata.Add(\"authorization\", token);", "if (token != null)\n            metadata.Add(\"authorization\", token);\n        else\n            throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\"));")]
    [InlineData("if ({|GRPCAUTH1010:token != null|})\n        {\n            metadata.Add(\"authorization\", token);\n        }", "if (token != null)\n        {\n            metadata.Add(\"authorization\", token);\n        }\n        else\n        {\n            throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\"));\n        }")]
    [InlineData("if ({|GRPCAUTH1010:token != null|})\n        {\n            metadata.Add(\"authorization\", token);\n            return;\n        }", "if (token != null)\n        {\n            metadata.Add(\"authorization\", token);\n            return;\n        }\n        else\n        {\n            throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\"));\n        }")]
    [InlineData("if ({|GRPCAUTH1010:token is not { }|})\n            return;\n\n        metadata.Add(\"authorization\", token);", "if (token is not { })\n            throw new RpcException(new Status(StatusCode.Unauthenticated, \"No token was obtained.\"));\n\n        metadata.Add(\"authorization\", token);")]
    public Task A_missing_token_fails_the_call(string before, string after) => Verify.Fixes(Guarding(before), Guarding(after));

    [Fact]
    public Task An_old_language_version_without_usings() => Verify.Fixes(
        Old("{|GRPCAUTH1010:catch|}\n        {\n            return System.Threading.Tasks.Task.CompletedTask;\n        }", ""),
        Old("catch (Exception ex) when (!(ex is OperationCanceledException || ex is RpcException))\n        {\n            " + Throw + "\n        }", "using System;\n"),
        Setup.Usual with { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable });

    [Theory]
    [InlineData("{|GRPCAUTH1010:catch (Exception ex)|}\n        {\n            if (ex.Message.Length > 3)\n                return;\n            Console.Error.WriteLine(ex);\n        }")]
    public Task A_catch_block_with_several_ways_out(string handler) => Verify.NotFixable(Swallowing(handler));

    private static string Swallowing(string handler, string before = "await Task.Yield();") => $$"""
        public class Credentials
        {
            private readonly Func<Task<string>> _read = null!;

            public CallCredentials Create() => CallCredentials.FromInterceptor(ApplyAsync);

            private async Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                {{before}}
                try
                {
                    metadata.Add("authorization", await _read());
                }
                {{handler}}
            }
        }
        """;

    private static string Guarding(string statements) => $$"""
        public interface ITokens
        {
            Task<string> GetTokenAsync();
        }

        public class Credentials
        {
            private readonly ITokens _tokens = null!;

            public CallCredentials Create() => CallCredentials.FromInterceptor(ApplyAsync);

            private async Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                var token = await _tokens.GetTokenAsync();
                {{statements}}
            }
        }
        """;

    private static string Old(string handler, string usings) => usings + $$"""
        using Grpc.Core;

        public class Credentials
        {
            public CallCredentials Create()
            {
                return CallCredentials.FromInterceptor(ApplyAsync);
            }

            private System.Threading.Tasks.Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                try
                {
                    metadata.Add("authorization", System.IO.File.ReadAllText("token").Trim());
                    return System.Threading.Tasks.Task.CompletedTask;
                }
                {{handler}}
            }
        }
        """;
}
