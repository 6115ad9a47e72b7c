using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.CodeFixes.Channels;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using GrpcAuthAnalyzers.CodeFixes.Tokens;
using GrpcAuthAnalyzers.CodeFixes.Writing;
using GrpcAuthAnalyzers.Grpc.Registrations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.CodeFixes.Rules;

/// <summary>A default header that the callback of <c>ConfigureHttpClient</c> writes, on the chain of the registration that sends it.</summary>
internal sealed class ConfiguredHeader
{
    private readonly ExpressionSyntax _write;
    private readonly LambdaExpressionSyntax _callback;
    private readonly MemberAccessExpressionSyntax _member;

    private ConfiguredHeader(
        SourceFile file, ExpressionSyntax write, LambdaExpressionSyntax callback, MemberAccessExpressionSyntax member, InvocationExpressionSyntax registration)
    {
        File = file;
        _write = write;
        _callback = callback;
        _member = member;
        Call = (InvocationExpressionSyntax)member.Parent!;
        Client = ChannelOf.RegistrationAt(file, registration)?.Client;
    }

    internal SourceFile File { get; }

    /// <summary>The call of <c>ConfigureHttpClient</c>.</summary>
    internal InvocationExpressionSyntax Call { get; }

    /// <summary>The client of the registration; null where that is for all clients.</summary>
    internal INamedTypeSymbol? Client { get; }

    /// <summary>The line break with the indentation of the line that the call stands in.</summary>
    internal string LineBreak => File.Layout.BreakAt(_member.Name.SpanStart);

    /// <summary>Null where the header is written elsewhere, or where the registration is not in the chain of the call.</summary>
    internal static ConfiguredHeader? From(SourceFile file, ExpressionSyntax write, Location registration) =>
        write.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { } callback
        && callback.Parent is ArgumentSyntax
        {
            Parent.Parent: InvocationExpressionSyntax
            {
                ArgumentList.Arguments.Count: 1,
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureHttpClient" } member
            }
        }
        && registration.SourceTree == write.SyntaxTree
        && member.Expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => call.Span == registration.SourceSpan) is { } registered
            ? new ConfiguredHeader(file, write, callback, member, registered)
            : null;

    /// <summary>
    /// The expression that reads the token today: with the services of the callback, or with what is visible around the registration. Null for what was read
    /// before, where the callback does more than to read the token and to write it, and where a comment would go. Null, too, for a service of a scope where a
    /// singleton keeps the client: call credentials would ask the services of the process for it (GRPCAUTH3006).
    /// </summary>
    internal async Task<TokenSource?> ReadAsync(FixSession session, ExpressionSyntax token)
    {
        if (CallbackToken.Of(File, token, _callback) is not { } read || !read.IsAllThatIsDoneBefore(_write)
            || File.HasComment(WithoutReceiver)
            || read.UsesServices && AsksScope() && RegistrationSources.IsKept(File, Client))
            return null;

        var source = read.UsesServices
            ? read.AtRegistration(Call)
            : await CurrentTokenRead.AtAsync(session, File, token, File, Call).ConfigureAwait(false);
        if (source is not null)
            source.AwaitSuffix = AwaitStyle.Suffix(File);
        return source;
    }

    /// <summary><c>AddCallCredentials(...)</c>, which reads the token for each call.</summary>
    internal string CallCredentials(FixPlanBuilder plan, TokenSource source, string header, string? scheme)
    {
        source.ImportInto(plan, File);
        var text = new CallCredentialsText(File, Call, new TypeNames(File, Call.SpanStart, plan)) { IsOfRegistration = true };
        return "AddCallCredentials(" + text.Lambda(source, header, scheme, LineBreak, File.Layout.Indent) + ")";
    }

    /// <summary>Writes another call of the chain in place of the whole call.</summary>
    internal void Replace(FixPlanBuilder plan, string text) => plan.Replace(File, WithoutReceiver, text);

    /// <summary>
    /// Writes another call of the chain for a constant that the callback writes: in place of the whole call where that does nothing else, else behind it. The
    /// declaration of the constant goes, too. False where the header is part of another statement, and where a comment would go.
    /// </summary>
    internal async Task<bool> TryTakeOverAsync(FixSession session, FixPlanBuilder plan, ExpressionSyntax token, string text)
    {
        if (CallbackToken.Of(File, token, _callback)?.IsAllThatIsDoneBefore(_write) == true)
        {
            if (File.HasComment(WithoutReceiver))
                return false;

            Replace(plan, text);
            if (token is IdentifierNameSyntax && !WithoutReceiver.Contains(File.Model.GetSymbolInfo(token).Symbol!.Locations[0].SourceSpan))
                await UnusedDeclarations.CleanUpAsync(session, plan, File, token).ConfigureAwait(false);
            return true;
        }

        if (_write.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            || block.Parent != _callback
            || File.HasComment(statement.Span))
            return false;

        plan.Replace(File, File.Layout.Removal(statement), "");
        plan.Insert(File, Call.Span.End, (StartsLine(_member.OperatorToken.SpanStart) ? LineBreak : "") + "." + text);
        await UnusedDeclarations.CleanUpAsync(session, plan, File, _write).ConfigureAwait(false);
        return true;
    }

    private bool AsksScope() => File.Facts is { } facts && facts.Bodies.OperationOf(_callback) is { } callback && callback.Descendants().Any(operation =>
        ServiceResolution.TypeOf(operation) is { } service
        && ServiceRegistrations.ScopedRegistrationOf(service, ServiceResolution.IsKeyed(operation), facts) is not null);

    private bool StartsLine(int position) =>
        string.IsNullOrWhiteSpace(File.Text.ToString(TextSpan.FromBounds(File.Text.Lines.GetLineFromPosition(position).Start, position)));

    private TextSpan WithoutReceiver => TextSpan.FromBounds(_member.Name.SpanStart, Call.Span.End);
}
