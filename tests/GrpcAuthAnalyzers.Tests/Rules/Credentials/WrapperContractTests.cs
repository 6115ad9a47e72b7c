using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>
/// Clients and channels that an interface, or a member that can be overridden, gives: what each class of an application says decides.
/// </summary>
public sealed class WrapperContractTests
{
    private const string Open = "GrpcChannel.ForAddress(\"https://orders.invalid\")";

    private const string Authenticated = Open + ".Intercept(metadata => { metadata.Add(\"authorization\", \"Bearer \" + Token()); return metadata; })";

    private static readonly Setup Application = Setup.Usual with { OutputKind = OutputKind.ConsoleApplication };

    private static string Program(string types, string call) => $$"""
        using Grpc.Core.Interceptors;
        using Microsoft.Extensions.DependencyInjection;

        {{types.Replace("OPEN", Open).Replace("AUTHENTICATED", Authenticated).Replace("Token()", "Environment.GetEnvironmentVariable(\"TOKEN\")")}}

        public static class Program
        {
            public static async Task Main() => await {{call.Replace("«", "{|GRPCAUTH1001:").Replace("»", "|}")}}(new OrderRequest());
        }
        """;

    private const string Clients = "public interface IClients { Orders.OrdersClient Orders { get; } }\n";

    private const string Bare = "public sealed class Bare : IClients { public Orders.OrdersClient Orders { get; } = new(OPEN); }\n";

    private const string Sending = "public sealed class Sending : IClients { public Orders.OrdersClient Orders => new(AUTHENTICATED); }\n";

    private const string Property = "new Page(null!).Clients.Orders.GetOrderAsync";

    private const string Page = "public sealed class Page(IClients clients) { public IClients Clients => clients; }\n";

    [Theory]
    [InlineData(Clients + Page + Bare + "public sealed class Other : IClients { public Orders.OrdersClient Orders => new(OPEN); }", "«" + Property + "»")]
    [InlineData("""
        public interface IFactory { Task<Orders.OrdersClient> CreateAsync(ChannelBase channel); }
        public sealed class Factory : IFactory { public async Task<Orders.OrdersClient> CreateAsync(ChannelBase channel) { await Task.Yield(); return new(channel); } }
        public static class Registration { public static void Add(IServiceCollection services) => services.AddSingleton<IFactory, Factory>(); }
        """, "«(await new ServiceCollection().BuildServiceProvider().GetRequiredService<IFactory>().CreateAsync(" + Open + ")).GetOrderAsync»")]
    [InlineData("""
        public abstract class Connection { public abstract GrpcChannel Open(); }
        public sealed class Plain : Connection { public override GrpcChannel Open() => OPEN; }
        """, "«new Orders.OrdersClient(((Connection)new Plain()).Open()).GetOrderAsync»")]
    [InlineData("public class Gateway { public virtual Orders.OrdersClient Client() => new(OPEN); }", "«new Gateway().Client().GetOrderAsync»")]
    public Task No_class_adds_one(string types, string call) => Verify.Reports(Program(types, call), Application);

    [Theory]
    [InlineData(Clients + Page + Bare + Sending)]
    [InlineData(Clients + Page + "public sealed class Open : IClients { public Orders.OrdersClient Orders { get; set; } = new(OPEN); }")]
    [InlineData(Clients + Page + "public sealed class Given(Orders.OrdersClient client) : IClients { public Orders.OrdersClient Orders => client; }")]
    public Task One_of_the_classes_adds_one_or_may(string types) => Verify.Silent(Program(types, Property), Application);

    /// <summary>A library makes a class that stands for the interface at run time.</summary>
    [Theory]
    [InlineData("public class Mock<T> { public T Object => default!; }\npublic static class Test { public static IClients Run() => new Mock<IClients>().Object; }")]
    [InlineData("public class Proxies { public object Of(Type type) => type; }\npublic static class Test { public static object Run() => new Proxies().Of(typeof(IClients)); }")]
    public Task A_class_that_is_not_seen_may_stand_for_it(string test) => Verify.Silent(Program(Clients + Page + Bare + test, Property), Application);

    [Fact]
    public Task Another_assembly_may_have_a_class() => Verify.Silent(
        Program(Clients + Page + Bare, Property), Setup.Usual with { OutputKind = OutputKind.DynamicallyLinkedLibrary });

    [Theory]
    [InlineData("""
        public interface IClients<T> { T Create(); }
        public class Clients : IClients<Orders.OrdersClient> { public Orders.OrdersClient Create() => new(OPEN); }
        """, "((IClients<Orders.OrdersClient>)new Clients()).Create().GetOrderAsync")]
    [InlineData("""
        public abstract class Connection { public abstract CallInvoker Open(); }
        public class Plain : Connection { public override CallInvoker Open() => OPEN.CreateCallInvoker(); }
        public sealed class Sending : Plain { public override CallInvoker Open() => AUTHENTICATED; }
        """, "new Orders.OrdersClient(((Connection)new Sending()).Open()).GetOrderAsync")]
    [InlineData("""
        public interface IConnection { CallInvoker Open(); }
        public sealed class Plain : IConnection { public CallInvoker Open() => OPEN.CreateCallInvoker(); }
        public sealed class Around(IConnection inner) : IConnection { public CallInvoker Open() => inner.Open(); }
        """, "new Orders.OrdersClient(((IConnection)new Around(new Plain())).Open()).GetOrderAsync")]
    [InlineData("""
        public sealed class GrpcAuthenticatesAttribute : Attribute { }
        public interface IClients { [GrpcAuthenticates] Orders.OrdersClient Create(); }
        public sealed class Clients : IClients { public Orders.OrdersClient Create() => new(OPEN); }
        """, "((IClients)new Clients()).Create().GetOrderAsync")]
    public Task The_classes_do_not_say_it_alone(string types, string call) => Verify.Silent(Program(types, call), Application);
}
