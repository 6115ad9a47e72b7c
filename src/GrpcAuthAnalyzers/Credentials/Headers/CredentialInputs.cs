using System.Collections.Generic;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Credentials.Headers;

/// <summary>The sources of the credentials that some code sends.</summary>
internal static class CredentialInputs
{
    /// <summary>
    /// The expressions that the credential headers are filled with in some functions: all that is written in the value and in the
    /// locals that it is made of, and what is found behind the methods that are called there. Empty when no credential is sent
    /// there.
    /// </summary>
    internal static HashSet<IOperation> In(IEnumerable<IOperation> functions, CredentialQuery query)
    {
        var sources = new HashSet<IOperation>();
        foreach (var function in functions)
        {
            foreach (var operation in function.Descendants())
            {
                if (SentBy(operation, query) is not { } sent)
                    continue;

                AddWritten(sources, sent.Operation, query);
                foreach (var text in query.Texts.Alternatives(sent))
                {
                    foreach (var part in text.Parts)
                    {
                        if (part.Constant is null)
                            Add(sources, part.Source.Value, query);
                    }
                }
            }
        }

        return sources;
    }

    private static TracedValue? SentBy(IOperation operation, CredentialQuery query) =>
        HeaderWrite.From(operation, query.Facts)?.CredentialIn(query)?.Value;

    private static void Add(HashSet<IOperation> sources, TracedValue source, CredentialQuery query)
    {
        for (var frame = source.Frame; frame is not null; frame = frame.Caller)
        {
            if (frame.Site is { } call)
                AddChain(sources, call, query);
        }

        AddChain(sources, source.Operation, query);
    }

    private static void AddWritten(HashSet<IOperation> sources, IOperation value, CredentialQuery query)
    {
        foreach (var operation in value.DescendantsAndSelf())
        {
            if (query.Budget.TryStep()
                && sources.Add(operation)
                && operation is ILocalReferenceOperation local
                && query.Facts.Bodies.FactsOf(local).WritesTo(local.Local) is { Count: 1 } writes
                && writes[0].Value is { } written)
                AddWritten(sources, written, query);
        }
    }

    private static void AddChain(HashSet<IOperation> sources, IOperation source, CredentialQuery query)
    {
        for (IOperation? current = source; current is not null && query.Budget.TryStep() && sources.Add(current);)
        {
            current = current switch
            {
                IPropertyReferenceOperation { Property.Name: not "Result", Instance: { } instance } => instance,
                ILocalReferenceOperation local => query.Facts.Bodies.FactsOf(local).WritesTo(local.Local) is { Count: 1 } writes ? writes[0].Value : null,
                _ => OriginTracer.PassedOn(current) ?? (current as IInvocationOperation)?.Instance,
            };
        }
    }
}
