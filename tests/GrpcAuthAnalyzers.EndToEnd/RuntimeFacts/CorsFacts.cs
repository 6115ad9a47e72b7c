using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Acme.Ordering;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace GrpcAuthAnalyzers.EndToEnd.RuntimeFacts;

/// <summary>What a browser's preflight, which carries no token, gets from a server for gRPC-Web that asks for authorization (6008).</summary>
public sealed class CorsFacts
{
    [Fact]
    public async Task Behind_authorization_it_is_refused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PreflightAsync<Guarded>(app =>
        {
            app.UseGrpcWeb();
            app.UseAuthorization();
            app.UseCors();
        }));
    }

    [Fact]
    public async Task Behind_the_authorization_that_a_WebApplication_adds_by_itself_it_is_refused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PreflightAsync<Guarded>(app =>
        {
            app.UseGrpcWeb();
            app.UseCors();
        }));
        Assert.Equal(HttpStatusCode.Unauthorized, await PreflightAsync<Guarded>(app =>
        {
            app.UseGrpcWeb();
            app.UseAuthentication();
            app.UseCors();
        }));
    }

    [Fact]
    public async Task In_front_of_authorization_it_is_answered()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PreflightAsync<Guarded>(app =>
        {
            app.UseGrpcWeb();
            app.UseCors();
            app.UseAuthentication();
            app.UseAuthorization();
        }));
        Assert.Equal(HttpStatusCode.NoContent, await PreflightAsync<Guarded>(app =>
        {
            app.UseRouting();
            app.UseGrpcWeb();
            app.UseCors();
            app.UseAuthorization();
        }));
    }

    [Fact]
    public async Task An_open_service_answers_it()
    {
        Assert.Equal(HttpStatusCode.NoContent, await PreflightAsync<EchoServer.Echo>(app =>
        {
            app.UseGrpcWeb();
            app.UseAuthorization();
            app.UseCors();
        }));
    }

    [Fact]
    public async Task Without_a_policy_it_is_refused_in_either_order()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PreflightAsync<Guarded>(
            app =>
            {
                app.UseGrpcWeb();
                app.UseCors();
                app.UseAuthorization();
            },
            hasDefaultPolicy: false));
        Assert.Equal(HttpStatusCode.Unauthorized, await PreflightAsync<Guarded>(
            app =>
            {
                app.UseGrpcWeb();
                app.UseAuthorization();
                app.UseCors();
            },
            hasDefaultPolicy: false));
    }

    private static async Task<HttpStatusCode> PreflightAsync<TService>(Action<WebApplication> use, bool hasDefaultPolicy = true)
        where TService : class
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddGrpc();
        builder.Services.AddCors(cors => cors.AddPolicy(
            hasDefaultPolicy ? cors.DefaultPolicyName : "other", policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()));
        builder.Services.AddAuthentication("Bearer").AddJwtBearer();
        builder.Services.AddAuthorization();
        await using var app = builder.Build();
        use(app);
        app.MapGrpcService<TService>().EnableGrpcWeb();
        await app.StartAsync();

        using var browser = new HttpClient();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, $"{app.Urls.Single()}/{Orders.Descriptor.FullName}/GetOrder");
        preflight.Headers.Add("Origin", "https://shop.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-grpc-web");
        using var answer = await browser.SendAsync(preflight);
        return answer.StatusCode;
    }

    /// <summary>Asks for authorization.</summary>
    [Authorize]
    public sealed class Guarded : Orders.OrdersBase
    {
        public override Task<Order> GetOrder(OrderRequest request, ServerCallContext context) => Task.FromResult(new Order());
    }
}
