using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.CommandLine;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>The section "Ask the server" of docs/troubleshooting.md: its command, and each row of its table.</summary>
public sealed class ServerLogFacts
{
    private const string Option = """-H "authorization: Bearer $TOKEN" """;

    private static readonly string Section = Regex.Match(
        File.ReadAllText(RepositoryFolder.PathTo("docs/troubleshooting.md")), "(?ms)^## Ask the server$(.*?)^## ").Groups[1].Value;

    private static readonly string Command = Regex.Match(Section, "(?ms)^```bash\n(.*?)^```").Groups[1].Value;

    /// <summary>Made for each test: a whole run lasts longer than a token is good.</summary>
    private readonly Dictionary<string, string> _tokens = new()
    {
        ["TOKEN"] = TokenServer.Token(),
        ["EXPIRED"] = TokenServer.Token(expiresIn: TimeSpan.FromMinutes(-20)),
        ["EARLY"] = TokenServer.Token(validIn: TimeSpan.FromMinutes(20), expiresIn: TimeSpan.FromMinutes(60)),
        ["OF_ANOTHER_SERVICE"] = TokenServer.Token(audience: "invoices"),
        ["OF_ANOTHER_ISSUER"] = TokenServer.Token(issuer: "https://other.example"),
        ["OF_ANOTHER_KEY"] = TokenServer.Token(key: new SymmetricSecurityKey(new byte[32])),
    };

    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (var cells in Section.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(static line => line.Split(" | ")))
            rows.Add(cells[0], cells[1] == "none" ? "" : cells[1].Trim('`'), cells[2].Trim('`'), cells[3].TrimEnd(' ', '|').Trim('`'));

        return rows;
    }

    [CurlTheory]
    [MemberData(nameof(Rows))]
    public async Task What_arrives_the_answer_and_the_log(string cause, string option, string answer, string line)
    {
        await using var server = await TokenServer.StartAsync(
            parameters => parameters.ValidAudience = cause.Contains("expects no audience", StringComparison.Ordinal) ? null : parameters.ValidAudience);

        var shown = await RunAsync(server.Address, option);
        for (var again = 0; again < 2 && shown.Length == 0; again++)
            shown = await RunAsync(server.Address, option); // a busy machine may cut the connection off before curl has read the answer

        Assert.Contains(answer, shown, StringComparison.Ordinal);
        Assert.Contains(line, await server.LogWithAsync(line), StringComparison.Ordinal);
        Assert.All(_tokens.Values, token => Assert.DoesNotContain(token, server.Log, StringComparison.Ordinal));
    }

    [CurlFact]
    public async Task A_good_token_is_accepted()
    {
        await using var server = await TokenServer.StartAsync();

        Assert.Contains("grpc-status: 0", await RunAsync(server.Address, Option.Trim()), StringComparison.Ordinal);
    }

    [CurlFact]
    public async Task A_client_that_does_not_trust_the_certificate_leaves_a_line()
    {
        await using var server = await TokenServer.StartAsync();

        await RunAsync(server.SecureAddress, "--http2 " + Option.Trim());

        Assert.Contains("`Failed to authenticate HTTPS connection.`", Section, StringComparison.Ordinal);
        const string line = "Failed to authenticate HTTPS connection.";
        Assert.Contains(line, await server.LogWithAsync(line), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string address, string option)
    {
        Assert.Contains(Option.Trim(), Command, StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-c", Command.Replace(Option.Trim(), option, StringComparison.Ordinal)]) { RedirectStandardOutput = true };
        start.Environment["SERVER"] = address;
        foreach (var (name, token) in _tokens)
            start.Environment[name] = token;

        using var command = Process.Start(start)!;
        var shown = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return shown;
    }
}

/// <summary>A fact that needs curl with HTTP/2; where there is none, the test reports itself skipped.</summary>
public sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute() => Skip = Curl.Missing;
}

/// <summary>As <see cref="CurlFactAttribute"/>, with data.</summary>
public sealed class CurlTheoryAttribute : TheoryAttribute
{
    public CurlTheoryAttribute() => Skip = Curl.Missing;
}

/// <summary>The curl of this machine.</summary>
internal static class Curl
{
    /// <summary>Why it cannot be used, or null.</summary>
    internal static string? Missing { get; } = KnowsHttp2() ? null : "bash and a curl that knows HTTP/2 are not on this machine";

    private static bool KnowsHttp2()
    {
        try
        {
            using var curl = Process.Start(new ProcessStartInfo("bash", ["-c", "curl -V"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var version = curl.StandardOutput.ReadToEnd();
            curl.WaitForExit();
            return version.Contains("HTTP2", StringComparison.Ordinal);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
