using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Syntax;

/// <summary>What stands in one syntax tree, by name. It is made once for each tree, so an edit costs one document.</summary>
internal sealed class TreeIndex
{
    /// <summary>The name under which target-typed <c>new(...)</c> is indexed.</summary>
    internal const string ImplicitCreation = "new()";

    /// <summary>
    /// The name under which collection initializers with elements <c>{ a, b }</c> are indexed: those are calls of <c>Add</c> that
    /// are not written.
    /// </summary>
    internal const string PairInitializer = "{,}";

    /// <summary>The methods of a client interceptor, one for each kind of call, in the order of the base class.</summary>
    internal static readonly ImmutableArray<string> CallKinds = ImmutableArray.Create(
        "BlockingUnaryCall", "AsyncUnaryCall", "AsyncServerStreamingCall", "AsyncClientStreamingCall", "AsyncDuplexStreamingCall");

    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> Indexes = new();
    private static readonly List<SimpleNameSyntax> NoMentions = new();

    private readonly List<SimpleNameSyntax> _names = new();
    private readonly HashSet<ExpressionSyntax> _comparisons = new();
    private readonly Lazy<Dictionary<string, List<SimpleNameSyntax>>> _mentions;

    private TreeIndex(SyntaxTree tree)
    {
        _mentions = new Lazy<Dictionary<string, List<SimpleNameSyntax>>>(IndexMentions);
        Calls = new Dictionary<string, List<ExpressionSyntax>>(StringComparer.Ordinal);
        RpcNames = new HashSet<string>(StringComparer.Ordinal);
        RpcResults = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes())
            Index(node);
    }

    /// <summary>Invocations and object creations by the name in front of the arguments, and initializers of pairs, in source order.</summary>
    internal Dictionary<string, List<ExpressionSyntax>> Calls { get; }

    /// <summary>Names of methods that are declared in what looks like a gRPC client class or a code-first contract.</summary>
    internal HashSet<string> RpcNames { get; }

    /// <summary>The names of the types that those methods return (<c>AsyncServerStreamingCall</c>): they tell which kinds of call there are.</summary>
    internal HashSet<string> RpcResults { get; }

    /// <summary>Every <c>: this(...)</c> and <c>: base(...)</c> of a constructor, and every <c>: Base(...)</c> of a primary constructor.</summary>
    internal List<SyntaxNode> ConstructorInitializers { get; } = new();

    /// <summary>Every class with a base list.</summary>
    internal List<ClassDeclarationSyntax> DerivedClasses { get; } = new();

    /// <summary>The names of methods with a <c>LoggerMessage</c> attribute, and of the variables that hold what <c>LoggerMessage.Define</c> made.</summary>
    internal HashSet<string> LogMethods { get; } = new(StringComparer.Ordinal);

    /// <summary>The lambdas, local functions and methods that gRPC may run for each call, by their names and the names of their parameters' types.</summary>
    internal List<SyntaxNode> PerCallFunctions { get; } = new();

    /// <summary>
    /// The properties, and the methods with a body, that give a string, a task of one or an <c>AccessToken</c>, and whose name speaks of a token or key,
    /// or whose type that of a provider or source of them.
    /// </summary>
    internal List<MemberDeclarationSyntax> TokenMembers { get; } = new();

    /// <summary>Every mention of the default request headers of an <c>HttpClient</c>, with what it is a member of.</summary>
    internal List<ExpressionSyntax> DefaultHeaders { get; } = new();

    /// <summary>
    /// The comparisons (<c>&lt;</c> and its like, <c>CompareTo</c>, <c>Compare</c>) in which a name speaks of an expiry, in source
    /// order of those names.
    /// </summary>
    internal List<ExpressionSyntax> ExpiryComparisons { get; } = new();

    /// <summary>Every mention of a type through which handlers are put into clients of every name: kept apart, for few trees have one.</summary>
    internal List<SimpleNameSyntax> HandlerSources { get; } = new();

    /// <summary>Every string literal and interpolated string.</summary>
    internal List<ExpressionSyntax> Texts { get; } = new();

    /// <summary>
    /// The nodes that may give a value to a name, in source order: declarators, assignments, loops over elements, patterns and out variables, what is
    /// appended to a builder, and pairs of a name and a value.
    /// </summary>
    internal List<SyntaxNode> Givings { get; } = new();

    /// <summary>The index of a tree, made at the first call.</summary>
    internal static TreeIndex Of(SyntaxTree tree) => Indexes.GetValue(tree, static t => new TreeIndex(t));

    /// <summary>Every place where a name is written as an expression or type; empty when it is not.</summary>
    internal List<SimpleNameSyntax> MentionsOf(string name) => _mentions.Value.TryGetValue(name, out var found) ? found : NoMentions;

    private void Index(SyntaxNode node)
    {
        if (node is SimpleNameSyntax simple)
        {
            IndexName(simple);
            return;
        }

        if (node is MemberDeclarationSyntax member && MayGiveToken(member))
            TokenMembers.Add(member);
        else if (MayGive(node))
            Givings.Add(node);

        switch (node)
        {
            case InvocationExpressionSyntax invocation when NameOf(invocation.Expression) is { } name:
                Add(Calls, name, invocation);
                if (name is "Define" && HolderOf(invocation) is { } holder)
                    LogMethods.Add(holder);

                break;
            case AttributeSyntax { Parent.Parent: MethodDeclarationSyntax method } attribute
                when NameOf(attribute.Name) is "LoggerMessage" or "LoggerMessageAttribute":
                LogMethods.Add(method.Identifier.ValueText);
                break;
            case ObjectCreationExpressionSyntax creation when NameOf(creation.Type) is { } name:
                Add(Calls, name, creation);
                break;
            case ImplicitObjectCreationExpressionSyntax creation:
                Add(Calls, ImplicitCreation, creation);
                break;
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression } initializer when initializer.Expressions.Any(IsPair):
                Add(Calls, PairInitializer, initializer);
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.Utf8StringLiteralExpression }
                or InterpolatedStringExpressionSyntax:
                Texts.Add((ExpressionSyntax)node);
                break;
            case ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax:
                ConstructorInitializers.Add(node);
                break;
            case AnonymousFunctionExpressionSyntax lambda when MayRunPerCall(lambda):
                PerCallFunctions.Add(lambda);
                break;
            case MethodDeclarationSyntax method
                when method.Modifiers.Any(SyntaxKind.OverrideKeyword) ? CallKinds.Contains(method.Identifier.ValueText) : TakesMetadata(method.ParameterList):
                PerCallFunctions.Add(method);
                break;
            case LocalFunctionStatementSyntax local when TakesMetadata(local.ParameterList):
                PerCallFunctions.Add(local);
                break;
            case TypeDeclarationSyntax type:
                IndexType(type);
                break;
        }
    }

    private void IndexName(SimpleNameSyntax name)
    {
        _names.Add(name);
        var text = name.Identifier.ValueText;
        if (text is "IHttpMessageHandlerBuilderFilter" or "HttpMessageHandlerBuilder" or "HttpClientFactoryOptions" or "GrpcClientFactoryOptions")
            HandlerSources.Add(name);
        else if (text == "DefaultRequestHeaders")
            DefaultHeaders.Add(name.Parent is MemberAccessExpressionSyntax access && access.Name == name
                ? access
                : (ExpressionSyntax?)(name.Parent as MemberBindingExpressionSyntax) ?? name);
        else if (SpeaksOfExpiry(text) && ComparisonAround(name) is { } comparison && _comparisons.Add(comparison))
            ExpiryComparisons.Add(comparison);
    }

    private static bool MayGive(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax declarator => declarator.Initializer is not null,
        AssignmentExpressionSyntax or ForEachStatementSyntax or SingleVariableDesignationSyntax => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Append" or "AppendLine" } } => true,
        ArgumentListSyntax list => list.Arguments.Count == 2,
        _ => IsPair(node),
    };

    /// <summary>
    /// Whether a name may be that of the end (or, for tokens, begin) of what is valid: <c>ExpiresOn</c>, <c>_expiry</c>,
    /// <c>ValidTo</c>, <c>exp</c>.
    /// </summary>
    private static bool SpeaksOfExpiry(string name) =>
        name.Contains("xpir") || name.Contains("alidTo") || name.Contains("alidUntil") || name.Contains("alidFrom") || name is "exp" or "Exp";

    /// <summary>The innermost comparison that a name is an operand of, by itself or in an expression of few levels; null when there is none.</summary>
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
                    when NameOf(invocation.Expression) is "CompareTo" or "Compare"
                        && !(invocation.Expression == current && NameOf(invocation.Expression) == "Compare"):
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

    private void IndexType(TypeDeclarationSyntax type)
    {
        if (type is ClassDeclarationSyntax { BaseList: not null } derived)
            DerivedClasses.Add(derived);

        if (!DeclaresRpcs(type))
            return;

        foreach (var member in type.Members)
        {
            if (member is not MethodDeclarationSyntax method)
                continue;

            RpcNames.Add(method.Identifier.ValueText);
            if (NameOf(method.ReturnType) is { } result)
                RpcResults.Add(result);
        }
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
            && (SpeaksOfTokens(name)
                || (member.Parent is TypeDeclarationSyntax declaring
                    && (SpeaksOfTokens(declaring.Identifier.ValueText)
                        || declaring.BaseList?.Types.Any(static t => SpeaksOfTokens(NameOf(t.Type) ?? "")) == true)));
    }

    private static bool GivesText(TypeSyntax? type) => type switch
    {
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.StringKeyword),
        NullableTypeSyntax nullable => GivesText(nullable.ElementType),
        _ => NameOf(type) is "String" or "Task" or "ValueTask" or "AccessToken",
    };

    private static bool SpeaksOfTokens(string name) =>
        name.Contains("Token")
            || name.Contains("Key")
            || name.Contains("Jwt")
            || name.Contains("JWT")
            || name.Contains("Bearer")
            || name.Contains("Credential");

    /// <summary>The variable that a call is written to; null when there is none.</summary>
    private static string? HolderOf(InvocationExpressionSyntax call) => call.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax assignment => NameOf(assignment.Left),
        _ => null,
    };

    /// <summary>
    /// A lambda that is given to call credentials, a registration or <c>Intercept</c>, or that may be converted to
    /// <c>AsyncAuthInterceptor</c>.
    /// </summary>
    private static bool MayRunPerCall(AnonymousFunctionExpressionSyntax lambda) => lambda.Parent switch
    {
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation } =>
            NameOf(invocation.Expression) is "FromInterceptor" or "AddCallCredentials" or "Intercept",
        ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax creation } => NameOf(creation.Type) == "AsyncAuthInterceptor",
        ArgumentSyntax => false,
        _ => lambda is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 2 }
            or AnonymousMethodExpressionSyntax { ParameterList.Parameters.Count: 2 },
    };

    private static bool TakesMetadata(ParameterListSyntax parameters)
    {
        foreach (var parameter in parameters.Parameters)
        {
            if (NameOf(parameter.Type) is "AuthInterceptorContext" or "Metadata")
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether nothing gets the value of an expression, or of what <c>With...</c> makes of it: it is a statement, is assigned to <c>_</c>, or to a local
    /// that is not mentioned again.
    /// </summary>
    internal static bool IsDiscarded(ExpressionSyntax expression)
    {
        SyntaxNode outer = expression;
        while (true)
        {
            if (outer.Parent is ParenthesizedExpressionSyntax or ConditionalAccessExpressionSyntax
                or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
                outer = outer.Parent;
            else if (outer.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax chained } access
                && access.Expression == outer
                && access.Name.Identifier.ValueText.StartsWith("With", StringComparison.Ordinal))
                outer = chained;
            else
                break;
        }

        return outer.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => IsUnread(declarator),
            ExpressionStatementSyntax or ForStatementSyntax => true,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } => true,
            ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax => true, // void members and lambdas: the rule looks at what they return
            _ => false,
        };
    }

    /// <summary>Whether the name of a local is not written again in its member: also not in code that the preprocessor leaves out.</summary>
    private static bool IsUnread(VariableDeclaratorSyntax declarator)
    {
        if (declarator.Parent?.Parent is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } declaration)
            return false;

        var scope = declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>(static m => m is not GlobalStatementSyntax) is { } member
            && member is not BaseNamespaceDeclarationSyntax
            ? member
            : declarator.SyntaxTree.GetRoot();
        foreach (var mention in Of(declarator.SyntaxTree).MentionsOf(declarator.Identifier.ValueText))
        {
            if (scope.Span.Contains(mention.Span))
                return false;
        }

        return !HasDisabledText(scope);
    }

    /// <summary>Whether the preprocessor leaves out code of a node: it may use what nothing else uses.</summary>
    internal static bool HasDisabledText(SyntaxNode node)
    {
        if (!node.ContainsDirectives)
            return false;

        foreach (var trivia in node.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.DisabledTextTrivia))
                return true;
        }

        return false;
    }

    private static bool IsPair(SyntaxNode element) =>
        element is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions.Count: 2 };

    private Dictionary<string, List<SimpleNameSyntax>> IndexMentions()
    {
        var mentions = new Dictionary<string, List<SimpleNameSyntax>>(StringComparer.Ordinal);
        foreach (var name in _names)
            Add(mentions, name.Identifier.ValueText, name);

        return mentions;
    }

    private static void Add<TNode>(Dictionary<string, List<TNode>> index, string name, TNode node)
    {
        if (!index.TryGetValue(name, out var nodes))
            index.Add(name, nodes = new List<TNode>());

        nodes.Add(node);
    }

    /// <summary>A class with <c>ClientBase</c> in its base list (grpc_csharp_plugin), or an interface with a service attribute (code-first).</summary>
    private static bool DeclaresRpcs(TypeDeclarationSyntax type)
    {
        if (type is ClassDeclarationSyntax { BaseList: { } bases })
        {
            foreach (var baseType in bases.Types)
            {
                if (NameOf(baseType.Type) == "ClientBase")
                    return true;
            }
        }

        if (type is not InterfaceDeclarationSyntax)
            return false;

        foreach (var list in type.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (NameOf(attribute.Name) is "Service" or "ServiceAttribute" or "ServiceContract" or "ServiceContractAttribute")
                    return true;
            }
        }

        return false;
    }

    /// <summary>The last identifier of a name, type or called expression; null for other expressions.</summary>
    internal static string? NameOf(ExpressionSyntax? expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => NameOf(nullable.ElementType),
        _ => null,
    };
}
