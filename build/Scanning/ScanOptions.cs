using System;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>What the command line asks for.</summary>
internal sealed record ScanOptions(string Path, string? Sarif, Severity FailOn, string? Facts)
{
    internal static ScanOptions Parse(string[] arguments, string samples)
    {
        string? path = null, sarif = null, facts = null;
        var failOn = Severity.Never;
        for (var index = 0; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case "--sarif":
                    sarif = System.IO.Path.GetFullPath(Value());
                    break;
                case "--write-facts":
                    facts = System.IO.Path.GetFullPath(Value());
                    break;
                case "--fail-on":
                    if (!Enum.TryParse(Value(), ignoreCase: true, out failOn) || !Enum.IsDefined(failOn))
                        throw new ScanException($"--fail-on is error, warning, info or never, not '{arguments[index]}'");
                    break;
                case ['-', ..] unknown:
                    throw new ScanException($"'{unknown}' is not an option; see --help");
                case var only when path is null:
                    path = only;
                    break;
                case var second:
                    throw new ScanException($"only one path is allowed: '{path}' or '{second}'");
            }

            string Value() => ++index < arguments.Length ? arguments[index] : throw new ScanException($"{arguments[index - 1]} needs a value");
        }

        return new(System.IO.Path.GetFullPath(path ?? samples), sarif, failOn, facts);
    }
}
