using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class InterceptorLosesHeadersTests
{
    /// <summary>An interceptor whose helper has these statements; all five kinds of call go through it.</summary>
    internal static string Interceptor(string statements) =>
        "using Grpc.Core.Interceptors;\n\npublic sealed class TokenInterceptor(CallCredentials credentials, string token) : Interceptor\n{\n" + EveryKind.Overrides + "\n    {\n        "
        + statements + "\n    }\n\n    private static string Read() => Environment.MachineName;\n\n    private readonly CallCredentials _credentials = credentials;\n\n    public string Name => token + _credentials;\n}\n";

    [Theory]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:new CallOptions(new Metadata { { \"authorization\", Read() } })|});")]
    [InlineData("var headers = new Metadata(); headers.Add(\"x-tenant\", \"a\"); return new(context.Method, context.Host, {|GRPCAUTH1008:new CallOptions(headers: headers, deadline: context.Options.Deadline)|});")]
    [InlineData("var options = {|GRPCAUTH1008:new CallOptions(credentials: _credentials)|}; return new(context.Method, context.Host, options.WithWaitForReady());")]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:default(CallOptions)|}.WithHeaders(new Metadata { { \"authorization\", Read() } }));")]
    [InlineData("Trace(context); return new(context.Method, context.Host, {|GRPCAUTH1008:new CallOptions(new Metadata { { \"authorization\", Read() } })|}); void Trace(ClientInterceptorContext<TRequest, TResponse> traced) => Console.WriteLine(traced.Method.FullName);")]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:new CallOptions(deadline: context.Options.Deadline, cancellationToken: context.Options.CancellationToken)|});")]
    public Task Options_that_are_made_anew(string statements) => Verify.Reports(Interceptor(statements), severity: DiagnosticSeverity.Warning,
        message: "'new CallOptions' replaces the options of the call, so their headers and call credentials are not sent");

    [Fact]
    public Task New_options_that_keep_the_call_credentials_lose_the_headers() => Verify.Reports(
        Interceptor("return new(context.Method, context.Host, {|GRPCAUTH1008:new CallOptions(new Metadata { { \"authorization\", Read() } }, credentials: context.Options.Credentials)|});"),
        message: "'new CallOptions' replaces the options of the call, so their headers are not sent");

    [Fact]
    public Task Either_of_two_new_options() => Verify.Reports(Interceptor(
        "return new(context.Method, context.Host, Read() == \"\" ? {|GRPCAUTH1008:new CallOptions(credentials: _credentials)|} : {|GRPCAUTH1008:new CallOptions(new Metadata { { \"authorization\", Read() } })|});"));

    [Fact]
    public Task New_options_that_keep_the_headers_lose_the_call_credentials() => Verify.Reports(
        Interceptor("var headers = new Metadata(); " + EveryKind.Copy + " headers.Add(\"authorization\", Read()); return new(context.Method, context.Host, {|GRPCAUTH1008:new CallOptions(headers)|});"),
        message: "'new CallOptions' replaces the options of the call, so their call credentials are not sent");

    [Theory]
    [InlineData("var headers = new Metadata { { \"authorization\", Read() } }; return new(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithHeaders(headers)|});")]
    [InlineData("var options = {|GRPCAUTH1008:context.Options.WithHeaders(new Metadata { { \"x-tenant\", \"a\" } })|}; return new(context.Method, context.Host, options);")]
    [InlineData("context = new(context.Method, Read(), context.Options); return new(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithHeaders(new Metadata { { \"authorization\", Read() } })|});")]
    [InlineData("var headers = new Metadata(); return new(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithHeaders(headers)|});")]
    [InlineData("var headers = new Metadata { { \"authorization\", Read() } }; Console.WriteLine(headers.Count); headers.RemoveAt(0); return new(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithHeaders(headers)|});")]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithDeadline(DateTime.UtcNow).WithHeaders(Made())|}); Metadata Made() => new() { { \"authorization\", Read() } };")]
    public Task Headers_that_take_the_place_of_those_that_are_there(string statements) => Verify.Reports(Interceptor(statements), severity: DiagnosticSeverity.Warning,
        message: "'WithHeaders' replaces the headers of the call, so those are not sent");

    [Theory]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithCredentials(_credentials)|});")]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithCredentials(CallCredentials.FromInterceptor((_, metadata) => { metadata.Add(\"authorization\", Read()); return Task.CompletedTask; }))|});")]
    public Task Credentials_that_take_the_place_of_those_that_are_there(string statements) => Verify.Reports(Interceptor(statements), severity: DiagnosticSeverity.Warning,
        message: "'WithCredentials' replaces the call credentials of the call and of AddCallCredentials, so those are not sent");

    [Theory]
    [InlineData("{|GRPCAUTH1008:context.Options.Headers?.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("var headers = context.Options.Headers; {|GRPCAUTH1008:headers?.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("var options = context.Options; {|GRPCAUTH1008:options.Headers?.Add(new Metadata.Entry(\"authorization\", Read()))|}; return context;")]
    public Task An_entry_for_headers_that_may_be_null(string statements) => Verify.Reports(Interceptor(statements), severity: DiagnosticSeverity.Warning,
        message: "'Headers?.Add' does nothing if the call has no headers; 'authorization' is not sent");

    [Theory]
    [InlineData("{|GRPCAUTH1008:context.Options.Headers!.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("var headers = context.Options.Headers!; headers.Add(\"x-tenant\", \"a\"); {|GRPCAUTH1008:headers.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("Trace(context); {|GRPCAUTH1008:context.Options.Headers!.Add(\"authorization\", Read())|}; return context; void Trace(ClientInterceptorContext<TRequest, TResponse> traced) => Console.WriteLine(traced.Method.FullName);")]
    public Task An_entry_for_headers_that_are_taken_to_be_there(string statements) => Verify.Reports(Interceptor(statements), severity: DiagnosticSeverity.Warning,
        message: "'Headers.Add' throws NullReferenceException if the call has no headers");

    [Theory]
    [InlineData("var headers = context.Options.Headers ?? new Metadata(); {|GRPCAUTH1008:headers.Add(\"authorization\", Read())|}; return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("Metadata? headers = null; if (Read() != \"\") headers = context.Options.Headers; {|GRPCAUTH1008:headers?.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("var headers = Read() == \"\" ? new Metadata() : context.Options.Headers!; {|GRPCAUTH1008:headers.Add(\"authorization\", Read())|}; return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    [InlineData("var headers = context.Options.Headers; if (headers == null) { headers = new Metadata(); context = new(context.Method, context.Host, context.Options.WithHeaders(headers)); } {|GRPCAUTH1008:headers.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("if (context.Options.Headers?.Count > 0) {|GRPCAUTH1008:context.Options.Headers!.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("if (context.Options.Headers is { Count: > 0 }) {|GRPCAUTH1008:context.Options.Headers!.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("if (context.Options.Headers is Metadata) {|GRPCAUTH1008:context.Options.Headers.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("if (null != context.Options.Headers) {|GRPCAUTH1008:context.Options.Headers.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("switch (context.Options.Headers) { case not null: {|GRPCAUTH1008:context.Options.Headers.Add(\"authorization\", Read())|}; break; } return context;")]
    [InlineData("var any = context.Options.Headers switch { null => false, _ => true }; if (any) {|GRPCAUTH1008:context.Options.Headers!.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("var headers = context.Options.Headers; headers ??= new Metadata(); {|GRPCAUTH1008:headers.Add(\"authorization\", Read())|}; return new(context.Method, context.Host, context.Options.WithHeaders(headers));")]
    public Task The_metadata_of_the_caller_is_changed(string statements) => Verify.Reports(Interceptor(statements), severity: DiagnosticSeverity.Info,
        message: "'Add' changes the caller's metadata, so a second call with it sends 'authorization' twice");

    [Fact]
    public Task Entries_of_two_branches_are_reported_each() => Verify.Reports(Interceptor(
        "var options = context.Options; if (Read() == \"\") { {|GRPCAUTH1008:options.Headers?.Add(\"authorization\", Read())|}; } else { {|GRPCAUTH1008:options.Headers?.Add(\"x-api-key\", Read())|}; } return context;"));

    [Fact]
    public Task Options_whose_result_is_dropped_are_the_matter_of_another_rule() => Verify.Reports(Interceptor(
        "var unused = {|GRPCAUTH1006:context.Options.WithHeaders(new Metadata { { \"authorization\", Read() } })|}; var other = {|GRPCAUTH1006:context.Options.WithCredentials(_credentials)|}; return context;"));

    [Fact]
    public Task A_method_that_two_overrides_call_is_one_place() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class TokenInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, Changed(context.Options)));

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, Changed(context.Options)));

            private static CallOptions Changed(CallOptions options) => {|GRPCAUTH1008:new CallOptions(deadline: options.Deadline)|};
        }
        """);

    [Fact]
    public Task Only_the_first_of_two_entries_is_reported_since_its_fix_answers_both() => Verify.Reports(
        Interceptor("{|GRPCAUTH1008:context.Options.Headers?.Add(\"authorization\", Read())|}; context.Options.Headers?.Add(\"x-api-key\", Read()); return context;"));

    [Fact]
    public Task In_the_override_itself() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class TokenInterceptor : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
                TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata { { "x-tenant", "a" } };
                return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, {|GRPCAUTH1008:context.Options.WithHeaders(headers)|}));
            }
        }
        """);

    [Fact]
    public Task Test_code_is_spoken_to_softly() => Verify.Reports(
        Interceptor("{|GRPCAUTH1008:context.Options.Headers?.Add(\"authorization\", Read())|}; return context;"),
        new Setup { GlobalConfig = "build_property.IsTestProject = true" }, severity: DiagnosticSeverity.Info);
}
