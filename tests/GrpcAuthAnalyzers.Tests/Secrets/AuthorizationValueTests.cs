using GrpcAuthAnalyzers.Secrets.Formats;
using GrpcAuthAnalyzers.Secrets.Names;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Secrets;

/// <summary>The scheme of an authorization value: a known one, an unknown one, or none.</summary>
public sealed class AuthorizationValueTests
{
    [Theory]
    [InlineData("Bearer ")]
    [InlineData("bearer ")]
    [InlineData(" Bearer  ")]
    [InlineData("Api-Key ")]
    [InlineData("SSWS ")]
    [InlineData("Custom ")]
    [InlineData("AWS4-HMAC-SHA256 ")]
    public void A_word_and_its_blank_are_a_prefix(string text) => Assert.True(AuthorizationValue.IsPrefix(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Bearer")]
    [InlineData("Bearer abc")]
    [InlineData("Bearer abc ")]
    [InlineData("two words ")]
    [InlineData("1st ")]
    [InlineData("key=")]
    [InlineData("key= ")]
    public void Other_texts_are_none(string text) => Assert.False(AuthorizationValue.IsPrefix(text));

    [Theory]
    [InlineData("Bearer a b", nameof(SchemeKind.Known), "Bearer", "a b")]
    [InlineData("  ssws  a", nameof(SchemeKind.Known), "SSWS", "a")]
    [InlineData("Basic", nameof(SchemeKind.Known), "Basic", "")]
    [InlineData("Custom a", nameof(SchemeKind.None), null, "Custom a")]
    [InlineData("Bearera", nameof(SchemeKind.None), null, "Bearera")]
    public void A_constant_is_split_at_a_scheme_of_the_list_only(string text, string kind, string? scheme, string credential)
    {
        var value = AuthorizationValue.Of(text);

        Assert.Equal((kind, scheme, credential), (value.Kind.ToString(), value.Scheme, value.Credential));
    }

    [Theory]
    [InlineData("Bearer ", nameof(SchemeKind.Known), "Bearer")]
    [InlineData("SSWS ", nameof(SchemeKind.Known), "SSWS")]
    [InlineData("Custom ", nameof(SchemeKind.Unknown), "Custom")]
    [InlineData("Custom", nameof(SchemeKind.None), null)]
    [InlineData("", nameof(SchemeKind.None), null)]
    public void The_text_before_a_token_may_be_a_scheme_that_nobody_knows(string prefix, string kind, string? scheme)
    {
        var value = AuthorizationValue.OfPrefix(prefix);

        Assert.Equal((kind, scheme), (value.Kind.ToString(), value.Scheme));
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz", true)]
    [InlineData("basic\tdXNlcjpwYXNz", true)]
    [InlineData("  Basic   dXNlcjpwYXNz ", true)]
    [InlineData("Basic", false)]
    [InlineData("Basic ", false)]
    [InlineData("BasicdXNlcjpwYXNz", false)]
    [InlineData("Bearer dXNlcjpwYXNz", false)]
    [InlineData("Basic dXNlcg==", false)]
    public void A_pair_stands_behind_Basic_only(string text, bool isPair) =>
        Assert.Equal(isPair ? ("user", "pass") : null, BasicCredentials.In(text));
}
