using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>
/// The order in which the method that sets up an application adds middleware. A <c>WebApplication</c> adds authentication, and authorization behind it, by
/// itself where the code does not, once the services are registered (WebApplicationBuilder.cs of ASP.NET Core); an <c>IApplicationBuilder</c> does not.
/// </summary>
internal sealed class MiddlewarePipeline
{
    private readonly List<IInvocationOperation> _added;

    private MiddlewarePipeline(List<IInvocationOperation> added, bool isWebApplication)
    {
        _added = added;
        IsWebApplication = isWebApplication;
    }

    /// <summary>Whether missing authentication and authorization are added.</summary>
    internal bool IsWebApplication { get; }

    /// <summary>
    /// The pipeline of the method around a place. Null if the method adds nothing, adds something only under a condition, or gives the application to other
    /// code.
    /// </summary>
    internal static MiddlewarePipeline? Around(IOperation place, CompilationFacts facts)
    {
        var root = EnclosingFunction.Root(place);
        var (added, isWebApplication) = (new List<IInvocationOperation>(), false);
        foreach (var operation in root.Descendants())
        {
            if (operation is not IInvocationOperation call || call.Receiver() is not { Type: { } type } || !IsApplication(type))
                continue;

            if (facts.Bodies.IsSeen(call.TargetMethod))
                return null;

            if (!call.TargetMethod.Name.StartsWith("Use", StringComparison.Ordinal) || EnclosingFunction.Enclosing(call) != EnclosingFunction.Enclosing(root))
                continue;

            if (IsAboutAuthorization(call.TargetMethod.Name) && ExecutionOrder.IsConditional(call, root))
                return null;

            isWebApplication |= Conversions.BuiltInInside(call.Receiver()!).Type.Is("Microsoft.AspNetCore.Builder.WebApplication");
            added.Add(call);
        }

        added.Sort(static (a, b) => EndOf(a).CompareTo(EndOf(b)));
        return added.Count == 0 ? null : new MiddlewarePipeline(added, isWebApplication);
    }

    /// <summary>The first call that adds a middleware; null if there is none.</summary>
    internal IInvocationOperation? First(string name) => _added.Find(call => call.TargetMethod.Name == name);

    /// <summary>Whether one middleware is added before another, and both are.</summary>
    internal bool ComesBefore(string first, string second)
    {
        var (before, after) = (_added.FindIndex(call => call.TargetMethod.Name == first), _added.FindIndex(call => call.TargetMethod.Name == second));
        return before >= 0 && after >= 0 && before < after;
    }

    /// <summary>The name of the method in a call.</summary>
    internal static SyntaxNode NameOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;

    private static bool IsAboutAuthorization(string name) => name is "UseAuthentication" or "UseAuthorization" or "UseRouting" or "UseEndpoints" or "UseCors";

    private static bool IsApplication(ITypeSymbol type) =>
        type.Is("Microsoft.AspNetCore.Builder.WebApplication", "Microsoft.AspNetCore.Builder.IApplicationBuilder");

    /// <summary>Where the name of a call stands: calls of one chain begin at the same place.</summary>
    private static int EndOf(IInvocationOperation call) => call.Syntax.Span.End;
}
