using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Server;

public sealed class CredentialComparedByHandTests
{
    [Theory]
    [InlineData("if ({|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\") != _apiKey|}) throw Refused;")]
    [InlineData("var key = context.RequestHeaders.GetValue(\"x-api-key\"); if (key is null || {|GRPCAUTH6005:key != _apiKey|}) throw Refused;")]
    [InlineData("var key = context.RequestHeaders.Get(\"x-api-key\")?.Value; if (!({|GRPCAUTH6005:_apiKey == key|})) throw Refused;")]
    [InlineData("var key = context.RequestHeaders.FirstOrDefault(e => e.Key == \"x-api-key\")?.Value; if (!{|GRPCAUTH6005:_apiKey.Equals(key)|}) throw Refused;")]
    [InlineData("if (!{|GRPCAUTH6005:string.Equals(context.RequestHeaders.GetValue(\"x-api-key\"), _apiKey, StringComparison.Ordinal)|}) throw Refused;")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\")?.Substring(\"Bearer \".Length); if ({|GRPCAUTH6005:token != _apiKey|}) throw Refused;")]
    [InlineData("if ({|GRPCAUTH6005:context.RequestHeaders.GetValue(\"authorization\") != $\"Bearer {_apiKey}\"|}) throw Refused;")]
    [InlineData("if ({|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\") != configuration[\"Orders:Key\"]|}) throw Refused;")]
    [InlineData("var expected = configuration.GetValue<string>(\"Orders:Key\"); if ({|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\") != expected|}) throw Refused;")]
    [InlineData("if ({|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\") != Environment.GetEnvironmentVariable(\"ORDERS\")|}) throw Refused;")]
    [InlineData("if ({|GRPCAUTH6005:context.GetHttpContext().Request.Headers[\"x-api-key\"] != _apiKey|}) throw Refused;")]
    public Task A_credential_that_is_compared_with_a_secret(string check) => Verify.Reports(Program(check), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("{|GRPCAUTH6005:_apiKey.StartsWith(context.RequestHeaders.GetValue(\"x-api-key\") ?? \"-\")|}")]
    [InlineData("{|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\")!.StartsWith(_apiKey, StringComparison.Ordinal)|}")]
    public Task A_prefix(string check) => Verify.Reports(
        Program($"if (!{check}) throw Refused;"),
        message: "The value of 'x-api-key' is compared by 'StartsWith', so that a part of it is enough");

    [Fact]
    public Task In_a_server_interceptor() => Verify.Reports(Program("", """
        public sealed class KeyInterceptor(IConfiguration configuration) : Grpc.Core.Interceptors.Interceptor
        {
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                Check(context.RequestHeaders);
                return continuation(request, context);
            }

            private void Check(Metadata headers)
            {
                if ({|GRPCAUTH6005:headers.GetValue("x-api-key") != configuration["Key"]|})
                    throw new InvalidOperationException();
            }
        }
        """), message: "The value of 'x-api-key' is compared by '!=', which stops at the first difference and so tells how much of a guess is right");

    [Theory]
    [InlineData("if (!keys.IsValid(context.RequestHeaders.GetValue(\"x-api-key\"))) throw Refused;")]
    [InlineData("var key = context.RequestHeaders.GetValue(\"x-api-key\") ?? \"\"; if (!keys.IsValid(key)) throw Refused;")]
    public Task In_a_file_of_its_own_that_only_gets_the_key(string check) => Verify.Reports(
        WithKeys(check), new Setup { Documents = [("Keys.cs", KeysWith("{|GRPCAUTH6005:key == _apiKey|}"))] }, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task In_a_file_of_its_own_of_which_one_caller_has_the_key() => Verify.Reports(
        WithKeys("Func<string?, bool> check = keys.IsValid; if (keys.IsValid(request.Id) || check(\"\") || !keys.IsValid(context.RequestHeaders.GetValue(\"x-api-key\"))) throw Refused;"),
        new Setup { Documents = [("Keys.cs", KeysWith("{|GRPCAUTH6005:key == _apiKey|}"))] }, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("if (!keys.IsValid(request.Id)) throw Refused;", "key == _apiKey")]
    [InlineData("if (!keys.IsValid(context.RequestHeaders.GetValue(\"x-request-id\"))) throw Refused;", "key == _apiKey")]
    [InlineData("if (!keys.IsValid(context.RequestHeaders.GetValue(\"x-api-key\"))) throw Refused;", "key == \"\" || key == null")]
    [InlineData("if (!keys.IsValid(context.RequestHeaders.GetValue(\"x-api-key\"))) throw Refused;", "new[] { _apiKey }.Contains(key)")]
    public Task In_a_file_of_its_own_that_gets_another_value_or_looks_it_up(string check, string comparison) =>
        Verify.Silent(WithKeys(check), new Setup { Documents = [("Keys.cs", KeysWith(comparison))] });

    private static string WithKeys(string check) => Servers.With("builder.Services.AddSingleton<IKeys, Keys>();", "app.MapGrpcService<KeyService>();", $$"""
        public sealed class KeyService(IKeys keys) : Orders.OrdersBase
        {
            private static RpcException Refused => new(new Status(StatusCode.Unauthenticated, "unknown key"));

            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
            {
                {{check}}
                return Task.FromResult(new Order());
            }
        }
        """);

    private static string KeysWith(string comparison) => $$"""
        public interface IKeys
        {
            bool IsValid(string? key);
        }

        public sealed class Keys(Microsoft.Extensions.Configuration.IConfiguration configuration) : IKeys
        {
            private readonly string _apiKey = configuration["ApiKey"]!;

            public bool IsValid(string? key) => {{comparison}};
        }
        """;

    [Theory]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") == null) throw Refused;")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") == \"\") throw Refused;")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\") == string.Empty) throw Refused;")]
    [InlineData("if (context.RequestHeaders.GetValue(\"authorization\")?.StartsWith(\"Bearer \") != true) throw Refused;")]
    [InlineData("var parts = (context.RequestHeaders.GetValue(\"authorization\") ?? \"\").Split(' '); if (parts[0] != \"Bearer\") throw Refused;")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-request-id\") != _apiKey) throw Refused;")]
    [InlineData("if (!_keys.Contains(context.RequestHeaders.GetValue(\"x-api-key\")!)) throw Refused;")]
    [InlineData("if (!_keys.Any(apiKey => apiKey == context.RequestHeaders.GetValue(\"x-api-key\"))) throw Refused;")]
    [InlineData("foreach (var apiKey in _keys) if (apiKey == context.RequestHeaders.GetValue(\"x-api-key\")) return Task.FromResult(new Order());")]
    [InlineData("if (Hash(context.RequestHeaders.GetValue(\"x-api-key\")!) != _apiKeyHash) throw Refused;")]
    [InlineData("if (!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(\"x-api-key\") ?? \"\"), System.Text.Encoding.UTF8.GetBytes(_apiKey))) throw Refused;")]
    [InlineData("var token = context.RequestHeaders.GetValue(\"authorization\"); if (token == context.RequestHeaders.GetValue(\"x-api-key\")) throw Refused;")]
    [InlineData("var length = context.RequestHeaders.GetValue(\"x-api-key\")?.Length; if (length == _apiKey.Length) throw Refused;")]
    [InlineData("if (request.Id == _apiKey) throw Refused;")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-api-key\")?.StartsWith(\"orders_\", StringComparison.Ordinal) != true) throw Refused;")]
    public Task What_compares_no_secret_is_silent(string check) => Verify.Silent(Program(check));

    [Fact]
    public Task Test_projects_are_silent() =>
        Verify.Silent(Program("if (context.RequestHeaders.GetValue(\"x-api-key\") != _apiKey) throw Refused;"), new Setup { GlobalConfig = "build_property.IsTestProject = true" });

    [Theory]
    [InlineData(
        "if ({|GRPCAUTH6005:context.RequestHeaders.GetValue(\"x-api-key\") != _apiKey|}) throw Refused;",
        "if (!(context.RequestHeaders.GetValue(\"x-api-key\") is { } sent\n            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(_apiKey)))) throw Refused;")]
    [InlineData(
        "var key = context.RequestHeaders.GetValue(\"x-api-key\"); if (!({|GRPCAUTH6005:key == _apiKey|})) throw Refused;",
        "var key = context.RequestHeaders.GetValue(\"x-api-key\"); if (!(key is not null\n            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(_apiKey)))) throw Refused;")]
    [InlineData(
        "var key = context.RequestHeaders.GetValue(\"x-api-key\"); if (key is null || {|GRPCAUTH6005:key != _apiKey|}) throw Refused;",
        "var key = context.RequestHeaders.GetValue(\"x-api-key\"); if (key is null\n            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(_apiKey))) throw Refused;")]
    [InlineData(
        "var key = context.RequestHeaders.GetValue(\"x-api-key\"); if (!{|GRPCAUTH6005:_apiKey.Equals(key)|}) throw Refused;",
        "var key = context.RequestHeaders.GetValue(\"x-api-key\"); if (!(key is not null\n            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_apiKey), Encoding.UTF8.GetBytes(key)))) throw Refused;")]
    [InlineData(
        "if ({|GRPCAUTH6005:context.RequestHeaders.GetValue(\"authorization\") != $\"Bearer {_apiKey}\"|}) throw Refused;",
        "if (!(context.RequestHeaders.GetValue(\"authorization\") is { } sent\n            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes($\"Bearer {_apiKey}\")))) throw Refused;")]
    public Task The_fix_compares_in_constant_time(string check, string expected) => Verify.FixesAll(
        Program(check), "using System.Security.Cryptography;\nusing System.Text;\n" + Program(expected));

    [Theory]
    [InlineData("if (!{|GRPCAUTH6005:_apiKey.StartsWith(context.RequestHeaders.GetValue(\"x-api-key\") ?? \"-\")|}) throw Refused;")]
    [InlineData("if (!{|GRPCAUTH6005:_apiKey.Equals(context.RequestHeaders.GetValue(\"x-api-key\"), StringComparison.OrdinalIgnoreCase)|}) throw Refused;")]
    public Task A_prefix_and_a_comparison_that_ignores_case_have_no_fix(string check) => Verify.NotFixable(Program(check));

    private static string Program(string check, string types = "") => Servers.With("", "app.MapGrpcService<KeyService>();", $$"""
        public sealed class KeyService(IConfiguration configuration) : Orders.OrdersBase
        {
            private readonly string _apiKey = configuration["ApiKey"]!;
            private readonly string _apiKeyHash = configuration["ApiKeyHash"]!;
            private readonly HashSet<string> _keys = new();

            private static RpcException Refused => new(new Status(StatusCode.Unauthenticated, "unknown key"));

            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context)
            {
                {{check}}
                return Task.FromResult(new Order { Id = _apiKeyHash + _keys.Count + _apiKey.Length });
            }

            private static string Hash(string key) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));
        }
        """ + types);
}
