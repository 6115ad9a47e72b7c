using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>A server of the same program decides whether its RPCs need credentials.</summary>
public sealed class ServedRpcsTests
{
    private const string Program = """
        using Grpc.Core;
        using Grpc.Net.Client;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddGrpc(OPTIONS);
                SERVICES
                var app = builder.Build();
                app.MapGrpcService<Desk>()CONVENTION;
                app.Run();
            }
        }

        CLASS
        public sealed class Desk : Orders.OrdersBase
        {
            METHOD
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order { BODY });

            public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) => Task.CompletedTask;
        }

        public sealed class Client
        {
            public async Task RunAsync()
            {
                var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.invalid"));
                await «client.GetOrderAsync»(new OrderRequest());
                var other = new Accounts.AccountsClient(GrpcChannel.ForAddress("https://orders.invalid"));
                await ‹other.GetAccountAsync›(new LoginRequest());
            }
        }
        """;

    private const string Authorized =
        "builder.Services.AddAuthentication(\"Bearer\").AddJwtBearer(o => { o.Authority = \"https://login.invalid\"; o.Audience = \"orders\"; }); builder.Services.AddAuthorization();";

    private static string With(
        string services = "", string convention = "", string @class = "", string method = "", string body = "", string options = "", bool isReported = false) =>
        Program.Replace("SERVICES", services).Replace("CONVENTION", convention).Replace("CLASS", @class).Replace("METHOD", method).Replace("BODY", body)
            .Replace("OPTIONS", options)
            .Replace("«", isReported ? "{|GRPCAUTH1001:" : "").Replace("»", isReported ? "|}" : "")
            .Replace("‹", "{|GRPCAUTH1001:").Replace("›", "|}");

    /// <summary>The program has no authentication at all; and what the service does not answer is not decided by it.</summary>
    [Fact]
    public Task Nothing_asks() => Verify.Reports(With());

    /// <summary>A server maps what its service does not implement, too: it asks for what the service asks for, and then answers Unimplemented.</summary>
    [Theory]
    [InlineData("", "", "", "", false)]
    [InlineData(Authorized, "", "[Authorize]", "", true)]
    [InlineData(Authorized, ".RequireAuthorization()", "", "", true)]
    [InlineData("Company.Add(builder.Services);", "", "", "", true)]
    [InlineData("", "", "", "o => o.Interceptors.Add<Check>()", true)]
    public Task An_rpc_that_the_service_leaves_to_its_base(string services, string convention, string @class, string options, bool isReported)
    {
        var program = OnlyServed(With(services, convention, @class, options: options, isReported: isReported))
            .Replace("GetOrderAsync", "UploadOrders").Replace("(new OrderRequest());\n", "().RequestStream.CompleteAsync();\n") + (options.Length == 0 ? "" : Interceptor);
        var setup = Setup.Usual with { Library = "public static class Company { public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { } }" };
        return isReported ? Verify.Reports(program, setup) : Verify.Silent(program, setup);
    }

    [Theory]
    [InlineData("", ".AllowAnonymous()", "")]
    [InlineData(Authorized, ".AllowAnonymous()", "[Authorize]")]
    [InlineData("", ".RequireHost(\"orders\")", "[AllowAnonymous]")]
    public Task It_is_said_to_be_anonymous(string services, string convention, string @class) => Verify.Reports(With(services, convention, @class));

    [Fact]
    public Task One_method_is_anonymous() => Verify.Reports(With(Authorized, @class: "[Authorize]", method: "[AllowAnonymous]"));

    [Theory]
    [InlineData(Authorized, ".RequireAuthorization()", "", "", "")]
    [InlineData(Authorized, "", "[Authorize]", "", "")]
    [InlineData(Authorized, "", "", "[Authorize]", "")]
    [InlineData("builder.Services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);", "", "", "", "")]
    [InlineData("", "", "", "", "Id = context.RequestHeaders.GetValue(\"x-api-key\") ?? throw new RpcException(new Status(StatusCode.Unauthenticated, \"\"))")]
    [InlineData("Company.Add(builder.Services);", "", "", "", "")]
    public Task It_asks_or_may_ask(string services, string convention, string @class, string method, string body) => Verify.Reports(
        With(services, convention, @class, method, body, isReported: true),
        Setup.Usual with { Library = "public static class Company { public static void Add(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { } }" });

    private const string Checks = "context.GetHttpContext().User.Identity?.IsAuthenticated == true ? Task.CompletedTask : throw new InvalidOperationException();";

    /// <summary>What another RPC of the class does with its caller is nothing to this one, unless they share code.</summary>
    [Fact]
    public Task Another_method_of_the_service_looks_at_its_caller() => Verify.Reports(
        With(Authorized, @class: "[Authorize]", method: "[AllowAnonymous]").Replace("=> Task.CompletedTask;\n}", "=> " + Checks + "\n}"));

