using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>Who types in one document pays for that document, however many others the project has, and even where all use the same names.</summary>
[Collection(Work.Counting)]
public sealed class EditTests
{
    /// <summary>What another document may add, as a part of what the edited one costs: looking up names in what is known of it.</summary>
    private const double Share = 0.01;

    private const string OwnChannel = """
        public sealed class Gateway
        {
            private readonly Orders.OrdersClient _client = new(GrpcChannel.ForAddress("https://orders.example.com"));

            public Order Get() => _client.GetOrder(new OrderRequest());
        }
        """;

    private const string Injected = """
        public sealed class Gateway(Orders.OrdersClient client)
        {
            public Order Get() => client.GetOrder(new OrderRequest());

            public Order GetWith(string token) => client.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });
        }
        """;

    public static TheoryData<string, string, string> Documents => new()
    {
        {
            "a channel and a client",
            OwnChannel,
            OwnChannel
        },
        {
            "an injected client",
            Injected,
            Injected
        },
        {
            "the registration of what others inject",
            """
            public static class Startup
            {
                public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(options => options.Address = new Uri("https://orders.example.com"));

                public static Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest());
            }
            """,
            Injected
        },
        {
            "an interceptor",
            """
            public sealed class Gateway(Func<string> token) : Grpc.Core.Interceptors.Interceptor
            {
                private static readonly Metadata Cached = new() { { "authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN") } };

                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                    TRequest request, Grpc.Core.Interceptors.ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                    continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(new Metadata { { "authorization", "Bearer " + token() } })));

                public static Order Get(Orders.OrdersClient client) => client.GetOrder(new OrderRequest(), Cached);
            }
            """,
            OwnChannel
        },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task An_edit_of_one_document_costs_that_document(string name, string edited, string other)
    {
        const int Few = 10, Many = 40;
        var (few, many) = (await AfterAnEditAsync(edited, other, Few), await AfterAnEditAsync(edited, other, Many));
        var (before, after) = (few.Values.Sum(), many.Values.Sum());
        Assert.True(
            before > 0 && Bound(many) <= Bound(few) && after <= before * (1 + (Many - Few) * Share),
            $"{name}: {Few}, then {Many} others: {Bound(few)}, then {Bound(many)} bound documents; {before}, then {after} steps. What grows:\n{Work.Growing(few, many)}");
    }

    /// <summary>How many trees the analysis asked a semantic model of, beside the edited one.</summary>
    private static long Bound(Dictionary<string, long> steps) =>
        steps.Where(method => method.Key.EndsWith("MemberBodies::MakeModel(Microsoft.CodeAnalysis.SyntaxTree)", StringComparison.Ordinal)).Sum(method => method.Value);

    private static Task<Dictionary<string, long>> AfterAnEditAsync(string edited, string other, int others) => Work.StepsOfEditAsync(
        edited,
        Setup.Usual with { Documents = [.. Enumerable.Range(0, others).Select(i => ($"Other{i}.cs", other.Replace("Gateway", "Gateway" + i, StringComparison.Ordinal)))] },
        edited.Replace("new OrderRequest()", "new OrderRequest { Id = \"1\" }", StringComparison.Ordinal));
}
