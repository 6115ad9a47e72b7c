using System;
using System.Linq;

namespace GrpcAuthAnalyzers.Tests.Fixes;

/// <summary>The expected text of a callback that adds a token to the metadata of a call.</summary>
internal static class CallbackText
{
    private const string OfEnvironment = """
        Environment.GetEnvironmentVariable("GRPC_ORDERS_TOKEN")
            ?? throw new InvalidOperationException("The environment variable 'GRPC_ORDERS_TOKEN' is not set.")
        """;

    /// <summary>The statements that read the token from the environment, for <see cref="Of"/>.</summary>
    internal const string FromEnvironment = "var token = " + OfEnvironment + ";\n$\"Bearer {token}\"";

    /// <summary>
    /// The callback with these parameters. The last line is the value of the header, the lines before it are statements; a value alone is the expression of
    /// an asynchronous callback. The text starts in a line that is indented by so many blanks.
    /// </summary>
    internal static string Of(string parameters, string lines, int indent)
    {
        var (line, inner) = ("\n" + new string(' ', indent), "\n" + new string(' ', indent + 4));
        var statements = lines.Split('\n');
        var add = "metadata.Add(\"authorization\", " + statements[^1] + ")";
        var isAsync = parameters.StartsWith("async ", StringComparison.Ordinal);
        return parameters + " =>" + (isAsync && statements.Length == 1
            ? inner + add
            : line + "{" + string.Concat(statements[..^1].Append(add + ";").Select(s => inner + s)) + (isAsync ? "" : inner + "return Task.CompletedTask;") + line + "}");
    }
}
