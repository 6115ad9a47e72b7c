using System;
using System.Collections.Generic;
using System.Linq;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Grpc;
using Microsoft.CodeAnalysis;
using ReadSetting = GrpcAuthAnalyzers.Credentials.Settings.SettingRead;

namespace GrpcAuthAnalyzers.CodeFixes.Secrets;

/// <summary>The secrets that the code sends, each with the name that it would have as a setting, and the settings that it sends already.</summary>
internal sealed class SentSecrets
{
    private static readonly Memo<GrpcAuthOptions, SentSecrets> ByOptions = new(static (facts, options) => new SentSecrets(facts, options));

    private readonly CompilationFacts _facts;
    private readonly GrpcAuthOptions _options;
    private readonly Lazy<List<(SyntaxNode Literal, string? Constant, SettingName Name)>> _literals;
    private readonly Lazy<List<(string Header, string? Service, string Path, SyntaxNode Read)>> _settings;

    private SentSecrets(CompilationFacts facts, GrpcAuthOptions options)
    {
        _facts = facts;
        _options = options;
        _literals = new(() => SentLiterals.Under(_facts, _options).All.Select(sent => (sent.Literal, sent.Part.Constant, NameOf(sent))).ToList());
        _settings = new(() => SettingsIn().ToList());
    }

    /// <summary>The secrets under the options of a tree.</summary>
    internal static SentSecrets Under(CompilationFacts facts, GrpcAuthOptions options) => facts.Get(ByOptions, options);

    /// <summary>Every literal that is sent as a credential, with its value and the name that it would have if there were no other.</summary>
    internal IReadOnlyList<(SyntaxNode Literal, string? Constant, SettingName Name)> Literals => _literals.Value;

    /// <summary>Every setting that is sent as a credential: the header, the service (null where it is not known), its name, and what reads it.</summary>
    internal IReadOnlyList<(string Header, string? Service, string Path, SyntaxNode Read)> Settings => _settings.Value;

    /// <summary>The name that a literal would have if there were no other.</summary>
    internal SettingName NameOf(SentConstant sent) => new(new TokenRequest(sent.Credential.Header)
    {
        HolderName = SecretPlace.HolderOf(sent.Literal),
        Client = ServiceOf(SentLiterals.Under(_facts, _options).SendersOf(sent.Literal).Select(static sender => sender.Credential)),
        Conventions = SettingConventions.Of(sent.Literal.SyntaxTree, _facts),
        OnlySettings = true,
    });

    private IEnumerable<(string Header, string? Service, string Path, SyntaxNode Read)> SettingsIn()
    {
        foreach (var write in SentLiterals.WritesIn(_facts))
        {
            var query = new CredentialQuery(_facts, _options, until: null, ofSomeCallers: true);
            foreach (var credential in SentConstant.CredentialsOf(write, query))
            {
                foreach (var (path, read) in ReadSetting.In(credential.Value, query))
                    yield return (credential.Header, ServiceOf(new[] { credential }), path, read.Syntax);
            }
        }
    }

    /// <summary>The one service that gets all of these; null where there are several, and where a place that sends one may send it to others.</summary>
    private string? ServiceOf(IEnumerable<CredentialValue> credentials)
    {
        string? service = null;
        foreach (var credential in credentials)
        {
            var clients = CredentialReceivers.Under(_facts, _options).Of(credential.Value.Operation.Syntax);
            if (clients.Count == 0)
                return null;

            foreach (var client in clients)
            {
                if (SettingNames.ServiceOf(client) is not { } name || (service ??= name) != name)
                    return null;
            }
        }

        return service;
    }
}
