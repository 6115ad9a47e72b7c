namespace Acme.OrderHarbor;

/// <summary>Brings orders in.</summary>
internal static class Pilot
{
    public static WebApplication Build()
    {
        var builder = HarborHost.CreateBuilder();
        builder.Services.AddGrpc();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("Bearer").AddJwtBearer(HarborTokens.Configure);

        var app = builder.Build();
        app.UseAuthorization();
        app.UseAuthentication();
        app.MapGrpcService<HarborOrders>();
        return app;
    }
}
