using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>Which calls through a variable show another one to be the odd one out, and which add the same header by hand.</summary>
public sealed class SiblingCallsTests
{
    private const string Get = "Use(orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.Token } })); ";
    private const string Track = "Use(orders.TrackOrders(new Metadata { { \"x-api-key\", tokens.Token } })); ";
    private const string Upload = "Use(orders.UploadOrders(new Metadata { { \"x-api-key\", tokens.Token } })); ";
    private const string Odd = "Use(/*here*/orders.ListOrders(new OrderRequest())); ";
    private const string Bare = "Use(orders.UploadOrders()); ";
    private const string Forgotten = "{ var forgotten = new Metadata { { \"x-api-key\", tokens.Token } }; Use(orders.UploadOrders()); } ";

    [Theory]
    [InlineData(Get + Odd, "GetOrder")]
    [InlineData(Odd + Get, "GetOrder")]
    [InlineData(Odd, "")]
    [InlineData(Get + Odd + Bare, "")]
    [InlineData(Get + Get + Odd + Bare, "GetOrder GetOrder")]
    [InlineData(Get + Track + Upload + Odd, "TrackOrders UploadOrders")]
    [InlineData(Track + Get + Upload + Odd + Bare + Bare, "TrackOrders UploadOrders")]
    [InlineData(Get + Track + Odd, "GetOrder")]
    [InlineData(Forgotten + Odd, "UploadOrders")]
    [InlineData(Forgotten + Odd + Bare, "")]
    [InlineData(Forgotten + Get + Odd, "GetOrder")]
    [InlineData(Forgotten + Get + Odd + Bare, "GetOrder")]
    [InlineData(Forgotten + Get + Odd + Bare + Bare, "")]
    [InlineData("{ var forgotten = new Metadata { { \"x-api-key\", tokens.Token } }; Use(/*here*/orders.UploadOrders()); } " + Bare, "")]
    [InlineData(Get + "Use(/*here*/orders.ListOrders(new OrderRequest(), headers: null));", "")]
    [InlineData(Get + "Use(/*here*/orders.ListOrders(new OrderRequest(), null));", "GetOrder")]
    [InlineData(Get + "Use(/*here*/orders.ListOrders(new OrderRequest(), deadline: null));", "GetOrder")]
    [InlineData(Get + "Use(/*here*/orders.ListOrders(new OrderRequest(), headers: new Metadata()));", "GetOrder")]
    [InlineData(Get + "Use(/*here*/orders.ListOrders(request: new OrderRequest(), null));", "GetOrder")]
    [InlineData("Use(orders.UploadOrders(tokens is null ? given : new Metadata { { \"authorization\", tokens.Token } })); " + Odd, "")]
    [InlineData("Use(orders.UploadOrders(tokens is null ? null : new Metadata { { \"authorization\", tokens.Token } })); " + Odd, "UploadOrders")]
    [InlineData(Get + "Use(/*here*/orders.ListOrders(new OrderRequest(), new Metadata { { \"x-api-key\", tokens.Token } }));", "")]
    [InlineData("if (tokens is null) { " + Get + " } else { Use(/*here*/orders.GetOrder(new OrderRequest())); }", "")]
    [InlineData("if (tokens is null) { " + Get + " } else { " + Odd + " }", "GetOrder")]
    [InlineData("if (tokens is null) { " + Get + " } Use(/*here*/orders.GetOrder(new OrderRequest()));", "")]
    [InlineData("if (tokens is null) { " + Forgotten + " } else { Use(/*here*/orders.UploadOrders()); }", "")]
    [InlineData("Use(orders.GetOrder(new OrderRequest(), new Metadata { { \"cookie\", tokens.Token } })); " + Odd, "")]
    public async Task The_calls_that_show_it(string statements, string expected)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var calls = ClientCalls.With(program.Call, program.Facts, GrpcAuthOptions.None)!;
        Assert.Equal(expected, string.Join(" ", calls.SiblingsThatShow(program.Call).Select(static call => call.Call.Operation.TargetMethod.Name)));
    }

    [Fact]
    public async Task A_client_that_no_variable_holds()
    {
        var program = await BoundProgram.OfAsync(Program("Use(/*here*/tokens.Client().GetOrder(new OrderRequest()));"));
        Assert.Null(ClientCalls.With(program.Call, program.Facts, GrpcAuthOptions.None));
    }

    private const string Shared = "var shared = new Metadata { { \"authorization\", tokens.Token } }; Use(orders.UploadOrders(shared)); Use(/*here*/orders.TrackOrders(shared)); ";

    /// <summary>Each header, with the number of its calls.</summary>
    [Theory]
    [InlineData(Get + "Use(/*here*/orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.Token } }));", "authorization 2")]
    [InlineData(Get + "Use(/*here*/orders.UploadOrders());", "")]
    [InlineData(Get + "Use(/*here*/orders.GetOrder(new OrderRequest(), new Metadata { { \"x-api-key\", tokens.Token } }));", "")]
    [InlineData(Get + "Use(/*here*/orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", tokens.Other } }));", "")]
    [InlineData(Get + "Use(/*here*/orders.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", \"a\" } }));", "")]
    [InlineData("Use(orders.UploadOrders(new Metadata { { \"authorization\", \"a\" } })); Use(/*here*/orders.UploadOrders(new Metadata { { \"authorization\", \"a\" } }));", "")]
    [InlineData(Shared, "")]
    [InlineData(Shared + Get, "authorization 3")]
    [InlineData(Get + Shared, "authorization 3")]
    [InlineData("Use(orders.UploadOrders(kept)); Use(/*here*/orders.TrackOrders(kept));", "")]
    [InlineData("Use(orders.UploadOrders(Made())); Use(/*here*/orders.TrackOrders(Made()));", "authorization 2")]
    [InlineData("Use(orders.UploadOrders(Made())); Use(/*here*/orders.TrackOrders(Made())); " + Get, "authorization 3")]
    [InlineData("Use(orders.UploadOrders(Kept())); Use(/*here*/orders.TrackOrders(Kept()));", "")]
    [InlineData("Use(orders.UploadOrders(tokens is null ? new Metadata { { \"authorization\", tokens!.Token } } : new Metadata { { \"authorization\", tokens.Token } })); Use(/*here*/orders.UploadOrders());", "")]
    [InlineData("Use(orders.UploadOrders(new Metadata { { \"authorization\", tokens.Token }, { \"x-api-key\", tokens.Other } })); Use(/*here*/orders.TrackOrders(new Metadata { { \"x-api-key\", tokens.Other }, { \"authorization\", tokens.Token } }));", "authorization 2 x-api-key 2")]
    [InlineData("Use(orders.UploadOrders(new Metadata { { \"authorization\", tokens.Token }, { \"x-api-key\", tokens.Other } })); Use(/*here*/orders.TrackOrders(new Metadata { { \"x-api-key\", tokens.Token }, { \"authorization\", tokens.Token } }));", "authorization 2")]
    [InlineData("Use(orders.GetOrder(new OrderRequest(), new CallOptions(credentials: own))); Use(/*here*/orders.GetOrder(new OrderRequest(), new CallOptions(credentials: own)));", "")]
    public async Task Headers_that_are_added_by_hand(string statements, string expected)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var calls = ClientCalls.With(program.Call, program.Facts, GrpcAuthOptions.None)!;
        Assert.Equal(expected, string.Join(" ", calls.AttachedByHand.Select(static header => $"{header.Header} {header.Calls.Count}")));
    }

    private static string Program(string statements) => $$"""
        #pragma warning disable CS0219
        public interface ITokens
        {
            string Token { get; }
            string Other { get; }
            Orders.OrdersClient Client();
        }

        public sealed class Desk(ITokens tokens, Orders.OrdersClient orders, CallCredentials own)
        {
            private readonly ITokens _tokens = tokens;
            private readonly Metadata kept = new() { { "authorization", tokens.Token } };

            private static void Use(object value) => Console.WriteLine(value);

            private Metadata Made() => new() { { "authorization", tokens.Token } };

            private Metadata Kept() => kept;

            public void Run(Metadata given)
            {
                {{statements}}
                Console.WriteLine(own.ToString() + _tokens);
            }
        }
        """;
}
