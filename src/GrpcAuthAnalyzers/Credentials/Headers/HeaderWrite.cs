using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>One place that puts a value under a header name into metadata.</summary>
internal sealed class HeaderWrite
{
    private HeaderWrite(IOperation sink, IOperation name, IOperation value)
    {
        Sink = sink;
        Name = name;
        Value = value;
    }

    /// <summary>The <c>Add</c> call (a collection initializer's element is one), or the creation of the entry.</summary>
    internal IOperation Sink { get; }

    /// <summary>The expression of the header name.</summary>
    internal IOperation Name { get; }

    /// <summary>The expression of the value.</summary>
    internal IOperation Value { get; }

    /// <summary>The credential that the entry holds; null when its name is not one constant that names a credential.</summary>
    internal CredentialValue? CredentialIn(CredentialQuery query) =>
        query.CredentialHeaderNamed(new TracedValue(Name)) is { } header ? new CredentialValue(header, new TracedValue(Value)) : null;

    /// <summary>The entry that an operation makes; null when it makes none. An entry that is only searched for or removed is none.</summary>
    internal static HeaderWrite? From(IOperation operation, CompilationFacts facts)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 2 } arguments } add
                when GrpcSymbols.Is(add.TargetMethod.ContainingType, facts.Symbols.Metadata):
                return new HeaderWrite(add, arguments.At(0), arguments.At(1));
            case IObjectCreationOperation { Arguments: { Length: 2 } arguments } creation
                when GrpcSymbols.Is(creation.Type, facts.Symbols.MetadataEntry) && !IsProbe(creation):
                return new HeaderWrite(creation, arguments.At(0), arguments.At(1));
            default:
                return null;
        }
    }

    private static bool IsProbe(IOperation creation)
    {
        var current = creation;
        while (current.Parent is IConversionOperation)
            current = current.Parent;

        return current.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Remove" or "Contains" or "IndexOf" } };
    }
}