    [Theory]
    [InlineData("Id = context.RequestHeaders.GetValue(\"race-duration\") ?? \"\"")]
    [InlineData("Id = System.Linq.Enumerable.Single(context.RequestHeaders, e => e.Key == \"mailbox-name\").Value")]
    [InlineData("Id = context.RequestHeaders.Single(e => e.Key == \"mailbox-name\").Value")]
    [InlineData("Id = context.RequestHeaders.GetValue(\"x-account-id\") ?? \"\"")]
    [InlineData("Id = context.RequestHeaders.GetValue(typeof(Desk).Name) ?? \"\"")]
    public Task A_header_is_read_for_the_answer(string body) => Verify.Reports("using System.Linq;\n" + With(body: body));

    /// <summary>A repository has methods of the same names.</summary>
    [Fact]
    public Task A_method_of_another_object_has_the_name_of_an_rpc() => Verify.Reports(
        With(Authorized, @class: "[Authorize]", method: "[AllowAnonymous]", body: "Id = Store.ListOrders(request)").Replace("=> Task.CompletedTask;\n}", "=> " + Checks + "\n}")
            + "\n\npublic static class Store { public static string ListOrders(OrderRequest request) => request.Id; }");

    [Theory]
    [InlineData("=> Task.CompletedTask;\n}", "=> Check(context);\n\n    private static Task Check(ServerCallContext context) => " + Checks + "\n}")]
    [InlineData("=> Task.CompletedTask;\n}", "=> " + Checks + "\n\n    public Task Both(ServerCallContext c) => ListOrders(new OrderRequest(), null!, c);\n}")]
    public Task Methods_of_the_service_share_what_looks_at_the_caller(string old, string text) =>
        Verify.Reports(With(method: "", isReported: true).Replace(old, text));

    [Fact]
    public Task An_interceptor_of_the_server_may_ask() => Verify.Reports(
        With(options: "o => o.Interceptors.Add<Check>()", isReported: true) + Interceptor);

    private const string Interceptor = """

        public sealed class {|GRPCAUTH6007:Check|} : Grpc.Core.Interceptors.Interceptor
        {
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
                context.RequestHeaders.Get("authorization") is null ? throw new RpcException(new Status(StatusCode.Unauthenticated, "")) : continuation(request, context);
        }
        """;

    /// <summary>A service may be about accounts and tokens; an interceptor of such a name checks callers, whatever words its code has.</summary>
    [Theory]
    [InlineData("", "AuthDesk", false)]
    [InlineData("o => o.Interceptors.Add<AuthGate>()", "Desk", true)]
    public Task A_name_is_about_credentials(string options, string service, bool isReported) => Verify.Reports(
        With(options: options, isReported: isReported).Replace("Desk", service) + """

        public sealed class AuthGate : Grpc.Core.Interceptors.Interceptor
        {
            public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
                TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
            {
                Gate.Enter(context);
                return continuation(request, context);
            }
        }

        public static class Gate { public static void Enter(ServerCallContext context) => _ = context.Method; }
        """);

    [Theory]
    [InlineData(" : Microsoft.EntityFrameworkCore.DbContext", false)]
    [InlineData("", true)]
    public Task A_service_reads_stored_data(string bases, bool isReported) => Verify.Reports(
        With(
            method: "private readonly AuthenticationContext _authentication;\npublic Desk(AuthenticationContext authentication) { _authentication = authentication; }",
            body: "Id = _authentication.Find(request.Id)",
            isReported: isReported)
        + "\n\npublic sealed class AuthenticationContext" + bases + " { public string Find(string id) => id; }\n\n"
        + "namespace Microsoft.EntityFrameworkCore { public class DbContext { } }");

    /// <summary>An assembly of a package that does not use ASP.NET Core lets no server refuse callers.</summary>
    [Theory]
    [InlineData("/packages/company/1.0.0/lib/net10.0/Library.dll", "services.GetType()", false)]
    [InlineData("/packages/company/1.0.0/lib/net10.0/Library.dll", "services.AddAuthorization()", true)]
    [InlineData("/shop/Company/bin/Debug/net10.0/Library.dll", "services.GetType()", true)]
    public Task A_package_gets_the_services(string file, string body, bool isReported) => Verify.Reports(
        With("Company.Add(builder.Services);", isReported: isReported),
        Setup.Usual with
        {
            LibraryFile = file,
            Library = "using Microsoft.Extensions.DependencyInjection; public static class Company { public static void Add(IServiceCollection services) => " + body + "; }",
        });

    [Fact]
    public Task The_message_says_who_asks() => Verify.Reports(
        With(Authorized, ".RequireAuthorization()", isReported: true).Replace("await {|GRPCAUTH1001:other.GetAccountAsync|}(new LoginRequest());", ""),
        message: "'GetOrderAsync' is sent without credentials: 'Desk' asks for authorization; a server that requires them answers Unauthenticated");

    [Fact]
    public Task A_registration_whose_calls_all_reach_open_rpcs() => Verify.Silent(Registering("AddGrpcClient<Orders.OrdersClient>", ""));

