using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Robustness;

/// <summary>A hundred types cost ten times what ten cost: what grows faster is counted, so that the tests need no clock. The engine itself is asked; no host is needed.</summary>
public sealed class ManyTypesTests
{
    [Fact]
    public async Task A_constructor_is_looked_for_where_its_own_type_is_made()
    {
        static string Types(int others) => """
            public class Desk
            {
                public Desk(int number, string name) { }
                public Desk() : this(1, "") { }
                public static Desk Make() => new Desk(1, "");
                public static Desk Other() => new(2, "");
            }

            public sealed class Corner : Desk { public Corner() : base(3, "") { } }

            """ + Hostile.Repeat(others, i => $"public class Other{i} {{ public Other{i}(int number) {{ }} public Other{i}() : this(1) {{ }} public static Other{i} Make() => new Other{i}(1); public static Other{i} New() => new(1); }}");

        Assert.Equal(4, await CallersOfDeskAsync(Types(0)));
        Assert.Equal(4, await CallersOfDeskAsync(Types(500)));
    }

    [Fact]
    public async Task Ten_times_the_clients_are_ten_times_the_bodies()
    {
        static string Clients(int count) => Hostile.Repeat(count, i => $$"""
            public sealed class Client{{i}}
            {
                private readonly Orders.OrdersClient _orders;
                private readonly Orders.OrdersClient _own;
                private readonly Func<string> _tokens;

                public Client{{i}}(Orders.OrdersClient orders, Func<string> tokens)
                {
                    _orders = orders;
                    _tokens = tokens;
                    _own = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example"));
                }

                public Order Get(string id) => _orders.GetOrder(new OrderRequest { Id = id }, Headers());
                public Order Other(string id) => _orders.GetOrder(new OrderRequest { Id = id }, new Metadata { { "authorization", "Bearer " + _tokens() } });
                public Order Own(string id) => _own.GetOrder(new OrderRequest { Id = id });
                private Metadata Headers() => new() { { "authorization", "Bearer " + _tokens() } };
            }
            """);

        Assert.Equal(5, await BodiesOfAnalysisAsync(Clients(1)));
        Assert.Equal(50, await BodiesOfAnalysisAsync(Clients(10)));
        Assert.Equal(500, await BodiesOfAnalysisAsync(Clients(100)));
    }

    /// <summary>The places that may call the constructor of <c>Desk</c> with a name.</summary>
    private static async Task<int> CallersOfDeskAsync(string source)
    {
        var compilation = (await (await ProjectUnderTest.CreateAsync(source, Setup.Usual)).GetCompilationAsync())!;
        var constructor = compilation.GetTypeByMetadataName("Desk")!.InstanceConstructors.Single(method => method.Parameters.Length == 2);
        var creations = new ConstructorCallIndex(compilation.SyntaxTrees);
        Assert.Equal(creations.CountOf(constructor), creations.Of(constructor).Count());
        return creations.CountOf(constructor);
    }

    /// <summary>The bodies that are walked while every rule is asked about every tree.</summary>
    private static async Task<int> BodiesOfAnalysisAsync(string source)
    {
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);
        var compilation = (await project.GetCompilationAsync())!;
        var facts = CompilationFacts.For(compilation, [])!;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var options = GrpcAuthOptions.Of(project.AnalyzerOptions.AnalyzerConfigOptionsProvider, tree);
            new TreeAnalysis(new RuleContext(facts, options, tree, static _ => { }), compilation.GetSemanticModel(tree), CancellationToken.None).Run();
        }

        return facts.Bodies.BodiesVisited;
    }
}
