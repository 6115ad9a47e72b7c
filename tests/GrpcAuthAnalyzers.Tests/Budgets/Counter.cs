using System;

namespace GrpcAuthAnalyzers.Tests.Budgets;

/// <summary>What the methods of a <see cref="CountingCopy"/> call. There is one for the process: only one test may count at a time.</summary>
public static class Counter
{
    /// <summary>The steps of each method, by the number that the copy gave it.</summary>
    private static long[] _steps = [];

    private static int _depth;

    /// <summary>How many methods of the product have been on top of one another.</summary>
    internal static int Deepest { get; private set; }

    /// <summary>Makes room for one more method; its number.</summary>
    internal static int NewMethod()
    {
        Array.Resize(ref _steps, _steps.Length + 1);
        return _steps.Length - 1;
    }

    /// <summary>The steps of a method since the last <see cref="Reset"/>.</summary>
    internal static long StepsOf(int method) => _steps[method];

    /// <summary>Begins anew.</summary>
    internal static void Reset()
    {
        Array.Clear(_steps);
        Deepest = _depth = 0;
    }

    /// <summary>A method begins.</summary>
    public static void Enter(int method)
    {
        _steps[method]++;
        if (++_depth > Deepest)
            Deepest = _depth;
    }

    /// <summary>A method ends.</summary>
    public static void Leave() => _depth--;

    /// <summary>A loop of a method begins another round.</summary>
    public static void Repeat(int method) => _steps[method]++;
}
