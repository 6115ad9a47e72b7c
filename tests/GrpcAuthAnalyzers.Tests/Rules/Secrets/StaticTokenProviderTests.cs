using System;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

public sealed class StaticTokenProviderTests
{
    [Theory]
    [InlineData("string {|#0:GetAccessToken|}() => {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:GetApiKey|}() { return {|GRPCAUTH2003:\"archive-writer-88c4\"|}; }")]
    [InlineData("Task<string> {|#0:GetTokenAsync|}() => Task.FromResult({|GRPCAUTH2003:\"archive-writer-88c4\"|});")]
    [InlineData("async Task<string> {|#0:FetchBearerTokenAsync|}(CancellationToken stop) { await Task.Delay(1, stop); return {|GRPCAUTH2003:\"archive-writer-88c4\"|}; }")]
    [InlineData("ValueTask<string> {|#0:GetIdTokenAsync|}() => new({|GRPCAUTH2003:\"archive-writer-88c4\"|});")]
    [InlineData("ValueTask<string> {|#0:AcquireOAuthToken|}() => ValueTask.FromResult({|GRPCAUTH2003:\"archive-writer-88c4\"|});")]
    [InlineData("string {|#0:GetJwtToken|}() => \"archive-\" + {|GRPCAUTH2003:\"writer-88c4-long\"|};")]
    [InlineData("string {|#0:GetAccessToken|}() { var token = {|GRPCAUTH2003:\"archive-writer-88c4\"|}; return token; }")]
    [InlineData("string {|#0:GetAccessToken|}() { if (Environment.ProcessorCount < 1) throw new InvalidOperationException(); return {|GRPCAUTH2003:\"archive-writer-88c4\"|}; }")]
    [InlineData("string {|#0:GetAccessToken|}() => \"Bearer \" + {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:GetAccessToken|}() => {|GRPCAUTH2003:\"mock-access-token\"|};")]
    public Task A_member_whose_name_says_token(string member) => Verify.Reports($$"""
        public static class Orders2
        {
            public static {{member}}
        }
        """);

    [Theory]
    [InlineData("string {|#0:GetToken|}(string audience) => {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:Get|}() => {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:ApiKey|} => {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:Token|} { get; } = {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:Token|} { get { return {|GRPCAUTH2003:\"supersecret\"|}; } }")]
    [InlineData("string {|#0:GetToken|}() => s_token; private static readonly string s_token = {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:GetToken|}() => Token; private const string Token = {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    [InlineData("string {|#0:GetBillingSecret|}() => {|GRPCAUTH2003:\"archive-writer-88c4\"|};")]
    public Task A_member_of_a_type_that_provides_tokens(string member) => Verify.Reports($$"""
        public sealed class StaticTokenProvider
        {
            public {{member}}
        }
        """);

    [Theory]
    [InlineData("Ours : ITokenProvider")]
    [InlineData("Ours : IAccessTokenProvider")]
    [InlineData("Ours : ICredentialProvider")]
    [InlineData("Ours : ITokenSource")]
    [InlineData("Ours : IServiceTokenProvider<int>")]
    [InlineData("Ours : CredentialProviderBase")]
    public Task A_member_behind_an_interface_or_base_class_of_providers(string type) => Verify.Reports($$"""
        public interface ITokenProvider { }
        public interface IAccessTokenProvider { }
        public interface ICredentialProvider { }
        public interface ITokenSource { }
        public interface IServiceTokenProvider<T> { }
        public abstract class CredentialProviderBase { }

        public sealed class {{type}}
        {
            public string {|#0:GetServiceToken|}(int tenant) => {|GRPCAUTH2003:"archive-writer-88c4"|};
        }
        """, message: "Token provider 'Ours.GetServiceToken' returns a hard-coded token, which cannot be renewed or revoked without a release");

    [Fact]
    public Task The_credential_of_Azure_that_makes_its_token_of_a_constant() => Verify.Reports("""
        namespace Azure.Core
        {
            public struct AccessToken
            {
                public AccessToken(string accessToken, DateTimeOffset expiresOn) => Token = accessToken + expiresOn.Year;
                public string Token { get; }
            }

            public readonly struct TokenRequestContext { }

            public abstract class TokenCredential
            {
                public abstract AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken);
                public abstract ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken);
            }
        }

        public class Fixed : Azure.Core.TokenCredential
        {
            public override Azure.Core.AccessToken {|#0:GetToken|}(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
                new Azure.Core.AccessToken({|GRPCAUTH2003:"archive-writer-88c4"|}, DateTimeOffset.MaxValue);

            public override ValueTask<Azure.Core.AccessToken> GetTokenAsync(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
                new(GetToken(requestContext, cancellationToken));
        }
        """);

    [Fact]
    public Task The_token_behind_an_interface_is_sent_by_callers_that_do_not_see_it() => Verify.Reports("""
        public interface ITokenProvider { Task<string> GetTokenAsync(); }

        public sealed class Fixed : ITokenProvider
        {
            Task<string> ITokenProvider.{|#0:GetTokenAsync|}() => Task.FromResult({|GRPCAUTH2003:"archive-writer-88c4"|});
        }

        public static class Program
        {
            public static async Task FillAsync(Metadata metadata, ITokenProvider tokens) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());
        }
        """);

    [Fact]
    public Task Where_the_token_is_seen_to_be_sent_2001_speaks_alone() => Verify.Reports("""
        public sealed class FixedTokenProvider
        {
            public Task<string> GetTokenAsync() => Task.FromResult({|GRPCAUTH2001:"archive-writer-88c4"|});
        }

        public static class Program
        {
            public static async Task FillAsync(Metadata metadata, FixedTokenProvider tokens) => metadata.Add("authorization", "Bearer " + await tokens.GetTokenAsync());
        }
        """);

    [Fact]
    public Task Where_another_file_sends_the_token_2001_speaks_there() => Verify.Reports("""
        public sealed class FixedTokenProvider
        {
            public string GetToken() => "archive-writer-88c4";
        }
        """, Setup.Usual with
    {
        Documents = [("Fill.cs", "public static class Program { public static void Fill(Metadata metadata, FixedTokenProvider tokens) => metadata.Add(\"authorization\", {|GRPCAUTH2001:\"Bearer \" + tokens.GetToken()|}); }")],
    });

    [Fact]
    public Task A_constant_of_another_file_is_reported_where_it_is_returned() => Verify.Reports("""
        public sealed class FixedTokenProvider
        {
            public string {|#0:GetToken|}() => {|GRPCAUTH2003:Settings.Token|};
        }
        """, Setup.Usual with { Documents = [("Settings.cs", "public static class Settings { public const string Token = \"archive-writer-88c4\"; }")] });

    [Theory]
    [InlineData("", "GRPCAUTH2002")]
    [InlineData("grpc_auth.known_formats_everywhere = false", "GRPCAUTH2003")]
    public Task A_token_of_a_known_form_has_one_report(string options, string id)
    {
        var token = "gh" + "p_" + string.Concat(Guid.NewGuid().ToString("N"), "Zk7Q");
        return Verify.Reports($$"""
            public sealed class FixedTokenProvider
            {
                public string GetToken() => {|{{id}}:"{{token}}"|};
            }
            """, Setup.Usual with { EditorConfig = options });
    }

    [Fact]
    public Task In_a_test_project_that_is_judged_like_other_code() => Verify.Reports("""
        public sealed class FixedTokenProvider
        {
            public string GetToken() => {|GRPCAUTH2003:"archive-writer-88c4"|};
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true", EditorConfig = "grpc_auth.tests = same" });
}
