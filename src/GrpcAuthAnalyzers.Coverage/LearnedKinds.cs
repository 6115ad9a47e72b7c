namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// What stands behind the id in a line that the scan learns: a kind of a facts file (docs/facts.md), or a counter-mark. A counter-mark is in no file: it is
/// in the way of what another project says of the same id.
/// </summary>
internal static class LearnedKinds
{
    internal const string Authenticates = "; authenticates";
    internal const string AddsNothing = "; adds-nothing";
    internal const string Anonymous = "; anonymous";
    internal const string RequiresCredentials = "; requires-credentials";
    internal const string ServersDiffer = "; servers-differ";
    internal const string AsksNothing = "; asks-nothing";
    internal const string GrpcClient = "; grpc-client";

    /// <summary>The static method makes a client, or an object around one, of what it is given, and adds nothing.</summary>
    internal const string MakesOfGiven = "; grpc-client adds-nothing";

    internal const string RegisteredWithCredentials = "; registered-with-credentials";
    internal const string RegisteredWithoutCredentials = "; registered-without-credentials";

    /// <summary>Counter-mark of <see cref="AddsNothing"/> and <see cref="MakesOfGiven"/>: a member of that name may add a credential.</summary>
    internal const string MayAdd = "; may-add";

    /// <summary>Counter-mark of <see cref="AsksNothing"/>: a member of that name may refuse a caller.</summary>
    internal const string MayAsk = "; may-ask";

    /// <summary>Counter-mark of the two kinds of registrations: the client is registered, and it is not seen with what.</summary>
    internal const string Registered = "; registered";

    /// <summary>Counter-mark of <see cref="Anonymous"/> and <see cref="RequiresCredentials"/>: a server answers the RPC, and it is not seen what that asks.</summary>
    internal const string Served = "; served";
}
