using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>GRPCAUTH2001: a constant reaches a credential header.</summary>
internal sealed class HardCodedCredential : ICredentialEntryRule
{
    public void Check(CredentialEntry entry, RuleContext context)
    {
        if (context.IsRelaxed)
            return;

        var query = context.Ask(until: null);
        if (entry.CredentialIn(query) is not { } credential)
            return;

        foreach (var text in query.Texts.Alternatives(credential.Value))
        {
            if (text.Constant is { } constant && SecretText.IsCredential(constant) && SecretPart(text) is { } secret && IsFixed(secret.Source, query))
                Report(secret, entry, credential, query, context);
        }
    }

    private static void Report(TextPart secret, CredentialEntry entry, CredentialValue credential, CredentialQuery query, RuleContext context)
    {
        var literal = secret.Operation.Syntax;
        var at = literal.SyntaxTree == entry.Sink.Syntax.SyntaxTree ? literal : entry.Value.Syntax;
        if (!context.IsFirst(RuleCatalog.HardCodedCredential, at))
            return;

        context.Report(
            RuleCatalog.HardCodedCredential,
            at,
            also: new[] { entry.Sink.Syntax.GetLocation() },
            DiagnosticProperties.Of(null, credential.Header, credential.SchemeIn(query)),
            new object[] { HolderOf(secret.Source), credential.Header });
    }

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

    private static string HolderOf(Origin secret)
    {
        foreach (var alias in secret.Aliases)
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
