#:package ScottPlot
#:property PublishAot=false
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using ScottPlot;

// Draws docs/performance.svg from the table below "Beside other analyzers" in docs/performance.md: dotnet run build/plot.cs
var docs = args is [var folder] ? folder : Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..", "docs");
var rows = File.ReadLines(Path.Combine(docs, "performance.md"))
    .SkipWhile(line => line != "## Beside other analyzers").SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|'))
    .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).ToArray();
string[] contestants = ["binding alone", .. rows[0][2..]];
var measured = rows[2..].Where(row => row[1].EndsWith(" ms", StringComparison.Ordinal)).ToArray();

var plot = new Plot();
var palette = new[] { Color.FromHex("#1F77B4"), Color.FromHex("#FF9E4A") };
for (var code = 0; code < measured.Length; code++)
{
    double[] values = [1, .. measured[code][2..].Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
    var bars = plot.Add.Bars(values.Select((value, contestant) => new Bar
    {
        Position = contestants.Length - contestant - (0.4 * code) + 0.2,
        Size = 0.36,
        Value = value,
        ValueLabel = value.ToString("0.0", CultureInfo.InvariantCulture),
        FillColor = palette[code],
        LineWidth = 0,
    }).ToArray());
    bars.LegendText = measured[code][0];
    bars.Horizontal = true;
}

plot.Axes.Left.SetTicks([.. contestants.Select((_, contestant) => (double)contestants.Length - contestant)], contestants);
plot.Axes.Left.MajorTickStyle.Length = 0;
plot.Axes.Margins(left: 0, right: 0.1);
plot.HideGrid();
plot.Title("CPU time of a compilation with analyzers (binding alone is 1)");
plot.ShowLegend(Alignment.UpperRight);
plot.SaveSvg(Path.Combine(docs, "performance.svg"), 800, 480);
