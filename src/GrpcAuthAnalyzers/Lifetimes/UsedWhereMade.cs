using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Lifetimes;

/// <summary>How far what a method makes gets.</summary>
internal enum Reach
{
    /// <summary>It is used in the method, or by a caller that it is returned to: it is made anew for each call of that method.</summary>
    Method,

    /// <summary>Code gets it that is not seen: it is returned to nobody who is seen, or handed to a delegate or an interface.</summary>
    Unseen,

    /// <summary>It is kept, or it is not known where it goes.</summary>
    Further,
}

/// <summary>
/// Whether what a method makes (credentials, a channel, an invoker, a client, an object around one) is used there, or by a caller
/// that it is returned to, and goes nowhere else: it is made anew for each call of that method.
/// </summary>
internal sealed class UsedWhereMade
{
    private const int MaxSymbols = 64;

    /// <summary>What waits, or starts what goes on: a class that names one of these may be used for long.</summary>
    private static readonly HashSet<string> Lasting = new() { "Timer", "PeriodicTimer", "Thread", "ThreadPool", "Run", "StartNew", "Delay", "Sleep" };

    private readonly CompilationFacts _facts;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private UsedWhereMade(CompilationFacts facts) => _facts = facts;

    /// <summary>
    /// Whether what an operation makes stays in a method. In the one that an application starts with only what it calls itself counts. False in a service
    /// of a host, before a loop without end, and when it is not seen where it goes.
    /// </summary>
    internal static bool In(IOperation made, CompilationFacts facts) => ReachOf(made, facts) == Reach.Method;

    /// <summary>How far what an operation makes gets.</summary>
    internal static Reach ReachOf(IOperation made, CompilationFacts facts) => new UsedWhereMade(facts).Follow(made, made);

