namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>The switch that is compiled into the copy of the product.</summary>
internal static class Switch
{
    /// <summary>The name of its type in the copy.</summary>
    internal const string TypeName = "MutantSwitch";

    /// <summary>
    /// Its source. It counts what is asked, so that a loop without end ends as a failure, and so does a recursion; while a field of it is set, it notes
    /// which mutants are reached, and which of them would make a difference where they are reached. Where that is not known, it is taken to be so.
    /// </summary>
    internal const string Source = """
        internal static class MutantSwitch
        {
            public static int Active = -1;
            public static long Steps;
            public static long Most = long.MaxValue;
            public static bool[] Reached;
            public static bool[] Different;

            internal static bool IsNoting => Different != null;

            internal static bool Is(int number)
            {
                Differs(number);
                return IsOnly(number);
            }

            internal static bool IsOnly(int number)
            {
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                if (++Steps > Most)
                    throw new System.InvalidOperationException("The mutant does not end.");

                if (Reached != null)
                    Reached[number] = true;

                return number == Active;
            }

            internal static bool Differs(int number)
            {
                if (Different != null)
                    Different[number] = true;

                return false;
            }

            internal static T Noted<T>(int number, T value, T other)
            {
                if (Different != null && !System.Collections.Generic.EqualityComparer<T>.Default.Equals(value, other))
                    Different[number] = true;

                return value;
            }
        }
        """;

    /// <summary>The expression that asks whether a mutant is active, where it makes a difference.</summary>
    internal static string Asks(int number) => $"{TypeName}.Is({number})";

    /// <summary>The same question, where it may make none.</summary>
    internal static string OnlyAsks(string asks) => asks.Replace(".Is(", ".IsOnly(");

    /// <summary>An expression that is false and notes that the mutant makes a difference.</summary>
    internal static string Differs(string asks) => asks.Replace(".Is(", ".Differs(");

    /// <summary>The question of a mutant that is one of two boolean expressions without effects.</summary>
    internal static string AsksBetween(string asks, string text, string other) =>
        $"({OnlyAsks(asks)} || {TypeName}.IsNoting && ({other}) != ({text}) && {Differs(asks)})";

    /// <summary>The value, which is noted where it is not this other one.</summary>
    internal static string Noted(string asks, string type, string text, string other) => asks.Replace(".Is(", $".Noted<{type}>(").TrimEnd(')') + $", {text}, {other})";
}
