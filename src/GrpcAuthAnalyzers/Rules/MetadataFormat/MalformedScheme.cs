using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.MetadataFormat;

/// <summary>GRPCAUTH4002: the scheme of an authorization header is written so that no server can read it.</summary>
internal sealed class MalformedScheme : ICredentialEntryRule
{
    public void Check(HeaderWrite entry, RuleContext context)
    {
        // Tests send malformed headers on purpose.
        if (context.IsRelaxed)
            return;

        var query = context.AskForAny();
        if (entry.CredentialIn(query) is not { Header: "authorization" or "proxy-authorization" } credential)
            return;

        var given = entry.SchemeIn(query, new TracedValue(entry.Sink))?.Scheme;
        if (given is null && entry.Scheme is not null)
            return;

        var texts = entry.TextsIn(context.Facts);
        if (FaultIn(texts, given) is not { } written)
            return;

        // Code that others call, too, is right, and a caller is wrong.
        var isOfCaller = written.Last is not null
            && texts.Any(text => EndsInParameter(text)
                && WrittenScheme.In(text, given) is null
                && (given ?? AuthorizationValue.OfPrefix(text.Prefix).Scheme) == written.Scheme);
        var at = isOfCaller ? SyntaxOf(written.Last!.Value) : PlaceOf(written, entry);
        var isElsewhere = at.SyntaxTree != entry.Value.Syntax.SyntaxTree;
        if (isElsewhere)
            at = entry.Value.Syntax;

        if (!context.IsFirst(RuleCatalog.MalformedScheme, at))
            return;

        context.Report(
            RuleCatalog.MalformedScheme, at, new[] { entry.Value.Syntax.GetLocation() },
            isElsewhere ? FixHints.Of(null) : FixHints.Of(null, credential.Header, written.Scheme).Add(FixHints.Fault, written.Fault.ToString()),
            new object[] { credential.Header, Says(written) });
    }

    /// <summary>
    /// The first fault of the texts that a value may have; null where another text has that scheme as it should be: the code knows the difference. A scheme
    /// in front of a parameter is no such text if a caller that is seen passes it once more.
    /// </summary>
    private static WrittenScheme? FaultIn(ImmutableArray<TracedText> texts, string? given)
    {
        WrittenScheme? first = null;
        foreach (var text in texts)
            first ??= WrittenScheme.In(text, given);

        foreach (var text in texts)
        {
            if (first is not null
                && !(first.Fault == SchemeFault.Twice && EndsInParameter(text))
                && WrittenScheme.In(text, given) is null
                && AuthorizationValue.OfPrefix(text.Prefix).Scheme == first.Scheme)
                return null;
        }

        return first;
    }

    private static bool EndsInParameter(TracedText text) => text.Parts[text.Parts.Length - 1].Source.Unseen == UnseenReason.Parameter;

    /// <summary>The text that is at fault; the value of the entry where that is in another tree, or a constant that is right and only used wrongly.</summary>
    private static SyntaxNode PlaceOf(WrittenScheme written, HeaderWrite entry)
    {
        var value = entry.Value.Syntax;
        var text = SyntaxOf(written.Part);
        return text.SyntaxTree == value.SyntaxTree && (written.IsInPart || value.Span.Contains(text.Span)) ? text : value;
    }

    private static SyntaxNode SyntaxOf(TextPart part) =>
        part.Operation.Syntax is InterpolatedStringTextSyntax { Parent: { } whole } ? whole : part.Operation.Syntax;

    private static string Says(WrittenScheme written) => written.Fault switch
    {
        SchemeFault.NoBlank => $"has no blank after '{written.Scheme}'",
        SchemeFault.Punctuation => $"has a punctuation mark after '{written.Scheme}'",
        SchemeFault.Twice => "has the scheme twice",
        SchemeFault.Quoted => "has quotes in its value",
        _ => "has the name of the header in its value",
    };
}
