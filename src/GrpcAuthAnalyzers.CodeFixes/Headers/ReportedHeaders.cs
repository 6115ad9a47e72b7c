using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Lifetimes;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.Freshness;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Headers;

/// <summary>Headers of a call that another rule reports: no fix passes them to one more call.</summary>
internal static class ReportedHeaders
{
    /// <summary>
    /// Whether the headers or options that an expression gives to a call may hold a token that is hard-coded (2001) or read once (3002), or are metadata that
    /// is made once (3001). False where the metadata is not seen.
    /// </summary>
    internal static Task<bool> AreBehindAsync(FixSession session, SourceFile file, ExpressionSyntax expression) =>
        session.OnceAsync((file.Key, expression.Span, "reported headers"), () => Task.FromResult(AreBehind(file, expression)));

    private static bool AreBehind(SourceFile file, ExpressionSyntax expression)
    {
        if (file.Facts is not { } facts || facts.Bodies.OperationOf(expression) is not { } operation)
            return false;

        var query = ChannelOf.QueryOf(file, facts);
        var headers = new TracedValue(operation);
        if (GrpcSymbols.IsCallOptions(operation.Type, facts.Symbols))
        {
            if (CallOptionsLayer.HeadersIn(headers, query) is not { } inOptions)
                return false;

            headers = inOptions;
        }

        foreach (var origin in query.Origins.Trace(headers))
        {
            if (!origin.IsSeen || NullTests.IsNull(origin.Operation))
                continue;

            var touches = query.TouchesOf(origin);
            foreach (var credential in HeadersLayer.CredentialsIn(query, touches))
            {
                if (IsHardCoded(credential, query) || SharedMetadata.Of(origin, touches, query) is not null || IsReadOnce(credential, query))
                    return true;
            }
        }

        return false;
    }

    private static bool IsReadOnce(CredentialValue credential, CredentialQuery query) =>
        Conversions.BuiltInAround(credential.Value.Operation).Parent is IArgumentOperation { Parent: { } written }
        && HeaderWrite.From(written, query.Facts) is { } entry
        && TokenCapturedOnce.Reports(entry, query);

    private static bool IsHardCoded(CredentialValue credential, CredentialQuery query)
    {
        foreach (var text in query.Texts.Alternatives(credential.Value))
        {
            if (text.Constant is { } constant && AuthorizationValue.Of(constant).Credential.Length > 0)
                return true;
        }

        return false;
    }
}
