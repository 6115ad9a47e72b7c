using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Origins;
using GrpcAuthAnalyzers.Rules;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Coverage;

/// <summary>
/// Marks every call, client and registration that the analyzers see, each with whether they know if it carries a credential. The scan counts the marks,
/// so that a user can tell "nothing is wrong" from "nothing was seen". A project without a mark does not refer to gRPC.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CoverageAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The id of the marks.</summary>
    public const string Id = "GRPCCOVERAGE";

    /// <summary>
    /// The property of a mark that says what it stands for: <c>project</c>, <c>call</c>, <c>client</c>, <c>registration</c>, or <c>fact</c> for a line of a
    /// facts file that other projects can use.
    /// </summary>
    public const string Subject = "subject";

    /// <summary>The property of a mark that says why the subject is not decided, missing when it is; of a fact, the line.</summary>
    public const string Reason = "reason";

    /// <summary>The property of the mark of a call, client or registration that is seen to bring a credential.</summary>
    public const string Sends = "sends";

    /// <summary>The property of the mark of a project with a server that asks for credentials, or may ask.</summary>
    public const string Asks = "asks";

    /// <summary>The properties of the fact of an RPC that a server refuses: the class of that server, and the file and line that ask.</summary>
    public const string Server = "server", File = "file", Line = "line";

    /// <summary>The property of the fact of an RPC that its server leaves Unimplemented: one that answers it decides.</summary>
    public const string NotAnswered = "not-answered";

    /// <summary>The property of the mark of a call or registration that names its service, as <c>grpc_auth.anonymous_services</c> does.</summary>
    public const string Service = "service";

    private const string Undecided = "what a server asks is decided by code outside of the project";

    /// <summary>What a server is set up with that asks for credentials.</summary>
    private static readonly string[] AskingNames =
    {
        "AddAuthentication", "AddAuthorization", "AddAuthorizationBuilder", "AddAuthorizationCore", "UseAuthentication", "UseAuthorization",
        "RequireAuthorization", "Authorize", "AuthorizeAttribute", "Unauthenticated",
    };

    // The severity of a mark cannot be configured, so no .editorconfig hides one.
    private static readonly DiagnosticDescriptor Mark = new(
        Id, "Seen by the scan", "{0}", "GrpcAuth.Coverage", DiagnosticSeverity.Info, isEnabledByDefault: true,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Mark);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(static compilation =>
        {
            foreach (var line in SetupFacts.In(compilation.Compilation, compilation.CancellationToken))
                compilation.ReportDiagnostic(Of("fact", Location.None, line));

            if (CompilationFacts.For(compilation.Compilation, compilation.Options.AdditionalFiles) is not { } facts)
                return;

            compilation.ReportDiagnostic(Of("project", Location.None, IsServerUndecided(facts) ? Undecided : null, (Asks, MayAsk(facts) ? "true" : null)));
            foreach (var fact in FactsOfServers(facts, compilation.Options.AnalyzerConfigOptionsProvider))
                compilation.ReportDiagnostic(fact);

            foreach (var line in ServerFacts.In(facts, compilation.CancellationToken))
                compilation.ReportDiagnostic(Of("fact", Location.None, line));

            foreach (var line in RegistrationFacts.In(facts, compilation.Options.AnalyzerConfigOptionsProvider))
                compilation.ReportDiagnostic(Of("fact", Location.None, line));
        });
        context.RegisterSemanticModelAction(static tree =>
        {
            if (CompilationFacts.For(tree.SemanticModel.Compilation, tree.Options.AdditionalFiles) is not { } facts)
                return;

            var options = GrpcAuthOptions.Of(tree.Options.AnalyzerConfigOptionsProvider, tree.SemanticModel.SyntaxTree);
            foreach (var mark in MarksIn(tree.SemanticModel, facts, options, tree.CancellationToken))
                tree.ReportDiagnostic(mark);

            foreach (var line in CredentialFacts.In(tree.SemanticModel, facts, options, tree.CancellationToken))
                tree.ReportDiagnostic(Of("fact", Location.None, line));

            foreach (var line in WrapperFacts.In(tree.SemanticModel, facts, options, tree.CancellationToken))
                tree.ReportDiagnostic(Of("fact", Location.None, line));
        });
    }

    private static (string Name, string? Value)[] PlaceOf(ServedService service, IMethodSymbol? method, CompilationFacts facts)
    {
        var place = service.PlaceThatAsks(method, facts).GetLineSpan();
        return [(Server, service.Type.Name), (File, place.Path), (Line, (place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<Diagnostic> MarksIn(SemanticModel model, CompilationFacts facts, GrpcAuthOptions options, CancellationToken cancellation)
    {
        var context = new RuleContext(facts, options, model.SyntaxTree, static _ => { });
        foreach (var operation in new TreeAnalysis(context, model, cancellation).Candidates())
        {
            // What a class of another project does for whoever injects it is counted there.
            if (GrpcCall.From(operation, facts) is { } call
                && !(DeclaredClient.IsCall(call.Operation.TargetMethod, facts) && InjectedCall.IsGiven(call, context.Ask(call.Operation))))
            {
                var sends = CallLayers.HasCredentialOnSomeWay(facts, options, call);
                yield return Of(
                    "call", call.Place.GetLocation(), ReasonOf(call, context), (Sends, sends ? "true" : null), (Service, call.Name.Services.FirstOrDefault()));
            }

            if (ClientRegistration.From(operation, facts) is { } registration)
            {
                var query = context.Ask(until: null);
                var finding = RegistrationLayer.Of(query, registration);
                yield return Of(
                    "registration", operation.Syntax.GetLocation(), ReasonOf(finding, query, Reasons.OfRegistration), SendsOf(finding),
                    (Service, RpcName.ServicesOf(registration.Client, facts).FirstOrDefault()));
            }
        }

        foreach (var client in ClientsMadeIn(model, facts, cancellation))
        {
            var query = context.Ask(until: null);
            var finding = ClientLayer.Of(query, new TracedValue(client));
            yield return Of("client", client.Syntax.GetLocation(), ReasonOf(finding, query, Reasons.OfClient), SendsOf(finding));
        }
    }

    /// <summary>What the servers of a project ask of each RPC. A server of a test stands for another one, which may ask for more.</summary>
    private static IEnumerable<Diagnostic> FactsOfServers(CompilationFacts facts, AnalyzerConfigOptionsProvider provider)
    {
        foreach (var (rpc, demand, service, method, isAnswered) in ServedRpcs.In(facts).All)
        {
            if (IsOfTest(service))
                continue;

            var answered = (NotAnswered, isAnswered ? null : "true");
            yield return demand == ServiceDemand.Required
                ? Of("fact", Location.None, $"RPC:{rpc}{LearnedKinds.RequiresCredentials}", [answered, .. PlaceOf(service, method, facts)])
                : Of("fact", Location.None, $"RPC:{rpc}{LearnedKinds.Anonymous}", answered);
        }

        foreach (var (rpc, service) in ServedRpcs.In(facts).Undecided)
        {
            if (!IsOfTest(service))
                yield return Of("fact", Location.None, $"RPC:{rpc}{LearnedKinds.Served}");
        }

        bool IsOfTest(ServedService service) =>
            TestProject.IsTest(service.Mapping.Syntax.SyntaxTree, GrpcAuthOptions.Of(provider, service.Mapping.Syntax.SyntaxTree), facts);
    }

    private static (string, string?) SendsOf(CredentialFinding finding) => (Sends, finding.Presence == CredentialPresence.Present ? "true" : null);

    /// <summary>Whether a server of the compilation asks for credentials, or may ask: by the setup of authorization, or in code of its own.</summary>
    private static bool MayAsk(CompilationFacts facts) =>
        facts.MentionsAny(AskingNames)
        || ServedRpcs.In(facts).Each.Any(served =>
            served.Demand == ServiceDemand.Required || OwnCheck.MayBeIn(served.Service.Type, facts) || OwnCheck.MayBeOnTheWay(served.Service.Host, facts));

    /// <summary>Whether other projects may say what a server of this one asks.</summary>
    private static bool IsServerUndecided(CompilationFacts facts) => ServedRpcs.In(facts).Each.Any(static served => served.Demand == ServiceDemand.Unknown);

    /// <summary>
    /// Why it is not known whether a call carries a credential, or whether it needs one; null where the first is known, or the call needs none.
    /// </summary>
    internal static string? ReasonOf(GrpcCall call, RuleContext context) =>
        call.Name.HasDifferingServers ? CallLayers.HasCredentialOnSomeWay(context.Facts, context.Options, call) ? null : Reasons.OfServers
        : AnonymousCalls.Contains(call.Name, context.Options)
        || ServedRpcs.In(context.Facts).LeaveOpen(call.Name)
        || UndecidedOf(call, context) is not { } reason
        || CallLayers.HasCredentialOnSomeWay(context.Facts, context.Options, call)
            ? null
            : reason;

    private static string? UndecidedOf(GrpcCall call, RuleContext context)
    {
        var headers = context.Ask(call.Operation);
        var own = CallLayers.Own(headers, call);
        var client = context.Ask(call.Operation);
        if (own.Presence != CredentialPresence.Absent)
        {
            // whatever the headers hold, one credential is enough
            return own.Presence == CredentialPresence.Unknown && CallLayers.Below(client, call).Presence == CredentialPresence.Present
                ? null
                : ReasonOf(own, headers, Reasons.OfHeaders);
        }

        var below = CallLayers.Below(client, call);
        if (below.Presence == CredentialPresence.Unknown && InjectedCall.OfRegistration(call, context.Ask(call.Operation)) is { } registered)
            below = registered;

        return ReasonOf(below, client, unseen =>
            Reasons.OfClient(unseen != UnseenReason.No ? unseen : UnseenOf(call.Receiver, context)));
    }

    /// <summary>Why the client of a member is unseen: what is known of it is shared by all calls, so the question of one call does not tell.</summary>
    private static UnseenReason UnseenOf(IOperation client, RuleContext context)
    {
        foreach (var origin in context.Ask(until: null).Origins.Trace(new TracedValue(client)))
        {
            if (!origin.IsSeen)
                return origin.Unseen;
        }

        return UnseenReason.No;
    }

    private static string? ReasonOf(CredentialFinding finding, CredentialQuery query, Func<UnseenReason, string> reasonOf) =>
        finding.Presence == CredentialPresence.Unknown ? reasonOf(query.FirstUnseen) : null;

    /// <summary>The creations of generated clients, and of code-first clients by the makers of their libraries.</summary>
    internal static IEnumerable<IOperation> ClientsMadeIn(SemanticModel model, CompilationFacts facts, CancellationToken cancellation)
    {
        foreach (var named in TreeIndex.Of(model.SyntaxTree).Calls)
        {
            if (named.Key != TreeIndex.ImplicitCreation && !named.Key.EndsWith("Client", StringComparison.Ordinal) && !IsMaker(named.Key))
                continue;

            foreach (var node in named.Value)
            {
                cancellation.ThrowIfCancellationRequested();
                if (facts.Bodies.OperationOf(node) is { } operation && IsClient(operation, facts.Symbols))
                    yield return operation;
            }
        }
    }

    private static bool IsMaker(string name) => CodeFirstLibrary.Table.Any(library => library.MakerMethod == name);

    private static bool IsClient(IOperation operation, GrpcSymbols symbols) => operation switch
    {
        IObjectCreationOperation creation => GrpcSymbols.IsA(creation.Type, symbols.ClientBase),
        IInvocationOperation { TargetMethod: var create } => symbols.CodeFirst.MakesClient(create),
        _ => false,
    };

    private static Diagnostic Of(string subject, Location at, string? reason, params (string Name, string? Value)[] others)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Subject, subject);
        foreach (var (name, value) in others)
        {
            if (value is not null)
                properties = properties.Add(name, value);
        }

        // Facts have no place: the compiler would take two of the same text for one.
        return Diagnostic.Create(Mark, at, reason is null ? properties : properties.Add(Reason, reason), subject == "fact" ? reason : subject);
    }
}
