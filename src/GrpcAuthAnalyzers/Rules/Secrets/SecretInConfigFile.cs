using System;
using System.Collections.Generic;
using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Rules.Secrets.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Names;
using GrpcAuthAnalyzers.Secrets.Settings;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>
/// GRPCAUTH2004: a configuration file of the project holds a credential under a name that marks one. A text whose format alone shows
/// what it is becomes GRPCAUTH2002, under any name.
/// </summary>
internal sealed class SecretInConfigFile : IConfigFileRule
{
    public void Check(ConfigFileContext context)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        var information = new List<(Setting Setting, SettingFinding Found)>();
        foreach (var setting in context.Settings)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var found = SettingSecret.In(setting, context.Options);
            if (found.Secret.HasKnownForm)
            {
                ReportKnown(found, setting, context);
            }
            else if (found.Secret.Kind == SecretKind.Fixed && !IsLeftOut(setting, context))
            {
                var reader = SettingReaders.Under(context.Facts, context.Options).Of(setting.Path.AsRead());
                if (IsInformation(found, reader, context))
                    information.Add((setting, found));
                else if (reported.Add(found.Text))
                    Report(setting, found, reader, context);
            }
        }

        // The same secret is reported once, as a warning if one of its settings is one.
        foreach (var (setting, found) in information)
        {
            if (context.Options.ConfigSecrets != ConfigSecretPolicy.Tokens && reported.Add(found.Text))
                Report(setting, found, reader: null, context, isInformation: true);
        }
    }

    private static void Report(Setting setting, SettingFinding found, string? reader, ConfigFileContext context, bool isInformation = false) =>
        context.Report(
            RuleCatalog.SecretInConfigFile, setting, new object[] { context.NameOf(setting, found.Text), found.Place, (reader ?? "") + Audience(context) },
            isInformation || found.IsLocal || context.File.IsDevelopment);

    private static string Audience(ConfigFileContext context) => context.IsDownloaded ? ", which every visitor of the application can download" : "";

    /// <summary>The password of another server, which no code is seen to use for calls.</summary>
    private static bool IsInformation(SettingFinding found, string? reader, ConfigFileContext context) =>
        !found.AuthenticatesCalls && reader is null && context.Options.ConfigSecrets != ConfigSecretPolicy.All;

    /// <summary>Fixtures of tests only look like credentials; a token of a service is real.</summary>
    private static void ReportKnown(SettingFinding found, Setting setting, ConfigFileContext context)
    {
        var secret = found.Secret;
        if (context.IsRelaxed && secret.Kind != SecretKind.KnownFormat)
            return;

        var name = context.NameOf(setting, AuthorizationValue.Of(found.Text).Credential);
        context.Report(
            RuleCatalog.KnownSecretFormat,
            setting,
            new object[] { secret.Name, name.Length == 0 ? " in a configuration file" : $" in setting '{name}'", "", secret.Detail });
    }

    private static bool IsLeftOut(Setting setting, ConfigFileContext context) =>
        context.IsIgnored(setting) || context.IsRelaxed || context.File.IsTemplate || (context.File.IsLaunchSettings && !setting.Path.IsEnvironment);
}
