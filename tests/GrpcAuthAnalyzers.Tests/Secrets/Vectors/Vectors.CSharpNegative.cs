namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>C# that sends no fixed credential, and looks as if it did.</summary>
internal static partial class Vectors
{
    private static readonly string[] Placeholders =
    [
        "Bearer <token>", // angle-bracket placeholder
        "Bearer ${TOKEN}", // shell-style template
        "Bearer {{token}}", // mustache template
        "Bearer your-token-here", // your-…-here phrase
        "Bearer xxxxxxxxxxxxxxxx", // repeated x
        "Bearer ********", // masked
        "Bearer changeme", // changeme
        "Bearer REPLACE_ME", // REPLACE_ME
        "Bearer [YOUR_API_KEY]", // bracket placeholder
        "Bearer %GRPC_TOKEN%", // Windows environment reference
        "Bearer __TOKEN__", // replace-tokens task marker
        "Bearer #{GrpcToken}#", // Octopus/Azure DevOps marker
        "Bearer TODO", // TODO
        "Bearer ...", // ellipsis
        "Bearer PLACEHOLDER", // the one word CredScan accepts
        "Bearer insert-access-token", // insert-… phrase
    ];

    private static void AddCSharpNegatives(VectorList list, FakeSecrets s)
    {
        // value comes from a parameter
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", $"Bearer {input}");""");
        // configuration key is a literal, the value is not
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", "Bearer " + config["Grpc:Auth:Token"]);""");
        // environment variable name is not a secret
        list.IgnoreStatement("Metadata.Add", """metadata.Add("x-api-key", Environment.GetEnvironmentVariable("GRPC_API_TOKEN")!);""");
        // interface call without a literal body
        list.IgnoreSource(
            "Metadata.Add",
            """
            interface ITokenProvider { Task<string> GetTokenAsync(); }
            static class V { static async Task M(Metadata m, ITokenProvider p) => m.Add("authorization", $"Bearer {await p.GetTokenAsync()}"); }
            """);
        // not an auth header
        list.IgnoreStatement("Metadata.Add", """metadata.Add("x-request-id", "abc-123");""");
        // GUID in a non-auth header
        list.IgnoreStatement("Metadata.Add", $"""metadata.Add("x-correlation-id", "{s.Guid}");""");
        // high-entropy hex in a tracing header
        list.IgnoreStatement("Metadata.Add", $"""metadata.Add("traceparent", "00-{s.Hex128}-{s.Hex(16)}-01");""");
        // digest header: entropy alone must not flag
        list.IgnoreStatement("Metadata.Add", $"""metadata.Add("x-content-sha256", "{s.Hex256}");""");
        // user agent
        list.IgnoreStatement("Metadata.Add", """metadata.Add("user-agent", "orders-client/1.4.2");""");
        // routing header
        list.IgnoreStatement("Metadata.Add", """metadata.Add("x-goog-request-params", "name=projects/p1/locations/eu");""");
        // client id is public
        list.IgnoreStatement("Metadata.Add", $"""metadata.Add("x-client-id", "{s.OtherGuid}");""");
        // name contains 'token' but is a counter (suffix list)
        list.IgnoreStatement("Metadata.Add", """metadata.Add("x-token-count", "42");""");
        // auth *type* header (suffix list)
        list.IgnoreStatement("Metadata.Add", """metadata.Add("x-auth-type", "oauth2");""");
        // empty value
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", string.Empty);""");
        // empty literal
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", "");""");
        // scheme with no token
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", "Bearer ");""");
        // removal probe (seen in public code)
        list.IgnoreStatement("Metadata.Remove", """metadata.Remove(new Metadata.Entry("Authorization", "Bearer"));""");
        // lookup probe (seen in public code)
        list.IgnoreStatement("Metadata.Contains", """if (!metadata.Contains(new Metadata.Entry("Authorization", string.Empty))) { }""");
        // read, not write
        list.IgnoreStatement("Metadata.GetValue", """var v = metadata.GetValue("authorization");""");
        // server-side read and prefix check
        list.IgnoreStatement("comparison", """foreach (var e in metadata) if (e.Key == "authorization" && e.Value.StartsWith("Bearer ")) { }""");
        // constant named Token* holds a header name
        list.IgnoreSource(
            "header-name constant",
            """
            static class V
            {
                const string TokenHeader = "x-auth-token";
                static void M(Metadata m, string token) => m.Add(TokenHeader, token);
            }
            """);
        // constant named TokenKey holds a configuration path
        list.IgnoreSource(
            "config key constant",
            """
            static class V
            {
                const string TokenKey = "Grpc:Auth:Token";
                static void M(Metadata m, IConfiguration c) => m.Add("authorization", "Bearer " + c[TokenKey]);
            }
            """);
        // constant is the name of a variable
        list.IgnoreSource(
            "env var name constant",
            """
            static class V
            {
                const string TokenEnvVar = "GRPC_AUTH_TOKEN";
                static void M(Metadata m) => m.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable(TokenEnvVar));
            }
            """);
        // placeholders: only GRPCAUTH2005 may speak
        foreach (var placeholder in Placeholders)
            list.IgnoreStatement("Metadata.Add", $"""metadata.Add("authorization", "{placeholder}");""");

        // nameof is a symbol name, not a token
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", $"Bearer {nameof(input)}");""");
        // localization key containing 'Token'
        list.IgnoreSource(
            "resource key",
            """
            static class Resources { public static string GetString(string k) => k; }
            static class V { static string M() => Resources.GetString("TokenExpiredMessage"); }
            """);
        // error message
        list.IgnoreStatement("Status detail", """throw new RpcException(new Status(StatusCode.Unauthenticated, "Missing bearer token in authorization header"));""");
        // error code in trailers
        list.IgnoreStatement(
            "trailers",
            """
            var trailers = new Metadata { { "error-code", "INVALID_TOKEN" } };
            throw new RpcException(new Status(StatusCode.Unauthenticated, "bad"), trailers);
            """);
        // generated at run time
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", "Bearer " + Guid.NewGuid());""");
        // random at run time
        list.IgnoreStatement("Metadata.Add", """metadata.Add("x-api-key", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));""");
        // test method: weak literal is a fixture
        list.IgnoreSource(
            "Metadata initializer in a test",
            """
            class FactAttribute : Attribute { }
            public class AuthTests
            {
                [Fact] public void Sends_header() { var m = new Metadata { { "authorization", "Bearer test-token" } }; }
            }
            """,
            isTest: true);
        // Fake*/Stub*/Mock* provider in a test project
        list.IgnoreSource(
            "test double",
            """
            interface ITokenProvider { string GetToken(); }
            class FakeTokenProvider : ITokenProvider { public string GetToken() => "fake-token"; }
            static class T { static void M(Metadata m, FakeTokenProvider p) => m.Add("authorization", "Bearer " + p.GetToken()); }
            """,
            isTest: true);
        // negative-path fixture in a test project (seen in public code)
        list.IgnoreStatement("AuthenticationHeaderValue", """http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-jwt");""", isTest: true);
        // grpc-dotnet's own unit-test shape
        list.IgnoreStatement("CallCredentials.FromInterceptor", """var call = new CallOptions(credentials: CallCredentials.FromInterceptor(async (c, m) => { await Task.Delay(50); m.Add("authorization", "SECRET_TOKEN"); }));""", isTest: true);
        // URL in a constant named Token*
        list.IgnoreSource("string constant", """static class V { public const string TokenEndpoint = "https://login.synthetic.invalid/oauth2/v2.0/token"; }""");
        // scope and OAuth token-type discriminator
        list.IgnoreSource("string constant", """static class V { public const string Scope = "api://8f1c/.default"; public const string TokenType = "access_token"; }""");
        // public identifiers
        list.IgnoreSource("string constant", $$"""static class V { public const string ClientId = "{{s.Guid}}"; public const string TenantId = "{{s.OtherGuid}}"; }""");
        // CancellationToken is not an auth token
        list.IgnoreStatement(
            "CallOptions",
            """
            var token = CancellationToken.None;
            var o = new CallOptions(cancellationToken: token);
            """);
        // assembly identity
        list.IgnoreSource("string constant", """static class V { const string Asm = "Contoso.Auth, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35"; }""");
        // claim URI and scheme name
        list.IgnoreSource("string constant", """static class V { public const string TokenClaim = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name"; public const string AuthScheme = "Bearer"; }""");
        // a pattern for JWTs, not a JWT
        list.IgnoreSource("regex pattern", """static class V { static readonly System.Text.RegularExpressions.Regex Jwt = new(@"^eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"); }""");
        // log template
        list.IgnoreStatement("log call", """Console.WriteLine("Using token {0} for {1}", input, "authorization");""");
        // non-constant format
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", string.Format(config["AuthFormat"]!, input));""");
        // path of a projected token; the value is read at run time
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", "Bearer " + File.ReadAllText("/var/run/secrets/tokens/grpc"));""");
        // secret *name* passed to a vault client
        list.IgnoreSource(
            "Metadata.Add",
            """
            class SecretClient { public Task<string> GetSecretAsync(string name) => Task.FromException<string>(new NotSupportedException()); }
            static class V { static async Task M(Metadata m, SecretClient c) => m.Add("authorization", "Bearer " + await c.GetSecretAsync("grpc-api-token")); }
            """);
        // null default
        list.IgnoreSource("optional parameter default", """static class V { static void M(Metadata m, string? token = null) { if (token is not null) m.Add("authorization", "Bearer " + token); } }""");
        // empty initializer, then configuration; empty fallback
        list.IgnoreSource(
            "Metadata.Add",
            """
            class V
            {
                private string _token = "";
                public V(IConfiguration c) { _token = c["Token"] ?? ""; }
                public void M(Metadata m) => m.Add("authorization", "Bearer " + _token);
            }
            """);
        // scheme prefix
        list.IgnoreSource("string constant", """static class V { public const string BearerPrefix = "Bearer "; static bool M(string h) => h.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase); }""");
        // generated gRPC code is full of base64 constants
        list.IgnoreSource(
            "protobuf descriptor",
            $$"""
            static class ProtoReflection
            {
                static readonly byte[] Descriptor = Convert.FromBase64String(string.Concat("{{s.Base64(42)}}", "{{s.Base64(42)}}", "Ch1nb29nbGUvYXV0aC90b2tlbi5wcm90bxIEYXV0aA=="));
            }
            """);
        // opaque method on non-constant input
        list.IgnoreStatement(
            "Metadata.Add",
            """
            metadata.Add("authorization", Decrypt("ENC[" + input + "]"));
            static string Decrypt(string s) => new string(s.Reverse().ToArray());
            """);
        // protocol headers
        list.IgnoreStatement(
            "Metadata.Add",
            """
            metadata.Add("api-version", "2024-01-01");
            metadata.Add("grpc-timeout", "1S");
            """);
        // comments and XML docs are not code (leave to text scanners)
        list.IgnoreSource(
            "comment",
            $$"""
            /// <summary>Example: <c>metadata.Add("authorization", "Bearer {{s.JwtExpired}}")</c></summary>
            static class V { /* md.Add("x-api-key", "{{s.Opaque24}}"); */ }
            """);
        // AWS documentation example id
        list.IgnoreSource("string constant", """static class V { const string Docs = "AKIAIOSFODNN7" + "EXAMPLE"; }""");
        // help text with a template
        list.IgnoreSource("string constant", """static class V { const string Ok = "Enter 'Bearer {token}' to call the service"; }""");
        // throw expression, literal is a message
        list.IgnoreStatement("Metadata.Add", """metadata.Add("authorization", "Bearer " + (config["Token"] ?? throw new InvalidOperationException("Grpc token missing")));""");
        // OAuth grant names
        list.IgnoreSource("record parameter default", """record TokenRequest(string GrantType = "client_credentials", string TokenTypeHint = "access_token");""");
        // header names that only start like auth headers (suffix list)
        list.IgnoreStatement("Metadata initializer", """var m3 = new Metadata { { "x-api-key-version", "v2" }, { "authorization-policy", "strict" } };""");
        // mutable field assigned from a non-constant elsewhere: not provably the literal (weak initializer only => stay silent; a known format would still be flagged)
        list.IgnoreSource(
            "Metadata.Add",
            """
            class V
            {
                private string _token = "anonymous-until-login";
                public void SetToken(string t) => _token = t;
                public void M(Metadata m) => m.Add("authorization", "Bearer " + _token);
            }
            """);
        // unrelated header collection
        list.IgnoreStatement("Accept header", """http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));""");
        // not an auth header
        list.IgnoreStatement("DefaultRequestHeaders.Add", """http.DefaultRequestHeaders.Add("Accept-Language", "en-GB");""");
        // switch over token kinds
        list.IgnoreSource(
            "method named like nothing",
            """
            enum TokenKind { Access, Refresh }
            static class V { static string M(TokenKind k) => k switch { TokenKind.Access => "access", _ => "refresh" }; }
            """);
    }
}
