using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>
/// Whether what a method makes (credentials, a channel, an invoker, a client, an object around one) is used there, or by a caller
/// that it is returned to, and goes nowhere else: it is made anew for each call of that method.
/// </summary>
internal sealed class UsedWhereMade
{
    private readonly CompilationFacts _facts;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private UsedWhereMade(CompilationFacts facts) => _facts = facts;

    /// <summary>
    /// Whether what an operation makes stays in a method. False in the method that an application starts with and in one that runs
    /// as long, before a loop without end, and when it is not seen where it goes.
    /// </summary>
    internal static bool In(IOperation made, CompilationFacts facts) => new UsedWhereMade(facts).Stays(made, made);

    /// <param name="value">An expression that gives what was made.</param>
    /// <param name="home">The creation, or the call that returned it, in the method under analysis.</param>
    private bool Stays(IOperation value, IOperation home)
    {
        var current = ConvertedAround(value);
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case ICoalesceOperation or IConditionalOperation or IAwaitOperation or IArrayInitializerOperation or IArrayCreationOperation:
                case IArgumentOperation:
                case IObjectCreationOperation:
                case IObjectOrCollectionInitializerOperation:
                case IInvocationOperation call when IsLayer(call):
                    current = ConvertedAround(parent);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: IInstanceReferenceOperation instance } }
                    when instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver:
                    current = ConvertedAround(parent);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var options } } }:
                    return StaysIn(options, home);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                    return StaysIn(local, home);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return StaysIn(local, home);
                case IReturnOperation:
                    return StaysWithCaller(parent);
                case IInvocationOperation call when call.Instance == current:
                    return EndsWith(current, home);
                case IMemberReferenceOperation or IExpressionStatementOperation or IUsingOperation or IUsingDeclarationOperation:
                    return EndsWith(current, home);
                default:
                    return false;
            }
        }

        return false;
    }

    private static IOperation ConvertedAround(IOperation value) => Conversions.Around(Conversions.AroundFunction(value));

    /// <summary>What makes the next layer of a client from the one before.</summary>
    private bool IsLayer(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        var symbols = _facts.Symbols;
        return GrpcSymbols.Is(type, symbols.ChannelExtensions)
            || GrpcSymbols.Is(type, symbols.CallInvokerExtensions)
            || GrpcSymbols.Is(type, symbols.CodeFirstClientFactory)
            || GrpcSymbols.Is(type, symbols.CallCredentials)
            || GrpcSymbols.Is(type, symbols.ChannelCredentials)
            || GrpcSymbols.Is(type, symbols.GrpcChannel) && call.TargetMethod.Name is "ForAddress" or "CreateCallInvoker";
    }

    /// <summary>Whether a local is used, and every use stays in the method.</summary>
    private bool StaysIn(ILocalSymbol local, IOperation home)
    {
        if (!_seen.Add(local))
            return true;

        var uses = _facts.Bodies
            .FactsOf(home)
            .ReferencesTo(local)
            .Where(static use => !(use.Parent is IAssignmentOperation assignment && assignment.Target == use))
            .ToList();
        return uses.Count > 0 && uses.All(use => Stays(use, home));
    }

    private bool StaysWithCaller(IOperation returned)
    {
        var function = EnclosingFunction.Enclosing(returned);
        if (EnclosingFunction.SymbolOf(function) is not { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method || !_seen.Add(method))
            return false;

        foreach (var caller in Callers.SeenMentionsOf(method, returned, _facts.Bodies))
        {
            if (caller is IInvocationOperation && Stays(caller, caller))
                return true;
        }

        return false;
    }

    private static bool EndsWith(IOperation use, IOperation home) => OutlivingLoop.Around(use, home) is null && !RunsOn(home);

    /// <summary>Whether the code is what an application starts with, or a service of its host.</summary>
    private static bool RunsOn(IOperation code) => EnclosingFunction.SymbolOf(EnclosingFunction.Enclosing(code)) is not { } method
        || method is { Name: "Main" or "<Main>$", IsStatic: true, MethodKind: MethodKind.Ordinary }
        || (method.Name is "ExecuteAsync" or "StartAsync" && method.ContainingType.AllInterfaces.Any(static i => i.Name == "IHostedService"));
}
