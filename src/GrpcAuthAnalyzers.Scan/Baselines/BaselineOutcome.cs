using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Scanning.Baselines;

/// <summary>What a scan says of its baseline.</summary>
/// <param name="Accepted">How many findings it accepts.</param>
/// <param name="Gone">What it accepts and no finding needs any more. Unknown, and so empty, if a project is not analysed.</param>
/// <param name="IsWritten">Whether it was written anew.</param>
internal sealed record BaselineOutcome(int Accepted, IReadOnlyList<Accepted> Gone, bool IsWritten);
