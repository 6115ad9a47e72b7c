using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Interceptors;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>
/// GRPCAUTH1008: keeps the options of the caller, copies its headers, and composes its call credentials with the new ones. All places that one override runs
/// through are changed together: the rule is silent for code that reads the headers of the caller, and after the first change all of it does.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InterceptorLosesHeadersFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1008");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        var plan = new FixPlanBuilder();
        if (await MethodAtAsync(session, document.Project, diagnostic.Location).ConfigureAwait(false) is not var (file, place, method)
            || !IsPossible(file, place, method))
            return ImmutableArray<FixPlan>.Empty;

        var methods = new Dictionary<MethodDeclarationSyntax, InterceptorMethod>();
        string? title = null;
        foreach (var location in PlacesWith(file, method, place.GetLocation()))
        {
            if (await MethodAtAsync(session, document.Project, location).ConfigureAwait(false) is not var (other, changed, around)
                || !IsPossible(other, changed, around))
                continue;

            if (!methods.TryGetValue(around, out var code))
                methods.Add(around, code = new InterceptorMethod(other, around, plan));
            var done = Change(code, changed);
            if (changed == place)
                title = done;
        }

        return Plans(title is not null ? plan.Build(title) : null);
    }

    /// <summary>The expression of a report and the method around it; null where it is in a function inside of the method.</summary>
    private static async Task<(SourceFile File, ExpressionSyntax Place, MethodDeclarationSyntax Method)?> MethodAtAsync(
        FixSession session, Project project, Location location) =>
        await session.NodeAtAsync(project, location).ConfigureAwait(false) is { } at
        && at.Node.FirstAncestorOrSelf<ExpressionSyntax>() is { } place
        && place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
        && !place.Ancestors().TakeWhile(n => n != method).Any(static n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            ? (at.File, place, method)
            : null;

    private static bool IsPossible(SourceFile file, ExpressionSyntax place, MethodDeclarationSyntax method)
    {
        var trial = new FixPlanBuilder();
        return Change(new InterceptorMethod(file, method, trial), place) is { } title && trial.Build(title) is not null;
    }

    /// <summary>The places that 1008 reports in the overrides that run through one of them, that one included, in the order of the source.</summary>
    private static IReadOnlyList<Location> PlacesWith(SourceFile file, MethodDeclarationSyntax method, Location reported)
    {
        var together = new HashSet<Location> { reported };
        if (file.Facts is { } facts && file.Model.GetDeclaredSymbol(method)?.ContainingType is { } type)
        {
            var query = new CredentialQuery(facts, file.GrpcAuthOptions, until: null);
            var groups = InterceptorCode.AllOf(type, facts)
                .Select(code => LostHeaders.In(code, () => query).Select(static lost => lost.Place.GetLocation()).ToList()).ToList();
            while (groups.Find(group => group.Any(together.Contains)) is { } group)
            {
                together.UnionWith(group);
                groups.Remove(group);
            }
        }

        return together.OrderBy(static l => l.SourceTree?.FilePath, System.StringComparer.Ordinal).ThenBy(static l => l.SourceSpan.Start)
            .ThenBy(static l => l.SourceSpan.Length).ToList();
    }

    /// <summary>Changes one place. The title; null, and the plan is not to be used, where it has another form.</summary>
    private static string? Change(InterceptorMethod code, ExpressionSyntax place) => place switch
    {
        BaseObjectCreationExpressionSyntax creation when PreservedCallOptions.TryKeep(code, creation) => "Keep the call options of the caller",
        InvocationExpressionSyntax call when GrpcMethods.IsOnCallOptions(code.File, call, "WithHeaders")
            && PreservedCallOptions.TryCopyHeaders(code, call) =>
            "Keep the headers of the caller",
        InvocationExpressionSyntax call when GrpcMethods.IsOnCallOptions(code.File, call, "WithCredentials")
            && PreservedCallOptions.TryCompose(code, call) =>
            "Compose the call credentials with those of the caller",
        InvocationExpressionSyntax or ConditionalAccessExpressionSyntax when CopiedCallerHeaders.TryCopy(code, place) =>
            "Add the credential to a copy of the headers",
        _ => null,
    };
}
