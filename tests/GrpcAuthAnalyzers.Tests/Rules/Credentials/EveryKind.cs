namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Members of an interceptor in a test that is about something else.</summary>
internal static class EveryKind
{
    /// <summary>Overrides of all five kinds of call, which hand on what <c>WithToken(context)</c> returns.</summary>
    internal const string Overrides = """

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, WithToken(context));

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, WithToken(context));

            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) => continuation(request, WithToken(context));

            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) => continuation(WithToken(context));

            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) => continuation(WithToken(context));

            private ClientInterceptorContext<TRequest, TResponse> WithToken<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class where TResponse : class
        """;

    /// <summary>The loop that keeps the headers of the caller, before a token is added to <c>headers</c>.</summary>
    internal const string Copy = "foreach (var entry in context.Options.Headers ?? new Metadata()) headers.Add(entry);";
}
