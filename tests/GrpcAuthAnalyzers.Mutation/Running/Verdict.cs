namespace GrpcAuthAnalyzers.Mutation.Running;

/// <summary>What became of a mutant; the last one of a mutant in the file of a run counts.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State"><c>killed</c>, <c>survived</c>, <c>unreached</c>; <c>begun</c> while it runs.</param>
/// <param name="Reaching">How many tests reach it.</param>
/// <param name="Run">How many of them were run.</param>
/// <param name="By">The test that killed it, or the end of the process.</param>
internal sealed record Verdict(int Number, string State, int Reaching = 0, int Run = 0, string By = "")
{
    /// <summary>Whether every test that reaches it was run, and it lives.</summary>
    internal bool IsWhole => State == "survived" && Run >= Reaching;
}
