using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>A method of which a facts file says that it is a log is one for the rule about tokens that are written.</summary>
public sealed class LogFactsTests
{
    private const string Company = """
        namespace Acme.Company;

        public static class Audit
        {
            public static void Keep(string text) { }

            public static void Keep(int code, params object[] values) { }

            public static int Count(string text) => text.Length;
        }

        public abstract class Journal
        {
            public abstract void Add(string text);

            public void Close() { }
        }

        public sealed class FileJournal : Journal
        {
            public override void Add(string text) { }
        }
        """;

    private static Setup With(string facts) => Setup.Usual with { Library = Company, AdditionalFiles = [("GrpcAuth.Facts.txt", facts)] };

    private static string Program(string statement) => $$"""
        using Acme.Company;

        public interface ITokens
        {
            Task<string> GetAccessTokenAsync();
        }

        public sealed class Worker
        {
            public async Task RunAsync(ITokens tokens, Journal journal)
            {
                var token = await tokens.GetAccessTokenAsync();
                {{statement}}
            }
        }
        """;

    [Theory]
    [InlineData("Audit.Keep(«token»);", "M:Acme.Company.Audit.Keep(System.String); log")]
    [InlineData("Audit.Keep(1, \"token\", «token»);", "M:Acme.Company.Audit.Keep; log")]
    [InlineData("Audit.Keep($\"Bearer {«token»}\");", "T:Acme.Company.Audit; log")]
    [InlineData("journal.Add(«token»);", "M:Acme.Company.Journal.Add; log")]
    [InlineData("new FileJournal().Add(«token»);", "M:Acme.Company.Journal.Add; log")]
    [InlineData("new FileJournal().Add(«token»);", "T:Acme.Company.FileJournal; log")]
    public async Task A_token_is_written_there(string statement, string fact)
    {
        await Verify.Silent(Program(statement.Replace("«", "").Replace("»", "")), With(""));
        await Verify.Reports(Program(statement.Replace("«", "{|GRPCAUTH2006:").Replace("»", "|}")), With(fact));
    }

    [Theory]
    [InlineData("Audit.Count(token);", "M:Acme.Company.Audit.Keep; log")]
    [InlineData("Audit.Keep(1, token);", "M:Acme.Company.Audit.Keep(System.String); log")]
    [InlineData("Audit.Keep(token[..4] + \"...\");", "M:Acme.Company.Audit.Keep; log")]
    [InlineData("Audit.Keep(token.Length.ToString());", "M:Acme.Company.Audit.Keep; log")]
    [InlineData("journal.Close();", "T:Acme.Company.Journal; log")]
    [InlineData("_ = string.IsNullOrEmpty(token);", "T:System.String; adds-nothing")]
    public Task What_is_no_token_or_no_log(string statement, string fact) => Verify.Silent(Program(statement), With(fact));
}
