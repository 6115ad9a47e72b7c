using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class InterceptorMissesCallKindTests
{
    /// <summary>An override of the asynchronous unary kind that writes the header to a copy.</summary>
    internal const string AsyncUnary = """

            public override AsyncUnaryCall<TResponse> {|#0:AsyncUnaryCall|}<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, WithToken(context));

        """;

    /// <summary>The same for the blocking kind.</summary>
    internal const string Blocking = """

            public override TResponse {|#1:BlockingUnaryCall|}<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, WithToken(context));

        """;

    /// <summary>The same for the three streaming kinds.</summary>
    internal const string Streaming = """

            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, WithToken(context));

            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
                continuation(WithToken(context));

            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
                continuation(WithToken(context));

        """;

    /// <summary>What the overrides share.</summary>
    internal const string Shared = """

            protected static ClientInterceptorContext<TRequest, TResponse> WithToken<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class
                where TResponse : class
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? Metadata.Empty)
                    headers.Add(entry);
                headers.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
            }

        """;

    internal const string Usings = "using Grpc.Core.Interceptors;\n\n";

    [Fact]
    public Task An_interceptor_that_overrides_one_kind_is_reported_with_all_that_it_leaves_out() => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Shared + "}\n",
        message: "'TokenInterceptor' adds a credential in AsyncUnaryCall but not in BlockingUnaryCall, AsyncServerStreamingCall, AsyncClientStreamingCall and AsyncDuplexStreamingCall; those calls are sent without it",
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Streaming_left_out_is_a_warning() => Verify.Reports(
        Usings + "internal class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + Blocking + AsyncUnary + Shared + "}\n", severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Only_the_blocking_kind_left_out_is_information() => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Streaming + Shared + "}\n", severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("public Order Get(Orders.OrdersClient orders) => orders.GetOrder(new OrderRequest());")]
    [InlineData("public Order? Get(Orders.OrdersClient? orders) => orders?.GetOrder(new OrderRequest(), deadline: DateTime.UtcNow.AddSeconds(1));")]
    [InlineData("public Order Get(CallInvoker invoker, Method<OrderRequest, Order> method) => invoker.BlockingUnaryCall(method, null, default, new OrderRequest());")]
    public Task Only_the_blocking_kind_left_out_is_a_warning_where_a_blocking_call_is_seen(string call) => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Streaming + Shared + "}\n\npublic class Desk\n{\n    " + call + "\n}\n",
        severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("public LoginReply Get(Accounts.AccountsClient accounts) => accounts.Login(new LoginRequest());")]
    [InlineData("public async Task<Order> Get(Orders.OrdersClient orders) => await orders.GetOrderAsync(new OrderRequest());")]
    [InlineData("public Order GetOrder(OrderRequest request) => new(); public Order Get(Desk desk) => desk.GetOrder(new OrderRequest());")]
    [InlineData("[ProtoBuf.Grpc.Configuration.Service(\"c\")] public interface ICounts { Task<Order> Count(OrderRequest r); Task<Order> CountAsync(OrderRequest r); } public object Get(ICounts counts) => counts.Count(new OrderRequest());")]
    public Task A_login_an_asynchronous_call_and_another_method_of_that_name_are_no_blocking_call(string call) => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Streaming + Shared + "}\n\npublic class Desk\n{\n    " + call + "\n}\n",
        severity: DiagnosticSeverity.Info);

    [Fact]
    public Task An_override_that_hands_the_call_on_as_it_is_leaves_it_out() => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Blocking + Shared + """

                public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
                    TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
                {
                    Console.WriteLine(context.Method.FullName);
                    return continuation(request, context);
                }

                public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
                    ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) => throw new NotSupportedException();

                public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
                    ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) => base.AsyncDuplexStreamingCall(context, continuation);
            }
            """,
        message: "'TokenInterceptor' adds a credential in BlockingUnaryCall and AsyncUnaryCall but not in AsyncServerStreamingCall and AsyncDuplexStreamingCall; those calls are sent without it");

    [Fact]
    public Task Call_credentials_count_like_headers() => Verify.Reports(Usings + """
        public class {|GRPCAUTH1005:TokenInterceptor|}(CallCredentials credentials) : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var all = context.Options.Credentials is { } own ? CallCredentials.Compose(own, credentials) : credentials;
                return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithCredentials(all)));
            }
        }
        """);

    [Fact]
    public Task A_concrete_subclass_is_reported_for_what_it_and_its_abstract_base_leave_out() => Verify.Reports(
        Usings + "public abstract class TokenBase : Interceptor\n{\n" + AsyncUnary + Shared + "}\n\npublic sealed class {|GRPCAUTH1005:TokenInterceptor|} : TokenBase\n{\n" + Blocking + "}\n",
        message: "'TokenInterceptor' adds a credential in BlockingUnaryCall and AsyncUnaryCall but not in AsyncServerStreamingCall, AsyncClientStreamingCall and AsyncDuplexStreamingCall; those calls are sent without it");

    [Fact]
    public Task A_concrete_subclass_that_adds_nothing_is_reported_for_its_abstract_base() => Verify.Reports(
        Usings + "public abstract class TokenBase : Interceptor\n{\n" + AsyncUnary + Shared + "}\n\npublic sealed class {|GRPCAUTH1005:TokenInterceptor|} : TokenBase\n{\n}\n");

    [Fact]
    public Task A_subclass_that_adds_nothing_is_not_reported_again() => Verify.Reports(
        Usings + "public class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Shared + "}\n\npublic sealed class Named : TokenInterceptor\n{\n}\n");

    [Fact]
    public Task A_subclass_of_an_abstract_one_that_adds_nothing_is_not_reported_again() => Verify.Reports(
        Usings + "public class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Shared
        + "}\n\npublic abstract class Middle : TokenInterceptor\n{\n}\n\npublic sealed class Named : Middle\n{\n}\n");

    [Fact]
    public Task A_subclass_that_adds_a_kind_of_its_own_is() => Verify.Reports(
        Usings + "public class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Shared + "}\n\npublic sealed class {|GRPCAUTH1005:Named|} : TokenInterceptor\n{\n" + Blocking + "}\n");

    [Fact]
    public Task A_partial_class_is_reported_once_where_it_names_its_base() => Verify.Reports(
        Usings + "public partial class TokenInterceptor\n{\n" + Shared + "}\n\npublic partial class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + "}\n");

    [Fact]
    public Task A_token_for_some_methods_only_is_weaker_evidence() => Verify.Reports(Usings + """
        public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                context.Method.Name == "GetOrder" ? continuation(request, WithToken(context)) : continuation(request, context);

        """ + Shared + "}\n", severity: DiagnosticSeverity.Info);

    [Fact]
    public Task A_method_that_is_only_logged_selects_nothing() => Verify.Reports(Usings + """
        public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                Console.WriteLine(context.Method.FullName);
                return continuation(request, WithToken(context));
            }

        """ + Shared + "}\n", severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Kinds_that_no_client_has_are_information() => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + Blocking + AsyncUnary + Shared + """
            }

            public static class Greeter
            {
                public class GreeterClient : ClientBase<GreeterClient>
                {
                    public virtual AsyncUnaryCall<string> HelloAsync(string request, CallOptions options) => throw new NotImplementedException();

                    protected override GreeterClient NewInstance(ClientBaseConfiguration configuration) => this;
                }
            }
            """, new Setup { WithoutContracts = true }, severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData("internal", "Accounts.AccountsClient", DiagnosticSeverity.Info)]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Tests\")] internal", "Accounts.AccountsClient", DiagnosticSeverity.Info)]
    [InlineData("internal", "Orders.OrdersClient", DiagnosticSeverity.Warning)]
    [InlineData("public", "Accounts.AccountsClient", DiagnosticSeverity.Warning)]
    public Task Kinds_that_no_client_behind_the_interceptor_has_are_information(string accessibility, string client, DiagnosticSeverity severity) => Verify.Reports(
        Usings + accessibility + " sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + Blocking + AsyncUnary + Shared + "}\n"
        + "public static class Clients { public static " + client + " Create() => new(GrpcChannel.ForAddress(\"https://orders.example.com\").Intercept(new TokenInterceptor())); }\n", severity: severity);

    [Theory]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor(() => new TokenInterceptor())", DiagnosticSeverity.Info)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(); services.AddSingleton<TokenInterceptor>()", DiagnosticSeverity.Info)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor(p => p.GetRequiredService<TokenInterceptor>()); services.AddSingleton(new TokenInterceptor())", DiagnosticSeverity.Info)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(InterceptorScope.Client); services.AddScoped(_ => new TokenInterceptor())", DiagnosticSeverity.Info)]
    [InlineData("Orders.OrdersClient", ".AddInterceptor(() => new TokenInterceptor())", DiagnosticSeverity.Warning)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(); services.AddGrpcClient<Orders.OrdersClient>().AddInterceptor<TokenInterceptor>()", DiagnosticSeverity.Warning)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(); services.AddSingleton<Interceptor, TokenInterceptor>()", DiagnosticSeverity.Warning)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(); Make(typeof(TokenInterceptor))", DiagnosticSeverity.Warning)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(); Console.WriteLine(services.BuildServiceProvider().GetRequiredService<TokenInterceptor>())", DiagnosticSeverity.Warning)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(); Console.WriteLine(new List<TokenInterceptor>())", DiagnosticSeverity.Info)]
    [InlineData("Accounts.AccountsClient", ".AddInterceptor<TokenInterceptor>(); Use(new TokenInterceptor())", DiagnosticSeverity.Warning)]
    public Task An_interceptor_of_registered_clients_that_have_no_such_call(string client, string added, DiagnosticSeverity severity) => Verify.Reports(
        Usings + "using Grpc.Net.ClientFactory;\nusing Microsoft.Extensions.DependencyInjection;\ninternal sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Shared + "}\n"
        + "public sealed class Desk(Accounts.AccountsClient accounts, Orders.OrdersClient orders, IServiceProvider services) { public async Task<LoginReply> FindAsync() { if (services is null) orders.GetOrder(new OrderRequest()); return await accounts.GetAccountAsync(new LoginRequest()); } }\n"
        + "public static class Startup { private static void Make(Type type) => Console.WriteLine(type); private static void Use(Interceptor interceptor) => Console.WriteLine(interceptor);\n"
        + "public static void Add(IServiceCollection services) { services.AddGrpcClient<" + client + ">(o => o.Address = new Uri(\"https://orders.example.com\"))" + added + "; } }\n",
        Setup.Usual with { GlobalConfig = "dotnet_diagnostic.GRPCAUTH1002.severity = none\ndotnet_diagnostic.GRPCAUTH1001.severity = none\ndotnet_diagnostic.GRPCAUTH1003.severity = none" }, severity: severity);

    [Fact]
    public Task Where_no_client_is_seen_every_kind_may_be_called() => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + Blocking + AsyncUnary + Shared + "}\n", new Setup { WithoutContracts = true }, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task Test_code_is_spoken_to_softly() => Verify.Reports(
        Usings + "public sealed class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor\n{\n" + AsyncUnary + Shared + "}\n",
        new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}
