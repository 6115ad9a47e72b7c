using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Channels;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>
/// A channel option that is assigned when <c>GrpcChannel.ForAddress</c> has read the options, and that nothing can read afterwards. The constructor of
/// <c>GrpcChannel</c> copies each option, or what it makes of it (GrpcChannel.cs of grpc-dotnet).
/// </summary>
internal static class LateOption
{
    /// <summary>
    /// The last call before the assignment that makes a channel with the options; null where another channel, unseen code or a later read may get
    /// the assigned value, and where the options come from elsewhere.
    /// </summary>
    internal static IOperation? ReaderOf(ChannelOption option, CredentialQuery query)
    {
        if (option.Options is not { } options || OnlyOrigin(options, query) is not { } made)
            return null;

        IOperation? last = null;
        foreach (var touch in ObjectUses.Of(made, query.Until, query.Facts.Bodies, query.Budget, reportsReturns: true))
        {
            if (EnclosingFunction.IsInside(touch.Site.OutermostSite, option.Assignment))
                continue;

            switch (touch.Kind)
            {
                case TouchKind.Argument when MakesChannel(touch.Site.Operation, query.Symbols):
                    if (!IsOver(touch.Site.OutermostSite, option.Assignment, made.Operation))
                        return null;

                    if (ExecutionOrder.AlwaysPrecedes(touch.Site.OutermostSite, option.Assignment))
                        last = ChannelOf(touch.Site);

                    break;
                case TouchKind.Argument or TouchKind.Escape:
                case TouchKind.ReadMember when touch.Member?.Name == option.Name && !IsOver(touch.Site.OutermostSite, option.Assignment, made.Operation):
                    return null;
            }
        }

        return last;
    }

    /// <summary>
    /// The creation of the options, if they are made where they are changed, and each variable on the way is written once; null for other options:
    /// whoever passed them may use them again.
    /// </summary>
    private static Origin? OnlyOrigin(IOperation options, CredentialQuery query)
    {
        var origins = query.Origins.Trace(new TracedValue(options));
        if (origins.Length != 1 || origins[0] is not { IsSeen: true, Operation: IObjectCreationOperation made, Value.Frame: null } origin
            || !(EnclosingFunction.Enclosing(made) == EnclosingFunction.Enclosing(options)
                || (EnclosingFunction.IsConstruction(made) && EnclosingFunction.IsConstruction(options))))
            return null;

        foreach (var alias in origin.Aliases)
        {
            var writes = 0;
            foreach (var facts in query.Facts.Bodies.BodiesWith(alias.Symbol, alias.Reference.Operation))
                writes += facts.WritesTo(alias.Symbol).Count;

            if (writes != 1)
                return null;
        }

        return origin;
    }

    private static bool MakesChannel(IOperation argument, GrpcSymbols symbols) =>
        argument is IArgumentOperation { Parameter.Ordinal: 1, Parent: IInvocationOperation { TargetMethod: { Name: "ForAddress" } method } }
        && GrpcSymbols.Is(method.ContainingType, symbols.GrpcChannel);

    /// <summary>The call of <c>ForAddress</c>, or the one in the same code that leads to it.</summary>
    private static IOperation ChannelOf(TracedValue argument) => argument.Frame is null ? argument.Operation.Parent! : argument.OutermostSite;

    /// <summary>Whether something that gets the options runs before the assignment alone: not in a next round with the same options.</summary>
    private static bool IsOver(IOperation site, IOperation assignment, IOperation made) =>
        ExecutionOrder.ComesBefore(site, assignment)
        && (EnclosingFunction.CommonLoop(site, assignment) is not { } loop || EnclosingFunction.IsInside(made, loop));
}
