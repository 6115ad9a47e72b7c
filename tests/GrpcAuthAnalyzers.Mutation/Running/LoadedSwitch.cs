using System;
using System.Reflection;
using GrpcAuthAnalyzers.Mutation.Mutants;

namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>The switch in the copy of the analyzer that this process has loaded.</summary>
internal static class LoadedSwitch
{
    private static readonly Type Type = typeof(GrpcAuthAnalyzer).Assembly.GetType(Switch.TypeName)
        ?? throw new InvalidOperationException("This process runs with the analyzer that ships, not with a copy that has mutants.");

    private static readonly FieldInfo Active = FieldOf("Active"), Steps = FieldOf("Steps"), Most = FieldOf("Most"), Reached = FieldOf("Reached"), Different = FieldOf("Different");

    /// <summary>The number of the mutant that is active; -1 for none.</summary>
    internal static int Now => (int)Active.GetValue(null)!;

    /// <summary>How often the switch may be asked.</summary>
    internal static long Limit => (long)Most.GetValue(null)!;

    /// <summary>How often the switch was asked since <see cref="Turn"/>.</summary>
    internal static long Asked => (long)Steps.GetValue(null)!;

    /// <summary>Makes one mutant active, or none, and lets the switch be asked so often.</summary>
    internal static void Turn(int mutant, long most = long.MaxValue)
    {
        Active.SetValue(null, mutant);
        Steps.SetValue(null, 0L);
        Most.SetValue(null, most);
    }

    /// <summary>Notes in these arrays which mutants are reached, and which would make a difference there; null ends it.</summary>
    internal static void Note(bool[]? reached, bool[]? different)
    {
        Reached.SetValue(null, reached);
        Different.SetValue(null, different);
    }

    private static FieldInfo FieldOf(string name) => Type.GetField(name, BindingFlags.Public | BindingFlags.Static)!;
}
