using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Grpc.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>The gRPC call that a diagnostic is reported at, with what the analyzer knows of it.</summary>
internal sealed class ReportedCall
{
    private ReportedCall(SourceFile file, InvocationExpressionSyntax syntax, GrpcCall call, CredentialQuery query)
    {
        File = file;
        Syntax = syntax;
        Call = call;
        Query = query;
    }

    internal SourceFile File { get; }

    internal InvocationExpressionSyntax Syntax { get; }

    internal GrpcCall Call { get; }

    /// <summary>A question about everything that happens, under the options of the file.</summary>
    internal CredentialQuery Query { get; }

    /// <summary>The calls through the same client; null when the call is made through something that is no variable.</summary>
    internal ClientCalls? Siblings => ClientCalls.With(Call, Query.Facts, Query.Options);

    /// <summary>Null when no gRPC call stands there any more.</summary>
    internal static async Task<ReportedCall?> AtAsync(FixSession session, Document document, Diagnostic diagnostic) =>
        await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is { } at
        && at.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } syntax
        && at.File.Facts is { } facts
        && facts.Bodies.OperationOf(syntax) is { } operation && GrpcCall.From(operation, facts) is { } call
            ? new ReportedCall(at.File, syntax, call, ChannelOf.QueryOf(at.File, facts))
            : null;
}
