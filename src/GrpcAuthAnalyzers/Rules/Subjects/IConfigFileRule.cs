using GrpcAuthAnalyzers.ConfigFiles;

namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule that is asked about every setting of every configuration file of the project.</summary>
internal interface IConfigFileRule : IRule
{
    /// <summary>Reports the setting when it has the defect; says nothing when that is not known.</summary>
    void Check(Setting setting, ConfigFileContext context);
}
