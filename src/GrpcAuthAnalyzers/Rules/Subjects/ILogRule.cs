using GrpcAuthAnalyzers.Logging;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>Looks at what is written to a log, the console, an activity, an exception or a status.</summary>
internal interface ILogRule : IRule
{
    /// <summary>Reports what is wrong with what one call or creation writes.</summary>
    void Check(LogSink sink, RuleContext context);
}
