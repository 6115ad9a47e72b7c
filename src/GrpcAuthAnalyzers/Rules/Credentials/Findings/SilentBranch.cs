using System;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>Does a branch of code that has no token (a catch block, what follows a test) let the call continue without one?</summary>
internal static class SilentBranch
{
    private const int MaxDepth = 2;

    /// <summary>Names of methods that only report what happened.</summary>
    private static readonly string[] TellingNames =
    {
        "Log", "Warn", "Error", "Info", "Debug", "Trace", "Fatal", "Critical", "Verbose", "Write", "Track", "Record", "Increment", "Notify",
    };

    /// <summary>
    /// Whether the branch only reports what happened, drops the token and returns. False where it throws or may throw, returns a failure, keeps
    /// the error for later, tries again, adds a credential, or calls code that may do any of that.
    /// </summary>
    internal static bool Silently(IOperation branch, CredentialQuery query) =>
        Silently(branch, query, depth: 0) && CodeOnTheWay.OfFunction(query, branch).Presence == CredentialPresence.Absent;

    /// <summary>Whether a function throws or fails anywhere after a position: that may handle the missing token.</summary>
    internal static bool FailsAfter(IOperation function, int position)
    {
        foreach (var operation in function.Descendants())
        {
            if (operation.Syntax.SpanStart >= position
                && (operation is IThrowOperation || operation is IInvocationOperation { TargetMethod: var method } && MayFail(method)))
                return true;
        }

        return false;
    }

    private static bool Silently(IOperation branch, CredentialQuery query, int depth)
    {
        foreach (var operation in branch.DescendantsAndSelf())
        {
            if (!query.Budget.TryStep())
                return false;

            switch (operation)
            {
                case IThrowOperation or ITryOperation or IBranchOperation or ICoalesceAssignmentOperation or ICompoundAssignmentOperation
                    or IDynamicInvocationOperation:
                case IReturnOperation { ReturnedValue: { } returned } when depth == 0 && !LetsGo(returned, query):
                case ISimpleAssignmentOperation assignment when !NullTests.IsNullOrEmpty(assignment.Value):
                case IInvocationOperation call when !OnlyTells(call, query, depth):
                    return false;
            }
        }

        return true;
    }

    /// <summary>A completed task, or the metadata or call unchanged.</summary>
    private static bool LetsGo(IOperation returned, CredentialQuery query)
    {
        returned = Conversions.BuiltInInside(returned);
        while (returned is IAwaitOperation awaited)
            returned = Conversions.BuiltInInside(awaited.Operation);

        return returned switch
        {
            IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType: var type } } => type.IsTask(),
            IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var type } } => type.Is("System.Threading.Tasks.Task"),
            IInvocationOperation call => Continuation.IsCalledBy(call, query.Symbols),
            IParameterReferenceOperation => true,
            _ => false,
        };
    }

    private static bool OnlyTells(IInvocationOperation call, CredentialQuery query, int depth)
    {
        var method = call.TargetMethod;
        if (Continuation.IsCalledBy(call, query.Symbols))
            return true;

        if (MayFail(method) || method.MethodKind == MethodKind.DelegateInvoke)
            return false;

        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.Ordinary
            && query.Facts.Bodies.IsSeen(method)
            && OriginTracer.HasOneBody(method)
            && query.Facts.Bodies.FunctionOf(method) is { } function)
            return depth < MaxDepth && Silently(function, query, depth + 1);

        return Array.Exists(TellingNames, name => method.Name.StartsWith(name, StringComparison.Ordinal))
            || IsLoggerMessage(method)
            || method.ContainingNamespace?.ToDisplayString() is "Microsoft.Extensions.Logging" or "System" or "System.Diagnostics"
                or "System.Threading.Tasks" or "System.Diagnostics.Metrics";
    }

    private static bool MayFail(IMethodSymbol method) =>
        method.Name.StartsWith("Throw", StringComparison.Ordinal)
            || method.Name is "FromException" or "FromCanceled" or "FailFast" or "Exit" or "Fail" or "Assert";

    private static bool IsLoggerMessage(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Microsoft.Extensions.Logging.LoggerMessageAttribute"))
                return true;
        }

        return false;
    }
}
