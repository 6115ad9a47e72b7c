using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Tests.Secrets;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>What the calls of a client have in common, which of them block, and whether anything in a program may authenticate one.</summary>
public sealed class ClientFactsTests
{
    private const string Headers = "new Metadata { { \"x-api-key\", token } }";

    [Theory]
    [InlineData("orders.GetOrder(new OrderRequest());", true)]
    [InlineData("(orders).GetOrder(new OrderRequest());", true)]
    [InlineData("orders?.GetOrder(new OrderRequest());", true)]
    [InlineData("held.Client.GetOrder(new OrderRequest());", true)]
    [InlineData("orders.GetOrderAsync(new OrderRequest());", false)]
    [InlineData("await orders.GetOrderAsync(new OrderRequest());", false)]
    [InlineData("orders.UploadOrders();", false)]
    [InlineData("accounts.Login(new LoginRequest());", false)]
    [InlineData("accounts.GetAccount(new LoginRequest());", false, true)]
    [InlineData("accounts.Login(new LoginRequest()); accounts.GetAccount(new LoginRequest());", false, true)]
    [InlineData("held.GetOrder(new OrderRequest());", false)]
    [InlineData("mine.GetOrder(new OrderRequest());", true)]
    public async Task A_blocking_call(string statements, bool ofOrders, bool ofAccounts = false)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var facts = ClientFacts.Under(program.Facts, GrpcAuthOptions.None);
        Assert.Equal(
            (ofOrders || ofAccounts, ofOrders, ofAccounts),
            (facts.MakesBlockingCalls(null), facts.MakesBlockingCalls([program.Type("Orders+OrdersClient")]), facts.MakesBlockingCalls([program.Type("Accounts+AccountsClient")])));
        Assert.Equal(ofOrders || ofAccounts, facts.MakesBlockingCalls([program.Type("Accounts+AccountsClient"), program.Type("Orders+OrdersClient")]));
        Assert.False(facts.MakesBlockingCalls([]));
    }

    /// <summary>The overloads of a generated client call one another.</summary>
    [Fact]
    public async Task The_code_of_a_generated_client_makes_no_call()
    {
        var program = await BoundProgram.OfAsync(Program(""), Setup.Usual with { GeneratedContracts = true });
        Assert.False(ClientFacts.Under(program.Facts, GrpcAuthOptions.None).MakesBlockingCalls(null));
    }

    [Fact]
    public async Task The_options_say_which_calls_need_no_credential()
    {
        var program = await BoundProgram.OfAsync(Program("orders.GetOrder(new OrderRequest());"));
        var options = TestOptions.With(("anonymous_methods", "GetOrder"));
        Assert.False(ClientFacts.Under(program.Facts, options).MakesBlockingCalls(null));
        Assert.True(ClientFacts.Under(program.Facts, options).AreAnonymous(program.Type("Orders+OrdersClient")));
        Assert.False(ClientFacts.Under(program.Facts, GrpcAuthOptions.None).AreAnonymous(program.Type("Orders+OrdersClient")));

        // What is known of a call under the options of one file is not known under those of another.
        var call = program.Facts.CallsNamed("GetOrder").Select(node => Grpc.Calls.GrpcCall.From(program.Facts.Bodies.OperationOf(node)!, program.Facts)!).Single();
        Assert.True(ClientCall.Of(call, program.Facts, GrpcAuthOptions.None).IsBare);
        Assert.False(ClientCall.Of(call, program.Facts, options).IsBare);
    }

    [Theory]
    [InlineData("accounts.Login(new LoginRequest());", true)]
    [InlineData("accounts.Login(new LoginRequest()); accounts.Login(new LoginRequest());", true)]
    [InlineData("accounts.Login(new LoginRequest()); accounts.GetAccount(new LoginRequest());", false)]
    [InlineData("accounts.GetAccount(new LoginRequest());", false)]
    [InlineData("new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://a\")).Login(new LoginRequest());", false)]
    [InlineData("", false)]
    public async Task A_client_of_which_every_call_is_a_login(string statements, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        Assert.Equal(expected, ClientFacts.Under(program.Facts, GrpcAuthOptions.None).AreAnonymous(program.Type("Accounts+AccountsClient")));
    }

    [Theory]
    [InlineData("anonymous_services", "*Orders", true)]
    [InlineData("anonymous_methods", "Orders/*", true)]
    [InlineData("anonymous_methods", "GetOrder", false)]
    public async Task A_client_of_which_every_rpc_is_anonymous(string key, string value, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(""));
        Assert.Equal(expected, ClientFacts.Under(program.Facts, TestOptions.With((key, value))).AreAnonymous(program.Type("Orders+OrdersClient")));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("orders.GetOrder(new OrderRequest());", false)]
    [InlineData("orders.GetOrder(new OrderRequest(), " + Headers + ");", true)]
    [InlineData("orders.GetOrder(new OrderRequest(), given);", true)]
    [InlineData("orders.GetOrder(new OrderRequest(), new Metadata { { \"x-request-id\", token } });", false)]
    [InlineData("var headers = " + Headers + "; orders.UploadOrders();", true)]
    [InlineData("var headers = new Metadata { { \"x-request-id\", token } }; orders.UploadOrders();", false)]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).GetOrder(new OrderRequest(), " + Headers + ");", false)]
    [InlineData("(token == \"\" ? orders : new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\"))).GetOrder(new OrderRequest(), " + Headers + ");", true)]
    [InlineData("accounts.GetAccount(new LoginRequest(), " + Headers + ");", false)]
    [InlineData("Func<OrderRequest, CallOptions, Order> get = orders.GetOrder; Console.WriteLine(get);", true)]
    [InlineData("Func<OrderRequest, CallOptions, Order> get = held.Client.GetOrder; Console.WriteLine(get);", true)]
    [InlineData("Func<OrderRequest, Order> get = held.GetOrder; Console.WriteLine(get);", false)]
    [InlineData("Func<LoginRequest, CallOptions, LoginReply> get = accounts.Login; Console.WriteLine(get);", false)]
    [InlineData("Console.WriteLine(nameof(orders.GetOrder));", false)]
    public async Task A_call_passes_a_credential_or_may(string statements, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        Assert.Equal(expected, ClientFacts.Under(program.Facts, GrpcAuthOptions.None).MayPassCredentials(program.Type("Orders+OrdersClient")));
    }

    [Fact]
    public async Task The_calls_that_pass_one_are_ordered_by_their_places()
    {
        var program = await BoundProgram.OfAsync(
            Program("orders.GetOrder(new OrderRequest(), " + Headers + "); orders.ListOrders(new OrderRequest()); orders.UploadOrders(" + Headers + "); orders.TrackOrders(given);"),
            Setup.Usual with { Documents = [("A.cs", "public class A(Orders.OrdersClient orders, string token) { public object Get() => orders.TrackOrders(" + Headers + "); }")] });
        var passing = ClientFacts.Under(program.Facts, GrpcAuthOptions.None).CallsThatPass(program.Type("Orders+OrdersClient"));
        Assert.Equal(["TrackOrders", "GetOrder", "UploadOrders"], passing.Select(static call => call.Call.Operation.TargetMethod.Name));
    }

    [Theory]
    [InlineData("new Orders.OrdersClient(channel).UploadOrders();", true)]
    [InlineData("new Orders.OrdersClient(channel).UploadOrders(" + Headers + ");", false)]
    [InlineData("new Orders.OrdersClient(other).UploadOrders();", false)]
    [InlineData("new Accounts.AccountsClient(channel).GetAccount(new LoginRequest());", false)]
    [InlineData("orders.UploadOrders();", false)]
    public async Task A_call_over_a_channel_is_reported_itself(string statements, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(
            "var channel = GrpcChannel.ForAddress(\"https://a\"); var other = GrpcChannel.ForAddress(\"https://b\"); /*here*/new Orders.OrdersClient(channel); " + statements));
        var channels = ClientLayer.Of(program.Ask(), new(Assert.Single(program.Marked))).Channels;
        Assert.Equal(expected, ClientFacts.Under(program.Facts, GrpcAuthOptions.None).AreCalledWithoutCredential(program.Type("Orders+OrdersClient"), channels));
    }

    [Theory]
    [InlineData("accounts.Login(new LoginRequest());", true)]
    [InlineData("await accounts.LoginAsync(new LoginRequest());", true)]
    [InlineData("await (accounts.LoginAsync(new LoginRequest()));", true)]
    [InlineData("await accounts.LoginAsync(new LoginRequest()).ConfigureAwait(false);", true)]
    [InlineData("await (accounts.LoginAsync(new LoginRequest())).ConfigureAwait(false);", true)]
    [InlineData("_ = await accounts.LoginAsync(new LoginRequest());", true)]
    [InlineData("var unread = accounts.Login(new LoginRequest());", true)]
    [InlineData("var reply = accounts.Login(new LoginRequest()); Console.WriteLine(reply);", false)]
    [InlineData("Console.WriteLine(await accounts.LoginAsync(new LoginRequest()));", false)]
    [InlineData("await Continued(accounts.LoginAsync(new LoginRequest()).ResponseAsync);", false)]
    [InlineData("accounts.GetAccount(new LoginRequest());", false)]
    [InlineData("new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://b\")).Login(new LoginRequest());", false)]
    public async Task A_login_whose_reply_nobody_reads_gives_a_cookie(string statements, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(
            "var channel = GrpcChannel.ForAddress(\"https://a\"); accounts = new Accounts.AccountsClient(channel); /*here*/new Orders.OrdersClient(channel); " + statements)
            .Replace("Accounts.AccountsClient accounts, ", "").Replace("accounts = new", "var accounts = new"));
        var channels = ClientLayer.Of(program.Ask(), new(Assert.Single(program.Marked))).Channels;
        Assert.Equal(expected, CookieLogins.Under(program.Facts, GrpcAuthOptions.None).MaySignIn(channels));
        Assert.False(CookieLogins.Under(program.Facts, GrpcAuthOptions.None).MaySignIn([]));
    }

    [Theory]
    [InlineData("", false, OutputKind.ConsoleApplication)]
    [InlineData("", false, OutputKind.WindowsApplication)]
    [InlineData("", true)]
    [InlineData("orders.GetOrder(new OrderRequest());", false)]
    [InlineData("orders.GetOrder(new OrderRequest(), null);", false)]
    [InlineData("orders.GetOrder(new OrderRequest(), default(CallOptions));", false)]
    [InlineData("orders.GetOrder(new OrderRequest(), given);", true)]
    [InlineData("orders.GetOrder(new OrderRequest(), new CallOptions(deadline: DateTime.UtcNow));", true)]
    [InlineData("orders.GetOrder(new OrderRequest()); orders.UploadOrders(given);", true)]
    [InlineData("orders.UploadOrders(); Console.WriteLine(CallCredentials.FromInterceptor((c, m) => Task.CompletedTask));", true)]
    [InlineData("orders.UploadOrders(); Console.WriteLine(ChannelCredentials.Create(null!, null!));", true)]
    [InlineData("orders.UploadOrders(); Console.WriteLine(Grpc.Core.ChannelCredentials.Create(null!, null!));", true)]
    [InlineData("orders.UploadOrders(); System.IO.File.Create(\"a\");", false)]
    [InlineData("orders.UploadOrders(); Console.WriteLine(" + Headers + ");", true)]
    [InlineData("orders.UploadOrders(); Console.WriteLine(new Metadata { { \"x-request-id\", token } });", false)]
    [InlineData("orders.UploadOrders(); Console.WriteLine(new Metadata { { token, token } });", true)]
    public async Task Whether_anything_in_the_program_authenticates_a_call(string statements, bool expected, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var program = await BoundProgram.OfAsync(Program(statements).Replace("public static async Task RunAsync", "public static void Main() { }\n    public static async Task RunAsync"), new Setup { OutputKind = kind });
        Assert.Equal(expected, ProgramCredentials.MayBe(program.Facts, GrpcAuthOptions.None));
    }

    /// <summary>A code-first client gets headers and options for a call before the call.</summary>
    [Theory]
    [InlineData("await stock.CountAsync(\"a\");", false)]
    [InlineData("await stock.WithDeadline(DateTime.UtcNow).CountAsync(\"a\");", true)]
    public async Task Whether_a_code_first_call_may_carry_headers(string statements, bool expected)
    {
        var program = await BoundProgram.OfAsync(
            "public static class Program { public static void Main() { } public static async Task RunAsync(IStock stock) { " + statements + " } }",
            Rules.CodeFirst.MagicOnionTests.Setup with { Documents = [("IStock.cs", Rules.CodeFirst.MagicOnionTests.Contract)], OutputKind = OutputKind.ConsoleApplication });
        Assert.Equal(expected, ProgramCredentials.MayBe(program.Facts, GrpcAuthOptions.None));
    }

    private const string Fetch = "M:Acme.Session.Fetch; token";

    [Theory]
    [InlineData("\"Bearer \" + name", "", true)]
    [InlineData("\"Basic \" + name", "", false)]
    [InlineData("token", "", true)]
    [InlineData("name", "", false)]
    [InlineData("name", Fetch, false)]
    [InlineData("session.Fetch()", Fetch, true)]
    [InlineData("session.Fetch()", Fetch + "\nP:Acme.Session.Current; token", true)]
    [InlineData("session.Current", "P:Acme.Session.Current; token", true)]
    [InlineData("session.Other()", Fetch, false)]
    [InlineData("session.Fetch()", "M:Acme.Session.Fetch; log", false)]
    public async Task Whether_a_value_expires(string value, string facts, bool expected)
    {
        var program = await BoundProgram.OfAsync(
            $$"""
            public static class Program
            {
                public static object Run(Acme.Session session, string token, string name) => /*here*/{{value}};
            }
            """,
            Setup.Usual with { Library = "namespace Acme { public class Session { public string Fetch() => \"\"; public string Current => \"\"; public string Other() => \"\"; } }" },
            facts);
        var given = Assert.Single(program.Marked);
        Assert.Equal(expected, new CredentialValue("authorization", new(given)).Expires(program.Ask()));
        Assert.False(new CredentialValue("x-api-key", new(given)).Expires(program.Ask()));
    }

    private static string Program(string statements) => $$"""
        #pragma warning disable CS0219, CS1998, CS0162
        public sealed class Held(Orders.OrdersClient client)
        {
            public Orders.OrdersClient Client => client;

            public Order GetOrder(OrderRequest request) => new() { Id = request.Id };
        }

        public class Mine(CallInvoker invoker) : Orders.OrdersClient(invoker);

        public static class Program
        {
            private static Task Continued(Task task) => task;

            public static async Task RunAsync(
                Orders.OrdersClient orders, Accounts.AccountsClient accounts, Mine mine, Held held, Metadata given, string token)
            {
                {{statements}}
            }
        }
        """;
}
