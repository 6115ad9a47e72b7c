using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Logging;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>Follows a variable forwards to a credential header: what is sent there is a credential, whatever it is called.</summary>
internal static class SentCredential
{
    private const int MaxDepth = 3;

    /// <summary>Of a variable that is mentioned more often, only the first mentions count; of a longer text, no mention is the whole.</summary>
    private const int MaxMentions = 256, MaxTerms = 64;

    private static readonly Memo<(BodyFacts Body, ISymbol Variable, GrpcAuthOptions Options), Mentions> SentMentions = new(static (facts, key) =>
        new Mentions(key.Body, key.Variable, mention => SentFrom(mention, key.Variable.Name, new CredentialQuery(facts, key.Options, until: null), MaxDepth)));

    /// <summary>Endings of names that identify somebody but prove nothing: a header may hold both.</summary>
    private static readonly string[] OtherParts = { "id", "name", "user", "email", "scheme", "type", "tenant", "login", "account", "address", "host",
        "url", "uri", "method" };

    /// <summary>
    /// The credential that a local or parameter holds, because the same body sends it under a credential header; null when it is not
    /// seen to.
    /// </summary>
    internal static LoggedCredential? Of(ISymbol variable, TracedValue reference, CredentialQuery query)
    {
        if (IsOtherPart(variable.Name))
            return null;

        var facts = query.Facts.Bodies.FactsOf(reference.Operation);
        return query.Facts.Get(SentMentions, (facts, variable, query.Options)).NearestTo(reference.Operation);
    }

    /// <summary>
    /// The same for a field or property that any body sends. Its name must hint at a credential: other objects of the type
    /// may hold other things.
    /// </summary>
    internal static LoggedCredential? OfMember(ISymbol member, CredentialQuery query)
    {
        if (IsOtherPart(member.Name)
            || !CredentialHints.IsHint(member.Name)
            || !query.Facts.Bodies.IsSeen(member)
            || query.Facts.Bodies.IsMentionedTooOften(member))
            return null;

        foreach (var facts in query.Facts.Bodies.BodiesMentioning(member))
        {
            foreach (var mention in facts.ReferencesTo(member))
            {
                if (SentFrom(mention, member.Name, query, MaxDepth) is { } sent)
                    return sent;
            }
        }

        return null;
    }

