using System.Linq;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>The methods that a host calls once, when it starts a service.</summary>
internal static class ServiceStart
{
    /// <summary>Whether an operation stands in such a method, outside of loops and lambdas.</summary>
    internal static bool Contains(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation)
                return false;
        }

        return EnclosingFunction.SymbolOf(EnclosingFunction.Enclosing(operation)) is { MethodKind: MethodKind.Ordinary } method
            && (method.Name is "StartAsync" or "StartingAsync"
                && method.ContainingType.AllInterfaces.Any(static i => i.Is("Microsoft.Extensions.Hosting.IHostedService"))
                || (method is { Name: "OnStart", IsOverride: true } && method.ContainingType.DerivesFrom("System.ServiceProcess.ServiceBase")));
    }
}