    [Fact]
    public Task A_registration_whose_calls_are_refused() => Verify.Reports(
        Registering("{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}", ".RequireAuthorization()"));

    private static readonly Setup All = Setup.Usual with { GlobalConfig = "build_property.GrpcAuthAnalysisMode = All" };

    /// <summary>Without the call of the RPC that nobody serves, so that all reports are information.</summary>
    private static string OnlyServed(string program) => program.Replace("await {|GRPCAUTH1001:other.GetAccountAsync|}(new LoginRequest());", "");

    [Fact]
    public async Task The_mode_All_shows_calls_of_open_rpcs_and_who_leaves_them_open()
    {
        var program = OnlyServed(With(isReported: true));
        await Verify.Reports(
            program, All, "'GetOrderAsync' is sent without credentials: 'Desk' leaves it open; a server that requires them answers Unauthenticated",
            DiagnosticSeverity.Info);

        var project = await ProjectUnderTest.CreateAsync(OnlyServed(With()), All);
        var report = Assert.Single((await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports);
        Assert.Equal(
            ["GrpcChannel.ForAddress(\"https://orders.invalid\")", "app.MapGrpcService<Desk>()"],
            report.AdditionalLocations.Select(place => place.SourceTree!.ToString().Substring(place.SourceSpan.Start, place.SourceSpan.Length)));
    }

    [Theory]
    [InlineData("AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.invalid\"))", "AddGrpcClient<Orders.OrdersClient>")]
    [InlineData("AddSingleton(_ => new Orders.OrdersClient(Grpc.Net.Client.GrpcChannel.ForAddress(\"https://orders.invalid\")))", "AddSingleton")]
    public async Task The_mode_All_shows_registrations_whose_calls_all_reach_open_rpcs(string call, string place)
    {
        var program = Registering("AddGrpcClient<Orders.OrdersClient>", "").Replace("AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri(\"https://orders.invalid\"))", call);
        await Verify.Silent(program);
        await Verify.Reports(program.Replace(place, "{|GRPCAUTH1002:" + place + "|}"), All, severity: DiagnosticSeverity.Info);
        await Verify.Reports(program.Replace(place, "{|GRPCAUTH1002:" + place + "|}").Replace("app.MapGrpcService<Desk>()", "{|#0:app.MapGrpcService<Desk>()|}"), All);
    }

    [Fact]
    public async Task The_mode_All_shows_the_odd_one_out_of_open_rpcs()
    {
        var program = OnlyServed(With()) + """

            public sealed class Other(Orders.OrdersClient client)
            {
                public async Task RunAsync(string token)
                {
                    await client.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token } });
                    await «client.GetOrderAsync»(new OrderRequest());
                }
            }
            """;
        await Verify.Silent(program.Replace("«", "").Replace("»", ""));
        await Verify.Reports(
            program.Replace("«", "{|GRPCAUTH1003:").Replace("»", "|}").Replace("await client.GetOrderAsync(", "await {|GRPCAUTH1001:client.GetOrderAsync|}(").Replace("{|GRPCAUTH1001:client.GetOrderAsync|}(new OrderRequest(), new", "client.GetOrderAsync(new OrderRequest(), new"),
            All, severity: DiagnosticSeverity.Info);
    }

    [Fact]
    public Task A_fix_is_there_where_a_server_asks() => Verify.Fixes(
        OnlyServed(With(Authorized, ".RequireAuthorization()", isReported: true)),
        OnlyServed(With(Authorized, ".RequireAuthorization()")).Replace(
            """
            var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.invalid"));
            """,
            """
            var client = new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.invalid", new GrpcChannelOptions
                    {
                        Credentials = ChannelCredentials.Create(
                            ChannelCredentials.SecureSsl,
                            CallCredentials.FromInterceptor((context, metadata) =>
                            {
                                var token = Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
                                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.");
                                metadata.Add("authorization", $"Bearer {token}");
                                return Task.CompletedTask;
                            })),
                    }));
            """));

    private static string Registering(string registration, string convention) => $$"""
        using Grpc.Core;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;

        public static class Program
        {
            public static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddGrpc();
                {{(convention.Length > 0 ? Authorized : "")}}
                builder.Services.{{registration}}(o => o.Address = new Uri("https://orders.invalid"));
                var app = builder.Build();
                app.MapGrpcService<Desk>(){{convention}};
                app.Run();
            }
        }

        public sealed class Desk : Orders.OrdersBase
        {
            public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());

            public override Task ListOrders(OrderRequest request, IServerStreamWriter<Order> responses, ServerCallContext context) => Task.CompletedTask;

            public override Task<OrderSummary> UploadOrders(IAsyncStreamReader<Order> requests, ServerCallContext context) => Task.FromResult(new OrderSummary());

            public override Task TrackOrders(
                IAsyncStreamReader<OrderRequest> requests, IServerStreamWriter<Order> responses, ServerCallContext context) => Task.CompletedTask;
        }
        """;
}
