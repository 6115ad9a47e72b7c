using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Members that are named like a token provider and are none, or whose token is not always the same.</summary>
public sealed class StaticTokenProviderSilentTests
{
    [Theory]
    [InlineData("Lexer", "string GetToken() => \"separator-1\";")]
    [InlineData("QueryParser", "string Token => \"separator-1\";")]
    [InlineData("Tokenizer", "string GetToken() => \"token-4821\";")]
    [InlineData("Scanner", "string GetAccessToken() => \"token-4821\";")]
    [InlineData("Cancellations", "string GetCancellationToken() => \"cancel-4821\";")]
    [InlineData("Pages", "Task<string> GetPageTokenAsync() => Task.FromResult(\"page-4821\");")]
    [InlineData("Pages", "string GetContinuationToken() => \"page-4821-next\";")]
    [InlineData("InvitationTokenProvider", "string GetToken() => \"invite-4821-x\";")]
    [InlineData("CaptchaTokenProvider", "string GetToken() => \"captcha-4821-x\";")]
    [InlineData("ReloadTokenSource", "string GetToken() => \"reload-4821-x\";")]
    [InlineData("OrderTokenProvider", "string GetDeltaToken() => \"delta-4821-x\";")]
    [InlineData("Forms", "string GetXsrfToken() => \"form-4821-x\";")]
    [InlineData("Forms", "string RequestVerificationToken => \"form-4821-x\";")]
    [InlineData("Permissions", "string GetToken() => \"/WebPlatformMetadata1\";")]
    [InlineData("Plain", "string GetToken() => \"segment-4821\";")]
    [InlineData("Plain", "string GetKey() => \"wednesday-4821\";")]
    [InlineData("Plain", "string Key => \"wednesday-4821\";")]
    [InlineData("Orders", "string GetCacheKey() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetPrimaryKey() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetPartitionKey() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetApiKeyHeader() => \"X-Orders-4821\";")]
    [InlineData("Orders", "string GetApiKeyName() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetTokenKey() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetTokenType() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetAccessTokenUrl() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetPublicKey() => \"orders-4821-eu\";")]
    [InlineData("Orders", "string GetApiKey() => \"X-Api-Key\";")]
    [InlineData("Orders", "string GetAuthKey() => \"Authorization\";")]
    [InlineData("Orders", "string GetAccessToken() => \"access_token\";")]
    [InlineData("Orders", "string GetAuthToken() => \"AccessToken\";")]
    [InlineData("Orders", "string GetApiKey() => \"Grpc:Orders:ApiKey\";")]
    [InlineData("Orders", "string GetAuthToken() => \"ORDERS_2_AUTH_TOKEN\";")]
    [InlineData("Orders", "string GetAccessToken() => \"https://login.example/oauth2/v2.0/token\";")]
    [InlineData("Orders", "string GetAccessToken() => \"urn:ietf:params:oauth:token-type:jwt2\";")]
    [InlineData("Orders", "string GetAuthToken() => \"anonymous\";")]
    [InlineData("Orders", "string GetAuthToken() => \"Negotiate\";")]
    [InlineData("Orders", "string GetAuthToken() => \"no token is set in step 1\";")]
    [InlineData("Orders", "string GetAccessToken() => \"short1\";")]
    [InlineData("Orders", "string GetAccessToken() => \"\";")]
    [InlineData("Orders", "string? GetAccessToken() => null;")]
    [InlineData("Orders", "string GetAccessToken() => \"your-access-token\";")]
    [InlineData("Orders", "string GetAccessToken() => \"<token from the portal>\";")]
    [InlineData("Orders", "string AccessToken { get; set; } = \"archive-writer-88c4\";")]
    [InlineData("Orders", "string AccessToken => \"archive-writer-88c4\";")]
    [InlineData("Orders", "string GetAccessToken(string user) => \"archive-writer-88c4\";")]
    [InlineData("Orders", "object GetAccessToken() => \"archive-writer-88c4\";")]
    public Task Members_that_name_something_else_or_leave_it_open(string type, string member) => Verify.Silent($$"""
        public sealed class {{type}}
        {
            public {{member}}
        }
        """);

