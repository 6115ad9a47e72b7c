using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Transport;

/// <summary>GRPCAUTH5001 and 5003 for calls to which several layers add something: the one that speaks, and what is sent all the same.</summary>
public sealed class PlainCallTests
{
    private const string Tokens = CallCredentialsOverPlaintextTests.Tokens;

    private const string Interceptor = """
        public sealed class TokenInterceptor : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method, context.Host, context.Options.WithCredentials(Tokens.Credentials)));
        }

        """;

    /// <summary>What other rules say of these programs.</summary>
    private static readonly Setup Only5 = new()
    {
        EditorConfig = "dotnet_diagnostic.GRPCAUTH1005.severity = none\ndotnet_diagnostic.GRPCAUTH1008.severity = none\ndotnet_diagnostic.GRPCAUTH1009.severity = none\ndotnet_diagnostic.GRPCAUTH1011.severity = none",
    };

    [Fact]
    public Task Credentials_of_an_interceptor_are_lost_and_no_header_is_sent() => Verify.Reports(Tokens + Interceptor + """
        public static class Desk
        {
            public static Order Get()
            {
                var orders = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("http://orders.example.com")|}.Intercept(new TokenInterceptor()));
                return {|GRPCAUTH5001:orders.GetOrder|}(new OrderRequest());
            }

            public static void Add(IServiceCollection services) =>
                {|#1:services.{|GRPCAUTH5001:AddGrpcClient<Orders.OrdersClient>|}(o => o.Address = new Uri("http://orders.example.com"))|}
                    .AddInterceptor<TokenInterceptor>(InterceptorScope.Client);
        }
        """, Only5, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("\"https://orders.example.com\"")]
    [InlineData("address")]
    public Task Credentials_of_an_interceptor_of_a_registration_that_may_be_sent(string address) => Verify.Silent(Tokens + Interceptor + $$"""
        public static class Program
        {
            public static void Add(IServiceCollection services, string address) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri({{address}})).AddInterceptor<TokenInterceptor>(InterceptorScope.Client);
        }
        """, Only5);

    [Theory]
    [InlineData("GrpcChannel.ForAddress(\"http://localhost:5000\").Intercept(m => { m.Add(\"authorization\", \"Bearer \" + token()); return m; })", "new CallOptions(credentials: Tokens.Credentials)")]
    [InlineData("GrpcChannel.ForAddress(\"http://localhost:5000\").Intercept(new TokenInterceptor())", "headers")]
    [InlineData("GrpcChannel.ForAddress(\"http://orders.example.com\").Intercept(given)", "new Metadata { { \"authorization\", token() } }")]
    [InlineData("GrpcChannel.ForAddress(\"http://orders.example.com\", new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { SslOptions = { ClientCertificates = certificates } } })", "new CallOptions()")]
    public Task A_header_is_sent_too_or_something_is_not_seen_or_a_certificate_is_the_credential(string channel, string options) => Verify.Silent(Tokens + Interceptor + $$"""
        public static class Desk
        {
            public static Order Get(
                Func<string> token, Metadata headers, Interceptor given, System.Security.Cryptography.X509Certificates.X509CertificateCollection certificates)
            {
                var orders = new Orders.OrdersClient({{channel}});
                return orders.GetOrder(new OrderRequest(), {{options}});
            }
        }
        """, Only5);

