using GrpcAuthAnalyzers.Configuration;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>Answers are memoised by the options that they depend on, so options are equal exactly when they say the same.</summary>
public sealed class OptionsEqualityTests
{
    [Fact]
    public void Options_of_two_trees_that_say_the_same_are_equal()
    {
        var first = TestOptions.With(("credential_headers", "x-acme, x-other"), ("tests", "same"));
        var second = TestOptions.With(("tests", "SAME"), ("credential_headers", "x-acme,x-other"));
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData(GrpcAuthOptions.AnonymousServicesKey, "acme.Orders")]
    [InlineData(GrpcAuthOptions.AnonymousMethodsKey, "acme.Orders/Get")]
    [InlineData(GrpcAuthOptions.CredentialHeadersKey, "x-acme")]
    [InlineData(GrpcAuthOptions.TokenProviderKey, "Acme.Tokens.Get")]
    [InlineData(GrpcAuthOptions.TestsKey, "off")]
    [InlineData(GrpcAuthOptions.SecretKeysKey, "license")]
    [InlineData(GrpcAuthOptions.PlaceholderWordsKey, "acme")]
    [InlineData(GrpcAuthOptions.IgnoredHeadersKey, "x-acme-token")]
    [InlineData(GrpcAuthOptions.JwtClockKey, "off")]
    [InlineData(GrpcAuthOptions.JwtClockKey, "2026-01-31")]
    [InlineData(GrpcAuthOptions.KnownFormatsEverywhereKey, "false")]
    [InlineData(GrpcAuthOptions.ConfigFilesKey, "ignore")]
    public void Every_key_makes_a_difference(string key, string value) =>
        Assert.NotEqual(TestOptions.Default, TestOptions.With((key[GrpcAuthOptions.KeyPrefix.Length..], value)));
}
