using GrpcAuthAnalyzers.Grpc.Registrations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>
/// A rule for every gRPC client that is put into the container with a factory, or as an object: <c>AddSingleton(_ => new Orders.OrdersClient(...))</c>.
/// </summary>
internal interface IContainerRegistrationRule : IRule
{
    /// <summary>Reports the registration if it has the defect; reports nothing if that is unknown.</summary>
    void Check(ContainerRegistration registration, RuleContext context);
}
