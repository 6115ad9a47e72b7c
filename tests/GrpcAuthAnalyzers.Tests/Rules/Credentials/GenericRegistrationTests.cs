using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Clients that a generic helper registers: which client it is, the calls of the helper tell.</summary>
public sealed class GenericRegistrationTests
{
    private const string Usings = "using Microsoft.Extensions.DependencyInjection;\nusing Grpc.Net.ClientFactory;\n";

    private const string Desk = """

        public interface ITokens { string Token { get; } }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });

            public object List() => orders.ListOrders(new OrderRequest());
        }
        """;

    private const string MissingDesk = """

        public interface ITokens { string Token { get; } }

        public sealed class Desk(Orders.OrdersClient orders, ITokens tokens)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "x-user-token", tokens.Token } });

            public object List() => {|GRPCAUTH1003:orders.ListOrders|}(new OrderRequest());
        }
        """;

    private const string Authenticated = ".AddCallCredentials((context, metadata) => Task.CompletedTask)";

    [Theory]
    [InlineData("static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>(o => o.Address = new Uri(\"https://orders.example.com\"))" + Authenticated + ";", "services.Add<Orders.OrdersClient>();")]
    [InlineData("static void Add<T>(this IServiceCollection s) where T : ClientBase => s.AddGrpcClient<T>(typeof(T).FullName!)" + Authenticated + ";", "Add<Orders.OrdersClient>(services);")]
    [InlineData("static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>()" + Authenticated + "; static void More<T>(this IServiceCollection s) where T : class => s.Add<T>();", "services.More<Orders.OrdersClient>();")]
    [InlineData("public static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>()" + Authenticated + ";", "")]
    [InlineData("static IHttpClientBuilder Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>();", "services.Add<Orders.OrdersClient>()" + Authenticated + ";")]
    [InlineData("sealed class Module<T> where T : class { public void Add(IServiceCollection s) => s.AddGrpcClient<T>()" + Authenticated + "; }", "new Module<Orders.OrdersClient>().Add(services);")]
    [InlineData("static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>()" + Authenticated + ";", "typeof(Startup).GetMethod(\"Add\")!.MakeGenericMethod(typeof(Orders.OrdersClient)).Invoke(null, new object[] { services }); services.Add<Accounts.AccountsClient>();")]
    [InlineData("static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>()" + Authenticated + ";", "Action<IServiceCollection> add = Add<Orders.OrdersClient>; add(services);")]
    [InlineData("", "void Add<T>() where T : class => services.AddGrpcClient<T>()" + Authenticated + "; Add<Orders.OrdersClient>();")]
    [InlineData("static void Add<T>(this IServiceCollection s, Func<CallInvoker, T> make) where T : class => s.AddSingleton(sp => make(sp.GetRequiredService<CallInvoker>()));", "services.Add<Orders.OrdersClient>(i => new Orders.OrdersClient(i));")]
    [InlineData("static void Add<T>(this IServiceCollection s, Type client) where T : class => s.AddGrpcClient<T>()" + Authenticated + ";", "typeof(Startup).GetMethods()[0].MakeGenericMethod(typeof(Orders.OrdersClient)).Invoke(null, new object[] { services });")]
    public Task A_helper_that_may_have_registered_this_client_with_credentials(string helper, string code) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            {{helper}}
            public static void Run(IServiceCollection services) { {{code}} }
        }
        """ + Desk);

    [Theory]
    [InlineData("static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>()" + Authenticated + ";", "services.Add<Accounts.AccountsClient>();")]
    [InlineData("public static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>();", "")]
    [InlineData("static void Add<T>(this IServiceCollection s) where T : class => s.AddGrpcClient<T>()" + Authenticated + "; static void More<T>(this IServiceCollection s) where T : class => s.Add<T>();", "services.More<Accounts.AccountsClient>();")]
    public Task A_helper_for_other_clients_or_without_credentials(string helper, string code) => Verify.Reports(Usings + $$"""
        public static class Startup
        {
            {{helper}}
            public static void Run(IServiceCollection services) { {{code}} }
        }
        """ + MissingDesk);

    [Theory]
    [InlineData("services.AddAcmeClient<Acme.Orders.Orders.OrdersClient>();")]
    [InlineData("services.AddAcmeClients(typeof(Acme.Orders.Orders.OrdersClient));")]
    [InlineData("Acme.Setup.AddAcmeClient<Orders.OrdersClient>(services);")]
    public Task A_helper_of_another_assembly(string code) => Verify.Silent(Usings + $$"""
        using Acme;

        public static class Startup { public static void Run(IServiceCollection services) { {{code}} } }
        """ + Desk, Setup.Usual with
    {
        Library = """
            using Microsoft.Extensions.DependencyInjection;

            namespace Acme;

            public static class Setup
            {
                public static void AddAcmeClient<T>(this IServiceCollection services) where T : class =>
                    services.AddGrpcClient<T>().AddCallCredentials((context, metadata) => System.Threading.Tasks.Task.CompletedTask);

                public static void AddAcmeClients(this IServiceCollection services, params System.Type[] clients) { }
            }
            """,
    });

    [Fact]
    public Task A_bare_registration_beside_a_generic_one_with_credentials() => Verify.Silent(Usings + """
        public static class Startup
        {
            internal static IHttpClientBuilder With<T>(IServiceCollection s) where T : class => s.AddGrpcClient<T>().AddCallCredentials((context, metadata) => Task.CompletedTask);

            public static void Run(IServiceCollection services)
            {
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"));
                With<Orders.OrdersClient>(services);
            }
        }
        """);

    [Fact]
    public Task A_bare_registration_beside_a_generic_one_of_another_client() => Verify.Reports(Usings + """
        public static class Startup
        {
            internal static void With<T>(IServiceCollection s) where T : class => s.AddGrpcClient<T>().AddCallCredentials((context, metadata) => Task.CompletedTask);

            public static void Run(IServiceCollection services)
            {
                services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("https://orders.example.com"));
                With<Accounts.AccountsClient>(services);
            }
        }
        """);

    [Theory]
    [InlineData("internal static void With<T>(IServiceCollection s) where T : class => s.{|GRPCAUTH1002:AddGrpcClient<T>|}(o => o.Address = new Uri(\"https://orders.example.com\"));", "With<Orders.OrdersClient>(services);")]
    [InlineData("internal static IHttpClientBuilder With<T>(IServiceCollection s) where T : ClientBase => s.{|GRPCAUTH1002:AddGrpcClient<T>|}(o => o.Address = new Uri(\"https://orders.example.com\")).SetHandlerLifetime(TimeSpan.FromMinutes(5));", "With<Orders.OrdersClient>(services);")]
    [InlineData("internal static void With<T>(IServiceCollection s, string name) where T : class => s.{|GRPCAUTH1002:AddGrpcClient<T>|}(name, o => o.Address = new Uri(\"https://orders.example.com\"));", "With<Accounts.AccountsClient>(services, \"a\"); With<Orders.OrdersClient>(services, \"o\");")]
    [InlineData("", "void With<T>() where T : class => services.{|GRPCAUTH1002:AddGrpcClient<T>|}(o => o.Address = new Uri(\"https://orders.example.com\")); With<Orders.OrdersClient>();")]
    public Task A_bare_generic_helper_whose_calls_are_seen(string helper, string code) => Verify.NotFixable(Usings + $$"""
        public static class Startup
        {
            {{helper}}
            public static void Run(IServiceCollection services) { {{code}} }
        }

        public sealed class Reader(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new OrderRequest()); }
        """);

    [Theory]
    [InlineData("public static void With<T>(IServiceCollection s) where T : class => s.AddGrpcClient<T>(o => o.Address = new Uri(\"https://orders.example.com\"));", "With<Orders.OrdersClient>(services);")]
    [InlineData("internal static void With<T>(IServiceCollection s, bool open) where T : class { var b = s.AddGrpcClient<T>(o => o.Address = new Uri(\"https://orders.example.com\")); if (!open) b" + Authenticated + "; }", "With<Orders.OrdersClient>(services, false);")]
    [InlineData("internal static IHttpClientBuilder With<T>(IServiceCollection s) where T : class => s.AddGrpcClient<T>(o => o.Address = new Uri(\"https://orders.example.com\"));", "With<Accounts.AccountsClient>(services); With<Orders.OrdersClient>(services)" + Authenticated + ";")]
    [InlineData("internal static void With<T>(IServiceCollection s) where T : class => s.AddGrpcClient<T>(o => o.Address = new Uri(\"https://orders.example.com\"));", "With<Orders.OrdersClient>(services); services.AddGrpcClient<Orders.OrdersClient>()" + Authenticated + ";")]
    public Task A_generic_helper_whose_clients_are_not_all_seen_or_get_credentials(string helper, string code) => Verify.Silent(Usings + $$"""
        public static class Startup
        {
            {{helper}}
            public static void Run(IServiceCollection services) { {{code}} }
        }

        public sealed class Reader(Orders.OrdersClient orders) { public Order Get() => orders.GetOrder(new OrderRequest()); }
        """);

    [Fact]
    public Task A_bare_generic_helper_and_a_class_that_forgets() => Verify.Reports(Usings + """
        public sealed class Clients(IServiceCollection services)
        {
            internal Clients Add<T>() where T : class { services.AddGrpcClient<T>(o => o.Address = new Uri("https://orders.example.com")); return this; }
        }

        public static class Startup { public static void Run(IServiceCollection services) => new Clients(services).Add<Orders.OrdersClient>(); }

        public sealed class Reader(Orders.OrdersClient orders, Func<string> token)
        {
            public Order Get() => orders.GetOrder(new OrderRequest(), new Metadata { { "authorization", "Bearer " + token() } });
        }

        public sealed class Other(Orders.OrdersClient orders) { public Order Get() => {|GRPCAUTH1001:orders.GetOrder|}(new OrderRequest()); }
        """);

    [Fact]
    public Task In_an_application_every_call_of_a_public_helper_is_seen() => Verify.Reports(Usings + """
        public static class Startup
        {
            public static void With<T>(IServiceCollection s) where T : class => s.AddGrpcClient<T>().AddCallCredentials((context, metadata) => Task.CompletedTask);

            public static void Main() => With<Accounts.AccountsClient>(new ServiceCollection());
        }
        """ + MissingDesk, Setup.Usual with { OutputKind = OutputKind.ConsoleApplication });
}
