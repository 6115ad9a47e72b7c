using GrpcAuthAnalyzers.Grpc.Registrations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every registration of a gRPC client.</summary>
internal interface IRegistrationRule : IRule
{
    /// <summary>Reports the registration when it has the defect; says nothing when that is not known.</summary>
    void Check(ClientRegistration registration, RuleContext context);
}
