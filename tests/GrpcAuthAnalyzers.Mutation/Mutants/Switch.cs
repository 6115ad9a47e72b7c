namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>The switch that is compiled into the copy of the product.</summary>
internal static class Switch
{
    /// <summary>The name of its type in the copy.</summary>
    internal const string TypeName = "MutantSwitch";

    /// <summary>
    /// Its source. It counts what is asked, so that a loop without end ends as a failure, and so does a recursion; while a field of it is set, it notes
    /// which mutants are reached.
    /// </summary>
    internal const string Source = """
        internal static class MutantSwitch
        {
            public static int Active = -1;
            public static long Steps;
            public static long Most = long.MaxValue;
            public static bool[] Reached;

            internal static bool Is(int number)
            {
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                if (++Steps > Most)
                    throw new System.InvalidOperationException("The mutant does not end.");

                if (Reached != null)
                    Reached[number] = true;

                return number == Active;
            }
        }
        """;

    /// <summary>The expression that asks whether a mutant is active.</summary>
    internal static string Asks(int number) => $"{TypeName}.Is({number})";
}
