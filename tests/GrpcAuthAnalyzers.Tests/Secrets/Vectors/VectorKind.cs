namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>What the text of a vector is.</summary>
public enum VectorKind
{
    /// <summary>C# that compiles behind <see cref="Vectors.Prelude"/>.</summary>
    CSharp,

    /// <summary>A configuration file: JSON, XML or <c>.env</c>.</summary>
    Config,

    /// <summary>One constant.</summary>
    Value,
}
