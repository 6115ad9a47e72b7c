using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Grpc;

/// <summary>
/// The places of one syntax tree that may concern gRPC, found by name without binding. They come from the lists of <see cref="TreeIndex"/>,
/// so the tree is not walked again; only these places are bound.
/// </summary>
internal sealed class GrpcCandidates
{
    private static readonly ConditionalWeakTable<SyntaxTree, GrpcCandidates> Cache = new();

    private readonly HashSet<ExpressionSyntax> _comparisons = new();

    private GrpcCandidates(SyntaxTree tree)
    {
        var index = TreeIndex.Of(tree);
        var aliases = FileAliases.In(tree);
        foreach (var name in index.Names)
            AddName(name, aliases.Count > 0 && aliases.TryGetValue(name.Identifier.ValueText, out var type) ? type : name.Identifier.ValueText);

        foreach (var function in index.Functions)
        {
            if (MayRunPerCall(function))
                PerCallFunctions.Add(function);
        }

        foreach (var member in index.MethodsAndProperties)
        {
            if (MayGiveToken(member))
                TokenMembers.Add(member);
        }

        foreach (var type in index.Types)
        {
            if (DeclaresRpcs(type))
                AddRpcs(type, RpcNames, RpcResults);
            else if (MayDeriveFromContract(type))
                AddRpcs(type, DerivedRpcNames, DerivedRpcResults);
        }

        foreach (var call in index.CallsOf("Define"))
        {
            if (call is InvocationExpressionSyntax define && HolderOf(define) is { } holder)
                LogMethods.Add(holder);
        }
    }

    /// <summary>Names of methods of classes and interfaces that look like gRPC clients or code-first contracts.</summary>
    internal HashSet<string> RpcNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the types that those methods return (<c>AsyncServerStreamingCall</c>): they tell which method types there are.</summary>
    internal HashSet<string> RpcResults { get; } = new(StringComparer.Ordinal);

