using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Channels;

/// <summary>Follows a channel from its creation through variables, parameters and returns to invokers, clients and calls.</summary>
internal sealed class ChannelFlow
{
    private const int MostSymbols = 100;
    private readonly CompilationFacts _facts;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _followed = new();

    private ChannelFlow(CompilationFacts facts) => _facts = facts;

    /// <summary>False when the channel goes somewhere that could not be followed.</summary>
    internal bool IsComplete { get; private set; } = true;

    /// <summary>The expressions that hand the channel, or an invoker over it, to what makes a client.</summary>
    internal List<SyntaxNode> Invokers { get; } = new();

    /// <summary>The gRPC calls.</summary>
    internal List<SyntaxNode> Calls { get; } = new();

    /// <summary>The <c>Intercept</c> calls.</summary>
    internal List<SyntaxNode> Intercepts { get; } = new();

    /// <summary>The calls that make code-first clients or connections.</summary>
    internal List<IInvocationOperation> CodeFirst { get; } = new();

    /// <summary>The calls that give a code-first client again, with other headers or options.</summary>
    internal List<SyntaxNode> Derivations { get; } = new();

    /// <summary>
    /// The registrations that put the channel, an invoker or a client over it into the container. Those who ask for the channel are followed, those who ask
    /// for a client are not.
    /// </summary>
    internal List<ContainerRegistration> Registrations { get; } = new();

    /// <summary>Where the channel goes that an operation makes.</summary>
    internal static ChannelFlow From(IOperation creation, CompilationFacts facts)
    {
        var flow = new ChannelFlow(facts);
        flow.Follow(creation);
        return flow;
    }

    private void Follow(IOperation operation)
    {
        var value = FlowOperations.Outermost(operation);
        if (!_followed.Add(value))
            return;

        switch (value.Parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                Follow(declarator.Symbol, declarator);
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                    Follow(field, initializer);
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                    Follow(property, initializer);
                break;
            case IAssignmentOperation assignment when assignment.Value == value:
                Follow(FlowOperations.VariableOf(assignment.Target), assignment);
                Follow(assignment);
                break;
            case IReturnOperation { Kind: OperationKind.Return } returned when FlowOperations.RegistrationWithFactory(returned) is { } registration:
                FollowRegistration(registration);
                break;
            case IReturnOperation { Kind: OperationKind.Return } returned:
                Follow(FlowOperations.ReturningMember(returned), returned);
                break;
            case IArgumentOperation argument:
                FollowArgument(argument);
                break;
            case IInvocationOperation invocation when invocation.Instance == value:
                FollowInvocation(invocation);
                break;
            case IMemberReferenceOperation member when member.Instance == value:
                FollowMember(member);
                break;
            case IConditionalAccessOperation access when access.Operation == value:
                FollowConditionalAccess(access);
                break;
            case IExpressionStatementOperation or IUsingOperation or INameOfOperation:
                break;
            default:
                IsComplete = false;
                break;
        }
    }

    /// <summary>Every mention of a variable, or every call of a method or property that returns the channel.</summary>
    private void Follow(ISymbol? symbol, IOperation at)
    {
        if (symbol is null || !_facts.Bodies.IsSeen(symbol) || _seen.Count > MostSymbols)
        {
            IsComplete = false;
            return;
        }

        if (!_seen.Add(symbol.OriginalDefinition))
            return;

        var bodies = BodiesMentioning(symbol, at);
        if (bodies.IsDefault || StandsForAnother(symbol))
        {
            IsComplete = false;
            return;
        }

        foreach (var body in bodies)
        {
            foreach (var mention in body.ReferencesTo(symbol))
                FollowMention(mention);
        }
    }

    /// <summary>Whether code may name a member without naming it: through a base class or an interface.</summary>
    private static bool StandsForAnother(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol
        && (symbol.IsOverride || symbol.IsVirtual || symbol.IsAbstract || symbol.ContainingType.AllInterfaces.Any(i => i.GetMembers().Any(
            member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol))));

    private void FollowMention(IOperation mention)
    {
        if (mention is IMethodReferenceOperation)
            IsComplete = false;
        else if (mention.Parent is not IAssignmentOperation assignment || assignment.Target != mention)
            Follow(mention);
    }

