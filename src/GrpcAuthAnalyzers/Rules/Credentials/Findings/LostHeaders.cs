using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>A place in a client interceptor where headers or call credentials are lost, or where the headers of the caller are changed.</summary>
internal sealed class LostHeaders
{
    private LostHeaders(SyntaxNode place, string what, string effect, bool isCertain = true)
    {
        Place = place;
        What = what;
        Effect = effect;
        IsCertain = isCertain;
    }

    /// <summary>The creation or call.</summary>
    internal SyntaxNode Place { get; }

    /// <summary>The code there, shortened.</summary>
    internal string What { get; }

    /// <summary>What happens at run time.</summary>
    internal string Effect { get; }

    /// <summary>False if it needs a second call with the same metadata.</summary>
    internal bool IsCertain { get; }

    /// <summary>Every such place in the code of one override; empty where nothing is known.</summary>
    internal static List<LostHeaders> In(InterceptorCode code, System.Func<CredentialQuery> ask)
    {
        var found = new List<LostHeaders>();
        if (!code.HandsOn)
        {
            foreach (var context in code.Contexts)
                AddRebuiltOptions(context, code, ask(), found);

            foreach (var derivation in code.Derivations)
                AddReplaced(derivation, code, ask(), found);
        }

        var covered = new List<SyntaxNode>();
        foreach (var add in code.Adds)
        {
            if (IsCovered(add.Syntax, covered) || OfAdd(add, code, ask()) is not { } lost)
                continue;

            found.Add(lost);
            if (lost.Place.FirstAncestorOrSelf<StatementSyntax>()?.Parent is { } block)
                covered.Add(block);
        }

        return found;
    }

    /// <summary><c>new CallOptions(...)</c> for a context: the headers and credentials of the call are not in it.</summary>
    private static void AddRebuiltOptions(IObjectCreationOperation context, InterceptorCode code, CredentialQuery query, List<LostHeaders> found)
    {
        if (code is { ReadsHeaders: true, ReadsCredentials: true })
            return;

        var lost = (code.ReadsHeaders, code.ReadsCredentials) switch
        {
            (true, _) => "call credentials",
            (_, true) => "headers",
            _ => "headers and call credentials",
        };
        foreach (var argument in context.Arguments)
        {
            if (!GrpcSymbols.Is(argument.Parameter?.Type, query.Symbols.CallOptions))
                continue;

            foreach (var origin in SourcesOf(new TracedValue(argument.Value), query))
            {
                if (origin.IsSeen && (origin.Operation is IObjectCreationOperation || NullTests.IsNull(origin.Operation)) && code.Contains(origin.Operation))
                    found.Add(new LostHeaders(
                        origin.Operation.Syntax, "new CallOptions",
                        $"replaces the options of the call, so their {lost} are not sent"));
            }
        }
    }

    private static void AddReplaced(IInvocationOperation derivation, InterceptorCode code, CredentialQuery query, List<LostHeaders> found)
    {
        if (derivation.Syntax is not ExpressionSyntax syntax || DroppedExpression.IsDiscarded(syntax) || !Replaces(derivation, code, query))
            return;

        found.Add(IsOfHeaders(derivation)
            ? new LostHeaders(syntax, "WithHeaders", "replaces the headers of the call, so those are not sent")
            : new LostHeaders(
                syntax, "WithCredentials",
                "replaces the call credentials of the call and of AddCallCredentials, so those are not sent"));
    }

    /// <summary>
    /// Whether <c>WithHeaders</c> or <c>WithCredentials</c> is on the options of the call, whose headers or credentials nothing reads: they are not in the
    /// result.
    /// </summary>
    internal static bool Replaces(IInvocationOperation derivation, InterceptorCode code, CredentialQuery query)
    {
        var isHeaders = IsOfHeaders(derivation);
        if ((isHeaders ? code.ReadsHeaders : code.ReadsCredentials)
            || derivation.Instance is not { } receiver
            || !AreAllOfCall(new TracedValue(receiver), query))
            return false;

        var value = new TracedValue(derivation.Arguments.At(0));
        return isHeaders ? IsFilledHere(value, query) : IsCredential(value, query);
    }

    private static bool IsOfHeaders(IInvocationOperation derivation) => derivation.TargetMethod.Name == "WithHeaders";

