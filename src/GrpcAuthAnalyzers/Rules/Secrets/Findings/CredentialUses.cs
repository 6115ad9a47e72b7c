using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Rules.Secrets.Findings;

/// <summary>Places besides headers that need a secret to authenticate calls: token requests, sign-ins, the keys and checks of a server.</summary>
internal static class CredentialUses
{
    private const string Request = "used to request a token";
    private const string Validation = "used to validate tokens";
    private const string GrantType = "grant_type";

    private static readonly HashSet<string> SecretParameters = new(StringComparer.Ordinal) { "clientSecret", "password", "secret", "clientAssertion" };

    /// <summary>Creations and calls that take a secret of <see cref="SecretParameters"/> to get tokens.</summary>
    private static readonly string[] Requests =
    {
        "ClientSecretCredential", "UsernamePasswordCredential", "ClientCredential", "WithClientSecret", "AcquireTokenByUsernamePassword",
    };

    /// <summary>The values of the compilation that are used so, with what they are used for: words that complete "is read and ...".</summary>
    internal static IEnumerable<(IOperation Value, string Use)> In(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var (node, use) in ByName(TreeIndex.Of(tree)))
            {
                if (facts.Bodies.OperationOf(node) is { } value)
                    yield return (value, use);
            }
        }

        foreach (var node in facts.CallsNamed(Requests))
        {
            foreach (var argument in ArgumentsOf(facts.Bodies.OperationOf(node)))
            {
                if (argument.Parameter is { } parameter && SecretParameters.Contains(parameter.Name))
                    yield return (argument.Value, Request);
            }
        }

        foreach (var node in facts.CallsNamed("SymmetricSecurityKey"))
        {
            if (facts.Bodies.OperationOf(node) is IObjectCreationOperation { Arguments: { Length: > 0 } arguments } creation
                && creation.Type.Is("Microsoft.IdentityModel.Tokens.SymmetricSecurityKey"))
                yield return (arguments.At(0), Validation);
        }

        foreach (var used in SignIns(facts).Concat(RequestChecks.In(facts).Select(static value => (value, Validation))))
            yield return used;
    }

    private static IEnumerable<IArgumentOperation> ArgumentsOf(IOperation? operation) => operation switch
    {
        IObjectCreationOperation creation => creation.Arguments,
        IInvocationOperation call => call.Arguments,
        _ => Enumerable.Empty<IArgumentOperation>(),
    };

    /// <summary>What is written under the name of the secret of a token request: <c>ClientSecret = x</c>, <c>{ "client_secret", x }</c>.</summary>
    private static IEnumerable<(SyntaxNode Value, string Use)> ByName(TreeIndex index)
    {
        foreach (var name in new[] { "ClientSecret", "Password", "ClientAssertion" })
        {
            foreach (var mention in index.MentionsOf(name))
            {
                if (AssignedTo(mention) is { } assigned && (name == "ClientSecret" || IsInTokenRequest(mention)))
                    yield return (assigned, Request);
            }
        }

        var forms = new HashSet<SyntaxNode>();
        foreach (var text in index.Texts)
        {
            if (text is LiteralExpressionSyntax { Token.ValueText: GrantType })
                forms.Add(MemberAround(text));
        }

        foreach (var text in index.Texts)
        {
            var value = text switch
            {
                LiteralExpressionSyntax { Token.ValueText: "client_secret" or "client_assertion" } => PairedWith(text),
                LiteralExpressionSyntax { Token.ValueText: "password" or "refresh_token" } => forms.Contains(MemberAround(text)) ? PairedWith(text) : null,
                _ => null,
            };
            if (value is not null)
                yield return (value, Request);
            else if (text is InterpolatedStringExpressionSyntax form && InForm(form) is { } filled)
                yield return (filled, Request);
        }
    }

    private static ExpressionSyntax? AssignedTo(SimpleNameSyntax name) =>
        (WrittenAssignment.Of(name) as AssignmentExpressionSyntax) is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: var value } ? value : null;

    private static bool IsInTokenRequest(SyntaxNode name) =>
        name.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is { Type: var type }
        && NameSyntaxText.NameOf(type)?.EndsWith("TokenRequest", StringComparison.Ordinal) == true;

    /// <summary>The value that a name is given with: in a pair, as two arguments, or as an index that is assigned.</summary>
    private static ExpressionSyntax? PairedWith(ExpressionSyntax name)
    {
        switch (name.Parent)
        {
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions: { Count: 2 } pair }
                when pair[0] == name:
                return pair[1];
            case ArgumentSyntax { Parent: BracketedArgumentListSyntax { Arguments.Count: 1, Parent: ExpressionSyntax index } }:
                return index.Parent is AssignmentExpressionSyntax assignment && assignment.Left == index ? assignment.Right : null;
            case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: 2 } arguments } } argument:
                return arguments[arguments[0] == argument ? 1 : 0].Expression;
            default:
                return null;
        }
    }

    /// <summary>A password is that of a token request where the same member writes a grant type.</summary>
    private static SyntaxNode MemberAround(SyntaxNode text) => text.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? text.SyntaxTree.GetRoot();

    /// <summary>The expression behind <c>client_secret=</c> in the text of a form.</summary>
    private static ExpressionSyntax? InForm(InterpolatedStringExpressionSyntax form)
    {
        for (var i = 1; i < form.Contents.Count; i++)
        {
            if (form.Contents[i] is InterpolationSyntax hole
                && form.Contents[i - 1] is InterpolatedStringTextSyntax { TextToken.ValueText: var before }
                && before.EndsWith("client_secret=", StringComparison.Ordinal))
                return hole.Expression;
        }

        return null;
    }

    /// <summary>What the message of an RPC that signs somebody in is filled with.</summary>
    private static IEnumerable<(IOperation Value, string Use)> SignIns(CompilationFacts facts)
    {
        foreach (var tree in facts.Compilation.SyntaxTrees)
        {
            foreach (var named in TreeIndex.Of(tree).Calls)
            {
                if (!TokenWords.LogsIn(named.Key))
                    continue;

                foreach (var node in named.Value)
                {
                    if (facts.Bodies.OperationOf(node) is not IInvocationOperation { Arguments: { Length: > 0 } arguments } call
                        || !facts.Symbols.TakesCallOptions(call.TargetMethod)
                        || Conversions.BuiltInInside(arguments.At(0)) is not IObjectCreationOperation { Initializer: { } message })
                        continue;

                    foreach (var written in message.Initializers)
                    {
                        if (written is ISimpleAssignmentOperation { Value: { Type.SpecialType: SpecialType.System_String } value })
                            yield return (value, $"sent by '{call.TargetMethod.Name}'");
                    }
                }
            }
        }
    }
}
