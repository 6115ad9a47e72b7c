using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Grpc.Registrations;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GrpcAuthAnalyzers.Expiry;

/// <summary>
/// Reads which moment an expression means, whatever is added to it and however it is converted: a time of .NET, a <c>Timestamp</c> of
/// protobuf (whose <c>ToDateTime</c> is UTC: Timestamp.cs of Google.Protobuf), or a number that is a Unix time or ticks.
/// </summary>
internal sealed class ClockValueReader
{
    private const int MaxDepth = 24;

    private readonly CredentialQuery _query;
    private int _depth;

    internal ClockValueReader(CredentialQuery query) => _query = query;

    /// <summary>The moment that an expression means; null if it is not a moment, or if it is changed in an unknown way.</summary>
    internal ClockValue? Read(IOperation operation)
    {
        if (_depth >= MaxDepth || !_query.Budget.TryStep())
            return null;

        _depth++;
        var moment = ReadCore(operation);
        _depth--;
        return moment;
    }

    /// <summary>The moments of a difference (<c>a - b</c>, <c>a.Subtract(b)</c>), alone or as a number of its units; null for other expressions.</summary>
    internal (ClockValue Left, ClockValue Right)? ReadDifference(IOperation operation)
    {
        operation = Conversions.SystemInside(operation);
        var (left, right) = operation switch
        {
            IPropertyReferenceOperation { Instance: { } span, Property: var property }
                when property.ContainingType.Is("System.TimeSpan")
                    && (property.Name.StartsWith("Total", System.StringComparison.Ordinal) || property.Name == "Ticks") =>
                (span, null),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } difference
                when IsMoment(difference.RightOperand.Type) || (IsNumber(difference.RightOperand.Type) && Read(difference.RightOperand) is not null) =>
                (difference.LeftOperand, difference.RightOperand),
            IInvocationOperation { TargetMethod.Name: "Subtract", Instance: { } instance, Arguments: { Length: 1 } arguments }
                when IsMoment(arguments.At(0).Type) =>
                (instance, arguments.At(0)),
            _ => (null, (IOperation?)null),
        };
        if (left is null)
            return null;

        if (right is null)
            return ReadDifference(left);

