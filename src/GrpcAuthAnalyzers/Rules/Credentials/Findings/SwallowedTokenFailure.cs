using System.Collections.Generic;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Headers;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace GrpcAuthAnalyzers.Rules.Credentials.Findings;

/// <summary>A place in per-call code that ignores a missing token, so that the call is sent without a credential.</summary>
internal readonly struct SwallowedTokenFailure
{
    private SwallowedTokenFailure(Location location, string header, ISymbol? missing, bool returns = false)
    {
        Location = location;
        Header = header;
        Missing = missing;
        Returns = returns;
    }

    /// <summary>The <c>catch</c> with its declaration, or the test of the token.</summary>
    internal Location Location { get; }

    /// <summary>The header that is not sent.</summary>
    internal string Header { get; }

    /// <summary>The variable without a token; null for a swallowed error.</summary>
    internal ISymbol? Missing { get; }

    /// <summary>Whether the branch of the test is the one without a token, and returns.</summary>
    internal bool Returns { get; }

    /// <summary>
    /// The places in a function that adds a credential; empty if another credential is added, if the missing token is
    /// handled later, and if that cannot be seen.
    /// </summary>
    internal static IReadOnlyList<SwallowedTokenFailure> In(IOperation function, CredentialQuery query)
    {
        var found = new List<SwallowedTokenFailure>();
        var attempted = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in function.Descendants())
        {
            if (operation is not ITryOperation { Catches.IsEmpty: false } attempt)
                continue;

            AddSwallowed(found, attempt, function, query);
            attempted.UnionWith(AssignedIn(attempt.Body));
        }

        foreach (var operation in function.Descendants())
        {
            if (operation is IConditionalOperation { Syntax: IfStatementSyntax } test
                && MissingTokenTest.Of(test.Condition, query) is { } token
                && (token.Variable is null || !attempted.Contains(token.Variable)))
                AddGuard(found, test, token, function, query);
        }

        return found;
    }

    private static void AddSwallowed(List<SwallowedTokenFailure> found, ITryOperation attempt, IOperation function, CredentialQuery query)
    {
        if (IsInLoop(attempt, function)
            || HeaderNotAddedWithout(attempt, function, query) is not { } header
            || SilentBranch.FailsAfter(function, attempt.Syntax.Span.End))
            return;

        foreach (var handler in attempt.Catches)
        {
            // A filter that calls a method (and returns false) is an idiom for logging.
            if (CallsAnything(handler.Filter) || !SilentBranch.Silently(handler.Handler, query))
                continue;

            found.Add(new SwallowedTokenFailure(LocationOf(handler), header, missing: null));
        }
    }

    /// <summary>The header when the function adds its credential only in the try block, or only with a token that the try block obtained.</summary>
    private static string? HeaderNotAddedWithout(ITryOperation attempt, IOperation function, CredentialQuery query)
    {
        if (CodeOnTheWay.OfFunction(query, attempt.Body).Presence == CredentialPresence.Present)
            return FillingCode.OfRest(query, function, attempt).Presence == CredentialPresence.Absent ? HeaderIn(attempt.Body, query) : null;

        var tokens = AssignedIn(attempt.Body);
        if (tokens.Count == 0)
            return null;

        foreach (var operation in function.Descendants())
        {
            if (operation.Syntax.SpanStart > attempt.Syntax.Span.End && operation is IConditionalOperation { Syntax: IfStatementSyntax } test
                && MissingTokenTest.Of(test.Condition, query, anySource: true) is { Variable: { } variable } token && tokens.Contains(variable)
                && HeaderOnlyWith(token, test, function, query) is { } header)
                return header;
        }

        return null;
    }

    /// <summary>The header that is added only where the test finds a token; null where the other branch does more than nothing.</summary>
    private static string? HeaderOnlyWith(MissingTokenTest token, IConditionalOperation test, IOperation function, CredentialQuery query)
    {
        var (present, missing) = token.WhenPresent ? (test.WhenTrue, test.WhenFalse) : (test.WhenFalse, test.WhenTrue);
        if (missing is not null && !SilentBranch.Silently(missing, query))
            return null;

        if (present is not null)
            return IsOnlyIn(present, test, function, query) ? HeaderIn(present, query) : null;

        return EndsInReturn(test.WhenTrue) ? HeaderOnlyAfter(test, function, query) : null;
    }

    private static void AddGuard(
        List<SwallowedTokenFailure> found, IConditionalOperation test, MissingTokenTest token, IOperation function, CredentialQuery query)
    {
        if (IsInLoop(test, function))
            return;

        string? header = null;
        if (token.WhenPresent)
        {
            if ((test.WhenFalse is null || SilentBranch.Silently(test.WhenFalse, query))
                && IsOnlyIn(test.WhenTrue, test, function, query)
                && !SilentBranch.FailsAfter(function, test.Syntax.Span.End))
                header = HeaderIn(test.WhenTrue, query);
        }
        else if (test.WhenFalse is null && EndsInReturn(test.WhenTrue) && SilentBranch.Silently(test.WhenTrue, query))
        {
            header = HeaderOnlyAfter(test, function, query);
        }

        if (header is not null)
            found.Add(new SwallowedTokenFailure(test.Condition.Syntax.GetLocation(), header, token.Variable ?? token.Source, returns: !token.WhenPresent));
    }

    private static bool IsOnlyIn(IOperation branch, IOperation around, IOperation function, CredentialQuery query) =>
        CodeOnTheWay.OfFunction(query, branch).Presence == CredentialPresence.Present
            && FillingCode.OfRest(query, function, around).Presence == CredentialPresence.Absent;

    private static bool EndsInReturn(IOperation branch) => branch switch
    {
        IBlockOperation { Operations: { Length: > 0 } operations } => operations[operations.Length - 1] is IReturnOperation,
        _ => branch is IReturnOperation,
    };

    /// <summary>The header of the credentials that are added, when all are added after the test, in the function of the test.</summary>
    private static string? HeaderOnlyAfter(IOperation test, IOperation function, CredentialQuery query)
    {
        string? header = null;
        foreach (var operation in function.Descendants())
        {
            if (HeaderWrite.IntoMetadata(operation, query.Facts)?.CredentialIn(query) is not { } credential)
                continue;

            if (operation.Syntax.SpanStart < test.Syntax.Span.End || EnclosingFunction.Enclosing(operation) != EnclosingFunction.Enclosing(test))
                return null;

            header ??= credential.Header;
        }

        return header;
    }

    private static string HeaderIn(IOperation code, CredentialQuery query)
    {
        foreach (var operation in code.Descendants())
        {
            if (HeaderWrite.IntoMetadata(operation, query.Facts)?.CredentialIn(query) is { } credential)
                return credential.Header;
        }

        return "authorization";
    }

    private static bool IsInLoop(IOperation operation, IOperation function)
    {
        for (var current = operation.Parent; current is not null && current != function; current = current.Parent)
        {
            if (current is ILoopOperation)
                return true;
        }

        return false;
    }

    private static bool CallsAnything(IOperation? filter)
    {
        if (filter is null)
            return false;

        foreach (var operation in filter.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation)
                return true;
        }

        return false;
    }

    private static HashSet<ISymbol> AssignedIn(IOperation code)
    {
        var assigned = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in code.Descendants())
        {
            if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } })
                assigned.Add(local);
        }

        return assigned;
    }

    private static Location LocationOf(ICatchClauseOperation handler)
    {
        var clause = (CatchClauseSyntax)handler.Syntax;
        var end = clause.Declaration?.Span.End ?? clause.CatchKeyword.Span.End;
        return Location.Create(clause.SyntaxTree, TextSpan.FromBounds(clause.CatchKeyword.SpanStart, end));
    }
}
