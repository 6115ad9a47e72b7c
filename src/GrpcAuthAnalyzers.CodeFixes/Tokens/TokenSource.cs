using System.Collections.Immutable;
using GrpcAuthAnalyzers.CodeFixes.Documents;
using GrpcAuthAnalyzers.CodeFixes.Planning;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GrpcAuthAnalyzers.CodeFixes.Tokens;

/// <summary>An expression that obtains the token each time it is evaluated, and that fails when there is none.</summary>
internal sealed class TokenSource
{
    private readonly string _before;
    private readonly string _after;
    private readonly string? _cancellation;

    /// <summary>
    /// <paramref name="cancellation"/> is what is written between the two parts when no cancellation token is at hand; null when the
    /// source takes none.
    /// </summary>
    internal TokenSource(string description, string before, string? cancellation, string after, bool isAsync)
    {
        Description = description;
        _before = before;
        _cancellation = cancellation;
        _after = after;
        IsAsync = isAsync;
    }

    /// <summary>For titles: where the token comes from, such as <c>'tokens.GetTokenAsync'</c> or <c>setting 'Grpc:Token'</c>.</summary>
    internal string Description { get; }

    /// <summary>The expression yields a task or value task.</summary>
    internal bool IsAsync { get; }

    /// <summary>The expression uses <see cref="ServiceProvider"/>, which the three-argument <c>AddCallCredentials</c> hands over.</summary>
    internal bool UsesServiceProvider { get; init; }

    /// <summary>The token comes from a scoped service, or one whose registration is not seen: it is not for what outlives the scope.</summary>
    internal bool MayBeScoped { get; private set; }

    /// <summary>The expression holds its own <c>await</c>.</summary>
    internal bool AwaitsItself { get; init; }

    /// <summary>A cancellation token can be handed over.</summary>
    internal bool TakesCancellation => _cancellation is not null;

    /// <summary>
    /// What stands before the cancellation token in a call that leaves it out today (<c>, </c> or a name): nothing is written where none is at hand. Empty
    /// where the call hands one over.
    /// </summary>
    internal string CancellationPrefix { get; init; } = "";

    /// <summary><c>.Token</c> or <c>?.Token</c> where the call gives an object that holds the token; else empty.</summary>
    internal string Member { get; init; } = "";

    /// <summary><c> ?? throw ...</c> where there may be no token; empty where the read always gives one, or where the code of today lets it be null.</summary>
    internal string NullCheck { get; set; } = "";

    /// <summary>The pieces of the expression that can be locals of their own, inner ones first.</summary>
    internal ImmutableArray<TokenPart> Parts { get; init; } = ImmutableArray<TokenPart>.Empty;

    /// <summary>What is read is the whole value of the header: it has its scheme already.</summary>
    internal bool HoldsScheme { get; init; }

    /// <summary>The method takes the address of the service first, as a name for who the token is meant for; it may be left out.</summary>
    internal bool TakesServiceUrl { get; init; }

    /// <summary>The object whose <c>ToCallCredentials</c> and <c>ToChannelCredentials</c> of Grpc.Auth do the same; null where there is none.</summary>
    internal string? GoogleCredential { get; init; }

    /// <summary>A setting that somebody must make before the program runs; null when the token comes from code.</summary>
    internal string? Setting { get; init; }

    /// <summary>The namespaces that the expression needs and that its place does not see.</summary>
    internal ImmutableArray<string> Namespaces { get; set; } = ImmutableArray<string>.Empty;

    /// <summary><c>.ConfigureAwait(false)</c> where the file writes it: see <see cref="AwaitStyle"/>.</summary>
    internal string AwaitSuffix { get; set; } = "";

    /// <summary>The name under which <see cref="UsesServiceProvider"/> sources expect the service provider.</summary>
    internal const string ServiceProvider = "serviceProvider";

    /// <summary>The description of an expression: the code in quotes, if it is short enough for a title.</summary>
    internal static string Named(string code) => code.IndexOfAny(new[] { '"', '\n', '(' }) < 0 ? "'" + code + "'" : "the same expression";

