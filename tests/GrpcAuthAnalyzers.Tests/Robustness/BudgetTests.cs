using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>What a question costs is counted in steps, so that the tests need no clock. The engine itself is asked; no host is needed.</summary>
public sealed class BudgetTests
{
    private const string Channel = """var channel = GrpcChannel.ForAddress("https://orders.example"); var client = new Orders.OrdersClient(channel);""" + "\n";

    [Fact]
    public async Task A_call_costs_the_same_among_ten_and_among_two_thousand_calls()
    {
        static string Calls(int count) => Channel + "var headers = new Metadata { { \"x-trace\", \"1\" } };\n"
            + Hostile.Repeat(count, _ => "client.GetOrder(new OrderRequest(), headers);");
        var few = await AskAsync(Calls(10));
        var many = await AskAsync(Calls(2_000));

        Assert.Equal(CredentialPresence.Absent, few.Presence);
        Assert.Equal(CredentialPresence.Absent, many.Presence);
        Assert.InRange(few.Steps, 1, Budget.MaxSteps);
        Assert.Equal(few.Steps, many.Steps);
    }

    [Fact]
    public async Task Two_thousand_calls_in_one_body_are_one_walk_of_it() =>
        Assert.Equal(1, (await AskAsync(Channel + Hostile.Repeat(2_000, _ => "client.GetOrder(new OrderRequest());"))).Bodies);

    [Fact]
    public async Task A_call_of_a_local_client_needs_no_body_but_its_own()
    {
        var answer = await AskAsync(Channel + "client.GetOrder(new OrderRequest());\npublic class Other { private readonly Metadata _headers = new(); public Metadata Get() => _headers; }");
        Assert.Equal((CredentialPresence.Absent, 1), (answer.Presence, answer.Bodies));
    }

    [Fact]
    public async Task A_call_of_a_client_in_a_field_needs_only_the_bodies_of_its_type_that_name_it()
    {
        static string Types(int others) => """
            public sealed class Service
            {
                private readonly Orders.OrdersClient _client;
                public Service() => _client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                public int Other() => 1;
                public Order Get() => _client.GetOrder(new OrderRequest());
            }

            """ + Hostile.Repeat(others, i => $"public sealed class Other{i} {{ private readonly int _client = 1; public int Get() => _client; }}");
        var alone = await AskAsync(Types(0));
        var among = await AskAsync(Types(500));
        Assert.Equal((CredentialPresence.Absent, 2), (alone.Presence, alone.Bodies));
        Assert.Equal(alone, among);
    }

    [Fact]
    public async Task Handler_types_that_make_one_another_cost_what_their_code_costs()
    {
        static string Types(int count) => """
            var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { HttpHandler = new H0() }));
            client.GetOrder(new OrderRequest());

            """ + Hostile.Repeat(count, i => $"public sealed class H{i} : DelegatingHandler {{ public H{i}() : base(System.Environment.TickCount > 0 ? new H{(i + 1) % count}() : new H{(i * 7 + 1) % count}()) {{ }} }}");
        var answer = await AskAsync(Types(16));
        Assert.Equal(CredentialPresence.Absent, answer.Presence);
        Assert.InRange(answer.Steps, 1, 50);
        Assert.NotEqual(CredentialPresence.Present, (await AskAsync(Types(200))).Presence);
    }

    [Theory]
    [InlineData("headers.Add(\"x-trace\", \"1\");")]
    [InlineData("headers = headers ?? new Metadata();")]
    [InlineData("headers = args.Length > 1 ? new Metadata() : headers;")]
    public async Task A_question_that_would_cost_too_much_is_given_up_as_unknown(string line)
    {
        var answer = await AskAsync(Channel + "var headers = new Metadata();\n" + Hostile.Repeat(5_000, _ => line) + "\nclient.GetOrder(new OrderRequest(), headers);");
        Assert.Equal(CredentialPresence.Unknown, answer.Presence);
        Assert.InRange(answer.Steps, 1, Budget.MaxSteps);
    }

    [Fact]
    public async Task A_deep_chain_of_methods_is_given_up_as_unknown()
    {
        var answer = await AskAsync(
            Channel + "client.GetOrder(new OrderRequest(), M0());\n" + Hostile.Repeat(100, i => $"Metadata M{i}() => M{i + 1}();") + "\nMetadata M100() => new();");
        Assert.Equal(CredentialPresence.Unknown, answer.Presence);
        Assert.InRange(answer.Steps, 1, 50);
    }

    [Theory]
    [InlineData(10, nameof(CredentialPresence.Absent))]
    [InlineData(300, nameof(CredentialPresence.Unknown))]
    public async Task A_method_whose_name_is_everywhere_is_not_followed_to_its_callers(int mentions, string expected)
    {
        var answer = await AskAsync($$"""
            internal static class Desk { internal static Order Run(Orders.OrdersClient client) => client.GetOrder(new OrderRequest()); }
            internal static class Caller { internal static Order Call() => Desk.Run(new(GrpcChannel.ForAddress("https://orders.example"))); }
            """ + Hostile.Repeat(mentions, i => $"internal static class Other{i} {{ internal static void Run() => Run(); }}"));
        Assert.Equal(expected, answer.Presence.ToString());
        Assert.InRange(answer.Bodies, 1, mentions == 300 ? 1 : 20);
    }

    /// <summary>Asks for the credentials of the last call of <c>GetOrder</c>.</summary>
    private static async Task<(CredentialPresence Presence, int Steps, int Bodies)> AskAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        var facts = CompilationFacts.For((await project.GetCompilationAsync())!, [])!;
        var tree = (await project.Documents.First().GetSyntaxTreeAsync())!;
        var invocation = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Last(node => node.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetOrder" });
        var call = GrpcCall.From(facts.Bodies.OperationOf(invocation)!, facts)!;

        var options = GrpcAuthOptions.Of(project.AnalyzerOptions.AnalyzerConfigOptionsProvider, tree);
        var query = new CredentialQuery(facts, options, call.Operation);
        var presence = CallLayers.Of(query, call).Presence;
        return (presence, query.Budget.Steps, facts.Bodies.BodiesVisited);
    }
}
