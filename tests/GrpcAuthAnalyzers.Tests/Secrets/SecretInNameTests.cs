using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Secrets.Formats;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>A name may be a secret: no message, property or title shows four characters of it in a row.</summary>
public sealed class SecretInNameTests
{
    private const int MostShown = 3;

    /// <summary>Tokens that can stand in an identifier: the name of the form, what all tokens of the form begin with, and the rest, which nobody may see.</summary>
    public static TheoryData<string, string, string> Tokens
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (name, template) in KnownFormats.All.DistinctBy(static row => row.Name))
            {
                var token = Sample.Of(template.Pattern, new FakeSecrets(7));
                if (token.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_') && token.StartsWith(template.Signature, StringComparison.Ordinal))
                    data.Add(name, template.Signature, token[template.Signature.Length..]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_header_a_variable_a_member_and_a_method(string form, string beginning, string rest)
    {
        var token = beginning + rest;
        var source = $$"""
            using System;
            using System.Threading.Tasks;
            using Acme.Orders;
            using Grpc.Core;
            using Grpc.Net.Client;

            public sealed class Desk_{{token}}
            {
                private const string {{token}} = "s3cr3t-of-desk";
                private readonly Metadata _{{token}} = new Metadata { { "{{token}}-token", "s3cr3t-of-desk" } };

                public string Get{{token}}Token() => {{token}};

                public async Task RunAsync(string {{token}}Address, string token)
                {
                    var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.invalid"));
                    await client.GetOrderAsync(new OrderRequest());
                    await client.GetOrderAsync(new OrderRequest(), _{{token}});
                    await client.GetOrderAsync(new OrderRequest(), new Metadata { { "{{token}}-token", "s3cr3t-of-desk" }, { "{{token}}-token", token } });
                    await client.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", "Bearer " + {{token}} } });
                    var lost{{token}} = new Metadata { { "{{token}}-token", token } };
                    Console.WriteLine("sending " + lost{{token}}.GetValue("{{token}}-token") + token);
                }
            }
            """;
        var project = await ProjectUnderTest.CreateAsync(source, Setup.Usual);

        var reports = await Analysis.OfAsync(project, Verify.ProductAnalyzer);

        Assert.NotEmpty(reports.Reports);
        Assert.All(reports.Reports, report => ShowsNothing(report, rest, form));
        Assert.All(await FixHost.OffersAsync(Verify.ProductFixes, project, reports.Reports), offer => ShowsNothing(offer.Action.Title, rest, form));
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Names_of_settings(string form, string beginning, string rest)
    {
        var token = beginning + rest;
        var upper = token.ToUpperInvariant();
        foreach (var (file, text) in new[]
        {
            ("appsettings.json", $$"""{ "ApiKeys": { "Bearer {{token}}": "s3cr3t-of-desk" }, "{{token}}Token": "s3cr3t-of-pier" }"""),
            ("appsettings.json", $$"""{ "ConnectionStrings": { "{{token}}": "Server=db;User Id=acme;Password={{token}}" } }"""),
            ("appsettings.json", $$"""{ "Tokens": { "{{token}}": "{{token}}" }, "{{token[..(token.Length / 2 + 1)]}}Token": "{{token}}" }"""),
            (".env", $"{upper}_TOKEN=s3cr3t-of-desk"),
        })
        {
            var project = await ProjectUnderTest.CreateAsync("", ConfigFileSetup.With(file, text));

            var reports = await Analysis.OfAsync(project, Verify.ProductAnalyzer);

            Assert.NotEmpty(reports.Reports);
            Assert.All(reports.Reports, report => ShowsNothing(report, rest, form));
        }
    }

    [Fact]
    public async Task The_value_of_an_option_is_cut_and_a_secret_in_it_hidden()
    {
        var token = Sample.Of("ghp_{w36}", new FakeSecrets(3));
        foreach (var value in new[] { token, new string('z', 200_000), new string('z', 60) + token, $"first, {token}" })
        {
            var project = await ProjectUnderTest.CreateAsync("class C { }", Setup.Usual with { EditorConfig = $"[*]\ngrpc_auth.tests = {value}\ngrpc_auth.{value} = 1" });

            var reports = (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports;

            Assert.NotEmpty(reports);
            Assert.All(reports, report => ShowsNothing(report, token[4..], "option"));
            Assert.All(reports, report => Assert.True(report.GetMessage().Length < 300, report.GetMessage()));
        }
    }

    [Theory]
    [InlineData("x509-certificate2-sha256")]
    [InlineData("AsiaPacificRegionSettings")]
    [InlineData("Ipv4Http2Tls12Client")]
    [InlineData("OrdersClientOfTheSecondDistributionCenter")]
    [InlineData("ORDERS_DISTRIBUTION_CENTER_TOKEN")]
    public void Ordinary_names_are_shown(string name) => Assert.Equal($"'{name}'", GrpcAuthAnalyzers.Secrets.ShownText.Of($"'{name}'"));

    private static void ShowsNothing(Diagnostic report, string token, string form) =>
        Assert.All([report.GetMessage(), .. report.Properties.Values.OfType<string>()], text => ShowsNothing(text, token, $"{form}, {report.Id}"));

    private static void ShowsNothing(string text, string token, string form)
    {
        for (var i = 0; i + MostShown + 1 <= token.Length; i++)
        {
            var part = token.Substring(i, MostShown + 1);
            Assert.False(text.Contains(part, StringComparison.OrdinalIgnoreCase), $"{form} shows {part} of {token}: {text}");
        }
    }
}
