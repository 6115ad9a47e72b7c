namespace GrpcAuthAnalyzers.Rules.Subjects;

/// <summary>A rule for every configuration file of the project.</summary>
internal interface IConfigFileRule : IRule
{
    /// <summary>Reports the settings of the file that have the defect; reports nothing where that is unknown.</summary>
    void Check(ConfigFileContext context);
}
