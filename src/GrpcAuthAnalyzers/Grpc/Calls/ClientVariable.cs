using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Calls;

/// <summary>
/// The field, property, parameter or local that calls are made through, and the code that is searched for its calls: the body of a local or
/// parameter, all parts of a type for the rest.
/// </summary>
internal readonly struct ClientVariable : IEquatable<ClientVariable>
{
    private ClientVariable(ISymbol symbol, ISymbol scope, ITypeSymbol type, IOperation reference)
    {
        Symbol = symbol.OriginalDefinition;
        Scope = scope.OriginalDefinition;
        Type = type;
        Reference = reference;
    }

    internal ISymbol Symbol { get; }

    /// <summary>The client type, or the contract of a code-first client.</summary>
    internal ITypeSymbol Type { get; }

    /// <summary>The type whose parts are searched; the symbol itself for a local or parameter.</summary>
    private ISymbol Scope { get; }

    private IOperation Reference { get; }

    /// <summary>
    /// The variable of a call. Null when the call is made through something else (a method, an element, a member of another object), through an
    /// invoker or channel, which serves many services, or through a local that holds one client after another.
    /// </summary>
    internal static ClientVariable? Of(GrpcCall call, CompilationFacts facts)
    {
        var receiver = Conversions.BuiltInInside(call.Receiver);
        while (receiver is IConditionalAccessInstanceOperation && OriginTracer.PassedOn(receiver) is { } inner)
            receiver = Conversions.BuiltInInside(inner);

        if (receiver.Type is not { } type || GrpcSymbols.IsA(type, facts.Symbols.CallInvoker) || GrpcSymbols.IsA(type, facts.Symbols.ChannelBase)
            || GrpcSymbols.Is(type, facts.Symbols.CallInvocationDetails))
            return null;

        switch (receiver)
        {
            case ILocalReferenceOperation local:
                return HoldsOneClient(local.Local, local, facts) ? new ClientVariable(local.Local, local.Local, type, local) : null;
            case IParameterReferenceOperation { Parameter: var parameter } when IsPrimary(parameter):
                return new ClientVariable(parameter, parameter.ContainingType, type, receiver);
            case IParameterReferenceOperation parameter:
                return facts.Bodies.FactsOf(parameter).WritesTo(parameter.Parameter).Count == 0
                    ? new ClientVariable(parameter.Parameter, parameter.Parameter, type, parameter)
                    : null;
            case IFieldReferenceOperation field:
                return OfMember(field, field.Field, type, facts);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                return OfMember(property, property.Property, type, facts);
            default:
                return null;
        }
    }

    /// <summary>The calls that are written through this variable, ordered by document path and position; bound only if the name is that of an RPC.</summary>
    internal List<GrpcCall> Calls(CompilationFacts facts)
    {
        var calls = new List<GrpcCall>();
        var rpcs = RpcNames.Of(facts).Methods;
        foreach (var code in Code(facts))
        {
            foreach (var mention in TreeIndex.Of(code.SyntaxTree).MentionsOf(Symbol.Name, code.Span))
            {
                if (CallThrough(mention) is { } node
                    && AfterDerivations(node, rpcs) is { } made
                    && facts.Bodies.OperationOf(made) is { } operation
                    && GrpcCall.From(operation, facts) is { } call
                    && Of(call, facts) is { } variable && variable.Equals(this))
                    calls.Add(call);
            }
        }

        return calls;
    }

    /// <summary>Whether the client is of a class that derives from the generated one: its overrides may add the credential.</summary>
    internal bool IsOfSubclass(GrpcSymbols symbols) =>
        Type.BaseType is { IsGenericType: false } generated && !GrpcSymbols.Is(generated, symbols.ClientBase) && GrpcSymbols.IsA(generated, symbols.ClientBase);

    public bool Equals(ClientVariable other) =>
        SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && SymbolEqualityComparer.Default.Equals(Scope, other.Scope);

    public override bool Equals(object? obj) => obj is ClientVariable other && Equals(other);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol);

    private IEnumerable<SyntaxNode> Code(CompilationFacts facts)
    {
        if (Scope is not INamedTypeSymbol type)
            return new[] { EnclosingFunction.Root(Reference).Syntax };

        var compilation = facts.Compilation;
        return type.DeclaringSyntaxReferences
            .Where(part => compilation.ContainsSyntaxTree(part.SyntaxTree))
            .OrderBy(static part => part.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(static part => part.Span.Start)
            .Select(static part => part.GetSyntax());
    }

    /// <summary>
    /// A member belongs to the calls of its own type, of a type nested in it, and (through <c>this</c>) of a derived one. On another object of the
    /// same type it may be another client.
    /// </summary>
    private static ClientVariable? OfMember(IMemberReferenceOperation reference, ISymbol member, ITypeSymbol type, CompilationFacts facts)
    {
        var isNested = false;
        for (var current = facts.Bodies.TypeAround(reference); current is not null; current = current.ContainingType)
        {
            if (GrpcSymbols.IsA(current, member.ContainingType.OriginalDefinition))
                return isNested || reference.Instance is null or IInstanceReferenceOperation ? new ClientVariable(member, current, type, reference) : null;

            isNested = true;
        }

        return null;
    }

    private static bool HoldsOneClient(ILocalSymbol local, IOperation reference, CompilationFacts facts)
    {
        var writes = 0;
        foreach (var write in facts.Bodies.FactsOf(reference).WritesTo(local))
        {
            if ((write.Value is not { } nothing || !NullTests.IsNull(nothing)) && ++writes > 1)
                return false;
        }

        return true;
    }

    private static bool IsPrimary(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.Length == 1 && parameter.DeclaringSyntaxReferences[0].GetSyntax().Parent?.Parent is TypeDeclarationSyntax;

    /// <summary>The call of an rpc at the end of a chain that begins with a call on the client; null if none of the chain is one by its name.</summary>
    private static InvocationExpressionSyntax? AfterDerivations(InvocationExpressionSyntax first, HashSet<string> rpcs)
    {
        for (var call = first; call is not null; call = (call.Parent as MemberAccessExpressionSyntax)?.Parent as InvocationExpressionSyntax)
        {
            if (NameSyntaxText.NameOf(call.Expression) is not { } name)
                return null;

            if (rpcs.Contains(name))
                return call;

            if (!CodeFirst.IsDerivationName(name))
                return null;
        }

        return null;
    }

    /// <summary>The call whose receiver a name is: <c>name.Call()</c>, <c>this.name.Call()</c>, <c>name!.Call()</c>, <c>name?.Call()</c>.</summary>
    private static InvocationExpressionSyntax? CallThrough(SimpleNameSyntax mention)
    {
        ExpressionSyntax client = mention;
        if (client.Parent is MemberAccessExpressionSyntax member && member.Name == mention)
            client = member;
        while (client.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax)
            client = (ExpressionSyntax)client.Parent;

        switch (client.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Expression == client:
                return access.Parent as InvocationExpressionSyntax;
            case ConditionalAccessExpressionSyntax access when access.Expression == client:
                return access.WhenNotNull
                    .DescendantNodesAndSelf()
                    .OfType<InvocationExpressionSyntax>()
                    .FirstOrDefault(static i => i.Expression is MemberBindingExpressionSyntax);
            default:
                return null;
        }
    }
}