    /// <summary>The description of a method on an object: the object by its type if it takes an expression to get it.</summary>
    internal static string Named(string receiver, string type, string method) =>
        "'" + (receiver.IndexOf('(') < 0 ? receiver : type) + "." + method + "'";

    /// <summary>The description of two settings of the same kind: <c>settings 'Grpc:User' and 'Grpc:Password'</c>.</summary>
    internal string DescriptionWith(TokenSource other) =>
        Description.Replace(" '" + Setting + "'", "s '" + Setting + "' and '" + other.Setting + "'");

    /// <summary>The same source, of a service.</summary>
    internal TokenSource From(bool mayBeScoped)
    {
        MayBeScoped = mayBeScoped;
        return this;
    }

    /// <summary>Adds what the expression needs to the plan that uses it.</summary>
    internal void ImportInto(FixPlanBuilder plan, SourceFile file)
    {
        foreach (var space in Namespaces)
            plan.Using(file, space);
    }

    /// <summary>
    /// The expression that yields the token, awaited if needed. <paramref name="serviceUrl"/> is the address of the service, if the
    /// place knows it.
    /// </summary>
    internal string Read(string? cancellation, string? serviceUrl = null) => UncheckedRead(cancellation, serviceUrl) + NullCheck;

    /// <summary>The same without <see cref="NullCheck"/>, for a place that tests the token itself.</summary>
    internal string UncheckedRead(string? cancellation, string? serviceUrl = null)
    {
        var read = Awaited(Call(cancellation, serviceUrl));
        return Member.Length == 0 ? read : InParentheses(read) + Member;
    }

    /// <summary>The call alone: not awaited, and without the member that is read of its answer.</summary>
    internal string Call(string? cancellation, string? serviceUrl)
    {
        var first = !TakesServiceUrl ? "" : serviceUrl is null ? "cancellationToken: " : serviceUrl + ", ";
        var handedOver = _cancellation is null ? null : cancellation ?? _cancellation;
        return _before + first + (string.IsNullOrEmpty(handedOver) ? "" : CancellationPrefix + handedOver) + _after;
    }

    /// <summary>The call with the <c>await</c> that it needs.</summary>
    internal string Awaited(string call) => IsAsync && !AwaitsItself ? "await " + call + AwaitSuffix : call;

    /// <summary>An awaited call, so that a member of its result can be read.</summary>
    internal string InParentheses(string read) => IsAsync ? "(" + read + ")" : read;

    /// <summary>The value of the metadata entry: the token after its scheme.</summary>
    internal string Value(string? scheme, string? cancellation, string? serviceUrl = null)
    {
        var read = Read(cancellation, serviceUrl);
        if (string.IsNullOrEmpty(scheme) || HoldsScheme)
            return read;
        if (Member.Length > 0 && NullCheck.Length == 0)
            return "\"" + scheme + " \" + " + read;

        return FitsInterpolation(read) ? "$\"" + scheme + " {" + read + "}\""
            : "\"" + scheme + " \" + " + (IsTerm(read) ? read : "(" + read + ")");
    }

    /// <summary>Whether an expression needs no parentheses behind a <c>+</c>.</summary>
    private static bool IsTerm(string read) => SyntaxFactory.ParseExpression(read)
        is InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or IdentifierNameSyntax or AwaitExpressionSyntax
        or PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or InterpolatedStringExpressionSyntax or LiteralExpressionSyntax;

    /// <summary>A read can stand where a token stands: an argument, a term of a sum, the hole of an interpolated string. Everything around it stays.</summary>
    internal static bool Fits(ExpressionSyntax token, string read) => token.Parent switch
    {
        InterpolationSyntax => FitsInterpolation(read),
        ArgumentSyntax => true,
        InitializerExpressionSyntax => true,
        BinaryExpressionSyntax => read.IndexOf("??", System.StringComparison.Ordinal) < 0,
        _ => false,
    };

    // Quotes, colons and line breaks have a meaning of their own in the hole of an interpolated string before C# 11; a cast in one is hard to read.
    private static bool FitsInterpolation(string expression) =>
        expression.IndexOfAny(new[] { '"', ':', '?', '\n', '{' }) < 0 && expression.IndexOf("((", System.StringComparison.Ordinal) < 0;
}
