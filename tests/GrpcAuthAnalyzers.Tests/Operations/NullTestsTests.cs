using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Operations;

public sealed class NullTestsTests
{
    [Theory]
    [InlineData("text == null", true)]
    [InlineData("null == text", true)]
    [InlineData("text == default", true)]
    [InlineData("(object)text == null", true)]
    [InlineData("text is null", true)]
    [InlineData("text is not { }", true)]
    [InlineData("text is not string", true)]
    [InlineData("text is not string found", true)]
    [InlineData("text is not object", true)]
    [InlineData("!(text is { })", true)]
    [InlineData("!(text != null)", true)]
    [InlineData("(text == null)", true)]
    [InlineData("(text != null) == false", true)]
    [InlineData("text is null is true", true)]
    [InlineData("text is { } is false", true)]
    [InlineData("ReferenceEquals(text, null)", true)]
    [InlineData("object.ReferenceEquals(null, text)", true)]
    [InlineData("object.Equals(text, null)", true)]
    [InlineData("string.Equals(text, null)", true)]
    [InlineData("text != null", false)]
    [InlineData("null != text", false)]
    [InlineData("text is not null", false)]
    [InlineData("text is { }", false)]
    [InlineData("text is { } found", false)]
    [InlineData("text is string", false)]
    [InlineData("text is string found", false)]
    [InlineData("text is object", false)]
    [InlineData("!(text is null)", false)]
    [InlineData("!(text == null)", false)]
    [InlineData("text is null is false", false)]
    [InlineData("(text == null) != true", false)]
    [InlineData("!ReferenceEquals(text, null)", false)]
    public void A_test_for_null(string condition, bool isAbsentWhenTrue) => Is(condition, "text", Absence.Null, isAbsentWhenTrue);

    [Theory]
    [InlineData("number == null", true)]
    [InlineData("number is null", true)]
    [InlineData("number is not int", true)]
    [InlineData("!number.HasValue", true)]
    [InlineData("number.HasValue is false", true)]
    [InlineData("number != null", false)]
    [InlineData("number is { }", false)]
    [InlineData("number is int found", false)]
    [InlineData("number.HasValue", false)]
    [InlineData("number.HasValue == true", false)]
    public void A_nullable_value(string condition, bool isAbsentWhenTrue) => Is(condition, "number", Absence.Null, isAbsentWhenTrue);

    [Theory]
    [InlineData("string.IsNullOrEmpty(text)", true)]
    [InlineData("string.IsNullOrWhiteSpace(text)", true)]
    [InlineData("string.IsNullOrEmpty(text) == true", true)]
    [InlineData("text is null or \"\"", true)]
    [InlineData("text is not (not null and not \"\")", true)]
    [InlineData("!string.IsNullOrEmpty(text)", false)]
    [InlineData("string.IsNullOrEmpty(text) is false", false)]
    [InlineData("string.IsNullOrWhiteSpace(text) == false", false)]
    [InlineData("text is not null and not \"\"", false)]
    [InlineData("text is not (null or \"\")", false)]
    public void A_test_for_null_and_the_empty_text(string condition, bool isAbsentWhenTrue) =>
        Is(condition, "text", Absence.Null | Absence.Empty, isAbsentWhenTrue);

    [Theory]
    [InlineData("text == \"\"", true)]
    [InlineData("string.Empty == text", true)]
    [InlineData("text is not \"\"", false)]
    public void A_test_for_the_empty_text_alone(string condition, bool isAbsentWhenTrue) => Is(condition, "text", Absence.Empty, isAbsentWhenTrue);

    [Theory]
    [InlineData("text is { Length: > 0 }", "text", false)]
    [InlineData("text is not { Length: > 0 }", "text", true)]
    [InlineData("any is string found", "any", false)]
    [InlineData("any is not string", "any", true)]
    public void A_test_that_asks_for_more(string condition, string value, bool isAbsentWhenTrue) =>
        Is(condition, value, Absence.Null, isAbsentWhenTrue, isExact: false);

    [Theory]
    [InlineData("text is var found")]
    [InlineData("text is \"a\"")]
    [InlineData("text == other")]
    [InlineData("text is null || other is null")]
    [InlineData("text is null && flag")]
    [InlineData("text is not null or \"\"")]
    [InlineData("text is null or { Length: 0 }")]
    [InlineData("number is > 3")]
    [InlineData("flag == true")]
    [InlineData("flag")]
    [InlineData("text!.Equals(other)")]
    public void Other_conditions(string condition) => Assert.Null(NullTests.Of(Condition(condition)));

    [Fact]
    public void A_user_defined_conversion_is_part_of_what_is_tested() =>
        Assert.Equal("(Holder)text", NullTests.Of(Condition("(Holder)text == null"))!.Value.Value.Syntax.ToString());

    [Theory]
    [InlineData("text is { } found", "found")]
    [InlineData("text is not string found", "found")]
    [InlineData("text is not null and { } found", "found")]
    [InlineData("text is { }", null)]
    [InlineData("text != null", null)]
    public void The_variable_of_the_pattern(string condition, string? name) => Assert.Equal(name, NullTests.Of(Condition(condition))!.Value.Declared?.Name);

    [Theory]
    [InlineData("null", true, true)]
    [InlineData("default", true, true)]
    [InlineData("default(string)", true, true)]
    [InlineData("(string?)null", true, true)]
    [InlineData("null!", true, true)]
    [InlineData("\"\"", false, true)]
    [InlineData("string.Empty", false, true)]
    [InlineData("\" \"", false, false)]
    [InlineData("Environment.MachineName", false, false)]
    public void What_is_null_or_empty(string expression, bool isNull, bool isNullOrEmpty)
    {
        var value = OperationOf.Initializer($"using System; class C {{ void M() {{ string? text = {expression}; }} }}");
        Assert.Equal((isNull, isNullOrEmpty), (NullTests.IsNull(value), NullTests.IsNullOrEmpty(value)));
    }

    [Theory]
    [InlineData("int? x = null;", true)]
    [InlineData("int? x = default;", true)]
    [InlineData("DateTime x = default;", true)]
    [InlineData("int? x = 0;", false)]
    [InlineData("DateTime x = new DateTime(1);", false)]
    public void What_is_null_of_a_value_type(string statement, bool isNull) =>
        Assert.Equal(isNull, NullTests.IsNull(OperationOf.Initializer($"using System; class C {{ void M() {{ {statement} }} }}")));

    private static void Is(string condition, string value, Absence absence, bool isAbsentWhenTrue, bool isExact = true)
    {
        var test = Assert.NotNull(NullTests.Of(Condition(condition)));
        Assert.Equal((value, absence, isAbsentWhenTrue, isExact), (test.Value.Syntax.ToString(), test.Absence, test.IsAbsentWhenTrue, test.IsExact));
        Assert.Equal(!isAbsentWhenTrue, test.Negated.IsAbsentWhenTrue);
    }

    private static IOperation Condition(string condition) => OperationOf.Condition($$"""
        public sealed class Holder
        {
            public static explicit operator Holder?(string? text) => new();
        }

        public static class Program
        {
            public static void Run(string? text, string? other, object? any, int? number, bool flag)
            {
                if ({{condition}}) { }
            }
        }
        """);
}
