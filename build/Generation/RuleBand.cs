using System;
using System.Collections.Generic;
using System.Linq;

namespace GrpcAuthAnalyzers.Generation;

/// <summary>A thousand ids with one subject.</summary>
/// <param name="Digit">The first digit of its ids.</param>
/// <param name="Name">The last part of its category; also the folder and namespace of its rules and tests.</param>
/// <param name="Title">Its heading in the catalogue.</param>
/// <param name="About">The question that its rules answer.</param>
internal sealed record RuleBand(char Digit, string Name, string Title, string About)
{
    /// <summary>Every band, in the order of ids; the last ones have no rules yet.</summary>
    internal static IReadOnlyList<RuleBand> All { get; } =
    [
        new('0', "Configuration", "Configuration", "Is this package configured as intended?"),
        new('1', "Credentials", "Missing credentials", "Does every call get its credential?"),
        new('2', "Secrets", "Exposed secrets", "Is a token hard-coded, committed or logged?"),
        new('3', "Freshness", "Stale tokens", "Is the token still valid, and the right one, when the call is sent?"),
        new('4', "MetadataFormat", "Metadata format", "Does the server understand the header?"),
        new('5', "Transport", "Transport", "Is the credential sent over a connection that may carry it?"),
        new('6', "Server", "Servers", "Does the server check the credential?"),
        new('7', "Identity", "Token requests", "Is the right token asked for?"),
    ];

    /// <summary>The band of an id such as <c>GRPCAUTH1001</c>.</summary>
    internal static RuleBand Of(string id) => All.FirstOrDefault(band => band.Digit == id["GRPCAUTH".Length])
        ?? throw new InvalidOperationException($"{id} is in no band: add one to RuleBand.All.");
}
