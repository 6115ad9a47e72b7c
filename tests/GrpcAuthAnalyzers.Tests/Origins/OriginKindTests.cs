using System;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Origins;

/// <summary>A walk ends as seen only at operations that make their value; what it cannot follow is unknown, and rules stay silent.</summary>
public sealed class OriginKindTests
{
    private const string Caller = """
        partial class Caller
        {
            static string Token => Environment.GetEnvironmentVariable("TOKEN")!;
            static OrderRequest Request => new();
            readonly Orders.OrdersClient _orders;
            Caller(Orders.OrdersClient orders) => _orders = orders;

        """;

    public static TheoryData<OperationKind> Kinds => [.. Enum.GetValues<OperationKind>().Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_decision(OperationKind kind) =>
        Assert.True(
            OriginKinds.DecisionFor(kind) is not null,
            $"Decide in {nameof(OriginKinds)} what a walk does with operations of the kind {kind} ({(int)kind}).");

    [Theory]
    [InlineData("(CallCredentials)source.Credentials")]
    [InlineData("(CallCredentials)source.Make()")]
    [InlineData("(CallCredentials)source[0]")]
    [InlineData("Made(source)")]
    [InlineData("new Wrapped()")]
    public Task Call_credentials_that_cannot_be_followed_are_not_known_to_be_there(string credentials) => Verify.Silent(Caller + $$"""
            static CallCredentials? Made(dynamic source) => source.Credentials;
            sealed class Wrapped { public static implicit operator CallCredentials?(Wrapped w) => null; }
            void List(dynamic source) => _orders.ListOrders(Request, new CallOptions(credentials: {{credentials}}));
            void Track(dynamic source) => _orders.TrackOrders(new CallOptions(credentials: {{credentials}}));
            void Get() => _orders.GetOrder(Request);
        }
        """);

    [Fact]
    public Task Call_credentials_that_are_made_show_the_call_without_them() => Verify.Reports(Caller + """
            void List(CallCredentials c) => _orders.ListOrders(Request, new CallOptions(credentials: CallCredentials.FromInterceptor((_, _) => Task.CompletedTask)));
            void Track(CallCredentials c) => _orders.TrackOrders(new CallOptions(credentials: CallCredentials.FromInterceptor((_, _) => Task.CompletedTask)));
            void Get() => {|GRPCAUTH1003:_orders.GetOrder|}(Request);
        }
        """);

    [Fact]
    public Task An_index_into_a_collection_with_a_spread_says_nothing() => Verify.Silent(Caller + """
            static string[] More => Token.Split(',');
            static Orders.OrdersClient Client() => new(GrpcChannel.ForAddress("https://orders.example"));
            void Get() { string[] names = [..More, "x-trace", "authorization"]; Client().GetOrder(Request, new Metadata { { names[1], Token } }); }
        }
        """);

    [Fact]
    public Task An_index_into_a_collection_expression_gives_that_element() => Verify.Reports(Caller + """
            static Orders.OrdersClient Client() => new(GrpcChannel.ForAddress("https://orders.example"));
            void Get() { string[] names = ["authorization", "x-trace"]; {|GRPCAUTH1001:Client().GetOrder|}(Request, new Metadata { { names[1], Token } }); }
        }
        """);
}
