using System;
using System.Collections.Generic;
using System.Globalization;
using GrpcAuthAnalyzers.Configuration;

namespace GrpcAuthAnalyzers.Secrets.Formats;

/// <summary>Describes the public part of a JSON Web Token in a message.</summary>
internal static class JwtDescription
{
    /// <summary>
    /// With a blank and parentheses around it: <c> (HS256, issuer idp.example, expired on 2021-01-01)</c>. Days are those of UTC, and
    /// <c>grpc_auth.jwt_clock</c> decides what they are compared with. Empty when nothing is known.
    /// </summary>
    internal static string Of(Jwt token, GrpcAuthOptions options)
    {
        var parts = new List<string>(3);
        if (token.IsUnsigned)
            parts.Add("unsigned (alg none)");
        else if (token.Algorithm is { } algorithm)
            parts.Add(algorithm);

        if (token.IssuerHost is { } host)
            parts.Add("issuer " + host);

        if (ExpiryOf(token, options) is { } expiry)
            parts.Add(expiry);

        return parts.Count == 0 ? "" : " (" + string.Join(", ", parts) + ")";
    }

    private static string? ExpiryOf(Jwt token, GrpcAuthOptions options)
    {
        if (token.Expiry is not { } expiry)
            return token.HasExpiry ? null : "never expires";

        var day = expiry.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!options.TellsJwtExpiry)
            return "exp " + day;

        var today = (options.JwtClock ?? DateTime.UtcNow).Date;
        return (expiry.Date < today ? "expired on " : "valid until ") + day;
    }
}
