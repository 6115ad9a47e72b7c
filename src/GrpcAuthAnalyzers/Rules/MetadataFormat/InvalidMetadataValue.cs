using System.Collections.Immutable;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat;

/// <summary>GRPCAUTH4004: the value of a metadata entry cannot be sent, or the name of a type is sent in its place.</summary>
internal sealed class InvalidMetadataValue : ICredentialEntryRule
{
    public void Check(HeaderWrite entry, RuleContext context)
    {
        // Tests send malformed headers on purpose.
        if (context.IsRelaxed || entry is not { Target: HeaderTarget.Metadata, Name: { } name, Value.Type.SpecialType: SpecialType.System_String })
            return;

        var query = context.Ask(until: null);
        if (BrokenValue.Of(entry, query) is not { } broken
            || (broken.Fault == ValueFault.UntrimmedFile && entry.CredentialIn(query) is null))
            return;

        var at = broken.Term.Syntax.SyntaxTree == entry.Sink.Syntax.SyntaxTree ? broken.Term.Syntax : entry.Value.Syntax;
        if (!context.IsFirst(RuleCatalog.InvalidMetadataValue, at))
            return;

        context.Report(
            RuleCatalog.InvalidMetadataValue, at, new[] { entry.Sink.Syntax.GetLocation() },
            ImmutableDictionary<string, string?>.Empty.Add(FixHints.Fault, broken.Fault.ToString()),
            new object[] { query.Texts.ConstantOf(new TracedValue(name)) ?? "the entry", Says(broken) });
    }

    private static string Says(BrokenValue broken) => broken.Fault switch
    {
        ValueFault.LineBreak => "has a line break; it cannot be sent, and the call fails",
        ValueFault.NotAscii => "has a character that is not ASCII; it cannot be sent, and the call fails",
        ValueFault.UntrimmedFile => "is the text of a file; a line break at its end makes the call fail, and breaks its connection",
        _ when PrintedText.IsOfResult(broken.Term.Type) => "has a 'ValueTask' in it; its text is empty unless the task has completed",
        _ when broken.Term.Type is IArrayTypeSymbol => "has an array in it; the name of its type is sent",
        _ => $"has a '{broken.Term.Type?.Name}' in it; the name of the type is sent",
    };
}