    /// <summary>
    /// A local or an ordinary parameter is named in one body, a parameter of a primary constructor in any member of its type. Default when the body is
    /// not seen, or when the name stands at too many places.
    /// </summary>
    private ImmutableArray<BodyFacts> BodiesMentioning(ISymbol symbol, IOperation at) => symbol switch
    {
        ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction } => ImmutableArray.Create(_facts.Bodies.FactsOf(at)),
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } method } =>
            _facts.Bodies.FunctionOf(method) is { } function ? ImmutableArray.Create(_facts.Bodies.FactsOf(function)) : default,
        IFieldSymbol or IPropertySymbol or IMethodSymbol when _facts.Bodies.IsMentionedTooOften(symbol) => default,
        _ => _facts.Bodies.BodiesMentioning(symbol),
    };

    private void FollowArgument(IArgumentOperation argument)
    {
        switch (argument)
        {
            case { Parent: IObjectCreationOperation creation } when GrpcSymbols.IsA(creation.Type, _facts.Symbols.ClientBase):
                Invokers.Add(FlowOperations.SyntaxOf(argument));
                Follow(creation);
                break;
            case { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var method } invocation } when _facts.Symbols.IsIntercept(method):
                Intercepts.Add(invocation.Syntax);
                Follow(invocation);
                break;
            case { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var method } invocation }
                when _facts.Symbols.CodeFirst.MakesClient(method):
                Invokers.Add(FlowOperations.SyntaxOf(argument));
                CodeFirst.Add(invocation);
                Follow(invocation);
                break;
            case { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: var method } connection } when _facts.Symbols.CodeFirst.Connects(method):
                Invokers.Add(FlowOperations.SyntaxOf(argument));
                CodeFirst.Add(connection);
                Calls.Add(connection.Syntax);
                break;
            case { Parent: { } call } when ContainerRegistration.From(call) is { Instance: { } } registration:
                FollowRegistration(registration);
                break;
            default:
                FollowParameter(argument);
                break;
        }
    }

    private void FollowRegistration(ContainerRegistration registration)
    {
        Registrations.Add(registration);
        var service = registration.Service;
        if (registration.IsKeyed || !IsClientOrChannel(service) || ContainerRegistration.Of(service, _facts).Count > 1)
            IsComplete = false;
        else if (!GrpcSymbols.IsA(service, _facts.Symbols.ClientBase) && _seen.Add(service))
        {
            var requests = ServiceRequests.Of(service, _facts);
            IsComplete &= requests.AreAllCalls;
            foreach (var request in requests.Calls)
                Follow(request);
            foreach (var parameter in requests.Parameters)
                Follow(parameter, registration.Operation);
        }
    }

    /// <summary>Of a client that calls <c>base(...)</c> with the channel, every instance is meant: those are not followed.</summary>
    private void FollowParameter(IArgumentOperation argument)
    {
        var method = argument.Parent switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation { Constructor: { } constructor } => constructor,
            _ => null,
        };
        if (method is null || argument.Parameter is not { RefKind: RefKind.None or RefKind.In, IsParams: false } parameter
            || argument.Parent is IInvocationOperation && method.MethodKind == MethodKind.Constructor
                && GrpcSymbols.IsA(method.ContainingType, _facts.Symbols.ClientBase)
            || !OriginTracer.HasOneBody(method))
        {
            IsComplete = false;
            return;
        }

        var declared = CallFrame.BodyOf(method.ReducedFrom ?? method).Parameters[parameter.Ordinal];
        Follow(declared, argument);
        if (method is { MethodKind: MethodKind.Constructor, ContainingType.IsRecord: true })
        {
            foreach (var property in method.ContainingType.OriginalDefinition.GetMembers(parameter.Name).OfType<IPropertySymbol>())
                Follow(property, argument);
        }
    }

    /// <summary>A call of the channel, of an invoker or client, or of what a task or lazy value holds it in. Others of its methods do not hand it on.</summary>
    private void FollowInvocation(IInvocationOperation invocation)
    {
        if (IsCall(invocation))
        {
            Calls.Add(invocation.Syntax);
        }
        else if (_facts.Symbols.CodeFirst.Derives(invocation.TargetMethod))
        {
            Derivations.Add(invocation.Syntax);
            IsComplete &= invocation.Parent is IInvocationOperation next && next.Instance == invocation; // else one call may get it, and another may not
            Follow(invocation);
        }
        else if (Carries(invocation.Type) || invocation.Instance?.Type is { TypeKind: not TypeKind.Interface } type && !IsClientOrChannel(type))
        {
            Follow(invocation);
        }
    }

    private void FollowMember(IMemberReferenceOperation member)
    {
        if (member is IMethodReferenceOperation)
            IsComplete = false;
        else if (Carries(member.Type))
            Follow(member);
    }

    private void FollowConditionalAccess(IConditionalAccessOperation access)
    {
        foreach (var operation in access.WhenNotNull.DescendantsAndSelf())
        {
            if (operation is IConditionalAccessInstanceOperation)
            {
                Follow(operation);
                return;
            }
        }

        IsComplete = false;
    }

    /// <summary>
    /// Whether an invocation on a client or invoker is a gRPC call. So is one through any interface that takes headers or options, for it may wrap the
    /// client: a call that is missed here would get a second credential.
    /// </summary>
    private bool IsCall(IInvocationOperation invocation) =>
        invocation.TargetMethod.ContainingType.TypeKind == TypeKind.Interface && _facts.Symbols.TakesCallOptions(invocation.TargetMethod)
        || GrpcCall.From(invocation, _facts) is not null;

    /// <summary>Whether a type is a channel, invoker or client, or a task or another generic type of one.</summary>
    private bool Carries(ITypeSymbol? type) =>
        IsClientOrChannel(type) || type is INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } && arguments.Any(Carries);

    private bool IsClientOrChannel(ITypeSymbol? type) =>
        GrpcSymbols.IsA(type, _facts.Symbols.ChannelBase)
        || GrpcSymbols.IsA(type, _facts.Symbols.CallInvoker)
        || GrpcSymbols.IsA(type, _facts.Symbols.ClientBase);
}
