using GrpcAuthAnalyzers.ConfigFiles;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Secrets.Settings;

namespace GrpcAuthAnalyzers.Rules.Secrets;

/// <summary>
/// GRPCAUTH2004: a configuration file of the project holds a credential under a name that marks one. A text whose format alone shows
/// what it is becomes GRPCAUTH2002, under any name.
/// </summary>
internal sealed class SecretInConfigFile : IConfigFileRule
{
    public void Check(Setting setting, ConfigFileContext context)
    {
        var (secret, place, isLocal) = SettingSecret.In(setting, context.Options);
        if (secret.HasKnownForm)
            ReportKnown(secret, setting, context);
        else if (secret.Kind == SecretKind.Fixed && !IsLeftOut(setting, context))
            context.Report(
                RuleCatalog.SecretInConfigFile, setting, new object[] { context.NameOf(setting), place },
                isInformation: isLocal || context.File.IsDevelopment);
    }

    /// <summary>Fixtures of tests only look like credentials; a token of a service is real.</summary>
    private static void ReportKnown(Secret secret, Setting setting, ConfigFileContext context)
    {
        if (context.IsRelaxed && secret.Kind != SecretKind.KnownFormat)
            return;

        var name = context.NameOf(setting);
        context.Report(
            RuleCatalog.KnownSecretFormat,
            setting,
            new object[] { secret.Name, name.Length == 0 ? " in a configuration file" : $" in setting '{name}'", "", secret.Detail });
    }

    private static bool IsLeftOut(Setting setting, ConfigFileContext context) =>
        context.IsRelaxed || context.File.IsTemplate || (context.File.IsLaunchSettings && !setting.Path.IsEnvironment);
}
