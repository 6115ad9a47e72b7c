using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Server;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers;

/// <content>What a gRPC server does with the credentials of its callers.</content>
internal sealed partial class TreeAnalysis
{
    private void CheckServer()
    {
        if (!GrpcServer.IsSetUpIn(Facts))
            return;

        CheckServices(_index.CallsOf("MapGrpcService"));
        CheckTokenValidation();
    }

    private void CheckServices(List<ExpressionSyntax> mappings)
    {
        foreach (var mapping in Bound<IInvocationOperation>(mappings))
        {
            if (ServedService.From(mapping, Facts) is { } service)
                Ask(RuleSet.ServedServiceRules, rule => rule.Check(service, _context));
        }
    }

    private void CheckTokenValidation()
    {
        foreach (var option in ValidationOptions.In(_index, Facts))
            Ask(RuleSet.TokenValidationRules, rule => rule.Check(option, _context));
    }
}