    /// <summary>The credential entry that gets a mention of a variable in whole; null when none is seen.</summary>
    private static LoggedCredential? SentFrom(IOperation mention, string name, CredentialQuery query, int depth)
    {
        for (var current = Conversions.BuiltInAround(mention);
            current.Parent is { } parent && query.Budget.TryStep();
            current = Conversions.BuiltInAround(parent))
        {
            switch (parent)
            {
                case IConditionalOperation { Condition: var condition } when condition == current:
                    return null;
                case IAwaitOperation or ICoalesceOperation or IConditionalOperation
                    or ISwitchExpressionArmOperation or ISwitchExpressionOperation
                    or IInterpolationOperation or IArrayInitializerOperation or IArrayCreationOperation:
                case var given when Arguments.IsParamsCollection(given):
                    break;
                case IConditionalAccessOperation access when access.WhenNotNull == current:
                    break;
                case IPropertyReferenceOperation { Property.Name: "Result" } result when OriginTracer.PassedOn(result) == current:
                    break;
                case IBinaryOperation { Parent: IBinaryOperation outer } sum when outer.LeftOperand == sum && IsJoined(sum) && IsJoined(outer):
                    break; // its terms are among those of the outer one
                case IInterpolatedStringOperation or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String }:
                    if (HasOtherPart(parent, mention) && !IsSecretPart(name))
                        return null;
                    break;
                case IArgumentOperation { Parent: { } call } argument:
                    if (SentBy(call, current, query) is { } sent)
                        return sent;
                    if (call is IInvocationOperation passing && Contains(UnmaskedValue.PartsOf(passing), current))
                    {
                        if (HasOtherPart(passing, mention) && !IsSecretPart(name))
                            return null;
                        break;
                    }

                    return depth > 1 && call is IInvocationOperation { TargetMethod: { } method, Arguments.Length: > 0 }
                        ? InParameter(method, argument, query, depth)
                        : null;
                case IInvocationOperation invocation:
                    if ((invocation.Instance != current && current is not IArgumentOperation) || !Contains(UnmaskedValue.PartsOf(invocation), current))
                        return null;
                    break;
                case IReturnOperation { Kind: OperationKind.Return } returned:
                    return depth > 1 ? InResult(returned, name, query, depth) : null;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { Type.SpecialType: SpecialType.System_String } local } }:
                    return depth > 1 ? InVariable(local, mention, query, depth) : null;
                default:
                    return null;
            }
        }

        return null;
    }

    private static LoggedCredential? SentBy(IOperation call, IOperation value, CredentialQuery query) =>
        HeaderWrite.From(call, query.Facts) is { } write && EnclosingFunction.IsInside(value, write.Value) && write.CredentialIn(query) is { } credential
            ? new LoggedCredential($"The value of '{credential.Header}'", call)
            : null;

    private static LoggedCredential? InVariable(ILocalSymbol local, IOperation mention, CredentialQuery query, int depth)
    {
        foreach (var next in query.Facts.Bodies.FactsOf(mention).ReferencesTo(local))
        {
            if (SentFrom(next, local.Name, query, depth - 1) is { } sent)
                return sent;
        }

        return null;
    }

    /// <summary>What a private method, getter or local function returns goes where its callers put it.</summary>
    private static LoggedCredential? InResult(IOperation returned, string name, CredentialQuery query, int depth)
    {
        if (EnclosingFunction.SymbolOf(EnclosingFunction.Enclosing(returned)) is not
            {
                MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.LocalFunction
            } method)
            return null;

        var called = method.AssociatedSymbol ?? method;
        var visibility = query.Facts.Bodies.Visibility;
        if (!(called is IPropertySymbol ? visibility.IsNamedOnlyHere(called) : visibility.HasOnlyVisibleCallers(method))
            || query.Facts.Bodies.IsMentionedTooOften(called))
            return null;

        var bodies = method.MethodKind == MethodKind.LocalFunction
            ? ImmutableArray.Create(query.Facts.Bodies.FactsOf(returned))
            : query.Facts.Bodies.BodiesMentioning(called);
        foreach (var facts in bodies)
        {
            foreach (var call in facts.ReferencesTo(called))
            {
                if (call is IInvocationOperation or IPropertyReferenceOperation && SentFrom(call, name, query, depth - 1) is { } sent)
                    return sent;
            }
        }

        return null;
    }

    private static LoggedCredential? InParameter(IMethodSymbol method, IArgumentOperation argument, CredentialQuery query, int depth)
    {
        if (argument.Parameter is not { } taken || query.Facts.Bodies.EnteredBy(method, caller: null) is not { } function)
            return null;

        var parameter = CallFrame.BodyOf(method).Parameters[taken.Ordinal];
        foreach (var next in query.Facts.Bodies.FactsOf(function).ReferencesTo(parameter))
        {
            if (!IsOtherPart(parameter.Name) && SentFrom(next, parameter.Name, query, depth - 1) is { } sent)
                return sent;
        }

        return null;
    }

    /// <summary>Whether a text has a hole beside the mention: a user name beside a password, a scheme beside a token.</summary>
    private static bool HasOtherPart(IOperation text, IOperation mention)
    {
        var terms = UnmaskedValue.PartsOf(text) ?? Array.Empty<IOperation>();
        if (terms.Count > MaxTerms)
            return true;

        foreach (var term in terms)
        {
            if (!term.ConstantValue.HasValue && !EnclosingFunction.IsInside(mention, term))
                return true;
        }

        return false;
    }

    private static bool IsJoined(IOperation? operation) =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String };

    private static bool IsSecretPart(string name) => CredentialHints.IsHint(name) || name.EndsWith("key", StringComparison.OrdinalIgnoreCase);

    private static bool IsOtherPart(string name) => Array.Exists(OtherParts, part => name.EndsWith(part, StringComparison.OrdinalIgnoreCase));

    private static bool Contains(IReadOnlyList<IOperation>? parts, IOperation operation)
    {
        if (parts is null)
            return false;

        foreach (var part in parts)
        {
            if (EnclosingFunction.IsInside(part, operation))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The mentions of a variable that are sent, found in one pass. A write parts them: behind it, the variable may hold something else.
    /// </summary>
    private sealed class Mentions
    {
        private readonly List<int> _writes = new();
        private readonly Dictionary<int, List<(IOperation Mention, LoggedCredential Sent)>> _sent = new();

        internal Mentions(BodyFacts facts, ISymbol variable, Func<IOperation, LoggedCredential?> sentFrom)
        {
            foreach (var write in facts.WritesTo(variable))
                _writes.Add(write.Site.Syntax.SpanStart);

            _writes.Sort();
            var left = MaxMentions;
            foreach (var mention in facts.ReferencesTo(variable))
            {
                if (left-- == 0)
                    break;

                if (sentFrom(mention) is not { } sent)
                    continue;

                var part = PartOf(mention);
                if (!_sent.TryGetValue(part, out var mentions))
                    _sent.Add(part, mentions = new List<(IOperation, LoggedCredential)>());

                mentions.Add((mention, sent));
            }
        }

        /// <summary>What another mention sends, with no write between that and this one; null for none.</summary>
        internal LoggedCredential? NearestTo(IOperation reference)
        {
            if (_sent.TryGetValue(PartOf(reference), out var mentions))
            {
                foreach (var (mention, sent) in mentions)
                {
                    if (mention != reference)
                        return sent;
                }
            }

            return null;
        }

        /// <summary>How many writes begin before a mention.</summary>
        private int PartOf(IOperation mention)
        {
            var index = _writes.BinarySearch(mention.Syntax.SpanStart);
            if (index < 0)
                return ~index;

            while (index > 0 && _writes[index - 1] == mention.Syntax.SpanStart)
                index--;

            return index;
        }
    }
}
