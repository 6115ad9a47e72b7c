namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>C# that sends a fixed credential: the ways that the value takes to the header.</summary>
internal static partial class Vectors
{
    private static void AddCSharpPositiveFlows(VectorList list, FakeSecrets s)
    {
        // environment variable with a real literal fallback
        list.FlagStatement(
            "Metadata.Add",
            $"""
            var token = Environment.GetEnvironmentVariable("GRPC_TOKEN") ?? "{s.Opaque24}";
            metadata.Add("x-api-key", token);
            """);
        // one arm of ?: is a literal
        list.FlagStatement(
            "Metadata.Add",
            $"""
            bool dev = input.Length > 0;
            metadata.Add("authorization", "Bearer " + (dev ? "{s.Opaque24}" : config["Token"]));
            """);
        // switch expression with literal arms
        list.FlagStatement(
            "Metadata.Add",
            $$"""
            var t = input switch { "eu" => "{{s.Opaque24}}", _ => "{{s.Opaque40}}" };
            metadata.Add("authorization", "Bearer " + t);
            """);
        // assignment in one branch (needs reaching definitions or all-assignments union)
        list.FlagStatement(
            "Metadata.Add",
            $"""
            string t;
            if (input == "x") t = "{s.Opaque}"; else t = config["T"]!;
            metadata.Add("authorization", "Bearer " + t);
            """);
        // auth header name as a key with a Bearer literal, then copied to metadata
        list.FlagStatement(
            "Dictionary copied to Metadata",
            $$"""
            var h = new Dictionary<string, string> { ["authorization"] = "Bearer {{s.Opaque24}}" };
            foreach (var kv in h) metadata.Add(kv.Key, kv.Value);
            """);
        // tuple (auth header name, literal); only the first element is a secret
        list.FlagStatement("tuple array copied to Metadata", $$"""foreach (var (k, v) in new[] { ("x-api-key", "{{s.Opaque24}}"), ("x-region", "eu") }) metadata.Add(k, v);""");
        // char array hides the token from text scanners
        list.FlagStatement("Metadata.Add", $$"""metadata.Add("authorization", "Bearer " + new string(new[] { {{s.Characters(20)}} }));""");
        // token hidden in base64; invertible constant transform
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", "Bearer " + Encoding.UTF8.GetString(Convert.FromBase64String("{s.Base64Of(s.Opaque)}")));""");
        // pure string method on a constant
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", ("Bearer " + "{s.Opaque24}").Trim());""");
        // constant GUID used as a bearer token
        list.FlagStatement("Metadata.Add", $$"""metadata.Add("authorization", $"Bearer {Guid.Parse("{{s.Guid}}")}");""");
        // GUID literal: other tools drop GUIDs, at this sink it is a credential
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", "Bearer {s.OtherGuid}");""");
        // Lazy factory returning a literal
        list.FlagSource(
            "Metadata.Add",
            $$"""
            class V
            {
                private static readonly Lazy<string> Tok = new(() => "{{s.Opaque}}");
                public void M(Metadata m) => m.Add("authorization", "Bearer " + Tok.Value);
            }
            """);
        // lnd macaroon hex in a method group target
        list.FlagSource(
            "CallCredentials.FromInterceptor method group",
            $$"""
            static class V
            {
                static Task AddMacaroon(AuthInterceptorContext c, Metadata m)
                {
                    m.Add("macaroon", "{{s.Macaroon}}");
                    return Task.CompletedTask;
                }
                static CallCredentials C() => CallCredentials.FromInterceptor(AddMacaroon);
            }
            """);
        // session cookie is a credential header
        list.FlagStatement("Metadata.Add", $"""metadata.Add("cookie", "session={s.Opaque}; path=/");""");
        // named arguments out of order; bind by parameter, not position
        list.FlagStatement("Metadata.Add", $"""metadata.Add(value: "Bearer {s.Opaque24}", key: "authorization");""");
        // header name is a const elsewhere
        list.FlagSource(
            "Metadata.Add",
            $$"""
            static class Headers { public const string Auth = "Authorization"; }
            static class V { static void M(Metadata m) => m.Add(Headers.Auth, "Bearer {{s.Opaque}}"); }
            """);
        // header name and scheme are case-insensitive
        list.FlagStatement("Metadata.Add", $"""metadata.Add("AUTHORIZATION", "bearer {s.Opaque24}");""");
        // known format is flagged whatever the header name
        list.FlagSource(
            "Metadata.Add with computed key",
            $$"""
            class V
            {
                static string Key() => "x-api-key";
                static void M(Metadata m) => m.Add(Key(), "{{s.StripeLive}}");
            }
            """,
            known: true);
        // PEM private key anywhere in code
        list.FlagSource(
            "any string constant",
            $$""""
            static class Keys
            {
                public const string Pem = """
            {{s.PrivateKey}}
            """;
            }
            """",
            known: true);
        // GitLab PAT format, no gRPC sink in sight
        list.FlagSource(
            "object initializer on a token property",
            $$"""
            class Options { public string AccessToken { get; set; } = ""; }
            static class V { static Options M() => new Options { AccessToken = "{{s.GitLab}}" }; }
            """,
            known: true);
        // known format to a parameter named token
        list.FlagSource(
            "user-defined ctor parameter 'token'",
            $$"""
            class BearerCredentials { public BearerCredentials(string token) { } }
            static class V { static object M() => new BearerCredentials("{{s.GitHubApp}}"); }
            """,
            known: true);
        // one inter-procedural step: ctor parameter assigned to a field that reaches the sink; report at the argument
        list.FlagSource(
            "ctor argument -> field -> Metadata.Add",
            $$"""
            class BearerInterceptor : Interceptor
            {
                private readonly string _token;
                public BearerInterceptor(string token) => _token = token;
                public void Apply(Metadata m) => m.Add("authorization", "Bearer " + _token);
            }
            static class V { static object M() => new BearerInterceptor("{{s.Opaque}}"); }
            """);
        // private helper wraps the sink; report at the call's literal
        list.FlagSource(
            "helper method argument",
            $$"""
            static class V
            {
                static Metadata Auth(string token) => new() { { "authorization", "Bearer " + token } };
                static Metadata M() => Auth("{{s.Opaque24}}");
            }
            """);
        // low-entropy demo token left with a TODO (shape seen in public code)
        list.FlagStatement("Metadata.Add", """metadata.Add("authorization", "Bearer ABC123");""");
        // word-like key in a non-test project (shape seen in public code)
        list.FlagStatement("Metadata.Add", """metadata.Add("x-api-key", "test_service_key");""");
        // no scheme, short word: documentation copy-paste that still is a fixed credential
        list.FlagStatement("Metadata.Add", """metadata.Add("authorization", "authKey");""");
        // JWT without scheme and without exp: 'never expires'
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", "{s.JwtEndless}");""", known: true);
        // alg none token
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", "Bearer {s.JwtUnsigned}");""", known: true);
        // long RS256 JWT wrapped over lines
        list.FlagStatement(
            "Metadata.Add",
            $"""
            metadata.Add("authorization", "Bearer " +
                "{s.JwtRs256[..60]}" +
                "{s.JwtRs256[60..140]}" +
                "{s.JwtRs256[140..]}");
            """,
            known: true);
        // Google API key as an attribute argument
        list.FlagSource(
            "attribute argument",
            $$"""
            [System.AttributeUsage(AttributeTargets.Class)] class ApiKeyAttribute : Attribute { public ApiKeyAttribute(string key) { } }
            [ApiKey("{{s.GoogleApiKey}}")] class Svc { }
            """,
            known: true);
        // inner credentials with a literal
        list.FlagStatement("CallCredentials.Compose", $$"""var creds = CallCredentials.Compose(CallCredentials.FromInterceptor((c, m) => { m.Add("x-goog-api-key", "{{s.GoogleApiKey}}"); return Task.CompletedTask; }), CallCredentials.FromInterceptor((c, m) => Task.CompletedTask));""", known: true);
        // pure casing call on a constant
        list.FlagStatement(
            "Metadata.Add",
            $"""
            var m2 = new Metadata();
            m2.Add("authorization", "Bearer " + "{s.Opaque24}".ToUpperInvariant());
            var o = new CallOptions().WithHeaders(m2);
            """);
        // readonly field assigned once, in the constructor, to a literal
        list.FlagSource(
            "Metadata.Add",
            $$"""
            partial class V
            {
                public void M(Metadata m) => m.Add("authorization", "Bearer " + Tok);
            }
            partial class V { private readonly string Tok; public V() { Tok = "{{s.Opaque}}"; } }
            """);
        // compound assignment of constants
        list.FlagStatement(
            "Metadata.Add",
            $"""
            var t = "{s.Opaque[..16]}";
            t += "{s.Opaque[16..]}";
            metadata.Add("authorization", "Bearer " + t);
            """);
        // proxy-authorization is an auth header
        list.FlagStatement("Metadata.Add", $"""metadata.Add("proxy-authorization", "Bearer {s.Opaque24}");""");
        // AWS session token header
        list.FlagStatement("Metadata.Add", $"""metadata.Add("x-amz-security-token", "{s.Opaque40}");""");
        // static header set in the client factory
        list.FlagStatement("ConfigureHttpClient on a gRPC client builder", $"""builder.ConfigureHttpClient(c => c.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "{s.Opaque}"));""");
    }
}
