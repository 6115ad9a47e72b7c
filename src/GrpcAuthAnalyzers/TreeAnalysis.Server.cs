using System.Collections.Generic;
using System.Linq;
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

        CheckServices(ServedService.MappingNames.SelectMany(_index.CallsOf));
        CheckSchemes(_index.CallsOf("AddJwtBearer"));
        CheckTokenValidation();
        CheckComparisons();
        CheckCertificates();
    }

    private void CheckServices(IEnumerable<ExpressionSyntax> mappings)
    {
        foreach (var mapping in Bound<IInvocationOperation>(mappings))
        {
            foreach (var service in ServedService.AllFrom(mapping, Facts))
                Ask(RuleSet.ServedServiceRules, rule => rule.Check(service, _context));
        }
    }

    private void CheckSchemes(List<ExpressionSyntax> added)
    {
        foreach (var call in Bound<IInvocationOperation>(added))
        {
            if (BearerScheme.From(call, Facts) is { } scheme)
                Ask(RuleSet.BearerSchemeRules, rule => rule.Check(scheme, _context));
        }
    }

    private void CheckComparisons()
    {
        foreach (var comparison in HandComparison.In(_model.SyntaxTree, Facts))
        {
            _cancellation.ThrowIfCancellationRequested();
            Ask(RuleSet.HandComparisonRules, rule => rule.Check(comparison, _context));
        }
    }

    private void CheckCertificates()
    {
        foreach (var use in CertificateUse.In(_model.SyntaxTree, Facts))
            Ask(RuleSet.CertificateUseRules, rule => rule.Check(use, _context));
    }

    private void CheckTokenValidation()
    {
        foreach (var option in ValidationOptions.In(_model.SyntaxTree, Facts))
            Ask(RuleSet.TokenValidationRules, rule => rule.Check(option, _context));
    }
}
