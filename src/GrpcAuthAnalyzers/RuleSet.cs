using System.Collections.Immutable;
using GrpcAuthAnalyzers.Rules.Credentials;
using GrpcAuthAnalyzers.Rules.Freshness;
using GrpcAuthAnalyzers.Rules.Identity;
using GrpcAuthAnalyzers.Rules.MetadataFormat;
using GrpcAuthAnalyzers.Rules.Secrets;
using GrpcAuthAnalyzers.Rules.Server;
using GrpcAuthAnalyzers.Rules.Subjects;
using GrpcAuthAnalyzers.Rules.Subjects.Servers;
using GrpcAuthAnalyzers.Rules.Transport;

namespace GrpcAuthAnalyzers;

/// <summary>Every rule, and the rules for each subject.</summary>
internal static class RuleSet
{
    private static readonly ImmutableArray<IRule> Rules = ImmutableArray.Create<IRule>(
        new CallWithoutCredentials(),
        new ClientRegisteredWithoutCredentials(),
        new CallMissesCredentialsOfItsSiblings(),
        new CredentialsAttachedByHand(),
        new InterceptorMissesCallKind(),
        new ResultDiscarded(),
        new MetadataNeverSent(),
        new InterceptorLosesHeaders(),
        new DuplicateCredentials(),
        new CredentialsFailOpen(),
        new HandlersReplaced(),
        new CallbackNotAwaited(),
        new ChannelOptionsChangedTooLate(),
        new HardCodedCredential(),
        new KnownSecretFormat(),
        new StaticTokenProvider(),
        new PlaceholderCredential(),
        new SecretInConfigFile(),
        new CredentialLogged(),
        new MetadataBuiltOnce(),
        new TokenCapturedOnce(),
        new CredentialOnHttpClient(),
        new ExpiryComparedWithLocalTime(),
        new BlockingTokenRead(),
        new CredentialScopeCaptured(),
        new TokenLifetimeInvented(),
        new MissingBearerScheme(),
        new MalformedScheme(),
        new InvalidMetadataKey(),
        new InvalidMetadataValue(),
        new MisspelledCredentialHeader(),
        new HeaderDroppedByProxies(),
        new CallCredentialsOverPlaintext(),
        new UnsafeInsecureCallCredentials(),
        new CredentialOverPlaintext(),
        new HeaderKeyComparedByCase(),
        new ServerCertificateNotValidated(),
        new HttpVersionCannotCarryGrpc(),
        new SslCredentialsArguments(),
        new ObsoleteUnencryptedSwitch(),
        new WindowsCredentialsOverHttp2(),
        new ServiceWithoutAuthorization(),
        new AuthorizationNeverRuns(),
        new CredentialComparedByHand(),
        new ServerInterceptorMissesMethodType(),
        new TokenValidationWeakened(),
        new ClockSkewUnreasonable(),
        new AudienceNotConfigured(),
        new CorsAfterAuthorization(),
        new ClientCertificateNotRequested(),
        new ClientCredentialScopeIncomplete(),
        new GoogleCredentialWithoutScope());

    internal static readonly ImmutableArray<ICallRule> CallRules = RulesThatAre<ICallRule>();
    internal static readonly ImmutableArray<IWrapperRule> WrapperRules = RulesThatAre<IWrapperRule>();
    internal static readonly ImmutableArray<IRegistrationRule> RegistrationRules = RulesThatAre<IRegistrationRule>();
    internal static readonly ImmutableArray<IGenericRegistrationRule> GenericRegistrationRules = RulesThatAre<IGenericRegistrationRule>();
    internal static readonly ImmutableArray<IContainerRegistrationRule> ContainerRules = RulesThatAre<IContainerRegistrationRule>();
    internal static readonly ImmutableArray<ICredentialEntryRule> EntryRules = RulesThatAre<ICredentialEntryRule>();
    internal static readonly ImmutableArray<ISentConstantRule> SentConstantRules = RulesThatAre<ISentConstantRule>();
    internal static readonly ImmutableArray<IWrittenTextRule> LiteralRules = RulesThatAre<IWrittenTextRule>();
    internal static readonly ImmutableArray<ITokenProviderRule> TokenProviderRules = RulesThatAre<ITokenProviderRule>();
    internal static readonly ImmutableArray<ILogRule> LogRules = RulesThatAre<ILogRule>();
    internal static readonly ImmutableArray<IMetadataRule> MetadataRules = RulesThatAre<IMetadataRule>();
    internal static readonly ImmutableArray<IPerCallCodeRule> PerCallRules = RulesThatAre<IPerCallCodeRule>();
    internal static readonly ImmutableArray<IInterceptorRule> InterceptorRules = RulesThatAre<IInterceptorRule>();
    internal static readonly ImmutableArray<IHandlerRule> HandlerRules = RulesThatAre<IHandlerRule>();
    internal static readonly ImmutableArray<IServiceRegistrationRule> ServiceRules = RulesThatAre<IServiceRegistrationRule>();
    internal static readonly ImmutableArray<IDroppedResultRule> DiscardRules = RulesThatAre<IDroppedResultRule>();
    internal static readonly ImmutableArray<IDefaultHeadersRule> DefaultHeadersRules = RulesThatAre<IDefaultHeadersRule>();
    internal static readonly ImmutableArray<IExporterHeaderRule> ExporterHeaderRules = RulesThatAre<IExporterHeaderRule>();
    internal static readonly ImmutableArray<IExpiryRule> ExpiryRules = RulesThatAre<IExpiryRule>();
    internal static readonly ImmutableArray<IStoredExpiryRule> StoredExpiryRules = RulesThatAre<IStoredExpiryRule>();
    internal static readonly ImmutableArray<IChannelRule> ChannelRules = RulesThatAre<IChannelRule>();
    internal static readonly ImmutableArray<IChannelOptionRule> ChannelOptionRules = RulesThatAre<IChannelOptionRule>();
    internal static readonly ImmutableArray<IHandlerSettingRule> HandlerSettingRules = RulesThatAre<IHandlerSettingRule>();
    internal static readonly ImmutableArray<IUnencryptedSwitchRule> UnencryptedSwitchRules = RulesThatAre<IUnencryptedSwitchRule>();
    internal static readonly ImmutableArray<ITokenRequestRule> TokenRequestRules = RulesThatAre<ITokenRequestRule>();
    internal static readonly ImmutableArray<IKeyComparisonRule> KeyComparisonRules = RulesThatAre<IKeyComparisonRule>();
    internal static readonly ImmutableArray<ILoneSchemeRule> LoneSchemeRules = RulesThatAre<ILoneSchemeRule>();
    internal static readonly ImmutableArray<IServedServiceRule> ServedServiceRules = RulesThatAre<IServedServiceRule>();
    internal static readonly ImmutableArray<IBearerSchemeRule> BearerSchemeRules = RulesThatAre<IBearerSchemeRule>();
    internal static readonly ImmutableArray<ITokenValidationRule> TokenValidationRules = RulesThatAre<ITokenValidationRule>();
    internal static readonly ImmutableArray<IHandComparisonRule> HandComparisonRules = RulesThatAre<IHandComparisonRule>();
    internal static readonly ImmutableArray<ICertificateUseRule> CertificateUseRules = RulesThatAre<ICertificateUseRule>();
    internal static readonly ImmutableArray<IConfigFileRule> ConfigFileRules = RulesThatAre<IConfigFileRule>();

    private static ImmutableArray<TRule> RulesThatAre<TRule>()
        where TRule : IRule => Rules.OfType<TRule>().ToImmutableArray();
}
