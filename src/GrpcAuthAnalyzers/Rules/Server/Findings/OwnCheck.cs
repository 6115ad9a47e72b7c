using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>Code of a server that may check the credential of a caller by itself: a service, an interceptor, a middleware. By the words that it uses.</summary>
internal static class OwnCheck
{
    private static readonly HashSet<SyntaxNode> NoCode = new();

    private static readonly Memo<ServerHost, bool> OnTheWay = new(FindOnTheWay);

    /// <summary>Whether the code of a class may check credentials; true if a part of it is not in source.</summary>
    internal static bool MayBeIn(INamedTypeSymbol type, CompilationFacts facts) => MayBeIn(type, facts, without: NoCode);

    /// <summary>
    /// The RPCs of a service for which its own code may check credentials: all of them where the code that they share may, or one calls another; else
    /// those whose bodies may.
    /// </summary>
    internal static HashSet<IMethodSymbol> In(INamedTypeSymbol service, IReadOnlyCollection<IMethodSymbol> rpcs, CompilationFacts facts)
    {
        var (held, helpers) = CheckingMembers.Of(service);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var checking = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var rpc in rpcs)
        {
            names.Add(rpc.Name);
            foreach (var part in rpc.DeclaringSyntaxReferences)
            {
                if (part.GetSyntax() is not MethodDeclarationSyntax method)
                    continue;

                held.Add(method);
                if ((BodyOf(method) is { } body && (MayBeIn(body, facts) || Mention(body, helpers))) || method.AttributeLists.Any(list => MayBeIn(list, facts)))
                    checking.Add(rpc);
            }
        }

        if (MayBeIn(service, facts, without: held) || (checking.Count > 0 && Mention(service, names)))
            checking.UnionWith(rpcs);

