using GrpcAuthAnalyzers.Grpc.Registrations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every registration of a gRPC client.</summary>
internal interface IRegistrationRule : IRule
{
    /// <summary>Reports the registration if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ClientRegistration registration, RuleContext context);
}
