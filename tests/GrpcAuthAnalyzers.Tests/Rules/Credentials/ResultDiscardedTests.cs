using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class ResultDiscardedTests
{
    [Theory]
    [InlineData("{|GRPCAUTH1006:options.WithHeaders(headers)|};")]
    [InlineData("{|GRPCAUTH1006:options.WithCredentials(credentials)|};")]
    [InlineData("_ = {|GRPCAUTH1006:options.WithHeaders(headers)|};")]
    [InlineData("{|GRPCAUTH1006:options.WithHeaders(headers).WithDeadline(DateTime.MaxValue)|};")]
    [InlineData("{|GRPCAUTH1006:options.WithHeaders(headers).WithCredentials(credentials)|};")]
    [InlineData("{|GRPCAUTH1006:new CallOptions().WithHeaders(headers)|};")]
    [InlineData("if (headers.Count > 0) {|GRPCAUTH1006:options.WithHeaders(headers)|};")]
    [InlineData("for (var i = 0; i < 2; {|GRPCAUTH1006:options.WithHeaders(headers)|}) i++;")]
    [InlineData("{|GRPCAUTH1006:channel.Intercept(interceptor)|};")]
    [InlineData("{|GRPCAUTH1006:channel.Intercept(interceptor, interceptor)|};")]
    [InlineData("{|GRPCAUTH1006:channel.Intercept(metadata => metadata)|};")]
    [InlineData("{|GRPCAUTH1006:channel?.Intercept(interceptor)|};")]
    [InlineData("{|GRPCAUTH1006:channel!.Intercept(interceptor)|};")]
    [InlineData("{|GRPCAUTH1006:channel.CreateCallInvoker().Intercept(interceptor)|};")]
    [InlineData("{|GRPCAUTH1006:ChannelExtensions.Intercept(channel, interceptor)|};")]
    [InlineData("{|GRPCAUTH1006:ChannelExtensions.Intercept(interceptors: new[] { interceptor }, channel: channel)|};")]
    [InlineData("{|GRPCAUTH1006:CallInvokerExtensions.Intercept(interceptor: interceptor, invoker: channel.CreateCallInvoker())|};")]
    [InlineData("{|GRPCAUTH1006:ChannelCredentials.Create(callCredentials: credentials, channelCredentials: ChannelCredentials.SecureSsl)|};")]
    [InlineData("{|GRPCAUTH1006:options.WithHeaders(headers: headers)|};")]
    [InlineData("{|GRPCAUTH1006:CallCredentials.Compose(credentials, credentials)|};")]
    [InlineData("{|GRPCAUTH1006:ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials)|};")]
    [InlineData("_ = {|GRPCAUTH1006:Grpc.Core.ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials)|};")]
    [InlineData("var intercepted = {|GRPCAUTH1006:channel.Intercept(interceptor)|};")]
    [InlineData("CallOptions authorized = {|GRPCAUTH1006:options.WithHeaders(headers)|}, other = options; Console.WriteLine(other);")]
    [InlineData("Action later = () => {|GRPCAUTH1006:options.WithHeaders(headers)|};")]
    [InlineData("void Later() => {|GRPCAUTH1006:options.WithHeaders(headers)|};  Later();")]
    [InlineData("async Task LaterAsync() { await Task.Yield(); {|GRPCAUTH1006:options.WithHeaders(headers)|}; } LaterAsync();")]
    public Task A_dropped_result(string statement) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static void Run(GrpcChannel channel, CallOptions options, Metadata headers, CallCredentials credentials, Interceptor interceptor)
            {
                {{statement}}
            }
        }
        """);

    [Theory]
    [InlineData("options.WithHeaders(headers)", "WithHeaders", "no call sends these headers")]
    [InlineData("options.WithCredentials(credentials)", "WithCredentials", "no call sends these credentials")]
    [InlineData("CallCredentials.Compose(credentials, credentials)", "Compose", "no call sends these credentials")]
    [InlineData("ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials)", "Create", "no call sends these credentials")]
    [InlineData("channel.Intercept(new Interceptor[] { interceptor })", "Intercept", "no call runs the interceptor")]
    [InlineData("greeter.WithOptions(options)", "WithOptions", "the client sends its calls without the change")]
    [InlineData("greeter.WithHeaders(headers)", "WithHeaders", "the client sends its calls without the change")]
    public Task The_message_says_what_does_not_happen(string call, string method, string loss) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        namespace MagicOnion.Client
        {
            public interface IService<TSelf>
            {
                TSelf WithHeaders(Metadata headers);

                TSelf WithOptions(CallOptions options);
            }
        }

        public interface IGreeter : MagicOnion.Client.IService<IGreeter>;

        public static class Program
        {
            public static void Run(GrpcChannel channel, CallOptions options, Metadata headers, CallCredentials credentials, Interceptor interceptor, IGreeter greeter)
            {
                {|GRPCAUTH1006:{{call}}|};
            }
        }
        """, message: $"The result of '{method}' is discarded, so {loss}");

    [Fact]
    public Task In_top_level_statements() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        var channel = GrpcChannel.ForAddress(args[0]);
        var intercepted = {|GRPCAUTH1006:channel.Intercept(metadata => metadata)|};
        var options = new CallOptions();
        {|GRPCAUTH1006:options.WithHeaders([])|};
        """);

    [Fact]
    public Task A_client_is_made_from_the_channel_and_not_from_the_invoker() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class Gateway(GrpcChannel channel, Interceptor authentication)
        {
            public Order Get()
            {
                var intercepted = {|GRPCAUTH1006:channel.Intercept(authentication)|};
                return new Orders.OrdersClient(channel).GetOrder(new OrderRequest());
            }

            public Order Other()
            {
                var intercepted = channel.Intercept(authentication);
                return new Orders.OrdersClient(intercepted).GetOrder(new OrderRequest());
            }
        }
        """, message: "The result of 'Intercept' is discarded, so no call runs the interceptor");

    [Fact]
    public Task In_an_interceptor() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class {|GRPCAUTH1005:Authentication|}(Func<string> token) : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);
                headers.Add("authorization", $"Bearer {token()}");
                {|GRPCAUTH1006:context.Options.WithHeaders(headers)|};
                return continuation(request, context);
            }
        }
        """, message: "The result of 'WithHeaders' is discarded, so no call sends these headers");

    [Fact]
    public Task A_new_client_of_MagicOnion() => Verify.Reports("""
        namespace MagicOnion
        {
            public interface IService<TSelf>
            {
                TSelf WithHeaders(Metadata headers);

                TSelf WithOptions(CallOptions options);
            }
        }

        public interface IGreeter : MagicOnion.IService<IGreeter>;

        public static class Program
        {
            public static void Run(IGreeter client, Metadata headers)
            {
                {|GRPCAUTH1006:client.WithHeaders(headers)|};
                {|GRPCAUTH1006:client.WithOptions(new CallOptions(headers))|};
            }
        }
        """);

    [Fact]
    public Task In_a_test_project_it_is_information() => Verify.Reports("""
        public static class Program
        {
            public static void Run(CallOptions options, Metadata headers) => {|GRPCAUTH1006:options.WithHeaders(headers)|};
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);

    [Fact]
    public Task In_old_C_sharp() => Verify.Reports("""
        using Grpc.Core;

        public static class Program
        {
            public static void Run(CallOptions options, Metadata headers)
            {
                {|GRPCAUTH1006:options.WithHeaders(headers)|};
            }
        }
        """, Setup.Usual with { Language = LanguageVersion.CSharp7_3 });

    [Fact]
    public Task In_code_that_does_not_compile() => Verify.Reports("""
        public static class Program
        {
            public static void Run(CallOptions options, Metadata headers)
            {
                {|GRPCAUTH1006:options.WithHeaders(headers)|}
                client.
            }
        }
        """, Setup.Usual with { CompilerErrors = true });
}