    [Theory]
    [InlineData("string GetAccessToken() => Environment.GetEnvironmentVariable(\"ORDERS_TOKEN\")!;")]
    [InlineData("string GetAccessToken() => Environment.GetEnvironmentVariable(\"ORDERS_TOKEN\") ?? \"archive-writer-88c4\";")]
    [InlineData("string GetAccessToken() => isProduction ? \"archive-writer-88c4\" : \"archive-writer-77b3\";")]
    [InlineData("string GetAccessToken() => isProduction ? Environment.MachineName : \"archive-writer-88c4\";")]
    [InlineData("string GetAccessToken() { if (isProduction) return Read(); return \"archive-writer-88c4\"; }")]
    [InlineData("string GetAccessToken() => _token;")]
    [InlineData("string GetAccessToken() => _resources[\"archive-writer-88c4\"];")]
    [InlineData("string GetAccessToken() => throw new NotSupportedException(\"archive-writer-88c4\");")]
    [InlineData("string GetAccessToken() => nameof(Environment.ProcessorCount);")]
    public Task Tokens_that_are_not_always_the_same(string member) => Verify.Silent($$"""
        public sealed class OrderTokenProvider(bool isProduction)
        {
            private readonly Dictionary<string, string> _resources = new();
            private string _token = "archive-writer-88c4";

            public void Login(string token) => _token = token;

            private static string Read() => Environment.MachineName;

            private bool IsUsed => isProduction && _resources.Count + _token.Length > 0;

            public {{member}}
        }
        """);

    [Theory]
    [InlineData("string Name => \"static-4821-provider\";")]
    [InlineData("string Scheme => \"Orders-4821\";")]
    [InlineData("string TokenType => \"orders-4821-jwt\";")]
    [InlineData("string GetClientId() => \"orders-4821-client\";")]
    [InlineData("string GetAudience() => \"orders-4821-audience\";")]
    [InlineData("string TokenHeader => \"orders-4821-header\";")]
    [InlineData("string GetToken() => \"anonymous\";")]
    public Task Members_of_a_provider_that_are_no_token(string member) => Verify.Silent($$"""
        public sealed class OrderTokenProvider
        {
            public {{member}}
        }
        """);

    [Fact]
    public Task A_default_that_derived_providers_replace() => Verify.Silent("""
        public abstract class TokenProviderBase
        {
            public virtual string GetAccessToken() => "archive-writer-88c4";
        }

        public interface ITokenProvider
        {
            string GetAccessToken() => "archive-writer-88c4";
        }
        """);

    [Theory]
    [InlineData("build_property.IsTestProject = true", "")]
    [InlineData("build_property.IsTestProject = true", "grpc_auth.tests = off")]
    public Task Test_code(string project, string options) => Verify.Silent("""
        public sealed class OrderTokenProvider
        {
            public string GetToken() => "archive-writer-88c4";
        }
        """, Setup.Usual with { GlobalConfig = project, EditorConfig = options });

    [Theory]
    [InlineData("FakeTokenProvider")]
    [InlineData("MockTokenProvider")]
    [InlineData("StubTokenProvider")]
    public Task Doubles_of_test_projects_also_where_tests_are_judged_like_other_code(string type) => Verify.Silent($$"""
        public sealed class {{type}}
        {
            public string GetToken() => "archive-writer-88c4";
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true", EditorConfig = "grpc_auth.tests = same" });

    [Fact]
    public Task Projects_without_gRPC() => Verify.Silent("""
        public sealed class OrderTokenProvider
        {
            public string GetToken() => "archive-writer-88c4";
        }
        """, Setup.Usual with { WithoutGrpc = true });
}
