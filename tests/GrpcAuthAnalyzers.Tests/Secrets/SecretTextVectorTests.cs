using System;
using System.Linq;
using GrpcAuthAnalyzers.Secrets;
using GrpcAuthAnalyzers.Tests.Secrets.Vectors;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Every bare text of the vectors is told right, whatever is drawn for its random parts.</summary>
public class SecretTextVectorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20261124)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Values(int seed)
    {
        var wrong = Vectors.Vectors.Generate(seed).Where(vector => vector.Kind == VectorKind.Value && !IsRight(vector));
        Assert.True(!wrong.Any(), string.Join("\n", wrong.Select(vector => $"{vector}: {vector.Text}: {Told(vector).Kind}")));
    }

    [Fact]
    public void Nothing_that_is_told_holds_a_part_of_the_secret()
    {
        foreach (var vector in Enumerable.Range(1, 20).SelectMany(seed => Vectors.Vectors.Generate(seed)).Where(vector => vector.Kind == VectorKind.Value))
        {
            var told = Told(vector);
            Assert.DoesNotContain(vector.Secrets, secret => Holds(told.Name + told.Detail, secret));
        }
    }

    private static bool IsRight(Vector vector) => (vector.Flag, vector.KnownForm) switch
    {
        (true, true) => Told(vector).HasKnownForm && SecretText.AtCredential(vector.Text, TestOptions.Default).HasKnownForm,
        (true, false) => Told(vector).Kind == SecretKind.Fixed,
        _ => Told(vector).Kind is SecretKind.Nothing or SecretKind.Placeholder,
    };

    private static Secret Told(Vector vector) =>
        vector.Sink == "any" ? SecretText.Anywhere(vector.Text, TestOptions.Default) : SecretText.AtCredential(vector.Text, TestOptions.Default);

    private static bool Holds(string message, string secret) =>
        Enumerable.Range(0, secret.Length - 3).Any(i => message.Contains(secret.Substring(i, 4), StringComparison.Ordinal));
}
