using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tests.Metamorphic;

/// <summary>
/// A change of the verdict that is known and has a reason.
/// </summary>
/// <param name="Transformation">How the names of the transformations begin.</param>
/// <param name="MayCome">Whether a report may also be new; else one may only go.</param>
/// <param name="Reason">Why the verdict need not stay.</param>
/// <param name="Rules">The four digits of the rules that this is about.</param>
internal sealed record Deviation(string Transformation, bool MayCome, string Reason, params string[] Rules)
{
    internal static readonly ImmutableArray<Deviation> All =
    [
        new("nest in a", MayCome: false, "A nested function is one more of the few that are entered for one answer, and may run later or more often than its method.",
            "1001", "1002", "1009", "1010", "1012", "2006", "3001", "3002", "3003", "3004", "3005", "5001", "5006", "6002", "6007"),
        new("nest in a", MayCome: true, "What a nested function captures is not followed to the arguments of the calls of its method, nor a check that it makes.",
            "3002", "6007"),
        new("reorder members", MayCome: true, "One of several places is reported: the first.", "1004", "5003"),
        new("inline variables", MayCome: false, "What is reported is a variable, or what is missing is said with its name.", "1007", "3007"),
        new("inline variables", MayCome: true, "A variable that holds headers or a client with headers is no header at the call.", "1004"),
        new("extract arguments", MayCome: false, "What only a value, a type or a constant at its place says is not followed to a variable.",
            "1001", "1002", "1005", "1007", "1012", "2006", "3001", "3002", "3003", "3004", "3005", "3006", "3007", "5004", "6001"),
        new("extract arguments", MayCome: true, "The constructor of an interceptor in a variable is one more use of its class, and makes the report a warning.", "1005"),
        new("target-typed new", MayCome: false, "A descriptor of a service that is not named is not found.", "1002"),
        new("name arguments", MayCome: false, "'headers: null' says that a call is meant to be anonymous.", "1003"),
        new("reorder named", MayCome: false, "As above.", "1003"),
    ];

    /// <summary>Whether the list allows that a transformation brings a report, or takes one away.</summary>
    internal static bool Allows(Transformation transformation, Diagnostic report, bool isNew) => All.Any(deviation =>
        transformation.Name.StartsWith(deviation.Transformation, StringComparison.Ordinal)
        && (deviation.MayCome || !isNew)
        && deviation.Rules.Any(rule => report.Id.EndsWith(rule, StringComparison.Ordinal)));
}
