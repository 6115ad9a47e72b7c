using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>What the options callback of a registration holds: interceptors, actions and a creator.</summary>
public sealed class FactoryOptionsTests
{
    private const string Code = $$"""
        #pragma warning disable CS0618 // Interceptors is obsolete, and still used
        using Grpc.Core.Interceptors;
        using Grpc.Net.ClientFactory;
        using Microsoft.Extensions.DependencyInjection;

        public sealed class Log : Interceptor;

        public sealed class Auth : Interceptor
        {
            {{EveryKind.Overrides}}
            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                headers.Add("authorization", Environment.MachineName);
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }

        public static class Setup
        {
            public static void Size(GrpcChannelOptions options) => options.MaxReceiveMessageSize = 1;
            public static void Deadline(CallOptionsContext context) => context.CallOptions = context.CallOptions.WithDeadline(DateTime.UtcNow);
            public static object Make(CallInvoker invoker) => new Orders.OrdersClient(invoker);
            public static Metadata Headers() => new() { { "authorization", Environment.MachineName } };
            public static Metadata Trace() => new() { { "x-request-id", Environment.MachineName } };
        }

        """;

    [Theory]
    [InlineData("o.Interceptors.Add(new Log());")]
    [InlineData("if (o.Interceptors.Count == 0) o.Interceptors.Add(new Log());")]
    [InlineData("o.Interceptors.RemoveAt(0);")]
    [InlineData("if (!o.Interceptors.Contains(null!)) o.Interceptors.Add(null!);")]
    [InlineData("o.Interceptors.Remove(null!);")]
    [InlineData("o.CallOptionsActions.Add(c => Console.WriteLine(c.CallOptions.Deadline));")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(invoker.Intercept(m => m).Intercept(new Log(), new Log()));")]
    [InlineData("o.Creator = invoker => { if (o.Address is null) throw new InvalidOperationException(); return new Orders.OrdersClient(invoker); };")]
    [InlineData("o.Interceptors.Insert(0, new Log()); o.Interceptors.Clear();")]
    [InlineData("o.InterceptorRegistrations.Add(new InterceptorRegistration(InterceptorScope.Channel, sp => new Log()));")]
    [InlineData("o.InterceptorRegistrations.Add(new(InterceptorScope.Client, sp => sp.GetRequiredService<Log>()));")]
    [InlineData("o.ChannelOptionsActions.Add(c => c.MaxReceiveMessageSize = 1);")]
    [InlineData("o.ChannelOptionsActions.Add(Setup.Size);")]
    [InlineData("o.ChannelOptionsActions.Add(c => c.HttpHandler = new SocketsHttpHandler());")]
    [InlineData("o.ChannelOptionsActions.Add(_ => { });")]
    [InlineData("o.CallOptionsActions.Add(_ => { });")]
    [InlineData("o.CallOptionsActions.Add(c => c.CallOptions = c.CallOptions.WithDeadline(DateTime.UtcNow.AddSeconds(5)));")]
    [InlineData("o.CallOptionsActions.Add(Setup.Deadline);")]
    [InlineData("o.CallOptionsActions.Add(c => c.CallOptions = c.CallOptions.WithHeaders(Setup.Trace()));")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(invoker);")]
    [InlineData("o.Creator = Setup.Make;")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(invoker.Intercept(new Log()));")]
    [InlineData("o.Address = new Uri(\"https://orders.example.com\"); o.Interceptors.Add(new Log()); o.ChannelOptionsActions.Add(c => c.MaxRetryAttempts = 2);")]
    public Task Options_that_add_no_credential(string statements) => Verify.Reports(Code + $$"""
        public static class Startup
        {
            public static void Run(IServiceCollection services) =>
                services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}(o => { {{statements}} });
        }
        """);

    [Theory]
    [InlineData("o.Interceptors.Add(new Auth());")]
    [InlineData("o.Interceptors.Add(given);")]
    [InlineData("o.Interceptors.CopyTo(new Interceptor[3], 0);")]
    [InlineData("if (o.Creator is null) o.Creator = invoker => new Orders.OrdersClient(invoker);")]
    [InlineData("o.Creator = _ => new Orders.OrdersClient(other.Intercept(new Log()));")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(other is null ? invoker : other);")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(invoker.Intercept(new Log(), given));")]
    [InlineData("o.Creator = invoker => { var client = new Orders.OrdersClient(invoker); return given is null ? client : new Orders.OrdersClient(other); };")]
    [InlineData("o.CallOptionsActions.Add(Kept);")]
    [InlineData("o.CallOptionsActions.Add(c => More(c));")]
    [InlineData("o.InterceptorRegistrations.Insert(0, new InterceptorRegistration(InterceptorScope.Client, sp => new Auth()));")]
    [InlineData("o.InterceptorRegistrations.Add(Registration());")]
    [InlineData("foreach (var i in new Interceptor[] { given }) o.Interceptors.Add(i);")]
    [InlineData("((List<Interceptor>)o.Interceptors).AddRange(new[] { given });")]
    [InlineData("var list = o.Interceptors; list.Add(new Auth());")]
    [InlineData("More(o.Interceptors);")]
    [InlineData("o.InterceptorRegistrations.Add(new InterceptorRegistration(InterceptorScope.Channel, sp => new Auth()));")]
    [InlineData("o.InterceptorRegistrations.Add(new(InterceptorScope.Client, sp => sp.GetRequiredService<Interceptor>()));")]
    [InlineData("o.InterceptorRegistrations.Add(null!);")]
    [InlineData("o.ChannelOptionsActions.Add(c => c.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((a, m) => Task.CompletedTask)));")]
    [InlineData("o.ChannelOptionsActions.Add(configure);")]
    [InlineData("o.ChannelOptionsActions.Add(c => c.HttpHandler = handler);")]
    [InlineData("o.CallOptionsActions.Add(c => c.CallOptions = c.CallOptions.WithHeaders(Setup.Headers()));")]
    [InlineData("o.CallOptionsActions.Add(c => c.CallOptions.Headers!.Add(\"authorization\", Environment.MachineName));")]
    [InlineData("o.CallOptionsActions.Add(c => c.CallOptions = c.ServiceProvider.GetRequiredService<Func<CallOptions, CallOptions>>()(c.CallOptions));")]
    [InlineData("o.CallOptionsActions.Add(c => c.CallOptions = options);")]
    [InlineData("o.CallOptionsActions.Add(c => { var headers = c.CallOptions.Headers ?? new Metadata(); headers.Add(\"x-api-key\", Environment.MachineName); c.CallOptions = c.CallOptions.WithHeaders(headers); });")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(invoker.Intercept(new Auth()));")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(invoker.Intercept(new Log()).Intercept(given));")]
    [InlineData("o.Creator = invoker => new Orders.OrdersClient(other);")]
    [InlineData("o.Creator = invoker => new Mine(invoker);")]
    [InlineData("o.Creator = invoker => { invoker = invoker.Intercept(given); return new Orders.OrdersClient(invoker); };")]
    [InlineData("Later(o);")]
    public Task Options_that_add_a_credential_or_may(string statements) => Verify.Silent(Code + $$"""
        public class Mine(CallInvoker invoker) : Orders.OrdersClient(invoker.Intercept(new Auth()));

        public static class Startup
        {
            private static void More(IList<Interceptor> all) => all.Add(new Auth());

            private static void More(CallOptionsContext c) => c.CallOptions = c.CallOptions.WithHeaders(Setup.Headers());

            private static Action<CallOptionsContext> Kept { get; set; } = c => c.CallOptions = c.CallOptions.WithHeaders(Setup.Headers());

            private static InterceptorRegistration Registration() => new(InterceptorScope.Channel, sp => new Auth());

            private static void Later(GrpcClientFactoryOptions o) => o.Interceptors.Add(new Auth());

            public static void Run(
                IServiceCollection services, Interceptor given, Action<GrpcChannelOptions> configure, HttpMessageHandler handler, CallOptions options, CallInvoker other) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => { {{statements}} });
        }
        """);

    [Theory]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().ConfigureGrpcClientCreator(invoker => new Orders.OrdersClient(invoker));")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}().ConfigureGrpcClientCreator((sp, invoker) => new Orders.OrdersClient(invoker.Intercept(new Log())));")]
    [InlineData("services.{|GRPCAUTH1002:AddGrpcClient<Orders.OrdersClient>|}((sp, o) => o.InterceptorRegistrations.Add(new InterceptorRegistration(InterceptorScope.Channel, _ => sp.GetRequiredService<Log>())));")]
    public Task A_creator_on_the_builder(string registration) => Verify.Reports(Code + $$"""
        public static class Startup { public static void Run(IServiceCollection services) { {{registration}} } }
        """);
}
