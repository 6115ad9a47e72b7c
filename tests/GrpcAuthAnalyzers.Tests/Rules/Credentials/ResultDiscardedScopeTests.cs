using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>GRPCAUTH1006 for the scoped copy of a credential of Google.</summary>
public sealed class ResultDiscardedScopeTests
{
    private const string Google = """

        namespace Google.Apis.Auth.OAuth2
        {
            public class GoogleCredential
            {
                public static GoogleCredential GetApplicationDefault() => throw new NotSupportedException();

                public virtual bool IsCreateScopedRequired => true;

                public virtual GoogleCredential CreateWithUser(string user) => throw new NotSupportedException();

                public virtual GoogleCredential CreateScoped(params string[] scopes) => throw new NotSupportedException();
            }

            public class ServiceAccountCredential
            {
                public ServiceAccountCredential CreateScoped(params string[] scopes) => throw new NotSupportedException();
            }
        }
        """;

    [Theory]
    [InlineData("{|GRPCAUTH1006:credential.CreateScoped(\"https://www.googleapis.com/auth/pubsub\")|};")]
    [InlineData("if (credential.IsCreateScopedRequired) {|GRPCAUTH1006:credential.CreateScoped(\"s\")|};")]
    [InlineData("_ = {|GRPCAUTH1006:credential.CreateScoped(\"s\", \"t\")|};")]
    [InlineData("var scoped = {|GRPCAUTH1006:credential.CreateScoped(\"s\")|};")]
    [InlineData("{|GRPCAUTH1006:account.CreateScoped(\"s\")|};")]
    [InlineData("{|GRPCAUTH1006:credential.CreateWithUser(\"u@example.com\")|};")]
    public Task A_dropped_scoped_credential(string statement) => Verify.Reports(Source(statement), severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("credential.CreateScoped(\"s\")", "CreateScoped", "no token has these scopes")]
    [InlineData("credential.CreateWithUser(\"u@example.com\")", "CreateWithUser", "no token is for this user")]
    public Task The_message_says_what_the_tokens_lack(string call, string method, string loss) => Verify.Reports(
        Source("{|GRPCAUTH1006:" + call + "|};"), message: $"The result of '{method}' is discarded, so {loss}");

    [Theory]
    [InlineData("credential = credential.CreateScoped(\"s\"); Use(credential);")]
    [InlineData("var scoped = credential.CreateScoped(\"s\"); Use(scoped);")]
    [InlineData("Use(credential.CreateScoped(\"s\"));")]
    [InlineData("Use(credential.CreateWithUser(\"u@example.com\"));")]
    [InlineData("new Scopes().CreateScoped(\"s\");")]
    [InlineData("new Scopes().CreateWithUser(\"u@example.com\");")]
    public Task A_scoped_credential_that_is_used(string statement) => Verify.Silent(Source(statement));

    [Fact]
    public Task The_fix_assigns_it() => Verify.Fixes(
        Source("{|GRPCAUTH1006:credential.CreateScoped(\"s\")|};\n        Use(credential);"),
        Source("credential = credential.CreateScoped(\"s\");\n        Use(credential);"));

    private static string Source(string statement) => $$"""
        using Google.Apis.Auth.OAuth2;

        public sealed class Scopes
        {
            public void CreateScoped(string scope)
            {
            }

            public Scopes CreateWithUser(string user) => this;
        }

        public static class Program
        {
            public static void Run(ServiceAccountCredential account)
            {
                var credential = GoogleCredential.GetApplicationDefault();
                {{statement}}
            }

            private static void Use(GoogleCredential credential) => Console.WriteLine(credential);
        }

        """ + Google;
}
