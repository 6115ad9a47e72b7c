using System;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server;

/// <summary>GRPCAUTH6009: a server needs the certificate of its clients, and nothing asks them for it.</summary>
internal sealed class ClientCertificateNotRequested : ICertificateUseRule
{
    public void Check(CertificateUse use, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        var request = CertificateRequests.Of(context.Facts, context.Ask(until: null).Settings);
        if (request == CertificateRequest.Unknown
            || DevelopmentSwitch.IsOnWayOf(use.Operation, context.Facts)
            || IsDropped(use.Operation, context.Facts)
            || IsLogged(use.Operation, context.Facts)
            || !context.IsFirst(RuleCatalog.ClientCertificateNotRequested, use.At.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? use.At.SyntaxTree.GetRoot()))
            return;

        context.Report(
            RuleCatalog.ClientCertificateNotRequested, use.At, Array.Empty<Location>(), ImmutableDictionary<string, string?>.Empty,
            new object[] { use.Name, CertificateRequests.ServerIn(context.Facts) }, isInformation: request == CertificateRequest.NeverByDefault);
    }

    private static bool Throws(IOperation other) => Conversions.BuiltInInside(other) is IThrowOperation;

    /// <summary>Whether the certificate is kept in a local that nothing reads.</summary>
    private static bool IsDropped(IOperation read, CompilationFacts facts) =>
        Conversions.BuiltInAround(read).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
        && facts.Bodies.FactsOf(read).ReferencesTo(local).Count == 0;

    /// <summary>Whether the certificate is only shown, perhaps through a few locals, or something else stands for a missing one.</summary>
    private static bool IsLogged(IOperation read, CompilationFacts facts, int locals = 2)
    {
        for (var current = read; current.Parent is { } parent; current = parent)
        {
            if (LogSink.From(parent, facts) is not null
                || (parent is ICoalesceOperation { WhenNull: var other } either && either.Value == current && !Throws(other)))
                return true;

            if (locals > 0 && parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
                return facts.Bodies.FactsOf(read).ReferencesTo(local).TrueForAll(use => IsLogged(use, facts, locals - 1));
        }

        return false;
    }
}
