using Microsoft.IdentityModel.Tokens;

namespace Acme.OrderHarbor;

/// <summary>Takes orders from ships.</summary>
internal static class Quay
{
    public static WebApplication Build()
    {
        var builder = HarborHost.CreateBuilder();
        builder.Services.AddGrpc();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("Bearer").AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = HarborTokens.Issuer,
            ValidAudience = HarborTokens.Audience,
            IssuerSigningKey = HarborTokens.Key,
            RequireSignedTokens = false,
        });

        var app = builder.Build();
        app.MapGrpcService<HarborOrders>();
        return app;
    }
}
