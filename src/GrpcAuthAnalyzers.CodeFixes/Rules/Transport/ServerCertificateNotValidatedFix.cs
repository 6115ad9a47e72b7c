using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Handlers;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Transport;

/// <summary>
/// GRPCAUTH5004: lets the handler trust one root certificate. TLS options get a <c>CertificateChainPolicy</c>; a handler that has only a callback gets one that
/// checks the chain and the name. Not in code of development, and not on a handler that sends other requests, too.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class ServerCertificateNotValidatedFix : GrpcAuthFixProvider
{
    private const string Policy = "CertificateChainPolicy";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH5004");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (diagnostic.Properties.ContainsKey(FixHints.InDevelopment)
            || await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not var (file, node)
            || node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            || assignment.Span != diagnostic.Location.SourceSpan
            || BrowserProject.Is(file.Compilation, file.GrpcAuthOptions)
            || !TrustingCode.MayGo(file, assignment.Right)
            || file.Model.GetSymbolInfo(assignment.Left).Symbol is not IPropertySymbol property
            || !CanTrustRoot(file.Compilation, property)
            || IsDecidedElsewhere(assignment)
            || !await CompilesEverywhereAsync(session, document, file.Compilation).ConfigureAwait(false)
            || !await GrpcOnlyHandler.IsOwnerOfAsync(session, document.Project, file, assignment).ConfigureAwait(false))
            return ImmutableArray<FixPlan>.Empty;

        var plan = new FixPlanBuilder();
        if (TrustedRoot.At(file, assignment, plan, session.Cancellation) is not { } root)
            return ImmutableArray<FixPlan>.Empty;

        var lineBreak = InitializerText.OwnLine(plan, file, assignment);
        if (TakesPolicy(property))
            WritePolicy(plan, file, assignment, root, lineBreak);
        else
            plan.Replace(file, assignment.Right.Span, CallbackText(file, assignment.Right, plan, root, lineBreak));
        await TrustingCode.RemoveUnusedAsync(session, plan, file, assignment.Right).ConfigureAwait(false);
        return Plans(plan.Build("Trust only the root certificate of " + root.Description));
    }

    private static bool TakesPolicy(IPropertySymbol property) => property.Name is Policy or "RemoteCertificateValidationCallback";

    /// <summary>Whether the framework has what the fix writes: <c>CertificateChainPolicy</c> since .NET 7, roots of one's own since .NET 5.</summary>
    private static bool CanTrustRoot(Compilation compilation, IPropertySymbol property) =>
        TypeNames.TypeOf(compilation, TrustedRoot.Certificates + "X509ChainTrustMode") is not null
        && (!TakesPolicy(property) || !property.ContainingType.GetMembers(Policy).IsEmpty);

    /// <summary>Whether the code beside sets a policy, or how revocation is checked, which a policy would override.</summary>
    private static bool IsDecidedElsewhere(AssignmentExpressionSyntax assignment)
    {
        var around = assignment.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) ?? assignment.SyntaxTree.GetRoot();
        return around.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => !assignment.Span.Contains(n.Span)
            && n.Identifier.ValueText is Policy or "CertificateRevocationCheckMode");
    }

    /// <summary>Whether the other targets that compile the file have the same types.</summary>
    private static async Task<bool> CompilesEverywhereAsync(FixSession session, Document document, Compilation own)
    {
        foreach (var linked in document.GetLinkedDocumentIds().Select(id => session.Solution.GetProject(id.ProjectId)!))
        {
            if (await linked.GetCompilationAsync(session.Cancellation).ConfigureAwait(false) is not { } compilation
                || TrustedRoot.HasLoader(compilation) != TrustedRoot.HasLoader(own)
                || TypeNames.TypeOf(compilation, "System.Net.Security.SslClientAuthenticationOptions")?.GetMembers(Policy).IsEmpty != false)
                return false;
        }

        return true;
    }

    /// <summary>Revocation stays unchecked, as it is without a policy: the certificates of one's own root rarely say where to ask.</summary>
    private static void WritePolicy(FixPlanBuilder plan, SourceFile file, AssignmentExpressionSyntax assignment, TrustedRoot root, string lineBreak)
    {
        var names = new TypeNames(file, assignment.Right.SpanStart, plan);
        var property = assignment.Left is MemberAccessExpressionSyntax member ? member.Name : assignment.Left;
        plan.Replace(file, property.Span, Policy);
        plan.Replace(
            file, assignment.Right.Span,
            "new " + names.Of(TrustedRoot.Certificates + "X509ChainPolicy") + InitializerText.New(lineBreak, file.Layout.Indent, _ => new[]
            {
                "TrustMode = " + names.Of(TrustedRoot.Certificates + "X509ChainTrustMode") + ".CustomRootTrust",
                "RevocationMode = " + names.Of(TrustedRoot.Certificates + "X509RevocationMode") + ".NoCheck",
                "CustomTrustStore = { " + root.Read() + " }",
            }));
    }

    private static string CallbackText(SourceFile file, ExpressionSyntax replaced, FixPlanBuilder plan, TrustedRoot root, string lineBreak)
    {
        var names = new TypeNames(file, replaced.SpanStart, plan);
        string Named(string name) => FreshNames.At(file, replaced.SpanStart, name);
        var (certificate, chain, errors) = (Named("certificate"), Named("chain"), Named("errors"));
        var message = file.LanguageVersion >= LanguageVersion.CSharp8 ? "_" : Named("message");
        var inner = lineBreak + file.Layout.Indent;
        return "(" + message + ", " + certificate + ", " + chain + ", " + errors + ") =>" + lineBreak
            + "{" + inner
            + "if (" + certificate + " == null || " + chain + " == null || " + errors + ".HasFlag("
            + names.Of("System.Net.Security.SslPolicyErrors") + ".RemoteCertificateNameMismatch))" + inner + file.Layout.Indent
            + "return false;" + file.Layout.NewLine + inner
            + chain + ".ChainPolicy.TrustMode = " + names.Of(TrustedRoot.Certificates + "X509ChainTrustMode") + ".CustomRootTrust;" + inner
            + chain + ".ChainPolicy.CustomTrustStore.Add(" + root.Read() + ");" + inner
            + "return " + chain + ".Build(" + certificate + ");" + lineBreak
            + "}";
    }
}
