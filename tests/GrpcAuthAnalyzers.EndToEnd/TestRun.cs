using System;
using GrpcAuthAnalyzers.EndToEnd.Samples;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("GrpcAuthAnalyzers.EndToEnd.TestRun", "GrpcAuthAnalyzers.EndToEnd")]

namespace GrpcAuthAnalyzers.EndToEnd;

/// <summary>xunit as it is, and then what all tests share is removed: the test host is killed too early for an event of its exit.</summary>
public sealed class TestRun : XunitTestFramework
{
    /// <summary>What xunit calls.</summary>
    public TestRun(IMessageSink messageSink)
        : base(messageSink) => DisposalTracker.Add(new End());

    private sealed class End : IDisposable
    {
        public void Dispose() => LocalPackage.ForgetAll();
    }
}