    /// <param name="value">An expression that gives what was made.</param>
    /// <param name="home">The creation, or the call that returned it, in the method under analysis.</param>
    private Reach Follow(IOperation value, IOperation home)
    {
        var current = ConvertedAround(value);
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation taker } argument when !IsLayer(taker):
                    return Further(EndsWith(current, home), WithTaker(taker, argument));
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
                    return OfVariable(options, home);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } }:
                    return OfVariable(local, home);
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return OfVariable(local, home);
                case IReturnOperation:
                    return WithCallers(parent);
                case IInvocationOperation call when call.Instance == current && IsLayer(call):
                    current = ConvertedAround(parent);
                    break;
                case IInvocationOperation call when call.Instance == current:
                    return EndsWith(current, home);
                case IMemberReferenceOperation or IExpressionStatementOperation or IUsingOperation or IUsingDeclarationOperation:
                    return EndsWith(current, home);
                default:
                    return Reach.Further;
            }
        }

        return Reach.Further;
    }

    private static IOperation ConvertedAround(IOperation value) => Conversions.Around(Conversions.AroundFunction(value));

    /// <summary>What makes the next layer of a client from the one before.</summary>
    private bool IsLayer(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        var symbols = _facts.Symbols;
        return GrpcSymbols.Is(type, symbols.ChannelExtensions)
            || GrpcSymbols.Is(type, symbols.CallInvokerExtensions)
            || symbols.CodeFirst.MakesClient(call.TargetMethod)
            || GrpcSymbols.Is(type, symbols.CallCredentials)
            || GrpcSymbols.Is(type, symbols.ChannelCredentials)
            || (call.TargetMethod.Name is "FromResult" or "ConfigureAwait" or "AsTask" or "WaitAsync" && type.IsTask())
            || type.Is("Grpc.Auth.GoogleGrpcCredentials", "Google.Apis.Auth.OAuth2.GoogleCredential")
            || GrpcSymbols.Is(type, symbols.GrpcChannel) && call.TargetMethod.Name is "ForAddress" or "CreateCallInvoker";
    }

    /// <summary>The furthest of the uses of a local or parameter; one that is not used is not known.</summary>
    private Reach OfVariable(ISymbol variable, IOperation home)
    {
        if (!_seen.Add(variable))
            return Reach.Method;

        Reach? furthest = null;
        foreach (var use in _facts.Bodies.FactsOf(home).ReferencesTo(variable))
        {
            if (!(use.Parent is IAssignmentOperation assignment && assignment.Target == use))
                furthest = Further(furthest, Further(WithFunction(use, home), Follow(use, home)));
        }

        return furthest ?? Reach.Further;
    }

    /// <summary>What captures a variable keeps it: credentials, an invoker, a registration. Functions that others run do not.</summary>
    private Reach WithFunction(IOperation use, IOperation home)
    {
        if (EnclosingFunction.Enclosing(use) is not IAnonymousFunctionOperation lambda || EnclosingFunction.IsInside(home, lambda))
            return Reach.Method;

        if (PerCallCode.From(lambda, _facts) is { Consumer: { } consumer })
            return consumer is IInvocationOperation { TargetMethod.Name: "AddCallCredentials" } ? Reach.Further : Follow(consumer, home);

        return Arguments.Around(lambda)?.Parent is IInvocationOperation { TargetMethod.ContainingType: var type }
            && type.IsIn("Microsoft.Extensions.DependencyInjection")
            ? Reach.Further
            : Reach.Method;
    }

    /// <summary>What a method of this compilation does with an argument; a delegate, and what an interface stands for, are not seen.</summary>
    private Reach WithTaker(IInvocationOperation taker, IArgumentOperation argument)
    {
        var method = taker.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke || (method.IsAbstract && _facts.Bodies.IsSeen(method)))
            return Reach.Unseen;

        return argument.Parameter is { } parameter && _facts.Bodies.EnteredBy(method, caller: null) is { } body
            ? OfVariable(CallFrame.BodyOf(method).Parameters[parameter.Ordinal], body)
            : Reach.Further;
    }

    /// <summary>What the callers that are seen do with what a method returns, also those that name an interface: kept by one is kept.</summary>
    private Reach WithCallers(IOperation returned)
    {
        var function = EnclosingFunction.Enclosing(returned);
        if (EnclosingFunction.SymbolOf(function) is not { MethodKind: not MethodKind.AnonymousFunction } method
            || _seen.Count > MaxSymbols
            || !_seen.Add(method))
            return Reach.Further;

        var isUsed = false;
        foreach (var caller in Callers.SeenMentionsThroughContracts(method, returned, _facts.Bodies))
        {
            if (caller is not IInvocationOperation)
                continue;

            var reach = Follow(caller, caller);
            if (reach == Reach.Further)
                return Reach.Further;

            isUsed |= reach == Reach.Method;
        }

        return isUsed ? Reach.Method : Reach.Unseen;
    }

    /// <summary>
    /// Whether an own object is used once by a program that ends then: in no loop of the method that makes it, and of a class that repeats nothing and starts
    /// nothing (a tool with a small class around its client).
    /// </summary>
    private static bool IsBrief(IOperation use, IOperation home)
    {
        if (use.Type is not INamedTypeSymbol { BaseType.SpecialType: SpecialType.System_Object } type
            || !SymbolEqualityComparer.Default.Equals(type, home.Type))
            return false;

        for (var current = use.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation loop && !EnclosingFunction.IsInside(home, loop))
                return false;
        }

        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var node in part.GetSyntax().DescendantNodes())
            {
                if (node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or GotoStatementSyntax
                    || node is CommonForEachStatementSyntax { AwaitKeyword.RawKind: > 0 }
                    || node.IsKind(SyntaxKind.AddAssignmentExpression)
                    || node is SimpleNameSyntax { Identifier.ValueText: var name } && Lasting.Contains(name))
                    return false;
            }
        }

        return true;
    }

    private static Reach Further(Reach? first, Reach second) => first > second ? first.Value : second;

    private Reach EndsWith(IOperation use, IOperation home)
    {
        if (OutlivingLoop.Around(use, home) is not null
            || EnclosingFunction.SymbolOf(EnclosingFunction.Enclosing(home)) is not { } method
            || (method.Name is "ExecuteAsync" or "StartAsync" && method.ContainingType.AllInterfaces.Any(static i => i.Name == "IHostedService")))
            return Reach.Further;

        return method is not { Name: "Main" or "<Main>$", IsStatic: true, MethodKind: MethodKind.Ordinary }
            || ((IsOfGrpc(use) || IsBrief(use, home)) && RunsWith(home, use))
            ? Reach.Method
            : Reach.Further;
    }

    /// <summary>
    /// Whether the method that an application starts with runs a use itself: a call that it makes, also in a local function or task that it starts. False
    /// for what others may run later: routes, events, timers.
    /// </summary>
    private bool RunsWith(IOperation home, IOperation use)
    {
        var function = EnclosingFunction.Enclosing(use);
        if (function == EnclosingFunction.Enclosing(home))
            return true;

        if (function is ILocalFunctionOperation { Symbol: var local })
        {
            return !_seen.Add(local) || Callers.SeenMentionsOf(local, home, _facts.Bodies).All(
                call => call is IInvocationOperation && OutlivingLoop.Around(call, home) is null && RunsWith(home, call));
        }

        return Arguments.Around(function)?.Parent is IInvocationOperation { TargetMethod.ContainingType: var type } taker
            && (type.IsTask() || type.Is("System.Threading.Tasks.Parallel", "System.Linq.Enumerable"))
            && RunsWith(home, taker);
    }

    /// <summary>Whether a value is a channel, a client or a part of one: an own class around them may do anything with them for as long as it lives.</summary>
    private bool IsOfGrpc(IOperation value) => value.Type is { } type
        && (type.TypeKind == TypeKind.Interface
            || !_facts.Bodies.IsSeen(type)
            || GrpcSymbols.IsA(type, _facts.Symbols.ClientBase)
            || GrpcSymbols.IsA(type, _facts.Symbols.Interceptor));
}
