using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Coverage.Mapping;
using GrpcAuthAnalyzers.Scanning.Mapping;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>A token that stands in the code or in a setting is in none of the three files of the map, wherever it stands.</summary>
public sealed class MapSecretTests
{
    private const int MostShown = 5;

    public static TheoryData<string> Tokens
    {
        get
        {
            var secrets = new FakeSecrets(11);
            return [secrets.GitHubPersonal, secrets.JwtValid, secrets.Vault, secrets.Hex(40)];
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task No_part_of_a_token_is_shown(string token)
    {
        var project = await ProjectUnderTest.CreateAsync(
            $$"""
            using System;
            using System.Threading.Tasks;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;

            public class C(IConfiguration configuration)
            {
                private const string Token = "{{token}}";

                public void M(OrderRequest r)
                {
                    var client = new Orders.OrdersClient(
                        GrpcChannel.ForAddress("https://{{token}}:{{token}}@orders.example.com/{{token}}?key={{token}}#{{token}}"));
                    client.GetOrder(r, new Metadata { { "authorization", "Bearer " + Token } });
                    client.GetOrder(r, new Metadata { { "authorization", $"Bearer {{token}}" } });
                    client.GetOrder(r, new Metadata { { "authorization", Environment.GetEnvironmentVariable("{{token}}") } });
                    client.GetOrder(r, new Metadata { { "authorization", configuration["Orders:{{token}}"] } });
                    new Orders.OrdersClient(GrpcChannel.ForAddress("https://{{token}}.example.com")).GetOrder(r);
                }

                public static void Register(IServiceCollection services) => services
                    .AddGrpcClient<Orders.OrdersClient>("{{token}}", o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((c, m) => { m.Add("authorization", Token); return Task.CompletedTask; });
            }
            """,
            new Setup
            {
                Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable,
                GlobalConfig = MapMarkTests.Switch,
                AdditionalFiles =
                [
                    ("appsettings.json", $$"""
                        {
                          "Auth": { "Authority": "https://{{token}}@login.example.com/{{token}}?t={{token}}", "Audience": "{{token}}", "Scope": "a {{token}}" },
                          "{{token}}": { "Address": "https://orders.example.com" }, "Orders": { "Token": "{{token}}", "Url": "https://x/{{token}}" }
                        }
                        """),
                ],
            });
        var marks = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new MapAnalyzer());
        Assert.True(marks.Length > 12, marks.Length.ToString());
        var map = Maps.Of([.. marks.Select((mark, line) => Maps.Mark(
            "P", mark.Properties["kind"]!, "P/C.cs", line + 1, [],
            [.. mark.Properties.Where(each => each.Key != "kind").Select(each => (each.Key, each.Value))]))]);

        string[] outputs = [.. marks.Select(mark => mark.GetMessage()), MapFile.JsonOf(map), MapPage.Of(map, ".."), MapMarkdown.Of(map, "..")];
        foreach (var text in outputs)
        {
            var shown = Enumerable.Range(0, token.Length - MostShown).Select(start => token.Substring(start, MostShown + 1))
                .FirstOrDefault(piece => text.Contains(piece, StringComparison.OrdinalIgnoreCase));
            Assert.True(shown is null, shown + " is in " + text[..Math.Min(text.Length, 20_000)]);
        }
    }
}
