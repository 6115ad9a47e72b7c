using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>
/// A rule for <c>AddInterceptor</c>, <c>AddHttpMessageHandler</c> and every method that registers a singleton, where
/// some service of the compilation is scoped.
/// </summary>
internal interface IServiceRegistrationRule : IRule
{
    /// <summary>Reports the call if it has the defect; reports nothing if that is unknown.</summary>
    void Check(IInvocationOperation added, RuleContext context);
}
