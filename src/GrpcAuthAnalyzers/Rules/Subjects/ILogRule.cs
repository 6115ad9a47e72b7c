using GrpcAuthAnalyzers.Logging;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for everything that is written to a log, the console, an activity, an exception or a status.</summary>
internal interface ILogRule : IRule
{
    /// <summary>Reports the defects in what one call or creation writes; reports nothing if they are unknown.</summary>
    void Check(LogSink sink, RuleContext context);
}
