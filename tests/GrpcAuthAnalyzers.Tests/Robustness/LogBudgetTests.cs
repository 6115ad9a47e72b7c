using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Secrets.Findings;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>What it costs to look for logged credentials is counted in bound calls, walked bodies and steps, so that the tests need no clock. The engine itself is asked; no host is needed.</summary>
public sealed class LogBudgetTests
{
    [Fact]
    public async Task Thousands_of_log_calls_without_a_word_of_a_credential_are_not_bound()
    {
        var answer = await AskAsync(Method(Hostile.Repeat(5_000, i => $"logger.LogInformation(\"order {{Id}} of {{Customer}}\", id, customer + {i}); if (id.Length > {i}) throw new InvalidOperationException($\"order {{id}}\");")));
        Assert.Equal((0, 0, 0), (answer.Bound, answer.Bodies, answer.Steps));
    }

    [Fact]
    public async Task One_credential_among_thousands_of_log_calls_costs_what_it_costs_alone()
    {
        static string Source(int others) => Method(
            "headers.Add(\"authorization\", id); System.Console.WriteLine(\"token \" + id);\n" + Hostile.Repeat(others, i => $"logger.LogInformation(\"order of {{Customer}}\", customer + {i});"));
        var alone = await AskAsync(Source(0));
        var among = await AskAsync(Source(5_000));
        Assert.Equal((1, 1), (alone.Bound, alone.Bodies));
        Assert.InRange(alone.Steps, 1, 20);
        Assert.Equal(alone, among);
    }

    [Fact]
    public async Task A_question_that_would_cost_too_much_is_given_up()
    {
        var answer = await AskAsync(Method(
            "var token = customer;\n" + Hostile.Repeat(5_000, _ => "token = id.Length > 3 ? token : token + customer;") + "\nSystem.Console.WriteLine(token);"));
        Assert.Equal(1, answer.Bound);
        Assert.InRange(answer.Steps, 1, Budget.MaxSteps);
    }

    private static string Method(string statements) => $$"""
        using Microsoft.Extensions.Logging;

        public sealed class Caller(ILogger<Caller> logger)
        {
            public void Call(Metadata headers, string id, string customer)
            {
                {{statements}}
            }
        }
        """;

    /// <summary>Looks for logged credentials in the main document.</summary>
    private static async Task<(int Bound, int Bodies, int Steps)> AskAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        var facts = CompilationFacts.For((await project.GetCompilationAsync())!, [])!;
        var tree = (await project.Documents.First().GetSyntaxTreeAsync())!;
        var options = GrpcAuthOptions.Of(project.AnalyzerOptions.AnalyzerConfigOptionsProvider, tree);
        var (bound, steps) = (0, 0);
        foreach (var node in LogSinks.CandidatesIn(tree, facts))
        {
            bound++;
            if (LogSink.From(facts.Bodies.OperationOf(node)!, facts) is not { } sink)
                continue;

            foreach (var (hole, printsElements) in sink.Holes)
            {
                var query = new CredentialQuery(facts, options, sink.Operation);
                LoggedCredential.In(hole, printsElements, query);
                steps += query.Budget.Steps;
            }
        }

        return (bound, facts.Bodies.BodiesVisited, steps);
    }
}
