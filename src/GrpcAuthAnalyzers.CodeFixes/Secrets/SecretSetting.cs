using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>
/// Names the setting that replaces a secret: after the service that it is sent to, its header and holder, and also after its service in a section that it
/// shares with another, and after its type and member if another secret would get the same name. The name reveals nothing about the value and does not depend
/// on which secrets are already gone.
/// </summary>
internal static class SecretSetting
{
    /// <summary>The request for a reported secret; null when no name tells it from another secret.</summary>
    internal static TokenRequest? Of(ReportedSecret secret)
    {
        if (secret.Sent is not { } sent)
            return OfUnsent(secret);

        var all = SentSecrets.Under(secret.Facts, secret.Options);
        var others = all.Literals.Where(other => other.Constant != sent.Part.Constant).ToList();
        var (plain, service) = InSharedSection(all.NameOf(sent), others, all);
        var rivals = others.Where(other => other.Name.IsOneWith(plain) || IsOfService(other.Name, plain, service))
            .Select(static other => other.Literal).ToList();
        if (rivals.Count == 0 && !HasQualifiedForm(all, plain, type: null, service))
            return plain.Request;

        var (type, member) = (SecretPlace.TypeOf(secret.Literal), SecretPlace.MemberOf(secret.Literal));
        var qualified = plain.QualifiedBy(service + "_" + type);
        if (IsFree(qualified, plain) && rivals.All(r => SecretPlace.TypeOf(r) != type) && !HasQualifiedForm(all, qualified, type, service))
            return qualified.Request;

        var longest = plain.QualifiedBy(service + "_" + type + "_" + member);
        return IsFree(longest, qualified) && rivals.All(r => SecretPlace.TypeOf(r) != type || SecretPlace.MemberOf(r) != member) ? longest.Request : null;

        bool IsFree(SettingName name, SettingName shorter) => !name.IsOneWith(shorter)
            && others.All(other => !other.Name.IsOneWith(name))
            && !all.Settings.Any(setting => setting.Service != plain.Request.Client && name.Is(setting.Path));
    }

    /// <summary>
    /// The name with the words of the service, where a secret of another service would get the same one, or has got it: the code has one section or prefix for
    /// both. Else the name as it is, and no words.
    /// </summary>
    private static (SettingName Name, string Service) InSharedSection(
        SettingName plain, List<(SyntaxNode Literal, string? Constant, SettingName Name)> others, SentSecrets all)
    {
        if (plain.Request.Client is not { } client)
            return (plain, "");

        var isShared = others.Any(other => other.Name.IsOneWith(plain) && other.Name.Request.Client is { } service && service != client)
            || all.Settings.Any(setting => setting.Service is { } service && service != client
                && plain.SentTo(service, SecretPlace.HolderOf(setting.Read)).QualifiedBy(service) is var name && name.Is(setting.Path));
        return isShared ? (plain.QualifiedBy(client), client) : (plain, "");
    }

    /// <summary>Whether another secret of the same service would get the name with the words of the service, too.</summary>
    private static bool IsOfService(SettingName other, SettingName plain, string service) =>
        service.Length > 0 && other.Request.Client == service && other.QualifiedBy(service).IsOneWith(plain);

    private static TokenRequest? OfUnsent(ReportedSecret secret)
    {
        var own = SecretPlace.HolderOf(secret.Literal);
        var member = SecretPlace.MemberOf(secret.Literal);
        var holder = own ?? member;
        var request = new TokenRequest(SettingNames.HeaderOf(holder))
        {
            HolderName = own,
            Qualifier = SecretPlace.TypeOf(secret.Literal) + (own is null ? "_" + member : ""),
            OnlySettings = true,
            IsSentByGrpc = secret.HandedOut is not null,
        };
        var type = secret.Literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() ?? (SyntaxNode)secret.File.Root;
        foreach (var text in TreeIndex.Of(secret.File.Root.SyntaxTree).Texts)
        {
            if (type.Span.Contains(text.Span) && !secret.Group.Span.Contains(text.Span) && (SecretPlace.HolderOf(text) ?? SecretPlace.MemberOf(text)) == holder
                && secret.File.Model.GetConstantValue(text).Value is string other
                && SecretText.AtCredential(other, secret.Options).Kind is SecretKind.Fixed or SecretKind.Jwt or SecretKind.KnownFormat or SecretKind.Basic
                && !NameText.IsName(other))
                return null;
        }

        return request;
    }

    /// <summary>
    /// Whether a setting of this name is sent with the words of the type that reads it, or of the type and the member: then there was more than one secret of
    /// the name. The plain name of another holder is no such form.
    /// </summary>
    private static bool HasQualifiedForm(SentSecrets all, SettingName plain, string? type, string service)
    {
        foreach (var setting in all.Settings)
        {
            if (setting.Header != plain.Request.Header || setting.Service != plain.Request.Client
                || SecretPlace.TypeOf(setting.Read) is not { Length: > 0 } reader || type is not null && reader != type)
                continue;

            foreach (var member in new[] { "", SecretPlace.MemberOf(setting.Read) })
            {
                var qualified = plain.QualifiedBy(service + "_" + reader + "_" + member);
                if (qualified.Is(setting.Path) && !qualified.IsOneWith(plain) && !plain.HeldBy(member).QualifiedBy(service).Is(setting.Path))
                    return true;
            }
        }

        return false;
    }
}
