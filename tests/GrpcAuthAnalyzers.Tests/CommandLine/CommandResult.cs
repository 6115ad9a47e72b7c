namespace GrpcAuthAnalyzers.Tests.CommandLine;

/// <summary>What a finished command left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Everything that was printed, for the message of a failed assertion.</summary>
    internal string All => Output + Error;
}