        return Read(left) is { } first && Read(right) is { } second ? (first, second) : null;
    }

    /// <summary>Whether a type is <c>DateTime</c> or <c>DateTimeOffset</c>, nullable or not, or the <c>Timestamp</c> of protobuf.</summary>
    internal static bool IsMoment(ITypeSymbol? type) => NameOf(type) is "DateTime" or "DateTimeOffset" || IsTimestamp(type);

    /// <summary>Whether a type is one of the numbers that a Unix time is kept in, nullable or not.</summary>
    internal static bool IsNumber(ITypeSymbol? type) => WithoutNullable(type)?.SpecialType is
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double;

    private static bool IsTimestamp(ITypeSymbol? type) => type.Is("Google.Protobuf.WellKnownTypes.Timestamp");

    private static ITypeSymbol? WithoutNullable(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static string? NameOf(ITypeSymbol? type)
    {
        type = WithoutNullable(type);
        return type is { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } ? type.Name : null;
    }

    private ClockValue? ReadCore(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion when Conversions.IsOfSystem(conversion):
                return Read(conversion.Operand) is { } converted
                    ? (NameOf(conversion.Type) == "DateTimeOffset" ? converted.As(TimeKind.Instant) : converted)
                    : null;
            case IParenthesizedOperation parenthesized:
                return Read(parenthesized.Operand);
            case ICoalesceOperation coalesce:
                return Read(coalesce.Value);
            case IConditionalAccessOperation access:
                return Read(access.WhenNotNull);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } binary
                when IsMoment(binary.LeftOperand.Type) && !IsMoment(binary.RightOperand.Type):
                return Read(binary.LeftOperand)?.WithMargin();
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } binary when IsNumber(binary.Type):
                return Read(binary.RightOperand) is null ? Read(binary.LeftOperand)?.WithMargin() : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide } binary
                when binary.RightOperand.ConstantValue is { HasValue: true, Value: 1000 or 1000L or 1000d }:
                return Read(binary.LeftOperand);
            case IConditionalAccessInstanceOperation instance:
                return AccessOf(instance) is { } accessed ? Read(accessed.Operation) : null;
            case IInvocationOperation invocation:
                return ReadCall(invocation);
            case IPropertyReferenceOperation { Property.ContainingType: var type } property
                when IsMoment(type) || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T:
                return ReadProperty(property);
            case ILocalReferenceOperation local:
                return ReadLocal(local);
            case IFieldReferenceOperation { Field.ContainingType: var type } when IsMoment(type):
                return null; // MinValue and its like
            case IPropertyReferenceOperation { Property.GetMethod: { IsImplicitlyDeclared: false } getter } when ReadBody(getter) is { } computed:
                return computed;
            case IMemberReferenceOperation or IParameterReferenceOperation when IsMoment(operation.Type):
                return new ClockValue(operation, NameOf(operation.Type) == "DateTime" ? TimeKind.Unknown : TimeKind.Instant, isClock: false);
            case IMemberReferenceOperation { Member: var member } when IsNumber(operation.Type) && TokenTypes.IsExpiry(member, out _):
                return new ClockValue(operation, TimeKind.Unknown, isClock: false);
            default:
                return null;
        }
    }

    private ClockValue? ReadCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.Name is "GetUtcNow" or "GetLocalNow" && method.ContainingType.Is("System.TimeProvider"))
            return new ClockValue(call, TimeKind.Instant, isClock: true);

        if (!IsMoment(method.ContainingType))
            return method.Parameters.IsEmpty ? ReadBody(method) : null;

        if (method.Name is "FromUnixTimeSeconds" or "FromUnixTimeMilliseconds")
            return (Read(call.Arguments.At(0)) ?? new ClockValue(call, TimeKind.Instant, isClock: false)).As(TimeKind.Instant);

        if (method.Name is "FromDateTime" or "FromDateTimeOffset" && IsTimestamp(method.ContainingType))
            return Read(call.Arguments.At(0));

        if (call.Instance is null || Read(call.Instance) is not { } moment)
            return null;

        if (method.Name is "ToUnixTimeSeconds" or "ToUnixTimeMilliseconds")
            return moment.As(TimeKind.Instant);

        if (!IsMoment(method.ReturnType))
            return null;

        return method.Name switch
        {
            "ToDateTime" when IsTimestamp(method.ContainingType) => moment.As(TimeKind.Utc),
            "ToDateTimeOffset" when IsTimestamp(method.ContainingType) => moment,
            "ToUniversalTime" when moment.Kind != TimeKind.Instant => moment.As(TimeKind.Utc),
            "ToLocalTime" when moment.Kind != TimeKind.Instant => moment.As(TimeKind.Local),
            "ToUniversalTime" or "ToLocalTime" or "ToOffset" => moment,
            "Subtract" => moment.WithMargin(),
            _ when method.Name.StartsWith("Add", System.StringComparison.Ordinal) => moment.WithMargin(),
            _ => null,
        };
    }

    private ClockValue? ReadProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (property.IsStatic)
        {
            var isOffset = NameOf(property.ContainingType) == "DateTimeOffset";
            return property.Name switch
            {
                "UtcNow" => new ClockValue(reference, isOffset ? TimeKind.Instant : TimeKind.Utc, isClock: true),
                "Now" => new ClockValue(reference, isOffset ? TimeKind.Instant : TimeKind.Local, isClock: true),
                _ => null,
            };
        }

        if (reference.Instance is not { } instance || Read(instance) is not { } moment)
            return null;

        return property.Name switch
        {
            "UtcDateTime" => moment.As(TimeKind.Utc),
            "LocalDateTime" => moment.As(TimeKind.Local),
            "DateTime" => moment.As(NumbersOf(moment.Source)),
            "Value" or "Ticks" => moment,
            "Seconds" when IsTimestamp(property.ContainingType) => moment,
            _ => null,
        };
    }

    /// <summary>What <c>DateTimeOffset.DateTime</c> gives: the numbers at its offset, which is zero for what was made from Unix time.</summary>
    private static TimeKind NumbersOf(IOperation source) => source switch
    {
        IMemberReferenceOperation { Type: var type } when IsNumber(type) => TimeKind.Utc,
        IInvocationOperation { TargetMethod.Name: "FromUnixTimeSeconds" or "FromUnixTimeMilliseconds" or "GetUtcNow" } => TimeKind.Utc,
        IPropertyReferenceOperation { Property: { Name: "UtcNow", IsStatic: true } } => TimeKind.Utc,
        IPropertyReferenceOperation { Property: { Name: "Now", IsStatic: true } } => TimeKind.Local,
        _ => TimeKind.Unknown,
    };

    /// <summary>The <c>?.</c> whose value an operation in it stands for; null when there is none.</summary>
    private static IConditionalAccessOperation? AccessOf(IOperation instance)
    {
        for (var current = instance; current.Parent is { } parent; current = parent)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == current)
                return access;
        }

        return null;
    }

    /// <summary>
    /// The present that a source method or getter computes: <c>private static DateTime Now() => DateTime.Now;</c>. Null for what
    /// only hands on a stored moment, and when there is more than one way through it.
    /// </summary>
    private ClockValue? ReadBody(IMethodSymbol method)
    {
        if (!IsMoment(method.ReturnType) && !IsNumber(method.ReturnType))
            return null;

        var bodies = method.IsAbstract ? Implementations.Of(method, _query.Facts) : new[] { method };
        ClockValue? found = null;
        foreach (var body in bodies)
        {
            if (_query.Facts.Bodies.EnteredBy(body, caller: null) is not { } function
                || _query.Facts.Bodies.ReturnsOf(function) is not { Count: 1 } returned
                || Read(returned[0]) is not { IsClock: true } moment
                || (found is { } other && other.Kind != moment.Kind))
                return null;

            found = moment;
        }

        return found;
    }

    /// <summary>A local that is written once means its value; any other is an unknown moment.</summary>
    private ClockValue? ReadLocal(ILocalReferenceOperation local)
    {
        var writes = _query.Facts.Bodies.FactsOf(local).WritesTo(local.Local);
        return writes.Count == 1 && writes[0].Value is { } written ? Read(written) : null;
    }
}
