using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>1008 is information where no call has a credential or headers, so that the interceptor has nothing to lose.</summary>
public sealed class NothingToLoseTests
{
    private const string Rebuilds = "{|GRPCAUTH1008:new CallOptions(new Metadata { { \"x-request-id\", \"1\" } })|}";

    [Theory]
    [InlineData(Rebuilds, "client.GetOrder(new OrderRequest());")]
    [InlineData("{|GRPCAUTH1008:new CallOptions(deadline: DateTime.UtcNow)|}", "client.GetOrder(new OrderRequest(), headers: null, deadline: DateTime.UtcNow);")]
    [InlineData("{|GRPCAUTH1008:context.Options.WithHeaders(new Metadata { { \"x-trace\", \"1\" } })|}", "await client.GetOrderAsync(new OrderRequest());")]
    [InlineData(Rebuilds, "_ = new Metadata { { \"x-trace\", \"1\" } };")]
    [InlineData(Rebuilds, "System.IO.File.Create(\"a\").Dispose(); client.GetOrder(new OrderRequest());")]
    [InlineData(Rebuilds, "client.GetOrder(new OrderRequest(), default(CallOptions));")]
    [InlineData(Rebuilds, "client.GetOrder(new OrderRequest(), null, DateTime.UtcNow);")]
    public Task In_a_program_without_credentials_it_is_information(string options, string statements) => Verify.Reports(
        Program(options, statements), severity: DiagnosticSeverity.Info);

    [Theory]
    [InlineData(Rebuilds, "client.GetOrder(new OrderRequest(), new Metadata { { \"x-trace\", \"1\" } });")]
    [InlineData(Rebuilds, "client.GetOrder(new OrderRequest(), new Metadata { { \"authorization\", Environment.MachineName } });")]
    [InlineData(Rebuilds, "client.GetOrder(new OrderRequest(), new CallOptions(headers: new Metadata { { \"x-trace\", \"1\" } }));")]
    [InlineData(Rebuilds, "_ = CallCredentials.FromInterceptor((c, m) => Task.CompletedTask); client.GetOrder(new OrderRequest());")]
    [InlineData("{|GRPCAUTH1008:new CallOptions(new Metadata { { \"x-trace\", \"1\" } })|}", "client.GetOrder(new OrderRequest()); using var http = new HttpClient(); http.DefaultRequestHeaders.Add(\"x-api-key\", Environment.MachineName);")]
    [InlineData(Rebuilds, "_ = new System.Net.Http.Headers.AuthenticationHeaderValue(\"Bearer\", Environment.MachineName); client.GetOrder(new OrderRequest());")]
    [InlineData(Rebuilds, "Console.WriteLine(ChannelCredentials.Create(ChannelCredentials.SecureSsl, Given.Own)); client.GetOrder(new OrderRequest());")]
    [InlineData(Rebuilds, "client.GetOrder(new OrderRequest()); var shown = new Metadata(); shown.Add(args[0], \"1\"); Console.WriteLine(shown);")]
    public Task Where_a_call_may_have_some_it_is_a_warning(string options, string statements) => Verify.Reports(
        Program(options, statements), severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task In_a_library_without_calls_it_is_a_warning() => Verify.Reports(Interceptor(Rebuilds), severity: DiagnosticSeverity.Warning);

    private static string Program(string options, string statements) => $$"""
        using Grpc.Core.Interceptors;

        var client = new Orders.OrdersClient(Environment.GetCommandLineArgs().Length > 1 ? Given.Invoker : Given.Invoker);
        await Task.Yield();
        {{statements}}

        public static class Given { public static CallInvoker Invoker { get; set; } = null!; public static CallCredentials Own { get; set; } = null!; }

        """ + Interceptor(options).Replace("using Grpc.Core.Interceptors;\n\n", "", System.StringComparison.Ordinal);

    private static string Interceptor(string options) => $$"""
        using Grpc.Core.Interceptors;

        public sealed class TraceInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, {{options}}));
        }
        """.ReplaceLineEndings("\n");
}
