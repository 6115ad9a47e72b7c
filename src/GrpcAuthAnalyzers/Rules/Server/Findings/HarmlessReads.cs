using System;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Interceptors;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>
/// Code of a server that reads what a caller brought, and provably refuses nobody by it: the headers are logged, become part of the answer, or are kept
/// where they are no credential by their names.
/// </summary>
internal sealed class HarmlessReads
{
    private const int MaxDepth = 3;
    private const string RequestDelegate = "Microsoft.AspNetCore.Http.RequestDelegate";

    private static readonly Memo<IOperation, bool> OfFunction = new(
        static (facts, function) => new HarmlessReads(facts, function, RequestValues.In(function), MaxDepth).Holds());

    private readonly CompilationFacts _facts;
    private readonly IOperation _function;
    private readonly RequestValues _values;
    private readonly int _depth;

    private HarmlessReads(CompilationFacts facts, IOperation function, RequestValues values, int depth) =>
        (_facts, _function, _values, _depth) = (facts, function, values, depth);

    /// <summary>Whether all that a function does with its caller is harmless. False where code that is not seen gets what the caller brought.</summary>
    internal static bool AreAllIn(IOperation function, CompilationFacts facts) => facts.Get(OfFunction, function);

    /// <summary>
    /// Whether a name stands in a filter of errors: a <c>catch</c> of one kind of exception around the call that goes on. That a call fails so is the work of
    /// other code, which is judged by itself; the kind has a name of its own where that is about callers.
    /// </summary>
    internal static bool IsInErrorFilter(SyntaxNode node, CompilationFacts facts)
    {
        var handler = node.FirstAncestorOrSelf<CatchClauseSyntax>();
        return handler is { Declaration.Type: { } type, Parent: TryStatementSyntax { Block: var body } }
            && handler.Span.Contains(node.Span)
            && NameSyntaxText.NameOf(type) is { } name
            && name is not ("Exception" or "RpcException" or "SystemException" or "ApplicationException")
            && !CheckWords.Contain(name)
            && facts.Bodies.OperationOf(body) is { } tried
            && GoesOn(tried, facts);
    }

    private bool Holds()
    {
        var goesOn = GoesOn(_function, _facts);
        if (!goesOn && IsHandler(EnclosingFunction.SymbolOf(_function)))
            return false;

        foreach (var operation in _function.DescendantsAndSelf())
        {
            if (!IsHarmless(operation, goesOn))
                return false;
        }

        return AreHarmlessWords();
    }

