using System;
using System.Collections.Generic;
using System.Collections.Immutable;
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
    /// <summary>What such code reads or throws.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "RequestHeaders", "AuthContext", "GetHttpContext", "HttpContext", "IHttpContextAccessor", "Unauthenticated", "PermissionDenied", "User", "Headers",
        "ClaimsPrincipal", "IAuthorizationService", "IUserContext", "ICurrentUser", "Status401Unauthorized", "Status403Forbidden", "ConnectionInfo",
        "ClientCertificate", "UserState",
    };

    /// <summary>Parts of names of what such code calls: <c>_authenticator</c>, <c>ValidateToken</c>, <c>request.ApiKey</c>.</summary>
    private static readonly string[] Parts =
    {
        "auth", "token", "credential", "permission", "session", "identity", "claim", "principal", "apikey", "login", "secret", "password", "tenant",
        "currentuser", "jwt", "signature",
    };

    private static readonly HashSet<SyntaxNode> NoCode = new();

    private static readonly Memo<ServerHost, bool> OnTheWay = new(FindOnTheWay);

    /// <summary>Whether the code of a class may check credentials; true if a part of it is not in source.</summary>
    internal static bool MayBeIn(INamedTypeSymbol type, CompilationFacts facts) => MayBeIn(type, facts, without: NoCode);

    /// <summary>
    /// The RPCs of a service for which its own code may check credentials: all of them where the code that they share may, or one calls another; else those whose
    /// bodies may.
    /// </summary>
    internal static HashSet<IMethodSymbol> In(INamedTypeSymbol service, IReadOnlyCollection<IMethodSymbol> rpcs, CompilationFacts facts)
    {
        var bodies = new HashSet<SyntaxNode>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var checking = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var rpc in rpcs)
        {
            names.Add(rpc.Name);
            foreach (var part in rpc.DeclaringSyntaxReferences)
            {
                if (part.GetSyntax() is MethodDeclarationSyntax method && BodyOf(method) is { } body)
                {
                    bodies.Add(body);
                    if (MayBeIn(body))
                        checking.Add(rpc);
                }
            }
        }

        if (MayBeIn(service, facts, without: bodies) || (checking.Count > 0 && Mention(service, names)))
            checking.UnionWith(rpcs);

        return checking;
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
                    if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax && names.Contains(token.ValueText))
                        return true;
                }
            }

            if (current.BaseType is { } parent && GrpcSymbols.IsServiceBase(parent))
                break;
        }

        return false;
    }

    private static bool MayBeIn(INamedTypeSymbol type, CompilationFacts facts, HashSet<SyntaxNode> without)
    {
        if (MagicOnionServices.HasFilter(type))
            return true;

        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (!facts.Bodies.IsSeen(current))
            {
                if (!GrpcSymbols.IsServiceBase(current) && !GrpcSymbols.Is(current, facts.Symbols.Interceptor) && !MagicOnionServices.IsBase(current))
                    return true;

                continue;
            }

            foreach (var part in current.DeclaringSyntaxReferences)
            {
                var node = part.GetSyntax();
                if (!GrpcSymbols.IsServiceBase(current) && MayBeIn(node, without))
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
                : MayBeIn(call.Arguments)))
                return true;
        }

        return false;
    }

    private static bool MayBeIn(ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate && MayBeIn(argument.Syntax))
                return true;
        }

        return false;
    }

    /// <summary>Whether code may check credentials.</summary>
    internal static bool MayBeIn(SyntaxNode code) => MayBeIn(code, NoCode);

    private static bool MayBeIn(SyntaxNode code, HashSet<SyntaxNode> without)
    {
        foreach (var token in code.DescendantTokens(node => !without.Contains(node)))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && IsHint(token.ValueText) && !IsOfFramework(token))
                return true;
        }

        return false;
    }

    /// <summary><c>[Authorize]</c> and <c>[AllowAnonymous]</c> are for the framework, and <see cref="AuthorizationAttributes"/> reads them.</summary>
    private static bool IsOfFramework(SyntaxToken name) =>
        name.ValueText is "Authorize" or "AllowAnonymous"
        && name.Parent?.FirstAncestorOrSelf<NameSyntax>(static part => part.Parent is not NameSyntax)?.Parent is AttributeSyntax;

    private static bool IsHint(string name)
    {
        if (Names.Contains(name))
            return true;

        if (name.IndexOf("cancel", StringComparison.OrdinalIgnoreCase) >= 0 || name is "stoppingToken" or "LogInformation")
            return false;

        foreach (var part in Parts)
        {
            if (name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        return false;
    }
}
