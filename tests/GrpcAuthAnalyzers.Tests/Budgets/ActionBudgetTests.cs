using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Robustness;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>What one action of the menu costs, counted in steps of the analyzer and the fixes, however large the project around the report is.</summary>
[Collection(Work.Counting)]
public sealed class ActionBudgetTests
{
    /// <summary>Steps that no action may exceed: half a second.</summary>
    private const long Budget = 15_000_000;

    private const string Report = """
        public interface IAccessTokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellationToken = default);
        }

        public static partial class Channels
        {
            public static async Task<GrpcChannel> CreateAsync(IAccessTokens tokens)
            {
                var token = await tokens.GetTokenAsync();
                return GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
                    {
                        metadata.Add("authorization", $"Bearer {token}");
                        return Task.CompletedTask;
                    })),
                });
            }
        }

        """;

    public static TheoryData<string> Surroundings => ["callers", "readers", "classes", "members", "other channels", "documents"];

    [Theory]
    [MemberData(nameof(Surroundings))]
    public async Task An_action_has_a_budget_however_large_the_project_is(string surroundings)
    {
        var (few, many) = (await StepsAsync(surroundings, 100), await StepsAsync(surroundings, 400));
        var (before, after) = (few.Values.Sum(), many.Values.Sum());
        Assert.True(
            before > 0 && after <= Budget && after <= before * Math.Pow(4, 1.1),
            $"{before} steps become {after} for four times as much code. What grows most:\n{Work.Growing(few, many)}");
    }

    private static Task<Dictionary<string, long>> StepsAsync(string surroundings, int count)
    {
        var setup = surroundings == "documents"
            ? Setup.Usual with { Documents = [.. Enumerable.Range(0, count).Select(i => ($"Other{i}.cs", Other("classes", i)))] }
            : Setup.Usual;
        var others = surroundings switch
        {
            "documents" => "",
            "members" => "public static partial class Channels\n{\n" + Hostile.Repeat(count, i => $"    public static string Token{i}(string text) => text + {i};") + "\n}\n",
            _ => Hostile.Repeat(count, i => Other(surroundings, i)),
        };
        return Work.StepsOfActionAsync(Report + others, setup, "GRPCAUTH3002");
    }

    private static string Other(string surroundings, int i) => surroundings switch
    {
        "callers" => $"public sealed class Caller{i} {{ public Task<GrpcChannel> MakeAsync(IAccessTokens tokens) => Channels.CreateAsync(tokens); }}",
        "readers" => $"public sealed class Reader{i} {{ public Task<string> ReadAsync(IAccessTokens tokens) => tokens.GetTokenAsync(); }}",
        "other channels" => Report.Replace("Channels", "Channels" + i, StringComparison.Ordinal).Replace("IAccessTokens", "IAccess" + i, StringComparison.Ordinal),
        _ => $"public sealed class Other{i} {{ public string GetToken{i}(string text) => text + {i}; public int Sum(int a) => a + {i}; }}",
    };
}
