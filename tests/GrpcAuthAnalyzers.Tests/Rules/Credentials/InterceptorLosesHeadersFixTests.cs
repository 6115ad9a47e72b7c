using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public class InterceptorLosesHeadersFixTests
{
    private const string Copied = """
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? Metadata.Empty)
                    headers.Add(entry);

        """;

    [Theory]
    [InlineData("context.Options.Headers?.Add(\"authorization\", Read())")]
    [InlineData("context.Options.Headers!.Add(\"authorization\", Read())")]
    [InlineData("(context.Options.Headers!).Add(\"authorization\", Read())")]
    public Task An_entry_goes_to_a_copy_in_a_new_context(string add) => Verify.Fixes(
        Interceptor($"        {{|GRPCAUTH1008:{add}|}}; // for the gateway\n        return context;\n"),
        Interceptor(Copied + """
                    headers.Add("authorization", Read());
                    context = new ClientInterceptorContext<TRequest, TResponse>(
                        context.Method,
                        context.Host,
                        context.Options.WithHeaders(headers)); // for the gateway
                    return context;

            """));

    [Fact]
    public Task A_local_becomes_the_copy() => Verify.Fixes(
        Interceptor("""
                    var headers = context.Options.Headers ?? new Metadata();
                    {|GRPCAUTH1008:headers.Add("authorization", Read())|};
                    return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));

            """),
        Interceptor(Copied + """
                    headers.Add("authorization", Read());
                    return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));

            """));

    [Fact]
    public Task A_local_that_is_not_sent_is_sent() => FixPromise.WritesAsync(
        Copied + """
                    context = new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
                    headers!.Add("x-tenant", "a");
                    headers.Add("authorization", Read());
            """,
        Interceptor("        var headers = context.Options.Headers;\n        headers?.Add(\"x-tenant\", \"a\");\n        headers?.Add(\"authorization\", Read());\n        return context;\n").Replace("headers?.Add(\"x-tenant\"", "headers!.Add(\"x-tenant\""));

    [Fact]
    public Task New_options_become_those_of_the_call() => FixPromise.WritesAsync(
        """
                var headers = new Metadata { { "authorization", Read() } };
                foreach (var entry in context.Options.Headers ?? Metadata.Empty)
                    headers.Add(entry);
                return new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method,
                    context.Host,
                    context.Options.WithHeaders(headers).WithCancellationToken(stopping));
        """,
        Interceptor("        var headers = new Metadata { { \"authorization\", Read() } };\n        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, new CallOptions(headers, context.Options.Deadline, cancellationToken: stopping));\n"));

    [Fact]
    public Task Metadata_that_is_made_in_the_call_gets_a_local() => FixPromise.WritesAsync(
        """
                var headers = new Metadata { { "authorization", Read() } };
                foreach (var entry in context.Options.Headers ?? Metadata.Empty)
                    headers.Add(entry);
                return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers));
        """,
        Interceptor("        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(new Metadata { { \"authorization\", Read() } }));\n"));

    [Fact]
    public Task Credentials_are_composed() => FixPromise.WritesAsync(
        """
                return new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method,
                    context.Host,
                    context.Options.WithCredentials(context.Options.Credentials == null
                        ? _credentials
                        : CallCredentials.Compose(context.Options.Credentials, _credentials)));
        """,
        Interceptor("        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithCredentials(_credentials));\n"));

    [Fact]
    public Task Credentials_that_are_made_in_the_call_get_a_local() => FixPromise.WritesAsync(
        """
                var credentials = Make();
                return new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method,
                    context.Host,
                    context.Options.WithCredentials(context.Options.Credentials == null
                        ? credentials
                        : CallCredentials.Compose(context.Options.Credentials, credentials)));
        """,
        Interceptor("        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithCredentials(Make()));\n"));

    [Theory]
    [InlineData("        if (Read() != \"\")\n        {\n            context.Options.Headers?.Add(\"authorization\", Read());\n        }\n        else\n        {\n            context.Options.Headers?.Add(\"authorization\", Read() + \"x\");\n        }\n\n        return context;\n", "            headers.Add(\"authorization\", Read() + \"x\");\n")]
    [InlineData("        {\n            context.Options.Headers?.Add(\"authorization\", Read());\n        }\n\n        context.Options.Headers?.Add(\"x-api-key\", Read());\n        return context;\n", "        callHeaders.Add(\"x-api-key\", Read());\n")]
    [InlineData("        var first = context.Options.WithHeaders(new Metadata { { \"authorization\", Read() } });\n        var second = context.Options.WithHeaders(new Metadata { { \"authorization\", Read() + \"x\" } });\n        return new(context.Method, context.Host, Read() == \"\" ? first : second);\n", "        var second = context.Options.WithHeaders(callHeaders);\n")]
    [InlineData("        return new(context.Method, context.Host, context.Options.WithHeaders(new Metadata { { \"authorization\", Read() } }).WithCredentials(Make()));\n", "            headers.Add(entry);\n        var credentials = Make();\n        return new(")]
    [InlineData("        return new(context.Method, context.Host, new CallOptions().WithHeaders(new Metadata { { \"authorization\", Read() } }));\n", "        return new(context.Method, context.Host, context.Options.WithHeaders(headers));\n")]
    [InlineData("        var options = new CallOptions();\n        options = options.WithCredentials(_credentials);\n        return new(context.Method, context.Host, options);\n", "            : CallCredentials.Compose(options.Credentials, _credentials));\n")]
    [InlineData("        var options = new CallOptions();\n        options.WithCredentials(_credentials);\n        return new(context.Method, context.Host, options);\n", "            : CallCredentials.Compose(options.Credentials, _credentials));\n")]
    public Task All_places_of_an_override_are_changed_together(string statements, string expected) => FixPromise.WritesAsync(expected, Interceptor(statements));

    [Fact]
    public Task The_result_compiles_in_CSharp_7_3() => FixPromise.WritesAsync(
        "foreach (var entry in context.Options.Headers ?? Metadata.Empty)",
        "using System;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Grpc.Core;\n" + Interceptor("        context.Options.Headers.Add(\"authorization\", Read());\n        return context;\n").Replace("= new();", "= new CancellationToken();"),
        new Setup { Language = LanguageVersion.CSharp7_3, Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable });

    [Theory]
    [InlineData("if (Read() != \"\") {|GRPCAUTH1008:context.Options.Headers?.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("var options = context.Options; {|GRPCAUTH1008:options.Headers?.Add(\"authorization\", Read())|}; return context;")]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:new CallOptions(/* mine */ new Metadata { { \"authorization\", Read() } })|});")]
    [InlineData("var before = context; {|GRPCAUTH1008:context.Options.Headers?.Add(\"authorization\", Read())|}; return before;")]
    [InlineData("return new(context.Method, context.Host, {|GRPCAUTH1008:Own()|}); CallOptions Own() => new(new Metadata { { \"authorization\", Read() } });", true)]
    [InlineData("var headers = context.Options.Headers; if (headers == null) { headers = new Metadata(); context = new(context.Method, context.Host, context.Options.WithHeaders(headers)); } {|GRPCAUTH1008:headers.Add(\"authorization\", Read())|}; return context;")]
    public Task What_has_another_form_is_the_authors(string statements, bool isElsewhere = false) => Verify.NotFixable(
        Interceptor("        " + (isElsewhere ? statements.Replace("{|GRPCAUTH1008:Own()|}", "Own()").Replace("=> new(new Metadata { { \"authorization\", Read() } })", "=> {|GRPCAUTH1008:new(new Metadata { { \"authorization\", Read() } })|}") : statements) + "\n"));

    private static string Interceptor(string statements) =>
        "using Grpc.Core.Interceptors;\n\npublic sealed class TokenInterceptor : Interceptor\n{\n    private static readonly CallCredentials _credentials = Make();\n    private static readonly CancellationToken stopping = new();\n"
        + EveryKind.Overrides + "\n    {\n" + statements + "    }\n\n    private static string Read() => Environment.MachineName;\n\n    private static CallCredentials Make() => CallCredentials.FromInterceptor((context, metadata) =>\n    {\n        metadata.Add(\"authorization\", Read());\n        return Task.CompletedTask;\n    });\n}\n";
}
