using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.CodeFixes.Interceptors;

/// <summary>An interceptor class that adds its call credentials to every call.</summary>
internal sealed class WrittenInterceptor : WrittenClass
{
    internal WrittenInterceptor(SourceFile home, SyntaxNode place, bool inNewFile)
        : base(home, place, inNewFile, "CallCredentialsInterceptor")
    {
    }

    protected override string[] Namespaces => new[] { "Grpc.Core", "Grpc.Core.Interceptors" };

    protected override IEnumerable<string> Lines(Func<string, string> name)
    {
        var credentials = name("Grpc.Core.CallCredentials");
        var context = name("Grpc.Core.Interceptors.ClientInterceptorContext`2") + "<TRequest, TResponse>";
        yield return "/// <summary>Sends call credentials with every call of a client, beside those that the call has.</summary>";
        yield return $"internal sealed class {Name} : {name("Grpc.Core.Interceptors.Interceptor")}";
        yield return "{";
        yield return $"    private readonly {credentials} _credentials;";
        yield return "";
        yield return $"    public {Name}({credentials} credentials)";
        yield return "    {";
        yield return "        _credentials = credentials;";
        yield return "    }";
        foreach (var (kind, result, takesRequest) in Kinds(name))
        {
            yield return "";
            yield return $"    public override {result} {kind}<TRequest, TResponse>(";
            if (takesRequest)
                yield return "        TRequest request,";
            yield return $"        {context} context,";
            yield return $"        {kind}Continuation<TRequest, TResponse> continuation)";
            yield return "    {";
            yield return $"        return continuation({(takesRequest ? "request, " : "")}WithCredentials(context));";
            yield return "    }";
        }

        yield return "";
        yield return $"    private {context} WithCredentials<TRequest, TResponse>(";
        yield return $"        {context} context)";
        yield return "        where TRequest : class";
        yield return "        where TResponse : class";
        yield return "    {";
        yield return "        var present = context.Options.Credentials;";
        yield return $"        var credentials = present == null ? _credentials : {credentials}.Compose(present, _credentials);";
        yield return "        var options = context.Options.WithCredentials(credentials);";
        yield return $"        return new {context}(context.Method, context.Host, options);";
        yield return "    }";
        yield return "}";
    }

    private static IEnumerable<(string Kind, string Result, bool TakesRequest)> Kinds(Func<string, string> name)
    {
        yield return ("BlockingUnaryCall", "TResponse", true);
        yield return ("AsyncUnaryCall", name("Grpc.Core.AsyncUnaryCall`1") + "<TResponse>", true);
        yield return ("AsyncServerStreamingCall", name("Grpc.Core.AsyncServerStreamingCall`1") + "<TResponse>", true);
        yield return ("AsyncClientStreamingCall", name("Grpc.Core.AsyncClientStreamingCall`2") + "<TRequest, TResponse>", false);
        yield return ("AsyncDuplexStreamingCall", name("Grpc.Core.AsyncDuplexStreamingCall`2") + "<TRequest, TResponse>", false);
    }
}
