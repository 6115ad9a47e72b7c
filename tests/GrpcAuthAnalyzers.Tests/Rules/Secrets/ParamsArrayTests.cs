using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>Texts that a call of the base library makes of many arguments: an array before C# 13, a span since.</summary>
public sealed class ParamsArrayTests
{
    [Theory]
    [InlineData("Console.WriteLine(string.Concat(\"a\", user, \"b\", \"token\", {|GRPCAUTH2006:token|}));")]
    [InlineData("Console.WriteLine(string.Format(\"{0} {1} {2}: {3}\", user, 1, 2, {|GRPCAUTH2006:token|}));")]
    [InlineData("var given = context.RequestHeaders.GetValue(\"authorization\")!.Split(' ').Last(); Console.WriteLine({|GRPCAUTH2006:given|});")]
    [InlineData("headers.Add(string.Concat(\"x\", \"-\", \"api\", \"-\", \"key\"), {|GRPCAUTH2001:\"letmein123\"|}); client.GetOrder(new OrderRequest(), headers);")]
    [InlineData("headers.Add(string.Join(\"-\", \"x\", \"api\", \"key\"), {|GRPCAUTH2001:\"letmein123\"|}); client.GetOrder(new OrderRequest(), headers);")]
    public async Task The_parts_of_a_text(string statement)
    {
        var source = $$"""
            public sealed class Caller(Orders.OrdersClient client)
            {
                public void Call(string token, string user, ServerCallContext context)
                {
                    var headers = new Metadata { { "authorization", $"Bearer {token}" } };
                    client.GetOrder(new OrderRequest(), headers);
                    {{statement}}
                }
            }
            """;

        await Verify.Reports(source, Setup.Usual with { Language = LanguageVersion.CSharp12 });
        await Verify.Reports(source);
    }
}
