using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Coverage;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>What the scan counts as seen and decided, and the reasons that it gives for the rest.</summary>
public sealed class CoverageTests
{
    [Fact]
    public Task A_call_without_and_one_with_a_credential_are_decided() => Marks(
        """
        class C
        {
            void M()
            {
                var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                client.GetOrder(new OrderRequest());
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", System.IO.File.ReadAllText("token") } });
            }
        }
        """,
        "call", "call", "client", "project");

    [Fact]
    public Task Headers_of_a_caller_are_not_decided() => Marks(
        """
        public class C
        {
            public void M(Metadata headers)
            {
                Orders.OrdersClient client = new(GrpcChannel.ForAddress("https://orders.example.com"));
                client.GetOrder(new OrderRequest(), headers);
            }
        }
        """,
        "call: its headers or options come from a caller", "client", "project");

    [Fact]
    public Task An_injected_client_is_not_decided() => Marks(
        """
        public class C(Orders.OrdersClient client)
        {
            public void M() => client.GetOrder(new OrderRequest());
        }
        """,
        "call: its client or channel is injected or passed in",
        "fact: M:C.#ctor(Acme.Orders.Orders.OrdersClient); adds-nothing", "fact: M:C.M; grpc-client", "project");

    [Fact]
    public Task An_injected_client_whose_registration_is_seen_is_decided() => Marks(
        """
        using Microsoft.Extensions.DependencyInjection;

        internal sealed class C(Orders.OrdersClient client)
        {
            public void M() => client.GetOrder(new OrderRequest());

            public static void Register(IServiceCollection services)
            {
                services.AddSingleton<C>();
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new System.Uri("https://orders.example.com"));
            }
        }
        """,
        "call", "project", "registration");

    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((c, m) => System.Threading.Tasks.Task.CompletedTask);", true)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().ConfigurePrimaryHttpMessageHandler(() => { var h = new System.Net.Http.HttpClientHandler(); h.ClientCertificates.Add(null); return h; });", true)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddHttpClient(\"web\").AddHttpMessageHandler(sp => sp.GetRequiredService<System.Net.Http.DelegatingHandler>());", true)]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddHttpClient(name).AddHttpMessageHandler(sp => sp.GetRequiredService<System.Net.Http.DelegatingHandler>());", false)]
    public Task An_injected_client_is_decided_where_its_registration_is(string registration, bool isDecided) => Marks(
        $$"""
        using Microsoft.Extensions.DependencyInjection;

        internal sealed class C(Orders.OrdersClient client)
        {
            public void M() => client.GetOrder(new OrderRequest());

            public static void Register(IServiceCollection services, string name)
            {
                services.AddSingleton<C>();
                {{registration}}
            }
        }
        """,
        isDecided ? "call" : "call: its client or channel is injected or passed in", "project", "registration");

    [Fact]
    public Task A_client_that_is_registered_with_and_without_credentials_is_not_decided() => Marks(
        """
        using Microsoft.Extensions.DependencyInjection;

        internal sealed class C(Orders.OrdersClient client)
        {
            public void M() => client.GetOrder(new OrderRequest());

            public static void Register(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>("a");
                services.AddGrpcClient<Orders.OrdersClient>("b").AddCallCredentials((c, m) => System.Threading.Tasks.Task.CompletedTask);
            }
        }
        """,
        "call: its client or channel is injected or passed in", "project", "registration", "registration");

    [Fact]
    public Task Headers_of_a_caller_do_not_matter_where_the_channel_has_a_credential() => Marks(
        """
        public class C
        {
            public void M(Metadata headers, CallCredentials token)
            {
                Orders.OrdersClient client = new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, token),
                }));
                client.GetOrder(new OrderRequest(), headers);
            }
        }
        """,
        "call", "client", "project");

    [Fact]
    public Task A_field_that_other_code_may_write_is_not_decided() => Marks(
        """
        public class C
        {
            public Orders.OrdersClient Client;
            public void M() => Client.GetOrder(new OrderRequest());
        }
        """,
        "call: its client or channel is in a member that other code may write", "project");

    [Fact]
    public Task A_channel_of_another_library_is_not_decided() => Marks(
        """
        public class C
        {
            public void M() => new Orders.OrdersClient(Vendor.Channels.Open()).GetOrder(new OrderRequest());
        }
        """,
        new Setup { Library = "namespace Vendor { public static class Channels { public static Grpc.Net.Client.GrpcChannel Open() => null; } }" },
        "call: its client or channel is configured by code outside of the project", "client: its client or channel is configured by code outside of the project", "project");

    [Fact]
    public Task A_registration_is_decided_unless_code_outside_of_the_project_configures_it() => Marks(
        """
        using Microsoft.Extensions.DependencyInjection;

        public class C
        {
            public void M(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new System.Uri("https://orders.example.com"));
                Vendor.Builders.AddTokens(services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new System.Uri("https://orders.example.com")));
            }
        }
        """,
        new Setup
        {
            Library = "namespace Vendor { public static class Builders { public static void AddTokens(object builder) { } } }",
        },
        "project", "registration", "registration: it is configured by code outside of the project");

    // Tests may call the constructor with another channel; the way that is seen decides.
    [Theory]
    [InlineData("Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, token),", true)]
    [InlineData("", false)]
    public Task A_credential_on_the_one_way_that_is_seen_decides_a_call(string credentials, bool isDecided) => Marks(
        $$"""
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Acme.Sdk.Tests")]

        internal sealed class Sdk
        {
            private readonly GrpcChannel _channel;
            private readonly Orders.OrdersClient _orders;

            internal Sdk(GrpcChannel channel)
            {
                _channel = channel;
                _orders = new Orders.OrdersClient(_channel.CreateCallInvoker());
            }

            public static Sdk Create(CallCredentials token) =>
                new(GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions { {{credentials}} }));

            public void Get() => _orders.GetOrder(new OrderRequest());
        }
        """,
        isDecided ? "call" : "call: its client or channel is configured by code outside of the project",
        "client: its client or channel is injected or passed in", "project");

    [Fact]
    public Task Headers_that_one_caller_gives_a_credential_decide_a_call() => Marks(
        """
        public class C
        {
            public void Get(Metadata headers) =>
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com")).GetOrder(new OrderRequest(), headers);

            public void Get(string token) => Get(new Metadata { { "authorization", token } });
        }
        """,
        "call", "client", "project");

    // A library with default headers in a dictionary, which a loop copies for each call.
    [Theory]
    [InlineData("{ \"Api-Key\", key }", true)]
    [InlineData("[\"authorization\"] = key", true)]
    [InlineData("{ \"X-Sdk-Version\", key }", false)]
    public Task A_credential_among_default_headers_decides_a_call(string header, bool isDecided) => Marks(
        $$"""
        using System.Collections.Generic;

        internal sealed class Headers : Dictionary<string, string>
        {
            internal Headers() { }
            internal Headers(Dictionary<string, string> values) { foreach (var pair in values) this[pair.Key] = pair.Value; }
        }

        public sealed class Options
        {
            internal Headers Headers { get; init; } = new();
        }

        public sealed class Sdk
        {
            private readonly Transport _transport;
            public Sdk(string key, Options options)
            {
                var defaults = new Headers(new Dictionary<string, string> { {{header}} });
                foreach (var header in defaults)
                {
                    if (!options.Headers.ContainsKey(header.Key)) options.Headers[header.Key] = header.Value;
                }
                _transport = new Transport(options);
            }

            public void Get(Options options) => _transport.Client.GetOrder(new OrderRequest(), _transport.Make(options));
        }

        internal sealed class Transport
        {
            private readonly Options _options;
            internal readonly Orders.OrdersClient Client = new(GrpcChannel.ForAddress("https://orders.example.com"));
            internal Transport(Options options) => _options = options;

            internal CallOptions Make(Options options)
            {
                var metadata = new Metadata();
                Copy(metadata, _options.Headers);
                Copy(metadata, options.Headers);
                return new CallOptions(metadata);
            }

            private static void Copy(Metadata metadata, Headers headers)
            {
                foreach (var header in headers) metadata.Add(header.Key, header.Value);
            }
        }
        """,
        isDecided ? "call" : "call: its headers or options are made by code outside of the project", "client", "fact: F:Transport.Client; adds-nothing", "project");

    /// <summary>What a class of another project does for whoever injects it is counted there.</summary>
    [Theory]
    [InlineData("internal sealed class C(Gateway gateway) { public object Get() => gateway.GetAsync(); }", "project")]
    [InlineData("internal sealed class C { public object Get() => new Gateway(GrpcChannel.ForAddress(\"https://orders.example.com\")).GetAsync(); }", "call", "project")]
    public Task A_call_of_an_injected_class_of_another_project_is_no_mark(string declaration, params string[] marks) => Marks(
        "using Acme.Company; " + declaration,
        new Setup
        {
            Library = "namespace Acme.Company { public class Gateway { public Gateway(Grpc.Core.ChannelBase channel) { } public System.Threading.Tasks.Task GetAsync() => null; } }",
            AdditionalFiles = [("GrpcAuth.Facts.txt", "M:Acme.Company.Gateway.GetAsync; grpc-client")],
        },
        marks);

    [Fact]
    public Task A_call_without_a_credential_is_not_decided_where_servers_differ() => Marks(
        """
        class C
        {
            void M(string token)
            {
                var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                client.GetOrder(new OrderRequest());
                client.GetOrder(new OrderRequest(), new Metadata { { "authorization", token } });
            }
        }
        """,
        new Setup { AdditionalFiles = [("GrpcAuth.Facts.txt", "RPC:Acme.Orders.Orders/GetOrder; servers-differ")] },
        "call", "call: one server of the RPC leaves it open, another does not, and the client does not tell which of them it calls", "client", "project");

    private const string Passed = "client: its client or channel is injected or passed in";

    // Other projects learn which members of this one bring a credential. Those without one say so only where nobody can add it later.
    [Theory]
    [InlineData("internal static CallOptions Make(string t) => new(new Metadata { { \"authorization\", t } });", "M:C.Make(System.String); authenticates")]
    [InlineData("public static CallOptions Make(string t) => new(credentials: t == null ? null : CallCredentials.FromInterceptor((c, m) => Task.CompletedTask));", "M:C.Make(System.String); authenticates")]
    [InlineData("public static Task<Metadata> Make(string t) => Task.FromResult(new Metadata { { \"x-api-key\", t } });", "M:C.Make(System.String); authenticates")]
    [InlineData("public static Metadata Bearer => new() { { \"authorization\", System.IO.File.ReadAllText(\"token\") } };", "P:C.Bearer; authenticates")]
    [InlineData("public static GrpcChannel Open() => GrpcChannel.ForAddress(\"https://orders.example.com\");", "M:C.Open; adds-nothing")]
    [InlineData("public static IHttpClientBuilder AddToken(this IHttpClientBuilder b) => b.AddCallCredentials((c, m) => Task.CompletedTask);", "M:C.AddToken(Microsoft.Extensions.DependencyInjection.IHttpClientBuilder); authenticates")]
    [InlineData("public static void AddToken(this IHttpClientBuilder b) => b.AddCallCredentials((c, m) => Task.CompletedTask);", "M:C.AddToken(Microsoft.Extensions.DependencyInjection.IHttpClientBuilder); authenticates")]
    [InlineData("public static IHttpClientBuilder AddOrders(this IServiceCollection s) => s.AddHttpClient(\"a\").AddHttpMessageHandler(p => p.GetRequiredService<System.Net.Http.DelegatingHandler>());", null)]
    [InlineData("public static void AddToken(this Metadata headers, string t) => headers.Add(\"authorization\", t);", "M:C.AddToken(Grpc.Core.Metadata,System.String); authenticates")]
    [InlineData("public static bool AddId(this Metadata headers, string id) { headers.Add(\"x-request-id\", id); return true; }", "M:C.AddId(Grpc.Core.Metadata,System.String); adds-nothing")]
    [InlineData("public static System.Net.Http.HttpMessageHandler Pin() => new System.Net.Http.SocketsHttpHandler { PooledConnectionLifetime = default };", "M:C.Pin; adds-nothing")]
    [InlineData("public static System.Net.Http.HttpClientHandler Sign() { var h = new System.Net.Http.HttpClientHandler(); h.ClientCertificates.Add(null!); return h; }", "M:C.Sign; authenticates")]
    [InlineData("public static System.Net.Http.HttpClientHandler Make(System.Net.CookieContainer jar) => new() { CookieContainer = jar };", null)]
    [InlineData("public static Orders.OrdersClient Orders { get; } = new(GrpcChannel.ForAddress(\"https://orders.example.com\"));", "P:C.Orders; adds-nothing", "client")]
    [InlineData("public static readonly CallInvoker Open = GrpcChannel.ForAddress(\"https://orders.example.com\").CreateCallInvoker();", "F:C.Open; adds-nothing")]
    [InlineData("public static CallInvoker Open = GrpcChannel.ForAddress(\"https://orders.example.com\").CreateCallInvoker();", null)]
    [InlineData("public static GrpcChannel Open { get; set; } = GrpcChannel.ForAddress(\"https://orders.example.com\");", null)]
    [InlineData("public static Orders.OrdersClient Make(ChannelBase channel) => new(channel);", "M:C.Make(Grpc.Core.ChannelBase); grpc-client adds-nothing", Passed)]
    [InlineData("public static Orders.OrdersClient Make(ChannelBase channel, System.Func<Metadata, Metadata> add) => new(Grpc.Core.Interceptors.ChannelExtensions.Intercept(channel, add));", null, Passed)]
    [InlineData("public static void Add(Metadata headers, System.Action<Metadata> rest) => rest(headers);", null)]
    [InlineData("public static void Copy(Metadata from, Metadata to) { foreach (var entry in from) to.Add(entry); }", null)]
    [InlineData("public static CallOptions Make(Metadata headers) => new(headers);", null)]
    [InlineData("public static CallOptions Make() => new(deadline: System.DateTime.UtcNow);", null)]
    [InlineData("public static Metadata Make() => new() { { \"x-request-id\", \"1\" } };", null)]
    [InlineData("public static GrpcChannel Open(GrpcChannelOptions o) => GrpcChannel.ForAddress(\"https://orders.example.com\", o);", null)]
    [InlineData("private static CallOptions Make(string t) => new(new Metadata { { \"authorization\", t } });", null)]
    [InlineData("public static IHttpClientBuilder AddRetry(this IHttpClientBuilder b) => b.SetHandlerLifetime(System.TimeSpan.FromMinutes(5));", "M:C.AddRetry(Microsoft.Extensions.DependencyInjection.IHttpClientBuilder); adds-nothing")]
    [InlineData("public static IHttpClientBuilder AddTrace(this IHttpClientBuilder b) { b.Services.AddLogging(); return b; }", null)]
    [InlineData("public static IHttpClientBuilder AddCompany(this IHttpClientBuilder b, System.Action<IHttpClientBuilder> rest) { rest(b); return b; }", null)]
    public Task What_a_member_adds_is_a_fact_for_other_projects(string member, string? fact, string? client = null) => Marks(
        $$"""
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;

        public static class C
        {
            {{member}}
        }
        """,
        new[] { client, fact is null ? null : "fact: " + fact, "project" }.OfType<string>().ToArray());

    /// <summary>Other projects may make one with what they have: its methods that send what it is given are calls for them.</summary>
    [Theory]
    [InlineData("public sealed class", "_client.GetOrder(new OrderRequest())", "M:Gateway.#ctor(Grpc.Net.Client.GrpcChannel); adds-nothing", "M:Gateway.Get; grpc-client")]
    [InlineData("internal sealed class", "_client.GetOrder(new OrderRequest())")]
    [InlineData("public abstract class", "_client.GetOrder(new OrderRequest())")]
    [InlineData("public sealed class", "_client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", System.IO.File.ReadAllText(\"token\") } })")]
    [InlineData("public sealed class", "_client.ToString()")]
    public async Task A_class_around_a_channel_is_a_fact_for_other_projects(string declaration, string call, params string[] facts)
    {
        var project = await ProjectUnderTest.CreateAsync(
            $$"""
            {{declaration}} Gateway
            {
                private readonly Orders.OrdersClient _client;

                public Gateway(GrpcChannel channel) => _client = new Orders.OrdersClient(channel);

                public object Get() => {{call}};

                public object Other() => _client.ToString()!;
            }
            """,
            new Setup());
        var marks = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new CoverageAnalyzer());
        Assert.Equal(
            facts,
            marks.Where(mark => mark.Properties["subject"] == "fact").Select(mark => mark.Properties["reason"]!).Order(System.StringComparer.Ordinal));
    }

    /// <summary>A static method of the class makes one: of the channel that it is given, or with a credential of its own.</summary>
    [Theory]
    [InlineData("Open(ChannelBase channel) => new(channel);", true)]
    [InlineData("Open(ChannelBase channel) => new(channel.Intercept(m => { m.Add(\"authorization\", System.IO.File.ReadAllText(\"token\")); return m; }));", false)]
    [InlineData("Open(ChannelBase channel, System.Func<Metadata, Metadata> add) => new(channel.Intercept(add));", false)]
    public async Task What_makes_a_class_around_a_channel_is_a_fact_for_other_projects(string maker, bool isFact)
    {
        var marks = await MarksOf(
            $$"""
            using Grpc.Core.Interceptors;

            public sealed class Gateway
            {
                private readonly Orders.OrdersClient _client;

                public Gateway(ChannelBase channel) => _client = new(channel);

                public Gateway(CallInvoker invoker) => _client = new(invoker);

                public static Gateway {{maker}}

                public object Get() => _client.GetOrder(new OrderRequest());
            }
            """,
            new Setup());
        Assert.Equal(isFact, marks.Contains("fact: M:Gateway.Open(Grpc.Core.ChannelBase); grpc-client adds-nothing"));
    }

    [Theory]
    [InlineData("client.GetOrder(new OrderRequest());", "", "")]
    [InlineData("client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", System.IO.File.ReadAllText(\"token\") } });", "", "call")]
    [InlineData("client.GetOrder(new OrderRequest());", "[Authorize] class D { } class AuthorizeAttribute : System.Attribute { }", "project")]
    public async Task The_marks_say_whether_a_credential_is_sent_or_asked_for(string call, string other, string shown)
    {
        var project = await ProjectUnderTest.CreateAsync(
            $$"""
            class C
            {
                void M()
                {
                    var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com"));
                    {{call}}
                }
            }

            {{other}}
            """,
            new Setup());
        var marks = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new CoverageAnalyzer());
        Assert.Equal(
            shown,
            string.Join(" ", marks.Where(mark => mark.Properties.ContainsKey("sends") || mark.Properties.ContainsKey("asks")).Select(mark => mark.Properties["subject"])));
        Assert.Equal("Acme.Orders.Orders", marks.Single(mark => mark.Properties["subject"] == "call").Properties["service"]);
    }

    [Fact]
    public Task A_client_of_the_factory_is_decided_by_the_registration_of_its_name() => Marks(
        """
        using Grpc.Net.ClientFactory;
        using Microsoft.Extensions.DependencyInjection;

        internal static class C
        {
            public static void M(GrpcClientFactory factory, string other)
            {
                factory.CreateClient<Orders.OrdersClient>("open").GetOrder(new OrderRequest());
                factory.CreateClient<Orders.OrdersClient>("bound").GetOrder(new OrderRequest());
                factory.CreateClient<Orders.OrdersClient>("unknown").GetOrder(new OrderRequest());
                factory.CreateClient<Orders.OrdersClient>(other).GetOrder(new OrderRequest());
            }

            public static void Register(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>("open", o => o.Address = new System.Uri("https://orders.example.com"));
                services.AddGrpcClient<Orders.OrdersClient>("bound", o => o.Address = new System.Uri("https://orders.example.com"))
                    .AddCallCredentials((c, m) => System.Threading.Tasks.Task.CompletedTask);
            }
        }
        """,
        "call", "call", "call: its client or channel is configured by code outside of the project", "call: its client or channel is configured by code outside of the project", "project", "registration", "registration");

    [Fact]
    public Task A_login_is_decided() => Marks(
        """
        public class C(Orders.OrdersClient client)
        {
            public void M() => client.GetOrder(new OrderRequest());
        }
        """,
        new Setup { EditorConfig = "grpc_auth.anonymous_services = Orders" },
        "call", "project");

    // What the registrations of a client add is a fact for projects that get it injected; where it is not decided, it is in the way of what others say.
    [Theory]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>();", "registered-without-credentials")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>().AddCallCredentials((c, m) => Task.CompletedTask);", "registered-with-credentials")]
    [InlineData("services.AddSingleton(_ => new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\")));", "registered-without-credentials")]
    [InlineData("services.AddGrpcClient<Orders.OrdersClient>(); services.AddGrpcClient<Orders.OrdersClient>(\"b\").AddCallCredentials((c, m) => Task.CompletedTask);", "registered")]
    public async Task What_a_registration_adds_is_a_fact_for_other_projects(string registrations, string kind)
    {
        var facts = (await MarksOf(
            $$"""
            using System.Threading.Tasks;
            using Microsoft.Extensions.DependencyInjection;

            public static class C
            {
                public static void Register(IServiceCollection services) { {{registrations}} }
            }
            """,
            new Setup())).Where(mark => mark.StartsWith("fact: T:", System.StringComparison.Ordinal));
        Assert.Equal(["fact: T:Acme.Orders.Orders.OrdersClient; " + kind], facts);
    }

    /// <summary>A server of a test stands for the real one, which may ask for more than it.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("build_property.IsTestProject = true", false)]
    public async Task What_a_server_asks_is_a_fact_for_other_projects(string config, bool isFact)
    {
        var marks = await MarksOf(
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.DependencyInjection;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddGrpc();
            var app = builder.Build();
            app.MapGrpcService<Desk>();
            app.Run();

            public sealed class Desk : Orders.OrdersBase
            {
                public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());
            }
            """,
            Setup.Usual with { GlobalConfig = config });
        Assert.Equal(isFact, marks.Any(static mark => mark.StartsWith("fact: RPC:", System.StringComparison.Ordinal)));
    }

    // Interceptors and handlers are attached in other projects.
    [Theory]
    [InlineData("public class A : Grpc.Core.Interceptors.Interceptor { }", "T:A; adds-nothing")]
    [InlineData("public class A : System.Net.Http.DelegatingHandler { protected override Task<System.Net.Http.HttpResponseMessage> SendAsync(System.Net.Http.HttpRequestMessage r, System.Threading.CancellationToken c) { r.Headers.Authorization = new(\"Bearer\", System.IO.File.ReadAllText(\"t\")); return base.SendAsync(r, c); } }", "T:A; authenticates")]
    [InlineData("public abstract class A : Grpc.Core.Interceptors.Interceptor { }", null)]
    [InlineData("public class A { private class B : Grpc.Core.Interceptors.Interceptor { } }", null)]
    public async Task What_a_class_on_the_way_adds_is_a_fact_for_other_projects(string declaration, string? fact) => Assert.Equal(
        fact is null ? ["project"] : ["fact: " + fact, "project"],
        (await MarksOf("using System.Threading.Tasks; " + declaration, new Setup())).Where(mark => !mark.EndsWith("; may-add", System.StringComparison.Ordinal)));

    private static readonly string[] OfOthers = ["; registered", "; registered-with-credentials", "; registered-without-credentials", "; asks-nothing", "; may-ask", "; may-add", "; served"];

    private static Task Marks(string source, params string[] expected) => Marks(source, new Setup(), expected);

    private static async Task Marks(string source, Setup setup, params string[] expected) =>
        Assert.Equal(expected, (await MarksOf(source, setup)).Where(mark => !OfOthers.Any(kind => mark.EndsWith(kind, System.StringComparison.Ordinal))));

    private static async Task<string[]> MarksOf(string source, Setup setup)
    {
        var project = await ProjectUnderTest.CreateAsync(source, setup);
        var marks = await Analysis.WholeAsync((await project.GetCompilationAsync())!, project.AnalyzerOptions, new CoverageAnalyzer());
        return [.. marks.Select(mark => mark.Properties["subject"] + (mark.Properties.TryGetValue("reason", out var reason) ? ": " + reason : ""))
            .Order(System.StringComparer.Ordinal)];
    }
}
