using GrpcAuthAnalyzers.ConfigFiles;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every setting of every configuration file of the project.</summary>
internal interface IConfigFileRule : IRule
{
    /// <summary>Reports the setting if it has the defect; reports nothing if that is unknown.</summary>
    void Check(Setting setting, ConfigFileContext context);
}
