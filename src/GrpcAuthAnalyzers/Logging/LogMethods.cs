using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Logging;

/// <summary>Methods that write their arguments to a log or another readable output. Logging libraries are known by name: this package refers to none.</summary>
internal static class LogMethods
{
    internal const string Log = "a log";
    internal const string Console = "the console";
    internal const string Trace = "a trace";
    internal const string Activity = "an activity";

    private static readonly Memo<HashSet<string>> DeclaredMethods = new(Collect);

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "BeginScope", "ForContext", "PushProperty", "SetTag", "AddTag", "SetBaggage", "AddBaggage", "SetStatus", "ActivityEvent",
        "ActivityTagsCollection", "Status",
        "Write", "WriteLine", "WriteAsync", "WriteLineAsync", "WriteIf", "WriteLineIf", "Print", "Fail", "WriteEvent", "TraceInformation",
        "TraceWarning", "TraceError", "TraceEvent",
        "Verbose", "Trace", "Debug", "Information", "Info", "Warning", "Warn", "Error", "Fatal", "DebugFormat", "InfoFormat", "WarnFormat",
        "ErrorFormat", "FatalFormat",
    };

    /// <summary>
    /// Whether calls or creations with this name in front of their arguments may write something; <paramref name="declared"/> are
    /// the log methods of the compilation.
    /// </summary>
    internal static bool MayWrite(string name, HashSet<string> declared) =>
        name.StartsWith("Log", StringComparison.Ordinal) || Names.Contains(name) || name == TreeIndex.ImplicitCreation
        || name.EndsWith("Exception", StringComparison.Ordinal) || declared.Contains(name);

    /// <summary>
    /// The names of the methods and delegates that <c>LoggerMessage</c> makes in a compilation, and of those that a facts file says are logs; collected once.
    /// </summary>
    internal static HashSet<string> DeclaredIn(CompilationFacts facts) => facts.Get(DeclaredMethods);

    /// <summary>Where a call writes its arguments to; null when it is not known to write them.</summary>
    internal static string? PlaceOf(IInvocationOperation call, CompilationFacts facts)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return IsLogDelegate(call, facts) ? Log : null;

        if (IsGeneratedLog(method) || facts.Declared.IsLog(method, facts.Bodies.IsSeen(method)))
            return Log;

        var type = method.ContainingType;
        return NamespaceOf(type) switch
        {
            "Microsoft.Extensions.Logging" => type.Name is "LoggerExtensions" or "ILogger" or "Logger" ? Log : null,
            "Serilog" or "Serilog.Core" or "Serilog.Context" =>
                method.Name is not ("Reset" or "CloseAndFlush") && type.Name is "ILogger" or "Log" or "Logger" or "LogContext" ? Log : null,
            "NLog" => type.Name is "Logger" or "ILogger" or "ILoggerBase" or "ILoggerExtensions" or "LoggerExtensions" ? Log : null,
            "log4net" or "log4net.Core" => type.Name is "ILog" or "ILogger" ? Log : null,
            "System" => type.Name == "Console" ? Console : null,
            "System.IO" => IsConsoleWriter(call.Instance) ? Console : null,
            "System.Diagnostics" => type.Name switch
            {
                "Debug" or "Trace" or "TraceSource" or "Debugger" => Trace,
                "Activity" or "ActivityTagsCollection" => Activity,
                _ => null,
            },
            "System.Diagnostics.Tracing" => method.Name == "WriteEvent" ? Trace : null,
            _ => null,
        };
    }

    /// <summary>
    /// Whether a place writes the elements of a collection that is one of its arguments: message templates do (<c>FormattedLogValues</c> and Serilog), and
    /// <c>ToString</c> does not.
    /// </summary>
    internal static bool PrintsElements(IInvocationOperation call) =>
        IsGeneratedLog(call.TargetMethod)
            || call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            || NamespaceOf(call.TargetMethod.ContainingType) is "Microsoft.Extensions.Logging" or "Serilog" or "Serilog.Core";

    /// <summary>A partial method that the generator of Microsoft.Extensions.Logging completes; the completed part may not be seen.</summary>
    internal static bool IsGeneratedLog(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Microsoft.Extensions.Logging.LoggerMessageAttribute"))
                return true;
        }

        return false;
    }

    /// <summary>The full name of the namespace of a type; empty for none.</summary>
    internal static string NamespaceOf(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() ?? "";

    /// <summary>A delegate that <c>LoggerMessage.Define</c> made: an <c>Action</c> whose first parameter is a logger.</summary>
    private static bool IsLogDelegate(IInvocationOperation call, CompilationFacts facts) =>
        call.TargetMethod.Parameters.Length > 1
        && call.TargetMethod.Parameters[0].Type.Is("Microsoft.Extensions.Logging.ILogger")
        && call.Instance is IMemberReferenceOperation { Member.Name: var name }
        && DeclaredIn(facts).Contains(name);

    private static HashSet<string> Collect(CompilationFacts facts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in facts.Compilation.SyntaxTrees)
            names.UnionWith(GrpcCandidates.In(tree).LogMethods);

        foreach (var said in facts.Declared.SymbolsSaidToBe(FactKinds.Log, facts.Compilation))
        {
            names.Add(said.Name);
            foreach (var member in (said as INamedTypeSymbol)?.GetMembers() ?? ImmutableArray<ISymbol>.Empty)
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                    names.Add(method.Name);
            }
        }

        return names;
    }

    private static bool IsConsoleWriter(IOperation? writer) =>
        writer is IPropertyReferenceOperation { Property: { Name: "Error" or "Out", ContainingType: var console } } && console.Is("System.Console");
}