    private bool IsHarmless(IOperation operation, bool goesOn)
    {
        switch (operation)
        {
            case IThrowOperation { Exception: null }:
                return true;
            case IThrowOperation refusal:
                return IsInErrorFilter(refusal.Syntax, _facts) || !(_values.Decide(refusal) || HasDecidedExit());
            case IReturnOperation exit when goesOn && GoesOn(EnclosingFunction.Enclosing(exit), _facts):
                return !_values.Decide(exit)
                    && (exit.ReturnedValue is not { } answer || GoesOn(answer, _facts) || IsOfLocalFunction(answer)
                        || _values.HoldsAnswer(answer, value => GoesOn(value, _facts)));
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Status" or "StatusCode" } property } }:
                return !property.ContainingType.IsIn("Grpc.Core") && !property.ContainingType.IsIn("Microsoft.AspNetCore.Http");
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: var holder } } kept:
                return holder is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
                    || !_values.Contain(kept.Value)
                    || _values.ArePlain;
            case IInvocationOperation call when IsGoingOn(call, _facts):
                return !_values.Decide(call);
            case IInvocationOperation call:
                return IsHarmless(call);
            default:
                return true;
        }
    }

    /// <summary>Whether an answer is that of a local function that lets the call go on; what that returns is judged by itself.</summary>
    private bool IsOfLocalFunction(IOperation answer)
    {
        foreach (var operation in answer.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local } call
                && !_values.Decide(call)
                && _facts.Bodies.FunctionOf(local.OriginalDefinition) is { } function
                && GoesOn(function, _facts))
                return true;
        }

        return false;
    }

    private bool IsHarmless(IInvocationOperation call)
    {
        if (!_values.AreGivenTo(call) || LogMethods.PlaceOf(call, _facts) is not null || IsOfFramework(call))
            return true;

        var method = call.TargetMethod;
        if (_facts.Bodies.IsSeen(method) && !method.IsVirtual && !method.IsOverride && !method.IsAbstract)
        {
            return _depth > 0
                && _facts.Bodies.FunctionOf(method.OriginalDefinition) is { } function
                && function != _function
                && new HarmlessReads(_facts, function, _values.GivenTo(call, function), _depth - 1).Holds();
        }

        return _values.ArePlain && method.ReturnsVoid && Keeps(method.Name);
    }

    /// <summary><c>accessor.SetAccountId(id)</c>: the value is kept for the code behind.</summary>
    private static bool Keeps(string name) =>
        name.StartsWith("Set", StringComparison.Ordinal)
        || name.StartsWith("Add", StringComparison.Ordinal)
        || name.StartsWith("Push", StringComparison.Ordinal);

    /// <summary>Whether a method of a framework gets a value of the request, and decides nothing by it.</summary>
    private static bool IsOfFramework(IInvocationOperation call)
    {
        if (CheckWords.Contain(call.TargetMethod.Name) && call.TargetMethod.Name != "GetHttpContext")
            return false;

        var space = LogMethods.NamespaceOf(call.TargetMethod.ContainingType);
        return space == "System"
            || (space.StartsWith("System.", StringComparison.Ordinal) && !space.StartsWith("System.Security.Cryptography", StringComparison.Ordinal))
            || space is "Grpc.Core" or "Google.Protobuf" or "Microsoft.Extensions.Primitives" or "Microsoft.AspNetCore.Http"
            || space.StartsWith("Google.Protobuf.", StringComparison.Ordinal);
    }

    /// <summary>Whether what the caller brought decides that the function is left early: what is thrown behind it may be for the others.</summary>
    private bool HasDecidedExit()
    {
        foreach (var operation in _function.DescendantsAndSelf())
        {
            if (operation is IReturnOperation or IBranchOperation && _values.Decide(operation))
                return true;
        }

        return false;
    }

    /// <summary>A word that may check a caller has to name a value of the request, or a type.</summary>
    private bool AreHarmlessWords()
    {
        foreach (var token in _function.Syntax.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken)
                && CheckWords.Contain(token)
                && token.Parent is SimpleNameSyntax name
                && !IsInErrorFilter(name, _facts)
                && (CheckWords.Refuse(token.ValueText) || !IsValueOrType(name)))
                return false;
        }

        return true;
    }

    private bool IsValueOrType(SimpleNameSyntax name)
    {
        if (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } or NameColonSyntax or NameEqualsSyntax)
            return true;

        var expression = NameSyntaxText.EndedBy(name);
        if (expression.Parent is InvocationExpressionSyntax call)
            expression = call;

        return _facts.Bodies.OperationOf(expression) is not { Type: not null } operation
            ? IsType(name)
            : operation.ConstantValue.HasValue || _values.Contain(operation) || IsData(operation) || StoredData.Is(operation.Type);
    }

    /// <summary><c>request.Token</c>, <c>user.Password</c>: a member of a message or of another object at hand, on which nothing is called.</summary>
    private static bool IsData(IOperation value)
    {
        var outer = Conversions.BuiltInAround(value);
        if (outer.Parent is IInvocationOperation call && call.Instance == outer)
            return false;

        while (value is IPropertyReferenceOperation { Instance: { } instance })
            value = Conversions.BuiltInInside(instance);

        return value is ILocalReferenceOperation or IParameterReferenceOperation && !RequestValues.IsRequest(value);
    }

    /// <summary>A type says nothing, unless one of its methods is called on it or on a new object of it: <c>AuthCheck.Run(request)</c>.</summary>
    private static bool IsType(SimpleNameSyntax name)
    {
        var type = NameSyntaxText.EndedBy(name);
        if (type.Parent is ObjectCreationExpressionSyntax creation && creation.Type == type)
            type = creation;

        return type.Parent is not InvocationExpressionSyntax and not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax };
    }

    /// <summary>Whether a method is one that lets calls go on, if it lets them: a handler of an interceptor, or a middleware.</summary>
    private static bool IsHandler(IMethodSymbol? method) =>
        method is not null
        && (InterceptorMethods.OfServer.Contains(method.Name)
            || (method.Parameters.Length > 0 && method.Parameters[0].Type.Is("Microsoft.AspNetCore.Http.HttpContext")));

    /// <summary>Whether code lets a call go on, or hands on what does.</summary>
    private static bool GoesOn(IOperation code, CompilationFacts facts)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation call && IsGoingOn(call, facts))
                return true;

            if (operation is IParameterReferenceOperation { Parent: IArgumentOperation, Type: var type }
                && (Continuation.IsToService(type) || type.Is(RequestDelegate)))
                return true;
        }

        return false;
    }

    private static bool IsGoingOn(IInvocationOperation call, CompilationFacts facts) =>
        Continuation.IsServedBy(call, facts.Symbols)
        || (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
            && (call.TargetMethod.ContainingType.Is(RequestDelegate)
                || (call.TargetMethod.ContainingType.Is("System.Func") && call.Instance is IParameterReferenceOperation { Parameter.Name: "next" })));
}
