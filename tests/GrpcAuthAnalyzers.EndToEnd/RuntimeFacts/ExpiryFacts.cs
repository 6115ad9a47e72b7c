using System;
using System.IdentityModel.Tokens.Jwt;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>By which clock the expiry of a token is to be read.</summary>
public sealed class ExpiryFacts
{
    private static readonly DateTime Noon = new(2030, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_times_of_a_token_are_utc()
    {
        var text = new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(notBefore: Noon, expires: Noon.AddHours(1)));
        var token = new JwtSecurityTokenHandler().ReadJwtToken(text);

        Assert.Equal((Noon, DateTimeKind.Utc), (token.ValidFrom, token.ValidFrom.Kind));
        Assert.Equal((Noon.AddHours(1), DateTimeKind.Utc), (token.ValidTo, token.ValidTo.Kind));
    }

    [Fact]
    public void A_comparison_of_two_times_does_not_look_at_their_kind()
    {
        var local = DateTime.SpecifyKind(Noon.AddHours(-5), DateTimeKind.Local);

        Assert.True(local < Noon);
        Assert.Equal(-1, DateTime.Compare(local, Noon));
        Assert.Equal(TimeSpan.FromHours(5), Noon - local);
    }

    [Fact]
    public void Offsets_are_compared_as_instants_and_unix_time_has_the_offset_zero()
    {
        var inNewYork = new DateTimeOffset(2030, 1, 1, 7, 0, 0, TimeSpan.FromHours(-5));
        var unix = DateTimeOffset.FromUnixTimeSeconds(inNewYork.ToUnixTimeSeconds());

        Assert.Equal(0, inNewYork.CompareTo(unix));
        Assert.Equal(Noon, unix.DateTime);
        Assert.Equal(DateTimeOffset.Now.Offset, ((DateTimeOffset)DateTime.Now).Offset);
    }
}
