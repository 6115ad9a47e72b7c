using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>What the registrations of a client add, by its type and by its name, and to which calls.</summary>
public sealed class RegisteredClientTests
{
    private const string Bare = "services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://a\"));";
    private const string With = "services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((c, m) => Task.CompletedTask);";
    private const string Unseen = "setup(services.AddGrpcClient<Orders.OrdersClient>());";
    private const string BareA = "services.AddGrpcClient<Orders.OrdersClient>(\"a\", o => o.Address = new Uri(\"https://a\"));";
    private const string WithA = "services.AddGrpcClient<Orders.OrdersClient>(\"a\").AddCallCredentials((c, m) => Task.CompletedTask);";
    private const string UnseenA = "setup(services.AddGrpcClient<Orders.OrdersClient>(\"a\"));";
    private const string BareB = "services.AddGrpcClient<Orders.OrdersClient>(\"b\", o => o.Address = new Uri(\"https://b\"));";
    private const string WithB = "services.AddGrpcClient<Orders.OrdersClient>(\"b\").AddCallCredentials((c, m) => Task.CompletedTask);";
    private const string BareAny = "services.AddGrpcClient<Orders.OrdersClient>(name, o => o.Address = new Uri(\"https://c\"));";
    private const string WithAny = "services.AddGrpcClient<Orders.OrdersClient>(name).AddCallCredentials((c, m) => Task.CompletedTask);";
    private const string BareMade = "services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")));";
    private const string WithMade = "services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\").Intercept(m => { m.Add(\"authorization\", name); return m; })));";

    [Theory]
    [InlineData("", "Unknown", 0)]
    [InlineData(Bare, "Absent", 1)]
    [InlineData(Bare + Bare, "Absent", 2)]
    [InlineData(With, "Present", 1)]
    [InlineData(With + With, "Present", 2)]
    [InlineData(Unseen, "Unknown", 1)]
    [InlineData(Bare + With, "Unknown", 0)]
    [InlineData(With + Bare, "Unknown", 0)]
    [InlineData(Unseen + With, "Unknown", 0)]
    [InlineData(BareMade, "Absent", 1)]
    [InlineData(WithMade, "Present", 1)]
    [InlineData(Bare + BareMade, "Absent", 2)]
    [InlineData(Bare + WithMade, "Unknown", 0)]
    [InlineData(Bare + "services.AddHttpClient(\"OrdersClient\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", "Unknown", 0)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>();", "Unknown", 0)]
    public async Task By_its_type(string registrations, string presence, int channels)
    {
        var program = await BoundProgram.OfAsync(Program(registrations));
        var finding = RegisteredClient.Of(program.Type("Orders+OrdersClient"), program.Facts, GrpcAuthOptions.None);
        Assert.Equal((presence, channels), (finding.Presence.ToString(), presence == "Unknown" ? channels : finding.Channels.Count));
    }

    [Theory]
    [InlineData("", "Unknown", 0)]
    [InlineData(BareA, "Absent", 1)]
    [InlineData(WithA, "Present", 1)]
    [InlineData(UnseenA, "Unknown", 1)]
    [InlineData(BareB, "Unknown", 0)]
    [InlineData(WithB, "Unknown", 0)]
    [InlineData(BareA + WithB, "Absent", 1)]
    [InlineData(WithB + BareA, "Absent", 1)]
    [InlineData(WithA + BareB, "Present", 1)]
    [InlineData(WithA + WithA, "Present", 2)]
    [InlineData(BareA + BareA, "Absent", 2)]
    [InlineData(BareA + WithA, "Unknown", 2)]
    [InlineData(WithA + BareA, "Unknown", 2)]
    [InlineData(WithA + UnseenA, "Unknown", 2)]
    [InlineData(BareA + BareAny, "Unknown", 0)]
    [InlineData(BareAny, "Unknown", 0)]
    [InlineData(WithA + WithAny, "Present", 2)]
    [InlineData(WithAny, "Present", 1)]
    [InlineData(BareA + WithAny, "Unknown", 2)]
    [InlineData(BareA + "services.AddHttpClient(\"a\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", "Unknown", 0)]
    [InlineData(BareA + "services.AddHttpClient(\"b\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", "Absent", 1)]
    public async Task By_its_name(string registrations, string presence, int channels)
    {
        var program = await BoundProgram.OfAsync(Program(registrations));
        var finding = RegisteredClient.Of(program.Type("Orders+OrdersClient"), "a", program.Facts, GrpcAuthOptions.None);
        Assert.Equal((presence, channels), (finding.Presence.ToString(), finding.Channels.Count));
    }

    /// <summary>A class of a library may pass headers: what it gets is not known.</summary>
    [Theory]
    [InlineData("public sealed class Desk(Acme.Orders.Orders.OrdersClient client) { public object Client => client; }", "Unknown")]
    [InlineData("public sealed class Desk { public int Count => 1; }", "Absent")]
    public async Task Another_assembly_may_use_it(string library, string presence)
    {
        var program = await BoundProgram.OfAsync(Program(Bare + BareA), Setup.Usual with { Library = library });
        var client = program.Type("Orders+OrdersClient");
        Assert.Equal(
            (presence, presence),
            (RegisteredClient.Of(client, program.Facts, GrpcAuthOptions.None).Presence.ToString(), RegisteredClient.Of(client, "a", program.Facts, GrpcAuthOptions.None).Presence.ToString()));
    }

    [Theory]
    [InlineData("registered-with-credentials", "Present")]
    [InlineData("registered-without-credentials", "Absent")]
    [InlineData("calls-pass-headers", "Unknown")]
    public async Task What_a_fact_says_of_other_projects(string fact, string presence)
    {
        var program = await BoundProgram.OfAsync(Program(""), facts: "T:Acme.Orders.Orders.OrdersClient; " + fact);
        Assert.Equal(presence, RegisteredClient.Of(program.Type("Orders+OrdersClient"), program.Facts, GrpcAuthOptions.None).Presence.ToString());
    }

    private const string Factory = "provider.GetRequiredService<Grpc.Net.ClientFactory.GrpcClientFactory>()";

    private const string OfA = Factory + ".CreateClient<Orders.OrdersClient>(\"a\")";

    private const string OfB = Factory + ".CreateClient<Orders.OrdersClient>(\"b\")";

    [Theory]
    [InlineData(BareA + WithB, "/*here*/" + OfA + ".UploadOrders()", "Absent")]
    [InlineData(BareA + WithB, "/*here*/" + OfB + ".UploadOrders()", "Present")]
    [InlineData(BareA + WithB, "/*here*/provider.GetRequiredService<Orders.OrdersClient>().UploadOrders()", "Unknown")]
    [InlineData(BareA + WithB, "/*here*/" + Factory + ".CreateClient<Orders.OrdersClient>(name).UploadOrders()", "Unknown")]
    [InlineData(BareA + WithB, "/*here*/(name == \"\" ? " + OfA + " : " + OfB + ").UploadOrders()", "Unknown")]
    [InlineData(BareA + WithB, "/*here*/(name == \"\" ? " + OfA + " : " + OfA + ").UploadOrders()", "Absent")]
    [InlineData(BareA + WithB, "/*here*/(name == \"\" ? " + OfA + " : null!).UploadOrders()", "Absent")]
    [InlineData(BareA + WithB, "/*here*/(name == \"\" ? " + OfA + " : provider.GetRequiredService<Orders.OrdersClient>()).UploadOrders()", "Unknown")]
    [InlineData(Bare, "/*here*/provider.GetRequiredService<Orders.OrdersClient>().UploadOrders()", "Absent")]
    [InlineData(With, "/*here*/provider.GetRequiredService<Orders.OrdersClient>().UploadOrders()", "Present")]
    [InlineData(With, "/*here*/kept.UploadOrders()", null)]
    [InlineData(With, "/*here*/new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")).UploadOrders()", null)]
    [InlineData(With, "/*here*/(name == \"\" ? kept : provider.GetRequiredService<Orders.OrdersClient>()).UploadOrders()", null)]
    public async Task A_call_of_a_client_that_is_given(string registrations, string call, string? presence)
    {
        var program = await BoundProgram.OfAsync(Program(registrations, call));
        var asked = program.Call;
        Assert.Equal(presence, InjectedCall.OfRegistration(asked, program.Ask(asked.Operation))?.Presence.ToString());
        Assert.Equal(presence is not null, InjectedCall.IsGiven(asked, program.Ask(asked.Operation)));
    }

    private const string Passing = "Console.WriteLine(kept.GetOrder(new OrderRequest(), new Metadata { { \"x-api-key\", name } }));";

    private const string Given = "provider.GetRequiredService<Orders.OrdersClient>()";

    [Theory]
    [InlineData(Bare, Passing, "/*here*/" + Given + ".UploadOrders()", true)]
    [InlineData(Bare, "", "/*here*/" + Given + ".UploadOrders()", false)]
    [InlineData(With, Passing, "/*here*/" + Given + ".UploadOrders()", false)]
    [InlineData("", Passing, "/*here*/" + Given + ".UploadOrders()", false)]
    [InlineData(Bare, Passing, "/*here*/" + Given + ".UploadOrders(headers: null)", false)]
    [InlineData(Bare, Passing, "/*here*/" + Given + ".UploadOrders(new Metadata { { \"x-api-key\", name } })", false)]
    [InlineData(Bare, Passing, "/*here*/kept.UploadOrders()", false)]
    [InlineData(Bare, "var headers = new Metadata { { \"x-api-key\", name } };", "/*here*/" + Given + ".UploadOrders()", false)]
    [InlineData(Bare, Passing + "var headers = new Metadata { { \"x-api-key\", name } };", "/*here*/" + Given + ".UploadOrders()", true)]
    [InlineData(Bare, "var given = " + Given + ";", "name == \"\" ? /*here*/given.UploadOrders() : given.UploadOrders(new Metadata { { \"x-api-key\", name } })", false)]
    [InlineData(Bare, "var given = " + Given + "; Console.WriteLine(given.UploadOrders(new Metadata { { \"x-api-key\", name } }));", "/*here*/given.UploadOrders()", true)]
    public async Task A_call_that_forgets_the_credential_that_others_pass(string registrations, string statements, string call, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(registrations, call, statements));
        var asked = program.Call;
        Assert.Equal(expected ? "Absent" : null, InjectedCall.WithoutCredential(asked, program.Ask(asked.Operation))?.Presence.ToString());
    }

    /// <summary>A method that somebody wrote into the partial class of the client adds the credential itself.</summary>
    [Theory]
    [InlineData("GetOrder(request, options.WithHeaders(new Metadata { { \"x-api-key\", request.Id } }))", false)]
    [InlineData("GetOrder(request, options)", true)]
    public async Task A_call_that_is_not_generated(string body, bool expected)
    {
        var program = await BoundProgram.OfAsync(
            Program(Bare, "/*here*/" + Given + ".GetMore(new OrderRequest(), default(CallOptions))", Passing) + $$"""


            namespace Acme.Orders
            {
                public static partial class Orders
                {
                    public partial class OrdersClient { public Order GetMore(OrderRequest request, CallOptions options) => {{body}}; }
                }
            }
            """,
            Setup.Usual with { GeneratedContracts = true });
        var asked = program.Call;
        Assert.Equal(expected, InjectedCall.WithoutCredential(asked, program.Ask(asked.Operation)) is not null);
    }

    [Theory]
    [InlineData(BareA + WithA, true, true)]
    [InlineData(BareA + WithB, false, true)]
    [InlineData(BareAny + WithA, true, true)]
    [InlineData(BareA + WithAny, true, true)]
    [InlineData(BareA, false, false)]
    [InlineData(BareA + "services.AddGrpcClient<Accounts.AccountsClient>(\"a\").AddCallCredentials((c, m) => Task.CompletedTask);", false, false)]
    [InlineData(BareA + "services.AddHttpClient(\"a\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true, false)]
    [InlineData(BareA + "services.AddHttpClient(\"b\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", false, false)]
    [InlineData(BareA + "services.AddHttpClient(name).AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true, false)]
    [InlineData(BareAny + "services.AddHttpClient(\"a\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true, false)]
    [InlineData(BareA + "services.AddHttpClient(\"a\").SetHandlerLifetime(TimeSpan.Zero);", false, false)]
    public async Task Whether_another_registration_gives_the_client_one(string registrations, bool mayAuthenticate, bool hasSibling)
    {
        var program = await BoundProgram.OfAsync(Program(registrations));
        var first = ClientRegistration.All(program.Facts).First();
        var uses = ClientFacts.Under(program.Facts, GrpcAuthOptions.None);
        Assert.Equal((mayAuthenticate, hasSibling), (uses.MayBeConfiguredElsewhere(first), uses.HasNamedSibling(first)));
    }

    [Theory]
    [InlineData(BareA, false)]
    [InlineData(BareA + BareA, true)]
    [InlineData(BareA + BareB, false)]
    [InlineData(BareA + BareAny, true)]
    [InlineData(BareAny, false)]
    [InlineData(BareAny + BareA, true)]
    [InlineData(BareAny + BareAny, true)]
    [InlineData(BareA + "services.AddGrpcClient<Accounts.AccountsClient>(\"a\");", false)]
    [InlineData(BareA + "services.Configure<Grpc.Net.ClientFactory.GrpcClientFactoryOptions>(\"a\", o => o.Address = null);", true)]
    public async Task Whether_the_address_is_set_elsewhere_too(string registrations, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(registrations));
        var first = ClientRegistration.All(program.Facts).First();
        Assert.Equal(expected, ClientFacts.Under(program.Facts, GrpcAuthOptions.None).MayHaveOtherOptions(first));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(Bare, false)]
    [InlineData(With, true)]
    [InlineData(Unseen, true)]
    [InlineData("services.AddGrpcClient<Accounts.AccountsClient>().AddCallCredentials((c, m) => Task.CompletedTask);", false)]
    [InlineData(Bare + "services.AddHttpClient(\"OrdersClient\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true)]
    [InlineData(Bare + "services.AddHttpClient(\"web\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", false)]
    [InlineData(BareAny + "services.AddHttpClient(\"web\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true)]
    [InlineData(Bare + "services.AddHttpClient(name).AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true)]
    [InlineData("services.AddHttpClient(\"web\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true)]
    [InlineData(Bare + "services.ConfigureHttpClientDefaults(b => b.AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>()));", true)]
    [InlineData("services.ConfigureHttpClientDefaults(b => b.AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>()));", false)]
    [InlineData("Console.WriteLine(new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\")));", false)]
    [InlineData("Console.WriteLine(new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://a\").Intercept(m => { m.Add(\"authorization\", name); return m; })));", true)]
    [InlineData("Orders.OrdersClient made = new(GrpcChannel.ForAddress(\"https://a\").Intercept(m => { m.Add(\"authorization\", name); return m; })); Console.WriteLine(made);", true)]
    [InlineData("Orders.OrdersClient made = new(GrpcChannel.ForAddress(\"https://a\")); Console.WriteLine(made);", false)]
    [InlineData("Console.WriteLine(new Accounts.AccountsClient(GrpcChannel.ForAddress(\"https://a\").Intercept(m => { m.Add(\"authorization\", name); return m; })));", false)]
    public async Task Whether_clients_of_a_type_may_have_one(string statements, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        Assert.Equal(expected, ClientFacts.Under(program.Facts, GrpcAuthOptions.None).MayHaveCredentials(program.Type("Orders+OrdersClient")));
    }

    [Fact]
    public async Task A_fact_says_that_other_projects_give_it_one()
    {
        var program = await BoundProgram.OfAsync(Program(""), facts: "T:Acme.Orders.Orders.OrdersClient; registered-with-credentials");
        var facts = ClientFacts.Under(program.Facts, GrpcAuthOptions.None);
        Assert.Equal((true, false), (facts.MayHaveCredentials(program.Type("Orders+OrdersClient")), facts.MayHaveCredentials(program.Type("Accounts+AccountsClient"))));
    }

    /// <summary>A registration in generic code may be that of any client, under any name.</summary>
    [Theory]
    [InlineData("", "services.AddHttpClient(\"web\").AddHttpMessageHandler(p => p.GetRequiredService<DelegatingHandler>());", true)]
    [InlineData("", "", false)]
    [InlineData(".AddCallCredentials((c, m) => Task.CompletedTask)", "", true)]
    public async Task A_registration_of_any_client(string chain, string registrations, bool expected)
    {
        var program = await BoundProgram.OfAsync(Program(Bare + registrations) + $$"""


            public static class Any
            {
                public static void Add<T>(IServiceCollection services) where T : class => services.AddGrpcClient<T>(o => o.Address = new Uri("https://a")){{chain}};
            }
            """);
        Assert.Equal(expected, ClientFacts.Under(program.Facts, GrpcAuthOptions.None).MayHaveCredentials(program.Type("Orders+OrdersClient")));
    }

    private static string Program(string registrations, string call = "null", string statements = "") => $$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static void Add(IServiceCollection services, string name, Action<IHttpClientBuilder> setup)
            {
                {{registrations}}
            }

            public static object? Run(IServiceProvider provider, Orders.OrdersClient kept, string name)
            {
                {{statements}}
                return {{call}};
            }
        }
        """;
}
