using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc;
using GrpcAuthAnalyzers.Grpc.Server;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>A comparison of the expiry of a token with the present.</summary>
internal sealed class ExpiryComparison
{
    private ExpiryComparison(IOperation operation, TokenExpiry expiry, ClockValue clock, TimeKind stored, bool hasMargin)
    {
        Operation = operation;
        Expiry = expiry;
        Clock = clock;
        Stored = stored;
        HasMargin = hasMargin;
    }

    /// <summary>The comparison.</summary>
    internal IOperation Operation { get; }

    internal TokenExpiry Expiry { get; }

    /// <summary>The present.</summary>
    internal ClockValue Clock { get; }

    /// <summary>Whether a UTC expiry is compared with the time of the machine.</summary>
    internal bool ReadsLocalClock => Stored == TimeKind.Utc && Clock.Kind == TimeKind.Local;

    /// <summary>Whether an expiry in the time of the machine is compared with UTC.</summary>
    internal bool ReadsUtcClock => Stored == TimeKind.Local && Clock.Kind == TimeKind.Utc;

    /// <summary>Whether something is added to the present or taken from the expiry, or the difference must be more than nothing.</summary>
    internal bool HasMargin { get; }

    private TimeKind Stored { get; }

    /// <summary>
    /// Whether a client decides without any margin, by the moment that the server said. False on a server (its own clock decides there), and for queries over
    /// many tokens, which clean up.
    /// </summary>
    internal bool LacksMargin(CompilationFacts facts) => !HasMargin && Expiry.IsWhole && !GrpcServer.IsSetUpIn(facts) && !IsInQuery(Operation);

    private static bool IsInQuery(IOperation operation) =>
        EnclosingFunction.Enclosing(operation) is IAnonymousFunctionOperation lambda
            && Arguments.Around(lambda)?.Parent is IInvocationOperation
            {
                TargetMethod.Name: "Where" or "Any" or "All" or "Count"
                or "RemoveAll" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "ExecuteDelete"
            };

    /// <summary>The comparison that an operation is; null when it compares no expiry of a token, or not with the present.</summary>
    internal static ExpiryComparison? From(IOperation operation, CredentialQuery query)
    {
        var (left, right) = operation switch
        {
            IBinaryOperation binary => (binary.LeftOperand, binary.RightOperand),
            IInvocationOperation { TargetMethod: { Name: "CompareTo" }, Instance: { } instance, Arguments: { Length: 1 } arguments } =>
                (instance, arguments.At(0)),
            IInvocationOperation { TargetMethod: { Name: "Compare", IsStatic: true }, Arguments: { Length: 2 } arguments } =>
                (arguments.At(0), arguments.At(1)),
            _ => (null, (IOperation?)null),
        };
        if (left is null || right is null)
            return null;

        var reader = new ClockValueReader(query);
        if (reader.ReadDifference(left) is { } onLeft)
            return Of(operation, onLeft.Left, onLeft.Right, reader, query, isMore: !IsNothing(right));

        if (reader.ReadDifference(right) is { } onRight)
            return Of(operation, onRight.Left, onRight.Right, reader, query, isMore: !IsNothing(left));

        if (!ClockValueReader.IsMoment(left.Type) && !ClockValueReader.IsNumber(left.Type))
            return null;

        var (first, second) = (reader.Read(left), reader.Read(right));
        if (first is { IsClock: true })
            second ??= ClaimIn(right, query);
        else if (second is { IsClock: true })
            first ??= ClaimIn(left, query);

        return first is { } one && second is { } other ? Of(operation, one, other, reader, query, isMore: false) : null;
    }

    /// <summary>The claim <c>exp</c>, as the number that it is; null for other numbers.</summary>
    private static ClockValue? ClaimIn(IOperation number, CredentialQuery query) =>
        ClockValueReader.IsNumber(number.Type) && TokenExpiry.ReadsClaim(number, query) ? new ClockValue(number, TimeKind.Instant, isClock: false) : null;

    private static ExpiryComparison? Of(IOperation operation, ClockValue first, ClockValue second, ClockValueReader reader, CredentialQuery query, bool isMore)
    {
        if (first.IsClock == second.IsClock)
            return null;

        var (clock, stored) = first.IsClock ? (first, second) : (second, first);
        if (TokenExpiry.From(stored, reader, query) is not { } expiry)
            return null;

        return new ExpiryComparison(
            operation, expiry, clock, stored.Kind == TimeKind.Unknown ? expiry.Kind : stored.Kind, isMore || clock.HasMargin || stored.HasMargin);
    }

    /// <summary><c>0</c> or <c>TimeSpan.Zero</c>.</summary>
    private static bool IsNothing(IOperation limit) => Conversions.SystemInside(limit) switch
    {
        { ConstantValue: { HasValue: true, Value: int or long or double } constant } =>
            System.Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture) == 0,
        IFieldReferenceOperation { Field: { Name: "Zero", ContainingType: var type } } => type.Is("System.TimeSpan"),
        _ => false,
    };
}
