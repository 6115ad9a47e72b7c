using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;
using static GrpcAuthAnalyzers.Tests.Facts.ReadingServer;

namespace GrpcAuthAnalyzers.Tests.Facts;

/// <summary>What a caller brought decides whether code of a server is run, or does not.</summary>
public sealed class RequestValuesTests
{
    private const string Members = """
        private TResponse Noted<TResponse>(TResponse response, string? id)
        {
            logger.LogInformation(id);
            return response;
        }

        private bool IsNoted(object? response, string? id)
        {
            logger.LogInformation(id);
            return response is null;
        }

        private string[] Lines(object? response, string? id)
        {
            logger.LogInformation(id);
            return new[] { "a", response?.ToString() ?? "" };
        }

        private void Require(Metadata headers)
        {
            if (headers.GetValue("x-account-id") is not null)
                return;

            throw new InvalidOperationException();
        }

        private void RequireLate(Metadata headers)
        {
            foreach (var header in headers)
            {
                if (header.Key == "x-account-id")
                    goto known;
            }

            throw new InvalidOperationException();
            known: logger.LogInformation("known");
        }

        private void Note(string kind, string? id)
        {
            if (kind.Length == 0)
                throw new InvalidOperationException();

            logger.LogInformation(id);
        }

        private void First(string? id) => Second(id);

        private void Second(string? id) => Third(id);

        private void Third(string? id) => logger.LogInformation(id);

        private void Before(string? id) => First(id);

        private static void Forever(string? id) => Forever(id);
        """;

    /// <summary>Conditions about other values, around what goes on or refuses.</summary>
    [Theory]
    [InlineData("_ = request?.ToString() ?? throw new InvalidOperationException();")]
    [InlineData("switch (context.Method) { case \"\": throw new InvalidOperationException(); }")]
    [InlineData("_ = context.Method switch { \"\" => throw new InvalidOperationException(), var name => name };")]
    [InlineData("foreach (var part in context.Method.Split('/')) { if (part == \"-\") throw new InvalidOperationException(); }")]
    [InlineData("while (context.Method.Length == 0) throw new InvalidOperationException();")]
    [InlineData("for (var i = 0; i > context.Method.Length; i++) throw new InvalidOperationException();")]
    [InlineData("try { logger.LogInformation(id); } catch (Exception) when (context.Method.Length == 0) { throw new InvalidOperationException(); }")]
    [InlineData("_ = accounts.Find(\"nobody\");")]
    [InlineData("Note(\"call\", id);")]
    [InlineData("First(id);")]
    [InlineData("new Box { Value = id }.ToString();")]
    [InlineData("new Box().Value = id;")]
    public Task It_does_not_decide(string code) => Verify.Silent(WithBox(Id + "logger.LogInformation(id); " + code + On, isReported: false));

    [Theory]
    [InlineData("return Noted(await continuation(request, context), id) switch { var answer => answer };")]
    [InlineData("TResponse answer; switch (Noted(answer = await continuation(request, context), id)) { default: logger.LogInformation(\"\"); break; } return answer;")]
    [InlineData("TResponse answer; if (IsNoted(answer = await continuation(request, context), id)) logger.LogInformation(\"\"); return answer;")]
    [InlineData("TResponse answer; while (IsNoted(answer = await continuation(request, context), id)) logger.LogInformation(\"\"); return answer;")]
    [InlineData("TResponse answer; for (; IsNoted(answer = await continuation(request, context), id);) logger.LogInformation(\"\"); return answer;")]
    [InlineData("TResponse answer; foreach (var line in Lines(answer = await continuation(request, context), id)) logger.LogInformation(line); return answer;")]
    [InlineData("TResponse? answer = null; _ = context.Method.Length > 0 && IsNoted(answer = await continuation(request, context), id); return answer!;")]
    [InlineData("TResponse? answer = null; _ = IsNoted(answer = await continuation(request, context), id) || context.Method.Length > 0; return answer!;")]
    [InlineData("return Noted(await continuation(request, context), id) ?? throw new InvalidOperationException(id);", true)]
    public Task The_call_goes_on_before_the_value_is_used(string code, bool isReported = false) =>
        Judge(WithBox(Id + code, isReported), isReported);

    [Theory]
    [InlineData("return await Nested(); async Task<TResponse> Nested() { logger.LogInformation(id); return await continuation(request, context); }", false)]
    [InlineData("return await Nested(); async Task<TResponse> Nested() { if (id is null) return default!; return await continuation(request, context); }", true)]
    [InlineData("return id is null ? default! : await Nested(); async Task<TResponse> Nested() => await continuation(request, context);", true)]
    [InlineData("return await Nested(); async Task<TResponse> Nested() { await Task.Yield(); return default!; }", true)]
    public Task A_local_function_lets_the_call_go_on(string code, bool isReported) => Judge(WithBox(Id + code, isReported), isReported);

