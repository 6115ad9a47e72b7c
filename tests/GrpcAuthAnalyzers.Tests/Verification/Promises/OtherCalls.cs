using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Tests.Verification.Promises;

/// <summary>
/// A fix changes no other client, channel or registration. The engine answers for each call and registration that has no report, before and after the fix:
/// whether it carries a credential, and which ones. One that the fix wrote something into does not count: there the fix is at work.
/// </summary>
internal static class OtherCalls
{
    /// <summary>
    /// A result that is used at last (1006) changes whatever uses the object: that is what the code says. So does the right name of a header (4005), which may
    /// stand in a helper of many calls.
    /// </summary>
    private static readonly string[] TakingEffect = ["GRPCAUTH1006", "GRPCAUTH4005"];

    internal static async Task<string?> NoneChangesAsync(FixChange change)
    {
        var texts = await ChangedText.OfAsync(change);
        var reported = change.Old.Reports.Where(report => change.Fix.FixableDiagnosticIds.Contains(report.Id))
            .SelectMany(static report => report.AdditionalLocations.Prepend(report.Location)).ToList();
        var old = (await AnswersAsync(change.Before)).ToDictionary(static answer => (answer.Path, answer.Place));
        foreach (var now in await AnswersAsync(change.After))
        {
            var place = texts.TryGetValue(now.Path, out var text) ? text.PlaceBefore(now.Place) : now.Place;
            if (place is { } at && old.TryGetValue((now.Path, at), out var was) && IsOther(was.Credential, now.Credential)
                && !(change.Fix.FixableDiagnosticIds.Any(TakingEffect.Contains) && now.Credential.Presence != CredentialPresence.Absent)
                && !reported.Any(location => location.GetLineSpan().Path == now.Path && was.Statement.IntersectsWith(location.SourceSpan)))
                return $"changes a call or registration that has no report, from {Text(was.Credential)} to {Text(now.Credential)}, at {at}";
        }

        return null;
    }

    /// <summary>Whether a credential came, went, or came a second time. One that comes another way is the same one.</summary>
    private static bool IsOther(CredentialFinding was, CredentialFinding now) => was.Presence != now.Presence || was.Named.Count < now.Named.Count;

    private static string Text(CredentialFinding finding) => $"{finding.Presence} ({string.Join(", ", finding.Named.Select(static named => named.Name))})";

    /// <summary>Every call and registration of the project, with what the engine knows of its credential.</summary>
    private static async Task<List<Answer>> AnswersAsync(Project project)
    {
        var (compilation, answers) = ((await project.GetCompilationAsync())!, new List<Answer>());
        if (CompilationFacts.For(compilation, []) is not { } facts)
            return answers;

        foreach (var tree in compilation.SyntaxTrees.Where(static tree => !tree.FilePath.StartsWith("/0/Contracts/", StringComparison.Ordinal)))
        {
            var options = GrpcAuthOptions.Of(project.AnalyzerOptions.AnalyzerConfigOptionsProvider, tree);
            var context = new RuleContext(facts, options, tree, static _ => { });
            foreach (var operation in new TreeAnalysis(context, compilation.GetSemanticModel(tree), CancellationToken.None).Candidates())
            {
                if (GrpcCall.From(operation, facts) is { } call)
                    Add(operation, CallLayers.Own(context.Ask(operation), call).And(CallLayers.Below(context.Ask(operation), call)));
                else if (ClientRegistration.From(operation, facts) is { } registration)
                    Add(operation, RegistrationLayer.Of(context.Ask(until: null), registration));
            }

            void Add(IOperation operation, CredentialFinding finding) =>
                answers.Add(new Answer(tree.FilePath, operation.Syntax.Span, StatementOf(operation.Syntax).Span, finding));
        }

        return answers;
    }

    private static SyntaxNode StatementOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<StatementSyntax>() ?? (SyntaxNode?)node.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() ?? node;

    /// <summary>What the engine says of one call or registration: its place, the statement that it is part of, and its credential.</summary>
    private sealed record Answer(string Path, TextSpan Place, TextSpan Statement, CredentialFinding Credential);
}
