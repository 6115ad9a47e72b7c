using System.Collections.Generic;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Handlers;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.CodeFixes.Handlers;

/// <summary>
/// Whether a handler is seen to send the calls of gRPC and nothing else: then a fix may change what it trusts. It is followed through locals, private fields,
/// private and internal methods, handlers and clients around it; whatever else gets it may send other requests.
/// </summary>
internal sealed class GrpcOnlyHandler
{
    private readonly FixSession _session;
    private readonly Project _project;
    private readonly CompilationFacts _facts;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);

    private GrpcOnlyHandler(FixSession session, Project project, CompilationFacts facts)
    {
        _session = session;
        _project = project;
        _facts = facts;
    }

    /// <summary>Whether the handler, or the TLS options of the handler, whose property is assigned. False where anything of it is not seen.</summary>
    internal static async Task<bool> IsOwnerOfAsync(FixSession session, Project project, SourceFile file, AssignmentExpressionSyntax assignment) =>
        file.Facts is { } facts
        && facts.Bodies.OperationOf(assignment) is IAssignmentOperation { Target: IPropertyReferenceOperation target }
        && await new GrpcOnlyHandler(session, project, facts).OwnerAsync(target.Instance).ConfigureAwait(false);

    private async Task<bool> OwnerAsync(IOperation? owner)
    {
        switch (owner)
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                return await InitializedAsync(owner).ConfigureAwait(false);
            case IPropertyReferenceOperation { Property.Name: "SslOptions" } options:
                return await OwnerAsync(options.Instance).ConfigureAwait(false);
            case ILocalReferenceOperation { Local: var local }:
                return await HolderAsync(local).ConfigureAwait(false);
            case IFieldReferenceOperation { Field: var field }:
                return await HolderAsync(field).ConfigureAwait(false);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return await HolderAsync(parameter).ConfigureAwait(false);
            default:
                return false;
        }
    }

    /// <summary>The object whose initializer an operation stands in.</summary>
    private async Task<bool> InitializedAsync(IOperation inside)
    {
        var initializer = inside;
        while (initializer is not (null or IObjectOrCollectionInitializerOperation))
            initializer = initializer.Parent;

        return initializer?.Parent switch
        {
            IObjectCreationOperation creation => await ValueAsync(creation).ConfigureAwait(false),
            IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "SslOptions" } options } =>
                await OwnerAsync(options.Instance).ConfigureAwait(false),
            _ => false,
        };
    }

    private async Task<bool> ValueAsync(IOperation expression)
    {
        var value = Conversions.BuiltInAround(expression);
        switch (value.Parent)
        {
            case IArgumentOperation { Parent: IObjectCreationOperation { Type: var outer } made } argument
                when HttpPipeline.IsInner(argument, _facts.Symbols)
                    && (GrpcSymbols.Is(outer, _facts.Symbols.HttpClient) || GrpcSymbols.IsA(outer, _facts.Symbols.HttpMessageHandler)):
                return await ValueAsync(made).ConfigureAwait(false);
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment when assignment.Value == value:
                return HttpPipeline.OptionOf(property.Property, _facts.Symbols) is not null
                    || ((HttpPipeline.IsInner(property.Property) || property.Property.Name == "SslOptions")
                        && await OwnerAsync(property.Instance).ConfigureAwait(false));
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IFieldReferenceOperation } assignment when assignment.Value == value:
                return await OwnerAsync(assignment.Target).ConfigureAwait(false);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return await HolderAsync(local).ConfigureAwait(false);
            case IFieldInitializerOperation { InitializedFields: { Length: 1 } fields }:
                return await HolderAsync(fields[0]).ConfigureAwait(false);
            case IReturnOperation returned:
                return await ReturnedByAsync(EnclosingFunction.Enclosing(returned)).ConfigureAwait(false);
            default:
                return false;
        }
    }

    /// <summary>A variable: every mention of it sets something on it, or gives it to gRPC.</summary>
    private async Task<bool> HolderAsync(ISymbol holder)
    {
        if (!_seen.Add(holder))
            return true;

        if (holder is not ILocalSymbol && holder is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } && !IsGivenByRegistration(holder))
            return false;

        foreach (var (_, reference) in await References.ToAsync(_session, _project, holder).ConfigureAwait(false))
        {
            if (_facts.Bodies.OperationOf(reference) is not { } mention)
                return false;

            var isHarmless = mention.Parent switch
            {
                IMemberReferenceOperation member => member.Instance == mention,
                IInvocationOperation { TargetMethod.Name: "Dispose" } call => call.Instance == mention,
                IAssignmentOperation assignment => assignment.Target == mention,
                _ => false,
            };
            if (!isHarmless && !await ValueAsync(mention).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>Whether a parameter is the handler that <c>UseSocketsHttpHandler</c> gives to a lambda, for a gRPC client.</summary>
    private bool IsGivenByRegistration(ISymbol holder) =>
        holder is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } function }
        && function.DeclaringSyntaxReferences.Length == 1
        && _facts.Bodies.OperationOf(function.DeclaringSyntaxReferences[0].GetSyntax(_session.Cancellation)) is { } lambda
        && IsOfGrpcClient(lambda, PipelineCall.UsesSocketsHandler);

    /// <summary>What a function returns: every call of it gives the handler to gRPC.</summary>
    private async Task<bool> ReturnedByAsync(IOperation function)
    {
        if (function is IAnonymousFunctionOperation)
            return IsOfGrpcClient(function, PipelineCall.SetsPrimaryHandler);

        if (EnclosingFunction.SymbolOf(function) is not
            {
                MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction, IsVirtual: false, IsOverride: false,
                DeclaredAccessibility: Accessibility.Private or Accessibility.Internal or Accessibility.NotApplicable,
            } method)
            return false;

        if (!_seen.Add(method))
            return true;

        var isCalled = false;
        foreach (var (_, reference) in await References.ToAsync(_session, _project, method).ConfigureAwait(false))
        {
            isCalled = true;
            if (reference.Parent is not InvocationExpressionSyntax invocation || _facts.Bodies.OperationOf(invocation) is not { } call
                || !await ValueAsync(call).ConfigureAwait(false))
                return false;
        }

        return isCalled;
    }

    private bool IsOfGrpcClient(IOperation lambda, PipelineCall expected) =>
        Arguments.Around(lambda)?.Parent is IInvocationOperation call
        && HttpPipeline.CallOf(call.TargetMethod, _facts) == expected
        && AddedService.IsOnGrpcClient(call, _facts);
}
