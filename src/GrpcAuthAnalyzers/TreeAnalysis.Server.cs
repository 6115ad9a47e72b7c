using GrpcAuthAnalyzers.Grpc.Server;

namespace GrpcAuthAnalyzers;

/// <content>What a gRPC server does with the credentials of its callers.</content>
internal sealed partial class TreeAnalysis
{
    private void CheckServer()
    {
        if (!GrpcServer.IsSetUpIn(Facts))
            return;

        CheckTokenValidation();
    }

    private void CheckTokenValidation()
    {
        foreach (var option in ValidationOptions.In(_index, Facts))
            Ask(RuleSet.TokenValidationRules, rule => rule.Check(option, _context));
    }
}
