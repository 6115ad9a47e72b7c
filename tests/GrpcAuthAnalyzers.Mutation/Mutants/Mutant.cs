namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>A mutant of the sample, as it is written to and read from the list of a run.</summary>
/// <param name="Number">Its number in the switch.</param>
/// <param name="Area">The folder that it belongs to: <c>Origins</c>, <c>Credentials</c>, <c>Rules/Freshness</c>.</param>
/// <param name="File">Its source file, relative to the root of the analyzer.</param>
/// <param name="Line">The line of the original source, from 1.</param>
/// <param name="Operator">The kind of the change.</param>
/// <param name="Original">The text of the node.</param>
/// <param name="Mutated">What stands there instead.</param>
internal sealed record Mutant(int Number, string Area, string File, int Line, string Operator, string Original, string Mutated);
