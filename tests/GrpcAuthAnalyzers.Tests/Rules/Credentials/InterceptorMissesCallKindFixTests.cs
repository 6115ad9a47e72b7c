using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public class InterceptorMissesCallKindFixTests
{
    private const string Shared = """

            private static ClientInterceptorContext<TRequest, TResponse> WithToken<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class
                where TResponse : class
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);
                headers.Add("authorization", "Bearer " + Environment.GetEnvironmentVariable("TOKEN"));
                return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
            }
        }
        """;

    private const string Unary = """
        using System;
        using Grpc.Core;
        using Grpc.Core.Interceptors;

        public sealed class TokenInterceptor : Interceptor
        {
            /// <inheritdoc/>
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request,
                ClientInterceptorContext<TRequest, TResponse> context,
                AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                // The token is asked for here.
                return continuation(request, WithToken(context));
            }

        """;

    private const string Added = """

            /// <inheritdoc/>
            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request,
                ClientInterceptorContext<TRequest, TResponse> context,
                BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                // The token is asked for here.
                return continuation(request, WithToken(context));
            }

            /// <inheritdoc/>
            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
                TRequest request,
                ClientInterceptorContext<TRequest, TResponse> context,
                AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                // The token is asked for here.
                return continuation(request, WithToken(context));
            }

            /// <inheritdoc/>
            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context,
                AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                // The token is asked for here.
                return continuation(WithToken(context));
            }

            /// <inheritdoc/>
            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context,
                AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                // The token is asked for here.
                return continuation(WithToken(context));
            }

        """;

    [Fact]
    public Task The_missing_overrides_have_the_statements_of_the_one_that_is_there() => Verify.Fixes(
        Marked(Unary) + Shared, Unary + Added + Shared, new Setup { GlobalUsings = false });

    [Fact]
    public Task The_result_compiles_in_CSharp_7_3() => Verify.Fixes(
        Marked(Unary) + Shared, Unary + Added + Shared, new Setup { Language = LanguageVersion.CSharp7_3, Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable });

    [Fact]
    public Task Line_breaks_of_the_file_are_kept() => Verify.Fixes(
        (Marked(Unary) + Shared).Replace("\n", "\r\n"), (Unary + Added + Shared).Replace("\n", "\r\n"), new Setup { GlobalUsings = false });

    [Fact]
    public Task An_override_without_a_request_gets_one_and_an_expression_stays_an_expression() => Verify.Fixes(
        """
        using Grpc.Core.Interceptors;

        public class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor
        {
            public override AsyncDuplexStreamingCall<TIn, TOut> AsyncDuplexStreamingCall<TIn, TOut>(ClientInterceptorContext<TIn, TOut> context, AsyncDuplexStreamingCallContinuation<TIn, TOut> continuation) =>
                base.AsyncDuplexStreamingCall(WithToken(context), continuation); // streams

            public override AsyncClientStreamingCall<TIn, TOut> AsyncClientStreamingCall<TIn, TOut>(ClientInterceptorContext<TIn, TOut> context, AsyncClientStreamingCallContinuation<TIn, TOut> continuation) => throw new NotSupportedException();

            public override AsyncServerStreamingCall<TOut> AsyncServerStreamingCall<TIn, TOut>(TIn request, ClientInterceptorContext<TIn, TOut> context, AsyncServerStreamingCallContinuation<TIn, TOut> continuation) => throw new NotSupportedException(); // none
        """ + "\n" + Shared,
        """
        using Grpc.Core.Interceptors;

        public class TokenInterceptor : Interceptor
        {
            public override AsyncDuplexStreamingCall<TIn, TOut> AsyncDuplexStreamingCall<TIn, TOut>(ClientInterceptorContext<TIn, TOut> context, AsyncDuplexStreamingCallContinuation<TIn, TOut> continuation) =>
                base.AsyncDuplexStreamingCall(WithToken(context), continuation); // streams

            public override AsyncClientStreamingCall<TIn, TOut> AsyncClientStreamingCall<TIn, TOut>(ClientInterceptorContext<TIn, TOut> context, AsyncClientStreamingCallContinuation<TIn, TOut> continuation) => throw new NotSupportedException();

            public override AsyncServerStreamingCall<TOut> AsyncServerStreamingCall<TIn, TOut>(TIn request, ClientInterceptorContext<TIn, TOut> context, AsyncServerStreamingCallContinuation<TIn, TOut> continuation) => throw new NotSupportedException(); // none

            public override TOut BlockingUnaryCall<TIn, TOut>(
                TIn request,
                ClientInterceptorContext<TIn, TOut> context,
                BlockingUnaryCallContinuation<TIn, TOut> continuation) =>
                base.BlockingUnaryCall(request, WithToken(context), continuation);

            public override AsyncUnaryCall<TOut> AsyncUnaryCall<TIn, TOut>(
                TIn request,
                ClientInterceptorContext<TIn, TOut> context,
                AsyncUnaryCallContinuation<TIn, TOut> continuation) =>
                base.AsyncUnaryCall(request, WithToken(context), continuation);
        """ + "\n" + Shared);

    [Fact]
    public Task Statements_before_the_call_and_a_local_for_it_are_kept() => FixPromise.WritesAsync(
        """
            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context,
                AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                var token = Environment.GetEnvironmentVariable("TOKEN") ?? throw new InvalidOperationException("no token");
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);

                var call = continuation(new(context.Method, context.Host, context.Options.WithHeaders(headers)));
                return call;
            }
        """,
        """
        using Grpc.Core.Interceptors;

        public class TokenInterceptor : Interceptor
        {
            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                var token = Environment.GetEnvironmentVariable("TOKEN") ?? throw new InvalidOperationException("no token");
                var headers = new Metadata { { "authorization", "Bearer " + token } };
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);

                var call = continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
                return call;
            }
        }
        """);

    [Fact]
    public Task A_request_gets_a_name_that_nothing_in_the_override_has() => FixPromise.WritesAsync(
        """
            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
                TRequest callRequest2,
                ClientInterceptorContext<TRequest, TResponse> context,
                AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                string request = "r", message = "m", requestMessage = "rm", callRequest = "cr";
                Console.WriteLine(request + message + requestMessage + callRequest);
                return continuation(callRequest2, WithToken(context));
            }
        """,
        """
        using Grpc.Core.Interceptors;

        public class TokenInterceptor : Interceptor
        {
            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
            {
                string request = "r", message = "m", requestMessage = "rm", callRequest = "cr";
                Console.WriteLine(request + message + requestMessage + callRequest);
                return continuation(WithToken(context));
            }
        """ + "\n" + Shared);

    [Theory]
    [InlineData("var call = continuation(request, WithToken(context)); return new AsyncUnaryCall<TResponse>(call.ResponseAsync, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);")]
    [InlineData("Console.WriteLine(request); return continuation(request, WithToken(context));")]
    [InlineData("Console.WriteLine(\"a unary call\"); return continuation(request, WithToken(context));")]
    [InlineData("try { return continuation(request, WithToken(context)); } finally { Console.WriteLine(); }")]
    [InlineData("AsyncUnaryCall<TResponse> call = continuation(request, WithToken(context)); return call;")]
    [InlineData("using (new System.IO.MemoryStream()) return continuation(request, WithToken(context));")]
    [InlineData("return continuation(context: WithToken(context), request: request);")]
    [InlineData("Func<AsyncUnaryCall<TResponse>> call = () => continuation(request, WithToken(context)); return call();")]
    public Task An_override_that_does_more_is_the_authors(string body) => Verify.NotFixable("""
        using Grpc.Core.Interceptors;

        public class {|GRPCAUTH1005:TokenInterceptor|} : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
        """ + "\n        " + body + "\n    }\n" + Shared);

    [Fact]
    public Task An_override_that_adds_nothing_is_the_authors() => Verify.NotFixable(
        Marked(Unary).Replace("using System;\nusing Grpc.Core;\n", "") + """

            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) => continuation(request, context);

        """ + Shared);

    [Fact]
    public async Task A_base_class_and_its_subclass_end_in_the_same_code_in_any_order()
    {
        var text = await FixPromise.HoldsAsync((Unary + Shared).Replace("sealed ", "").Replace("using System;\nusing Grpc.Core;\n", "") + """


            public class Named : TokenInterceptor
            {
                public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
                    continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithCredentials(Own)));

                private static readonly CallCredentials Own = CallCredentials.FromInterceptor((_, metadata) =>
                {
                    metadata.Add("authorization", Environment.MachineName);
                    return Task.CompletedTask;
                });
            }
            """);
        Assert.Contains("BlockingUnaryCallContinuation<TRequest, TResponse> continuation)\n    {", text, System.StringComparison.Ordinal);
    }

    private static string Marked(string source) => source.Replace("class TokenInterceptor", "class {|GRPCAUTH1005:TokenInterceptor|}");

    /// <summary>The contract of the fixes runs in Reports: four copies of the override would be four more reports of GRPCAUTH1008.</summary>
    [Fact]
    public Task An_override_that_is_reported_itself_is_not_copied() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class {|GRPCAUTH1005:Authentication|} : Interceptor
        {
            private readonly Func<string> _token;

            public Authentication(Func<string> token)
            {
                _token = token;
            }

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata();
                headers.Add("authorization", "Bearer " + _token());
                var options = {|GRPCAUTH1008:context.Options.WithHeaders(headers)|};
                return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
            }
        }
        """);

    /// <summary>As above, for what adds to the caller's headers, and for what waits for a token.</summary>
    [Theory]
    [InlineData("{|GRPCAUTH1008:context.Options.Headers?.Add(\"authorization\", \"Bearer \" + _token())|};")]
    [InlineData("var headers = context.Options.Headers ?? new Metadata(); {|GRPCAUTH1008:headers.Add(\"authorization\", \"Bearer \" + _token())|}; context = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("var headers = new Metadata { { \"authorization\", \"Bearer \" + {|GRPCAUTH3005:_tokens.GetTokenAsync().Result|} } }; foreach (var entry in context.Options.Headers ?? new Metadata()) headers.Add(entry); context = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("var headers = new Metadata { { \"authorization\", \"Bearer \" + _token() } }; _ = {|GRPCAUTH1006:context.Options.WithHeaders(headers)|};")]
    public Task An_override_with_another_defect_is_not_copied(string statements) => Verify.Reports($$"""
        using Grpc.Core.Interceptors;

        public interface ITokens
        {
            Task<string> GetTokenAsync();
        }

        public sealed class {|GRPCAUTH1005:Authentication|} : Interceptor
        {
            private readonly Func<string> _token;
            private readonly ITokens _tokens;

            public Authentication(Func<string> token, ITokens tokens)
            {
                _token = token;
                _tokens = tokens;
            }

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                {{statements}}
                return continuation(request, context);
            }
        }
        """);

    [Fact]
    public async Task A_secret_is_not_written_once_more()
    {
        var project = await ProjectUnderTest.CreateAsync("""
            using Grpc.Core.Interceptors;

            public sealed class Auth : Interceptor
            {
                public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
                {
                    var headers = new Metadata { { "authorization", "Bearer archive-writer-88c4" } };
                    foreach (var entry in context.Options.Headers ?? Metadata.Empty)
                        headers.Add(entry);
                    return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers)));
                }
            }
            """, Setup.Usual);
        var reports = (await Analysis.OfAsync(project, Verify.ProductAnalyzer)).Reports;
        Assert.Contains(reports, static report => report.Id == "GRPCAUTH1005");
        Assert.DoesNotContain(await FixHost.OffersAsync(Verify.ProductFixes, project, reports), static offer => offer.Report.Id == "GRPCAUTH1005");
    }
}
