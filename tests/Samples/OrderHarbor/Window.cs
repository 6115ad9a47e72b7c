namespace Acme.OrderHarbor;

/// <summary>Takes orders from browsers.</summary>
internal static class Window
{
    public static WebApplication Build()
    {
        var builder = HarborHost.CreateBuilder();
        builder.Services.AddGrpc();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()));
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("Bearer").AddJwtBearer(HarborTokens.Configure);

        var app = builder.Build();
        app.UseGrpcWeb();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCors();
        app.MapGrpcService<HarborOrders>().EnableGrpcWeb();
        return app;
    }
}
