using System;
using System.Threading.Tasks;
using Spectre.Console;

namespace GrpcAuthAnalyzers.Scanning;

/// <summary>The progress of a scan in a terminal: the step, how many projects are done, the time, and the current project. Nothing where no person looks on.</summary>
internal sealed class ScanProgress
{
    private readonly ProgressContext? _bars;
    private ProgressTask? _step;
    private string _name = "", _unit = "";

    private ScanProgress(ProgressContext? bars) => _bars = bars;

    /// <summary>The terminal behind standard error; its answers to a pipe or file are not interactive.</summary>
    internal static IAnsiConsole Terminal { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    });

    /// <summary>Does work that shows its progress in a terminal; nothing is shown without one.</summary>
    internal static async Task<T> ShowAsync<T>(IAnsiConsole? terminal, Func<ScanProgress, Task<T>> work)
    {
        if (terminal is not { Profile.Capabilities.Interactive: true })
            return await work(new ScanProgress(null));

        return await terminal.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ElapsedTimeColumn())
            .StartAsync(bars => work(new ScanProgress(bars)));
    }

    /// <summary>Ends the step before and begins a new one.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="count">To how many projects it is done; 0 if that is not known.</param>
    /// <param name="unit">What else is counted.</param>
    internal void Begin(string name, int count = 0, string unit = "projects")
    {
        _step?.StopTask();
        if (_step is not null)
            _step.Value = _step.MaxValue;
        (_name, _unit) = (name, unit);
        _step = _bars?.AddTask(Markup.Escape(name), maxValue: Math.Max(1, count));
        _step?.IsIndeterminate(count == 0);
    }

    /// <summary>Shows what is current and how many are done.</summary>
    internal void Show(string current, int done)
    {
        if (_step is null or { IsIndeterminate: true })
            return;

        _step.Description = Markup.Escape($"{_name} {Math.Min(done, (int)_step.MaxValue)} of {_step.MaxValue} {_unit}  {current}");
    }
}
