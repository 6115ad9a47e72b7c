using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.Rules.Server.Findings;

/// <summary>
/// What a service is given that may check a caller: <c>private readonly ITokenService _tokens;</c>. To hold it checks nobody; an RPC that uses it may.
/// </summary>
internal static class CheckingMembers
{
    /// <summary>The declarations that only hold or fill such members, and the names of these: fields, and parameters of primary constructors.</summary>
    internal static (HashSet<SyntaxNode> Declarations, HashSet<string> Names) Of(INamedTypeSymbol service)
    {
        var (declarations, names) = (new HashSet<SyntaxNode>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var part in service.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax() is not TypeDeclarationSyntax type)
                continue;

            if (type.ParameterList is { } given)
            {
                declarations.Add(given);
                names.UnionWith(given.Parameters.Where(MayCheck).Select(static parameter => parameter.Identifier.ValueText)
                    .Where(name => !StoredData.IsHeldBy(service, name)));
            }

            foreach (var member in type.Members)
            {
                if (member is FieldDeclarationSyntax { Declaration: { } fields } && fields.Variables.All(static field => IsCopy(field.Initializer?.Value)))
                {
                    declarations.Add(member);
                    if (MayCheck(fields))
                        names.UnionWith(fields.Variables.Select(static field => field.Identifier.ValueText).Where(name => !StoredData.IsHeldBy(service, name)));
                }
                else if (member is ConstructorDeclarationSyntax { Body: { } body } && body.Statements.All(IsFilling))
                {
                    declarations.Add(member);
                }
            }
        }

        return (declarations, names);
    }

    /// <summary>Whether a word of a declaration may check callers; what a logger is named after does not.</summary>
    private static bool MayCheck(SyntaxNode declaration) => declaration.DescendantTokens().Any(static token =>
        token.IsKind(SyntaxKind.IdentifierToken)
        && CheckWords.Contain(token)
        && token.Parent?.FirstAncestorOrSelf<GenericNameSyntax>() is not { Identifier.ValueText: "ILogger" or "IOptions" });

    private static bool IsFilling(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: var value } } && IsCopy(value);

    /// <summary><c>tokens</c>, or <c>tokens ?? throw new ArgumentNullException(nameof(tokens))</c>; true where there is no value.</summary>
    private static bool IsCopy(ExpressionSyntax? value) => value switch
    {
        null or IdentifierNameSyntax or LiteralExpressionSyntax => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Left: IdentifierNameSyntax, Right: ThrowExpressionSyntax thrown } =>
            thrown.Expression is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "ArgumentNullException" } },
        _ => false,
    };
}
