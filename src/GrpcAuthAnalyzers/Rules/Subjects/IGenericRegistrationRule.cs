using System.Collections.Generic;
using GrpcAuthAnalyzers.Grpc.Registrations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every registration in generic code whose clients are all seen: <c>services.AddGrpcClient&lt;T&gt;(...)</c>.</summary>
internal interface IGenericRegistrationRule : IRule
{
    /// <summary>Reports the registrations, one for each client, if they have the defect; reports nothing if that is unknown.</summary>
    void Check(IReadOnlyList<ClientRegistration> registrations, RuleContext context);
}
