using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class ResultDiscardedSilentTests
{
    [Theory]
    [InlineData("options = options.WithHeaders(headers);")]
    [InlineData("var authorized = options.WithHeaders(headers); Console.WriteLine(authorized);")]
    [InlineData("var authorized = options.WithHeaders(headers); Action later = () => Console.WriteLine(authorized);")]
    [InlineData("Func<CallOptions> later = () => options.WithHeaders(headers);")]
    [InlineData("Func<CallOptions> later = () => { return options.WithHeaders(headers); };")]
    [InlineData("CallOptions Later() => options.WithHeaders(headers);  Later();")]
    [InlineData("Console.WriteLine(options.WithHeaders(headers));")]
    [InlineData("_ = options.WithHeaders(headers).Headers!.Count == 1 ? 1 : 2;")]
    [InlineData("options.WithHeaders(headers).Headers!.Add(\"x-request-id\", \"1\");")]
    [InlineData("options.WithDeadline(DateTime.MaxValue);")]
    [InlineData("options.WithCancellationToken(default);")]
    [InlineData("channel.Intercept(interceptor).GetHashCode();")]
    [InlineData("channel?.Intercept(interceptor)?.GetHashCode();")]
    [InlineData("channel.Intercept();")]
    [InlineData("var _ = 1; Console.WriteLine(_);")]
    [InlineData("CallOptions _ = default; _ = options.WithHeaders(headers); Console.WriteLine(_);")]
    [InlineData("if (channel.Intercept(interceptor) is { } invoker) Console.WriteLine(invoker);")]
    [InlineData("switch (channel.Intercept(interceptor)) { case { } invoker: Console.WriteLine(invoker); break; }")]
    [InlineData("foreach (var invoker in new[] { channel.Intercept(interceptor) }) Console.WriteLine(invoker);")]
    [InlineData("(var invoker, var number) = (channel.Intercept(interceptor), 1); Console.WriteLine(invoker + \"\" + number);")]
    [InlineData("options = channel is null ? options : options.WithHeaders(headers);")]
    [InlineData("var clients = new Dictionary<string, CallInvoker>(); clients[\"a\"] = channel.Intercept(interceptor);")]
    [InlineData("ChannelCredentials made = ChannelCredentials.Create(ChannelCredentials.SecureSsl, credentials); Console.WriteLine(made);")]
    public Task Something_gets_the_result(string statement) => Verify.Silent($$"""
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static void Run(GrpcChannel channel, CallOptions options, Metadata headers, CallCredentials credentials, Interceptor interceptor)
            {
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task Methods_of_other_libraries() => Verify.Silent("""
        public sealed class Request
        {
            public Request WithHeaders(Metadata headers) => this;

            public Request WithCredentials(CallCredentials credentials) => this;

            public Request WithOptions(CallOptions options) => this;

            public void Intercept(object interceptor)
            {
            }
        }

        namespace Proxies
        {
            public static class ChannelCredentials
            {
                public static object Create(string name) => name;
            }

            public static class CallCredentials
            {
                public static object Compose(string name) => name;
            }

            public static class Program
            {
                public static void Run(Request request, Metadata headers)
                {
                    request.WithHeaders(headers);
                    request.WithCredentials(null!).WithOptions(default);
                    request.Intercept("");
                    ChannelCredentials.Create("");
                    CallCredentials.Compose("");
                    var made = ChannelCredentials.Create("");
                    var other = request.WithHeaders(headers);
                }
            }
        }
        """);

    [Fact]
    public Task Extension_methods_of_the_same_name() => Verify.Silent("""
        public static class Extensions
        {
            public static CallOptions Intercept(this CallOptions options, List<CallOptions> all)
            {
                all.Add(options);
                return options;
            }

            public static GrpcChannel WithHeaders(this GrpcChannel channel, Metadata headers)
            {
                headers.Add("x-request-id", "1");
                return channel;
            }

            public static void Run(GrpcChannel channel, CallOptions options, Metadata headers)
            {
                options.Intercept(new());
                channel.WithHeaders(headers);
            }
        }
        """);

    [Fact]
    public Task A_test_that_looks_whether_the_method_throws() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        namespace Xunit
        {
            public static class Assert
            {
                public static void Throws<T>(Action action)
                {
                }

                public static void Throws<T>(Func<object> action)
                {
                }
            }
        }

        public static class Tests
        {
            public static void Run(GrpcChannel channel, CallOptions options)
            {
                Xunit.Assert.Throws<ArgumentNullException>(() => channel.Intercept((Interceptor)null!));
                Xunit.Assert.Throws<ArgumentNullException>(() => { channel.Intercept((Interceptor)null!); });
                Xunit.Assert.Throws<ArgumentNullException>(() => { _ = channel.Intercept((Interceptor)null!); });
                Xunit.Assert.Throws<ArgumentNullException>(() => { ChannelCredentials.Create(null!, null!); });
            }
        }
        """);

    [Fact]
    public Task A_lambda_of_a_test_project() => Verify.Silent("""
        public static class Tests
        {
            public static void Run(CallOptions options)
            {
                Action act = () => options.WithHeaders(null!);
                Console.WriteLine(act);
            }
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task A_client_of_MagicOnion_in_a_test_project_and_methods_of_it_that_change_the_object() => Verify.Silent("""
        namespace MagicOnion
        {
            public interface IService<TSelf>
            {
                TSelf WithHeaders(Metadata headers);
            }
        }

        public interface IGreeter : MagicOnion.IService<IGreeter>;

        public static class Program
        {
            public static void Run(IGreeter client, Metadata headers) => client.WithHeaders(headers);
        }
        """, Setup.Usual with { GlobalConfig = "build_property.IsTestProject = true" });

    [Fact]
    public Task A_method_of_MagicOnion_that_returns_nothing() => Verify.Silent("""
        namespace MagicOnion
        {
            public interface IBuilder
            {
                void WithHeaders(Metadata headers);

                void WithOptions(CallOptions options);
            }
        }

        public static class Program
        {
            public static void Run(MagicOnion.IBuilder builder, Metadata headers)
            {
                builder.WithHeaders(headers);
                builder.WithOptions(new CallOptions(headers));
            }
        }
        """);

    [Fact]
    public Task A_mock_gets_the_call_as_an_expression_and_a_test_library_a_lambda_in_a_lambda() => Verify.Silent("""
        using System.Linq.Expressions;

        namespace Xunit
        {
            public static class Assert
            {
                public static void Throws<T>(Action action)
                {
                }
            }
        }

        public static class Program
        {
            public static void Setup(Expression<Func<CallOptions, bool>> test) => Console.WriteLine(test);

            public static void Run(CallOptions options)
            {
                Setup(given => new[] { given }.Count(one => Seen(() => one.WithHeaders(new Metadata()))) == 1);
                Xunit.Assert.Throws<ArgumentException>(() =>
                {
                    Action later = () => options.WithHeaders(null!);
                    later();
                });
            }

            private static bool Seen(Action action) => action is not null;
        }
        """);

    [Fact]
    public Task A_benchmark_of_a_company_and_a_function_in_a_benchmark() => Verify.Silent("""
        namespace BenchmarkDotNet.Attributes
        {
            public class BenchmarkAttribute : Attribute;
        }

        public sealed class ColdBenchmarkAttribute : BenchmarkDotNet.Attributes.BenchmarkAttribute;

        public static class Program
        {
            [ColdBenchmark]
            public static void Cold(CallOptions options) => options.WithHeaders(new Metadata());

            [BenchmarkDotNet.Attributes.Benchmark]
            public static void Warm(CallOptions options)
            {
                for (var i = 0; i < 100; i++)
                    Once();

                void Once() => options.WithHeaders(new Metadata());
            }
        }
        """);

    [Fact]
    public Task An_expression_tree_and_a_benchmark() => Verify.Silent("""
        using System.Linq.Expressions;
        using Grpc.Core.Interceptors;

        namespace BenchmarkDotNet.Attributes
        {
            public sealed class BenchmarkAttribute : Attribute;
        }

        public static class Program
        {
            public static Expression<Action<CallOptions>> Setup() => options => options.WithHeaders(new Metadata());

            [BenchmarkDotNet.Attributes.Benchmark]
            public static void Intercept(GrpcChannel channel, Interceptor interceptor) => channel.Intercept(interceptor);
        }
        """);

    [Fact]
    public Task Code_that_the_preprocessor_leaves_out_may_use_the_local() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public static class Program
        {
            public static object Run(GrpcChannel channel, Interceptor interceptor)
            {
                var intercepted = channel.Intercept(interceptor);
        #if TRACING
                return new Orders.OrdersClient(intercepted);
        #else
                return new object();
        #endif
            }
        }
        """);

    [Fact]
    public Task Fields_properties_and_members_that_return_the_result() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public sealed class Gateway(GrpcChannel channel, Interceptor interceptor, Metadata headers)
        {
            private readonly CallInvoker _invoker = channel.Intercept(interceptor);

            public CallInvoker Invoker { get; } = channel.Intercept(interceptor);

            public CallOptions Options => default(CallOptions).WithHeaders(headers);

            public CallInvoker Create() => channel.Intercept(interceptor);

            public IEnumerable<CallInvoker> All()
            {
                yield return channel.Intercept(interceptor);
            }

            public override string ToString() => _invoker.ToString()!;
        }
        """);
}
