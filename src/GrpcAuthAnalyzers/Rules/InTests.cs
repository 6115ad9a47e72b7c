namespace GrpcAuthAnalyzers.Rules;

/// <summary>What a rule does in test projects.</summary>
internal enum InTests
{
    /// <summary>It reports as everywhere else.</summary>
    Same,

    /// <summary>It reports information.</summary>
    Information,

    /// <summary>It reports nothing.</summary>
    Silent,
}
