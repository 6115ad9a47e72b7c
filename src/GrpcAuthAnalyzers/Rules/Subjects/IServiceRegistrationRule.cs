using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>
/// A rule that is asked about <c>AddInterceptor</c>, <c>AddHttpMessageHandler</c> and every method that registers a singleton, where
/// some service of the compilation is scoped.
/// </summary>
internal interface IServiceRegistrationRule : IRule
{
    /// <summary>Reports the call when it has the defect; says nothing when that is not known.</summary>
    void Check(IInvocationOperation added, RuleContext context);
}
