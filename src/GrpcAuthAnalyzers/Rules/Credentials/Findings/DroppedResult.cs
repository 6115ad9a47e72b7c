using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>
/// A call of gRPC that only makes a new value (CallOptions is a struct, its <c>With...</c> methods return a copy: CallOptions.cs; <c>Intercept</c>
/// wraps: CallInvokerExtensions.cs), and whose result is not used.
/// </summary>
internal sealed class DroppedResult
{
    private DroppedResult(IOperation whole, string method, string loss)
    {
        Whole = whole;
        Method = method;
        Loss = loss;
    }

    /// <summary>The dropped expression: the call with what is chained to it.</summary>
    internal IOperation Whole { get; }

    /// <summary>The name of the method.</summary>
    internal string Method { get; }

    /// <summary>What does not happen, as the end of a sentence.</summary>
    internal string Loss { get; }

    /// <summary>
    /// The dropped result of a call; null for other methods, if the result is used, and if code only tests whether the
    /// call throws.
    /// </summary>
    /// <param name="call">A call for which <see cref="DroppedExpression.IsDiscarded"/> is true.</param>
    /// <param name="symbols">The types of gRPC.</param>
    /// <param name="isTest">Whether the call is in test code.</param>
    internal static DroppedResult? From(IInvocationOperation call, GrpcSymbols symbols, bool isTest) =>
        LossOf(call, symbols, isTest) is { } loss && DroppedWith(call) is { } whole && !IsTried(call, isTest)
            ? new DroppedResult(whole, call.TargetMethod.Name, loss)
            : null;

    private static string? LossOf(IInvocationOperation call, GrpcSymbols symbols, bool isTest)
    {
        var method = call.TargetMethod;
        return method.Name switch
        {
            "Intercept" when symbols.IsIntercept(method) =>
                AttachesNothing(call) ? null : "no call runs the interceptor",
            "WithHeaders" when GrpcSymbols.Is(method.ContainingType, symbols.CallOptions) => "no call sends these headers",
            "WithCredentials" when GrpcSymbols.Is(method.ContainingType, symbols.CallOptions) => "no call sends these credentials",
            "Compose" when GrpcSymbols.Is(method.ContainingType, symbols.CallCredentials) => "no call sends these credentials",
            "Create" when GrpcSymbols.Is(method.ContainingType, symbols.ChannelCredentials) => "no call sends these credentials",
            "CreateWithUser" when method.ContainingType.IsIn("Google.Apis.Auth.OAuth2") => "no token is for this user",
            "CreateScoped" when method.ContainingType.IsIn("Google.Apis.Auth.OAuth2") => "no token has these scopes",
            "WithHeaders" or "WithOptions" when !isTest && !method.ReturnsVoid && IsOfMagicOnion(method) => "the client sends its calls without the change",
            _ => null,
        };
    }

    /// <summary><c>channel.Intercept()</c></summary>
    private static bool AttachesNothing(IInvocationOperation intercept) =>
        intercept.Arguments.Of(1) is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer.ElementValues.IsEmpty: true } };

    /// <summary><c>WithHeaders</c> and <c>WithOptions</c> of MagicOnion return a new client. Its types are known by their namespace.</summary>
    private static bool IsOfMagicOnion(IMethodSymbol method)
    {
        var space = method.ContainingNamespace;
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
            space = outer;

        return space?.Name == "MagicOnion";
    }

    /// <summary>The outermost expression around a call whose value is dropped; null if the value is used.</summary>
    private static IOperation? DroppedWith(IOperation call)
    {
        for (var current = call; ;)
        {
            current = Conversions.BuiltInAround(current);
            switch (current.Parent)
            {
                case IConditionalAccessOperation access when access.WhenNotNull == current:
                case IInvocationOperation chained when chained.Instance == current && SymbolEqualityComparer.Default.Equals(chained.Type, current.Type):
                    current = current.Parent;
                    break;
                case IExpressionStatementOperation:
                case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation }: // never mentioned again: DroppedExpression.IsDiscarded
                    return current;
                default:
                    return null;
            }
        }
    }

    /// <summary>Whether a call tests whether it throws, or how long it takes: lambdas of test code and mocks, and benchmarks.</summary>
    private static bool IsTried(IOperation call, bool isTest)
    {
        for (var function = EnclosingFunction.Enclosing(call); function is IAnonymousFunctionOperation lambda
            && lambda.Parent is not null; function = EnclosingFunction.Enclosing(lambda.Parent))
        {
            if (isTest || IsGivenToTests(lambda))
                return true;
        }

        for (var around = call.SemanticModel?.GetEnclosingSymbol(call.Syntax.SpanStart); around is IMethodSymbol; around = around.ContainingSymbol)
        {
            foreach (var attribute in around.GetAttributes())
            {
                if (attribute.AttributeClass.DerivesFrom("BenchmarkDotNet.Attributes.BenchmarkAttribute"))
                    return true;
            }
        }

        return false;
    }

    private static bool IsGivenToTests(IOperation lambda)
    {
        for (var current = lambda; Conversions.StepAroundFunction(current) is { } outer; current = outer)
        {
            if (outer.Type.Is("System.Linq.Expressions.Expression"))
                return true;
        }

        var given = Conversions.Around(Conversions.AroundFunction(lambda));
        return given.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingNamespace: { } space } }
            && TestProject.IsTestNamespace(space);
    }
}