    /// <summary>
    /// <c>Add</c> of a credential to the headers of the call: those are null unless the caller passed some, and otherwise
    /// they are the caller's.
    /// </summary>
    private static LostHeaders? OfAdd(IInvocationOperation add, InterceptorCode code, CredentialQuery query)
    {
        if (add.Instance is not { } instance || HeaderOf(add, query) is not { } header)
            return null;

        var (isCallers, isNew) = (false, false);
        foreach (var origin in query.Origins.Trace(new TracedValue(instance)))
        {
            if (origin.IsSeen && origin.Operation is IPropertyReferenceOperation { Property.Name: "Headers", Instance: { } options }
                && GrpcSymbols.Is(options.Type, query.Symbols.CallOptions) && AreAllOfCall(origin.Value.With(options), query, asGiven: true))
                isCallers = true;
            else if (origin.IsSeen && (origin.Operation is IObjectCreationOperation || NullTests.IsNull(origin.Operation)))
                isNew = true;
            else
                return null;
        }

        if (!isCallers)
            return null;

        var isConditional = instance is IConditionalAccessInstanceOperation;
        SyntaxNode place = isConditional && add.Syntax.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access ? access : add.Syntax;
        if (!isNew && !code.ChecksForNull)
        {
            return isConditional
                ? new LostHeaders(place, "Headers?.Add", $"does nothing if the call has no headers; '{header}' is not sent")
                : new LostHeaders(place, "Headers.Add", "throws NullReferenceException if the call has no headers");
        }

        return code.LooksAtEntries
            ? null
            : new LostHeaders(
                place, "Add",
                $"changes the caller's metadata, so a second call with it sends '{header}' twice",
                isCertain: false);
    }

    private static string? HeaderOf(IInvocationOperation add, CredentialQuery query)
    {
        var entry = add.Arguments.Length == 1 ? add.Arguments.At(0) : add;
        return HeaderWrite.IntoMetadata(entry, query.Facts)?.CredentialIn(query)?.Header;
    }

    /// <summary>The origins of call options, behind the <c>With...</c> methods.</summary>
    private static IEnumerable<Origin> SourcesOf(TracedValue options, CredentialQuery query)
    {
        foreach (var origin in query.Origins.Trace(options))
        {
            if (origin is { IsSeen: true, Operation: IInvocationOperation { Instance: { } receiver } derived }
                && GrpcSymbols.Is(derived.TargetMethod.ContainingType, query.Symbols.CallOptions)
                && query.Budget.TryStep())
            {
                foreach (var source in SourcesOf(origin.Value.With(receiver), query))
                    yield return source;
            }
            else
            {
                yield return origin;
            }
        }
    }

    /// <summary>
    /// Whether options are those of the context that the interceptor got, or derived from them; <paramref name="asGiven"/>: and no
    /// other context took its place before.
    /// </summary>
    private static bool AreAllOfCall(TracedValue options, CredentialQuery query, bool asGiven = false)
    {
        var any = false;
        foreach (var origin in SourcesOf(options, query))
        {
            if (!origin.IsSeen
                || origin.Operation is not IPropertyReferenceOperation
                {
                    Property: { Name: "Options", ContainingType: var type },
                    Instance: IParameterReferenceOperation context
                }
                || !GrpcSymbols.Is(type, query.Symbols.ClientInterceptorContext)
                || asGiven && !IsGiven(origin.Value.With(context), query))
                return false;

            any = true;
        }

        return any;
    }

    /// <summary>Whether a context is the parameter of an override, also where a private method gets it from there.</summary>
    private static bool IsGiven(TracedValue context, CredentialQuery query)
    {
        foreach (var origin in query.Origins.Trace(context))
        {
            if (origin is not
                {
                    Unseen: UnseenReason.Parameter,
                    Operation: IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { IsOverride: true } }
                })
                return false;
        }

        return true;
    }

    /// <summary>Whether metadata is created here and nothing unseen fills it; <c>WithHeaders(new Metadata())</c> removes headers on purpose.</summary>
    private static bool IsFilledHere(TracedValue headers, CredentialQuery query)
    {
        var any = headers.Operation is ILocalReferenceOperation;
        foreach (var origin in query.Origins.Trace(headers))
        {
            if (!origin.IsSeen || origin.Operation is not IObjectCreationOperation)
                return false;

            foreach (var touch in query.TouchesOf(origin))
            {
                if (touch.Kind is TouchKind.Escape
                    || touch.Kind is TouchKind.Argument && !KnownReadOnlyCalls.OnlyReads((IArgumentOperation)touch.Site.Operation, query.Symbols))
                    return false;

                any |= touch.Kind is TouchKind.Call or TouchKind.SetMember;
            }
        }

        return any;
    }

    private static bool IsCredential(TracedValue credentials, CredentialQuery query)
    {
        foreach (var origin in query.Origins.Trace(credentials))
        {
            if (NullTests.IsNull(origin.Operation))
                return false;
        }

        return true;
    }

    private static bool IsCovered(SyntaxNode add, List<SyntaxNode> blocks)
    {
        foreach (var block in blocks)
        {
            if (block.SyntaxTree == add.SyntaxTree && block.Span.Contains(add.Span))
                return true;
        }

        return false;
    }
}
