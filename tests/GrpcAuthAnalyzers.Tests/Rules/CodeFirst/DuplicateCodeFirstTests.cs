using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.CodeFirst;

/// <summary>GRPCAUTH1009 at the calls of code-first clients: a header of the call beside call credentials of the channel.</summary>
public sealed class DuplicateCodeFirstTests
{
    private const string Channel = """
        using var channel = GrpcChannel.ForAddress("https://stock.example.com", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
                return Task.CompletedTask;
            })),
        });
        var token = Environment.MachineName;

        """;

    [Theory]
    [InlineData("stock.WithHeaders(new Metadata { {|GRPCAUTH1009:{ \"authorization\", token }|} }).CountAsync(\"a\")")]
    [InlineData("stock.WithHeaders(new Metadata { {|GRPCAUTH1009:{ \"Authorization\", token }|} }).WithDeadline(DateTime.UtcNow).CountAsync(\"a\")")]
    [InlineData("stock.WithOptions(new CallOptions(new Metadata { {|GRPCAUTH1009:{ \"authorization\", token }|} })).CountAsync(\"a\")")]
    public Task MagicOnion_with_headers(string call) => Verify.Reports($$"""
        {{Channel}}
        var stock = MagicOnionClient.Create<IStock>(channel);
        await {{call}};
        {{MagicOnionTests.Contract}}
        """, MagicOnionTests.Setup);

    [Theory]
    [InlineData("stock.WithHeaders(new Metadata { { \"authorization\", token } }).WithHeaders(new Metadata { { \"x-trace\", token } }).CountAsync(\"a\")")]
    [InlineData("stock.WithHeaders(new Metadata { { \"x-trace\", token } }).CountAsync(\"a\")")]
    [InlineData("stock.WithDeadline(DateTime.UtcNow).CountAsync(token)")]
    public Task MagicOnion_without_a_second_header(string call) => Verify.Silent($$"""
        {{Channel}}
        var stock = MagicOnionClient.Create<IStock>(channel);
        await {{call}};
        {{MagicOnionTests.Contract}}
        """, MagicOnionTests.Setup);

    [Theory]
    [InlineData("stock.CountAsync(\"a\", new CallOptions(new Metadata { {|GRPCAUTH1009:{ \"authorization\", token }|} }))")]
    [InlineData("stock.CountAsync(options: new CallOptions().WithHeaders(new Metadata { {|GRPCAUTH1009:{ \"authorization\", token }|} }), sku: \"a\")")]
    public Task ServiceModel_with_options(string call) => Verify.Reports($$"""
        {{Channel}}
        var stock = new ClientFactory().CreateClient<IStock>(channel);
        await {{call}};
        """, ServiceModelTests.Setup);

    [Theory]
    [InlineData("stock.CountAsync(\"a\", new CallOptions(new Metadata { { \"x-trace\", token } }))")]
    [InlineData("stock.CountAsync(token)")]
    public Task ServiceModel_without_a_second_header(string call) => Verify.Silent($$"""
        {{Channel}}
        var stock = new ClientFactory().CreateClient<IStock>(channel);
        await {{call}};
        """, ServiceModelTests.Setup);
}
