using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>
/// A line that a fix has made too long is broken as one would write it. In the first tests <c>[[...]]</c> is what the fix writes, and A to F are names of
/// forty letters.
/// </summary>
public sealed class LongLineTests
{
    [Theory]
    [InlineData("[[A(B, C, D);]]", "A(\n            B,\n            C,\n            D);")]
    [InlineData("[[A(B, C).D(E);]]", "A(B, C)\n            .D(E);")]
    [InlineData("[[var x = A ? B : C + D;]]", "var x = A\n            ? B\n            : C + D;")]
    [InlineData("[[return A ?? B ?? C ?? D;]]", "return A\n            ?? B\n            ?? C\n            ?? D;")]
    [InlineData("[[x = A + B + C + D;]]", "x = A\n            + B\n            + C\n            + D;")]
    [InlineData("[[if (A && B && (C || D)) return;]]", "if (A\n            && B\n            && (C || D)) return;")]
    [InlineData("[[var x = A(B).C(D).E();]]", "var x = A(B)\n            .C(D)\n            .E();")]
    [InlineData("[[var x = A(B(C(D)));]]", "var x = A(\n            B(C(D)));")]
    [InlineData("[[var x = A.B.C.D;]]", "var x =\n            A.B.C.D;")]
    [InlineData("[[x = A(y => B(C, D));]]", "x = A(y =>\n            B(C, D));")]
    [InlineData("[[x = A(() => { B(C); D(E); });]]", "x = A(() =>\n        {\n            B(C);\n            D(E);\n        });")]
    [InlineData("x = A(() => { [[B(C);]] D(E); });", "x = A(() =>\n        {\n            B(C);\n            D(E);\n        });")]
    [InlineData("x = new A { B = C, [[D = E]] };", "x = new A\n        {\n            B = C,\n            D = E\n        };")]
    [InlineData("[[var x = new[] { A, B, C, D };]]", "var x = new[]\n        {\n            A,\n            B,\n            C,\n            D\n        };")]
    [InlineData("var x = A(B, [[C(D, E)]]);", "var x = A(\n            B,\n            C(D, E));")]
    [InlineData("var x = A(B, C(D, [[E(F, A)]]));", "var x = A(B, C(D, E(\n            F,\n            A)));")]
    public void A_long_line_is_broken(string statement, string expected) => Assert.Equal(Method(expected), Written(Method(statement)));

    [Theory]
    [InlineData("[[A(B, C);]]")]
    [InlineData("A(B, C, D, [[E]]);")]
    [InlineData("A(B, C, D);[[ x = 1;]]")]
    [InlineData("A(B, C, D[[.E]]);")]
    [InlineData("A(B, C, [[D]]);")]
    [InlineData("x = A(() => { B(C, D[[, E]]); });")]
    [InlineData("x = new A { B = C, D = E[[.F]] };")]
    [InlineData("[[A(B, /* why */ C, D);]]")]
    [InlineData("[[return $\"{A(B, C)} {D}\";]]")]
    [InlineData("[[return A.B.C.D;]]")]
    [InlineData("[[throw new A(\"B C D E\");]]")]
    [InlineData("[[// A B C D]]\n        return;")]
    public void A_line_that_is_short_or_that_the_user_has_written_is_not(string statement) =>
        Assert.Equal(Method(statement).Replace("[[", "", StringComparison.Ordinal).Replace("]]", "", StringComparison.Ordinal), Written(Method(statement)));

    [Theory]
    [InlineData("class X\n{\n    [[int A(int B, int C) => D;]]\n}\n", "class X\n{\n    int A(\n        int B,\n        int C) => D;\n}\n")]
    [InlineData("class X\n{\n    int M(int B, int C)[[ => D(E)]];\n}\n", "class X\n{\n    int M(int B, int C) =>\n        D(E);\n}\n")]
    [InlineData("class X\n{\n    [[int A(int B, int C) => D(E, F);]]\n}\n", "class X\n{\n    int A(\n        int B,\n        int C) =>\n        D(E, F);\n}\n")]
    [InlineData("class X {\n\tint M() {\n\t\t[[return A(() => { B(C); D(E); });]]\n\t}\n}\n", "class X {\n\tint M() {\n\t\treturn A(() => {\n\t\t\tB(C);\n\t\t\tD(E);\n\t\t});\n\t}\n}\n")]
    [InlineData("class X\r\n{\r\n  int M() => 1;\r\n  [[int A = B(C, D, E);]]\r\n}\r\n", "class X\r\n{\r\n  int M() => 1;\r\n  int A = B(\r\n    C,\r\n    D,\r\n    E);\r\n}\r\n")]
    public void A_line_is_broken_as_the_file_is_laid_out(string file, string expected) => Assert.Equal(Long(expected), Written(file));

