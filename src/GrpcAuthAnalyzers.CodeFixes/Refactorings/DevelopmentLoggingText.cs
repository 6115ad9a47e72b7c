using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Refactorings;

/// <summary>
/// Writes the filters that show why a call fails. None of the categories writes the value of a header at the level that is chosen: only
/// <c>System.Net.Http.HttpClient</c> writes headers at all, at Trace, and with <c>*</c> for each value since Microsoft.Extensions.Http 9.
/// </summary>
internal static class DevelopmentLoggingText
{
    private const string Logging = "Microsoft.Extensions.Logging";

    private const string ServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";

    /// <summary>The plan; null where nothing is missing, or where the place cannot ask whether it runs in development.</summary>
    internal static FixPlan? Plan(SourceFile file, LoggedPlace place, string title)
    {
        var plan = new FixPlanBuilder();
        var names = new TypeNames(file, place.Call.SpanStart, plan);
        var isWritten = place.Side == LoggedSide.Channel ? OfChannel(plan, file, place, names) : OfHost(plan, file, place, names);
        return isWritten ? plan.Build(title) : null;
    }

    private static IEnumerable<(string Category, string Level)> Filters(SourceFile file, LoggedPlace place)
    {
        if (place.Side == LoggedSide.Server)
        {
            yield return ("Grpc", "Debug");
            yield return ("Microsoft.AspNetCore.Server.Kestrel", "Debug");
            yield return ("Microsoft.AspNetCore.Authentication", "Debug");
            yield break;
        }

        yield return ("Grpc.Net.Client", "Debug");
        if (place.Side == LoggedSide.Client)
            yield return ("System.Net.Http.HttpClient", HidesHeaderValues(file.Compilation) ? "Trace" : "Debug");
    }

    private static bool HidesHeaderValues(Compilation compilation) =>
        TypeNames.TypeOf(compilation, "System.Net.Http.IHttpClientFactory")?.ContainingAssembly.Identity.Version.Major >= 9;

    private static bool OfHost(FixPlanBuilder plan, SourceFile file, LoggedPlace place, TypeNames names)
    {
        var filters = Filters(file, place).Where(f => !place.HasFilter(f.Category)).ToList();
        if (filters.Count == 0 || place.Statement is not { } statement || DevelopmentHost.At(file, statement, names) is not { } host)
            return false;

        var services = host.Services;
        if (services is null)
        {
            if (place.Services is not { } added
                || TypeNames.TypeOf(file.Compilation, ServiceCollection) is not { } collected
                || file.Model.GetTypeInfo(added).Type is not { } type
                || !file.Compilation.ClassifyCommonConversion(type, collected).IsImplicit
                || TypeNames.TypeOf(file.Compilation, "Microsoft.Extensions.DependencyInjection.LoggingServiceCollectionExtensions") is null)
                return false;

            services = added.ToString();
        }

        if (TypeNames.TypeOf(file.Compilation, Logging + ".ILoggingBuilder") is not { } builder)
            return false;

        names.ImportExtensions(builder, "AddFilter", Logging);
        var level = names.Of(Logging + ".LogLevel");
        var calls = filters.Select(f => ".AddFilter(\"" + f.Category + "\", " + level + "." + f.Level + ")").ToList();
        var outer = file.Layout.BreakAt(statement.SpanStart);
        var inner = outer + file.Layout.Indent;
        var text = "if (" + host.Condition + ")" + outer + "{";
        if (host.Logging is { } logging)
            text += string.Concat(calls.Select(c => inner + logging + c + ";"));
        else
            text += inner + services + ".AddLogging(logging => logging" + string.Concat(calls.Select(c => inner + file.Layout.Indent + c)) + ");";

        if (place.Side == LoggedSide.Server && TypeNames.TypeOf(file.Compilation, "Grpc.AspNetCore.Server.GrpcServiceOptions") is { } options)
        {
            if (TypeNames.TypeOf(file.Compilation, ServiceCollection) is { } collection)
                names.ImportExtensions(collection, "Configure", "Microsoft.Extensions.DependencyInjection");
            text += inner + services + ".Configure<" + names.Of(options) + ">(options => options.EnableDetailedErrors = true);";
        }

        plan.Insert(file, statement.SpanStart, text + outer + "}" + file.Layout.NewLine + outer);
        return true;
    }

    private static bool OfChannel(FixPlanBuilder plan, SourceFile file, LoggedPlace place, TypeNames names)
    {
        // The console is the only place to write to that code without a host can name.
        if (TypeNames.TypeOf(file.Compilation, Logging + ".ConsoleLoggerExtensions") is null
            || TypeNames.TypeOf(file.Compilation, Logging + ".ILoggingBuilder") is not { } builder
            || BrowserProject.Is(file.Compilation, file.GrpcAuthOptions))
            return false;

        var arguments = place.Call.ArgumentList.Arguments;
        var options = arguments.Count == 2 ? arguments[1].Expression as BaseObjectCreationExpressionSyntax : null;
        if (arguments.Count != 1 && (options is null || options.ToString().Contains("LoggerFactory")))
            return false;

        names.ImportExtensions(builder, "AddFilter", Logging);
        names.ImportExtensions(builder, "AddConsole", Logging);
        var condition = DevelopmentHost.At(file, place.Call, names)?.Condition ?? DevelopmentHost.OfProcess(file, names);
        var (category, level) = Filters(file, place).Single();
        var factory = names.Of(Logging + ".LoggerFactory");
        var filter = "logging => logging.AddConsole().AddFilter(\"" + category + "\", " + names.Of(Logging + ".LogLevel") + "." + level + ")";
        string[] Assignments(string lineBreak)
        {
            var inner = lineBreak + file.Layout.Indent;
            return new[] { "LoggerFactory = " + condition + inner + "? " + factory + ".Create(" + filter + ")" + inner + ": null" };
        }

        if (options is not null)
        {
            InitializerText.Add(plan, file, options, Assignments);
            return true;
        }

        plan.Insert(
            file, arguments[0].Span.End,
            ", new " + names.Of("Grpc.Net.Client.GrpcChannelOptions")
                + InitializerText.New(file.Layout.BreakAt(arguments[0].SpanStart), file.Layout.Indent, Assignments));
        return true;
    }
}
