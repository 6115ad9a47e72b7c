using Microsoft.IdentityModel.Tokens;

namespace Acme.OrderHarbor;

/// <summary>Stores what was ordered.</summary>
internal static class Warehouse
{
    public static WebApplication Build()
    {
        var builder = HarborHost.CreateBuilder();
        builder.Services.AddGrpc();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("Bearer").AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = HarborTokens.Issuer,
            IssuerSigningKey = HarborTokens.Key,
        });

        var app = builder.Build();
        app.MapGrpcService<HarborOrders>();
        return app;
    }
}
