using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>Which types of call an interceptor adds a credential to, and which it certainly passes on as they are.</summary>
public sealed class InterceptedCallKindsTests
{
    private const string New = "new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, default(CallOptions))";

    private const string Signed = "WithToken(context)";

    /// <summary>The override of the asynchronous call: whether it is left out, whether it adds a credential, and whether it does so for some methods only.</summary>
    [Theory]
    [InlineData("return next(request, context);", true, false)]
    [InlineData("return base.AsyncUnaryCall(request, context, next);", true, false)]
    [InlineData("var go = next; return go(request, context);", true, false)]
    [InlineData("var a = next; var b = a; var c = b; return c(request, context);", true, false)]
    [InlineData("var a = next; var b = a; var c = b; var d = c; return d(request, context);", false, false)]
    [InlineData("Console.WriteLine(context.Method.FullName + context.Host); return next(request, context);", true, false)]
    [InlineData("if (context.Host is null) return next(request, context); return next.Invoke(request, context);", true, false)]
    [InlineData("return next(request, " + New + ");", false, false)]
    [InlineData("var go = next; return go(request, " + New + ");", false, false)]
    [InlineData("if (context.Host is null) return next(request, context); return next(request, " + New + ");", false, false)]
    [InlineData("var go = next; if (context.Host is null) go = null!; return go(request, context);", false, false)]
    [InlineData("var go = next; throw new NotSupportedException();", false, false)]
    [InlineData("throw new NotSupportedException();", false, false)]
    [InlineData("Outside.Look(context); return next(request, context);", false, false)]
    [InlineData("Console.WriteLine(context.Options.Deadline); return next(request, context);", false, false)]
    [InlineData("Outside.Keep(next); return next(request, context);", false, false)]
    [InlineData("return next(request, " + Signed + ");", false, true)]
    [InlineData("return context.Host is null ? next(request, " + Signed + ") : next(request, context);", false, true)]
    [InlineData("return context.Method.Name == \"a\" ? next(request, " + Signed + ") : next(request, context);", false, true, true)]
    [InlineData("if (context.Method.Name == \"a\") return next(request, " + Signed + "); return next(request, context);", false, true, true)]
    [InlineData("Console.WriteLine(context.Method.Name); return next(request, " + Signed + ");", false, true)]
    [InlineData("Console.WriteLine(new Accounts.AccountsClient(Outside.Open()).Login(new LoginRequest(), new Metadata { { \"x-api-key\", Outside.Key } })); return next(request, context);", false, false)]
    [InlineData("Console.WriteLine(new Accounts.AccountsClient(Outside.Open()).Login(new LoginRequest(), new Metadata { { \"x-api-key\", Outside.Key } })); throw new NotSupportedException();", false, false)]
    public async Task An_override(string statements, bool isLeftOut, bool isAuthenticating, bool isSelective = false)
    {
        var program = await BoundProgram.OfAsync(Program(statements));
        var kinds = InterceptedCallKinds.Of(program.Type("Auth"), program.Ask())!;
        Assert.Equal(
            (isLeftOut, isAuthenticating, isSelective),
            (kinds.LeftOut.Contains("AsyncUnaryCall"), kinds.Authenticating.Any(static method => method.Name == "AsyncUnaryCall"), kinds.AreSelective(program.Facts)));
        Assert.Contains("AsyncDuplexStreamingCall", kinds.LeftOut);
    }

    private static string Program(string statements) => $$"""
        #pragma warning disable CS0162
        using Grpc.Core.Interceptors;

        public static class Outside
        {
            public static string Key { get; set; } = "";

            public static GrpcChannel Open() => GrpcChannel.ForAddress("https://a");

            public static void Look(object context) => Console.WriteLine(context);

            public static void Keep(object next) => Console.WriteLine(next);
        }

        public sealed class Auth : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next)
            {
                {{statements}}
            }

            private static ClientInterceptorContext<TRequest, TResponse> WithToken<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class
                where TResponse : class =>
                new(context.Method, context.Host, context.Options.WithHeaders(new Metadata { { "authorization", "Bearer " + Outside.Key } }));
        }
        """;
}
