namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>C# that sends a fixed credential: where the value is written, and how it is put together.</summary>
internal static partial class Vectors
{
    private static void AddCSharpPositives(VectorList list, FakeSecrets s)
    {
        // literal JWT; message must say 'expired on 2021-01-01'
        list.FlagStatement("Metadata.Add(string,string)", $"""metadata.Add("authorization", "Bearer {s.JwtExpired}");""", known: true);
        // opaque bearer literal in a collection initializer
        list.FlagStatement("Metadata collection initializer", $$"""var headers = new Metadata { { "Authorization", "Bearer {{s.Opaque}}" } };""");
        // GitHub PAT format
        list.FlagStatement("Metadata.Entry ctor", $"""metadata.Add(new Metadata.Entry("authorization", "Bearer {s.GitHubPersonal}"));""", known: true);
        // Entry flows into the indexer; report the literal once
        list.FlagStatement("Metadata indexer set", $"""metadata[0] = new Metadata.Entry("x-api-key", "{s.Opaque24}");""");
        // Insert is the same sink as Add
        list.FlagStatement("Metadata.Insert", $"""metadata.Insert(0, new Metadata.Entry("x-auth-token", "{s.Opaque40}"));""");
        // 256-bit base64 key inside AddCallCredentials (shape seen in public code)
        list.FlagStatement(
            "AddCallCredentials lambda",
            $$"""
            builder.AddCallCredentials((context, md) =>
            {
                md.Add("X-Api-Key", "{{s.Key256}}");
                return Task.CompletedTask;
            });
            """);
        // low-entropy English-like preshared key (shape seen in public code); S6418 cannot flag it
        list.FlagStatement(
            "CallCredentials.FromInterceptor lambda",
            """
            var c = CallCredentials.FromInterceptor((ctx, md) =>
            {
                const string token = "somerandomkeyhere";
                md.Add("Authorization", $"Bearer {token}");
                return Task.CompletedTask;
            });
            """);
        // interpolation hole with a const (ConstantValue present from C# 10)
        list.FlagSource(
            "Metadata.Add",
            $$"""
            static class V
            {
                private const string Key = "{{s.Opaque}}";
                static void M(Metadata m) => m.Add("authorization", $"Bearer {Key}");
            }
            """);
        // const chain over three classes; report at the sink with additional locations at the literals
        list.FlagSource(
            "Metadata.Add",
            $$"""
            static class Secrets { public const string A = "{{s.Opaque[..16]}}"; public const string B = A + "{{s.Opaque[16..]}}"; }
            static class Hdr { public const string Value = "Bearer " + Secrets.B; }
            static class V { static void M(Metadata m) => m.Add("authorization", Hdr.Value); }
            """);
        // static readonly field initializer (no ConstantValue; needs field tracing)
        list.FlagSource(
            "Metadata.Add",
            $$"""
            static class V
            {
                private static readonly string Token = "{{s.Opaque24}}";
                static void M(Metadata m) => m.Add("authorization", "Bearer " + Token);
            }
            """);
        // private mutable field never reassigned in the type
        list.FlagSource(
            "Metadata.Add",
            $$"""
            class V
            {
                private string _token = "{{s.Opaque24}}";
                public void M(Metadata m) => m.Add("authorization", "Bearer " + _token);
            }
            """);
        // weak literal in app code: any literal at the sink is a defect even at entropy 1.5 (shape seen in public code)
        list.FlagSource(
            "CallCredentials.FromInterceptor",
            """
            class V
            {
                private string _apiKey = "test";
                public CallCredentials C() => CallCredentials.FromInterceptor((c, m) => { m.Add("X-API-Key", _apiKey); return Task.CompletedTask; });
            }
            """);
        // expression-bodied property returning a literal
        list.FlagSource(
            "Metadata.Add",
            $$"""
            class V
            {
                private static string Token => "{{s.Opaque}}";
                public void M(Metadata m) => m.Add("authorization", $"Bearer {Token}");
            }
            """);
        // block-bodied getter (documented false negative of S6418)
        list.FlagSource(
            "Metadata.Add",
            $$"""
            class V
            {
                private static string Token { get { return "{{s.Opaque}}"; } }
                public void M(Metadata m) => m.Add("authorization", $"Bearer {Token}");
            }
            """);
        // get-only auto-property initializer
        list.FlagSource(
            "Metadata.Add",
            $$"""
            class V
            {
                public string Token { get; } = "{{s.Opaque40}}";
                public void M(Metadata m) => m.Add("authorization", $"Bearer {Token}");
            }
            """);
        // provider returns Task.FromResult(literal); await is looked through
        list.FlagSource(
            "token provider method",
            $$"""
            interface ITokenProvider { Task<string> GetTokenAsync(); }
            class StaticTokenProvider : ITokenProvider
            {
                public Task<string> GetTokenAsync() => Task.FromResult("{{s.Opaque}}");
            }
            static class V { static async Task M(Metadata m, StaticTokenProvider p) => m.Add("authorization", $"Bearer {await p.GetTokenAsync()}"); }
            """);
        // ValueTask<string> ctor with a literal
        list.FlagSource(
            "token provider method",
            $$"""
            class P
            {
                public ValueTask<string> GetAccessTokenAsync() => new("{{s.Opaque24}}");
            }
            static class V { static async Task M(Metadata m, P p) { var t = await p.GetAccessTokenAsync(); m.Add("authorization", "Bearer " + t); } }
            """);
        // local function returning a literal
        list.FlagStatement(
            "Metadata.Add",
            $$"""
            string Get() { return "{{s.Opaque}}"; }
            metadata.Add("authorization", "Bearer " + Get());
            """);
        // default value of a parameter that reaches the sink
        list.FlagSource(
            "optional parameter default",
            $$"""
            static class V
            {
                static void Call(Metadata m, string token = "{{s.Opaque24}}") => m.Add("authorization", "Bearer " + token);
            }
            """);
        // split so that no single literal matches the prefix; ConstantValue folds it
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", "Bearer " + "{s.GitHubPersonal[..2]}" + "{s.GitHubPersonal[2..]}");""", known: true);
        // string.Concat of constants (not folded by the compiler)
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", string.Concat("Bearer ", "{s.Opaque[..16]}", "{s.Opaque[16..]}"));""");
        // string.Format with constant arguments
        list.FlagStatement("Metadata.Add", $$"""metadata.Add("authorization", string.Format("Bearer {0}", "{{s.Opaque24}}"));""");
        // string.Join over an array of constants
        list.FlagStatement("Metadata.Add", $$"""metadata.Add("authorization", "Bearer " + string.Join("", new[] { "{{s.Opaque[..16]}}", "{{s.Opaque[16..]}}" }));""");
        // StringBuilder with only constant appends
        list.FlagStatement(
            "Metadata.Add",
            $"""
            var sb = new StringBuilder();
            sb.Append("Bearer ");
            sb.Append("{s.Opaque[..16]}").Append("{s.Opaque[16..]}");
            metadata.Add("authorization", sb.ToString());
            """);
        // verbatim string
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", @"Bearer {s.Opaque}");""");
        // raw string literal
        list.FlagStatement("Metadata.Add", $""""metadata.Add("authorization", """Bearer {s.Opaque40}""");"""");
        // raw interpolated string with a const hole
        list.FlagSource(
            "Metadata.Add",
            $$"""""""
            static class V
            {
                const string Tok = """{{s.Opaque40}}""";
                static void M(Metadata m) => m.Add("authorization", $"""Bearer {Tok}""");
            }
            """"""");
        // UTF-8 literal for a -bin header
        list.FlagStatement("Metadata.Add(string,byte[])", $"""metadata.Add("auth-token-bin", "{s.Opaque}"u8.ToArray());""");
        // Encoding.GetBytes(constant) for a -bin header
        list.FlagStatement("Metadata.Add(string,byte[])", $"""metadata.Add("x-auth-token-bin", Encoding.UTF8.GetBytes("{s.Opaque24}"));""");
        // base64 constant decoded to bytes
        list.FlagStatement("Metadata.Entry(string,byte[])", $"""metadata.Add(new Metadata.Entry("session-token-bin", Convert.FromBase64String("{s.Key256}")));""");
        // byte array initializer of constants
        list.FlagStatement("Metadata.Add(string,byte[])", $$"""metadata.Add("api-key-bin", new byte[] { {{s.Bytes(16)}} });""");
        // Basic credentials built from a constant user:password
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("svc-orders:{s.Password}")));""", known: true);
        // pre-encoded Basic credentials; decode to check for user:password
        list.FlagStatement("Metadata.Add", $"""metadata.Add("authorization", "Basic {s.Basic}");""", known: true);
        // Basic from two constants through an interpolation
        list.FlagSource(
            "Metadata.Entry",
            $$"""
            static class V
            {
                const string User = "svc-orders";
                const string Password = "{{s.Password}}";
                static void M(Metadata m) => m.Add(new Metadata.Entry("Authorization", "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{User}:{Password}"))));
            }
            """,
            known: true);
        // real-world shape: tiny constant user:password through two locals
        list.FlagStatement(
            "Metadata.Entry",
            """
            var bytes = Encoding.UTF8.GetBytes($"a:a");
            var hdr = Convert.ToBase64String(bytes);
            metadata.Add(new Metadata.Entry("Authorization", "Basic " + hdr));
            """,
            known: true);
        // parameter argument is a literal
        list.FlagStatement("AuthenticationHeaderValue ctor", $"""var h = new AuthenticationHeaderValue("Bearer", "{s.Opaque}");""");
        // target-typed new; live JWT until 2035-01-01
        list.FlagStatement("DefaultRequestHeaders.Authorization", $"""http.DefaultRequestHeaders.Authorization = new("Bearer", "{s.JwtValid}");""", known: true);
        // static header on the HttpClient given to GrpcChannel
        list.FlagStatement("DefaultRequestHeaders.Add", $"""http.DefaultRequestHeaders.Add("Authorization", "Bearer {s.Opaque24}");""");
        // hex API key
        list.FlagStatement("DefaultRequestHeaders.TryAddWithoutValidation", $"""http.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Key", "{s.Hex128}");""");
        // IEnumerable overload
        list.FlagStatement("HttpRequestHeaders.Add(string,IEnumerable)", $$"""request.Headers.Add("x-api-key", new[] { "{{s.Opaque24}}" });""");
        // static Google access token: expires after about 1 h, cannot refresh
        list.FlagStatement("GoogleGrpcCredentials.FromAccessToken", $"""var c = GoogleGrpcCredentials.FromAccessToken("{s.GoogleAccessToken}");""", known: true);
        // literal given to the interceptor factory
        list.FlagStatement("GoogleAuthInterceptors.FromAccessToken", $"""var i = GoogleAuthInterceptors.FromAccessToken("{s.Opaque40}");""");
        // literal inside an interceptor override
        list.FlagSource(
            "client Interceptor",
            $$"""
            class AuthInterceptor : Interceptor
            {
                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
                {
                    var headers = new Metadata { new Metadata.Entry("Authorization", "Bearer {{s.Opaque}}") };
                    var ctx = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
                    return continuation(request, ctx);
                }
            }
            """);
        // metadata interceptor lambda
        list.FlagStatement(
            "CallInvoker.Intercept(Func<Metadata,Metadata>)",
            $$"""
            var inv = invoker.Intercept(md =>
            {
                md.Add("authorization", "Bearer {{s.Opaque24}}");
                return md;
            });
            """);
        // nested initializer
        list.FlagStatement("CallOptions ctor", $$"""var o = new CallOptions(headers: new Metadata { { "authorization", "Bearer {{s.Opaque}}" } });""");
        // literal fallback of ??: one reachable constant is enough
        list.FlagStatement(
            "Metadata.Add",
            $$"""
            var token = config["Grpc:Token"] ?? "{{s.Opaque}}";
            metadata.Add("authorization", $"Bearer {token}");
            """);
    }
}
