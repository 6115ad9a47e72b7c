using System;
using System.Collections.Generic;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Sdk;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>A row in a version of C# that older compilers do not know (build/hosts.cs runs the tests on them): there it is no row.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class InlineDataFromCSharpAttribute(int version, params object?[] data) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod) =>
        (int)LanguageVersion.Latest.MapSpecifiedToEffectiveVersion() >= version * 100 ? [data] : [];
}