        return checking;
    }

    private static bool Mention(SyntaxNode code, HashSet<string> names)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText))
                return true;
        }

        return false;
    }

    private static SyntaxNode? BodyOf(MethodDeclarationSyntax method) => (SyntaxNode?)method.Body ?? method.ExpressionBody;

    /// <summary>Whether code of a class uses one of these names; their declarations do not count.</summary>
    private static bool Mention(INamedTypeSymbol type, HashSet<string> names)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var part in current.DeclaringSyntaxReferences)
            {
                foreach (var token in part.GetSyntax().DescendantTokens())
                {
                    if (token.Parent is SimpleNameSyntax name && names.Contains(token.ValueText) && IsOwn(name))
                        return true;
                }
            }

            if (current.BaseType is { } parent && GrpcSymbols.IsServiceBase(parent))
                break;
        }

        return false;
    }

    /// <summary><c>ListOrders(...)</c> or <c>this.ListOrders(...)</c>, not <c>_repository.ListOrders(...)</c> or <c>new ListOrders.Query()</c>.</summary>
    private static bool IsOwn(SimpleNameSyntax name) =>
        name.Parent is not MemberBindingExpressionSyntax and not QualifiedNameSyntax and not ObjectCreationExpressionSyntax
        && (name.Parent is not MemberAccessExpressionSyntax access || access.Name != name
            || access.Expression is ThisExpressionSyntax or BaseExpressionSyntax);

    private static bool MayBeIn(INamedTypeSymbol type, CompilationFacts facts, HashSet<SyntaxNode> without)
    {
        if (MagicOnionServices.HasFilter(type))
            return true;

        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (!facts.Bodies.IsSeen(current))
            {
                if ((facts.Declared.Of(current) & FactKinds.AsksNothing) == 0
                    && !GrpcSymbols.IsServiceBase(current)
                    && !GrpcSymbols.Is(current, facts.Symbols.Interceptor)
                    && !MagicOnionServices.IsBase(current))
                    return true;

                continue;
            }

            foreach (var part in current.DeclaringSyntaxReferences)
            {
                var node = part.GetSyntax();
                if (!GrpcSymbols.IsServiceBase(current) && MayBeIn(node, facts, without))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a server interceptor or middleware of a host may check credentials.</summary>
    internal static bool MayBeOnTheWay(ServerHost host, CompilationFacts facts) => facts.Get(OnTheWay, host);

    private static bool FindOnTheWay(CompilationFacts facts, ServerHost host)
    {
        if (MayBeInMiddleware(host, facts) || (host.HasCall(MagicOnionServices.Mapping) && facts.MentionsAny("GlobalFilters", "GlobalStreamingHubFilters")))
            return true;

        foreach (var (interceptor, place) in ServerInterceptors.In(facts))
        {
            if (host.Contains(place) && (interceptor is null || MayBeIn(interceptor, facts)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a middleware of a host may check credentials.</summary>
    internal static bool MayBeInMiddleware(ServerHost host, CompilationFacts facts)
    {
        foreach (var call in host.Calls("UseMiddleware", "Use", "UseWhen", "MapWhen"))
        {
            if (UnseenServerSetup.IsSetup(call) && (call.TargetMethod.TypeArguments is { Length: 1 } types
                ? types[0] is not INamedTypeSymbol middleware || MayBeIn(middleware, facts)
                : MayBeIn(call.Arguments, facts)))
                return true;
        }

        return false;
    }

    private static bool MayBeIn(ImmutableArray<IArgumentOperation> arguments, CompilationFacts facts)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate && MayBeIn(argument.Syntax, facts))
                return true;
        }

        return false;
    }

    /// <summary>Whether code may check credentials.</summary>
    internal static bool MayBeIn(SyntaxNode code, CompilationFacts facts) => MayBeIn(code, facts, NoCode);

    private static bool MayBeIn(SyntaxNode code, CompilationFacts facts, HashSet<SyntaxNode> without)
    {
        foreach (var token in code.DescendantTokens(node => !without.Contains(node)))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && CheckWords.Contain(token) && !IsOfFramework(token) && !IsOtherHeader(token)
                && !IsNameOfService(token, facts) && !IsHarmless(token, code, facts))
                return true;
        }

        return false;
    }

    /// <summary><c>[Authorize]</c> and <c>[AllowAnonymous]</c> are for the framework, and <see cref="AuthorizationAttributes"/> reads them.</summary>
    private static bool IsOfFramework(SyntaxToken name) =>
        name.ValueText is "Authorize" or "AllowAnonymous"
        && name.Parent?.FirstAncestorOrSelf<NameSyntax>(static part => part.Parent is not NameSyntax)?.Parent is AttributeSyntax;

    /// <summary>
    /// <c>class LoginService : Login.LoginBase</c>: what a service is about. Its base classes are judged by their code. An interceptor or a middleware of such
    /// a name may check callers by code without such words.
    /// </summary>
    private static bool IsNameOfService(SyntaxToken name, CompilationFacts facts)
    {
        var isName = name.Parent is ClassDeclarationSyntax or ConstructorDeclarationSyntax
            || name.Parent?.FirstAncestorOrSelf<BaseListSyntax>() is { } bases && !bases.DescendantNodes().Any(static node => node is TypeArgumentListSyntax);
        if (!isName || name.Parent?.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration)
            return false;

        for (var current = facts.Bodies.TypeDeclaredBy(declaration); current is not null; current = current.BaseType)
        {
            if (GrpcSymbols.IsServiceBase(current))
                return true;
        }

        return false;
    }

    /// <summary>
    /// <c>context.RequestHeaders.GetValue("race-duration")</c> and <c>RequestHeaders.Single(e =&gt; e.Key == "mailbox-name")</c>: only headers are read
    /// whose names are written there and are those of no credential.
    /// </summary>
    private static bool IsOtherHeader(SyntaxToken name)
    {
        if (name.ValueText != "RequestHeaders"
            || name.Parent?.Parent is not MemberAccessExpressionSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax read } })
            return false;

        var named = false;
        foreach (var literal in read.ArgumentList.DescendantNodes())
        {
            if (!literal.IsKind(SyntaxKind.StringLiteralExpression))
                continue;

            named = true;
            var header = ((LiteralExpressionSyntax)literal).Token.ValueText;
            if (CheckWords.MayBeCredential(header) || CheckWords.NameSomebody(header))
                return false;
        }

        return named;
    }

    /// <summary>Whether a word stands in a function that provably refuses nobody, or where errors of other code are named.</summary>
    private static bool IsHarmless(SyntaxToken word, SyntaxNode code, CompilationFacts facts)
    {
        SyntaxNode? function = null;
        for (var node = word.Parent; node is not null; node = node.Parent)
        {
            if (node is BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax)
                function = node;

            if (node == code)
            {
                function = node.Parent as BaseMethodDeclarationSyntax ?? function;
                break;
            }
        }

        return function is not null && facts.Bodies.OperationOf(function) is { } operation && HarmlessReads.AreAllIn(operation, facts);
    }
}
