using System;

namespace GrpcAuthAnalyzers.Operations;

/// <summary>Which values a test takes for absent.</summary>
[Flags]
internal enum Absence
{
    /// <summary>Null, or the default value of a type.</summary>
    Null = 1,

    /// <summary>The empty text, or one of white space.</summary>
    Empty = 2,
}