    [Fact]
    public Task The_parameters_and_arguments_of_an_override_have_a_line_each() => FixPromise.WritesAsync(
        """
            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
                ClientInterceptorContext<TRequest, TResponse> context,
                AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
                continuation(new ClientInterceptorContext<TRequest, TResponse>(
                    context.Method,
                    context.Host,
                    context.Options.WithHeaders(With(context.Options.Headers, "Bearer " + token()))));
        """,
        """
        using Grpc.Core.Interceptors;

        public sealed class TokenInterceptor(Func<string> token) : Interceptor
        {
            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
                continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(With(context.Options.Headers, "Bearer " + token()))));

            private static Metadata With(Metadata? headers, string value)
            {
                var all = new Metadata();
                foreach (var entry in headers ?? all)
                    all.Add(entry);
                all.Add("authorization", value);
                return all;
            }
        }
        """);

    [Theory]
    [InlineData("{\n        return await client.GetOrderAsync(r, HEADERS, cancellationToken: cancellation);\n    }")]
    [InlineData("=> await client.GetOrderAsync(r, HEADERS, cancellationToken: cancellation);")]
    public Task A_setting_that_a_token_is_asked_for_with_is_a_local_of_its_own(string body) => FixPromise.WritesAsync(
        """
                var scope = Environment.GetEnvironmentVariable("GRPC_ORDERS_SCOPE")
                    ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_SCOPE' is not set.");
                var token = (await credential.GetTokenAsync(new TokenRequestContext(new[] { scope }), cancellation)).Token;
                return await client.GetOrderAsync(r, new Metadata { { "authorization", $"Bearer {token}" } }, cancellationToken: cancellation);
        """,
        $$"""
        using Azure.Core;

        public sealed class Desk(Orders.OrdersClient client, TokenCredential credential)
        {
            public async Task<Order> GetAsync(OrderRequest r, CancellationToken cancellation)
            {{body.Replace("HEADERS", "new Metadata { { \"authorization\", \"Bearer archive-writer-88c4\" } }", StringComparison.Ordinal)}}
        }
        """, Setup.Usual with { TokenPackages = true });

    [Fact]
    public Task A_call_that_follows_in_the_chain_has_its_line() => FixPromise.WritesAsync(
        """
                        metadata.Add("authorization", $"Bearer {token}");
                        return Task.CompletedTask;
                    })
                    .ConfigureChannel(o => o.MaxReceiveMessageSize = 1024);
        """,
        """
        using Microsoft.Extensions.DependencyInjection;

        public static class Clients
        {
            public static void Add(IServiceCollection services) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com")).ConfigureChannel(o => o.MaxReceiveMessageSize = 1024);
        }
        """);

    private static string Method(string statement) => Long($$"""
        class X
        {
            int M()
            {
                {{statement}}
            }
        }
        """);

    private static string Long(string text) => Regex.Replace(text, @"\b[A-F]\b", static name => new string(char.ToLowerInvariant(name.Value[0]), 40));

    private static string Written(string marked)
    {
        var (text, changes) = ("", new List<TextChange>());
        foreach (var part in Regex.Split(Long(marked), @"(\[\[.*?\]\])"))
        {
            if (part.StartsWith("[[", StringComparison.Ordinal))
                changes.Add(new TextChange(new TextSpan(text.Length, 0), part[2..^2]));
            else
                text += part;
        }

        var options = new AnalyzerOptions([]).AnalyzerConfigOptionsProvider.GlobalOptions;
        return WrittenText.Of(SourceText.From(text), changes, [], CSharpParseOptions.Default, options).Text.ToString();
    }
}
