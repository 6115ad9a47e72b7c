using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Credentials;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Coverage.Mapping;

/// <summary>One mark of the map while it is made: its kind, and what is known under which name. No value may be a secret.</summary>
internal sealed class MapMark
{
    private const string Separator = "\n";

    private readonly string _text;
    private ImmutableDictionary<string, string?> _properties;

    /// <param name="kind">What the mark stands for: <c>call</c>, <c>client</c>, <c>registration</c>, <c>channel</c>, <c>rpc</c> or <c>setting</c>.</param>
    /// <param name="name">Tells it from others at the same place.</param>
    internal MapMark(string kind, string name)
    {
        _text = kind + " " + MapText.Shown(name);
        _properties = ImmutableDictionary<string, string?>.Empty.Add("kind", kind);
    }

    /// <summary>The same mark with one more answer; an empty one is left out.</summary>
    internal MapMark With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _properties = _properties.SetItem(name, value);

        return this;
    }

    /// <summary>The same with several values, each once.</summary>
    internal MapMark With(string name, IEnumerable<string> values) => With(name, string.Join(Separator, values.Distinct()));

    /// <summary>The same with whether a credential is added, by what, and where its token comes from.</summary>
    /// <param name="presence">Whether one is added.</param>
    /// <param name="steps">By what.</param>
    /// <param name="query">Any question at the place.</param>
    /// <param name="why">Why that is not known; null where it is.</param>
    internal MapMark WithAnswer(CredentialPresence presence, IReadOnlyList<CredentialStep> steps, CredentialQuery query, string? why = null) =>
        With("credential", presence.ToString().ToLowerInvariant())
            .With("means", steps.Select(static step => step.Means.ToString()))
            .With("tokens", steps.SelectMany(step => TokenDescription.Of(step, query)).Take(TokenDescription.Most))
            .With("why", presence == CredentialPresence.Unknown ? why ?? "it is configured by code outside of the project" : null);

    internal Diagnostic At(Location place, IEnumerable<Location>? also = null) =>
        Diagnostic.Create(MapAnalyzer.Mark, place, also?.Distinct().ToArray(), _properties, _text);

    /// <summary>Where a call of a fluent chain is shown: at its name, since the chain begins with others.</summary>
    internal static Location PlaceOf(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.GetLocation(),
        InvocationExpressionSyntax invocation => invocation.Expression.GetLocation(),
        _ => node.GetLocation(),
    };
}
