using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>GRPCAUTH2001 where the constant is put together, kept in a collection, or sent beside metadata.</summary>
public sealed class BuiltCredentialTests
{
    [Theory]
    [InlineData("metadata.Add(\"authorization\", string.Concat(\"Bearer \", {|GRPCAUTH2001:\"letmein123\"|}));")]
    [InlineData("metadata.Add(\"authorization\", string.Format(\"{0} {1}\", \"Bearer\", {|GRPCAUTH2001:\"letmein123\"|}));")]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + string.Join(\"\", new[] { {|GRPCAUTH2001:\"letmein\"|}, \"123\" }));")]
    [InlineData("metadata.Add(\"authorization\", ({|GRPCAUTH2001:\"  Bearer letmein123\"|}).Trim());")]
    [InlineData("metadata.Add(\"authorization\", {|GRPCAUTH2001:\"xxBearer letmein123\"|}.Substring(2));")]
    [InlineData("metadata.Add(\"authorization\", \"Basic \" + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes({|GRPCAUTH2002:\"svc:letmein123\"|})));")]
    [InlineData("metadata.Add(\"x-token-bin\", System.Text.Encoding.UTF8.GetBytes({|GRPCAUTH2001:\"letmein123\"|}));")]
    [InlineData("metadata.Add(\"x-token-bin\", {|GRPCAUTH2001:\"letmein123\"u8|}.ToArray());")]
    [InlineData("metadata.Add(\"x-token-bin\", {|GRPCAUTH2001:new byte[] { 0x98, 0x71, 0x35, 0xfb }|});")]
    [InlineData("metadata.Add(\"x-api-key\", new string({|GRPCAUTH2001:new[] { 'l', 'e', 't', '9' }|}));")]
    [InlineData("var text = new System.Text.StringBuilder(\"Bearer \"); text.Append({|GRPCAUTH2001:\"letmein\"|}).Append(123); metadata.Add(\"authorization\", text.ToString());")]
    [InlineData("var text = {|GRPCAUTH2001:\"letmein\"|}; text += \"123\"; metadata.Add(\"authorization\", \"Bearer \" + text);")]
    [InlineData("var account = (User: \"svc\", Token: {|GRPCAUTH2001:\"letmein123\"|}); metadata.Add(\"x-api-key\", account.Token);")]
    [InlineData("var account = new Account(\"svc\", {|GRPCAUTH2001:\"letmein123\"|}); metadata.Add(\"x-api-key\", account.Token);")]
    [InlineData("string[] keys = [\"one1\", {|GRPCAUTH2001:\"letmein123\"|}]; metadata.Add(\"x-api-key\", keys[1]);")]
    [InlineData("var keys = new Dictionary<string, string> { [\"eu\"] = {|GRPCAUTH2001:\"letmein123\"|}, [\"us\"] = \"other1\" }; metadata.Add(\"x-api-key\", keys[\"eu\"]);")]
    [InlineData("foreach (var pair in new Dictionary<string, string> { [\"x-api-key\"] = {|GRPCAUTH2001:\"letmein123\"|}, [\"x-region\"] = \"eu\" }) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("var pairs = new Dictionary<string, string> { [\"x-api-key\"] = {|GRPCAUTH2001:\"letmein123\"|} }; pairs.TryGetValue(\"x-region\", out _); foreach (var pair in pairs) metadata.Add(pair.Key, pair.Value);")]
    [InlineData("foreach (var (key, value) in new[] { (\"x-api-key\", {|GRPCAUTH2001:\"letmein123\"|}), (\"x-region\", \"eu\") }) metadata.Add(key, value);")]
    public Task A_constant_that_is_put_together_or_kept_in_a_collection(string statement) => Verify.Reports($$"""
        public sealed record Account(string User, string Token);

        public static class Program
        {
            public static void Fill(Metadata metadata)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", {|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new(parameter: {|GRPCAUTH2001:\"letmein123\"|}, scheme: \"Bearer\");")]
    [InlineData("client.DefaultRequestHeaders.Add(\"Authorization\", {|GRPCAUTH2001:\"Bearer letmein123\"|});")]
    [InlineData("client.DefaultRequestHeaders.Add(\"X-Api-Key\", new[] { {|GRPCAUTH2001:\"letmein123\"|} });")]
    [InlineData("client.DefaultRequestHeaders.TryAddWithoutValidation(\"X-Api-Key\", {|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("_ = Grpc.Auth.GoogleGrpcCredentials.FromAccessToken({|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("_ = Grpc.Auth.GoogleAuthInterceptors.FromAccessToken({|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("_ = Google.Apis.Auth.OAuth2.GoogleCredential.FromAccessToken({|GRPCAUTH2001:\"letmein123\"|});")]
    [InlineData("_ = Google.Apis.Auth.OAuth2.GoogleCredential.FromAccessToken(accessToken: {|GRPCAUTH2001:\"letmein123\"|}, methods: null);")]
    [InlineData("client.DefaultRequestHeaders.Authorization = System.Net.Http.Headers.AuthenticationHeaderValue.Parse({|GRPCAUTH2001:\"Bearer letmein123\"|});")]
    public Task A_constant_in_http_headers_or_a_credentials_factory(string statement) => Verify.Reports($$"""
        public static class Program
        {
            public static void Fill(HttpClient client)
            {
                {{statement}}
            }
        }

        namespace Grpc.Auth
        {
            public static class GoogleGrpcCredentials
            {
                public static CallCredentials FromAccessToken(string accessToken) => CallCredentials.FromInterceptor((context, metadata) => Task.CompletedTask);
            }

            public static class GoogleAuthInterceptors
            {
                public static AsyncAuthInterceptor FromAccessToken(string accessToken) => (context, metadata) => Task.CompletedTask;
            }
        }

        namespace Google.Apis.Auth.OAuth2
        {
            public sealed class GoogleCredential
            {
                public static GoogleCredential FromAccessToken(string accessToken, object? methods = null) => new();
            }
        }
        """);

    [Fact]
    public Task The_default_of_a_parameter_is_sent_by_callers_that_give_none() => Verify.Reports("""
        public static class Program
        {
            public static Metadata Create(string token = {|GRPCAUTH2001:"letmein123"|}) => new() { { "authorization", $"Bearer {token}" } };

            public static Metadata Use() => Create();
        }
        """, message: "Hard-coded credential in the default of parameter 'token' is sent as gRPC metadata 'authorization'");

    [Fact]
    public Task The_default_of_a_parameter_that_every_caller_leaves_out() => Verify.Reports("""
        internal static class Program
        {
            private static Metadata Create(string region, string token = {|GRPCAUTH2001:"letmein123"|}) => new() { { "authorization", $"Bearer {token}" }, { "x-region", region } };

            public static Metadata Use() => Create("eu");

            public static Metadata UseToo() => Create(region: "us");
        }
        """);

    [Fact]
    public Task The_message_tells_http_headers_from_metadata() => Verify.Reports("""
        public static class Program
        {
            public static void Fill(HttpClient client) => client.DefaultRequestHeaders.Add("X-Api-Key", {|GRPCAUTH2001:"letmein123"|});
        }
        """, message: "Hard-coded credential is sent as HTTP header 'x-api-key'");

    [Theory]
    [InlineData("User + \":\" + Password")]
    [InlineData("User + \":\" + Password + \"!\"")]
    public Task Of_a_user_and_a_password_the_password_is_reported(string pair) => Verify.Reports($$"""
        public static class Program
        {
            private const string User = "service-orders-production";
            private const string Password = {|GRPCAUTH2002:"Rose7!x"|};

            public static void Fill(Metadata metadata) =>
                metadata.Add("authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes({{pair}})));
        }
        """);

    [Theory]
    [InlineData("client.DefaultRequestHeaders.Authorization = new(\"Basic\", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes({|GRPCAUTH2002:\"svc:Rose7!x\"|})));")]
    [InlineData("client.DefaultRequestHeaders.Authorization = new(\"Basic\", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes({|GRPCAUTH2001:\"letmein123:\"|})));")]
    public Task The_scheme_may_stand_beside_the_value(string statement) => Verify.Reports($$"""
        public static class Program
        {
            public static void Fill(HttpClient client)
            {
                {{statement}}
            }
        }
        """);
}
