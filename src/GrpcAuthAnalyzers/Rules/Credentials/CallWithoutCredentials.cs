using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Clients;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Facts;
using GrpcAuthAnalyzers.Grpc.Calls;
using GrpcAuthAnalyzers.Operations;
using GrpcAuthAnalyzers.Rules.Credentials.Findings;
using GrpcAuthAnalyzers.Rules.MetadataFormat.Findings;
using GrpcAuthAnalyzers.Rules.Server.Findings;
using GrpcAuthAnalyzers.Rules.Subjects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Rules.Credentials;

/// <summary>
/// GRPCAUTH1001: a gRPC call for which no layer, from its options down to its HTTP handler, adds a credential; or an object that is made to send such calls.
/// </summary>
internal sealed class CallWithoutCredentials : ICallRule, IWrapperRule
{
    public void Check(GrpcCall call, RuleContext context)
    {
        if (AnonymousCalls.Contains(call.Name, context.Options))
            return;

        var own = ClientCall.Of(call, context.Facts, context.Options).Own;
        if (own.Presence != CredentialPresence.Absent)
            return;

        var finding = own.And(context.BelowOf(call));
        var injected = finding.Presence == CredentialPresence.Unknown ? InjectedCall.WithoutCredential(call, context.Ask(call.Operation)) : null;
        finding = injected ?? finding;
        if (finding.Presence != CredentialPresence.Absent)
            return;

        var open = ServedRpcs.In(context.Facts).ThatLeavesOpen(call.Name);
        if ((open is not null && !context.Options.ShowsAll)
            || OwnAttributes.IsAnonymous(EnclosingFunction.SymbolOf(EnclosingFunction.Root(call.Operation)))
            || CookieLogins.Under(context.Facts, context.Options).MaySignIn(finding.Channels))
            return;

        // 4005 says it, and its fix would send a second credential beside that of this one.
        var query = context.Ask(call.Operation);
        var headers = OtherHeaders.EntriesOf(call, query);
        if (!context.IsRelaxed && HasMisspelledName(headers, context.Ask(until: null)))
            return;

        var channels = new List<Location>();
        foreach (var channel in finding.Channels)
            channels.Add(channel.Creation.Syntax.GetLocation());

        var server = ServedRpcs.In(context.Facts).ThatRefuses(call.Name);
        var hints = injected is null ? FixHints.Of(finding.OnlyChannel) : FixHints.Of(finding.OnlyChannel).Add(FixHints.Injected, "");
        if ((server ?? open) is { } known)
        {
            channels.Add(known.Mapping.Syntax.GetLocation());
            hints = hints.Add(FixHints.Server, "");
        }

        var because = OtherHeaders.DescriptionOf(headers, query)
            ?? (injected is null ? null : $"the registration of '{call.Receiver.Type!.Name}' adds none");
        var asked = open is null ? ServedRpcs.In(context.Facts).WhoAsks(call.Name) : $"'{open.Type.Name}' leaves it open";
        because = because is null || asked is null ? because ?? asked : because + ", and " + asked;
        context.Report(
            RuleCatalog.CallWithoutCredentials,
            at: call.Place,
            also: channels,
            hints,
            new object[] { call.Operation.TargetMethod.Name, because is null ? "" : ": " + because },
            isInformation: open is not null);
    }

    /// <summary>
    /// The calls of a wrapper are reported where it is made with a channel or client that adds nothing: for another object of the class they may be right.
    /// </summary>
    public void Check(OwnWrapper wrapper, RuleContext context)
    {
        if (OwnAttributes.IsAnonymous(EnclosingFunction.SymbolOf(EnclosingFunction.Root(wrapper.Creation)))
            || CookieLogins.Under(context.Facts, context.Options).MaySignIn(wrapper.Given.Channels))
            return;

        // An object may be made for the calls alone that need none.
        foreach (var call in wrapper.BareCalls)
        {
            if (ServedRpcs.In(context.Facts).LeaveOpen(call.Name)
                || OwnAttributes.IsAnonymous(EnclosingFunction.SymbolOf(EnclosingFunction.Root(call.Operation))))
                return;
        }

        var also = new List<Location>();
        foreach (var channel in wrapper.Given.Channels)
            also.Add(channel.Creation.Syntax.GetLocation());

        var first = wrapper.BareCalls[0];
        var asked = ServedRpcs.In(context.Facts).WhoAsks(first.Name);
        also.Add(first.Place.GetLocation());
        context.Report(
            RuleCatalog.CallWithoutCredentials,
            at: PlaceOf(wrapper.Creation.Syntax),
            also,
            FixHints.Of(null),
            new object[]
            {
                first.Operation.TargetMethod.Name, $": '{wrapper.Creation.Type!.Name}' calls it with what it is given here, which adds none"
                    + (asked is null ? "" : ", and " + asked),
            });
    }

    /// <summary>Without the arguments.</summary>
    private static Location PlaceOf(SyntaxNode creation) => creation is BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments }
        ? Location.Create(creation.SyntaxTree, TextSpan.FromBounds(creation.SpanStart, arguments.FullSpan.Start))
        : creation.GetLocation();

    private static bool HasMisspelledName(IReadOnlyList<(HeaderWrite Write, string Name)> headers, CredentialQuery query)
    {
        foreach (var (write, _) in headers)
        {
            if (MisspelledHeader.NameIn(write, query) is not null)
                return true;
        }

        return false;
    }
}
