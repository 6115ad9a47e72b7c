using GrpcAuthAnalyzers.Origins;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>Why it is not known whether a call carries a credential, in words for a user.</summary>
internal static class Reasons
{
    private const string NotFollowed = "a value on the way is made by code that the analyzers do not follow";

    internal const string OfServers = "one server of the RPC leaves it open, another does not, and the client does not tell which of them it calls";

    internal static string OfHeaders(UnseenReason unseen) => unseen switch
    {
        UnseenReason.Parameter => "its headers or options come from a caller",
        UnseenReason.Member => "its headers or options are in a member that other code may write",
        UnseenReason.No => "its headers or options are made by code outside of the project",
        _ => NotFollowed,
    };

    internal static string OfClient(UnseenReason unseen) => unseen switch
    {
        UnseenReason.Parameter => "its client or channel is injected or passed in",
        UnseenReason.Member => "its client or channel is in a member that other code may write",
        UnseenReason.No => "its client or channel is configured by code outside of the project",
        _ => NotFollowed,
    };

    internal static string OfRegistration(UnseenReason unseen) =>
        unseen is UnseenReason.No or UnseenReason.Parameter or UnseenReason.Member ? "it is configured by code outside of the project" : NotFollowed;
}
