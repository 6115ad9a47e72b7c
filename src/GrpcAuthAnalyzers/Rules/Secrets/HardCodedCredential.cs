using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Secrets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2001: a constant reaches a credential header.</summary>
internal sealed class HardCodedCredential : ICredentialEntryRule, IHttpCredentialRule
{
    public void Check(CredentialEntry entry, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        var query = context.Ask(until: null);
        if (entry.CredentialIn(query) is { } credential)
        {
            Check(credential, entry.Sink, isWhole: true, query, context);
            return;
        }

        foreach (var copied in CopiedHeaders.Of(entry, query))
            Check(copied, entry.Sink, isWhole: false, query, context);
    }

    public void Check(HttpCredential sent, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        var query = context.Ask(until: null);
        if (sent.CredentialIn(query) is { } credential)
            Check(credential, sent.Sink, isWhole: false, query, context);
    }

    /// <param name="credential">The credential.</param>
    /// <param name="sink">What sends it.</param>
    /// <param name="isWhole">Whether the value stands in the sink as it is sent: only then a fix may replace it.</param>
    /// <param name="query">The question.</param>
    /// <param name="context">Where to report.</param>
    private static void Check(CredentialValue credential, IOperation sink, bool isWhole, CredentialQuery query, RuleContext context)
    {
        foreach (var text in query.Texts.Alternatives(credential.Value))
        {
            var whole = DefaultArguments.FillInto(text);
            if (whole.Constant is { } constant && SecretText.AtCredential(constant, query.Options).Kind == SecretKind.Fixed && SecretPart(whole) is { } secret && IsFixed(secret.Source, query))
                Report(secret, credential, sink, isWhole && whole == text, query, context);
        }
    }

    private static void Report(TextPart secret, CredentialValue credential, IOperation sink, bool isFixable, CredentialQuery query, RuleContext context)
    {
        var literal = DefaultArguments.SyntaxOf(secret.Operation) ?? secret.Operation.Syntax;
        var at = literal.SyntaxTree == sink.Syntax.SyntaxTree ? literal : PlaceIn(credential, sink);
        if (!context.IsFirst(RuleCatalog.HardCodedCredential, at))
            return;

        context.Report(
            RuleCatalog.HardCodedCredential,
            at,
            also: new[] { sink.Syntax.GetLocation() },
            isFixable ? DiagnosticProperties.Of(null, credential.Header, credential.SchemeIn(query)) : DiagnosticProperties.Of(null),
            new object[] { HolderOf(secret), credential.Header });
    }

    /// <summary>The value in the tree under analysis; a copied header may be written elsewhere.</summary>
    private static SyntaxNode PlaceIn(CredentialValue credential, IOperation sink) =>
        credential.Value.Operation.Syntax is { } value && value.SyntaxTree == sink.Syntax.SyntaxTree ? value : sink.Syntax;

    /// <summary>The longest part that is more than a scheme; the others are put around it.</summary>
    private static TextPart? SecretPart(Text text)
    {
        TextPart? longest = null;
        foreach (var part in text.Parts)
        {
            if (SecretText.WithoutScheme(part.Constant!).Length > (longest is { } known ? SecretText.WithoutScheme(known.Constant!).Length : 0))
                longest = part;
        }

        return longest;
    }

    /// <summary>
    /// Whether every field and property that held the secret is always constant. One that is also written by other code, or with
    /// other values, only starts with the constant.
    /// </summary>
    private static bool IsFixed(Origin secret, CredentialQuery query)
    {
        foreach (var alias in secret.Aliases)
        {
            if (alias.Symbol is not (IFieldSymbol { IsConst: false } or IPropertySymbol))
                continue;

            var writes = query.Facts.Bodies.WritesTo(alias.Symbol);
            if (!writes.IsComplete)
                return false;

            foreach (var write in writes.Writes)
            {
                if (query.Texts.ConstantOf(new Value(write.Value!)) is null)
                    return false;
            }
        }

        return true;
    }

    private static string HolderOf(TextPart secret)
    {
        if (secret.Operation is IParameterReferenceOperation { Parameter.Name: { } parameter })
            return $" in the default of parameter '{parameter}'";

        foreach (var alias in secret.Source.Aliases)
        {
            var kind = alias.Symbol switch
            {
                IFieldSymbol { IsConst: true } => "constant",
                IFieldSymbol => "field",
                IPropertySymbol => "property",
                ILocalSymbol => "variable",
                _ => "parameter",
            };
            return alias.Symbol is IFieldSymbol or IPropertySymbol
                ? $" in {kind} '{alias.Symbol.ContainingType.Name}.{alias.Symbol.Name}'"
                : $" in {kind} '{alias.Symbol.Name}'";
        }

        return "";
    }
}
