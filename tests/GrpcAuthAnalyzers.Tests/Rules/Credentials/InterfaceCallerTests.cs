using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Clients that are passed through an interface whose implementations and callers are all in the compilation.</summary>
public sealed class InterfaceCallerTests
{
    private const string Client = "new Orders.OrdersClient({|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|})";

    [Fact]
    public Task A_list_of_examples_that_each_get_the_client() => Verify.Reports($$"""
        internal interface IExample { Task<Order> Run(Orders.OrdersClient client); }

        internal sealed class First : IExample { public async Task<Order> Run(Orders.OrdersClient client) => await {|GRPCAUTH1001:client.GetOrderAsync|}(new()); }

        internal sealed class Second : IExample { async Task<Order> IExample.Run(Orders.OrdersClient c) => await {|GRPCAUTH1001:c.GetOrderAsync|}(new()); }

        internal static class Runner
        {
            public static async Task Run(IEnumerable<IExample> list)
            {
                var client = {{Client}};
                foreach (IExample e in list) await e.Run(client);
            }
        }
        """);

    [Theory]
    [InlineData("internal interface IStep { Order Do(Orders.OrdersClient c, int n); } internal sealed class Step : IStep { public Order Do(Orders.OrdersClient c, int n) => {|GRPCAUTH1001:c.GetOrder|}(new()); } internal static class Runner { internal static Order Run(IStep s) => s.Do(n: 1, c: {0}); }")]
    [InlineData("internal interface IStep<T> { T Do(Orders.OrdersClient c); } internal sealed class Step : IStep<Order> { public Order Do(Orders.OrdersClient c) => {|GRPCAUTH1001:c.GetOrder|}(new()); } internal static class Runner { internal static Order Run(IStep<Order> s) => s.Do({0}); }")]
    [InlineData("internal abstract class Step { public abstract Order Do(Orders.OrdersClient c); } internal sealed class One : Step { public override Order Do(Orders.OrdersClient c) => {|GRPCAUTH1001:c.GetOrder|}(new()); } internal static class Runner { internal static Order Run(Step s) => s.Do({0}); }")]
    [InlineData("internal interface IStep { Order Do(ChannelBase c); } internal sealed class Step : IStep { public Order Do(ChannelBase c) => {|GRPCAUTH1001:new Orders.OrdersClient(c).GetOrder|}(new()); } internal static class Runner { internal static Order Run(IStep s) => s.Do({|#0:GrpcChannel.ForAddress(\"https://orders.example.com\")|}); }")]
    public Task Every_form_of_the_contract(string code) => Verify.Reports(code.Replace("{0}", Client));

    [Theory]
    [InlineData("public interface IStep { Order Do(Orders.OrdersClient c); } internal sealed class Step : IStep { public Order Do(Orders.OrdersClient c) => c.GetOrder(new()); } internal static class Runner { internal static Order Run(IStep s) => s.Do({0}); }")]
    [InlineData("internal interface IStep { Order Do(Orders.OrdersClient c); } internal sealed class Step : IStep { public Order Do(Orders.OrdersClient c) => c.GetOrder(new()); } internal static class Runner { internal static Order Run(IStep s, Orders.OrdersClient given) => s.Do({0}) ?? s.Do(given); }")]
    [InlineData("internal interface IStep { Order Do(Orders.OrdersClient c); } internal class Step : IStep { public virtual Order Do(Orders.OrdersClient c) => c.GetOrder(new()); } internal static class Runner { internal static Order Run(IStep s) => s.Do({0}); }")]
    [InlineData("internal interface IStep { Order Do(Orders.OrdersClient c); } internal sealed class Step : IStep { public Order Do(Orders.OrdersClient c) => c.GetOrder(new()); } internal static class Runner { internal static Func<Orders.OrdersClient, Order> Run(IStep s) { s.Do({0}); return s.Do; } }")]
    [InlineData("internal interface IStep { Order Do(Orders.OrdersClient c); } internal sealed class Step : IStep { public Order Do(Orders.OrdersClient c) => c.GetOrder(new()); } internal static class Runner { internal static Order Run(IStep s, Metadata h) => s.Do(With({0}, h)); private static Orders.OrdersClient With(Orders.OrdersClient c, Metadata h) => new(c is null ? null! : Invoker!); public static CallInvoker? Invoker; }")]
    public Task A_contract_that_others_may_call_or_give_other_clients(string code) => Verify.Silent(
        code.Replace("{0}", "new Orders.OrdersClient(GrpcChannel.ForAddress(\"https://orders.example.com\"))"));

    [Fact]
    public Task In_an_application_public_interfaces_count_too() => Verify.Reports($$"""
        public interface IExample { Order Run(Orders.OrdersClient client); }

        public sealed class First : IExample { public Order Run(Orders.OrdersClient client) => {|GRPCAUTH1001:client.GetOrder|}(new()); }

        public static class Runner { public static void Main() { foreach (IExample e in new IExample[] { new First() }) e.Run({{Client}}); } }
        """, Setup.Usual with { OutputKind = OutputKind.ConsoleApplication });
}
