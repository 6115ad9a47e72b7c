using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Transport.Findings;

/// <summary>
/// A <c>new SslCredentials(...)</c> with an argument that <c>GrpcChannel</c> refuses: a root certificate that is not empty, a key pair or a callback
/// (SetSslCredentials in DefaultChannelCredentialsConfigurator.cs of grpc-dotnet).
/// </summary>
internal sealed class SslArguments
{
    private SslArguments(IObjectCreationOperation creation, string parameter)
    {
        Creation = creation;
        Parameter = parameter;
    }

    /// <summary>The creation of the credentials.</summary>
    internal IObjectCreationOperation Creation { get; }

    /// <summary>The first parameter whose argument is refused.</summary>
    internal string Parameter { get; }

    /// <summary>The creations that channel credentials may come from, also inside a composition. Empty where nothing is known of the arguments.</summary>
    internal static IEnumerable<SslArguments> In(CredentialQuery query, TracedValue credentials)
    {
        if (!query.Guard.TryEnter())
            yield break;

        foreach (var origin in query.Origins.Trace(credentials))
        {
            if (ChosenBranch.MayBeAnother(origin.Value))
                continue;

            switch (origin.Operation)
            {
                case IObjectCreationOperation creation when origin.IsSeen && GrpcSymbols.Is(creation.Type, query.Symbols.SslCredentials):
                    if (RefusedBy(query, origin.Value, creation) is { } refused)
                        yield return new SslArguments(creation, refused);

                    break;
                case IInvocationOperation { TargetMethod: { Name: "Create", IsStatic: true } create } composite
                    when GrpcSymbols.Is(create.ContainingType, query.Symbols.ChannelCredentials) && composite.Arguments.Of(0) is { } inner:
                    foreach (var found in In(query, origin.Value.With(inner.Value)))
                        yield return found;

                    break;
            }
        }

        query.Guard.Leave();
    }

    private static string? RefusedBy(CredentialQuery query, TracedValue site, IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && IsSet(query, site.With(argument.Value)))
                return parameter.Name;
        }

        return null;
    }

    /// <summary>Whether a value is neither null nor empty, wherever it comes from. False if nothing is known: a setting may be missing.</summary>
    private static bool IsSet(CredentialQuery query, TracedValue value)
    {
        var isChecked = FlowOf(value.Operation) == NullableFlowState.NotNull;
        var origins = query.Origins.Trace(value);
        foreach (var origin in origins)
        {
            if (NullTests.IsNullOrEmpty(origin.Operation) || (!isChecked && MayBeNull(origin.Operation)))
                return false;
        }

        return !origins.IsEmpty;
    }

    /// <summary>Whether an expression may give null, as the setting of a configuration and an environment variable do; by annotations alone.</summary>
    private static bool MayBeNull(IOperation operation) =>
        FlowOf(operation) == NullableFlowState.MaybeNull
        || operation is IInvocationOperation { TargetMethod.ReturnNullableAnnotation: NullableAnnotation.Annotated }
            or IPropertyReferenceOperation { Property.NullableAnnotation: NullableAnnotation.Annotated }
            or IParameterReferenceOperation { Parameter.NullableAnnotation: NullableAnnotation.Annotated }
            or IFieldReferenceOperation { Field.NullableAnnotation: NullableAnnotation.Annotated };

    /// <summary>What the compiler knows of an expression: that somebody tested it, for one. None where nullable annotations are off.</summary>
    private static NullableFlowState FlowOf(IOperation operation) =>
        operation.SemanticModel?.GetTypeInfo(operation.Syntax).Nullability.FlowState ?? NullableFlowState.None;
}
