using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>What the code of a client interceptor does with the options and headers that a call came with.</summary>
public sealed class InterceptorCodeTests
{
    private const string Go = " return next(request, context);";

    /// <summary>R: reads headers, C: reads credentials, H: hands on, N: checks for null, E: looks at entries.</summary>
    [Theory]
    [InlineData(Go, "")]
    [InlineData("Use(context.Options.Headers);" + Go, "R")]
    [InlineData("Use(context.Options.Credentials);" + Go, "C")]
    [InlineData("Use(context.Options.Deadline);" + Go, "")]
    [InlineData("Outside.Take(context.Options);" + Go, "H")]
    [InlineData("Outside.Take(context);" + Go, "H")]
    [InlineData("Own(context);" + Go, "")]
    [InlineData("Virtual(context);" + Go, "H")]
    [InlineData("OfBase(context);" + Go, "")]
    [InlineData("OfOptions(context.Options);" + Go, "RNE")]
    [InlineData("Local(context); void Local(ClientInterceptorContext<TRequest, TResponse> c) => c.ToString();" + Go, "")]
    [InlineData("_other.AsyncUnaryCall(request, context, next);" + Go, "H")]
    [InlineData("new Kept(context.Options);" + Go, "H")]
    [InlineData("var all = new Dictionary<string, CallOptions>(); all.Add(\"a\", context.Options);" + Go, "H")]
    [InlineData("return next(request, new(context.Method, context.Host, context.Options));", "")]
    [InlineData("return base.AsyncUnaryCall(request, context, next);", "")]
    [InlineData("var h = context.Options.Headers; Use(h == null);" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; Use(null != h);" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; Use(h is null);" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; Use(h is Metadata);" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; Use(h is not { Count: 0 });" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; Outside.Use(h);" + Go, "RNE")]
    [InlineData("var h = context.Options.Headers; Metadata other = h ?? new Metadata();" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; h ??= new Metadata();" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; switch (h) { case null: break; }" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; var any = h switch { null => 0, _ => 1 };" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; h?.Add(\"a\", \"b\");" + Go, "R")]
    [InlineData("var h = context.Options.Headers; var count = h?.Count;" + Go, "RN")]
    [InlineData("var h = context.Options.Headers; h?.Clear();" + Go, "RNE")]
    [InlineData("var h = context.Options.Headers; h!.Remove(null!);" + Go, "RE")]
    [InlineData("var h = context.Options.Headers; foreach (var e in h!) Console.WriteLine(e.Key);" + Go, "RE")]
    [InlineData("var h = context.Options.Headers; ArgumentNullException.ThrowIfNull(h);" + Go, "RNE")]
    [InlineData("var h = context.Options.Headers; Use(h!.Any());" + Go, "RNE")]
    [InlineData("var name = context.Method.Name; Use(name == null); Use(name is null); Use(name ?? \"\"); name ??= \"\"; switch (name) { case null: break; } foreach (var c in name) Use(c); name?.Clone();" + Go, "")]
    [InlineData("Use(context.Method.Name is object o ? o : 1);" + Go, "")]
    [InlineData("var other = new List<string>(); other.Add(\"a\"); other.Clear();" + Go, "")]
    public async Task What_it_does(string statements, string expected)
    {
        var (_, code) = await OfAsync(statements);
        var said = (code!.ReadsHeaders ? "R" : "") + (code.ReadsCredentials ? "C" : "") + (code.HandsOn ? "H" : "") + (code.ChecksForNull ? "N" : "") + (code.LooksAtEntries ? "E" : "");
        Assert.Equal(expected, said);
    }

    [Theory]
    [InlineData("return next(request, new(context.Method, context.Host, context.Options));", 1, 0, 0)]
    [InlineData("var c = new ClientInterceptorContext<TRequest, TResponse>(context.Method, \"a\", context.Options); return next(request, new(c.Method, c.Host, c.Options));", 2, 0, 0)]
    [InlineData("var m = new Metadata(); m.Add(\"a\", \"b\"); var o = context.Options.WithHeaders(m).WithDeadline(default);" + Go, 0, 1, 1)]
    [InlineData("var o = context.Options.WithCredentials(null!).WithCancellationToken(default);" + Go, 0, 1, 0)]
    [InlineData("var m = new Metadata { { \"a\", \"b\" } }; m.Add(new Metadata.Entry(\"c\", \"d\")); m.Insert(0, null!);" + Go, 0, 0, 2)]
    [InlineData("var all = new List<string>(); all.Add(\"a\"); var o = context.Options.WithWaitForReady();" + Go, 0, 0, 0)]
    [InlineData("Fill(new Metadata());" + Go, 0, 0, 1)]
    [InlineData("Fill(new Metadata()); Fill(new Metadata());" + Go, 0, 0, 1)]
    [InlineData("Virtual(context);" + Go, 0, 0, 0)]
    [InlineData("Outside.Fill(new Metadata());" + Go, 0, 0, 0)]
    public async Task What_is_in_it(string statements, int contexts, int derivations, int adds)
    {
        var (_, code) = await OfAsync(statements);
        Assert.Equal((contexts, derivations, adds), (code!.Contexts.Count, code.Derivations.Count, code.Adds.Count));
    }

    [Theory]
    [InlineData("throw new NotSupportedException();", "AsyncUnaryCall")]
    [InlineData("Outside.Next(1); throw new NotSupportedException();", "AsyncUnaryCall")]
    [InlineData(Go, "Prepare")]
    [InlineData(Go, "Virtual")]
    [InlineData(Go, "ToString")]
    [InlineData("return Deep0(request, context, next);", "AsyncUnaryCall", 16)]
    public async Task No_call_goes_on_or_it_is_no_override_or_too_long(string statements, string method, int deep = 0) =>
        Assert.Null((await OfAsync(statements, method, deep)).Code);

    [Fact]
    public async Task As_many_methods_as_anybody_writes_are_followed() =>
        Assert.NotNull((await OfAsync("return Deep0(request, context, next);", "AsyncUnaryCall", 15)).Code);

    /// <summary>Code that is written once as a lambda is no override.</summary>
    [Fact]
    public async Task A_function_over_metadata()
    {
        var program = await BoundProgram.OfAsync("using Grpc.Core.Interceptors; public static class P { public static object Run(CallInvoker i) => i.Intercept(/*here*/m => m); }");
        Assert.Null(InterceptorCode.Of(PerCallCode.From(Assert.Single(program.Marked), program.Facts)!, program.Facts));
    }

    [Fact]
    public async Task It_contains_the_methods_that_it_calls()
    {
        var (program, code) = await OfAsync("Fill(new Metadata());" + Go);
        Assert.True(code!.Contains(program.Function("Auth", "AsyncUnaryCall")));
        Assert.True(code.Contains(code.Adds.Single()));
        Assert.False(code.Contains(program.Function("Auth", "Own").Descendants().OfType<IInvocationOperation>().First()));
    }

    private static async Task<(BoundProgram Program, InterceptorCode? Code)> OfAsync(string statements, string method = "AsyncUnaryCall", int deep = 0)
    {
        var program = await BoundProgram.OfAsync(Program(statements, deep));
        return (program, InterceptorCode.Of(PerCallCode.From(program.Function("Auth", method), program.Facts)!, program.Facts));
    }

    private static string Program(string statements, int deep) => $$"""
        #pragma warning disable CS0219, CS0168
        using Grpc.Core.Interceptors;

        public sealed record Kept(CallOptions Options);

        public static class Outside
        {
            public static Func<int, int> Next { get; set; } = i => i;

            public static void Fill(Metadata m) => m.Add("a", "b");

            public static void Use(object? value) => Next(value is null ? 1 : 2);

            public static void Take(CallOptions options) => Use(options);

            public static void Take<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context) where TRequest : class where TResponse : class => Use(context);
        }

        public abstract class Based : Interceptor
        {
            protected static void OfBase<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context) where TRequest : class where TResponse : class => context.ToString();

            protected abstract AsyncUnaryCall<TResponse> Prepare<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next)
                where TRequest : class where TResponse : class;
        }

        public class Auth : Based
        {
            private readonly Interceptor _other = null!;

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next)
            {
                {{statements}}
            }

            protected override AsyncUnaryCall<TResponse> Prepare<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next) => next(request, context);

            protected virtual void Virtual<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context) where TRequest : class where TResponse : class => new Metadata().Add("a", "b");

            public override string ToString() => "a";

            private static void Use(object? value) => Action?.Invoke(value);

            private static Action<object?>? Action { get; set; }

            private static void Own<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context) where TRequest : class where TResponse : class => context.ToString();

            private static void OfOptions(CallOptions options) => Action?.Invoke(options.Headers);

            private static void Fill(Metadata headers) => headers.Add("a", "b");

            {{string.Join("\n    ", Deep(deep))}}
        }
        """;

    private static IEnumerable<string> Deep(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return $"private static AsyncUnaryCall<TResponse> Deep{i}<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> next) where TRequest : class where TResponse : class => "
                + (i == count - 1 ? "next(request, context);" : $"Deep{i + 1}(request, context, next);");
        }
    }
}
