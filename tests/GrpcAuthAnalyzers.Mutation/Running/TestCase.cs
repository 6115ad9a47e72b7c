using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Xunit;
using Xunit.Sdk;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>One test of the unit tests: a fact, or one row of a theory.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Row">The row of the theory, from 0.</param>
/// <param name="Arguments">What the method gets.</param>
internal sealed record TestCase(MethodInfo Method, int Row, object?[] Arguments)
{
    /// <summary>Tests that do not run the analyzer in this process, measure it, or test the tests.</summary>
    private static readonly string[] Excluded =
        ["Budgets", "CommandLine", "Conformance", "Packaging", "Scanning", "Metamorphic", "Verification", "Robustness.FuzzTests", "Robustness.LargeCodeTests"];

    /// <summary>The class, the method and the row: the same in each run.</summary>
    internal string Name => $"{Method.DeclaringType!.FullName!["GrpcAuthAnalyzers.Tests.".Length..]}.{Method.Name}#{Row}";

    /// <summary>Every test that may reach a mutant, in an order that is the same in each run.</summary>
    internal static List<TestCase> All()
    {
        var cases = new List<TestCase>();
        foreach (var type in typeof(Tests.Verification.Verify).Assembly.GetTypes().Where(IsRun).OrderBy(static type => type.FullName, StringComparer.Ordinal))
        {
            foreach (var method in type.GetMethods().Where(IsTest).OrderBy(static method => method.Name, StringComparer.Ordinal))
            {
                cases.AddRange(Rows(method).Select((row, index) => new TestCase(method, index, row)));
            }
        }

        return cases;
    }

    /// <summary>Runs the test. Returns what it failed with, or null.</summary>
    internal Exception? Run()
    {
        object? test = null;
        try
        {
            test = Method.IsStatic ? null : Activator.CreateInstance(Method.DeclaringType!);
            var returned = Method.Invoke(test, Arguments);
            (returned as Task ?? (returned is ValueTask value ? value.AsTask() : Task.CompletedTask)).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception failure)
        {
            return failure is TargetInvocationException { InnerException: { } inner } ? inner : failure;
        }
        finally
        {
            (test as IDisposable)?.Dispose();
        }
    }

    private static bool IsRun(Type type) => type is { IsPublic: true, IsAbstract: false } && type.GetConstructor([]) is not null
        && !Excluded.Any(name => (type.FullName + ".").StartsWith("GrpcAuthAnalyzers.Tests." + name + ".", StringComparison.Ordinal));

    private static bool IsTest(MethodInfo method) => method.GetCustomAttribute<FactAttribute>() is { Skip: null };

    private static IEnumerable<object?[]> Rows(MethodInfo method)
    {
        if (method.GetCustomAttribute<TheoryAttribute>() is null)
            return [[]];

        var parameters = method.GetParameters();
        return method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method) ?? []).Select(static row => row ?? [null])
            .Select(row => parameters.Select((parameter, index) => Argument(parameter, row, index)).ToArray());
    }

    /// <summary>What a row gives to a parameter: the last one may take all that is left.</summary>
    private static object? Argument(ParameterInfo parameter, object?[] row, int index)
    {
        if (parameter.IsDefined(typeof(ParamArrayAttribute)) && !(row.Length == index + 1 && parameter.ParameterType.IsInstanceOfType(row[index])))
        {
            var rest = Array.CreateInstance(parameter.ParameterType.GetElementType()!, Math.Max(0, row.Length - index));
            Array.Copy(row, Math.Min(index, row.Length), rest, 0, rest.Length);
            return rest;
        }

        return index < row.Length ? row[index] : parameter.DefaultValue;
    }
}
