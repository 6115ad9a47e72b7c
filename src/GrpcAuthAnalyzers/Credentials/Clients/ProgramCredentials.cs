using System.Collections.Generic;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Clients;

/// <summary>Whether anything in a compilation may authenticate a call, so that there is something to lose.</summary>
internal static class ProgramCredentials
{
    /// <summary>So many calls are bound; more of them are taken for calls with headers.</summary>
    private const int MaxCalls = 512;

    /// <summary>What makes or adds call credentials.</summary>
    private static readonly string[] Makers =
    {
        "FromInterceptor", "AddCallCredentials", "ToCallCredentials", "ToChannelCredentials", "FromAccessToken", "Compose", "KeyCertificatePair",
    };

    private static readonly Memo<GrpcAuthOptions, bool> ByOptions = new(static (facts, options) => Find(facts, options));

    /// <summary>
    /// Whether a call may carry a credential or headers: something adds or sends one, or calls may come from code that is not seen (a library without a
    /// call). False only for a program, or a library with calls, in which every call passes nothing.
    /// </summary>
    internal static bool MayBe(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    private static bool Find(CompilationFacts facts, GrpcAuthOptions options)
    {
        foreach (var _ in facts.CallsNamed(Makers))
            return true;

        foreach (var node in facts.CallsNamed("Create"))
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var type } }
                && NameSyntaxText.NameOf(type) == "ChannelCredentials")
                return true;
        }

        foreach (var write in SentLiterals.WritesIn(facts))
        {
            var query = new CredentialQuery(facts, options, until: null, ofSomeCallers: true);
            if (write.FindingIn(query, new TracedValue(write.Sink)).Presence != CredentialPresence.Absent)
                return true;
        }

        var calls = 0;
        foreach (var call in CallsIn(facts))
        {
            if (++calls > MaxCalls || PassesHeaders(call, facts.Symbols))
                return true;
        }

        return calls == 0 && facts.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication);
    }

    private static IEnumerable<GrpcCall> CallsIn(CompilationFacts facts)
    {
        var rpcs = RpcNames.Of(facts).Methods;
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var named in TreeIndex.Of(tree).Calls)
            {
                if (!rpcs.Contains(named.Key))
                    continue;

                foreach (var node in named.Value)
                {
                    if (facts.Bodies.OperationOf(node) is { } operation && GrpcCall.From(operation, facts) is { } call)
                        yield return call;
                }
            }
        }
    }

    private static bool PassesHeaders(GrpcCall call, GrpcSymbols symbols)
    {
        foreach (var argument in call.Operation.Arguments)
        {
            var type = argument.Parameter?.Type;
            if (argument.ArgumentKind == ArgumentKind.Explicit
                && (GrpcSymbols.Is(type, symbols.Metadata) || GrpcSymbols.IsCallOptions(type, symbols))
                && !NullTests.IsNull(argument.Value))
                return true;
        }

        return !call.Derivations.IsEmpty;
    }
}
