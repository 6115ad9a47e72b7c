using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Syntax;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>Which classes are wrappers of a channel or client, and where one is made with what adds nothing.</summary>
public sealed class OwnWrapperUnitTests
{
    private const string Call = "public object Get() => client.UploadOrders();";

    private const string Open = "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\"))";

    private const string Bound = "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\").Intercept(m => { m.Add(\"authorization\", token); return m; }))";

    [Theory]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "/*here*/new Desk(" + Open + ")", "UploadOrders")]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " public object All() => client.ListOrders(new OrderRequest()); }", "/*here*/new Desk(" + Open + ")", "UploadOrders ListOrders")]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "/*here*/new Desk(" + Bound + ")", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "/*here*/new Desk(given)", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "Use(/*here*/new object())", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "new Desk(/*here*/" + Open + ")", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { public object Client => client; }", "/*here*/new Desk(" + Open + ")", null)]
    [InlineData("public class Desk(Orders.OrdersClient client, string name) { " + Call + " public string Name => name; }", "/*here*/new Desk(" + Open + ", \"a\")", "UploadOrders")]
    [InlineData("public class Desk(Orders.OrdersClient client, Accounts.AccountsClient other) { " + Call + " public object Other => other; }", "/*here*/new Desk(" + Open + ", accounts)", null)]
    [InlineData("public class Desk<T>(Orders.OrdersClient client) { " + Call + " public T? Kept { get; set; } }", "/*here*/new Desk<string>(" + Open + ")", "UploadOrders")]
    [InlineData("public partial class Desk(Orders.OrdersClient client); public partial class Desk { " + Call + " }", "/*here*/new Desk(" + Open + ")", "UploadOrders")]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " public static object Make(ChannelBase c) => /*here*/new Desk(new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\"))); }", "null!", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " public class Maker { public static object Make() => /*here*/new Desk(new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\"))); } }", "null!", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { public class Nested(Orders.OrdersClient client) { " + Call + " } public object Client => client; }", "/*here*/new Desk(" + Open + ")", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " public object In(Accounts.AccountsClient accounts) => accounts.Login(new LoginRequest()); }", "/*here*/new Desk(" + Open + ")", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " public object In(string token) => client.GetOrder(new OrderRequest(), new Metadata { { \"x-api-key\", token } }); }", "/*here*/new Desk(" + Open + ")", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { public object Get(string token) { var headers = new Metadata { { \"x-api-key\", token } }; return client.UploadOrders(); } }", "/*here*/new Desk(" + Open + ")", null)]
    [InlineData("public class Desk(Orders.OrdersClient client) { public object Get() => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://b\")).UploadOrders(); public object Client => client; }", "/*here*/new Desk(" + Open + ")", null)]
    public async Task It_is_made(string type, string expression, string? calls)
    {
        var program = await BoundProgram.OfAsync(Program(type, expression));
        var made = OwnWrapper.From(Assert.Single(program.Marked), program.Facts, GrpcAuthOptions.None);
        Assert.Equal(calls, made is null ? null : string.Join(" ", made.BareCalls.Select(static call => call.Operation.TargetMethod.Name)));
        if (made is not null)
            Assert.Single(made.Given.Channels);
    }

    /// <summary>What such a class sends is asked where calls are: its objects are themselves what others are given.</summary>
    [Theory]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", 1)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " } public static class Startup { public static void Add(IServiceCollection services) => services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://a\")); }", 0)]
    [InlineData("public class Desk(ChannelBase channel, Orders.OrdersClient client) : Orders.OrdersClient(channel) { " + Call + " }", 0)]
    [InlineData("public class Desk(Orders.OrdersClient client) : Interceptor { " + Call + " }", 0)]
    [InlineData("public class Desk(Orders.OrdersClient client) : DelegatingHandler { " + Call + " }", 0)]
    [InlineData("public abstract class Desk(Orders.OrdersClient client) : CallInvoker { " + Call + " }", 0)]
    public async Task Its_calls(string type, int expected)
    {
        var program = await BoundProgram.OfAsync(Program(type, "null!"));
        Assert.Equal(expected, OwnWrapper.CallsOf(program.Type("Desk"), program.Facts, GrpcAuthOptions.None).Count);
    }

    [Theory]
    [InlineData("public class Desk(ChannelBase channel, Orders.OrdersClient client) : Orders.OrdersClient(channel) { " + Call + " }", "new Desk(GrpcChannel.ForAddress(\"https://a\"), " + Open + ")")]
    [InlineData("public class Desk(Orders.OrdersClient client) : Interceptor { " + Call + " }", "new Desk(" + Open + ")")]
    [InlineData("public class Desk(Orders.OrdersClient client) : DelegatingHandler { " + Call + " }", "new Desk(" + Open + ")")]
    public async Task What_is_a_client_itself_is_no_wrapper(string type, string expression)
    {
        var program = await BoundProgram.OfAsync(Program(type, "/*here*/" + expression));
        Assert.Null(OwnWrapper.From(Assert.Single(program.Marked), program.Facts, GrpcAuthOptions.None));
    }

    [Fact]
    public async Task A_class_of_another_assembly_is_not_seen()
    {
        var program = await BoundProgram.OfAsync(
            Program("", "/*here*/new Vendor.Desk(" + Open + ")"),
            Setup.Usual with { Library = "namespace Vendor { public class Desk(Orders.OrdersClient client) { " + Call + " } }" });
        Assert.Null(OwnWrapper.From(Assert.Single(program.Marked), program.Facts, GrpcAuthOptions.None));
        Assert.Empty(OwnWrapper.CallsOf(program.Type("Vendor.Desk"), program.Facts, GrpcAuthOptions.None));
    }

    [Theory]
    [InlineData("public Desk(Orders.OrdersClient client) => Client = client;", true)]
    [InlineData("public Desk(Orders.OrdersClient client) : this(client, 1) { } private Desk(Orders.OrdersClient client, int count) => Client = client;", true)]
    [InlineData("public Desk(Orders.OrdersClient client) : base() => Client = client;", true)]
    [InlineData("public Desk(Orders.OrdersClient client) : this(client, GrpcChannel.ForAddress(\"https://a\")) { } private Desk(Orders.OrdersClient client, ChannelBase channel) => Client = client ?? new(channel);", true)]
    [InlineData("public Desk(Orders.OrdersClient client) : this(client, Signed()) { } private Desk(Orders.OrdersClient client, CallInvoker invoker) => Client = client ?? new(invoker);", false)]
    [InlineData("public Desk(Orders.OrdersClient client) : this(client, 1) { } private Desk(Orders.OrdersClient client, int count) : this(client, Signed()) { } private Desk(Orders.OrdersClient client, CallInvoker invoker) => Client = client ?? new(invoker);", false)]
    public async Task What_a_constructor_gives_to_another_one(string constructors, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(
            "public class Desk { public Orders.OrdersClient Client; " + constructors
            + " private static CallInvoker Signed() => GrpcChannel.ForAddress(\"https://a\").Intercept(m => { m.Add(\"authorization\", \"a\"); return m; }); }", "null!"));
        var constructor = program.Type("Desk").InstanceConstructors.First();
        Assert.Equal(expected, OwnWrapper.MakesNothing(constructor, program.Facts, GrpcAuthOptions.None));
    }

    [Theory]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "new Desk(" + Open + ")", 1)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "(Desk)new(" + Open + ")", 1)]
    [InlineData("public class Desk { public Desk(Orders.OrdersClient client) => this.client = client; private Orders.OrdersClient client; " + Call + " }", "new Desk(" + Open + ")", 1)]
    [InlineData("public class Desk { private Orders.OrdersClient client = null!; " + Call + " }", "new Desk()", 0)]
    [InlineData("public class Desk { public Desk() { } private Orders.OrdersClient client = null!; " + Call + " }", "new Desk { }", 0)]
    [InlineData("public partial class Desk(Orders.OrdersClient client); public partial class Desk { " + Call + " }", "new Desk(" + Open + ")", 1)]
    [InlineData("public class Desk(Orders.OrdersClient client) { public object Client => client; }", "new Desk(" + Open + ")", 0)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "new Uri(\"https://a\")", 0)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " }", "(Uri)new(\"https://a\")", 0)]
    [InlineData("public class Desk(Orders.OrdersClient client) { " + Call + " public static Desk? Made => null; }", "(Uri)new(\"https://a\")", 1)]
    public async Task What_may_make_one_by_its_syntax(string type, string expression, int expected)
    {
        var program = await BoundProgram.OfAsync(Program(type, "null!", "Use(" + expression + ");"));
        var index = TreeIndex.Of(program.Facts.Compilation.SyntaxTrees.First(static tree => tree.FilePath == ProjectUnderTest.MainPath));
        Assert.Equal(expected, OwnWrapper.CandidatesIn(index, program.Facts).Count());
    }

    private static string Program(string type, string expression, string statement = "") => $$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        {{type}}

        public static class Program
        {
            private static object Use(object value) => value;

            public static object Run(Orders.OrdersClient given, Accounts.AccountsClient accounts, string token)
            {
                {{statement}}
                return {{expression}};
            }
        }
        """;
}
