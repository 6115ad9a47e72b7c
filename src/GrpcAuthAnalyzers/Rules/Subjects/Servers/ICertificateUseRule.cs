using GrpcAuthAnalyzers.Grpc.Server;

namespace GrpcAuthAnalyzers.Rules.Subjects.Servers;

/// <summary>A rule for every place of a gRPC server that needs the certificate of a client.</summary>
internal interface ICertificateUseRule : IRule
{
    /// <summary>Reports the place if it has the defect; reports nothing if that is unknown.</summary>
    void Check(CertificateUse use, RuleContext context);
}