    [Theory]
    [InlineData("")]
    [InlineData(", new Metadata { { \"authorization\", token() } }")]
    public Task A_channel_that_cannot_be_made_has_one_report(string headers) => Verify.Reports(Tokens + $$"""
        public static class Desk
        {
            public static Order Get(Func<string> token)
            {
                var orders = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("http://orders.example.com", new GrpcChannelOptions
                {
                    Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|},
                })|});
                return orders.GetOrder(new OrderRequest(){{headers}});
            }
        }
        """, Only5, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_registration_that_cannot_be_resolved_has_one_report() => Verify.Reports(CredentialOverPlaintextTests.Handler + """
        public static class Program
        {
            public static void Add(IServiceCollection services, Func<string> token) =>
                {|#0:services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("http://orders.example.com"))|}
                    .AddHttpMessageHandler<TokenHandler>()
                    .{|GRPCAUTH5001:AddCallCredentials|}((context, metadata) =>
                    {
                        metadata.Add("authorization", "Bearer " + token());
                        return Task.CompletedTask;
                    });
        }
        """, Only5);

    [Fact]
    public Task Headers_of_another_file_are_reported_at_the_call() => Verify.Reports("""
        public static class Desk
        {
            public static Order Get(Func<string> token)
            {
                var orders = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("http://orders.example.com")|});
                return {|GRPCAUTH5003:orders.GetOrder|}(new OrderRequest(), Headers.Of(token()));
            }
        }
        """,
        new() { Documents = [("Headers.cs", "internal static class Headers { internal static Metadata Of(string token) => new() { { \"authorization\", token } }; }")] },
        message: "'authorization' is sent unencrypted to 'orders.example.com'; whoever reads it on the way can use it");

    [Fact]
    public Task An_interceptor_with_a_header_has_no_name_for_it() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public static class Desk
        {
            public static Order Get(Func<string> token)
            {
                var orders = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("http://orders.example.com")|}.Intercept(new Header(token)));
                return {|GRPCAUTH5003:orders.GetOrder|}(new OrderRequest());
            }
        }

        internal sealed class Header(Func<string> token) : Interceptor
        {
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method, context.Host, context.Options.WithHeaders(new Metadata { { "authorization", "Bearer " + token() } })));
        }
        """, Only5, message: "A credential is sent unencrypted to 'orders.example.com'; whoever reads it on the way can use it");

    [Fact]
    public Task A_condition_around_the_answer_is_not_one_of_the_header() => Verify.Reports("""
        public static class Desk
        {
            public static Order Get(Func<string> token)
            {
                var orders = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("http://orders.example.com")|});
                return orders.GetOrder(new OrderRequest { Id = "secure" }, new Metadata { {|GRPCAUTH5003:{ "authorization", token() }|} }) is { } order ? order : new Order();
            }
        }
        """);

    [Theory]
    [InlineData("var address = \"http://orders.dev.example.com\"; if (environment.IsDevelopment()) new Orders.OrdersClient(GrpcChannel.ForAddress(address)).GetOrder(new OrderRequest(), new Metadata { { \"authorization\", token() } });")]
    [InlineData("new Orders.OrdersClient(GrpcChannel.ForAddress(\"http://orders.example.com\")).GetOrder(new OrderRequest(), tls ? new Metadata { { \"authorization\", token() } } : new Metadata { { \"authorization\", token() } });")]
    public Task A_channel_of_development_and_a_header_for_TLS(string statement) => Verify.Silent($$"""
        using Microsoft.Extensions.Hosting;

        public static class Desk
        {
            public static void Run(Func<string> token, IHostEnvironment environment, bool tls)
            {
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task A_port_that_development_changes() => Verify.Reports("""
        using Microsoft.Extensions.Hosting;

        public static class Desk
        {
            public static Order Get(Func<string> token, IHostEnvironment environment, string port, string local)
            {
                if (environment.IsDevelopment())
                    port = local;
                var orders = new Orders.OrdersClient({|#0:GrpcChannel.ForAddress("http://orders.example.com:" + port)|});
                return orders.GetOrder(new OrderRequest(), new Metadata { {|GRPCAUTH5003:{ "authorization", token() }|} });
            }
        }
        """, severity: DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("Console.WriteLine(options.Credentials); options.Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|};")]
    [InlineData("Console.WriteLine(options.UnsafeUseInsecureChannelCallCredentials); options.Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|};")]
    [InlineData("if (isPlain) { options.Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|}; return {|#0:GrpcChannel.ForAddress(\"http://localhost:5000\", options)|}; }")]
    [InlineData("return {|#0:GrpcChannel.ForAddress(\"http://localhost:5000\", Kept)|};")]
    public Task Options_that_surely_have_a_composition(string statements) => Verify.Reports(Tokens + $$"""
        public static class Program
        {
            {{(statements.Contains("Kept") ? "private static readonly GrpcChannelOptions Kept = new() { Credentials = {|GRPCAUTH5001:ChannelCredentials.Create(ChannelCredentials.Insecure, Tokens.Credentials)|} };" : "")}}

            public static GrpcChannel Open(bool isPlain)
            {
                var options = new GrpcChannelOptions();
                {{statements}}
                return {{(statements.Contains("#0") ? "" : "{|#0:")}}GrpcChannel.ForAddress("{{(statements.Contains("#0") ? "https" : "http")}}://localhost:5000", {{(statements.Contains("#0") ? "new GrpcChannelOptions()" : "options")}}){{(statements.Contains("#0") ? "" : "|}")}};
            }
        }
        """);

    [Fact]
    public Task A_helper_that_may_not_set_a_composition() => Verify.Silent(Tokens + """
        public static class Program
        {
            public static GrpcChannel Open(bool isPlain)
            {
                var options = new GrpcChannelOptions();
                Fill(options, isPlain);
                return GrpcChannel.ForAddress("http://localhost:5000", options);
            }

            private static void Fill(GrpcChannelOptions options, bool isPlain)
            {
                if (!isPlain)
                    options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, Tokens.Credentials);
            }
        }
        """);
}
