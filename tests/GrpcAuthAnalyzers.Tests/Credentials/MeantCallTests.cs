using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Tests.Secrets;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>The one call that metadata was made for which nothing sends (GRPCAUTH1007), and the credential in it.</summary>
public sealed class MeantCallTests
{
    private const string Made = "var headers = /*here*/new Metadata { { \"authorization\", token } }; ";

    [Theory]
    [InlineData(Made + "client.UploadOrders();", "client.UploadOrders()")]
    [InlineData(Made + "client.UploadOrders(new Metadata());", "client.UploadOrders(new Metadata())")]
    [InlineData(Made + "headers.Add(\"x-request-id\", \"1\"); client.UploadOrders();", "client.UploadOrders()")]
    [InlineData(Made + "if (token.Length > 0) { client.UploadOrders(); }", "client.UploadOrders()")]
    [InlineData(Made + "client.UploadOrders(); accounts.Login(new LoginRequest());", "client.UploadOrders()")]
    [InlineData(Made + "client.UploadOrders(); client.UploadOrders(new Metadata { { \"x-api-key\", token } });", "client.UploadOrders()")]
    [InlineData(Made + "client.UploadOrders(); bound.UploadOrders();", "client.UploadOrders()")]
    [InlineData(Made + "void Later() => client.ListOrders(new OrderRequest()); client.UploadOrders(); Later();", "client.UploadOrders()")]
    [InlineData(Made + "Action later = () => client.ListOrders(new OrderRequest()); client.UploadOrders(); later();", "client.UploadOrders()")]
    [InlineData(Made + "Action later = delegate { client.ListOrders(new OrderRequest()); }; client.UploadOrders(); later();", "client.UploadOrders()")]
    [InlineData("foreach (var one in token) { " + Made + "client.UploadOrders(); }", "client.UploadOrders()")]
    [InlineData("while (token.Length > 0) { do { " + Made + "client.UploadOrders(); } while (token.Length > 1); }", "client.UploadOrders()")]
    [InlineData("{ client.UploadOrders(); } { " + Made + "client.ListOrders(new OrderRequest()); }", "client.ListOrders(new OrderRequest())")]
    [InlineData("Action later = () => { " + Made + "client.UploadOrders(); }; client.ListOrders(new OrderRequest()); later();", "client.UploadOrders()")]
    public async Task It_is_plain(string statements, string call) => Assert.Equal(call, await OfAsync(statements));

    [Theory]
    [InlineData(Made)]
    [InlineData(Made + "client.UploadOrders(); client.ListOrders(new OrderRequest());")]
    [InlineData(Made + "client.UploadOrders(); headers.Add(\"x-request-id\", \"1\");")]
    [InlineData("client.UploadOrders(); " + Made)]
    [InlineData("client.UploadOrders(); " + Made + "client.ListOrders(new OrderRequest());")]
    [InlineData(Made + "Console.WriteLine(headers.Count + \" \" + client.GetOrder(new OrderRequest()));")]
    [InlineData(Made + "if (headers.Count > 0) { client.UploadOrders(); }")]
    [InlineData(Made + "while (token.Length > 0) client.UploadOrders();")]
    [InlineData(Made + "do client.UploadOrders(); while (token.Length > 0);")]
    [InlineData(Made + "for (var i = 0; i < 2; i++) { client.UploadOrders(); }")]
    [InlineData(Made + "foreach (var one in token) { if (one == 'a') client.UploadOrders(); }")]
    [InlineData(Made + "foreach (var (a, b) in pairs) client.GetOrder(new OrderRequest { Id = a + b });")]
    [InlineData(Made + "Action later = () => client.UploadOrders(); later();")]
    [InlineData(Made + "void Later() => client.UploadOrders(); Later();")]
    [InlineData(Made + "accounts.Login(new LoginRequest());")]
    [InlineData(Made + "bound.UploadOrders();")]
    [InlineData(Made + "client.UploadOrders(new Metadata { { \"x-api-key\", token } });")]
    [InlineData(Made + "Console.WriteLine(token);")]
    [InlineData("Metadata headers; headers = /*here*/new Metadata { { \"authorization\", token } }; client.UploadOrders();")]
    [InlineData("switch (token) { case \"a\": " + Made + "client.UploadOrders(); break; }")]
    [InlineData("for (var headers = /*here*/new Metadata { { \"authorization\", token } }; headers.Count < 2;) { client.UploadOrders(); }")]
    public async Task It_is_not(string statements) => Assert.Null(await OfAsync(statements));

    [Fact]
    public async Task The_options_say_which_calls_need_none()
    {
        var program = await BoundProgram.OfAsync(Program(Made + "client.UploadOrders(); client.ListOrders(new OrderRequest());"));
        var creation = (BaseObjectCreationExpressionSyntax)Assert.Single(program.MarkedNodes);
        var call = ForgottenCall.Of(creation, program.Facts, TestOptions.With(("anonymous_methods", "ListOrders")));
        Assert.Equal("client.UploadOrders()", call?.ToString());
    }

