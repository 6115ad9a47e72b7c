using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>
/// Names the setting that replaces a secret: after its header and holder, and also after its type and member if another secret would
/// get the same name. The name reveals nothing about the value and does not depend on which secrets are already gone.
/// </summary>
internal static class SecretSetting
{
    /// <summary>The request for a reported secret; null when no name tells it from another secret.</summary>
    internal static TokenRequest? Of(ReportedSecret secret)
    {
        if (secret.Sent is not { } sent)
            return OfUnsent(secret);

        var holder = HolderOf(secret.Literal);
        var name = Plain(sent.Credential.Header, holder);
        var rivals = SentLiterals.Under(secret.Facts, secret.Options).All
            .Where(other => other.Part.Constant != sent.Part.Constant && Plain(other.Credential.Header, HolderOf(other.Literal)) == name)
            .ToList();
        if (rivals.Count == 0 && !HasQualifiedForm(secret.File, sent.Credential.Header, holder, type: null))
            return Request(sent.Credential.Header, holder, qualifier: null);

        var (type, member) = (TypeOf(secret.Literal), MemberOf(secret.Literal));
        var qualified = Request(sent.Credential.Header, holder, type);
        if (SettingNames.EnvironmentVariable(qualified) != name
            && rivals.All(r => TypeOf(r.Literal) != type)
            && !HasQualifiedForm(secret.File, sent.Credential.Header, holder, type))
            return qualified;

        var longest = Request(sent.Credential.Header, holder, type + "_" + member);
        return SettingNames.EnvironmentVariable(longest) != SettingNames.EnvironmentVariable(qualified)
            && rivals.All(r => TypeOf(r.Literal) != type || MemberOf(r.Literal) != member)
            ? longest
            : null;
    }

    private static TokenRequest? OfUnsent(ReportedSecret secret)
    {
        var own = HolderOf(secret.Literal);
        var member = MemberOf(secret.Literal);
        var holder = own ?? member;
        var request = Request(SettingNames.HeaderOf(holder), own, TypeOf(secret.Literal) + (own is null ? "_" + member : ""), secret.HandedOut is not null);
        var type = secret.Literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() ?? (SyntaxNode)secret.File.Root;
        foreach (var text in TreeIndex.Of(secret.File.Root.SyntaxTree).Texts)
        {
            if (type.Span.Contains(text.Span) && !secret.Group.Span.Contains(text.Span) && (HolderOf(text) ?? MemberOf(text)) == holder
                && secret.File.Model.GetConstantValue(text).Value is string other
                && SecretText.AtCredential(other, secret.Options).Kind is SecretKind.Fixed or SecretKind.Jwt or SecretKind.KnownFormat or SecretKind.Basic
                && !NameText.IsName(other))
                return null;
        }

        return request;
    }

    private static TokenRequest Request(string header, string? holder, string? qualifier, bool isSentByGrpc = true) =>
        new(header) { HolderName = holder, Qualifier = qualifier, OnlySettings = true, IsSentByGrpc = isSentByGrpc };

    private static string Plain(string header, string? holder) => SettingNames.EnvironmentVariable(new TokenRequest(header) { HolderName = holder });

    /// <summary>
    /// Whether the source reads a setting of this name with the words of a type in it, or of this type and a member of it: then
    /// there was more than one secret of the name. The plain name of another holder is no such form.
    /// </summary>
    private static bool HasQualifiedForm(SourceFile file, string header, string? holder, string? type)
    {
        var read = new HashSet<string>(
            file.Compilation.SyntaxTrees.SelectMany(static t => TreeIndex.Of(t).Texts).Select(static t => (t as LiteralExpressionSyntax)?.Token.ValueText)
            .Where(static v => v is not null
                && (v.StartsWith("GRPC_", System.StringComparison.Ordinal) || v.StartsWith("Grpc:", System.StringComparison.Ordinal)))!);
        if (read.Count == 0)
            return false;

        var plain = SettingNames.EnvironmentVariable(Request(header, holder, type));
        foreach (var declared in file.Compilation.SyntaxTrees
            .SelectMany(static t => t.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Where(d => type is null || d.Identifier.ValueText == type))
        {
            foreach (var name in new[] { "" }.Concat(declared.DescendantNodes().Select(NameOf).Where(static n => n.Length > 0)))
            {
                var request = Request(header, holder, declared.Identifier.ValueText + "_" + name);
                if (SettingNames.EnvironmentVariable(request) is var variable
                    && variable != plain
                    && variable != Plain(header, name)
                    && (read.Contains(variable) || read.Contains(SettingNames.ConfigurationKey(request))))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The name of the variable, constant, property, argument or dictionary key that gets the literal; null when there is none.</summary>
    private static string? HolderOf(SyntaxNode literal)
    {
        for (var current = literal; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case VariableDeclaratorSyntax declarator:
                    return declarator.Identifier.ValueText;
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case AssignmentExpressionSyntax assignment when assignment.Right == current:
                    return NameSyntaxText.NameOf(assignment.Left) is "Authorization" ? null : NameSyntaxText.NameOf(assignment.Left);
                case ArgumentSyntax { NameColon.Name.Identifier.ValueText: var name } when name is not ("value" or "valueBytes" or "parameter"):
                    return name;
                case StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or ArgumentSyntax or InitializerExpressionSyntax:
                    return null;
            }
        }

        return null;
    }

    private static string TypeOf(SyntaxNode literal) => literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText ?? "";

    private static string MemberOf(SyntaxNode literal)
    {
        foreach (var ancestor in literal.Ancestors())
        {
            if (NameOf(ancestor) is { Length: > 0 } name)
                return name;
        }

        return "";
    }

    private static string NameOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.ValueText,
        _ => "",
    };
}
