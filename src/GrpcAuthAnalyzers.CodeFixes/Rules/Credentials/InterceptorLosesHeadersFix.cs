using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Headers;
using GrpcAuthAnalyzers.CodeFixes.Interceptors;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Rules.Credentials;

/// <summary>GRPCAUTH1008: keeps the options of the caller, copies its headers, and composes its call credentials with the new ones.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InterceptorLosesHeadersFix : GrpcAuthFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRPCAUTH1008");

    private protected override async Task<ImmutableArray<FixPlan>> PlanAsync(FixSession session, Document document, Diagnostic diagnostic)
    {
        if (await session.NodeAtAsync(document.Project, diagnostic.Location).ConfigureAwait(false) is not { } at
            || at.Node.FirstAncestorOrSelf<ExpressionSyntax>() is not { } place
            || place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || place.Ancestors().TakeWhile(n => n != method).Any(static n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        {
            return ImmutableArray<FixPlan>.Empty;
        }

        var plan = new FixPlanBuilder();
        var code = new InterceptorMethod(at.File, method, plan);
        var title = place switch
        {
            BaseObjectCreationExpressionSyntax creation when PreservedCallOptions.TryKeep(code, creation) => "Keep the call options of the caller",
            InvocationExpressionSyntax call when GrpcMethods.IsOnCallOptions(at.File, call, "WithHeaders")
                && PreservedCallOptions.TryCopyHeaders(code, call) =>
                "Keep the headers of the caller",
            InvocationExpressionSyntax call when GrpcMethods.IsOnCallOptions(at.File, call, "WithCredentials")
                && PreservedCallOptions.TryCompose(code, call) =>
                "Compose the call credentials with those of the caller",
            InvocationExpressionSyntax or ConditionalAccessExpressionSyntax when CopiedCallerHeaders.TryCopy(code, place) =>
                "Add the credential to a copy of the headers",
            _ => null,
        };
        return Plans(title is not null ? plan.Build(title) : null);
    }
}
