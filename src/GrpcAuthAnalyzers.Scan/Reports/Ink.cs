using System;
using Spectre.Console;

namespace GrpcAuthAnalyzers.Scanning.Reports;

/// <summary>Colours of a terminal; plain text where there is none, or where <c>NO_COLOR</c> is set.</summary>
internal sealed class Ink(bool isOn)
{
    internal static readonly Ink None = new(isOn: false);

    /// <summary>What standard output can show.</summary>
    internal static Ink OfOutput() => new(
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && AnsiConsole.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors });

    internal string Strong(string text) => With("1", text);

    internal string Faint(string text) => With("2", text);

    internal string Code(string text) => With("36", text);

    internal string Marked(string text) => With("32", text);

    internal string Of(Severity severity, string text) => With(severity switch { Severity.Error => "31", Severity.Warning => "33", _ => "36" }, text);

    private string With(string code, string text) => isOn ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
