using System;
using System.Collections.Generic;
using System.Reflection;
using Xunit.Sdk;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>A row in a version of C# that older compilers do not know: there it is no row.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class InlineDataFromCSharpAttribute(int version, params object?[] data) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        KnownCSharp.Has(version) ? [data] : [];
}
