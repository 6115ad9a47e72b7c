using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>GRPCAUTH1012: per-call code starts the work that adds the credential and does not wait for it.</summary>
internal sealed class CallbackNotAwaited : IPerCallCodeRule
{
    public void Check(PerCallCode code, RuleContext context)
    {
        foreach (var function in FillingCode.Of(code, context.Facts, context.Options))
        {
            foreach (var work in UnawaitedWork.In(function, function == code.Function ? code.Consumer : null, context.Ask(until: null)))
            {
                var start = work.Start.Syntax;
                if (start.SyntaxTree != code.Function.Syntax.SyntaxTree || !context.IsFirst(RuleCatalog.CallbackNotAwaited, start))
                    continue;

                context.Report(
                    RuleCatalog.CallbackNotAwaited,
                    at: start,
                    also: new[] { (code.Consumer ?? code.Function).Syntax.GetLocation() },
                    FixHints.Of(null, work.Header),
                    new object[] { work.Start.TargetMethod.Name, work.Header is { } header ? $"'{header}'" : "the credential" });
            }
        }
    }
}
