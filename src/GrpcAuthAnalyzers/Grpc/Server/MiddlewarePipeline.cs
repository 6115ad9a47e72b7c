using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc.Registrations;
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
    /// <summary>Parts of names in code that may say who the caller is: <c>context.User</c>, <c>AuthenticateAsync</c>, <c>JwtMiddleware</c>.</summary>
    private static readonly string[] OfSignIn = { "user", "auth", "signin", "principal", "claim", "identity", "token", "jwt" };

    private static readonly Memo<IOperation, MiddlewarePipeline?> OfMethod = new(Find);

    private readonly List<IInvocationOperation> _added;

    private MiddlewarePipeline(List<IInvocationOperation> added, bool isWebApplication, bool mayGoOn)
    {
        _added = added;
        MayGoOn = mayGoOn;
        IsWebApplication = isWebApplication;
    }

    /// <summary>Whether the method gives the application to its callers, which may add more behind.</summary>
    internal bool MayGoOn { get; }

    /// <summary>Whether missing authentication and authorization are added.</summary>
    internal bool IsWebApplication { get; }

    /// <summary>
    /// The pipeline of the method around a place. Null if the method adds nothing, adds something only under a condition, gives the application to other
    /// code, or gets it from other code, which may add something before or behind it.
    /// </summary>
    internal static MiddlewarePipeline? Around(IOperation place, CompilationFacts facts) => facts.Get(OfMethod, EnclosingFunction.Root(place));

    /// <summary>The first call that adds a middleware; null if there is none.</summary>
    internal IInvocationOperation? First(string name) => _added.Find(call => call.TargetMethod.Name == name);

    /// <summary>Whether a middleware is certainly not added.</summary>
    internal bool Lacks(string name) => !MayGoOn && First(name) is null;

    /// <summary>Whether one middleware is added before another, and both are.</summary>
    internal bool ComesBefore(string first, string second)
    {
        var (before, after) = (_added.FindIndex(call => call.TargetMethod.Name == first), _added.FindIndex(call => call.TargetMethod.Name == second));
        return before >= 0 && after >= 0 && before < after;
    }

    /// <summary>Whether middleware of the program itself, or of a library that is not known, may authenticate the caller before another one.</summary>
    internal bool MayAuthenticateBefore(string name)
    {
        foreach (var call in _added)
        {
            if (call.TargetMethod.Name == name)
                return false;

            if (call.TargetMethod.Name is "Use" or "UseMiddleware" or "UseWhen" && MaySignIn(call))
                return true;
        }

        return false;
    }

    /// <summary>The name of the method in a call.</summary>
    internal static SyntaxNode NameOf(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;

    private static MiddlewarePipeline? Find(CompilationFacts facts, IOperation root)
    {
        var method = EnclosingFunction.SymbolOf(root);
        // A startup filter may add middleware around all that is seen.
        if ((method is not null && GetsApplication(method) && IsCalled(method, facts)) || facts.MentionsAny("IStartupFilter"))
            return null;

        var (added, isWebApplication) = (new List<IInvocationOperation>(), false);
        foreach (var operation in root.Descendants())
        {
            if (operation is ISimpleAssignmentOperation { Value: IParameterReferenceOperation or ILocalReferenceOperation } kept
                && IsApplication(kept.Value.Type))
                return null;

            if (operation is not IInvocationOperation call || !GetsApplication(call))
                continue;

            if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke
                || facts.Bodies.IsSeen(call.TargetMethod)
                || (!UnseenAssemblies.AreKnown(call.TargetMethod, facts) && !IsNamed(call, "Map")))
                return null;

            if (!IsNamed(call, "Use") || EnclosingFunction.Enclosing(call) != EnclosingFunction.Enclosing(root))
                continue;

            if (IsAboutAuthorization(call.TargetMethod.Name) && ExecutionOrder.IsConditional(call, root))
                return null;

            if (call.Receiver() is not { } receiver)
                return null;

            isWebApplication |= Conversions.BuiltInInside(receiver).Type.Is("Microsoft.AspNetCore.Builder.WebApplication");
            added.Add(call);
        }

        added.Sort(static (a, b) => EndOf(a).CompareTo(EndOf(b)));
        return added.Count == 0 ? null : new MiddlewarePipeline(added, isWebApplication, mayGoOn: IsApplication(method?.ReturnType));
    }

    /// <summary>Whether source calls a method by its name; a host calls those of a <c>Startup</c> class by reflection.</summary>
    private static bool IsCalled(IMethodSymbol method, CompilationFacts facts)
    {
        foreach (var node in facts.CallsNamed(method.Name))
        {
            if (facts.Bodies.OperationOf(node) is IInvocationOperation { TargetMethod: var target }
                && SymbolEqualityComparer.Default.Equals((target.ReducedFrom ?? target).OriginalDefinition, method))
                return true;
        }

        return false;
    }

    private static bool GetsApplication(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (IsApplication(parameter.Type))
                return true;
        }

        return false;
    }

    private static bool GetsApplication(IInvocationOperation call)
    {
        if (IsApplication(call.Instance?.Type))
            return true;

        foreach (var argument in call.Arguments)
        {
            if (IsApplication(Conversions.BuiltInInside(argument.Value).Type))
                return true;
        }

        return false;
    }

    private static bool IsNamed(IInvocationOperation call, string prefix) => call.TargetMethod.Name.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Whether the code that a call adds has a word of signing in, or is not seen here.</summary>
    private static bool MaySignIn(IInvocationOperation call)
    {
        if (call.TargetMethod.TypeArguments is { Length: 1 } types && call.TargetMethod.Name == "UseMiddleware")
        {
            var declarations = types[0].DeclaringSyntaxReferences;
            return declarations.IsEmpty || IsOfSignIn(types[0].Name) || declarations.Any(static declaration => HasWordOfSignIn(declaration.GetSyntax()));
        }

        return !call.Arguments.Any(static argument => HasLambda(argument.Value))
            || HasWordOfSignIn(call.Syntax);
    }

    private static bool HasLambda(IOperation value) => Conversions.BuiltInInside(value) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation };

    private static bool HasWordOfSignIn(SyntaxNode code) =>
        code.DescendantNodes().Any(static node => node is SimpleNameSyntax name && IsOfSignIn(name.Identifier.ValueText));

    private static bool IsOfSignIn(string name) => OfSignIn.Any(part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsAboutAuthorization(string name) => name is "UseAuthentication" or "UseAuthorization" or "UseRouting" or "UseEndpoints" or "UseCors";

    private static bool IsApplication(ITypeSymbol? type) =>
        type.Is("Microsoft.AspNetCore.Builder.WebApplication", "Microsoft.AspNetCore.Builder.IApplicationBuilder");

    /// <summary>Where the name of a call stands: calls of one chain begin at the same place.</summary>
    private static int EndOf(IInvocationOperation call) => call.Syntax.Span.End;
}