    [Theory]
    [InlineData("switch (id) { case null: throw new InvalidOperationException(); }")]
    [InlineData("_ = id switch { null => throw new InvalidOperationException(), var known => known };")]
    [InlineData("foreach (var header in context.RequestHeaders) throw new InvalidOperationException();")]
    [InlineData("while (id is null) throw new InvalidOperationException();")]
    [InlineData("for (; id is null;) throw new InvalidOperationException();")]
    [InlineData("try { logger.LogInformation(\"\"); } catch (Exception) when (id is null) { throw new InvalidOperationException(); }")]
    [InlineData("int.TryParse(id, out var number); if (number == 0) throw new InvalidOperationException();")]
    [InlineData("string? copy; copy = id; if (copy is null) throw new InvalidOperationException();")]
    [InlineData("foreach (var header in context.RequestHeaders) { if (header.Key == \"a\") throw new InvalidOperationException(); }")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-ticket\") is string ticket) accounts.SetAccount(ticket);")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-ticket\") is { } ticket) accounts.SetAccount(ticket);")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-ticket\") is { Length: > 0 } ticket) accounts.SetAccount(ticket);")]
    [InlineData("if (context.RequestHeaders.GetValue(\"x-ticket\") is var ticket) accounts.SetAccount(ticket!);")]
    [InlineData("switch (context.RequestHeaders.GetValue(\"x-ticket\")) { case { } ticket: accounts.SetAccount(ticket); break; }")]
    [InlineData("_ = context.RequestHeaders.GetValue(\"x-ticket\") switch { { Length: > 0 } ticket => accounts.Find(ticket), _ => false };")]
    [InlineData("_ = context.RequestHeaders.Select(header => accounts.Find(header.Key)).Count();")]
    [InlineData("if (context.Peer == \"ipv4:10.0.0.1\") throw new InvalidOperationException();")]
    [InlineData("if (context.UserState.Count == 0) throw new InvalidOperationException();")]
    [InlineData("Require(context.RequestHeaders);")]
    [InlineData("RequireLate(context.RequestHeaders);")]
    [InlineData("Before(id);")]
    [InlineData("Forever(id);")]
    [InlineData("new Box().Value = context.RequestHeaders.GetValue(\"x-ticket\");")]
    [InlineData("TResponse? answer = null; _ = id != null && (answer = await continuation(request, context)) is not null; if (answer is not null) return answer;")]
    [InlineData("if (request is null) return default!;")]
    [InlineData("var answer = await continuation(request, context); TResponse other = null!; if (request is null) return other; if (answer is null) return answer!;")]
    [InlineData("Func<Task<TResponse>> other = () => Task.FromResult<TResponse>(null!); if (request is null) return await other();")]
    public Task It_may_decide(string code) => Verify.Reports(WithBox(Id + "logger.LogInformation(id); " + code + On, isReported: true));

    [Theory]
    [InlineData("Func<Task<TResponse>> other = () => Task.FromResult<TResponse>(null!); return await other();")]
    [InlineData("await Task.Yield(); throw new InvalidOperationException();")]
    public Task An_interceptor_that_lets_nothing_go_on(string code) => Verify.Reports(WithBox(Id + "logger.LogInformation(id); " + code, isReported: true));

    [Theory]
    [InlineData("app.Use(async (context, next) => { Console.WriteLine(context.Request.Headers[\"x-trace\"]); await next(); });", false)]
    [InlineData("app.Use(async (context, go) => { Console.WriteLine(context.Request.Headers[\"x-trace\"]); await go(context); });", false)]
    [InlineData("app.Use((HttpContext context, RequestDelegate next) => { Console.WriteLine(context.Request.Headers[\"x-trace\"]); return Task.CompletedTask; });", true)]
    [InlineData("app.Use(async (context, next) => { context.Request.Headers.TryGetValue(\"x-trace\", out var values); if (values.Count > 0) await next(context); });", true)]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.Count == 0) { context.Response.StatusCode = 400; return; } await next(context); });", true)]
    [InlineData("app.Use(async (context, next) => { if (context.Request.Headers.Count == 0) return; await next(context); });", true)]
    [InlineData("app.Use(async (context, next) => { if (DateTime.Now.Year < 2000) return; Console.WriteLine(context.Request.Headers[\"x-trace\"]); await next(context); });", false)]
    [InlineData("app.Use(async (context, next) => { if (context.User is null) await Task.Yield(); else await next(context); });", true)]
    [InlineData("app.Use(next => async context => { Console.WriteLine(context.Request.Headers[\"x-trace\"]); await next(context); });", false)]
    public Task A_middleware(string code, bool isReported) => Judge(With(middleware: code, isReported: isReported), isReported);

    private static string WithBox(string interceptor, bool isReported) => With(interceptor, isReported: isReported, members: Members) + """


        public sealed class Box { public string? Value { get; set; } }
        """;
}
