using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Rules.Freshness.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Freshness;

/// <summary>GRPCAUTH3005: code that runs for each call blocks a thread while it waits for a token.</summary>
internal sealed class BlockingTokenRead : IPerCallCodeRule, IHandlerRule
{
    public void Check(PerCallCode code, RuleContext context)
    {
        if (!code.IsEntered)
            return;

        var others = new HashSet<IOperation>();
        if (code.IsSynchronous)
        {
            // A wait that an asynchronous call type has, too, is reported there.
            foreach (var other in code.AsynchronousSiblings(context.Facts))
                Collect(other, others, context);
        }

        Report(code.Function, code.IsSynchronous, others, context);
    }

    public void Check(INamedTypeSymbol handler, ClassDeclarationSyntax declaration, RuleContext context)
    {
        if (!GrpcHandler.IsUsedByGrpc(handler, context.Facts))
            return;

        var others = new HashSet<IOperation>();
        foreach (var (function, isSynchronous) in GrpcHandler.SendsOf(handler, context.Facts))
        {
            if (function.Syntax.SyntaxTree == declaration.SyntaxTree)
                Report(function, isSynchronous, others, context);

            Collect(function, others, context);
        }
    }

    private static void Collect(IOperation function, HashSet<IOperation> waits, RuleContext context)
    {
        foreach (var (wait, _) in BlockingTokenWaits.In(function, context.Ask(until: null)))
            waits.Add(wait.Operation);
    }

    private static void Report(IOperation function, bool isSynchronous, HashSet<IOperation> others, RuleContext context)
    {
        foreach (var (wait, site) in BlockingTokenWaits.In(function, context.Ask(until: null)))
        {
            var tree = function.Syntax.SyntaxTree;
            var at = wait.Operation.Syntax.SyntaxTree == tree ? wait.Operation.Syntax : site.Syntax;
            if (others.Contains(wait.Operation) || at.SyntaxTree != tree || !context.IsFirst(RuleCatalog.BlockingTokenRead, at))
                continue;

            context.Report(
                RuleCatalog.BlockingTokenRead,
                at,
                also: at == wait.Operation.Syntax ? System.Array.Empty<Location>() : new[] { wait.Operation.Syntax.GetLocation() },
                FixHints.Of(null),
                new object[] { wait.Name },
                isInformation: isSynchronous);
        }
    }
}