    [Theory]
    [InlineData("var headers = /*here*/new Metadata { { \"authorization\", args[0] } }; Desk.Client.UploadOrders();", "Desk.Client.UploadOrders()")]
    [InlineData("var headers = /*here*/new Metadata { { \"authorization\", args[0] } }; if (args.Length > 1) { Desk.Client.UploadOrders(); }", "Desk.Client.UploadOrders()")]
    [InlineData("Desk.Client.UploadOrders(); var headers = /*here*/new Metadata { { \"authorization\", args[0] } };", null)]
    [InlineData("var headers = /*here*/new Metadata { { \"authorization\", args[0] } }; Desk.Run();", null)]
    public async Task In_top_level_statements(string statements, string? call)
    {
        var program = await BoundProgram.OfAsync(statements + """

            internal static class Desk
            {
                internal static Orders.OrdersClient Client { get; set; } = null!;

                internal static object Run() => Client.UploadOrders();
            }
            """);
        Assert.Equal(call, Of(program));
    }

    [Theory]
    [InlineData(Made, "authorization")]
    [InlineData("Metadata headers = /*here*/new(); headers.Add(\"x-request-id\", \"1\"); headers.Add(\"x-api-key\", token); headers.Add(\"authorization\", token);", "x-api-key")]
    [InlineData("var headers = /*here*/new Metadata { { \"x-request-id\", token } };", null)]
    [InlineData(Made + "client.UploadOrders(headers);", null)]
    [InlineData("client.UploadOrders(/*here*/new Metadata { { \"authorization\", token } });", null)]
    [InlineData("var entry = /*here*/new Metadata.Entry(\"authorization\", token); Console.WriteLine(entry);", null)]
    public async Task The_credential_that_is_not_sent(string statements, string? header)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var credential = ForgottenCall.UnsentIn(Assert.Single(program.MarkedNodes), program.Facts, GrpcAuthOptions.None);
        Assert.Equal(header, credential?.Entry?.Header);
    }

    /// <summary>The call that the metadata was made for, by its own question.</summary>
    [Theory]
    [InlineData("var headers = new Metadata { { \"x-api-key\", token } }; /*here*/client.UploadOrders();", "x-api-key")]
    [InlineData("Metadata headers = new() { { \"x-api-key\", token } }; /*here*/client.UploadOrders();", "x-api-key")]
    [InlineData("Metadata? headers = new() { { \"x-api-key\", token } }; /*here*/client.UploadOrders();", "x-api-key")]
    [InlineData("Grpc.Core.Metadata headers = new() { { \"x-api-key\", token } }; /*here*/client.UploadOrders();", "x-api-key")]
    [InlineData("global::Grpc.Core.Metadata headers = new() { { \"x-api-key\", token } }; /*here*/client.UploadOrders();", "x-api-key")]
    [InlineData("var headers = new global::Grpc.Core.Metadata { { \"x-api-key\", token } }; /*here*/client.UploadOrders();", "x-api-key")]
    [InlineData("var list = new List<Metadata> { new Metadata { { \"x-api-key\", token } } }; /*here*/client.UploadOrders();", null)]
    [InlineData("Metadata headers = new() { { \"x-api-key\", token } }, others = new(); /*here*/client.UploadOrders();", null)]
    [InlineData("Metadata headers = new Func<Metadata>(() => new() { { \"x-api-key\", token } })(); /*here*/client.UploadOrders();", null)]
    [InlineData("var headers = new Metadata { { \"x-request-id\", token } }; /*here*/client.UploadOrders();", null)]
    [InlineData("var headers = new Metadata { { \"x-api-key\", token } }; /*here*/client.UploadOrders(); client.ListOrders(new OrderRequest());", null)]
    public async Task The_credential_of_a_call(string statements, string? header)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        Assert.Equal(header, ForgottenCall.CredentialFor(program.Call, program.Facts, GrpcAuthOptions.None)?.Entry?.Header);
    }

    private static async Task<string?> OfAsync(string statements) => Of(await BoundProgram.OfAsync(Program(statements)));

    private static string? Of(BoundProgram program) =>
        ForgottenCall.Of((BaseObjectCreationExpressionSyntax)Assert.Single(program.MarkedNodes), program.Facts, GrpcAuthOptions.None)?.ToString();

    private static string Program(string statements) => $$"""
        public static class Program
        {
            private static readonly Dictionary<string, string> pairs = [];

            private static readonly Orders.OrdersClient bound = new(GrpcChannel.ForAddress("https://a", new GrpcChannelOptions
            {
                Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((context, metadata) => Task.CompletedTask)),
            }));

            public static void Run(Orders.OrdersClient client, Accounts.AccountsClient accounts, string token)
            {
                {{statements}}
            }
        }
        """;
}
