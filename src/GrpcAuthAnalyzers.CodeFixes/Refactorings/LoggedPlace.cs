using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>What a place sets up, and so what it can log.</summary>
internal enum LoggedSide
{
    /// <summary>A channel that code creates: its options hold the logger factory.</summary>
    Channel,

    /// <summary>A registered client: the host logs.</summary>
    Client,

    /// <summary>A server: the host logs.</summary>
    Server,
}

/// <summary>The call that creates a channel, or that registers a client or a server.</summary>
internal sealed class LoggedPlace
{
    private LoggedPlace(LoggedSide side, InvocationExpressionSyntax call)
    {
        Side = side;
        Call = call;
    }

    internal LoggedSide Side { get; }

    internal InvocationExpressionSyntax Call { get; }

    /// <summary>The call whose name is at the place, if its syntax does not rule it out; null elsewhere.</summary>
    internal static InvocationExpressionSyntax? MayBeAt(SyntaxNode root, TextSpan span) =>
        CalledName.At(root, span) is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call && SideOf(name) is not null
            ? call
            : null;

    /// <summary>What the call sets up; null where it is no call of gRPC.</summary>
    internal static LoggedPlace? Of(SourceFile file, InvocationExpressionSyntax call) =>
        file.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingAssembly.Name: var assembly } method
        && (assembly.StartsWith("Grpc.", System.StringComparison.Ordinal) || assembly.StartsWith("protobuf-net.Grpc", System.StringComparison.Ordinal))
        && SideOf(method.Name) is { } side
            ? new LoggedPlace(side, call)
            : null;

    /// <summary>The statement of a block or file that the call stands in, and no function between; null elsewhere.</summary>
    internal StatementSyntax? Statement
    {
        get
        {
            var statement = Call.FirstAncestorOrSelf<SyntaxNode>(static n => n is StatementSyntax or AnonymousFunctionExpressionSyntax) as StatementSyntax;
            return statement?.Parent is BlockSyntax or GlobalStatementSyntax ? statement : null;
        }
    }

    /// <summary>The collection of services that a registration adds to; null where a call gives it.</summary>
    internal ExpressionSyntax? Services
    {
        get
        {
            var current = (ExpressionSyntax)Call;
            while (current is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } })
                current = receiver;

            return current is IdentifierNameSyntax
                    or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax }
                ? current : null;
        }
    }

    /// <summary>Whether the file has a filter for a category already.</summary>
    internal bool HasFilter(string category) =>
        Call.SyntaxTree.GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>().Any(l =>
            l.IsKind(SyntaxKind.StringLiteralExpression)
            && l.Token.ValueText == category
            && l.FirstAncestorOrSelf<InvocationExpressionSyntax>() is
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AddFilter" },
            });

    private static LoggedSide? SideOf(string name) => name switch
    {
        "ForAddress" => LoggedSide.Channel,
        "AddGrpcClient" or "AddCodeFirstGrpcClient" => LoggedSide.Client,
        "AddGrpc" or "AddCodeFirstGrpc" => LoggedSide.Server,
        _ => null,
    };
}
