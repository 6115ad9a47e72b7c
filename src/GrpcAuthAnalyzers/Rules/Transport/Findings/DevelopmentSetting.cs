using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>Settings of handlers that take effect only where somebody says so; see <see cref="DevelopmentSwitch"/>.</summary>
internal static class DevelopmentSetting
{
    /// <summary>Whether a setting, or the expression that it gets, is reached only by such code.</summary>
    internal static bool IsOnWayOf(HandlerSetting setting, IOperation trusted, CompilationFacts facts)
    {
        if (DevelopmentSwitch.IsAround(trusted) || ReturnsUnderSymbol(trusted, facts))
            return true;

        foreach (var place in setting.Way)
        {
            if (DevelopmentSwitch.IsAround(place.Operation))
                return true;

            for (var frame = place.Frame; frame is not null; frame = frame.Caller)
            {
                if (frame.Site is { } call && DevelopmentSwitch.IsAround(call))
                    return true;
            }
        }

        return DevelopmentSwitch.IsCalledOnlySo(setting.Given, facts);
    }

    /// <summary>Whether a return of a callback is compiled only under a symbol.</summary>
    private static bool ReturnsUnderSymbol(IOperation callback, CompilationFacts facts)
    {
        if (facts.Bodies.FunctionGivenBy(callback) is not { } function)
            return false;

        foreach (var returned in facts.Bodies.ReturnsOf(function))
        {
            if (ConditionalCode.Contains(returned.Syntax))
                return true;
        }

        return false;
    }
}
