using System;
using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Operations;

public sealed class ConversionsTests
{
    private const string Declarations = """
        using System;

        public sealed class Sealed
        {
            public static implicit operator Sealed(string text) => new();
            public static implicit operator string(Sealed text) => "other";
        }

        """;

    [Theory]
    [InlineData("object x = text;", "text")]
    [InlineData("object x = number;", "number")]
    [InlineData("object x = (number);", "number")]
    [InlineData("int? x = number;", "number")]
    [InlineData("long? x = (long)((number));", "number")]
    [InlineData("var x = (string)(object)text;", "text")]
    [InlineData("var x = (object)text as string;", "text")]
    [InlineData("dynamic x = text;", "text")]
    [InlineData("var x = text;", "text")]
    public void Built_in_conversions_keep_the_value(string statement, string expected)
    {
        var converted = InitializerIn(statement);
        foreach (var read in new Func<IOperation, IOperation>[]
            { Conversions.BuiltInInside, Conversions.SystemInside, Conversions.Inside, Conversions.FunctionInside })
            Assert.Equal(expected, read(converted).Syntax.ToString());

        var inner = Conversions.BuiltInInside(converted);
        foreach (var read in new Func<IOperation, IOperation>[] { Conversions.BuiltInAround, Conversions.Around, Conversions.AroundFunction })
            Assert.Same(converted, read(inner));
    }

    [Theory]
    [InlineData("Sealed x = text;", "text")]
    [InlineData("string x = (Sealed)text;", "(Sealed)text")]
    [InlineData("object x = (Sealed)text;", "(Sealed)text")]
    public void A_user_defined_conversion_gives_another_value(string statement, string expected)
    {
        var converted = InitializerIn(statement);
        var inner = Conversions.Inside(converted);
        Assert.Equal("text", inner.Syntax.ToString());
        Assert.Same(converted, Conversions.Around(inner));
        Assert.Same(inner, Conversions.BuiltInAround(inner));

        foreach (var read in new Func<IOperation, IOperation>[] { Conversions.BuiltInInside, Conversions.SystemInside, Conversions.FunctionInside })
        {
            var kept = Assert.IsAssignableFrom<IConversionOperation>(read(converted));
            Assert.NotNull(kept.OperatorMethod);
            Assert.Equal(expected, kept.Syntax.ToString());
        }
    }

    [Theory]
    [InlineData("Index x = number;", "number")]
    [InlineData("DateTimeOffset x = DateTime.UtcNow;", "DateTime.UtcNow")]
    [InlineData("DateTimeOffset? x = (DateTime.UtcNow);", "DateTime.UtcNow")]
    public void Operators_of_the_base_library_are_read_where_that_is_asked_for(string statement, string expected)
    {
        var converted = InitializerIn(statement);
        Assert.Equal(expected, Conversions.SystemInside(converted).Syntax.ToString());
        Assert.NotNull(Assert.IsAssignableFrom<IConversionOperation>(Conversions.BuiltInInside(converted)).OperatorMethod);
    }

    [Theory]
    [InlineData("Func<string> x = () => text;")]
    [InlineData("Func<string> x = (() => text);")]
    [InlineData("object x = (Func<string>)(() => text);")]
    [InlineData("var x = new Func<string>(() => text);")]
    [InlineData("System.Linq.Expressions.Expression<Func<string>> x = () => text;")]
    public void A_lambda_is_read_through_its_delegate(string statement)
    {
        var given = InitializerIn(statement);
        var lambda = Assert.IsAssignableFrom<IAnonymousFunctionOperation>(Conversions.FunctionInside(given));
        Assert.Same(given, Conversions.AroundFunction(lambda));
        Assert.NotNull(Conversions.StepAroundFunction(lambda));
        Assert.Null(Conversions.StepAroundFunction(given));
    }

    [Theory]
    [InlineData("Func<int, string> x = Name;")]
    [InlineData("Delegate x = (Func<int, string>)Name;")]
    public void A_method_group_is_read_through_its_delegate(string statement)
    {
        var given = InitializerIn(statement);
        var group = Assert.IsAssignableFrom<IMethodReferenceOperation>(Conversions.FunctionInside(given));
        Assert.Equal("Name", group.Method.Name);
        Assert.Same(given, Conversions.AroundFunction(group));
    }

    [Theory]
    [InlineData("string x = call(text);")]
    [InlineData("string x = text.Trim();")]
    [InlineData("string x = text + number;")]
    public void Other_expressions_are_left_as_they_are(string statement)
    {
        var value = InitializerIn(statement);
        Assert.Same(value, Conversions.Inside(value));
        Assert.Same(value, Conversions.BuiltInInside(value));
        Assert.Same(value, Conversions.SystemInside(value));
        Assert.Same(value, Conversions.FunctionInside(value));
        Assert.Same(value, Conversions.Around(value));
    }

    /// <summary>The value that the variable of a statement gets, converted to the type of the variable.</summary>
    private static IOperation InitializerIn(string statement) => OperationOf.Initializer(Declarations + $$"""
        public static class Program
        {
            public static void Run(string text, int number, Func<string, string> call) { {{statement}} }

            private static string Name(int number) => "";
        }
        """);
}
