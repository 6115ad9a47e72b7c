using System.Collections.Generic;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("GrpcAuthAnalyzers.Tests.Scanning." + nameof(GrpcAuthAnalyzers.Tests.Scanning.ScansFirst), "GrpcAuthAnalyzers.Tests")]

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>The scans take turns and are the longest row of tests: begun last, they would run on with nothing beside them.</summary>
public sealed class ScansFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(static collection => collection.DisplayName != Scan.Name);
}