    /// <summary>The same of interfaces that derive from an <c>IService</c>: they matter where the code-first library is that has one.</summary>
    internal HashSet<string> DerivedRpcNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of the types that the methods of those interfaces return.</summary>
    internal HashSet<string> DerivedRpcResults { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of methods with a <c>LoggerMessage</c> attribute, and of the variables that hold what <c>LoggerMessage.Define</c> made.</summary>
    internal HashSet<string> LogMethods { get; } = new(StringComparer.Ordinal);

    /// <summary>The lambdas, local functions and methods that gRPC may run for each call, by their names and the names of their parameters' types.</summary>
    internal List<SyntaxNode> PerCallFunctions { get; } = new();

    /// <summary>
    /// The properties and the methods with a body that return a string, a task of one or an <c>AccessToken</c>, and whose name, or whose type's name,
    /// means tokens or keys.
    /// </summary>
    internal List<MemberDeclarationSyntax> TokenMembers { get; } = new();

    /// <summary>Every mention of the default request headers of an <c>HttpClient</c>, with the object in front of it.</summary>
    internal List<ExpressionSyntax> DefaultHeaders { get; } = new();

    /// <summary>
    /// The comparisons (<c>&lt;</c> and its like, <c>CompareTo</c>, <c>Compare</c>) in which a name means an expiry, in source
    /// order of those names.
    /// </summary>
    internal List<ExpressionSyntax> ExpiryComparisons { get; } = new();

    /// <summary>
    /// The assignments to a name that means an expiry, and the values that may be one in a new object, a tuple or an entry of a cache.
    /// </summary>
    internal List<SyntaxNode> StoredExpiries { get; } = new();

    /// <summary>Every mention of a type that adds handlers to the clients of every name.</summary>
    internal List<SimpleNameSyntax> HandlerSources { get; } = new();

    /// <summary>The candidates of a tree, found at the first call; empty lists where there are none.</summary>
    internal static GrpcCandidates In(SyntaxTree tree) => Cache.GetValue(tree, static t => new GrpcCandidates(t));

    private void AddName(SimpleNameSyntax name, string text)
    {
        var mayNameExpiry = ExpiryWords.MayNameExpiry(text);
        if (text is "IHttpMessageHandlerBuilderFilter" or "HttpMessageHandlerBuilder" or "HttpClientFactoryOptions" or "GrpcClientFactoryOptions")
            HandlerSources.Add(name);
        else if (text == "DefaultRequestHeaders")
            DefaultHeaders.Add(NameSyntaxText.EndedBy(name));
        else if (text is "LoggerMessage" or "LoggerMessageAttribute" && MethodWithAttribute(name) is { } method)
            LogMethods.Add(method.Identifier.ValueText);
        else if ((mayNameExpiry || ExpiryWords.NamesRenewal(text)) && WrittenAssignment.Of(name) is { } assignment)
            StoredExpiries.Add(assignment);
        else if (text == "Set"
            && name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 3 } given } })
            StoredExpiries.AddRange(given.Select(static argument => argument.Expression));
        else if (mayNameExpiry && ComparisonAround(name) is { } comparison && _comparisons.Add(comparison))
            ExpiryComparisons.Add(comparison);
        else if ((text.EndsWith("now", StringComparison.OrdinalIgnoreCase) || mayNameExpiry)
            && WrittenArgument.StartedBy(name) is { } argument)
            StoredExpiries.Add(argument);
    }

    private static void AddRpcs(TypeDeclarationSyntax type, HashSet<string> names, HashSet<string> results)
    {
        foreach (var member in type.Members)
        {
            if (member is not MethodDeclarationSyntax method)
                continue;

            names.Add(method.Identifier.ValueText);
            if (NameSyntaxText.NameOf(method.ReturnType) is { } result)
                results.Add(result);
        }
    }

    /// <summary>The method with an attribute of this name; null if the name is not that of an attribute on a method.</summary>
    private static MethodDeclarationSyntax? MethodWithAttribute(SimpleNameSyntax name)
    {
        var outer = name.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax ? name.Parent : name;
        return outer.Parent is AttributeSyntax { Parent.Parent: MethodDeclarationSyntax method } attribute && attribute.Name == outer ? method : null;
    }

    /// <summary>The innermost comparison that a name is an operand of, by itself or in an expression of few levels, or null.</summary>
    private static ExpressionSyntax? ComparisonAround(SyntaxNode name)
    {
        var current = name;
        for (var level = 0; level < 12; level++)
        {
            switch (current.Parent)
            {
                case AnonymousFunctionExpressionSyntax:
                    return null;
                case BinaryExpressionSyntax
                {
                    RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression
                    or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression
                } binary:
                    return binary;
                case InvocationExpressionSyntax invocation
                    when NameSyntaxText.NameOf(invocation.Expression) is "CompareTo" or "Compare"
                        && !(invocation.Expression == current && NameSyntaxText.NameOf(invocation.Expression) == "Compare"):
                    return invocation;
                case ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax:
                    current = current.Parent;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool MayGiveToken(MemberDeclarationSyntax member)
    {
        var (name, type) = member switch
        {
            MethodDeclarationSyntax { TypeParameterList: null } method when method.Body is not null || method.ExpressionBody is not null =>
                (method.Identifier.ValueText, method.ReturnType),
            PropertyDeclarationSyntax property => (property.Identifier.ValueText, property.Type),
            _ => ("", null),
        };
        return GivesText(type)
            && (TokenWords.MayConcernTokens(name)
                || (member.Parent is TypeDeclarationSyntax declaring
                    && (TokenWords.MayConcernTokens(declaring.Identifier.ValueText)
                        || declaring.BaseList?.Types.Any(static t => TokenWords.MayConcernTokens(NameSyntaxText.NameOf(t.Type) ?? "")) == true)));
    }

    private static bool GivesText(TypeSyntax? type) => type switch
    {
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.StringKeyword),
        NullableTypeSyntax nullable => GivesText(nullable.ElementType),
        _ => NameSyntaxText.NameOf(type) is "String" or "Task" or "ValueTask" or "AccessToken",
    };

    /// <summary>The variable that a call is written to, or null.</summary>
    private static string? HolderOf(InvocationExpressionSyntax call) => call.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax assignment => NameSyntaxText.NameOf(assignment.Left),
        _ => null,
    };

    private static bool MayRunPerCall(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => MayRunPerCall(lambda),
        MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.OverrideKeyword) => InterceptorMethods.All.Contains(method.Identifier.ValueText),
        MethodDeclarationSyntax method => TakesMetadata(method.ParameterList),
        LocalFunctionStatementSyntax local => TakesMetadata(local.ParameterList),
        _ => false,
    };

    /// <summary>
    /// A lambda that is given to call credentials, a registration or <c>Intercept</c>, or that may be converted to
    /// <c>AsyncAuthInterceptor</c>.
    /// </summary>
    private static bool MayRunPerCall(AnonymousFunctionExpressionSyntax lambda) => lambda.Parent switch
    {
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation } =>
            NameSyntaxText.NameOf(invocation.Expression) is "FromInterceptor" or "AddCallCredentials" or "Intercept",
        ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax creation } => NameSyntaxText.NameOf(creation.Type) == "AsyncAuthInterceptor",
        ArgumentSyntax => false,
        _ => lambda is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 2 }
            or AnonymousMethodExpressionSyntax { ParameterList.Parameters.Count: 2 },
    };

    private static bool TakesMetadata(ParameterListSyntax parameters)
    {
        foreach (var parameter in parameters.Parameters)
        {
            if (NameSyntaxText.NameOf(parameter.Type) is "AuthInterceptorContext" or "Metadata")
                return true;
        }

        return false;
    }

    /// <summary>A class with <c>ClientBase</c> in its base list (grpc_csharp_plugin), or an interface with a service attribute (code-first).</summary>
    private static bool DeclaresRpcs(TypeDeclarationSyntax type)
    {
        if (type is ClassDeclarationSyntax { BaseList: { } bases })
        {
            foreach (var baseType in bases.Types)
            {
                if (NameSyntaxText.NameOf(baseType.Type) == "ClientBase")
                    return true;
            }
        }

        if (type is not InterfaceDeclarationSyntax)
            return false;

        foreach (var list in type.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (NameSyntaxText.NameOf(attribute.Name) is "Service" or "ServiceAttribute" or "ServiceContract" or "ServiceContractAttribute")
                    return true;
            }
        }

        return false;
    }

    /// <summary>An interface with <c>IService&lt;...&gt;</c> in its base list: the table of code-first libraries has its full name.</summary>
    private static bool MayDeriveFromContract(TypeDeclarationSyntax type) =>
        type is InterfaceDeclarationSyntax { BaseList.Types: var bases }
        && bases.Any(static parent => CodeFirst.IsContractBaseName(NameSyntaxText.NameOf(parent.Type)));
}
